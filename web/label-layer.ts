import { placeLabels } from './label-places.ts'
import { isRightToLeft, showNumber } from './words.ts'
import type { Disc } from './encode.ts'
import type { Placed, Wish } from './label-places.ts'
import type { Palette } from './palette.ts'

/** What a frame of labels needs: discs and lines in CSS pixels. */
export interface LabelFrame {
  readonly width: number
  readonly height: number
  readonly palette: Palette
  readonly dim: number
  readonly kept: ReadonlySet<string> | null
  readonly emphasis: {
    readonly selected: ReadonlySet<string>
    readonly main: ReadonlySet<string>
    readonly cursor: string | null
  }
  /** Size of discs against their natural size. */
  readonly scale: number
  /** Writes what is no label, below the labels. */
  readonly paint?: ((context: CanvasRenderingContext2D) => void) | null
  /** A canvas as narrow as a phone. */
  readonly isNarrow: boolean
  /** Of a picture of many only the largest claims are named, and those as large as they are by themselves. */
  readonly isMany: boolean
  /** Claims whose words stand in a head beside them. */
  readonly headed: ReadonlySet<string>
  /** Where the graph's own zero lies: it moves with the camera. */
  readonly origin: { readonly x: number; readonly y: number }
  /** The discs in view, at their size on screen; a new list when one of them is elsewhere or another. */
  readonly discs: readonly Shown[]
  /** Lines that may cross the view; asked for only when labels look for places. */
  readonly lines: () => readonly (readonly [number, number, number, number])[]
}

interface Shown {
  readonly disc: Disc
  readonly x: number
  readonly y: number
  readonly radius: number
  readonly reach: number
}

/** After this long without a change of the camera, labels look for new places. */
const SETTLED_MS = 110
/** No more labels than a reader can tell apart. */
const MOST_LABELS = 90
/** Radius of the smallest disc that has room for its number, in CSS pixels. */
export const LEAST_NUMBERED = 6
/** Claims of a picture of many that are named however small, and the radius from which on all are. */
const LARGEST = 10
const LEGIBLE = 8
export const PLAIN = { font: '450 12px "Public Sans", system-ui, sans-serif', lineHeight: 15 }
export const BOLD = { font: '650 13.5px "Public Sans", system-ui, sans-serif', lineHeight: 17 }

/** A canvas above the discs; it takes no clicks. */
function layerIn(container: HTMLElement): CanvasRenderingContext2D | null {
  const canvas = document.createElement('canvas')
  canvas.className = 'labels'
  container.append(canvas)
  return canvas.getContext('2d')
}

/** What lies above the discs: numbers, and over them labels and the ring of the keyboard. */
export class LabelLayer {
  /** Numbers are many and stay while others are dimmed: they have a canvas that is dimmed as a whole. */
  readonly #numbers: CanvasRenderingContext2D | null
  readonly #context: CanvasRenderingContext2D | null
  /** What the numbers were written from. */
  #numbered: readonly unknown[] = []
  readonly #widths = new Map<string, number>()
  #places: ReadonlyMap<string, Placed> = new Map()
  #view = ''
  #isStale = true
  #timer = 0
  #last: LabelFrame | null = null

  constructor(container: HTMLElement) {
    this.#numbers = layerIn(container)
    this.#context = layerIn(container)
    void this.#measureAgain()
  }

  /** Widths that were measured before the fonts came are of another font. */
  async #measureAgain(): Promise<void> {
    await document.fonts.ready
    this.#widths.clear()
    this.#numbered = []
    this.invalidate()
    if (this.#last) this.draw(this.#last)
  }

  /** Where the labels stand. */
  get places(): ReadonlyMap<string, Placed> {
    return this.#places
  }

  /** Asks for new places at the next frame. */
  invalidate(): void {
    this.#isStale = true
  }

  draw(frame: LabelFrame): void {
    const [context, numbers] = [this.#context, this.#numbers]
    if (!context || !numbers) return
    this.#last = frame
    for (const layer of [numbers, context]) this.#resize(frame, layer)
    const view = [frame.scale, frame.origin.x, frame.origin.y, frame.width, ...frame.emphasis.main].join()
    if (this.#isStale) {
      this.#place(frame, context)
      this.#view = view
      this.#isStale = false
    } else if (view !== this.#view) {
      this.#view = view
      clearTimeout(this.#timer)
      this.#timer = window.setTimeout(() => {
        this.invalidate()
        if (this.#last) this.draw(this.#last)
      }, SETTLED_MS)
    }
    context.clearRect(0, 0, frame.width, frame.height)
    frame.paint?.(context)
    this.#followNumbers(numbers, context, frame)
    for (const shown of frame.discs) this.#drawLabel(context, shown, frame)
    const cursor = frame.discs.find(({ disc }) => disc.id === frame.emphasis.cursor)
    if (cursor) {
      context.globalAlpha = 1
      context.strokeStyle = frame.palette.ink
      context.lineWidth = 2
      context.strokeRect(
        cursor.x - cursor.reach - 8,
        cursor.y - cursor.reach - 8,
        cursor.reach * 2 + 16,
        cursor.reach * 2 + 16,
      )
    }
  }

  /** Leaves nothing on screen until the next frame. */
  clear(): void {
    for (const layer of [this.#numbers, this.#context]) layer?.clearRect(0, 0, layer.canvas.width, layer.canvas.height)
    this.#numbered = []
  }

  close(): void {
    clearTimeout(this.#timer)
    for (const layer of [this.#numbers, this.#context]) layer?.canvas.remove()
  }

  #resize({ width, height }: LabelFrame, context: CanvasRenderingContext2D): void {
    const ratio = window.devicePixelRatio || 1
    const { canvas } = context
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio)
      canvas.height = Math.round(height * ratio)
      canvas.style.width = `${width}px`
      canvas.style.height = `${height}px`
      this.#isStale = true
      this.#numbered = []
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
  }

  #place(frame: LabelFrame, context: CanvasRenderingContext2D): void {
    const { main, selected } = frame.emphasis
    const rank = ({ disc }: Shown) => (main.has(disc.id) ? 2e6 : 0) + (selected.has(disc.id) ? 1e6 : 0) + disc.weight
    const isReadable = ({ disc, radius }: Shown) => radius >= 4.5 || main.has(disc.id)
    const chosen = frame.discs
      .filter((shown) => !frame.headed.has(shown.disc.id) && (frame.isMany || isReadable(shown)))
      .sort((a, b) => rank(b) - rank(a))
      .filter(({ radius }, i) => !frame.isMany || i < LARGEST || radius >= LEGIBLE)
      .slice(0, MOST_LABELS)
    const wishes = chosen.map(({ disc, x, y, reach }, i): Wish => {
      const { font, lineHeight } = main.has(disc.id) ? BOLD : PLAIN
      const { forms, wholes } = formsOf(disc, frame.isNarrow)
      const measured = (lines: readonly string[], isCut: boolean) => {
        return {
          lines: lines.length,
          width: Math.max(...lines.map((line) => this.#measure(context, font, line))),
          isCut,
        }
      }
      return {
        id: disc.id,
        x,
        y,
        radius: reach,
        forms: forms.map((lines) =>
          measured(
            lines,
            lines.some((line) => line.includes('…')),
          ),
        ),
        wholes: wholes.map((lines) => measured(lines, false)),
        lineHeight,
        isMain: main.has(disc.id) || (frame.isMany && i < LARGEST),
        ring: selected.has(disc.id) ? 5 : 0,
      }
    })
    const near = frame.discs.map(({ disc, x, y, reach }) => ({
      id: disc.id,
      x,
      y,
      radius: reach + (selected.has(disc.id) ? 5 : 0),
    }))
    this.#places = placeLabels(wishes, near, wishes.length > 0 ? frame.lines() : [], frame)
  }

  #measure(context: CanvasRenderingContext2D, font: string, line: string): number {
    const key = `${font}\n${line}`
    const known = this.#widths.get(key)
    if (known !== undefined) return known
    context.font = font
    const { width } = context.measureText(line)
    this.#widths.set(key, width)
    return width
  }

  /** Writes all numbers where one of them has changed; those that are kept stand undimmed above the others. */
  #followNumbers(below: CanvasRenderingContext2D, above: CanvasRenderingContext2D, frame: LabelFrame): void {
    const { palette, emphasis, kept, dim } = frame
    const shown = frame.discs.filter(({ radius }) => radius >= LEAST_NUMBERED)
    const now = [palette, emphasis.selected, frame.discs]
    if (now.some((one, i) => one !== this.#numbered[i])) {
      this.#numbered = now
      below.clearRect(0, 0, frame.width, frame.height)
      this.#drawNumbers(below, shown, frame)
    }
    below.canvas.style.opacity = kept ? String(dim) : ''
    if (!kept) return
    above.globalAlpha = 1
    this.#drawNumbers(
      above,
      shown.filter(({ disc }) => kept.has(disc.id)),
      frame,
    )
  }

  /** Statements in the discs; up and to the right of the rings, the origins that have none. */
  #drawNumbers(context: CanvasRenderingContext2D, numbered: readonly Shown[], frame: LabelFrame): void {
    const { palette, scale } = frame
    const { selected } = frame.emphasis
    const size = Math.max(9, Math.min(13, 11 * scale))
    context.font = `600 ${size}px "Public Sans", system-ui, sans-serif`
    context.textBaseline = 'alphabetic'
    context.textAlign = 'center'
    for (const { disc, x, y } of numbered) {
      context.fillStyle = selected.has(disc.id) ? palette.paper : disc.isHollow ? palette.ink : palette.nodeInk
      context.fillText(showNumber(disc.weight), x, y + size * 0.355)
    }
    context.textAlign = 'left'
    context.fillStyle = palette.label
    context.lineWidth = 4
    context.lineJoin = 'round'
    context.strokeStyle = palette.paper
    for (const { disc, x, y, reach } of numbered) {
      if (disc.more === 0) continue
      const at = (reach + (selected.has(disc.id) ? 5 : 0)) * 0.72
      context.strokeText(`+${showNumber(disc.more)}`, x + at + 1, y - at)
      context.fillText(`+${showNumber(disc.more)}`, x + at + 1, y - at)
    }
  }

  #drawLabel(context: CanvasRenderingContext2D, { disc, x, y: top }: Shown, frame: LabelFrame): void {
    const place = this.#places.get(disc.id)
    if (!place) return
    const isMain = frame.emphasis.main.has(disc.id)
    const { font, lineHeight } = isMain ? BOLD : PLAIN
    const { palette } = frame
    context.globalAlpha = alphaOf(disc.id, frame)
    context.font = font
    context.textAlign = place.align
    context.textBaseline = 'middle'
    context.lineJoin = 'round'
    context.lineWidth = 4
    context.strokeStyle = palette.paper
    context.fillStyle = isMain || frame.emphasis.selected.has(disc.id) ? palette.ink : palette.label
    const lines = linesAt(disc, frame.isNarrow, place)
    const [first = ''] = lines
    // An ellipsis stands at the end of the words, which is on the left of Arabic ones.
    context.direction = isRightToLeft(first) ? 'rtl' : 'ltr'
    const heightOf = (i: number) => top + place.dy + (i + 0.5) * lineHeight
    for (const [i, line] of lines.entries()) context.strokeText(line, x + place.dx, heightOf(i))
    for (const [i, line] of lines.entries()) context.fillText(line, x + place.dx, heightOf(i))
  }
}

/** A label's first line when it stands alone. */
function shorten(line: string): string {
  return line.endsWith('…') ? line : `${line.replace(/[-,;:.\s]+$/u, '')}…`
}

/** The ways to write a label: as usual and on one line, and in full. */
function formsOf(disc: Disc, isNarrow: boolean) {
  const usual = isNarrow ? disc.narrowLines : disc.lines
  const [first = ''] = usual
  return { forms: usual.length > 1 ? [usual, [shorten(first)]] : [usual], wholes: disc.wholes }
}

/** The lines of a label where it stands. */
export function linesAt(disc: Disc, isNarrow: boolean, { form }: Placed): readonly string[] {
  const { forms, wholes } = formsOf(disc, isNarrow)
  return [...forms, ...wholes][form] ?? []
}

function alphaOf(id: string, { kept, dim }: LabelFrame): number {
  return kept && !kept.has(id) ? dim : 1
}
