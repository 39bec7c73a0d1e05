import { MultiUndirectedGraph } from 'graphology'
import forceAtlas2 from 'graphology-layout-forceatlas2'
import { SMALL } from './label-places.ts'
import { appendGrid, pack, rescale, rotate, separate, stretch } from './spacing.ts'
import type { Box, Point } from './spacing.ts'

/** What a layout needs of a picture: sizes, also of the words, and ends. */
export interface Plan {
  readonly discs: readonly { readonly id: string; readonly radius: number; readonly letters?: number }[]
  readonly lines: readonly { readonly from: string; readonly to: string; readonly isContradiction: boolean }[]
  /** Ends of the largest dispute: it lies level, the larger claim on the left; upright on a tall canvas. */
  readonly level: readonly [string, string] | null
  /** The claim of the largest dispute where that is one that some assert and others deny. */
  readonly denied?: string | null
  /** Width of the canvas over its height. */
  readonly aspect: number
  /**
   * It stands in a field among others, and isn't drawn out to fill the canvas. Labels take so many times their height: shown
   * small, a picture has labels that are as large as ever.
   */
  readonly tight?: number
  /** Claims that no relation joins stand in no more columns than this. */
  readonly columns?: number
}

/** Positions in CSS pixels at natural size, y downwards. */
export type Positions = Readonly<Record<string, Point>>

/** Where a claim was put; pinned where a person did. In a large case, with the group that it is in. */
export interface Place extends Point {
  readonly pinned?: true
  readonly group?: number
}
export type Places = ReadonlyMap<string, Place>

/** Lays out the claims of a connected part of a plan. */
export type LayOutPart = typeof layOutPart

/** Room that a two-line label takes beside and below its disc. */
const LABEL = { halfWidth: 74, height: 38 }
/** A support draws its claims together, a contradiction holds them apart: sides come out as groups. */
const PULL = { supports: 1, contradicts: 0.35 }

/**
 * Lays out each connected part by ForceAtlas2 (Jacomy et al. 2014) from fixed starting points, small ones level, moves discs and labels apart,
 * packs the parts, largest first, and sets the claims that no relation joins in a grid below them, in the plan's order. Equal
 * plans give equal positions. `onProgress` hears a share from 0 to 1; a large part may be laid out in another way.
 */
export function layOut(
  plan: Plan,
  onProgress: (share: number) => void = () => {},
  layOutOne: LayOutPart = layOutPart,
): Positions {
  const all = connectedParts(plan)
  const parts = all.filter((part) => part.length > 1)
  const singles = all.flatMap((part) => (part.length === 1 ? part : []))
  const hasLabels = plan.discs.length <= SMALL
  const room = roomIn(plan)
  let done = 0
  const laidOut = parts.map((ids) => {
    const onShare = (share: number) => onProgress((done + share * ids.length) / plan.discs.length)
    const positions = layOutOne(ids, plan, room, onShare)
    done += ids.length
    return positions
  })
  onProgress(1)
  const rings = new Set(parts.filter((ids) => isTangle(ids.length, linesAmong(ids, plan))).flat())
  const roomAround = (id: string) => (rings.has(id) ? besideRing(room(id)) : room(id))
  const packed = appendGrid(
    parts.length > 0 ? pack(laidOut, roomAround, plan.aspect) : {},
    singles,
    room,
    plan.aspect,
    plan.columns ?? singles.length,
  )
  return hasLabels && plan.tight === undefined ? stretch(packed, plan.aspect) : packed
}

/** Room that each claim of a plan takes. */
export function roomIn({ discs, tight = 1 }: Plan): (id: string) => Box {
  const radii = new Map(discs.map((disc) => [disc.id, disc.radius]))
  return (id) => {
    const r = radii.get(id) ?? 10
    return discs.length <= SMALL
      ? { left: LABEL.halfWidth, right: LABEL.halfWidth, top: r + 8, bottom: r + LABEL.height * tight }
      : { left: r + 9, right: r + 9, top: r + 9, bottom: r + 9 }
  }
}

/** On a tall canvas, a phone's, the dispute stands upright. */
export function isUpright({ aspect }: Plan): boolean {
  return aspect < 0.8
}

/** Lays out one connected part around 0, 0. */
export function layOutPart(
  ids: readonly string[],
  plan: Plan,
  room: (id: string) => Box,
  onProgress: (share: number) => void,
): Map<string, Point> {
  const graph = new MultiUndirectedGraph()
  // A sunflower: no two starting points meet, none lies on a line, and no random number is needed.
  ids.forEach((id, i) =>
    graph.addNode(id, { x: Math.sqrt(i + 0.5) * Math.cos(i * 2.39996), y: Math.sqrt(i + 0.5) * Math.sin(i * 2.39996) }),
  )
  const inside = plan.lines.filter((line) => graph.hasNode(line.from) && graph.hasNode(line.to))
  for (const { from, to, isContradiction } of inside)
    graph.addEdge(from, to, { weight: isContradiction ? PULL.contradicts : PULL.supports })

  if (isTangle(ids.length, inside)) return ring(ids, room)
  if (ids.length > 2) {
    const rounds = ids.length <= SMALL ? 10 : ids.length <= 1000 ? 24 : 30
    const iterations = ids.length <= SMALL ? 60 : 8
    const settings = {
      gravity: 0.6,
      scalingRatio: 10,
      slowDown: 1 + Math.log(ids.length),
      barnesHutOptimize: ids.length > 400,
      barnesHutTheta: 1.2,
      edgeWeightInfluence: 1,
    }
    for (let round = 0; round < rounds; round++) {
      forceAtlas2.assign(graph, { iterations, settings })
      onProgress((round + 1) / (rounds + 1))
    }
  }
  const positions = new Map<string, Point>()
  graph.forEachNode((id, { x, y }) => positions.set(id, { x: Number(x), y: Number(y) }))
  const angle = isUpright(plan) ? Math.PI / 2 : 0
  const level = graph.hasNode(plan.level?.[0]) ? plan.level : longestAxis(positions)
  const spaced = separate(rotate(rescale(positions, room, plan.discs.length <= SMALL ? 1.9 : 3.2), level, angle), room)
  return rotate(spaced, level, angle)
}

/** From so many on, and where this share of all pairs is joined, lines leave no place within the part where words can be read. */
const TANGLE = { least: 8, share: 0.6 }
/** From one to the next down a side of a ring, CSS pixels. */
const RING_STEP = 54

const linesAmong = (ids: readonly string[], { lines }: Plan) => {
  const own = new Set(ids)
  return lines.filter(({ from, to }) => own.has(from) && own.has(to))
}

/** Words stand beside a ring, not below their disc. */
const besideRing = (box: Box): Box => ({
  ...box,
  left: box.left * 3,
  right: box.right * 3,
  top: box.top + RING_STEP / 2,
})

function isTangle(size: number, lines: Plan['lines']): boolean {
  if (size < TANGLE.least) return false
  const pairs = new Set(lines.map(({ from, to }) => (from < to ? `${from} ${to}` : `${to} ${from}`)))
  return pairs.size >= (TANGLE.share * size * (size - 1)) / 2
}

/**
 * All around one ring: the lines lie within it, and the words outside, where none crosses them. Down each side the steps are even,
 * for each of its words to have a line.
 */
function ring(ids: readonly string[], room: (id: string) => Box): Map<string, Point> {
  const widest = ids.reduce((most, id) => Math.max(most, room(id).top + room(id).top), RING_STEP)
  const right = Math.ceil(ids.length / 2)
  const radius = (right * widest) / 2
  return new Map(
    ids.map((id, i) => {
      const [way, rank, side] = i < right ? [1, i, right] : [-1, ids.length - 1 - i, ids.length - right]
      const up = 1 - (2 * (rank + 0.5)) / side
      return [id, { x: way * radius * Math.sqrt(1 - up * up), y: -radius * up }]
    }),
  )
}

/** Parts of more claims are about as wide as high, and comparing every pair of them takes long. */
const FEW = 12

/** The two claims of a small part that are furthest apart: laid level, the part takes the least height. */
function longestAxis(positions: ReadonlyMap<string, Point>): readonly [string, string] | null {
  const places = [...positions]
  if (places.length > FEW) return null
  let axis: readonly [string, string] | null = null
  let longest = 0
  for (const [a, p] of places)
    for (const [b, q] of places) {
      const length = Math.hypot(p.x - q.x, p.y - q.y)
      if (length > longest) {
        longest = length
        axis = [a, b]
      }
    }
  return axis
}

/** Parts by size, then in the plan's order; claims of a part by number of relations, so that hubs start in the middle. */
function connectedParts(plan: Plan): readonly (readonly string[])[] {
  const neighbours = new Map<string, string[]>(plan.discs.map((disc) => [disc.id, []]))
  for (const { from, to } of plan.lines) {
    neighbours.get(from)?.push(to)
    neighbours.get(to)?.push(from)
  }
  const degree = (id: string) => neighbours.get(id)?.length ?? 0
  const seen = new Set<string>()
  const parts: string[][] = []
  for (const { id } of plan.discs) {
    if (seen.has(id)) continue
    seen.add(id)
    const part = [id]
    for (let at = 0; at < part.length; at++)
      for (const next of neighbours.get(part[at] ?? '') ?? [])
        if (!seen.has(next)) {
          seen.add(next)
          part.push(next)
        }
    parts.push(part.sort((a, b) => degree(b) - degree(a) || (a < b ? -1 : 1)))
  }
  return parts.sort((a, b) => b.length - a.length)
}
