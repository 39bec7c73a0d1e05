import type { Snapshot } from '../graph/snapshot.ts'
import type { Actor, Claim, Relation, Source, Stance, Statement } from '../src/model/records.ts'

/** A statement together with how it takes the claim that it is listed under. */
export interface Voice {
  readonly statement: Statement
  readonly stance: Stance
}

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
  /** Claims by number of statements, most first. */
  readonly ranking: readonly Claim[]
  /** Contradictions that are not rejected, by number of statements that assert either claim, most first. */
  readonly disputes: readonly Relation[]
  /** Statements that are brought to no claim, in reading order. */
  readonly claimless: readonly Statement[]
  /** The year of most sources: dates of that year are written without it. */
  readonly year: string | null
}

/** Index of a snapshot. Records that point nowhere are skipped: the case format's own check reports them. */
export function indexCase(snapshot: Snapshot): CaseIndex {
  const sources = byId(snapshot.sources)
  const actors = byId(snapshot.actors)
  const inReadingOrder = (a: Statement, b: Statement) => {
    const [left, right] = [sources.get(a.source)?.publishedAt ?? '~', sources.get(b.source)?.publishedAt ?? '~']
    return compare(left, right) || compare(a.source, b.source) || startOf(a) - startOf(b) || compare(a.id, b.id)
  }
  const statements = byId(
    snapshot.statements.filter((s) => isKept(s) && sources.has(s.source) && actors.has(s.speaker)),
  )
  const claims = byId(snapshot.claims)
  const read = [...statements.values()].sort(inReadingOrder)

  const voices = new Map<string, Voice[]>([...claims.keys()].map((id) => [id, []]))
  const claimsOf = new Map<string, string[]>()
  for (const stance of snapshot.stances.filter(isKept)) {
    const statement = statements.get(stance.statement)
    const list = voices.get(stance.claim)
    if (!statement || !list) continue
    list.push({ statement, stance })
    push(claimsOf, statement.id, stance.claim)
  }
  for (const list of voices.values()) list.sort((a, b) => inReadingOrder(a.statement, b.statement))

  const relations = byId(snapshot.relations.filter((relation) => claims.has(relation.from) && claims.has(relation.to)))
  const relationsOf = new Map<string, Relation[]>()
  for (const relation of [...relations.values()].filter(isKept)) {
    push(relationsOf, relation.from, relation)
    push(relationsOf, relation.to, relation)
  }
  const weights = new Map(
    [...voices].map(([id, list]) => [id, list.filter(({ stance }) => stance.stance === 'asserts').length]),
  )
  const weight = (claim: string) => weights.get(claim) ?? 0
  const both = (relation: Relation) => weight(relation.from) + weight(relation.to)
  const statementsIn = new Map<string, Statement[]>()
  for (const statement of read) push(statementsIn, statement.source, statement)

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
    ranking: snapshot.claims
      .filter(isKept)
      .sort((a, b) => weight(b.id) - weight(a.id) || compare(a.text, b.text) || compare(a.id, b.id)),
    disputes: [...relations.values()]
      .filter((relation) => relation.type === 'contradicts' && isKept(relation))
      .filter((relation) => [relation.from, relation.to].every((id) => claims.get(id)?.status !== 'rejected'))
      .sort((a, b) => both(b) - both(a) || compare(a.id, b.id)),
    claimless: read.filter((statement) => !claimsOf.has(statement.id)),
    year: commonYear(snapshot.sources),
  }
}

/** The statements that assert a claim, in reading order: what stands behind it. */
export function behind(index: CaseIndex, claim: string): readonly Voice[] {
  return (index.voices.get(claim) ?? []).filter((voice) => voice.stance.stance === 'asserts')
}

/** Number of statements that assert a claim: the number inside its disc, and wherever its statements are counted. */
export function weightOf(index: CaseIndex, claim: string): number {
  return index.weights.get(claim) ?? 0
}

/** The two claims of a relation as they are shown: a support from its start, a contradiction from its larger side. */
export function endsOf(index: CaseIndex, { type, from, to }: Relation): readonly [string, string] {
  return type === 'contradicts' && weightOf(index, to) > weightOf(index, from) ? [to, from] : [from, to]
}

/** Number of different outlets that a list of statements was read in. */
export function outletsOf(index: CaseIndex, statements: readonly Statement[]): number {
  return new Set(statements.map((s) => index.sources.get(s.source)?.outlet ?? s.source)).size
}

/** The claims that contradict a claim, with the relation that says so, largest dispute first. */
export function oppositionTo(
  index: CaseIndex,
  claim: string,
): { readonly relation: Relation; readonly claim: Claim }[] {
  return index.disputes.flatMap((relation) => {
    if (relation.from !== claim && relation.to !== claim) return []
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

/** True for whoever may be anybody: unnamed speakers and vague plurals, drawn with a dashed line. */
export function isOpen(actor: Actor): boolean {
  return actor.kind === 'unnamed' || actor.plural
}

function isKept(record: { readonly status: string }): boolean {
  return record.status !== 'rejected'
}

function byId<T extends { readonly id: string }>(records: readonly T[]): Map<string, T> {
  return new Map(records.map((record) => [record.id, record]))
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
