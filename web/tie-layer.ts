import { showNumber } from './words.ts'
import type { Line } from './encode.ts'
import type { Palette } from './palette.ts'

interface Point {
  readonly x: number
  readonly y: number
}

/** What a frame of numbers needs: lines, where their ends are in CSS pixels, and which of them stay undimmed. */
export interface TieFrame {
  readonly palette: Palette
  readonly dim: number
  /** Null while nothing is under the pointer or the keyboard. */
  readonly isKept: ((line: Line) => boolean) | null
  /** Size of squares against their natural size. */
  readonly scale: number
  readonly width: number
  readonly height: number
  /** Squares in view: no number stands on one. */
  readonly discs: readonly (Point & { readonly radius: number })[]
  readonly lines: Iterable<Line>
  readonly at: (id: string) => Point
}

/** CSS pixels of a relay's line: one more statement by the same step, up to six. */
export function widthOfTie(statements: number): number {
  return Math.min(6, 1 + 0.4 * statements)
}

const FONT = '600 11px "Public Sans", system-ui, sans-serif'
/** Numbers on the largest lines, as many as a reader can tell apart; under the pointer, on all that stay undimmed. */
const MOST_NUMBERS = 24
const MOST_KEPT = 80
/** Lines that are asked whether they have room for one. */
const MOST_ASKED = 400
/** Shorter lines have no room for one. */
const LEAST_LENGTH = 56
/** Smaller squares are seen from too far away. */
const LEAST_SCALE = 0.5
/** From the bar in the middle of a dispute to its number. */
const BESIDE_BAR = 12

/** Where a line's number stands: on it, beside the bar of a dispute. */
function numberAt({ mark, tie }: Line, start: Point, end: Point, scale: number): Point {
  const length = Math.hypot(end.x - start.x, end.y - start.y) || 1
  const [dx, dy] = [(end.x - start.x) / length, (end.y - start.y) / length]
  const along = mark === 'contradicts' ? BESIDE_BAR : 0
  const shift = (tie?.shift ?? 0) * Math.min(1, scale)
  return { x: (start.x + end.x) / 2 + dx * along - dy * shift, y: (start.y + end.y) / 2 + dy * along + dx * shift }
}

/** The lines that have a number, and where: those undimmed first, then the largest, none on another or on a square. */
export function numbersOf({ lines, at, discs, scale, width, height, isKept }: Omit<TieFrame, 'palette'>) {
  const placed: { readonly line: Line; readonly at: Point }[] = []
  if (scale < LEAST_SCALE) return placed
  const wishes: { readonly line: Line; readonly at: Point; readonly rank: number }[] = []
  for (const line of lines) {
    const size = line.tie?.size ?? 0
    if (line.isHidden || size < 2) continue
    const [start, end] = [at(line.from), at(line.to)]
    if (Math.hypot(end.x - start.x, end.y - start.y) < LEAST_LENGTH) continue
    const place = numberAt(line, start, end, scale)
    const isInView = place.x > 0 && place.y > 0 && place.x < width && place.y < height
    if (isInView) wishes.push({ line, at: place, rank: size + (isKept?.(line) ? 1e9 : 0) })
  }
  for (const { line, at: here } of wishes.sort((a, b) => b.rank - a.rank).slice(0, MOST_ASKED)) {
    if (placed.length >= (isKept?.(line) ? MOST_KEPT : MOST_NUMBERS)) break
    const isNear = ({ x, y }: Point, w: number, h: number) => Math.abs(x - here.x) < w && Math.abs(y - here.y) < h
    if (placed.some((other) => isNear(other.at, 22, 15))) continue
    if (discs.some((disc) => isNear(disc, disc.radius + 8, disc.radius + 8))) continue
    placed.push({ line, at: here })
  }
  return placed
}

/** Writes in how much two actors dispute, or how many statements are relayed, where it is more than one. */
export function paintTies(context: CanvasRenderingContext2D, frame: TieFrame): void {
  const { palette, dim, isKept } = frame
  context.font = FONT
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.lineJoin = 'round'
  context.lineWidth = 5
  context.strokeStyle = palette.paper
  context.fillStyle = palette.ink
  for (const { line, at } of numbersOf(frame)) {
    const text = showNumber(line.tie?.size ?? 0)
    context.globalAlpha = isKept?.(line) === false ? dim : 1
    context.strokeText(text, at.x, at.y)
    context.fillText(text, at.x, at.y + 0.5)
  }
}
