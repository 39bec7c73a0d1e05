import type { CaseIndex } from './case-index.ts'
import type { Picture } from './encode.ts'
import type { Kit } from './renderer/display.ts'
import type { Parts } from './parts.ts'
import type { Selection, State } from './state.ts'
import type { View } from './view.ts'
import type { ViewName } from './views.ts'

interface Room {
  readonly width: number
  readonly height: number
}

/** What a view may need beside what is shown: the whole case, parts that come later, and another drawing when they have. */
interface Around {
  readonly index: CaseIndex
  readonly parts: Parts
  readonly redraw: () => void
}

/** What a view other than the claims' draws on the canvas; loaded when it is first shown. */
export interface Mode {
  /** What the canvas is called. */
  readonly name: string
  /** What it shows and how to walk it, for those who don't see it. */
  readonly help: string
  readonly kit: Kit
  /** The picture for a canvas of some size; the same one while nothing that it shows changes. */
  readonly draw: (index: CaseIndex, state: State, room: Room, around: Around) => Picture
  /** What a line opens, where it is more than the way to its end. */
  readonly line?: (
    index: CaseIndex,
    state: State,
    id: string,
  ) => { readonly selection: Selection; readonly statement?: string }
  readonly speak: (index: CaseIndex, picture: Picture, id: string) => string
  /** HTML above the canvas. */
  readonly above: (view: View) => unknown
  /** Moves it with the camera, after each frame. */
  readonly follow: (
    canvas: Element,
    picture: Picture,
    project: (at: { readonly x: number; readonly y: number }) => { readonly x: number; readonly y: number },
  ) => void
  /** What the marks mean. */
  readonly legend: (view: View) => unknown
}

/** Views that draw the canvas in their own way. */
export const MODES: Partial<Record<ViewName, () => Promise<{ readonly mode: Mode }>>> = {
  attribution: () => import('./modes/attribution-mode.ts'),
  actors: () => import('./modes/actors-mode.ts'),
}
