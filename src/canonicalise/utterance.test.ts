import { expect, test } from 'vitest'
import { actorId, sha256, sourceId, statementId, utteranceId } from '../model/id.ts'
import type { Actor, Source, Statement } from '../model/records.ts'
import { spanOf } from '../model/span.ts'
import { PLAIN } from '../model/statement.fixture.ts'
import { findUtterances } from './utterance.ts'

const METHOD = { name: 'local', version: '1' }
const actorOf = (name: string, kind: Actor['kind'] = 'person'): Actor => ({
  id: actorId(kind, name),
  kind,
  name,
  aliases: [],
  roles: [],
  speaksFor: [],
  partOf: [],
  plural: false,
  links: [],
})
const OKORO = actorOf('Ana Okoro')
const LI = actorOf('Ben Li')
const SAILORS = actorOf('sailors', 'unnamed')

interface Quote {
  readonly content: string
  readonly speaker?: Actor
  readonly form?: Statement['form']
  readonly saidAt?: string
  readonly publishedAt?: string
}

/** A source of its own for each quote: "She said <content>". */
function reportsOf(quotes: readonly Quote[]) {
  const statements: Statement[] = []
  const sources: Source[] = []
  for (const [i, { content, speaker = OKORO, form = 'mixed', saidAt = null, publishedAt = null }] of quotes.entries()) {
    const text = `She said ${content} (${i})`
    const source = sourceId(text)
    const cueSpans = [spanOf(text, 4, 8)]
    const contentSpans: Statement['contentSpans'] = [spanOf(text, 9, 9 + content.length)]
    sources.push({
      id: source,
      path: `sources/${i}.txt`,
      title: '',
      kind: 'article',
      url: null,
      outlet: null,
      author: null,
      publishedAt,
      readAt: null,
      language: 'en',
      sha256: sha256(text),
    })
    statements.push({
      ...PLAIN,
      id: statementId(source, cueSpans, contentSpans),
      source,
      speaker: speaker.id,
      cueSpans,
      contentSpans,
      content,
      form,
      saidAt,
    })
  }
  return { statements, sources, utterances: findUtterances(statements, [OKORO, LI, SAILORS], sources) }
}

test('statements that quote the same words of one speaker report one utterance, named after the first', () => {
  const { statements, utterances } = reportsOf([
    { content: 'that Larn was “moving the markers”', publishedAt: '2031-05-04' },
    { content: '“the men in the boats moving the markers are paid by Larn”', publishedAt: '2031-05-03' },
  ])
  const ids = statements.map(({ id }) => id)
  expect(utterances).toEqual([
    {
      id: utteranceId(ids[1] ?? ''),
      statements: ids.toSorted(),
      score: 0.7,
      reason: 'One speaker, quoted with the same words in a row: “moving the markers”.',
      method: METHOD,
      status: 'proposed',
    },
  ])
})

test.each<[string, readonly Quote[]]>([
  ['two speakers', [{ content: '“moving the markers”' }, { content: '“moving the markers”', speaker: LI }]],
  [
    'speakers without a name',
    [
      { content: '“moving the markers”', speaker: SAILORS },
      { content: '“moving the markers”', speaker: SAILORS },
    ],
  ],
  ['words of the reporter', [{ content: 'that Larn was moving the markers' }, { content: '“moving the markers”' }]],
  ['grammar and names', [{ content: '“in the Port of Larn”' }, { content: '“in the Port of Larn”' }]],
  [
    'a few words inside two longer quotations',
    [{ content: '“a lot of people came to the pier”' }, { content: '“the storm hurt a lot of people there”' }],
  ],
  [
    'words that were said on two days',
    [
      { content: '“moving the markers”', saidAt: '2031-05-03' },
      { content: '“moving the markers”', saidAt: '2031-05-04' },
    ],
  ],
  [
    'texts published more than a week apart',
    [
      { content: '“moving the markers”', publishedAt: '2031-05-03' },
      { content: '“moving the markers”', publishedAt: '2031-05-11' },
    ],
  ],
])('no utterance: %s', (_, quotes) => {
  expect(reportsOf(quotes).utterances).toEqual([])
})

test('a saying of several days tells nothing, even of two reports of one day', () => {
  const days = ['2031-05-03', '2031-05-03', '2031-05-04']
  expect(reportsOf(days.map((saidAt) => ({ content: '“open the harbour gates”', saidAt }))).utterances).toEqual([])
})

test('five words in a row are enough; the more, the surer', () => {
  const long = 'the pilots asked us to leave before the storm came'
  const { utterances } = reportsOf([
    { content: `“we heard that ${long}, and we left”` },
    { content: `“yes, ${long}, some did not”`, form: 'direct' },
  ])
  expect(utterances.map(({ score, statements }) => [score, statements.length])).toEqual([[0.95, 2]])
})

test('a third report keeps the id of an utterance that began earlier', () => {
  const two = [
    { content: '“moving the markers”', publishedAt: '2031-05-03' },
    { content: '“moving the markers at night”', publishedAt: '2031-05-04' },
  ]
  const third = { content: '“who is moving the markers”', publishedAt: '2031-05-05' }
  const before = reportsOf(two).utterances
  const after = reportsOf([...two, third]).utterances
  expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
  expect(after[0]?.statements).toHaveLength(3)
})

test('500 reports of one long quotation become one utterance', () => {
  const content = `“${'the gates were closed and the pilots waited '.repeat(40)}”`
  const { utterances } = reportsOf(Array.from({ length: 500 }, () => ({ content })))
  expect(utterances.map(({ statements }) => statements.length)).toEqual([500])
})
