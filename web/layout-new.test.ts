import { expect, it } from 'vitest'
import { placeNew } from './layout-new.ts'
import type { Place, Plan } from './layout.ts'

const id = (i: number) => `clm_${i}`
const discs = Array.from({ length: 200 }, (_, i) => ({ id: id(i), radius: 12 }))
const line = (from: number, to: number) => ({ from: id(from), to: id(to), isContradiction: false })
const plan = (lines: Plan['lines']): Plan => ({ discs, lines, level: null, aspect: 1.5 })
/** A grid with room between its claims, without the last ten. */
const places = new Map(
  discs
    .slice(0, 190)
    .map(({ id }, i): [string, Place] => [
      id,
      { x: (i % 20) * 100, y: Math.floor(i / 20) * 100, ...(i === 3 ? { pinned: true as const } : {}) },
    ]),
)
const distance = (a: Place | undefined, b: Place | undefined) =>
  Math.hypot((a?.x ?? 0) - (b?.x ?? 0), (a?.y ?? 0) - (b?.y ?? 0))

it('moves nobody who has a place, and gives everybody else one of their own', () => {
  const all = placeNew(plan([line(5, 195)]), places)
  expect(all.size).toBe(200)
  for (const [one, place] of places) expect(all.get(one)).toEqual(place)
  const list = [...all.values()]
  const near = list.flatMap((a, i) =>
    list.slice(i + 1).filter((b) => Math.abs(a.x - b.x) < 42 && Math.abs(a.y - b.y) < 42),
  )
  expect(near).toEqual([])
})

it('puts a new claim beside those that it is related to, through another new one too', () => {
  const all = placeNew(plan([line(44, 190), line(45, 190), line(190, 191)]), places)
  expect(distance(all.get(id(190)), places.get(id(44)))).toBeLessThan(120)
  expect(distance(all.get(id(191)), all.get(id(190)))).toBeLessThan(160)
})

it('puts whoever is related to nobody below the others', () => {
  const all = placeNew(plan([]), places)
  const lowest = Math.max(...[...places.values()].map(({ y }) => y))
  for (let i = 190; i < 200; i++) expect(all.get(id(i))?.y).toBeGreaterThan(lowest)
})

it('gives equal places for equal plans', () => {
  const lines = [line(1, 195), line(2, 196), line(195, 196)]
  expect([...placeNew(plan(lines), places)]).toEqual([...placeNew(plan(lines), places)])
})
