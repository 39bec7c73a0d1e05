import type { Case } from '../src/model/records.ts'
import { CaseBuilder } from './case.builder.ts'
import { seededRandom } from '../src/model/random.fixture.ts'

/** A small case for tests, its texts made up: who closed a bridge, with a denial, a contradiction, a relay and a rejected record. */
export function bridgeCase(): Case {
  const b = new CaseBuilder()
  const courier = b.actor('Velden Courier', 'outlet')
  const radio = b.actor('Radio Østmark', 'outlet', { aliases: ['RØ', 'the radio 📻'] })
  const port = b.actor('Port Authority', 'organisation')
  const mira = b.actor('Mira Holt', 'person', {
    aliases: ['Holt', 'the harbour master'],
    roles: [{ title: 'harbour master', of: 'Velden' }],
    speaksFor: [port],
  })
  const council = b.actor('Velden', 'state')
  const ivo = b.actor('Ivo Brandt', 'person', { partOf: [council] })

  const article = b.source(
    'Bridge shut overnight',
    'Harbour master Mira Holt said the port closed the bridge at nine. Ivo Brandt denied that the port closed the bridge. ' +
      'The radio reported that officials had seen two ships pass. 🚢 The bridge is sixty years old.',
    { outlet: courier, publishedAt: '2025-03-02', url: 'https://courier.example/bridge' },
  )
  const bulletin = b.source(
    'Morgonnytt “bru”',
    'Holt told us: “We closed it at nine — not later.” The council\'s Ivo Brandt insisted the bridge was open until noon, "; DROP (n) //',
    { outlet: radio, kind: 'transcript' },
  )
  const officials = b.actor('officials', 'unnamed', { plural: true }, article)

  const holtSaid = b.statement(
    article,
    mira,
    { speaker: 'Mira Holt', cue: 'said', content: 'the port closed the bridge at nine' },
    { certainty: 'certain', cueClass: 'assert', saidAt: '2025-03-01' },
  )
  const brandtDenied = b.statement(
    article,
    ivo,
    { speaker: 'Ivo Brandt', cue: 'denied', content: 'that the port closed the bridge' },
    { cueClass: 'deny' },
  )
  const radioSaid = b.statement(article, radio, {
    speaker: 'The radio',
    cue: 'reported',
    content: 'officials had seen two ships pass',
  })
  const seen = b.statement(
    article,
    officials,
    { speaker: 'officials', cue: 'had seen', content: 'two ships pass' },
    { relayedBy: radioSaid, certainty: 'probable' },
  )
  b.statement(article, courier, { content: 'The bridge is sixty years old.' })
  const told = b.statement(
    bulletin,
    mira,
    { speaker: 'Holt', cue: 'told us', content: '“We closed it at nine — not later.”' },
    { form: 'direct', via: [radio], cueClass: 'confirm' },
  )
  const insisted = b.statement(bulletin, ivo, {
    speaker: 'Ivo Brandt',
    cue: 'insisted',
    content: 'the bridge was open until noon',
  })
  const rejected = b.statement(bulletin, ivo, { content: '"; DROP (n) //' }, { status: 'rejected' })

  const closed = b.claim('The port closed the bridge at nine.', { about: [port] })
  const open = b.claim('The bridge was open until noon.')
  const ships = b.claim('Two ships passed the bridge.')
  b.stance(holtSaid, 'asserts', closed)
  b.stance(told, 'asserts', closed)
  b.stance(brandtDenied, 'denies', closed)
  b.stance(insisted, 'asserts', open)
  b.stance(seen, 'asserts', ships, { score: 1 })
  b.stance(rejected, 'denies', ships)
  b.relation('contradicts', closed, open, { reason: 'closed at nine against open until noon' })
  b.relation('supports', ships, open, { kind: 'evidence' })
  b.utterance([holtSaid, told])
  return b.build('The bridge at Velden')
}

const WORDS = [
  'bridge',
  'Zoë',
  'ship',
  'İzmir',
  '"quoted"',
  '🚢🌊',
  'noon',
  'naïve',
  "port's",
  '漢字',
  'e\u0301cole',
  'straße',
]
const KINDS = ['person', 'organisation', 'state', 'outlet', 'group'] as const

/** A case made by chance, the same for the same seed: relay chains, unnamed actors, a copied source, nulls, rejected records, any script. */
export function generatedCase(seed: number, { sources = 6, statementsEach = 8 } = {}): Case {
  const random = seededRandom(seed)
  const below = (n: number) => Math.floor(random() * n)
  const pick = <T>(list: readonly [T, ...T[]] | readonly T[]): T => {
    const chosen = list[below(list.length)]
    if (chosen === undefined) throw new RangeError('nothing to choose from')
    return chosen
  }
  const maybe = <T>(value: T): T | null => (random() < 0.5 ? value : null)
  const phrase = () => Array.from({ length: 2 + below(4) }, () => pick(WORDS)).join(' ')
  const status = () => (random() < 0.15 ? 'rejected' : pick(['proposed', 'accepted'] as const))
  const date = () => maybe(`2025-0${1 + below(9)}-1${below(10)}`)

  const b = new CaseBuilder()
  const actors = Array.from({ length: 3 + sources }, (_, i) =>
    b.actor(`${pick(WORDS)} ${i}`, KINDS[i % KINDS.length] ?? 'person', { aliases: random() < 0.5 ? [] : [phrase()] }),
  )
  for (const [i, principal] of actors.entries())
    if (random() < 0.3) b.actor(`deputy ${i}`, 'person', { speaksFor: [principal], partOf: [pick(actors)] })
  const claims = Array.from({ length: 2 + sources }, (_, i) =>
    b.claim(`${phrase()} ${i}`, { status: status(), about: random() < 0.3 ? [pick(actors)] : [] }),
  )

  const statements: string[] = []
  const texts: string[] = []
  for (let i = 0; i < sources; i++) {
    const contents = Array.from({ length: statementsEach }, (_, j) => `${phrase()} ${i}.${j}.`)
    const text = contents.map((content, j) => `Voice${j} saying${j} ${content}`).join('\n')
    texts.push(text)
    const source = b.source(`Source ${i} ${pick(WORDS)}`, text, {
      outlet: maybe(pick(actors)),
      publishedAt: date(),
      url: maybe(`https://example.org/${i}?a=1&b=%22`),
    })
    let outer: string | null = null
    for (const [j, content] of contents.entries()) {
      const speaker: string =
        random() < 0.3 ? b.actor(`sources ${j}`, 'unnamed', { plural: true }, source) : pick(actors)
      const isNarrated = random() < 0.2
      const words = isNarrated ? { content } : { speaker: `Voice${j}`, cue: `saying${j}`, content }
      outer = b.statement(source, speaker, words, {
        relayedBy: random() < 0.5 ? outer : null,
        via: random() < 0.2 ? [pick(actors)] : [],
        certainty: pick(['certain', 'probable', 'possible', 'unspecified'] as const),
        cueClass: pick(['report', 'assert', 'deny', 'confirm'] as const),
        saidAt: date(),
        score: below(11) / 10,
        status: status(),
      })
      statements.push(outer)
      if (random() < 0.7)
        b.stance(outer, pick(['asserts', 'asserts', 'denies', 'questions'] as const), pick(claims), {
          status: status(),
        })
    }
  }
  for (let i = 0; i < sources; i++) {
    const [one, other] = [pick(claims), pick(claims)]
    if (one !== other) b.relation(pick(['supports', 'contradicts'] as const), one, other, { status: status() })
    b.utterance(
      [...new Set([pick(statements), pick(statements), pick(statements)])].concat(pick(statements)).slice(0, 3),
    )
  }
  const copy = b.source('A copy', `Once more.\n${texts[0] ?? ''}`, { publishedAt: '2026-01-01' })
  b.statement(copy, pick(actors), { speaker: 'Voice1', cue: 'saying1', content: 'Voice2' })
  return b.build(`Generated ${seed}`)
}
