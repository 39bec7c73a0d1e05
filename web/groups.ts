import type { Disc, Picture } from './encode.ts'
import type { Place, Places, Plan } from './layout.ts'

/** Claims that hold together by their relations, as one place on the canvas. It is an ordering for the eye and says nothing about them. */
export interface Group {
  readonly id: string
  /** The claim whose words name it: the one with most statements, then with most relations. */
  readonly main: Disc
  /** Claims of it that are shown. */
  readonly size: number
  /** Contradictions among them that are shown. */
  readonly contradictions: number
  /** The disc that most of it lies in, in CSS pixels at natural size. */
  readonly x: number
  readonly y: number
  readonly radius: number
}

/** All contradictions between two groups that are shown. */
export interface Bundle {
  readonly from: Group
  readonly to: Group
  readonly size: number
}

export interface Grouping {
  /** Most claims first. */
  readonly groups: readonly Group[]
  /** Most contradictions first. */
  readonly bundles: readonly Bundle[]
  /** Claims that are shown, in a group or not. */
  readonly shown: number
}

/** A claim in its group, with how many relations it has that are shown. */
interface Member {
  readonly disc: Disc
  readonly place: Place
  readonly group: number
  degree: number
}

/** Fewer claims than this are no group: they are told apart by themselves. */
const LEAST = 3

/** The groups of a picture by the places of its claims. Where a group lies does not change with what is shown of it. */
export function groupsIn(picture: Picture, places: Places): Grouping {
  const members = new Map<number, Member[]>()
  const known = new Map<string, Member>()
  for (const disc of picture.discs) {
    const place = places.get(disc.id)
    if (place?.group === undefined) continue
    const member = { disc, place, group: place.group, degree: 0 }
    known.set(disc.id, member)
    const list = members.get(place.group)
    if (list) list.push(member)
    else members.set(place.group, [member])
  }
  const inside = new Map<number, number>()
  /** By both groups, the lower one first. */
  const between = new Map<number, Map<number, number>>()
  for (const { from, to, mark, isHidden } of picture.lines) {
    if (isHidden || mark === 'rejected') continue
    const [a, b] = [known.get(from), known.get(to)]
    if (a) a.degree++
    if (b) b.degree++
    if (mark !== 'contradicts' || !a || !b) continue
    if (a.group === b.group) inside.set(a.group, (inside.get(a.group) ?? 0) + 1)
    else {
      const [low, high] = [Math.min(a.group, b.group), Math.max(a.group, b.group)]
      const others = between.get(low) ?? new Map<number, number>()
      between.set(low, others.set(high, (others.get(high) ?? 0) + 1))
    }
  }
  const groups = new Map<number, Group>()
  for (const [number, all] of members) {
    const shown = all.filter(({ disc }) => !disc.isHidden)
    if (all.length < LEAST || shown.length === 0) continue
    const main = shown.reduce((best, one) =>
      one.disc.weight > best.disc.weight || (one.disc.weight === best.disc.weight && one.degree > best.degree)
        ? one
        : best,
    )
    const at = discOf(all.map(({ place }) => place))
    groups.set(number, {
      id: `group ${number}`,
      main: main.disc,
      size: shown.length,
      contradictions: inside.get(number) ?? 0,
      ...at,
    })
  }
  const bundles = [...between].flatMap(([low, others]) =>
    [...others].flatMap(([high, size]) => {
      const [from, to] = [groups.get(low), groups.get(high)]
      return from && to ? [{ from, to, size }] : []
    }),
  )
  return {
    groups: [...groups.values()].sort((a, b) => b.size - a.size || (a.main.id < b.main.id ? -1 : 1)),
    bundles: bundles.sort((a, b) => b.size - a.size),
    shown: picture.discs.filter((disc) => !disc.isHidden).length,
  }
}

/** A disc whose points would lie as far out on average, were they spread evenly: one that was dragged away hardly moves it. */
function discOf(points: readonly Place[]): { readonly x: number; readonly y: number; readonly radius: number } {
  const x = points.reduce((sum, p) => sum + p.x, 0) / points.length
  const y = points.reduce((sum, p) => sum + p.y, 0) / points.length
  const squares = points.reduce((sum, p) => sum + (p.x - x) ** 2 + (p.y - y) ** 2, 0) / points.length
  return { x, y, radius: Math.sqrt(2 * squares) + 12 }
}

/** Gives claims that came later the group that most of their relations lead to. */
export function joinGroups(places: Map<string, Place>, { lines }: Plan): void {
  const pulls = new Map<string, Map<number, number>>()
  for (const { from, to } of lines)
    for (const [id, other] of [
      [from, to],
      [to, from],
    ] as const) {
      const group = places.get(other)?.group
      const place = places.get(id)
      if (group === undefined || !place || place.group !== undefined) continue
      const pull = pulls.get(id) ?? new Map<number, number>()
      pulls.set(id, pull.set(group, (pull.get(group) ?? 0) + 1))
    }
  for (const [id, pull] of pulls) {
    const place = places.get(id)
    const [strongest] = [...pull].sort(([a, n], [b, m]) => m - n || a - b)
    if (place && strongest) places.set(id, { ...place, group: strongest[0] })
  }
}
