import type { Disc, Line, Picture } from '../encode.ts'
import type { Places } from '../layout.ts'
import type { Point } from '../spacing.ts'

/** A rectangle of the layout, y downwards. */
export interface Area {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** Some of the claims and relations of a picture. */
export interface Part {
  readonly discs: ReadonlyMap<string, Disc>
  readonly lines: ReadonlyMap<string, Line>
}

/** Discs in a square of the grid, on average. */
const PER_SQUARE = 4

/**
 * A picture of more claims and relations than can be drawn at once: answers what lies where, so that only what is in view is drawn.
 * Hidden claims and relations are left out of every answer.
 */
export class Crowd {
  readonly #discs: readonly Disc[]
  readonly #lines: readonly Line[]
  readonly #at: ReadonlyMap<string, number>
  /** Layout coordinates, two of each disc. */
  readonly places: Float32Array
  /** The lines of disc i stand in `#ends` from `#from[i]` to before `#from[i + 1]`. */
  readonly #from: Int32Array
  readonly #ends: Int32Array
  #grid: Grid

  constructor(picture: Picture, places: Places, before: Crowd | null = null) {
    this.#discs = picture.discs
    this.#lines = picture.lines
    if (before?.places.length === 2 * this.#discs.length) {
      // The same claims under other switches, or with more of their relations: they stay where they are.
      ;[this.#at, this.places, this.#grid] = [before.#at, before.places, before.#grid]
      const isSame = before.#lines.length === this.#lines.length
      ;[this.#from, this.#ends] = isSame ? [before.#from, before.#ends] : this.#endsOfLines()
      return
    }
    this.#at = new Map(this.#discs.map(({ id }, i) => [id, i]))
    this.places = new Float32Array(2 * this.#discs.length)
    for (const [i, { id }] of this.#discs.entries()) {
      const place = places.get(id)
      this.places[2 * i] = place?.x ?? 0
      this.places[2 * i + 1] = place?.y ?? 0
    }
    ;[this.#from, this.#ends] = this.#endsOfLines()
    this.#grid = new Grid(this.places)
  }

  get discs(): readonly Disc[] {
    return this.#discs
  }

  has(id: string): boolean {
    return this.#at.has(id)
  }

  placeOf(id: string): Point | null {
    const i = this.#at.get(id)
    return i === undefined ? null : this.#place(i)
  }

  /** Puts a claim elsewhere. */
  move(id: string, { x, y }: Point): void {
    const i = this.#at.get(id)
    if (i === undefined) return
    this.places.set([x, y], 2 * i)
    this.#grid = new Grid(this.places)
  }

  /** The claims in an area with every relation that ends there, and what is at the other end; null where that is more than `most`. */
  within(area: Area, most: number): Part | null {
    const discs = new Map<string, Disc>()
    const lines = new Map<string, Line>()
    const inside = this.#inside(area, most)
    for (const i of inside ?? []) {
      const disc = this.#discs[i]
      if (!disc) continue
      this.#add(i, disc, discs, lines)
      if (discs.size + lines.size > most) return null
    }
    return inside && { discs, lines }
  }

  /** The claims in an area; null where they are more than `most`. */
  #inside(area: Area, most: number): number[] | null {
    const inside: number[] = []
    for (const i of this.#grid.in(area)) {
      if (this.#discs[i]?.isHidden !== false || !isIn(area, this.#place(i))) continue
      inside.push(i)
      if (inside.length > most) return null
    }
    return inside
  }

  /** Some claims; those of `centres` with their relations and what is at the other ends, as far as there is room for `most`. */
  around(ids: Iterable<string>, centres: Iterable<string>, most: number): Part {
    const discs = new Map<string, Disc>()
    const lines = new Map<string, Line>()
    for (const id of centres) {
      const i = this.#at.get(id)
      const disc = i === undefined ? undefined : this.#discs[i]
      if (i === undefined || !disc || disc.isHidden || discs.size + lines.size > most) continue
      this.#add(i, disc, discs, lines)
    }
    for (const id of ids) {
      const disc = this.#discs[this.#at.get(id) ?? -1]
      if (disc && !disc.isHidden && discs.size < most) discs.set(id, disc)
    }
    return { discs, lines }
  }

  /** The claim nearest to a place, no further away than `reach`. */
  nearest({ x, y }: Point, reach: number): string | null {
    let found: string | null = null
    let least = reach
    for (const i of this.#grid.in({ left: x - reach, right: x + reach, top: y - reach, bottom: y + reach })) {
      const disc = this.#discs[i]
      const at = this.#place(i)
      const far = Math.hypot(at.x - x, at.y - y)
      if (!disc || disc.isHidden || far > least) continue
      least = far
      found = disc.id
    }
    return found
  }

  /** Adds a claim, its relations and what is at the other ends. */
  #add(i: number, disc: Disc, discs: Map<string, Disc>, lines: Map<string, Line>): void {
    discs.set(disc.id, disc)
    for (let at = this.#from[i] ?? 0; at < (this.#from[i + 1] ?? 0); at++) {
      const line = this.#lines[this.#ends[at] ?? -1]
      if (!line || line.isHidden) continue
      lines.set(line.id, line)
      const other = line.from === disc.id ? line.to : line.from
      const end = this.#discs[this.#at.get(other) ?? -1]
      if (end) discs.set(other, end)
    }
  }

  #place(i: number): Point {
    return { x: this.places[2 * i] ?? 0, y: this.places[2 * i + 1] ?? 0 }
  }

  #endsOfLines(): [Int32Array, Int32Array] {
    const from = new Int32Array(this.#discs.length + 1)
    const pairs = this.#lines.map(({ from, to }) => [this.#at.get(from) ?? -1, this.#at.get(to) ?? -1] as const)
    for (const pair of pairs) for (const end of pair) from[end + 1] = (from[end + 1] ?? 0) + 1
    for (let i = 1; i < from.length; i++) from[i] = (from[i] ?? 0) + (from[i - 1] ?? 0)
    const next = from.slice()
    const ends = new Int32Array(2 * pairs.length)
    for (const [line, pair] of pairs.entries())
      for (const end of pair) {
        if (end < 0) continue
        const at = next[end] ?? 0
        ends[at] = line
        next[end] = at + 1
      }
    return [from, ends]
  }
}

/** Which places lie in which squares, in the order of the places. */
class Grid {
  readonly #left: number = Infinity
  readonly #top: number = Infinity
  readonly #size: number
  readonly #columns: number
  readonly #rows: number
  readonly #from: Int32Array
  readonly #members: Int32Array

  constructor(places: Float32Array) {
    const count = places.length / 2
    let [right, bottom] = [-Infinity, -Infinity]
    for (let i = 0; i < count; i++) {
      const [x, y] = [places[2 * i] ?? 0, places[2 * i + 1] ?? 0]
      this.#left = Math.min(this.#left, x)
      this.#top = Math.min(this.#top, y)
      right = Math.max(right, x)
      bottom = Math.max(bottom, y)
    }
    const [width, height] = [Math.max(1, right - this.#left), Math.max(1, bottom - this.#top)]
    // However long and thin: no side has more squares than there are places.
    this.#size = Math.max(
      Math.sqrt((width * height * PER_SQUARE) / Math.max(1, count)),
      Math.max(width, height) / Math.max(1, count),
    )
    this.#columns = Math.floor(width / this.#size) + 1
    this.#rows = Math.floor(height / this.#size) + 1
    this.#from = new Int32Array(this.#columns * this.#rows + 1)
    const squares = new Int32Array(count)
    for (let i = 0; i < count; i++) {
      const square = this.#squareOf(places[2 * i] ?? 0, places[2 * i + 1] ?? 0)
      squares[i] = square
      this.#from[square + 1] = (this.#from[square + 1] ?? 0) + 1
    }
    for (let i = 1; i < this.#from.length; i++) this.#from[i] = (this.#from[i] ?? 0) + (this.#from[i - 1] ?? 0)
    this.#members = new Int32Array(count)
    const next = this.#from.slice()
    for (const [i, square] of squares.entries()) {
      const at = next[square] ?? 0
      this.#members[at] = i
      next[square] = at + 1
    }
  }

  /** Everything in the squares that an area touches. */
  *in({ left, top, right, bottom }: Area): Generator<number> {
    const column = (x: number) => Math.max(0, Math.min(this.#columns - 1, Math.floor((x - this.#left) / this.#size)))
    const row = (y: number) => Math.max(0, Math.min(this.#rows - 1, Math.floor((y - this.#top) / this.#size)))
    for (let r = row(top); r <= row(bottom); r++) {
      const start = this.#from[r * this.#columns + column(left)] ?? 0
      const end = this.#from[r * this.#columns + column(right) + 1] ?? 0
      for (let at = start; at < end; at++) yield this.#members[at] ?? 0
    }
  }

  #squareOf(x: number, y: number): number {
    return Math.floor((y - this.#top) / this.#size) * this.#columns + Math.floor((x - this.#left) / this.#size)
  }
}

function isIn({ left, top, right, bottom }: Area, { x, y }: Point): boolean {
  return x >= left && x <= right && y >= top && y <= bottom
}
