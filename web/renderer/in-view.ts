import { markUnder, strokeUnder, strokesOf } from './under.ts'
import type { BoxFrame } from '../box-layer.ts'
import type { LabelFrame } from '../label-layer.ts'
import type { Point } from '../spacing.ts'
import type { Canvas } from './canvas.ts'
import type { Drawn } from './display.ts'

/** CSS pixels beside the canvas from where a disc's rings or its label still reach onto it. */
const BESIDE = 40
/** Radius of the smallest disc, in CSS pixels. */
const LEAST_RADIUS = 1.6

/** Where all that is drawn lies on the canvas, in CSS pixels. */
export interface InView {
  readonly drawn: Drawn
  /** Of discs and boxes against their natural size. */
  readonly size: number
  readonly origin: Point
  readonly width: number
  readonly height: number
  /** The middle of a disc or a box, in view or not. */
  readonly at: (id: string) => Point
  /** Discs and squares in view, with how far they reach. */
  readonly discs: LabelFrame['discs']
}

/** Tells where all lies; `scale` is CSS pixels per unit of the layout, and `x`, `y` the place of its zero. */
export function inView(
  drawn: Drawn,
  size: number,
  scale: number,
  x: number,
  y: number,
  width: number,
  height: number,
): InView {
  const { graph } = drawn
  const at = (id: string) => {
    const place = graph.getNodeAttributes(id)
    return { x: x + place['x'] * scale, y: y - place['y'] * scale }
  }
  const discs: LabelFrame['discs'][number][] = []
  for (const disc of drawn.discs.values()) {
    if (disc.isHidden || !graph.hasNode(disc.id)) continue
    const place = at(disc.id)
    if (place.x < -BESIDE || place.y < -BESIDE || place.x > width + BESIDE || place.y > height + BESIDE) continue
    const radius = Math.max(LEAST_RADIUS, disc.radius * size)
    const reach = Math.max(radius, radius + (disc.reach - disc.radius) * Math.min(1, size))
    discs.push({ disc, ...place, radius, reach })
  }
  return { drawn, size, origin: { x, y }, width, height, at, discs }
}

/** Lines that may cross the view, from middle to middle. */
export function linesIn({ drawn, width, height, at }: InView): readonly (readonly [number, number, number, number])[] {
  const lines: (readonly [number, number, number, number])[] = []
  for (const line of drawn.lines.values()) {
    if (line.isHidden) continue
    const [a, b] = [at(line.from), at(line.to)]
    if (Math.max(a.x, b.x) < 0 || Math.max(a.y, b.y) < 0 || Math.min(a.x, b.x) > width || Math.min(a.y, b.y) > height)
      continue
    lines.push([a.x, a.y, b.x, b.y])
  }
  return lines
}

/** Where boxes, and what stands and flows between them, lie; null in a view without. */
export function boxesIn(
  { drawn, size, at }: InView,
  sigma: Canvas,
  look: Pick<BoxFrame, 'palette' | 'selected' | 'cursor' | 'alphaOf'>,
): BoxFrame | null {
  if (!drawn.columns) return null
  const { boxes, flows } = drawn.columns
  const reach = (id: string) => (sigma.getNodeDisplayData(id)?.size ?? 0) * size
  return {
    ...look,
    scale: size,
    boxes: boxes.map((box) => ({ ...box, ...at(box.id) })),
    discs: [...drawn.discs.values()].map((disc) => ({ disc, ...at(disc.id) })),
    flows: flows.map((flow) => {
      const [start, end] = [at(flow.from), at(flow.to)]
      return {
        ...flow,
        start: { x: start.x + reach(flow.from), y: start.y },
        end: { x: end.x - reach(flow.to), y: end.y },
      }
    }),
  }
}

/** The disc or box at a place of the canvas. */
export function discUnder(place: Point, { drawn, size, at, discs }: InView): string | null {
  const boxes = (drawn.columns?.boxes ?? []).map(({ id, width, height }) => {
    return { id, ...at(id), halfWidth: (width / 2) * size, halfHeight: (height / 2) * size, isRound: false }
  })
  const marks = discs.map(({ disc: { id, form }, x, y, reach }) => {
    return { id, x, y, halfWidth: reach, halfHeight: reach, isRound: form === undefined }
  })
  return markUnder(place, [...boxes, ...marks])
}

/** The line at a place of the canvas, in a view without boxes. */
export function lineUnder(place: Point, { drawn, size, at }: InView): string | null {
  const lines = [...drawn.lines.values()].filter(({ id, isHidden }) => !isHidden && drawn.graph.hasEdge(id))
  const reachOf = (id: string) => drawn.discs.get(id)?.reach ?? 10
  return strokeUnder(place, strokesOf(lines, at, reachOf, size))
}
