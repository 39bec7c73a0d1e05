import { Breath } from './breath.ts'
import type { Analyses, Outline, Snapshot } from '../graph/snapshot.ts'
import type { Actor, Claim, Relation, Source, Stance, Statement } from '../src/model/records.ts'

/** On how many independent origins a claim and its denial rest. */
export type Origins = Snapshot['origins'][number]
/** What an analysis found, said in words. */
export type Finding = Snapshot['findings'][number]

/** A statement together with how it takes the claim that it is listed under. */
export interface Voice {
  readonly statement: Statement
  readonly stance: Stance
}

/** What is disputed: two claims that contradict each other, or one claim that some statements assert and others deny. */
export type Dispute =
  | { readonly kind: 'contradiction'; readonly relation: Relation; readonly size: number }
  | { readonly kind: 'denial'; readonly claim: Claim; readonly size: number }

/** Everything that the views ask of a snapshot, looked up once. Rejected statements and stances are left out. */
export interface CaseIndex {
  readonly snapshot: Snapshot
  readonly sources: ReadonlyMap<string, Source>
  readonly actors: ReadonlyMap<string, Actor>
  readonly statements: ReadonlyMap<string, Statement>
  readonly claims: ReadonlyMap<string, Claim>
  readonly relations: ReadonlyMap<string, Relation>
  /** Per claim, in reading order: earliest source first, then where the words stand. */
  readonly voices: ReadonlyMap<string, readonly Voice[]>
  /** Per claim, how many statements assert it. */
  readonly weights: ReadonlyMap<string, number>
  /** Per claim, every relation that is not rejected. */
  readonly relationsOf: ReadonlyMap<string, readonly Relation[]>
  /** Per statement, the claims that it takes a stance on. */
  readonly claimsOf: ReadonlyMap<string, readonly string[]>
  /** Statements of a source in reading order. */
  readonly statementsIn: ReadonlyMap<string, readonly Statement[]>
  /** Claims by number of statements, most first, then as they are read. */
  readonly ranking: readonly Claim[]
  /** Contradictions that are not rejected, by number of statements that assert either claim, most first. */
  readonly contradictions: readonly Relation[]
  /** Contradictions and denied claims, by number of statements on both sides, most first. */
  readonly disputes: readonly Dispute[]
  /** Per claim that is not rejected. */
  readonly origins: ReadonlyMap<string, Origins>
  /** Per key, what the other analyses found, the most telling first. */
  readonly findings: ReadonlyMap<string, Finding>
  /** Statements that are brought to no claim, in reading order. */
  readonly claimless: readonly Statement[]
  /** The year of most sources: dates of that year are written without it. */
  readonly year: string | null
}

/** How many statements assert and deny each claim. */
interface Weights {
  readonly asserting: ReadonlyMap<string, number>
  readonly denying: ReadonlyMap<string, number>
}

/** Index of a case of which no more than the outline is here: it has no statements, and no more of a relation than where it leads. */
export function indexOutline({ manifest, claims, relations }: Outline): CaseIndex {
  const lists = { claims, relations, sources: [], actors: [], statements: [], stances: [], origins: [], findings: [] }
  return indexCase({ manifest, ...lists } as unknown as Snapshot, {
    asserting: new Map(claims.map(({ id, asserting }) => [id, asserting])),
    denying: new Map(claims.map(({ id, denying }) => [id, denying])),
  })
}

/**
 * Index of a snapshot. Records that point nowhere are skipped: the case format's own check reports them. Statements are counted
 * unless `known` says how many there are.
 */
export function indexCase(snapshot: Snapshot, known: Weights | null = null): CaseIndex {
  const steps = indexing(snapshot, known)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** The same; the page answers meanwhile. */
export async function indexBeside(snapshot: Snapshot): Promise<CaseIndex> {
  const steps = indexing(snapshot, null)
  const breath = new Breath()
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    if (breath.isDue) await breath.take()
  }
}

/** Records between two pauses. */
const STEP = 4096

function* indexing(snapshot: Snapshot, known: Weights | null): Generator<undefined, CaseIndex> {
  const sources = yield* byId(snapshot.sources)
  const actors = yield* byId(snapshot.actors)
  const statements = yield* byId(
    snapshot.statements,
    (s) => isKept(s) && sources.has(s.source) && actors.has(s.speaker),
  )
  const claims = yield* byId(snapshot.claims)
  const statementsIn = yield* readInOrder(sources, statements)
  const read = [...statementsIn.values()].flat()
  yield

  const claimsOf = new Map<string, string[]>()
  const stancesOf = new Map<string, Stance[]>()
  for (const [i, stance] of snapshot.stances.entries()) {
    if (i % STEP === 0) yield
    if (!isKept(stance) || !statements.has(stance.statement) || !claims.has(stance.claim)) continue
    push(claimsOf, stance.statement, stance.claim)
    push(stancesOf, stance.statement, stance)
  }
  const voices = new Map<string, Voice[]>([...claims.keys()].map((id) => [id, []]))
  for (const [i, statement] of read.entries()) {
    if (i % STEP === 0) yield
    for (const stance of stancesOf.get(statement.id) ?? []) voices.get(stance.claim)?.push({ statement, stance })
  }

  const relations = yield* byId(snapshot.relations, ({ from, to }) => claims.has(from) && claims.has(to))
  const relationsOf = new Map<string, Relation[]>()
  for (const [i, relation] of [...relations.values()].filter(isKept).entries()) {
    if (i % STEP === 0) yield
    push(relationsOf, relation.from, relation)
    push(relationsOf, relation.to, relation)
  }
  const counted = (how: Stance['stance']) =>
    new Map([...voices].map(([id, list]) => [id, list.filter(({ stance }) => stance.stance === how).length]))
  const weights = known?.asserting ?? counted('asserts')
  yield
  const denials = known?.denying ?? counted('denies')
  yield
  const weight = (claim: string) => weights.get(claim) ?? 0
  const contradictions = [...relations.values()]
    .filter((relation) => relation.type === 'contradicts' && isKept(relation))
    .filter((relation) => [relation.from, relation.to].every((id) => isHere(claims.get(id))))
    .map((relation) => ({ relation, size: weight(relation.from) + weight(relation.to) }))
    .sort((a, b) => b.size - a.size || compare(a.relation.id, b.relation.id))
  yield
  const denied = [...claims.values()].filter(isKept).flatMap((claim): Dispute[] => {
    const denying = denials.get(claim.id) ?? 0
    const asserting = weight(claim.id)
    return denying > 0 && asserting > 0 ? [{ kind: 'denial', claim, size: denying + asserting }] : []
  })
  yield
  const places = new Map(read.map(({ id }, i) => [id, i]))
  const firstOf = (claim: string) => places.get(voices.get(claim)?.[0]?.statement.id ?? '') ?? read.length
  yield
  const ranked = snapshot.claims
    .filter(isKept)
    .map((claim) => ({ claim, size: weight(claim.id), first: firstOf(claim.id) }))
    .sort((a, b) => b.size - a.size || a.first - b.first || compare(a.claim.id, b.claim.id))
  yield
  return {
    snapshot,
    sources,
    actors,
    statements,
    claims,
    relations,
    voices,
    weights,
    relationsOf,
    claimsOf,
    statementsIn,
    ranking: ranked.map(({ claim }) => claim),
    contradictions: contradictions.map(({ relation }) => relation),
    // Sorting is stable: of two equal disputes the contradiction comes first.
    disputes: [
      ...contradictions.map(({ relation, size }): Dispute => ({ kind: 'contradiction', relation, size })),
      ...denied.sort((a, b) => compare(idOf(a), idOf(b))),
    ].sort((a, b) => b.size - a.size),
    origins: new Map(snapshot.origins.map((origins) => [origins.claim, origins])),
    findings: findingsByKey(snapshot.findings, { actors, claims, statements }),
    claimless: read.filter((statement) => !claimsOf.has(statement.id)),
    year: commonYear(snapshot.sources),
  }
}

/** The same case with what was found in it since. */
export function withAnalyses(index: CaseIndex, analyses: Analyses): CaseIndex {
  return {
    ...index,
    snapshot: { ...index.snapshot, ...analyses },
    origins: new Map(analyses.origins.map((origins) => [origins.claim, origins])),
    findings: findingsByKey(analyses.findings, index),
  }
}

/** The statements that assert a claim, in reading order: what stands behind it. */
export function behind(index: CaseIndex, claim: string): readonly Voice[] {
  return (index.voices.get(claim) ?? []).filter((voice) => voice.stance.stance === 'asserts')
}

/** The statements that deny a claim, in reading order. */
export function against(index: CaseIndex, claim: string): readonly Voice[] {
  return (index.voices.get(claim) ?? []).filter((voice) => voice.stance.stance === 'denies')
}

/** The claims that a dispute is about, the larger side of a contradiction first. */
export function claimsIn(index: CaseIndex, dispute: Dispute): readonly string[] {
  return dispute.kind === 'denial' ? [dispute.claim.id] : endsOf(index, dispute.relation)
}

/** Number of statements that assert a claim: the number inside its disc, and wherever its statements are counted. */
export function weightOf(index: CaseIndex, claim: string): number {
  return index.weights.get(claim) ?? 0
}

/** The two claims of a relation as they are shown: a support from its start, a contradiction from its larger side. */
export function endsOf(index: CaseIndex, { type, from, to }: Relation): readonly [string, string] {
  return type === 'contradicts' && weightOf(index, to) > weightOf(index, from) ? [to, from] : [from, to]
}

/** In how many places a list of statements was read: outlets, or sources where one of them names no outlet. */
export function placesOf(
  index: CaseIndex,
  statements: readonly Statement[],
): { readonly size: number; readonly noun: 'outlet' | 'source' } {
  const sources = new Set(statements.map((statement) => statement.source))
  const outlets = new Set([...sources].map((id) => index.sources.get(id)?.outlet))
  const isNamed = [...outlets].every(Boolean)
  return isNamed ? { size: outlets.size, noun: 'outlet' } : { size: sources.size, noun: 'source' }
}

/** The claims that contradict a claim, with the relation that says so, largest dispute first. */
export function oppositionTo(
  index: CaseIndex,
  claim: string,
): { readonly relation: Relation; readonly claim: Claim }[] {
  const size = ({ from, to }: Relation) => weightOf(index, from) + weightOf(index, to)
  return (index.relationsOf.get(claim) ?? [])
    .filter(({ type, from, to }) => type === 'contradicts' && [from, to].every((id) => isHere(index.claims.get(id))))
    .sort((a, b) => size(b) - size(a) || compare(a.id, b.id))
    .flatMap((relation) => {
      const other = index.claims.get(relation.from === claim ? relation.to : relation.from)
      return other ? [{ relation, claim: other }] : []
    })
}

/**
 * Who passed the words on, from the speaker outwards: speaker, relaying actors, outlet. An actor that follows itself is
 * named once.
 */
export function chainOf(index: CaseIndex, statement: Statement): readonly Actor[] {
  const chain: Actor[] = []
  const add = (id: string | null | undefined) => {
    const actor = id ? index.actors.get(id) : undefined
    if (actor && chain.at(-1)?.id !== actor.id) chain.push(actor)
  }
  const seen = new Set<string>()
  let current: Statement | undefined = statement
  while (current && !seen.has(current.id)) {
    seen.add(current.id)
    add(current.speaker)
    current = current.relayedBy ? index.statements.get(current.relayedBy) : undefined
  }
  add(index.sources.get(statement.source)?.outlet)
  return chain
}

/** Who passed a statement on first: the speaker who reports it, and named outlets that it was said to. */
export function relayersOf(index: CaseIndex, { speaker, via, relayedBy }: Statement): readonly string[] {
  const outer = relayedBy ? index.statements.get(relayedBy)?.speaker : undefined
  const outlets = via.filter((id) => {
    const actor = index.actors.get(id)
    return actor?.kind === 'outlet' && !isOpen(actor)
  })
  return [...new Set([...outlets, ...(outer ? [outer] : [])])].filter((id) => id !== speaker)
}

/** True when an actor, or somebody for whom it speaks in the end, is one of these. */
export function standsFor(index: CaseIndex, actor: Actor, ids: readonly string[]): boolean {
  const reached = new Set([actor.id])
  // A set grows while it is walked, and each is walked once: circles end.
  for (const id of reached) {
    if (ids.includes(id)) return true
    const { speaksFor = [], partOf = [] } = index.actors.get(id) ?? {}
    for (const next of [...speaksFor, ...partOf]) reached.add(next)
  }
  return false
}

/** True for whoever may be anybody: unnamed speakers and vague plurals, drawn with a dashed line. */
export function isOpen(actor: Actor): boolean {
  return actor.kind === 'unnamed' || actor.plural
}

/**
 * Findings under keys that an address can hold: the analysis and a hash of the statements, so that a finding keeps its address
 * while others come and go. What points nowhere is left out, and so is a finding without a word to show.
 */
function findingsByKey(
  findings: readonly Finding[],
  { actors, claims, statements }: Pick<CaseIndex, 'actors' | 'claims' | 'statements'>,
): ReadonlyMap<string, Finding> {
  const keyed = new Map<string, Finding>()
  for (const finding of findings) {
    const words = finding.words.filter(({ statement }) => statements.has(statement))
    if (words.length === 0) continue
    const proof = hash([finding.headline, ...finding.words.map(({ statement }) => statement)].join())
    let key = `${finding.analysis}-${proof}`
    for (let twin = 2; keyed.has(key); twin++) key = `${finding.analysis}-${proof}-${twin}`
    keyed.set(key, {
      ...finding,
      words,
      claims: finding.claims.filter((id) => claims.has(id)),
      actors: finding.actors.filter((id) => actors.has(id)),
    })
  }
  return keyed
}

/** FNV-1a of 32 bits: enough to tell the findings of one case apart. */
function hash(text: string): string {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return (value >>> 0).toString(36)
}

/** Per source, from the earliest on, its statements as they are read. */
function* readInOrder(
  sources: ReadonlyMap<string, Source>,
  statements: ReadonlyMap<string, Statement>,
): Generator<undefined, Map<string, Statement[]>> {
  const lists = new Map<string, Statement[]>()
  for (const statement of statements.values()) push(lists, statement.source, statement)
  yield
  for (const list of lists.values()) list.sort((a, b) => startOf(a) - startOf(b) || compare(a.id, b.id))
  const dateOf = (id: string) => sources.get(id)?.publishedAt ?? '~'
  return new Map([...lists].sort(([a], [b]) => compare(dateOf(a), dateOf(b)) || compare(a, b)))
}

function idOf(dispute: Dispute): string {
  return dispute.kind === 'denial' ? dispute.claim.id : dispute.relation.id
}

function isHere(claim: Claim | undefined): boolean {
  return claim !== undefined && isKept(claim)
}

function isKept(record: { readonly status: string }): boolean {
  return record.status !== 'rejected'
}

function* byId<T extends { readonly id: string }>(
  records: readonly T[],
  isIn: (record: T) => boolean = () => true,
): Generator<undefined, Map<string, T>> {
  const map = new Map<string, T>()
  for (const [i, record] of records.entries()) {
    if (i % STEP === 0) yield
    if (isIn(record)) map.set(record.id, record)
  }
  return map
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

function startOf(statement: Statement): number {
  return statement.contentSpans[0]?.start ?? 0
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function commonYear(sources: readonly Source[]): string | null {
  const counts = new Map<string, number>()
  for (const source of sources) {
    const year = source.publishedAt?.slice(0, 4)
    if (year) counts.set(year, (counts.get(year) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1] || compare(b[0], a[0]))[0]?.[0] ?? null
}
