import type { BoxFrame } from './box-layer.ts'
import type { Line } from './encode.ts'
import type { LabelFrame } from './label-layer.ts'
import type { Placed } from './label-places.ts'

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
}
