import type { Claim, Relation, Statement } from '../../src/model/records.ts'
import { push, type Kept } from './kept.ts'
import type { Party } from './parties.ts'

/** A claim taken one way, with the statements that take it so, the earliest published first. */
export interface Position {
  readonly claim: Claim
  readonly stance: 'asserts' | 'denies'
  readonly statements: readonly Statement[]
}

/** Two positions that stand against each other: a claim asserted and denied, or two claims asserted that contradict. */
export interface Conflict {
  readonly how: 'denies' | 'contradictory' | 'contrary'
  readonly one: Position
  readonly other: Position
  readonly relation: Relation | null
}

/** Statements of one party among those of a position. */
export interface Voice {
  readonly party: Party
  readonly statements: readonly Statement[]
  /** Those of another side who relay every one of them, sorted: the party is known to say so only through these. */
  readonly through: readonly string[]
}

/** The positions that statements take. Questions are none. */
export function positionsOf(kept: Kept): (claim: string, stance: Position['stance']) => Position | null {
  const positions = new Map<string, Position | null>()
  const make = (id: string, stance: Position['stance']): Position | null => {
    const claim = kept.claims.get(id)
    const stances = (kept.stancesOn.get(id) ?? []).filter((taken) => taken.stance === stance)
    const statements = [...new Set(stances.map((taken) => taken.statement))].flatMap(
      (statement) => kept.statements.get(statement) ?? [],
    )
    return claim && statements.length > 0 ? { claim, stance, statements: byPublication(kept, statements) } : null
  }
  return (id, stance) => {
    const key = `${stance} ${id}`
    const known = positions.get(key)
    if (known !== undefined) return known
    const made = make(id, stance)
    positions.set(key, made)
    return made
  }
}

/**
 * Every conflict between positions that somebody takes: denied claims in the order of the case, then relations. A claim that
 * only qualifies another is not against it.
 */
export function conflictsOf(kept: Kept): readonly Conflict[] {
  const positionOf = positionsOf(kept)
  const conflicts: Conflict[] = []
  for (const claim of kept.claims.keys()) {
    const one = positionOf(claim, 'asserts')
    const other = positionOf(claim, 'denies')
    if (one && other) conflicts.push({ how: 'denies', one, other, relation: null })
  }
  for (const relation of kept.relations) {
    const { kind, from, to } = relation
    if ((kind !== 'contradictory' && kind !== 'contrary') || from === to) continue
    const one = positionOf(from, 'asserts')
    const other = positionOf(to, 'asserts')
    if (one && other) conflicts.push({ how: kind, one, other, relation })
  }
  return conflicts
}

/** The statements of a position by party, sorted by the party's id. */
export function voicesOf(kept: Kept, partyOf: (actor: string) => Party, position: Position): readonly Voice[] {
  const statements = new Map<Party['id'], Statement[]>()
  for (const statement of position.statements) push(statements, partyOf(statement.speaker).id, statement)
  return [...statements.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, own]) => {
      const [first] = own
      if (!first) return []
      const party = partyOf(first.speaker)
      return [{ party, statements: own, through: throughWhom(kept, partyOf, party.principals, own) }]
    })
}

/** The relayers of statements, sorted, where each is relayed by somebody of other principals; otherwise none. */
export function throughWhom(
  kept: Kept,
  partyOf: (actor: string) => Party,
  principals: readonly string[],
  statements: readonly Statement[],
): readonly string[] {
  const through = new Set<string>()
  for (const { relayedBy } of statements) {
    const outer = relayedBy === null ? undefined : kept.statements.get(relayedBy)
    if (!outer || partyOf(outer.speaker).principals.some((id) => principals.includes(id))) return []
    through.add(outer.speaker)
  }
  return [...through].sort()
}

function byPublication(kept: Kept, statements: readonly Statement[]): readonly Statement[] {
  if (statements.length < 2) return statements
  return statements
    .map((statement) => ({ statement, date: kept.sources.get(statement.source)?.publishedAt ?? '~' }))
    .sort((a, b) => (a.date === b.date ? (a.statement.id < b.statement.id ? -1 : 1) : a.date < b.date ? -1 : 1))
    .map(({ statement }) => statement)
}
