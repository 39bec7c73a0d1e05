import type { CaseIndex } from './case-index.ts'
import type { Picture } from './encode.ts'
import type { Filter } from './filter.ts'
import type { Found, Hit } from './search-index.ts'
import type { Mode } from './modes.ts'
import type { Sides } from './modes/sides.ts'
import type { Parts } from './parts.ts'
import type { Focus, Fold, Selection, Sheet, State, Switch, Tab } from './state.ts'
import type { Scene } from './scene.ts'

/** What the panels can ask for. Each is one action on the state. */
export interface Act {
  readonly select: (selection: Selection, statement?: string) => void
  readonly tab: (tab: Tab) => void
  readonly open: (statement: string) => void
  readonly stepStatement: (by: 1 | -1) => void
  readonly stepClaim: (by: 1 | -1) => void
  readonly toggle: (row: Switch) => void
  readonly clearFilters: () => void
  /** Narrows what is shown; while a brush is dragged the address stays as it is. */
  readonly filter: (filter: Filter, isDragging?: boolean) => void
  /** Changes what one panel alone keeps. */
  readonly keep: (own: Partial<Pick<State, 'facet' | 'cell' | 'table' | 'sort' | 'rows'>>) => void
  readonly search: (query: string) => void
  readonly leaveSearch: () => void
  readonly moveHit: (by: 1 | -1) => void
  readonly openHit: (hit: Hit) => void
  readonly focus: (focus: Focus | null) => void
  /** A path between two claims, or from one that its other end is chosen for. */
  readonly path: (path: State['path']) => void
  /** Opens the marked row, as soon as it is found. */
  readonly enterSearch: () => void
  readonly unfold: (fold: Fold) => void
  readonly showView: (view: State['view']) => void
  readonly showScreen: (screen: State['screen']) => void
  readonly openRail: (isOpen: boolean) => void
  readonly showFound: (claims: readonly string[]) => void
  readonly openSheet: (sheet: Sheet | null) => void
  readonly moreRows: () => void
  /** Asks the server again for what did not come. */
  readonly retry: () => void
  readonly theme: () => void
  readonly zoom: (factor: number) => void
  readonly fit: () => void
  readonly canvasKey: (event: KeyboardEvent) => void
  /** What the canvas shows, for a picture of it; null where nothing is drawn. */
  readonly scene: () => Scene | null
}

/** The search as the panels see it. */
export interface Search {
  /** The newest answer; null while there is none. */
  readonly found: Found | null
  /** Texts that are still to be read. */
  readonly unread: number
  /** The newest answer is of all texts. */
  readonly isOfAll: boolean
  readonly isGone: boolean
}

/** What every panel is made from. */
export interface View {
  readonly state: State
  /** The whole case. */
  readonly index: CaseIndex
  /** What of it the filter lets through. */
  readonly shown: CaseIndex
  /** What the search found, and whether more is to come. */
  readonly search: Search
  /** The claims and relations that are shown. */
  readonly picture: Picture
  /** What the canvas draws instead of them, in the views that have their own; null while it is on its way. */
  /** The grounds of the two sides of the largest dispute, while the claims are shown. */
  readonly sides: Sides | null
  readonly drawing: { readonly mode: Mode; readonly picture: Picture } | null
  readonly act: Act
  /** Gives a part of the viewer that is loaded when it is first shown. */
  readonly parts: Parts
  /** What the canvas says aloud. */
  readonly spoken: string
  /** What was found in the case, its origins and findings: all here, still being worked out, or not to be had. */
  readonly analysing: 'done' | 'on their way' | 'gone'
  /** How far the layout is, from 0 to 1; null when it is done or quick. */
  readonly progress: number | null
  /** How much of a large case the canvas draws; null where that is all of it. */
  readonly drawn: string | null
  /** The browser draws no WebGL: the table stands in. */
  readonly hasCanvas: boolean
  /** What the canvas is made in; it stays the same element. */
  readonly plane: HTMLElement
}
