import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/model/random.fixture.ts'
import { discOf } from '../disc.fixture.ts'
import { Crowd } from './crowd.ts'
import type { Line, Picture } from '../encode.ts'
import type { Area } from './crowd.ts'

const random = seededRandom(7)
const SIZE = 400
const HIDDEN = 5

const places = new Map(Array.from({ length: SIZE }, (_, i) => [`c${i}`, { x: random() * 900, y: random() ** 3 * 500 }]))
const discs = Array.from({ length: SIZE }, (_, i) => discOf(`c${i}`, { isHidden: i % HIDDEN === 0 }))
const lines = Array.from({ length: 900 }, (_, i): Line => {
  const [from, to] = [`c${Math.floor(random() * SIZE)}`, `c${Math.floor(random() * SIZE)}`]
  const isHidden = [from, to].some((id) => Number(id.slice(1)) % HIDDEN === 0)
  return { id: `r${i}`, from, to, mark: 'supports', isProposed: false, isHidden }
})
const picture = { hidden: new Set(), discs, lines } as unknown as Picture
const crowd = new Crowd(picture, places)

const seen = ({ left, right, top, bottom }: Area) =>
  discs.filter(({ id, isHidden }) => {
    const { x = NaN, y = NaN } = places.get(id) ?? {}
    return !isHidden && x >= left && x <= right && y >= top && y <= bottom
  })

describe('a crowd of claims', () => {
  it('says what lies in an area, with the relations that end there and their other ends', () => {
    for (let i = 0; i < 60; i++) {
      const [left, top] = [random() * 900 - 100, random() * 600 - 100]
      const area = { left, top, right: left + random() * 500, bottom: top + random() * 300 }
      const inside = new Set(seen(area).map(({ id }) => id))
      const ending = lines.filter((line) => !line.isHidden && (inside.has(line.from) || inside.has(line.to)))
      const part = crowd.within(area, Infinity)
      expect([...(part?.lines.keys() ?? [])].sort()).toEqual(ending.map(({ id }) => id).sort())
      expect([...(part?.discs.keys() ?? [])].sort()).toEqual(
        [...new Set([...inside, ...ending.flatMap(({ from, to }) => [from, to])])].sort(),
      )
      const size = (part?.discs.size ?? 0) + (part?.lines.size ?? 0)
      expect(crowd.within(area, size)).not.toBeNull()
      if (size > 0) expect(crowd.within(area, size - 1)).toBeNull()
    }
  })

  it('finds the nearest claim that is not hidden, and none beyond the reach', () => {
    for (let i = 0; i < 200; i++) {
      const at = { x: random() * 900, y: random() * 500 }
      const byDistance = discs
        .filter(({ isHidden }) => !isHidden)
        .map(({ id }) => ({ id, far: Math.hypot((places.get(id)?.x ?? 0) - at.x, (places.get(id)?.y ?? 0) - at.y) }))
        .sort((a, b) => a.far - b.far)
      const [{ id, far } = { id: '', far: 0 }] = byDistance
      expect(crowd.nearest(at, 2000)).toBe(id)
      expect(crowd.nearest(at, far * 1.001)).toBe(id)
      expect(crowd.nearest(at, far * 0.99)).toBeNull()
    }
  })

  it('draws the relations of the claims that are looked at, and of the others the claims alone', () => {
    const [centre, plain] = ['c7', 'c8']
    const own = lines.filter((line) => !line.isHidden && (line.from === centre || line.to === centre))
    const part = crowd.around([plain, 'c5', 'nobody'], [centre, 'nobody'], 5000)
    expect([...part.lines.keys()].sort()).toEqual(own.map(({ id }) => id).sort())
    expect(new Set(part.discs.keys())).toEqual(new Set([centre, plain, ...own.flatMap(({ from, to }) => [from, to])]))
  })

  it('keeps a claim where it was put, under another filter too', () => {
    const own = new Crowd(picture, places)
    own.move('c7', { x: 5000, y: 5000 })
    expect(own.nearest({ x: 5001, y: 5000 }, 5)).toBe('c7')
    const filtered = { ...picture, discs: discs.map((one) => (one.id === 'c8' ? { ...one, isHidden: true } : one)) }
    const after = new Crowd(filtered, new Map(), own)
    expect(after.placeOf('c7')).toEqual({ x: 5000, y: 5000 })
    const { x = 0, y = 0 } = places.get('c8') ?? {}
    expect(after.nearest({ x, y }, 0.01)).toBeNull()
    expect(own.nearest({ x, y }, 0.01)).toBe('c8')
  })

  it('takes any places: all on one spot, on one line, none at all', () => {
    const spots = [
      new Map(discs.map(({ id }) => [id, { x: 3, y: 4 }])),
      new Map(discs.map(({ id }, i) => [id, { x: i * 1e6, y: 0 }])),
    ]
    for (const spot of spots) {
      const { x = 0, y = 0 } = spot.get('c399') ?? {}
      expect(new Crowd(picture, spot).nearest({ x, y }, 1)).not.toBeNull()
    }
    expect(new Crowd({ ...picture, discs: [], lines: [] }, new Map()).nearest({ x: 0, y: 0 }, 9)).toBeNull()
  })
})
