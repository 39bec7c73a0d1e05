import { describe, expect, it } from 'vitest'
import { analyse } from '../../graph/analyse/analyses.ts'
import { snapshotOf } from '../../graph/snapshot.ts'
import { addressOfState, readAddress } from '../address.ts'
import { indexCase } from '../case-index.ts'
import { ferryCase } from '../case.fixture.ts'
import { encode } from '../encode.ts'
import { START, flipFocus } from '../state.ts'
import { layOutSides, sidesOf } from './sides.ts'
import { focusedOn, pathIn, pathMarks } from './focus.ts'

const ferry = ferryCase()
const index = indexCase(snapshotOf(ferry, analyse(ferry)))
const picture = encode(index, START)
const claim = (start: string) => ferry.claims.find(({ text }) => text.startsWith(start))?.id ?? ''
const [barge, corroded, rusty, fast, march] = ['A barge', 'Rusted', 'Every second', 'The barge came', 'The stage'].map(
  claim,
)
const shown = (drawn: typeof picture) => new Set(drawn.discs.flatMap((disc) => (disc.isHidden ? [] : disc.id)))

describe('a focus', () => {
  it('leaves a claim and its neighbours, over as many steps as asked for, and the relations between them', () => {
    const near = focusedOn(picture, { ids: [fast ?? ''], depth: 1 })
    expect(shown(near)).toEqual(new Set([fast, barge]))
    expect(near.lines.filter((line) => !line.isHidden)).toHaveLength(1)
    expect(shown(focusedOn(picture, { ids: [fast ?? ''], depth: 2 })).has(corroded ?? '')).toBe(true)
    expect(focusedOn(picture, null)).toBe(picture)
  })

  it('grows by a claim and shrinks by it again', () => {
    const one = flipFocus(START, 'a')
    const two = flipFocus(one, 'b')
    expect(two.focus).toEqual({ ids: ['a', 'b'], depth: 1 })
    expect(flipFocus(two, 'a').focus?.ids).toEqual(['b'])
    expect(flipFocus(one, 'a').focus).toBe(null)
  })

  it('stands in the address with the path, and what is not in the case is left out', () => {
    const state = { ...START, focus: { ids: [barge ?? ''], depth: 2 }, path: [fast ?? '', corroded ?? ''] as const }
    expect(readAddress(addressOfState(state), START, index)).toMatchObject({ focus: state.focus, path: state.path })
    expect(readAddress('#nothing&focus=clm_0.7&path=what', START, index)).toMatchObject({ focus: null, path: null })
    expect(readAddress(`#nothing&focus=${barge}.0`, START, index)?.focus).toEqual({ ids: [barge], depth: 1 })
  })
})

describe('a path', () => {
  it('is the shortest over the relations that are shown, in either direction', () => {
    expect(pathIn(picture, fast ?? '', rusty ?? '')?.map(({ mark }) => mark)).toEqual([
      'supports',
      'contradicts',
      'supports',
    ])
    expect(pathMarks(picture, [fast ?? '', corroded ?? ''])?.size).toBe(5)
  })

  it('is none over what is hidden, and none to a claim that stands alone', () => {
    const without = encode(index, { hidden: new Set(['contradicts', 'rejected']) })
    expect(pathIn(without, fast ?? '', rusty ?? '')).toBe(null)
    expect(pathIn(picture, fast ?? '', march ?? '')).toBe(null)
    expect(pathMarks(picture, [fast ?? '', null])).toEqual(new Set([fast]))
  })
})

describe('the sides of the largest dispute', () => {
  const line = (from: string, to: string, isContradiction = false) => ({ from, to, isContradiction })
  const plan = (lines: readonly ReturnType<typeof line>[], ids = 'abcdef') => ({
    discs: Array.from(ids, (id) => ({ id, radius: 12 })),
    lines,
    level: ['a', 'b'] as const,
    aspect: 1.2,
  })
  const size = { width: 700, height: 600 }

  it('are each end with whatever supports it, over any number of steps', () => {
    const sides = sidesOf(plan([line('a', 'b', true), line('c', 'a'), line('d', 'c'), line('e', 'b')]))
    expect(sides?.map(({ claims }) => [...claims].toSorted((x, y) => (x < y ? -1 : 1)).join(''))).toEqual(['acd', 'be'])
  })

  it('are a claim and its denial, which has no claim of its own, where one claim is disputed', () => {
    const denied = { ...plan([line('a', 'b', true), line('c', 'a')]), denied: 'a' }
    const sides = sidesOf(denied)
    expect(sides?.map(({ claim, isDenial, claims }) => [claim, isDenial, [...claims]])).toEqual([
      ['a', false, ['a', 'c']],
      ['a', true, []],
    ])
    const laid = layOutSides(denied, size, () => 80)
    expect(laid?.fields.map(({ claim, isDenial }) => [claim, isDenial])).toEqual([
      ['a', false],
      ['a', true],
      [null, undefined],
    ])
    expect(laid?.heads).toEqual([])
    const alone = layOutSides({ ...plan([]), denied: 'a' }, size, () => 80)
    expect(alone?.heads.map(({ claim }) => claim)).toEqual(['a'])
    expect(Object.keys(laid?.positions ?? {}).toSorted()).toEqual(Array.from('abcdef'))
    for (const { x, y } of Object.values(laid?.positions ?? {})) expect([x, y].every(Number.isFinite)).toBe(true)
  })

  it('are not told apart where a claim belongs to both', () => {
    const both = plan([line('a', 'b', true), line('c', 'a'), line('c', 'b')])
    expect(sidesOf(both)).toBe(null)
    expect(layOutSides(both, size, () => 80)).toBe(null)
  })

  it('lie beside each other in fields that don’t touch, each claim in its own and below the head', () => {
    const head = 90
    const sides = layOutSides(
      plan([line('a', 'b', true), line('c', 'a'), line('d', 'a'), line('e', 'b')]),
      size,
      () => head,
    )
    expect(sides?.fields.map(({ claim: main }) => main)).toEqual(['a', 'b', null])
    expect(sides?.heads).toEqual([])
    const [left, right, rest] = sides?.fields ?? []
    if (!sides || !left || !right || !rest) throw new Error('three fields')
    expect(left.x + left.width).toBeLessThan(right.x)
    expect(left.y + left.height).toBeLessThan(rest.y)
    const scale = Math.min(size.width / sides.width, size.height / sides.height)
    for (const [ids, field] of [
      ['acd', left],
      ['be', right],
      ['f', rest],
    ] as const)
      for (const id of ids) {
        const at = sides.positions[id]
        expect(at?.x).toBeGreaterThan(field.x)
        expect(at?.x).toBeLessThan(field.x + field.width)
        expect(at?.y).toBeGreaterThan(field.y + (field.claim ? head / scale : 0))
        expect(at?.y).toBeLessThan(field.y + field.height)
      }
  })
})
