import { expect, test } from 'vitest'
import type { Attribution } from '../model/attribution.ts'
import { sha256, sourceId } from '../model/id.ts'
import type { Source } from '../model/records.ts'
import { spanOf, type Span } from '../model/span.ts'
import { readMentions, type SourceMentions } from './read-mentions.ts'
import { resolve } from './resolve.ts'

const METHOD = { name: 'local', version: '1' }

/** Speaker, cue and content as words of the text; `at` is where to look for them from. */
interface Said {
  readonly speaker: string
  readonly content: string
  readonly cue?: string
  readonly via?: string
  readonly relayedBy?: number
}

function readingOf(
  text: string,
  said: readonly Said[],
  outletName: string | null = null,
  author: string | null = null,
): SourceMentions {
  const id = sourceId(text)
  const source: Source = {
    id,
    path: `sources/${id}.txt`,
    title: '',
    kind: 'article',
    url: null,
    outlet: null,
    author,
    publishedAt: null,
    readAt: null,
    language: 'en',
    sha256: sha256(text),
  }
  const attributions = said.map(({ speaker, content, cue = 'said', via, relayedBy = null }): Attribution => {
    // The speaker nearest before the content: names come more than once.
    const contentAt = text.indexOf(content)
    const before = (words: string): Span[] => {
      const at = text.lastIndexOf(words, contentAt)
      return words === '' ? [] : [spanOf(text, at, at + words.length)]
    }
    return {
      speakerSpans: before(speaker),
      cueSpans: before(cue),
      contentSpans: [spanOf(text, contentAt, contentAt + content.length)],
      viaSpans: via === undefined ? [] : before(via),
      form: 'indirect',
      relayedBy,
      cueClass: 'report',
      illocution: 'assertive',
      certainty: 'certain',
      score: 0.9,
    }
  })
  return readMentions({ source, text, outletName, attributions })
}

/** Kind and name of the speaker of each content, in the order in which they were given. */
function speakersOf(text: string, said: readonly Said[]): string[] {
  const { actors, statements } = resolve([readingOf(text, said)], METHOD)
  return said.map(({ content }) => {
    const statement = statements.find((one) => one.contentSpans[0]?.exact === content)
    const actor = actors.find(({ id }) => id === statement?.speaker)
    return actor ? `${actor.kind} ${actor.name}` : 'none'
  })
}

test.each<[string, string, Said[], string[]]>([
  [
    'a surname is its full name, even one that comes later',
    'Okoro said it rained. Mayor Ana Okoro left.',
    [{ speaker: 'Okoro', content: 'it rained' }],
    ['person Ana Okoro'],
  ],
  [
    'two people of one surname stay two',
    'Ana Okoro said it rained. Ida Okoro said it snowed. Okoro said it froze.',
    [
      { speaker: 'Ana Okoro', content: 'it rained' },
      { speaker: 'Ida Okoro', content: 'it snowed' },
      { speaker: 'Okoro', content: 'it froze' },
    ],
    ['person Ana Okoro', 'person Ida Okoro', 'person Okoro'],
  ],
  [
    '“she” is the only person of the sentence before',
    'Mayor Ana Okoro came to the pier. She said it rained.',
    [{ speaker: 'She', content: 'it rained' }],
    ['person Ana Okoro'],
  ],
  [
    'of two people “he” is the one who spoke',
    'Mayor Ben Li told Omar Lund that it rained. He said it snowed.',
    [
      { speaker: 'Ben Li', cue: 'told', content: 'it rained' },
      { speaker: 'He', content: 'it snowed' },
    ],
    ['person Ben Li', 'person Ben Li'],
  ],
  [
    'a doubtful “he” is nobody by name',
    'Ben Li and Omar Lund left. He said it rained.',
    [{ speaker: 'He', content: 'it rained' }],
    ['unnamed he'],
  ],
  [
    '“he” far from every name is nobody by name',
    'Mayor Ben Li left. It rained. It snowed. It froze. He said it was cold.',
    [{ speaker: 'He', content: 'it was cold' }],
    ['unnamed he'],
  ],
  [
    '“they” is nobody by name',
    'Mayor Ben Li left. They said it rained.',
    [{ speaker: 'They', content: 'it rained' }],
    ['unnamed They'],
  ],
  [
    '“who” is the name it stands behind',
    'It was Ben Li, who said it rained.',
    [{ speaker: 'who', content: 'it rained' }],
    ['person Ben Li'],
  ],
  [
    '“the outlet” is the only one named before',
    'Harbour News was first. The outlet said it rained.',
    [{ speaker: 'The outlet', content: 'it rained' }],
    ['outlet Harbour News'],
  ],
  [
    'an outlet with “The” in front is the same one',
    'The Harbour Times was first. The newspaper said it rained. The Harbour Times said it snowed.',
    [
      { speaker: 'The newspaper', content: 'it rained' },
      { speaker: 'The Harbour Times', content: 'it snowed' },
    ],
    ['outlet Harbour Times', 'outlet Harbour Times'],
  ],
  [
    '“the outlet” of two is neither',
    'Harbour News and Channel News came. The outlet said it rained.',
    [{ speaker: 'The outlet', content: 'it rained' }],
    ['unnamed The outlet'],
  ],
  [
    '“the outlet” is none that comes later',
    'The outlet said it rained. Harbour News came.',
    [{ speaker: 'The outlet', content: 'it rained' }],
    ['unnamed The outlet'],
  ],
  [
    'an outlet spelled two ways is one',
    'Harbour News said it rained. HarbourNews said it snowed.',
    [
      { speaker: 'Harbour News', content: 'it rained' },
      { speaker: 'HarbourNews', content: 'it snowed' },
    ],
    ['outlet Harbour News', 'outlet Harbour News'],
  ],
  [
    'a person and where from is the person',
    'Ana Okoro of Harbour University said it rained.',
    [{ speaker: 'Ana Okoro of Harbour University', content: 'it rained' }],
    ['person Ana Okoro'],
  ],
  [
    'an acronym is the organisation that the text says it is',
    'The Harbour Relief Agency (HRA) came. HRA said it rained.',
    [{ speaker: 'HRA', content: 'it rained' }],
    ['organisation Harbour Relief Agency'],
  ],
  [
    'a government is its state, its people are nobody by name',
    'The Kenyan government said it rained. Kenyans said it snowed.',
    [
      { speaker: 'The Kenyan government', content: 'it rained' },
      { speaker: 'Kenyans', content: 'it snowed' },
    ],
    ['state Kenya', 'unnamed Kenyans'],
  ],
  [
    'a role is the only person who was called so before',
    'Harbour minister Ana Okoro came. Ben Li left. The harbour minister said it rained.',
    [{ speaker: 'The harbour minister', content: 'it rained' }],
    ['person Ana Okoro'],
  ],
  [
    '“she” is nobody whose first name says “he”',
    'Mayor Ben Li came to the pier. She said it rained.',
    [{ speaker: 'She', content: 'it rained' }],
    ['unnamed She'],
  ],
  [
    '“the report” is the outlet’s that spoke just before',
    'Harbour News said it rained. The report said it snowed.',
    [
      { speaker: 'Harbour News', content: 'it rained' },
      { speaker: 'The report', content: 'it snowed' },
    ],
    ['outlet Harbour News', 'outlet Harbour News'],
  ],
  [
    '“the report” of somebody else is nobody’s by name',
    'Harbour News saw a memo. The bank sent a report. The report said it snowed.',
    [{ speaker: 'The report', content: 'it snowed' }],
    ['unnamed The report'],
  ],
  [
    'a capital that only begins its sentence names nobody',
    'Projections said it rained. Those projections were old.',
    [{ speaker: 'Projections', content: 'it rained' }],
    ['unnamed Projections'],
  ],
  [
    'a surname that is a word too is a name where the text has it in full',
    'Ana May came. May said it may rain.',
    [{ speaker: 'May', content: 'it may rain' }],
    ['person Ana May'],
  ],
  [
    'who stands behind “for” is not who speaks',
    'Ana Okoro came. Omar Lund, a spokesman for Mrs. Okoro, said it rained.',
    [{ speaker: 'Omar Lund, a spokesman for Mrs. Okoro,', content: 'it rained' }],
    ['person Omar Lund'],
  ],
  [
    '“his” is a pronoun, and nobody where in doubt',
    'Ben Li and Omar Lund left. It was his word that it rained.',
    [{ speaker: 'his', cue: 'word', content: 'it rained' }],
    ['unnamed he'],
  ],
  [
    'no speaker is somebody without a name',
    'It reportedly rained.',
    [{ speaker: '', cue: 'reportedly', content: 'rained' }],
    ['unnamed not named'],
  ],
])('%s', (_, text, said, speakers) => {
  expect(speakersOf(text, said).map((name) => name.toLowerCase())).toEqual(speakers.map((name) => name.toLowerCase()))
})

test('unnamed actors of two sources are two', () => {
  const said = [{ speaker: 'Officials', content: 'it rained' }]
  const { actors } = resolve(
    ['Officials said it rained.', 'Officials said it rained again.'].map((text) => readingOf(text, said)),
    METHOD,
  )
  expect(actors.map(({ kind }) => kind)).toEqual(['unnamed', 'unnamed'])
})

test('a person of two sources is one, with both roles', () => {
  const texts = ['Mayor Ana Okoro said it rained.', 'Envoy Ana Okoro said it rained.']
  const { actors } = resolve(
    texts.map((text) => readingOf(text, [{ speaker: text.slice(0, text.indexOf(' said')), content: 'it rained' }])),
    METHOD,
  )
  expect(actors.map(({ name, roles }) => [name, roles.map(({ title }) => title)])).toEqual([
    ['Ana Okoro', ['Envoy', 'Mayor']],
  ])
})

test('words in the first person are no relay; what they relay hangs on the outer statement', () => {
  const text = 'Ana Okoro said “I think Ben Li said it rained”.'
  const { statements } = resolve(
    [
      readingOf(text, [
        { speaker: 'Ana Okoro', content: '“I think Ben Li said it rained”' },
        { speaker: 'I', cue: 'think', content: 'Ben Li said it rained', relayedBy: 0 },
        { speaker: 'Ben Li', content: 'it rained', relayedBy: 1 },
      ]),
    ],
    METHOD,
  )
  expect(statements).toHaveLength(2)
  const outer = statements.find(({ relayedBy }) => relayedBy === null)
  const inner = statements.find(({ relayedBy }) => relayedBy !== null)
  expect(inner?.relayedBy).toBe(outer?.id)
  expect(inner?.content).toBe('it rained')
})

test('a capital that speaks is its state, and stays as another wording', () => {
  const { actors } = resolve(
    [readingOf('Nairobi said it rained.', [{ speaker: 'Nairobi', content: 'it rained' }])],
    METHOD,
  )
  expect(actors.map(({ kind, name, aliases }) => [kind, name, aliases])).toEqual([['state', 'Kenya', ['Nairobi']]])
})

test('a statement has its via as an actor, and its content without “that”', () => {
  const text = 'Ana Okoro told Harbour News that it rained.'
  const { actors, statements } = resolve(
    [readingOf(text, [{ speaker: 'Ana Okoro', cue: 'told', content: 'that it rained', via: 'Harbour News' }])],
    METHOD,
  )
  const [statement] = statements
  expect(statement?.via.map((id) => actors.find((actor) => actor.id === id)?.name)).toEqual(['Harbour News'])
  expect(statement).toMatchObject({ content: 'it rained', method: METHOD, status: 'proposed', relayedBy: null })
})

test('the outlet of a source becomes an actor that the source points to', () => {
  const reading = readingOf('It rained.', [], 'Harbour News')
  const { actors, outlets } = resolve([reading], METHOD)
  expect(actors.map(({ kind, name }) => [kind, name])).toEqual([['outlet', 'Harbour News']])
  expect(outlets.get(reading.source)).toBe(actors[0]?.id)
})

test('"it" inside a content is not the outlet that speaks later in the text', () => {
  const text =
    'Ana Okoro said that it reported that the pier was shut. Ben Li left. Rain fell. Harbour News reported that the ferry sailed.'
  const said: Said[] = [
    { speaker: 'Ana Okoro', content: 'that it reported that the pier was shut' },
    { speaker: 'Harbour News', cue: 'reported', content: 'that the ferry sailed' },
    { speaker: 'it', cue: 'reported', content: 'that the pier was shut', relayedBy: 0 },
  ]
  expect(speakersOf(text, said)).toEqual(['person Ana Okoro', 'outlet Harbour News', 'unnamed it'])
})

test('a delegation speaks for its state and is part of it; “The” and the possessive make no other one', () => {
  const texts = ['The Kenyan delegation said it rained.', 'Kenya’s delegation said it rained.']
  const { actors } = resolve(
    texts.map((text) => readingOf(text, [{ speaker: text.slice(0, text.indexOf(' said')), content: 'it rained' }])),
    METHOD,
  )
  const state = actors.find(({ kind }) => kind === 'state')
  expect(state?.name).toBe('Kenya')
  expect(actors.filter(({ kind }) => kind !== 'state')).toMatchObject([
    { kind: 'group', name: 'Kenyan delegation', speaksFor: [state?.id], partOf: [state?.id] },
  ])
})

test('an outlet by its letters and by its name is one, and what is read of a source can be sent to a thread', () => {
  const reading = readingOf('AFP said it rained.', [{ speaker: 'AFP', content: 'it rained' }], 'Agence France-Presse')
  expect(structuredClone(reading)).toEqual(reading)
  const { actors } = resolve([reading], METHOD)
  expect(actors).toMatchObject([{ kind: 'outlet', name: 'Agence France-Presse', aliases: ['AFP'] }])
})

test('a spokesman without a name speaks for whoever is named, and stays unnamed', () => {
  const text = 'Mayor Ana Okoro left. A spokesman for Okoro said it rained. A Harbour Party spokesman said it snowed.'
  const said: Said[] = [
    { speaker: 'A spokesman for Okoro', content: 'it rained' },
    { speaker: 'A Harbour Party spokesman', content: 'it snowed' },
  ]
  const { actors } = resolve([readingOf(text, said)], METHOD)
  const nameOf = (id: string) => actors.find((actor) => actor.id === id)?.name
  const spokesmen = actors.filter(({ kind }) => kind === 'unnamed')
  const principals = new Map(spokesmen.map(({ name, speaksFor }) => [name, speaksFor.map((id) => nameOf(id))]))
  expect(principals).toEqual(
    new Map([
      ['Harbour Party spokesman', ['Harbour Party']],
      ['spokesman for Okoro', ['Ana Okoro']],
    ]),
  )
})

test('an office of a state is who holds it in any source, as long as there is one; “a” minister and a former one are nobody', () => {
  const holder = readingOf('Kenya’s defence minister Ana Okoro came.', [])
  const texts = ['The Kenyan', 'Kenya’s', 'A Kenyan', 'The former Kenyan'].map(
    (words) => `${words} defence minister said it rained.`,
  )
  const readings = texts.map((text) =>
    readingOf(text, [{ speaker: text.slice(0, text.indexOf(' said')), content: 'it rained' }]),
  )
  const speakers = (sources: SourceMentions[]) => {
    const { actors, statements } = resolve(sources, METHOD)
    return readings.map(({ source }) => {
      const speaker = statements.find((statement) => statement.source === source)?.speaker
      return actors.find(({ id }) => id === speaker)?.kind
    })
  }
  expect(speakers([holder, ...readings])).toEqual(['person', 'person', 'unnamed', 'unnamed'])
  const other = readingOf('Kenyan defence minister Ida Lund came.', [])
  expect(speakers([holder, other, ...readings])).toEqual(['unnamed', 'unnamed', 'unnamed', 'unnamed'])
})

test.each([
  ['By Ana Okoro', 'I said it rained.', 'person Ana Okoro'],
  ['Ana Okoro', '“Well, I said it rained.', 'unnamed i'],
  ['Ana Okoro and Ben Li', 'I said it rained.', 'unnamed i'],
  [null, 'I said it rained.', 'unnamed i'],
])('“I” with the author %j in %j is %s', (author, text, speaker) => {
  const { actors } = resolve([readingOf(text, [{ speaker: 'I', content: 'it rained' }], null, author)], METHOD)
  expect(actors.map(({ kind, name }) => `${kind} ${name}`)).toEqual([speaker])
})
