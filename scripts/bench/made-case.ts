import type { Actor, Case, Claim, Relation, Source, Stance, Statement } from '../../src/model/records.ts'

const METHOD = { name: 'bench', version: '1' }
const STATUS = 'proposed'
const id = (prefix: string, n: number) => `${prefix}_${n.toString(16).padStart(16, '0')}`

/**
 * A case of so many statements, made by chance, the same for the same size. A tenth as many claims as statements, a source for 20
 * of them, a third of the statements relayed, 1 in 8 speakers unnamed, half of the actors under a principal; a few claims and
 * speakers have very many statements (Zipf), unless it is even.
 */
export function caseOf(size: number, { isEven = false } = {}): Case {
  let state = size
  const random = () => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 8) / 2 ** 24
  const below = (n: number) => Math.floor(random() * n)
  const zipf = (n: number) => (isEven ? below(n) : Math.min(n - 1, Math.floor(n ** random()) - 1))
  const counts = { actors: 50 + Math.floor(size / 50), sources: Math.ceil(size / 20), claims: Math.ceil(size / 10) }
  const states = Math.ceil(counts.actors / 20)
  const actors = Array.from({ length: counts.actors }, (_, i): Actor => {
    const fields = { aliases: [], roles: [], partOf: [], plural: false, links: [] }
    const speaksFor = i >= states && i % 2 === 0 ? [id('act', below(states))] : []
    return {
      id: id('act', i),
      name: `Actor ${i}`,
      kind: i % 8 === 7 ? 'unnamed' : 'organisation',
      speaksFor,
      ...fields,
    }
  })
  const day = () => `2025-0${1 + below(9)}-1${below(10)}`
  const text = 'Words stand here.'
  const sources = Array.from({ length: counts.sources }, (_, i): Source => {
    const fields = { kind: 'article', url: null, author: null, readAt: null, language: 'en', sha256: '' } as const
    const outlet = i % 10 === 0 ? null : id('act', below(counts.actors))
    return { id: id('src', i), path: `sources/${i}.txt`, title: `Source ${i}`, outlet, publishedAt: day(), ...fields }
  })
  const statements = Array.from({ length: size }, (_, i): Statement => ({
    id: id('stm', i),
    source: id('src', Math.floor(i / 20)),
    speaker: id('act', zipf(counts.actors)),
    speakerSpans: [],
    cueSpans: [{ start: 0, end: 5, exact: 'Words' }],
    contentSpans: [{ start: 0, end: 17, exact: text }],
    content: text,
    form: 'indirect',
    illocution: 'assertive',
    certainty: (['certain', 'probable', 'possible', 'unspecified'] as const)[below(4)] ?? 'certain',
    cueClass: (['report', 'assert', 'deny', 'confirm', 'concede'] as const)[below(5)] ?? 'report',
    relayedBy: i % 20 > 0 && random() < 0.33 ? id('stm', i - 1) : null,
    via: random() < 0.1 ? [id('act', below(counts.actors))] : [],
    viaSpans: [],
    saidAt: random() < 0.5 ? day() : null,
    score: 1,
    method: METHOD,
    status: STATUS,
  }))
  const claims = Array.from({ length: counts.claims }, (_, i): Claim => {
    return { id: id('clm', i), text: `Claim ${i}`, about: [], method: METHOD, status: STATUS }
  })
  const judged = { score: 1, reason: 'made', method: METHOD, status: STATUS } as const
  const stances = statements.map((statement, i): Stance => {
    const stance = random() < 0.85 ? 'asserts' : 'denies'
    return { id: id('stc', i), statement: statement.id, claim: id('clm', zipf(counts.claims)), stance, ...judged }
  })
  const relations = Array.from({ length: counts.claims }, (_, i): Relation => {
    const [one, other] = [below(counts.claims), below(counts.claims)]
    const from = id('clm', Math.min(one, other))
    const to = id('clm', one === other ? Math.max(one, other) + 1 : Math.max(one, other))
    const type = i % 2 === 0 ? 'contradicts' : 'supports'
    const kind = type === 'contradicts' ? 'contrary' : i % 4 === 1 ? 'entails' : 'evidence'
    return { id: id('rel', i), type, from, to, kind, spans: [], ...judged }
  })
  const manifest = { format: 1, title: 'Bench', question: '', language: 'en', notes: '' }
  const texts = new Map(sources.map((source) => [source.id, text]))
  // Through JSON, so that ids are strings as those of a case that was read from files are.
  const asRead = <T>(records: readonly T[]) => records.map((record) => JSON.parse(JSON.stringify(record)) as T)
  return {
    manifest,
    sources: asRead(sources),
    actors: asRead(actors),
    statements: asRead(statements),
    utterances: [],
    claims: asRead(claims),
    stances: asRead(stances),
    relations: asRead(relations),
    reviews: [],
    texts,
  }
}
