import type { BoxFrame } from './box-layer.ts'
import type { Point } from './spacing.ts'

/** From the edge of a box in the cut to where its lines end, at natural size. */
export const BARS = 8

/** A line between boxes, in CSS pixels: a cubic curve that leaves and arrives level, and goes on level through a pass. */
export interface Curve {
  readonly flow: BoxFrame['flows'][number]
  readonly start: Point
  readonly controls: readonly [Point, Point]
  /** Where the curve ends, and the level part of a line through a pass begins. */
  readonly bend: Point
  readonly end: Point
  /** -1 where it comes from the left, 1 from the right. */
  readonly arrive: -1 | 1
}

interface End extends Point {
  /** From its middle to where lines begin. */
  readonly half: number
  readonly isPass: boolean
}

/** Where the lines of a frame go along, as box-shaders.ts draws them. */
export function curvesIn({ boxes, discs, flows, scale }: BoxFrame): readonly Curve[] {
  const ends = new Map<string, End>([
    ...boxes.map(({ id, x, y, width, isCut, form }): [string, End] => [
      id,
      { x, y, half: (width / 2 + (isCut ? BARS : 0)) * scale, isPass: form === 'pass' },
    ]),
    ...discs.map(({ disc, x, y }): [string, End] => [disc.id, { x, y, half: disc.reach * scale, isPass: false }]),
  ])
  return flows.flatMap((flow) => {
    const [from, to] = [ends.get(flow.from), ends.get(flow.to)]
    if (!from || !to) return []
    const leave = flow.way === 'back' ? -1 : 1
    const arrive = flow.way === 'on' ? -1 : 1
    const start = { x: from.x + leave * from.half, y: from.y }
    const bend = { x: to.x + arrive * to.half, y: to.y }
    const bow = flow.way === 'arc' ? 22 * scale : Math.abs(bend.x - start.x) / 2
    return {
      flow,
      start,
      controls: [
        { x: start.x + leave * bow, y: start.y },
        { x: bend.x + arrive * bow, y: bend.y },
      ] as const,
      bend,
      end: to.isPass ? { x: to.x - arrive * to.half, y: to.y } : bend,
      arrive,
    } as const
  })
}

const STEPS = 24

/** Points along a line, from its beginning to its end. */
export function pointsOf({ start, controls: [b, c], bend, end }: Curve): readonly Point[] {
  const along = Array.from({ length: STEPS + 1 }, (_, i) => {
    const t = i / STEPS
    const s = 1 - t
    const mix = (key: 'x' | 'y') =>
      s * s * s * start[key] + 3 * s * s * t * b[key] + 3 * s * t * t * c[key] + t * t * t * bend[key]
    return { x: mix('x'), y: mix('y') }
  })
  return end === bend ? along : [...along, end]
}
