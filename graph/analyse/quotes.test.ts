import { describe, expect, test } from 'vitest'
import type { Case, Statement } from '../../src/model/records.ts'
import { CaseBuilder } from '../case.builder.ts'
import { keep } from './kept.ts'
import { quotes } from './quotes.ts'

const ask = (theCase: Case) => quotes(keep(theCase))

/** Reports of one utterance of Ana Okoro, a day and an outlet each; `content` with its quotation marks. */
function reports(
  ...contents: readonly (string | readonly [content: string, fields: Partial<Statement>, day?: string | null])[]
): Case {
  const builder = new CaseBuilder()
  const okoro = builder.actor('Ana Okoro', 'person')
  const ids = contents.map((given, i) => {
    const [content, fields = {}, day = `2025-03-0${i + 1}`] = typeof given === 'string' ? [given] : given
    const outlet = builder.actor(`Paper ${i + 1}`, 'outlet')
    const source = builder.source(`${i}`, `${i}. Okoro said ${content}`, { outlet, publishedAt: day })
    return builder.statement(source, okoro, { cue: 'said', content }, { form: 'mixed', ...fields })
  })
  builder.utterance(ids)
  return builder.build()
}
const changes = (theCase: Case) =>
  ask(theCase).map(({ answer }) =>
    answer.changes.map(({ kind, lost, added, aspects }) => [kind, lost, added, ...aspects].join('|')),
  )

describe('quotes', () => {
  test('finds the word that another paper quotes, with both reports and what it changes', () => {
    const theCase = reports('“We must close the old bridge on Monday.”', '“We may close the old bridge on Monday.”')
    const [found, ...more] = ask(theCase)
    expect(more).toEqual([])
    expect(found?.answer.changes).toEqual([
      { kind: 'changed', lost: 'must', added: 'may', aspects: ['modality'], isMarked: false },
    ])
    expect(found?.answer.shared).toBe('close the old bridge on Monday')
    expect(found?.finding.headline).toBe('Ana Okoro quoted in two ways: “must” in Paper 1, “may” in Paper 2 (modality)')
    expect(found?.finding.words.map(({ role }) => role)).toEqual(['quotes', 'quotes otherwise'])
    expect(found?.finding.note).toContain('proposed with score 0.9')
  })

  test.each<[string, [string, string], string[]]>([
    [
      'a negation is lost',
      ['“We will not close the bridge.”', '“We will close the bridge.”'],
      ['changed|not||polarity'],
    ],
    [
      'a number',
      ['“There were 200 ships in the harbour.”', '“There were 300 ships in the harbour.”'],
      ['changed|200|300|number'],
    ],
    ['who does it', ['“We closed the old bridge.”', '“They closed the old bridge.”'], ['changed|We|They|subject']],
    [
      'other words',
      ['“The bridge is old and weak and closed.”', '“The bridge is old and rotten and closed.”'],
      ['changed|weak|rotten'],
    ],
    [
      'a hedge',
      ['“It is perhaps the old bridge.”', '“It is surely the old bridge.”'],
      ['changed|perhaps|surely|modality'],
    ],
    [
      'a negation before the words quoted',
      ['“I do not think we close the bridge.”', 'that “we close the bridge”'],
      ['cut|I do not think||polarity'],
    ],
    [
      'straight marks around two passages',
      ['"We must close the bridge" and "open the gate"', '"We may close the bridge" and "open the gate"'],
      ['changed|must|may|modality'],
    ],
  ])('%s', (_, [one, other], expected) => {
    expect(changes(reports(one, other))).toEqual([expected])
  })

  test.each<[string, [string, string]]>([
    ['the same words', ['“We close the bridge on Monday.”', '“We close the bridge on Monday”']],
    ['contracted forms and numbers in words', ['“We won’t send two hundred ships.”', '“We will not send 200 ships.”']],
    ['fewer words', ['“The mayor is right and we close the bridge on Monday.”', '“we close the bridge”']],
    [
      'the negation beside the marks',
      ['“I do not think we close the bridge.”', 'she did not think “we close the bridge”'],
    ],
    ['brackets of the paper', ['“It is closed until Monday.”', '“[The bridge] is closed until Monday.”']],
    [
      'dots of the paper',
      ['“The bridge, an old one, is closed until Monday.”', '“The bridge … is closed until Monday.”'],
    ],
    [
      'two sentences that share a phrase',
      ['“The old bridge of the town is closed.”', '“I would like to walk over the old bridge of the town.”'],
    ],
    ['two words in a row', ['“The bridge must close.”', '“The bridge may open.”']],
    ['no shared word', ['“Never.”', '“Closed on Monday.”']],
    ['no quoted words', ['that the bridge is closed', 'that the bridge is open']],
    [
      'two passages of one, one of the other',
      ['“We close the bridge” for a while and “open the gate”', '“We close the bridge and perhaps open the gate”'],
    ],
  ])('finds nothing: %s', (_, [one, other]) => {
    expect(changes(reports(one, other))).toEqual([])
  })

  test('tells whom the shared words are said of, inside or outside the marks', () => {
    const [found] = ask(
      reports('“the clerks in the town hall pulling the levers are paid.”', 'that the mayor was “pulling the levers”'),
    )
    expect(found?.answer.subjects).toEqual(['the clerks in the town hall', 'the mayor'])
    expect(found?.finding.headline).toBe(
      'Ana Okoro quoted in two ways: “pulling the levers” stands after the clerks in the town hall in Paper 1, after the mayor in Paper 2 (subject)',
    )
    expect(ask(reports('the mayor was “pulling the levers”', 'he was “pulling the levers”'))).toEqual([])
    expect(ask(reports('the mayor was “pulling the levers”', 'the mayor is “pulling the levers”'))).toEqual([])
  })

  test('compares with the earliest report, else with the longest', () => {
    const [short, long, other] = [
      '“We must close it on Monday.”',
      '“We may close it on Monday, the mayor said.”',
      '“We can close it on Monday.”',
    ]
    const first = (theCase: Case) => {
      const kept = keep(theCase)
      return quotes(kept).map(({ answer }) => kept.statements.get(answer.one)?.content)
    }
    expect(first(reports([long, {}, '2025-03-09'], [short, {}, '2025-03-01'], [other, {}, null]))).toEqual([
      short,
      short,
    ])
    expect(first(reports([short, {}, null], [long, {}, null], [other, {}, null]))).toEqual([long, long])
  })

  test('a whole direct statement is a quotation, rejected utterances are none', () => {
    const theCase = reports(['We must close the bridge.', { form: 'direct' }], '“We may close the bridge.”')
    expect(changes(theCase)).toEqual([['changed|must|may|modality']])
    expect(
      ask({ ...theCase, utterances: theCase.utterances.map((one) => ({ ...one, status: 'rejected' as const })) }),
    ).toEqual([])
  })

  test('two quotations in one source are one report', () => {
    const theCase = reports('“We must close the bridge.”', '“We may close the bridge.”')
    const [source = ''] = theCase.sources.map(({ id }) => id)
    expect(ask({ ...theCase, statements: theCase.statements.map((one) => ({ ...one, source })) })).toEqual([])
  })

  test('is the same whatever the order of the records, and names change only names', () => {
    const theCase = reports('“We must close the bridge.”', '“We may close the bridge.”', '“We will close the bridge.”')
    const turned = {
      ...theCase,
      statements: theCase.statements.toReversed(),
      utterances: theCase.utterances.map((one) => ({ ...one, statements: one.statements.toReversed() })),
    }
    expect(ask(turned)).toEqual(ask(theCase))
    const renamed = { ...theCase, actors: theCase.actors.map((actor) => ({ ...actor, name: `Z${actor.name}` })) }
    expect(ask(renamed).map(({ answer }) => answer)).toEqual(ask(theCase).map(({ answer }) => answer))
  })

  test('10,000 reports of one utterance, long ones, and ones without a source or twice in the list', () => {
    const long = `“${'We must close it and '.repeat(2000)}leave.”`
    const theCase = reports(long, long.replaceAll('must', 'may'))
    const [one, other] = theCase.statements
    const [utterance] = theCase.utterances
    if (!one || !other || !utterance) throw new Error('nothing there')
    const statements = Array.from({ length: 10_000 }, (_, i) => ({
      ...(i % 2 === 0 ? one : other),
      id: `stm_${i.toString(16).padStart(16, '0')}`,
    }))
    const ids = statements.map(({ id }) => id)
    const utterances = [{ ...utterance, statements: [...ids, ...ids, 'stm_ffffffffffffffff'] }]
    const found = ask({ ...theCase, statements, utterances })
    expect(found.length).toBeLessThanOrEqual(100)
  })
})
