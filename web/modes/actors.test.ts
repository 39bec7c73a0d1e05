import { describe, expect, it } from 'vitest'
import { CaseBuilder, ferryCase } from '../case.fixture.ts'
import { indexCase } from '../case-index.ts'
import { layOut } from '../layout.ts'
import { numbersOf } from '../tie-layer.ts'
import { drawActors, mattersBetween, planOfActors, speakActor, tiesIn } from './actors.ts'
import type { Case } from '../../src/model/records.ts'
import type { Tie } from './actors.ts'

const indexOf = (theCase: Case) => indexCase({ ...theCase, origins: [], findings: [] })
const NONE = new Set<never>()

const PIER =
  'Ana Okoro said the pier was sold. Ben Li said the pier was not sold. The ministry denied that the pier was sold. ' +
  'The Gazette reported that Ben Li said the pier stood. Officials said the pier was gone.'

/** Okoro and the ministry against Li, whom the Gazette relays; Li speaks for the union. */
function pier(more: { kind?: 'contrary' | 'qualifies'; isOfMinistry?: boolean } = {}) {
  const b = new CaseBuilder()
  const ministry = b.actor('Ministry of Ports', 'organisation')
  const okoro = b.actor('Ana Okoro', 'person', more.isOfMinistry ? { speaksFor: [ministry.id] } : {})
  const li = b.actor('Ben Li', 'person')
  const gazette = b.actor('Quay Gazette', 'outlet')
  const officials = b.actor('officials', 'unnamed', { plural: true })
  const text = b.source('Pier', PIER, gazette, '2031-06-01')
  const sold = b.say(text, { by: okoro, cue: 'said', content: 'the pier was sold' })
  const unsold = b.say(text, { by: li, content: 'the pier was not sold' })
  const denial = b.say(text, { by: ministry, cue: 'denied', content: 'that the pier was sold' })
  const report = b.say(text, { by: gazette, cue: 'reported', content: 'that Ben Li said the pier stood' })
  const stood = b.say(text, { by: li, content: 'the pier stood', relayedBy: report })
  const gone = b.say(text, { by: officials, content: 'the pier was gone', via: [gazette, officials, okoro] })
  const claim = b.claim('The pier was sold', [
    [sold, 'asserts'],
    [denial, 'denies'],
  ])
  const against = b.claim('The pier was not sold', [[unsold, 'asserts']])
  b.claim('The pier stood', [
    [stood, 'asserts'],
    [gone, 'denies'],
  ])
  b.relate('contradicts', claim, against, { status: 'proposed', kind: more.kind ?? 'contrary' })
  const theCase = b.build({ title: 'Pier', question: 'Was it sold?' })
  const index = indexOf(theCase)
  const say = ({ kind, from, to, size, isProposed }: Tie) =>
    `${index.actors.get(from)?.name} ${kind} ${index.actors.get(to)?.name} ${size}${isProposed ? ' proposed' : ''}`
  return { index, okoro, li, ministry, gazette, officials, say }
}

/** A dispute has no direction: both names in one order. */
function sorted(said: string): string {
  const [one = '', rest = ''] = said.split(' disputes ')
  const [, other = '', size = ''] = /^(.+?) (\d.*)$/.exec(rest) ?? []
  return rest ? `${[one, other].sort().join(' disputes ')} ${size}` : said
}

describe('ties between actors', () => {
  it('are disputes by contradiction and by denial, and relays by report and to an outlet', () => {
    const { index, say } = pier()
    expect(tiesIn(index, index, NONE).list.map(say).map(sorted).sort()).toEqual([
      'Ana Okoro disputes Ben Li 1 proposed',
      'Ana Okoro disputes Ministry of Ports 1',
      'Ben Li disputes officials 1',
      'Quay Gazette relays Ben Li 1',
      'Quay Gazette relays officials 1',
    ])
  })

  it('are none where one claim qualifies the other, and none within one side', () => {
    const qualified = pier({ kind: 'qualifies' })
    expect(tiesIn(qualified.index, qualified.index, NONE).list.map(qualified.say).join()).not.toContain('proposed')
    const ofMinistry = pier({ isOfMinistry: true })
    const list = tiesIn(ofMinistry.index, ofMinistry.index, NONE).list.map(ofMinistry.say)
    expect(list.join()).not.toContain('Ministry')
    expect(
      mattersBetween(ofMinistry.index, ofMinistry.index, NONE, [ofMinistry.okoro.id, ofMinistry.ministry.id]),
    ).toEqual([])
  })

  it('follow the switches and keep the words of both, the first one’s first', () => {
    const { index, okoro, li, say } = pier()
    expect(
      tiesIn(index, index, new Set(['proposed']))
        .list.map(say)
        .join(),
    ).not.toContain('proposed')
    for (const [one, other, words] of [
      [okoro, li, 'the pier was sold | the pier was not sold'],
      [li, okoro, 'the pier was not sold | the pier was sold'],
    ] as const) {
      const [matter] = mattersBetween(index, index, NONE, [one.id, other.id])
      expect(`${matter?.ones[0]?.content} | ${matter?.others[0]?.content}`).toBe(words)
    }
  })

  it('count a matter once for two actors who each speak on both of its sides', () => {
    const b = new CaseBuilder()
    const [okoro, li] = [b.actor('Ana Okoro', 'person'), b.actor('Ben Li', 'person')]
    const text = b.source('Two', 'It is open. It is shut. It was open. It was shut.', null, null)
    const open = [b.say(text, { by: okoro, content: 'It is open' }), b.say(text, { by: li, content: 'It was open' })]
    const shut = [b.say(text, { by: okoro, content: 'It is shut' }), b.say(text, { by: li, content: 'It was shut' })]
    const [first, second] = [open, shut].map((list, i) =>
      b.claim(
        `Claim ${i}`,
        list.map((s) => [s, 'asserts'] as const),
      ),
    )
    if (first && second) b.relate('contradicts', first, second)
    const index = indexOf(b.build({ title: 'Two', question: '' }))
    const { list } = tiesIn(index, index, NONE)
    expect(list.map(({ size }) => size)).toEqual([1])
    expect(mattersBetween(index, index, NONE, [okoro.id, li.id])).toHaveLength(1)
  })

  it('are faint where eight dispute each other, and nowhere else', () => {
    const b = new CaseBuilder()
    const text = Array.from({ length: 9 }, (_, i) => `Report ${i} says that shed ${i} burned first.`).join(' ')
    const source = b.source('Log', text, null, null)
    const claims = Array.from({ length: 9 }, (_, i) =>
      b.claim(`Shed ${i} burned first`, [
        [b.say(source, { by: b.actor(`Witness ${i}`, 'person'), content: `shed ${i} burned first` }), 'asserts'],
      ]),
    )
    for (const [i, one] of claims.slice(0, 8).entries())
      for (const other of claims.slice(0, i)) b.relate('contradicts', one, other)
    const [first, , , , , , , , last] = claims
    if (first && last) b.relate('contradicts', first, last)
    const index = indexOf(b.build({ title: 'Sheds', question: '' }))
    const ties = tiesIn(index, index, NONE)
    const { lines, isTangled } = drawActors(index, index, { whole: ties, now: ties }, NONE)
    expect(lines.filter(({ isFaint }) => isFaint)).toHaveLength(28)
    expect(lines.filter(({ isFaint }) => !isFaint)).toHaveLength(1)
    expect(isTangled).toBe(true)
  })

  it('of a crowd are bounded, and are drawn of both kinds', () => {
    const b = new CaseBuilder()
    const people = Array.from({ length: 160 }, (_, i) => b.actor(`Witness ${i}`, 'person'))
    const text = people.map((_, i) => `Report ${i} says that shed ${i} burned.`).join(' ')
    const source = b.source('Log', text, null, null)
    const said = people.map((by, i) => b.say(source, { by, content: `shed ${i} burned` }))
    const claims = [0, 1].map((half) =>
      b.claim(
        `Side ${half}`,
        said.flatMap((s, i) => (i % 2 === half ? [[s, 'asserts'] as const] : [])),
      ),
    )
    if (claims[0] && claims[1]) b.relate('contradicts', claims[0], claims[1])
    const index = indexOf(b.build({ title: 'Crowd', question: '' }))
    const ties = tiesIn(index, index, NONE)
    expect([ties.list.length, ties.isBounded]).toEqual([24 * 24, true])
  })
})

describe('the picture of actors', () => {
  const { index, li, officials, gazette } = pier()
  const whole = tiesIn(index, index, NONE)
  const picture = drawActors(index, index, { whole, now: whole }, NONE)
  const line = (from: string, to: string) => picture.lines.find(({ id }) => id === `${from}>${to}`)

  it('has everybody who speaks or has a tie, the unnamed hollow, relays beside a dispute', () => {
    expect(picture.discs).toHaveLength(5)
    expect(picture.discs.filter(({ isHollow }) => isHollow).map(({ id }) => id)).toEqual([officials.id])
    expect(line(gazette.id, li.id)).toMatchObject({ mark: 'relays', tie: { size: 1, shift: 0 } })
  })

  it('hides what the filter leaves out, and moves nothing', () => {
    const without = new Map([...index.statements].filter(([, { speaker }]) => speaker !== officials.id))
    const voices = new Map(
      [...index.voices].map(([id, list]) => [id, list.filter(({ statement }) => without.has(statement.id))]),
    )
    const shown = { ...index, statements: without, voices }
    const now = tiesIn(index, shown, NONE)
    const left = drawActors(index, shown, { whole, now }, NONE)
    expect(left.lines.map(({ id }) => id)).toEqual(picture.lines.map(({ id }) => id))
    expect(left.discs.filter(({ isHidden }) => isHidden).map(({ id }) => id)).toEqual([officials.id])
    expect(left.lines.filter(({ isHidden }) => isHidden)).toHaveLength(2)
    const switched = drawActors(index, index, { whole, now: whole }, new Set(['relays']))
    expect(switched.lines.filter(({ isHidden }) => isHidden).map(({ mark }) => mark)).toEqual(['relays', 'relays'])
  })

  it('is laid out the same every time', () => {
    const plan = planOfActors(picture, 1.5)
    expect(layOut(plan)).toEqual(layOut(planOfActors(drawActors(index, index, { whole, now: whole }, NONE), 1.5)))
    expect(Object.keys(layOut(plan))).toHaveLength(5)
  })

  it('is said in words', () => {
    expect(speakActor(index, picture, li.id)).toBe('Actor, 2 statements, disputes 2, relayed by 1: Ben Li')
    expect(speakActor(index, picture, officials.id)).toContain('Actor, unnamed or a group, 1 statement')
    const ferry = indexOf(ferryCase())
    const all = tiesIn(ferry, ferry, NONE)
    const brandt = [...ferry.actors.values()].find(({ name }) => name === 'Ilse Brandt')?.id ?? ''
    expect(speakActor(ferry, drawActors(ferry, ferry, { whole: all, now: all }, NONE), brandt)).toBe(
      'Actor, 4 statements, disputes 5: Ilse Brandt',
    )
  })
})

describe('numbers on lines', () => {
  const places: Record<string, { x: number; y: number }> = {
    a: { x: 100, y: 100 },
    b: { x: 300, y: 100 },
    c: { x: 300, y: 101 },
    d: { x: 120, y: 100 },
  }
  const tie = (from: string, to: string, size: number) => ({
    id: `${from}>${to}`,
    from,
    to,
    mark: 'relays' as const,
    isProposed: false,
    isHidden: false,
    tie: { size, shift: 0 },
  })
  const frame = {
    dim: 1,
    isKept: null,
    scale: 1,
    width: 600,
    height: 400,
    discs: [],
    at: (id: string) => places[id] ?? { x: 0, y: 0 },
  }

  it('stand on the larger of two lines that are too near, on none of one and none without room', () => {
    const lines = [tie('a', 'b', 2), tie('a', 'c', 5), tie('b', 'a', 1), tie('a', 'd', 9)]
    expect(numbersOf({ ...frame, lines }).map(({ line }) => line.id)).toEqual(['a>c'])
    expect(numbersOf({ ...frame, lines, isKept: ({ to }) => to === 'b' }).map(({ line }) => line.id)).toEqual(['a>b'])
    const disc = { x: 200, y: 100, radius: 20 }
    expect(numbersOf({ ...frame, lines, discs: [disc] })).toEqual([])
    expect(numbersOf({ ...frame, lines, scale: 0.2 })).toEqual([])
  })
})
