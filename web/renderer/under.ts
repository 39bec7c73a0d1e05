import type { Line } from '../encode.ts'
import type { Point } from '../spacing.ts'

/** A disc, a square or a box: CSS pixels from its middle to its edges. */
export interface Mark extends Point {
  readonly id: string
  readonly halfWidth: number
  readonly halfHeight: number
  readonly isRound: boolean
}

/** A line from edge to edge, in CSS pixels: where it goes along. */
export interface Stroke {
  readonly id: string
  readonly points: readonly Point[]
  /** From its middle to its edge. */
  readonly half: number
}

/** CSS pixels beside a disc or a box that are as good as on it. */
const BESIDE = 3
/** CSS pixels beside the middle of a thin line, for a finger. */
const BESIDE_LINE = 7

/** The mark at a place; of several that lie on each other the one that was drawn last. */
export function markUnder({ x, y }: Point, marks: Iterable<Mark>): string | null {
  let found: string | null = null
  for (const { id, x: cx, y: cy, halfWidth, halfHeight, isRound } of marks) {
    const [dx, dy] = [Math.abs(x - cx), Math.abs(y - cy)]
    if (dx > halfWidth + BESIDE || dy > halfHeight + BESIDE) continue
    if (!isRound || Math.hypot(dx, dy) <= halfWidth + BESIDE) found = id
  }
  return found
}

/** The line nearest to a place, if any is near. */
export function strokeUnder(at: Point, strokes: Iterable<Stroke>): string | null {
  let found: string | null = null
  let least = Infinity
  for (const { id, points, half } of strokes) {
    const most = Math.max(half, BESIDE_LINE)
    for (const [i, start] of points.entries()) {
      const end = points[i + 1]
      const away = end ? distance(at, start, end) : Infinity
      if (away > most || away >= least) continue
      found = id
      least = away
    }
  }
  return found
}

/**
 * Where relations go along, as the shader of lines has it: from outside the rings of one end to those of the other, a tie beside the
 * middle. `size` is that of discs against their natural size, at which `reachOf` says how far an end reaches.
 */
export function* strokesOf(
  lines: Iterable<Line>,
  placeOf: (id: string) => Point,
  reachOf: (id: string) => number,
  size: number,
): Generator<Stroke> {
  const trim = (id: string) => Math.max(reachOf(id) * size, 1.6) + Math.min(3.5, 3.5 * size + 0.5)
  for (const { id, from, to, tie } of lines) {
    const [a, b] = [placeOf(from), placeOf(to)]
    const length = Math.hypot(b.x - a.x, b.y - a.y)
    const [start, end] = [trim(from), length - trim(to)]
    if (end <= start) continue
    const [dx, dy] = [(b.x - a.x) / length, (b.y - a.y) / length]
    const shift = (tie?.shift ?? 0) * Math.min(1, size)
    const on = (far: number) => ({ x: a.x + dx * far - dy * shift, y: a.y + dy * far + dx * shift })
    yield { id, points: [on(start), on(end)], half: 0 }
  }
}

/** From a place to the nearest point between two others. */
function distance({ x, y }: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const size = dx * dx + dy * dy
  const share = size > 0 ? Math.min(1, Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / size)) : 0
  return Math.hypot(x - a.x - share * dx, y - a.y - share * dy)
}
