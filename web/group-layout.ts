import { layOutPart } from './layout.ts'
import { separate } from './spacing.ts'
import type { Plan } from './layout.ts'
import type { Box, Point } from './spacing.ts'

/** Space between groups as a share of their radius on average: bundles are seen there. */
const SPACE = 0.3
/** Radius of a group against that of a disc as large as all its claims together. */
const EASE = 1.7
/** Places around a group that are tried for the next one. */
const TRIES = 24

/**
 * Lays out a connected part group by group: each by itself, drawn together into a disc, then the discs side by side, those that
 * relations join next to each other. A part of one group is laid out as it is.
 */
export function layOutByGroups(
  ids: readonly string[],
  plan: Plan,
  room: (id: string) => Box,
  onProgress: (share: number) => void,
  groupOf: ReadonlyMap<string, number>,
): Map<string, Point> {
  const members = new Map<number, string[]>()
  for (const id of ids) push(members, groupOf.get(id) ?? -1, id)
  if (members.size < 2) return layOutPart(ids, plan, room, onProgress)
  const inside = new Map<number, Plan['lines'][number][]>()
  const ties = new Map<string, number>()
  for (const line of plan.lines) {
    const [from, to] = [groupOf.get(line.from) ?? -1, groupOf.get(line.to) ?? -1]
    if (!members.has(from) || !members.has(to)) continue
    if (from === to) push(inside, from, line)
    else ties.set(keyOf(from, to), (ties.get(keyOf(from, to)) ?? 0) + 1)
  }
  let done = 0
  const blocks: Block[] = []
  for (const [group, own] of members) {
    const lines = inside.get(group) ?? []
    const onShare = (share: number) => onProgress((done + share * own.length) / ids.length)
    blocks.push({ group, ...roundOff(layOutPart(own, { ...plan, lines }, room, onShare), room) })
    done += own.length
  }
  const middles = packDiscs(blocks, ties, plan.aspect)
  return new Map(
    blocks.flatMap(({ group, places }) => {
      const middle = middles.get(group) ?? { x: 0, y: 0 }
      return [...places].map(([id, { x, y }]) => [id, { x: x + middle.x, y: y + middle.y }] as const)
    }),
  )
}

interface Disc {
  readonly group: number
  readonly radius: number
}

interface Block extends Disc {
  readonly places: ReadonlyMap<string, Point>
}

/** Draws a group together into a disc around 0, 0: whoever lies far out comes half the way in to where an even disc would have it. */
function roundOff(places: ReadonlyMap<string, Point>, room: (id: string) => Box): Omit<Block, 'group'> {
  const n = places.size
  const points = [...places.values()]
  const [cx, cy] = [mean(points.map(({ x }) => x)), mean(points.map(({ y }) => y))]
  const area = [...places.keys()].map(room).reduce((sum, b) => sum + (b.left + b.right) * (b.top + b.bottom), 0)
  const full = Math.sqrt(area / Math.PI) * EASE
  const polar = [...places]
    .map(([id, { x, y }]) => ({ id, far: Math.hypot(x - cx, y - cy), angle: Math.atan2(y - cy, x - cx) }))
    .sort((a, b) => a.far - b.far)
  const furthest = Math.max(1e-6, polar.at(-1)?.far ?? 0)
  const drawn = polar.map(({ id, far, angle }, i) => {
    const r = (full * (far / furthest + Math.sqrt((i + 0.5) / n))) / 2
    return [id, { x: r * Math.cos(angle), y: r * Math.sin(angle) }] as const
  })
  const apart = separate(new Map(drawn), room)
  const radius = [...apart].reduce((most, [id, { x, y }]) => Math.max(most, Math.hypot(x, y) + room(id).right), 0)
  return { places: apart, radius }
}

/**
 * Sets discs side by side without a touch: the largest first, then always the one with the strongest ties to those that stand,
 * where it touches one of them, near to those it is tied to and to the middle of a picture of this shape.
 */
export function packDiscs(
  discs: readonly Disc[],
  ties: ReadonlyMap<string, number>,
  aspect: number,
): ReadonlyMap<number, Point> {
  const space = SPACE * mean(discs.map(({ radius }) => radius))
  const tie = (a: number, b: number) => ties.get(keyOf(a, b)) ?? 0
  const waiting = discs
    .map(({ group, radius }) => ({ group, radius: radius + space / 2, pull: 0 }))
    .sort((a, b) => b.radius - a.radius || a.group - b.group)
  const placed: { readonly group: number; readonly radius: number; readonly x: number; readonly y: number }[] = []
  while (waiting.length > 0) {
    const next = waiting.reduce((best, one) => (one.pull > best.pull ? one : best))
    waiting.splice(waiting.indexOf(next), 1)
    const target = { x: 0, y: 0 }
    for (const other of placed) {
      const share = next.pull > 0 ? tie(next.group, other.group) / next.pull : 0
      target.x += share * other.x
      target.y += share * other.y
    }
    let best = { x: 0, y: 0, cost: placed.length > 0 ? Infinity : 0 }
    for (const host of placed)
      for (let i = 0; i < TRIES; i++) {
        const angle = (i / TRIES) * 2 * Math.PI
        const reach = host.radius + next.radius
        const [x, y] = [host.x + reach * Math.cos(angle), host.y + reach * Math.sin(angle)]
        const cost = Math.hypot(x - target.x, y - target.y) + Math.hypot(x / Math.sqrt(aspect), y * Math.sqrt(aspect))
        if (cost >= best.cost) continue
        // Rounding must not make two discs that touch overlap.
        const isFree = placed.every((one) => Math.hypot(x - one.x, y - one.y) > one.radius + next.radius - 0.01)
        if (isFree) best = { x, y, cost }
      }
    placed.push({ group: next.group, radius: next.radius, x: best.x, y: best.y })
    for (const one of waiting) one.pull += tie(one.group, next.group)
  }
  return new Map(placed.map(({ group, x, y }) => [group, { x, y }]))
}

const keyOf = (a: number, b: number) => `${Math.min(a, b)} ${Math.max(a, b)}`

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length)

function push<K, T>(map: Map<K, T[]>, key: K, value: T): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
