import { expect, it } from 'vitest'
import { findGroups } from './communities.ts'
import { layOutByGroups, packDiscs } from './group-layout.ts'
import { discOf } from './disc.fixture.ts'
import { groupsIn, joinGroups } from './groups.ts'
import { layOut } from './layout.ts'
import { namesIn } from './overview.ts'
import type { Line, Picture } from './encode.ts'
import type { Place, Plan } from './layout.ts'

/** Ten stories of 30 claims; each claim is related to the three before it, and the stories are a chain of single contradictions. */
const [STORIES, EACH] = [10, 30]
const id = (i: number) => `clm_${String(i).padStart(4, '0')}`
const all = Array.from({ length: STORIES * EACH }, (_, i) => i)
const lines = all.flatMap((i) => {
  const start = Math.floor(i / EACH) * EACH
  const within = [1, 2, 3].filter((back) => i - back >= start).map((back) => i - back)
  const isFirst = i === start && i > 0
  return [
    ...within.map((to) => ({ from: id(i), to: id(to), isContradiction: (i - to) % 3 === 0 })),
    ...(isFirst ? [{ from: id(i), to: id(i - EACH), isContradiction: true }] : []),
  ]
})
const lonely = ['clm_x', 'clm_y']
const plan: Plan = {
  discs: [...all.map(id), ...lonely].map((one) => ({ id: one, radius: 12 })),
  lines,
  level: null,
  aspect: 1.5,
}
const groupOf = findGroups(plan)
const placesOf = () =>
  layOut(
    plan,
    () => {},
    (ids, ...rest) => layOutByGroups(ids, ...rest, groupOf),
  )

const picture = (more: Partial<Picture> = {}): Picture =>
  ({
    hidden: new Set(),
    discs: plan.discs.map(({ id: one }) => discOf(one)),
    lines: lines.map(({ from, to, isContradiction }, i): Line => ({
      id: `rel_${i}`,
      from,
      to,
      mark: isContradiction ? 'contradicts' : 'supports',
      isProposed: false,
      isHidden: false,
    })),
    ...more,
  }) as Picture

function placed(): Map<string, Place> {
  return new Map(
    Object.entries(placesOf()).map(([one, at]) => {
      const group = groupOf.get(one)
      return [one, group === undefined ? at : { ...at, group }]
    }),
  )
}

it('finds the stories, the same each time, and leaves out who has no relation', () => {
  const numbers = (story: number) => new Set(all.slice(story * EACH, (story + 1) * EACH).map((i) => groupOf.get(id(i))))
  expect(Array.from({ length: STORIES }, (_, story) => numbers(story).size)).toEqual(Array(STORIES).fill(1))
  expect(new Set(groupOf.values()).size).toBe(STORIES)
  expect(lonely.map((one) => groupOf.has(one))).toEqual([false, false])
  expect([...findGroups(plan)]).toEqual([...groupOf])
  expect(findGroups({ discs: plan.discs, lines: [] }).size).toBe(0)
})

it('lays each group out as a place of its own, the same each time, and everybody somewhere', () => {
  const places = placed()
  expect(places.size).toBe(plan.discs.length)
  expect([...placed()]).toEqual([...places])
  const { groups } = groupsIn(picture(), places)
  const pairs = groups.flatMap((a, i) => groups.slice(i + 1).map((b) => [a, b] as const))
  for (const [a, b] of pairs) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(a.radius + b.radius)
})

it('packs discs without a touch, tied ones beside each other', () => {
  const discs = Array.from({ length: 40 }, (_, group) => ({ group, radius: 20 + ((group * 37) % 60) }))
  const at = packDiscs(discs, new Map([['7 31', 9]]), 1.4)
  const place = (group: number) => at.get(group) ?? { x: NaN, y: NaN }
  const gap = (a: number, b: number) =>
    Math.hypot(place(a).x - place(b).x, place(a).y - place(b).y) - (discs[a]?.radius ?? 0) - (discs[b]?.radius ?? 0)
  for (const a of discs) for (const b of discs) if (a.group < b.group) expect(gap(a.group, b.group)).toBeGreaterThan(0)
  expect(gap(7, 31)).toBeLessThan(30)
  expect(packDiscs([], new Map(), 1).size).toBe(0)
})

it('counts what is shown: claims of a group, contradictions inside it, bundles between two', () => {
  const places = placed()
  const { groups, bundles, shown } = groupsIn(picture(), places)
  expect(groups.map((group) => group.size)).toEqual(Array(STORIES).fill(EACH))
  expect(groups.map((group) => group.contradictions)).toEqual(Array(STORIES).fill(EACH - 3))
  expect(bundles.map((bundle) => bundle.size)).toEqual(Array(STORIES - 1).fill(1))
  expect(shown).toBe(plan.discs.length)
  const isOut = (one: string) => one < id(EACH) || one === lonely[0]
  const some = groupsIn(
    picture({
      discs: plan.discs.map(({ id: one }) => discOf(one, { isHidden: isOut(one) || one === id(EACH) })),
      lines: picture().lines.map((line) => ({ ...line, isHidden: isOut(line.to) || line.mark === 'contradicts' })),
    }),
    places,
  )
  expect(some.groups.map((group) => group.size).sort((a, b) => a - b)).toEqual([
    EACH - 1,
    ...Array(STORIES - 2).fill(EACH),
  ])
  expect(some.groups.every((group) => group.contradictions === 0)).toBe(true)
  expect(some.bundles).toEqual([])
  expect(some.shown).toBe((STORIES - 1) * EACH)
  // A group lies where it lay, whatever is shown of it.
  const at = new Map(groups.map((group) => [group.id, group.x]))
  for (const group of some.groups) expect(group.x).toBe(at.get(group.id))
})

it('names a group by the claim with most statements, else with most relations', () => {
  const places = placed()
  const plain = groupsIn(picture(), places).groups.find(({ main }) => groupOf.get(main.id) === groupOf.get(id(0)))
  expect(lines.filter(({ from, to }) => [from, to].includes(plain?.main.id ?? '')).length).toBe(6)
  const discs = plan.discs.map(({ id: one }) => discOf(one, { weight: one === id(17) ? 4 : 1 }))
  const named = groupsIn(picture({ discs }), places).groups.map(({ main }) => main.id)
  expect(named).toContain(id(17))
})

it('gives a claim that came later the group of most of its relations', () => {
  const places = placed()
  const group = (i: number) => places.get(id(i))?.group
  const before = [group(3), group(40), group(41)]
  for (const i of [3, 40]) places.set(id(i), { x: 0, y: 0 })
  joinGroups(places, plan)
  expect([group(3), group(40), group(41)]).toEqual(before)
  expect(places.get('clm_x')?.group).toBeUndefined()
})

it('names stand beside their groups, which are ringed, and not on others where there is room', () => {
  const group = (name: string, x: number) => ({
    id: name,
    main: discOf(name, { narrowLines: ['some words', 'on two lines'] }),
    size: 30,
    contradictions: 0,
    x,
    y: 200,
    radius: 30,
  })
  const groups = [group('a', 200), group('b', 400)]
  const circles = new Map(groups.map(({ id: name, x, y, radius }) => [name, { x, y, radius }]))
  const below = { x: 200, y: 255, radius: 20 }
  const frame = { width: 600, height: 400, isNarrow: false, palette: {} } as Parameters<typeof namesIn>[3]
  const names = namesIn(groups, circles, [below], frame, null, (text) => text.length * 6)
  expect(names.map(({ group: { id: name } }) => name)).toEqual(['a', 'b'])
  for (const { box, shapes } of names) {
    expect(shapes.some(({ kind }) => kind === 'circle')).toBe(true)
    // A ground as high as the name lies under its words.
    expect(shapes.findIndex((one) => one.kind === 'line' && one.width === box.height)).toBeLessThan(
      shapes.findIndex(({ kind }) => kind === 'text'),
    )
    for (const { x, y, radius } of [...circles.values(), below]) {
      const [dx, dy] = [
        x - Math.max(box.x, Math.min(x, box.x + box.width)),
        y - Math.max(box.y, Math.min(y, box.y + box.height)),
      ]
      expect(Math.hypot(dx, dy)).toBeGreaterThanOrEqual(radius - 1)
    }
  }
})
