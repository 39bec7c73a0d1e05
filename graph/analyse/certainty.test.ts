import { describe, expect, test } from 'vitest'
import type { Case, Statement } from '../../src/model/records.ts'
import { CaseBuilder } from '../case.builder.ts'
import { certainty } from './certainty.ts'
import { keep } from './kept.ts'

const ask = (theCase: Case) => certainty(keep(theCase))
const CLAIM = 'The bridge is closed'
type Report = readonly [outlet: string | null, publishedAt: string | null, words: string, fields: Partial<Statement>]

const FLAT: Partial<Statement> = { form: 'narrated', certainty: 'certain' }
const SURE: Partial<Statement> = { certainty: 'certain' }
const MAYBE: Partial<Statement> = { certainty: 'possible' }
const LIKELY: Partial<Statement> = { certainty: 'probable' }
const REPORTEDLY: Partial<Statement> = { certainty: 'unspecified', cueClass: 'distance' }

/** A source for each report; "Ana Okoro" says all that is not narrated. */
function reported(...reports: readonly Report[]): Case {
  const builder = new CaseBuilder()
  const claim = builder.claim(CLAIM)
  const okoro = builder.actor('Ana Okoro', 'person')
  for (const [i, [outlet, publishedAt, cue, fields]] of reports.entries()) {
    const text = `Number ${i}: ${cue} the bridge is closed.`
    const outletId = outlet === null ? null : builder.actor(outlet, 'outlet')
    const source = builder.source(outlet ?? 'A leaflet', text, { outlet: outletId, publishedAt })
    const isFlat = fields.form === 'narrated'
    const speaker = isFlat ? (outletId ?? okoro) : okoro
    const words = { content: 'the bridge is closed', ...(isFlat ? {} : { cue }) }
    builder.stance(builder.statement(source, speaker, words, fields), 'asserts', claim)
  }
  return builder.build()
}
const summary = (theCase: Case) =>
  ask(theCase).map(({ answer: { along, change, steps } }) => [along, change, steps.map(({ level }) => level).join(' ')])

describe('between outlets', () => {
  test('finds what hardens from reportedly to the outlet’s own voice, with words, dates and hedges', () => {
    const theCase = reported(
      ['Quay Radio', '2025-03-04', 'Note,', FLAT],
      ['Harbour Daily', '2025-03-01', 'Okoro reportedly said', REPORTEDLY],
    )
    const [found, ...more] = ask(theCase)
    expect(more).toEqual([])
    expect(found?.answer).toMatchObject({ along: 'outlets', change: 'hardens', of: 2 })
    expect(found?.answer.steps.map(({ level, hedges }) => [level, hedges])).toEqual([
      ['distanced', ['reportedly']],
      ['flat', []],
    ])
    expect(found?.finding.headline).toBe(
      'Surer with time: at a distance (Harbour Daily); in its own voice, without a hedge (Quay Radio). The claim: The bridge is closed',
    )
    expect(found?.finding.words).toHaveLength(2)
    expect(found?.finding.note).toContain(
      'Harbour Daily, 2025-03-01: Ana Okoro (Okoro reportedly said), hedged by reportedly.',
    )
  })

  test.each<[string, readonly Report[], unknown[]]>([
    [
      'softens',
      [
        ['A', '2025-03-01', 'said', SURE],
        ['B', '2025-03-02', 'thinks', LIKELY],
        ['C', '2025-03-03', 'may', MAYBE],
      ],
      [['outlets', 'softens', 'certain probable possible']],
    ],
    [
      'one day has no order',
      [
        ['A', '2025-03-01', 'may', MAYBE],
        ['B', '2025-03-01', 'said', SURE],
      ],
      [['outlets', 'differs', expect.anything()]],
    ],
    [
      'a time of that day has none either',
      [
        ['A', '2025-03-01', 'may', MAYBE],
        ['B', '2025-03-01T23:00:00Z', 'said', SURE],
      ],
      [['outlets', 'differs', expect.anything()]],
    ],
    [
      'nor has a report without a date',
      [
        ['A', '2025-03-01', 'may', MAYBE],
        ['B', '2025-03-05', 'said', SURE],
        ['C', null, 'said', SURE],
      ],
      [['outlets', 'differs', expect.anything()]],
    ],
    [
      'a later hedge takes the order away',
      [
        ['A', '2025-03-01', 'may', MAYBE],
        ['B', '2025-03-02', 'said', SURE],
        ['C', '2025-03-03', 'may', MAYBE],
      ],
      [['outlets', 'differs', expect.anything()]],
    ],
    [
      'sources without an outlet stand for themselves',
      [
        [null, '2025-03-01', 'may', MAYBE],
        [null, '2025-03-02', 'said', SURE],
      ],
      [['outlets', 'hardens', 'possible certain']],
    ],
    [
      'one outlet with itself',
      [
        ['A', '2025-03-01', 'may', MAYBE],
        ['A', '2025-03-02', 'said', SURE],
      ],
      [],
    ],
    [
      'all alike',
      [
        ['A', '2025-03-01', 'said', SURE],
        ['B', '2025-03-02', 'said', SURE],
      ],
      [],
    ],
    [
      'unspecified is no level',
      [
        ['A', '2025-03-01', 'said', SURE],
        ['B', '2025-03-02', 'if', { certainty: 'unspecified' }],
      ],
      [],
    ],
  ])('%s', (_, reports, expected) => {
    expect(summary(reported(...reports))).toEqual(expected)
  })

  test('only those who assert the claim count', () => {
    const theCase = reported(['A', null, 'may', MAYBE], ['B', null, 'said', SURE])
    const stances = theCase.stances.map((stance) => ({ ...stance, stance: 'denies' as const }))
    expect(ask({ ...theCase, stances })).toEqual([])
  })
})

describe('along a chain', () => {
  function relayed(cue: string, outerFields: Partial<Statement>, innerFields: Partial<Statement>, tail = ''): Case {
    const builder = new CaseBuilder()
    const text = `Li ${cue} Okoro said the bridge is closed${tail}.`
    const source = builder.source('x', text)
    const content = `Okoro said the bridge is closed${tail}`
    const outer = builder.statement(source, builder.actor('Ben Li', 'person'), { cue, content }, outerFields)
    const words = { cue: 'said', content: 'the bridge is closed' }
    const inner = builder.statement(source, builder.actor('Ana Okoro', 'person'), words, {
      relayedBy: outer,
      ...innerFields,
    })
    builder.stance(inner, 'asserts', builder.claim(CLAIM))
    return builder.build()
  }

  test.each<[string, Case, unknown[]]>([
    ['a relay that hedges', relayed('thinks', LIKELY, SURE), [['chain', 'softens', 'certain probable']]],
    ['a relay that drops the hedge', relayed('said', SURE, MAYBE), [['chain', 'hardens', 'possible certain']]],
    [
      'a relay at a distance',
      relayed('allegedly heard', REPORTEDLY, SURE),
      [['chain', 'softens', 'certain distanced']],
    ],
    ['a hedge elsewhere in what is relayed', relayed('said', MAYBE, SURE, ' and the gate may be open'), []],
    ['a hedge that a person has set', relayed('said', MAYBE, SURE), [['chain', 'softens', 'certain possible']]],
    ['all alike', relayed('said', SURE, SURE), []],
  ])('%s', (_, theCase, expected) => {
    expect(summary(theCase)).toEqual(expected)
  })

  test('an outlet is as sure as the least sure relay in it', () => {
    const one = relayed('thinks', LIKELY, SURE)
    const two = reported(['B', null, 'said', SURE])
    const joined = Object.fromEntries(
      (['sources', 'actors', 'statements', 'stances'] as const).map((list) => [list, [...one[list], ...two[list]]]),
    )
    const both = { ...one, ...joined } as Case
    expect(summary(both)).toEqual([
      ['chain', 'softens', 'certain probable'],
      ['outlets', 'differs', expect.stringMatching(/probable certain|certain probable/)],
    ])
  })
})

describe('bad input', () => {
  test('10,000 statements on one claim, relayed round and round', () => {
    const theCase = reported(['A', '2025-03-01', 'may', MAYBE])
    const [first] = theCase.statements
    const [stance] = theCase.stances
    const [source] = theCase.sources
    if (!first || !stance || !source) throw new Error('nothing there')
    const ids = Array.from({ length: 10_000 }, (_, i) => i.toString(16).padStart(16, '0'))
    const statements = ids.map((id, i) => ({
      ...first,
      id: `stm_${id}`,
      source: i % 2 === 0 ? source.id : 'src_0000000000000000',
      certainty: i % 2 === 0 ? ('possible' as const) : ('certain' as const),
      relayedBy: i < 5000 ? `stm_${ids[(i + 2) % 5000] ?? ''}` : null,
    }))
    const stances = ids.map((id) => ({ ...stance, id: `stc_${id}`, statement: `stm_${id}` }))
    const sources = [
      ...theCase.sources,
      { ...source, id: 'src_0000000000000000', outlet: null, publishedAt: 'last week' },
    ]
    const [found] = ask({ ...theCase, sources, statements, stances })
    expect(found?.answer).toMatchObject({ change: 'differs', of: 10_000, steps: { length: 100 } })
  })
})

describe('the same answers', () => {
  const theCase = reported(
    ['A', '2025-03-01', 'may', MAYBE],
    ['B', '2025-03-02', 'said', SURE],
    ['C', '2025-03-02', 'x', FLAT],
    ['D', null, 'reportedly', REPORTEDLY],
  )

  test('whatever the order of the records, and names change only names', () => {
    const turned = {
      ...theCase,
      sources: theCase.sources.toReversed(),
      statements: theCase.statements.toReversed(),
      stances: theCase.stances.toReversed(),
    }
    expect(ask(turned)).toEqual(ask(theCase))
    const renamed = { ...theCase, actors: theCase.actors.map((actor) => ({ ...actor, name: `Z${actor.name}` })) }
    expect(ask(renamed).map(({ answer }) => answer)).toEqual(ask(theCase).map(({ answer }) => answer))
  })
})
