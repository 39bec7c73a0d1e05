import { seededRandom } from '../src/model/random.fixture.ts'
import type { Case, Statement } from '../src/model/records.ts'
import { CaseBuilder } from './case.builder.ts'

/** Texts on which two programs may part: empty, spaces, marks, other scripts and directions, letters that look alike or fold. */
const TEXTS = [
  '',
  ' ',
  '\t',
  'a\nb',
  'null',
  'true',
  '1',
  '1.0',
  'NaN',
  `'"\\\``,
  '"; DROP (n) //',
  '$caseKey',
  '%_*.?',
  'é',
  'e\u0301',
  'É',
  'Mara',
  'Маrа',
  'ＭＡＲＡ',
  'İstanbul',
  'istanbul',
  'ISTANBUL',
  'ısı',
  'straße',
  'STRASSE',
  'ﬁn',
  'ſs',
  'ΣΊΣΥΦΟΣ',
  'σίσυφος',
  'Ǆ',
  '🚢',
  '👩‍👩‍👧‍👦',
  '🇰🇪',
  '𝔘𝔫𝔦',
  '\uffee',
  '漢字',
  'かな',
  'हिन्दी',
  'ไทย',
  'שלום',
  '\u202eabc\u202c',
  'مرحبا',
  '\u200b',
  '\u0001',
  'word '.repeat(600),
] as const

/** Days as texts: whole, with a time, partial, in words, missing. */
const SAID_AT = [
  '2024',
  '2024-03',
  '2024-02-29',
  '2025-03-02',
  '2025-03-02T23:59:59+05:30',
  '2024-03-09/12',
  'lately',
  '',
  null,
  null,
]
const PUBLISHED_AT = ['2024-02-29', '2025-03-02', '2025-03-02', '2025-03-02T10:00:00Z', '1999-12-31', null, null]
const SCORES = [0, 1, 0.5, 0.1, 0.30000000000000004, 1e-9, 0.8]
const STATUSES = ['proposed', 'proposed', 'accepted', 'rejected'] as const
const KINDS = ['person', 'organisation', 'state', 'outlet', 'group'] as const
const STANCES = ['asserts', 'asserts', 'denies', 'questions'] as const
const CERTAINTIES = ['certain', 'probable', 'possible', 'unspecified'] as const
const CUES = ['report', 'assert', 'deny', 'confirm', 'other'] as const

/** Statements of one source. */
const AT_MOST = 24

/**
 * A case of about `nodes` nodes made by chance to part two stores, the same for the same seed: hostile texts, nulls, partial
 * dates, every status, unnamed actors, hubs, several relations between two claims, actors who deny what they assert, a
 * copied source, and relays that run in a circle (no case folder has those, a graph may).
 */
export function randomCase(seed: number, nodes: number): Case {
  const random = seededRandom(seed)
  const below = (n: number) => Math.floor(random() * n)
  const pick = <T>(list: readonly T[]): T => {
    const chosen = list[below(list.length)]
    if (chosen === undefined) throw new RangeError('nothing to choose from')
    return chosen
  }
  // Half of all choices fall on the first few: hubs.
  const pickHub = <T>(list: readonly T[]): T => (random() < 0.5 ? pick(list.slice(0, 3)) : pick(list))
  const phrase = () => Array.from({ length: below(4) }, () => pick(TEXTS)).join(random() < 0.5 ? ' ' : '')
  const chance = (share: number) => random() < share

  const b = new CaseBuilder()
  const numberOf = (share: number) => Math.max(2, Math.round(nodes * share))
  const actors: string[] = []
  for (let i = 0; i < numberOf(0.15); i++)
    actors.push(
      b.actor(`${pick(TEXTS)}${i % 3 === 0 ? '' : i}` || `actor ${i}`, pick(KINDS), {
        aliases: Array.from({ length: below(4) }, phrase),
        roles: chance(0.2) ? [{ title: `${pick(TEXTS)}x`, of: chance(0.5) ? pick(TEXTS) : null }] : [],
        links: chance(0.1) ? ['https://example.org/?a=%22'] : [],
        plural: chance(0.1),
        speaksFor: chance(0.2) && actors.length > 0 ? [pickHub(actors)] : [],
        partOf: chance(0.2) && actors.length > 0 ? [pickHub(actors), pick(actors)] : [],
      }),
    )
  const claims = Array.from({ length: numberOf(0.25) }, (_, i) =>
    b.claim(`${phrase()}${i}`, { status: pick(STATUSES), about: chance(0.3) ? [pickHub(actors), pick(actors)] : [] }),
  )

  const statements: string[] = []
  const texts: string[] = []
  const wanted = numberOf(0.55)
  while (statements.length < wanted) {
    const contents = Array.from({ length: 1 + below(AT_MOST) }, (_, j) => `${phrase()}${texts.length}.${j}.`)
    const text = contents.map((content, j) => `Voice${j} saying${j} ${content}`).join('\n')
    texts.push(text)
    const source = b.source(phrase(), text, {
      outlet: chance(0.6) ? pickHub(actors) : null,
      author: chance(0.5) ? phrase() : null,
      publishedAt: pick(PUBLISHED_AT),
      url: chance(0.5) ? `https://example.org/${texts.length}?a=1&b=%22` : null,
    })
    const before: string[] = []
    for (const [j, content] of contents.entries()) {
      const speaker = chance(0.2)
        ? b.actor(`sources ${j}`, 'unnamed', { plural: chance(0.5) }, source)
        : pickHub(actors)
      const words = chance(0.2) ? { content } : { speaker: `Voice${j}`, cue: `saying${j}`, content }
      const statement = b.statement(source, speaker, words, {
        relayedBy: chance(0.5) ? (before.at(-1) ?? null) : null,
        via: chance(0.2) ? [pick(actors), pickHub(actors)] : [],
        certainty: pick(CERTAINTIES),
        cueClass: pick(CUES),
        form: pick(['direct', 'indirect', 'mixed', 'narrated']),
        saidAt: pick(SAID_AT),
        score: pick(SCORES),
        status: pick(STATUSES),
      })
      before.push(statement)
      for (let k = below(3); k > 0; k--)
        b.stance(statement, pick(STANCES), pickHub(claims), { status: pick(STATUSES), reason: phrase() })
      // One who asserts a claim and denies it in the next breath.
      const [first] = claims
      if (j % 7 === 0 && first !== undefined) b.stance(statement, j % 2 === 0 ? 'asserts' : 'denies', first)
    }
    statements.push(...before)
  }
  for (let i = 0; i < numberOf(0.3); i++) {
    const [one, other] = [pickHub(claims), pick(claims)]
    if (one === other) continue
    const judged = { score: pick(SCORES), status: pick(STATUSES), reason: `${phrase()}.` }
    b.relation('supports', one, other, { ...judged, kind: pick(['entails', 'evidence']) })
    if (chance(0.3)) b.relation('supports', other, one, judged)
    if (chance(0.5)) b.relation('contradicts', one, other, { ...judged, kind: pick(['contrary', 'qualifies']) })
  }
  for (let i = 0; i < numberOf(0.05); i++) {
    const reports = [...new Set([pick(statements), pickHub(statements), pick(statements)])]
    if (reports.length > 1) b.utterance(reports, { score: pick(SCORES), status: pick(STATUSES) })
  }
  b.source('A copy', `Once more.\n${texts[0] ?? ''}`, { publishedAt: '2026-01-01' })
  return withCircles(b.build(`Made by chance ${seed}`), chance)
}

/** Lets the first statement of some sources be relayed by the last one, which its relays may lead to. */
function withCircles(theCase: Case, chance: (share: number) => boolean): Case {
  const outermost = new Map<string, Statement>()
  for (const statement of theCase.statements)
    if (statement.relayedBy === null) outermost.set(statement.source, statement)
  const inner = new Map(theCase.statements.map(({ source, id }) => [source, id]))
  const closed = new Map<string, string>()
  for (const [source, { id }] of outermost) {
    const last = inner.get(source)
    if (last !== undefined && chance(0.3)) closed.set(id, last)
  }
  const statements = theCase.statements.map((one) => ({ ...one, relayedBy: closed.get(one.id) ?? one.relayedBy }))
  return { ...theCase, statements }
}
