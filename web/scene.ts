import type { BoxFrame } from './box-layer.ts'
import type { Line } from './encode.ts'
import type { LabelFrame } from './label-layer.ts'
import type { Placed } from './label-places.ts'
import type { Palette } from './palette.ts'

/** What the canvas shows at one moment, in CSS pixels of the canvas. */
export interface Scene extends LabelFrame {
  readonly relations: readonly Line[]
  /** Where a claim lies, in view or not. */
  readonly at: (id: string) => { readonly x: number; readonly y: number } | null
  /** Boxes and the lines between them, in a view that has some. */
  readonly boxed: BoxFrame | null
  /** Where each label stands. */
  readonly places: ReadonlyMap<string, Placed>
  /** Draws the same once more, at the density that the window has now. */
  readonly redraw: () => void
  /** What stands in for lines and labels while groups stand for claims. */
  readonly far: readonly Shape[]
}

/** A circle in CSS pixels. */
export interface Circle {
  readonly x: number
  readonly y: number
  readonly radius: number
}

/** What the canvas shows of a large case at one moment, in CSS pixels. */
export interface FarFrame {
  readonly width: number
  readonly height: number
  readonly palette: Palette
  readonly isNarrow: boolean
  readonly isMoving: boolean
  /** Seen from so far out that groups stand for claims. */
  readonly isFar: boolean
  /** The canvas shows something else. */
  readonly isOff: boolean
  /** A place of the layout is at `origin + scale · place`. */
  readonly origin: { readonly x: number; readonly y: number }
  readonly scale: number
  /** Claims in view, where they are drawn as such and the camera stands still. */
  readonly inView: number | null
}

/** A simple form, for the canvas as for a file. */
export type Shape =
  | (Stroke & {
      readonly kind: 'line'
      readonly x1: number
      readonly y1: number
      readonly x2: number
      readonly y2: number
      readonly dash: readonly number[]
    })
  | (Stroke & Circle & { readonly kind: 'circle'; readonly fill: string | null })
  | {
      readonly kind: 'text'
      readonly text: string
      /** Its middle. */
      readonly x: number
      readonly y: number
      readonly size: number
      readonly weight: number
      readonly colour: string
      readonly halo: string
      readonly alpha: number
    }

interface Stroke {
  readonly colour: string
  readonly width: number
  readonly alpha: number
}
