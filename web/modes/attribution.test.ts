import { describe, expect, it } from 'vitest'
import { analyse } from '../../graph/analyse/analyses.ts'
import { snapshotOf } from '../../graph/snapshot.ts'
import { indexCase } from '../case-index.ts'
import { CaseBuilder, ferryCase, largeCase } from '../case.fixture.ts'
import { START, select } from '../state.ts'
import { drawAttribution, thickness } from './attribution.ts'
import { placeInColumns } from './columns.ts'
import { networkOf } from './network.ts'
import type { Case } from '../../src/model/records.ts'
import type { CaseIndex } from '../case-index.ts'
import type { State } from '../state.ts'

const ROOM = { width: 680, height: 640 }

function opened(theCase: Case, change: (state: State, index: CaseIndex) => State = (s) => s) {
  const isLarge = theCase.claims.length > 100
  const index = indexCase(snapshotOf(theCase, isLarge ? { origins: [], findings: [] } : analyse(theCase)))
  const network = networkOf(index)
  const state = change(START, index)
  return { index, network, state, picture: drawAttribution(index, network, state, ROOM) }
}

/** Two papers carry one agency, which has it from a crew that nobody names; a minister denies it. */
function wireCase() {
  const build = new CaseBuilder()
  const [paper, other, agency] = [
    build.actor('Harbour Daily', 'outlet'),
    build.actor('Quay Gazette', 'outlet'),
    build.actor('Pier Agency', 'outlet'),
  ]
  const [minister, crew] = [build.actor('Ana Okoro', 'person'), build.actor('the crew', 'unnamed', { plural: true })]
  const one = build.source('Buoy gone', 'Pier Agency said the buoy sank.', paper, '2025-03-01')
  const two = build.source('Buoy lost', 'Pier Agency said the crew said the buoy sank.', other, '2025-03-02')
  const three = build.source('No loss', 'Ana Okoro said the buoy did not sink.', paper, '2025-03-03')
  const first = build.say(one, { by: agency, speaker: 'Pier Agency', cue: 'said', content: 'the buoy sank' })
  const outer = build.say(two, {
    by: agency,
    speaker: 'Pier Agency',
    cue: 'said',
    content: 'the crew said the buoy sank',
  })
  const inner = build.say(two, { by: crew, content: 'the buoy sank', relayedBy: outer })
  const denial = build.say(three, { by: minister, speaker: 'Ana Okoro', cue: 'said', content: 'the buoy did not sink' })
  const claim = build.claim('The buoy sank', [
    [first, 'asserts'],
    [inner, 'asserts'],
    [denial, 'denies'],
  ])
  return { theCase: build.build(), paper, other, agency, minister, crew, claim, one, two, three }
}

describe('the network of statements', () => {
  const wire = wireCase()
  const { network } = opened(wire.theCase)
  const column = (id: string) => network.stations.get(id)?.column

  it('stands everybody once, in the outermost column they have to do in', () => {
    expect(
      [wire.one.id, wire.paper.id, wire.agency.id, wire.crew.id, wire.minister.id, wire.claim.id].map(column),
    ).toEqual(['source', 'outlet', 'relay', 'speaker', 'speaker', 'claim'])
  })

  it('counts the statements on each way, and tells a denial apart', () => {
    const way = (from: string, to: string) => network.ways.find((one) => one.from === from && one.to === to)
    expect(way(wire.other.id, wire.agency.id)?.size).toBe(2)
    expect(way(wire.agency.id, wire.crew.id)?.size).toBe(1)
    expect(way(wire.agency.id, wire.claim.id)?.denials).toBe(0)
    expect(way(wire.minister.id, wire.claim.id)?.denials).toBe(1)
  })
})

describe('the picture of the attribution view', () => {
  const wire = wireCase()
  const { picture } = opened(wire.theCase, (state, index) => select(state, index, { kind: 'claim', id: wire.claim.id }))
  const box = (id: string) => picture.columns.boxes.find((one) => one.id === id)
  const flow = (from: string, to: string) => picture.columns.flows.find((one) => one.from === from && one.to === to)

  it('fills the cut of the selected claim, and dashes whoever may be anybody', () => {
    expect(picture.columns.boxes.filter(({ isCut }) => isCut).map(({ id }) => id)).toEqual([wire.agency.id])
    expect(box(wire.agency.id)?.isFirstCut).toBe(true)
    expect(box(wire.crew.id)).toMatchObject({ isOpen: true, sub: 'unnamed' })
    expect(box(wire.minister.id)).toMatchObject({ isOpen: false, isCut: false })
  })

  it('draws the paths of the selected claim in ink, and those of its denial when that is open', () => {
    expect(flow(wire.paper.id, wire.agency.id)?.isOn).toBe(true)
    expect(flow(wire.minister.id, wire.claim.id)).toMatchObject({ isOn: false, isDenial: true })
    const denied = opened(wire.theCase, (state, index) => ({
      ...select(state, index, { kind: 'claim', id: wire.claim.id }),
      tab: 'denies',
    })).picture.columns
    expect(denied.flows.find(({ from }) => from === wire.minister.id)?.isOn).toBe(true)
    expect(denied.flows.find(({ to }) => to === wire.crew.id)?.isOn).toBe(false)
  })

  it('lays columns out from left to right, and no box on another', () => {
    const { boxes, places } = picture.columns
    const x = (id: string) => places[id]?.x ?? NaN
    expect(x(wire.one.id)).toBeLessThan(x(wire.paper.id))
    expect(x(wire.paper.id)).toBeLessThan(x(wire.agency.id))
    expect(x(wire.agency.id)).toBeLessThan(x(wire.crew.id))
    expect(x(wire.crew.id)).toBeLessThan(x(wire.claim.id))
    for (const a of boxes)
      for (const b of boxes)
        if (a.id < b.id && x(a.id) === x(b.id))
          expect(Math.abs((places[a.id]?.y ?? 0) - (places[b.id]?.y ?? 0))).toBeGreaterThanOrEqual(
            (a.height + b.height) / 2,
          )
  })

  it('leads a line that passes a column through it', () => {
    const pass = picture.columns.flows.find(({ from, to }) => from === wire.paper.id && to.includes('|'))
    expect(box(pass?.to ?? '')?.form).toBe('pass')
    expect(picture.columns.flows.some(({ from, to }) => from === pass?.to && to === wire.minister.id)).toBe(true)
  })

  it('is the same for the same case', () => {
    expect(opened(wire.theCase).picture.columns.places).toEqual(opened(wire.theCase).picture.columns.places)
  })

  it('folds what a column has no room for into one counted box that opens', () => {
    const large = largeCase(600)
    const { picture: folded, index } = opened(large)
    const more = folded.columns.boxes.filter(({ form }) => form === 'more')
    const size = folded.headings.find(({ column }) => column === 'claim')?.size ?? 0
    expect(size).toBe(600)
    expect(more.find(({ id }) => id === 'more claim')?.lines).toEqual([
      `and ${new Intl.NumberFormat('en').format(size - folded.discs.length)} more`,
    ])
    expect(folded.columns.boxes.length + folded.discs.length).toBeLessThan(120)
    const open = drawAttribution(index, networkOf(index), { ...START, unfolded: new Set(['column claim']) }, ROOM)
    expect(open.discs.length).toBe(99)
    expect(open.columns.height).toBeGreaterThan(ROOM.height)
  })

  it('never folds the paths of what is selected', () => {
    const large = largeCase(600)
    const last = large.claims.at(-1)?.id ?? ''
    const { picture: chosen } = opened(large, (state, index) => select(state, index, { kind: 'claim', id: last }))
    expect(chosen.discs.some(({ id }) => id === last)).toBe(true)
  })

  it('draws a case without statements as nothing', () => {
    expect(opened(new CaseBuilder().build()).picture).toMatchObject({ discs: [], headings: [] })
  })

  it('leaves out a column that nothing stands in, and bends a line out that stays in its column', () => {
    const { picture: ferry } = opened(ferryCase())
    expect(ferry.headings.map(({ column }) => column)).toEqual(['source', 'outlet', 'speaker', 'claim'])
    expect(ferry.columns.flows.filter(({ way }) => way === 'arc')).toHaveLength(2)
  })
})

describe('places in columns', () => {
  it('straightens a chain and keeps crossing lines apart', () => {
    const slots = ['a', 'b'].flatMap((row) =>
      [0, 1, 2].map((column) => ({ id: `${row}${column}`, column, height: 20 })),
    )
    // In the second column the other one comes first.
    const mixed = [...slots].sort((x, y) => (x.column === 1 ? (x.id < y.id ? 1 : -1) : 0))
    const links = ['a', 'b'].flatMap((row) => [
      { from: `${row}0`, to: `${row}1`, weight: 1 },
      { from: `${row}1`, to: `${row}2`, weight: 1 },
    ])
    const places = placeInColumns(mixed, links, 200, 10)
    for (const row of ['a', 'b']) {
      expect(places.get(`${row}1`)).toBeCloseTo(places.get(`${row}0`) ?? NaN)
      expect(places.get(`${row}2`)).toBeCloseTo(places.get(`${row}0`) ?? NaN)
    }
  })

  it('keeps everything between top and bottom, however it is pulled', () => {
    const slots = Array.from({ length: 20 }, (_, i) => ({ id: `s${i}`, column: i % 2, height: 30 }))
    const links = slots.slice(1).map(({ id, column }) => ({ from: column ? 's0' : 's1', to: id, weight: 50 }))
    const tops = [...placeInColumns(slots, links, 400, 5).values()]
    expect(Math.min(...tops)).toBeGreaterThanOrEqual(15 - 1e-9)
    expect(Math.max(...tops)).toBeLessThanOrEqual(385 + 1e-9)
  })
})

it('draws more statements thicker, without end', () => {
  const widths = [1, 5, 20, 21, 200, 20_000].map(thickness)
  expect(widths).toEqual([...widths].sort((a, b) => a - b))
  expect(widths.at(-1)).toBeLessThanOrEqual(14)
})
