import { isOpen } from './case-index.ts'
import { daysOf } from './dates.ts'
import type { Relation, Statement } from '../src/model/records.ts'
import type { CaseIndex } from './case-index.ts'
import type { Days } from './dates.ts'

/** The value of the outlet facet for what names none. */
export const NONE = 'none'
/** Values of the actor facet beside actors: who speaks is named, or may be anybody. */
export const NAMED = 'named'
export const UNNAMED = 'unnamed'

/** Values of a list of records as numbers: record `i` has those of `codes` from `starts[i]` up to `starts[i + 1]`. */
interface Column {
  readonly values: readonly string[]
  readonly starts: Int32Array
  readonly codes: Int32Array
}

/** What the filter asks of a case, as numbers: statements, claims, sources and relations are numbered in the order of their maps. */
export interface Facts {
  readonly statements: readonly Statement[]
  readonly numberOf: ReadonlyMap<string, number>
  /** Who speaks and who passes it on, and named or unnamed. */
  readonly actor: Column
  readonly outlet: Column
  readonly certainty: Column
  readonly form: Column
  /** First and last day that it may have been said on, or else was published on; NaN for undated. */
  readonly from: Float64Array
  readonly to: Float64Array
  /** 1 where the days are those of the words, 0 where they are of their publication. */
  readonly isSaid: Uint8Array
  readonly source: Int32Array
  readonly sourceCount: number
  readonly sourceNumbers: ReadonlyMap<string, number>
  readonly claims: readonly string[]
  readonly claimNumbers: ReadonlyMap<string, number>
  /** The claims of the ranking. */
  readonly ranking: Int32Array
  /** Statements that assert each claim. */
  readonly weights: Int32Array
  /** Per claim, its statements and how they take it: 1 asserts, 2 denies, 0 questions. */
  readonly voices: { readonly starts: Int32Array; readonly statements: Int32Array; readonly stances: Uint8Array }
  readonly relations: readonly Relation[]
  readonly relationNumbers: ReadonlyMap<string, number>
  /** Two claims a relation. */
  readonly ends: Int32Array
  readonly relation: Column
  readonly status: Column
  readonly method: Column
}

/** By its statements: they stay the same when what was found in a case comes later. */
const known = new WeakMap<CaseIndex['statements'], Facts>()

/** The facts of a whole case; read once. */
export function factsOf(index: CaseIndex): Facts {
  const facts = known.get(index.statements) ?? readFacts(index)
  known.set(index.statements, facts)
  return facts
}

function readFacts(index: CaseIndex): Facts {
  const statements = [...index.statements.values()]
  const relations = [...index.relations.values()]
  const claims = [...index.claims.keys()]
  const numberOf = numbersOf(index.statements.keys())
  const claimNumbers = numbersOf(claims)
  const sourceNumbers = numbersOf(index.sources.keys())
  return {
    statements,
    numberOf,
    actor: columnOf(statements, (statement) => actorsOf(index, statement)),
    outlet: columnOf(statements, ({ source }) => [index.sources.get(source)?.outlet ?? NONE]),
    certainty: columnOf(statements, ({ certainty }) => [certainty]),
    form: columnOf(statements, ({ form }) => [form]),
    ...daysIn(index, statements),
    source: Int32Array.from(statements, ({ source }) => sourceNumbers.get(source) ?? 0),
    sourceCount: index.sources.size,
    sourceNumbers,
    claims,
    claimNumbers,
    ranking: Int32Array.from(index.ranking, ({ id }) => claimNumbers.get(id) ?? 0),
    weights: Int32Array.from(claims, (claim) => index.weights.get(claim) ?? 0),
    voices: voicesIn(index, claims, numberOf),
    relations,
    relationNumbers: numbersOf(index.relations.keys()),
    ends: Int32Array.from(
      relations.flatMap(({ from, to }) => [from, to]),
      (claim) => claimNumbers.get(claim) ?? 0,
    ),
    relation: columnOf(relations, ({ kind }) => [kind]),
    status: columnOf(relations, ({ status }) => [status]),
    method: columnOf(relations, ({ method }) => [method.name]),
  }
}

function numbersOf(keys: Iterable<string>): Map<string, number> {
  const numbers = new Map<string, number>()
  for (const key of keys) numbers.set(key, numbers.size)
  return numbers
}

function columnOf<T>(records: readonly T[], values: (record: T) => readonly string[]): Column {
  const numbers = new Map<string, number>()
  const starts = new Int32Array(records.length + 1)
  const codes: number[] = []
  for (const [i, record] of records.entries()) {
    for (const value of values(record)) {
      const number = numbers.get(value) ?? numbers.size
      numbers.set(value, number)
      codes.push(number)
    }
    starts[i + 1] = codes.length
  }
  return { values: [...numbers.keys()], starts, codes: Int32Array.from(codes) }
}

function actorsOf(index: CaseIndex, statement: Statement): readonly string[] {
  const speaker = index.actors.get(statement.speaker)
  const own = [speaker && !isOpen(speaker) ? NAMED : UNNAMED, statement.speaker]
  if (statement.via.length === 0 && !statement.relayedBy) return own
  const all = new Set([...own, ...statement.via])
  const seen = new Set<string>()
  let relay = statement.relayedBy ? index.statements.get(statement.relayedBy) : undefined
  while (relay && !seen.has(relay.id)) {
    seen.add(relay.id)
    all.add(relay.speaker)
    relay = relay.relayedBy ? index.statements.get(relay.relayedBy) : undefined
  }
  return [...all]
}

function daysIn(index: CaseIndex, statements: readonly Statement[]): Pick<Facts, 'from' | 'to' | 'isSaid'> {
  const read = new Map<string, Days | null>()
  const days = (date: string | null) => {
    if (date === null) return null
    const found = read.get(date)
    if (found !== undefined) return found
    const fresh = daysOf(date)
    read.set(date, fresh)
    return fresh
  }
  const [from, to] = [new Float64Array(statements.length), new Float64Array(statements.length)]
  const isSaid = new Uint8Array(statements.length)
  for (const [i, { saidAt, source }] of statements.entries()) {
    const said = days(saidAt)
    const at = said ?? days(index.sources.get(source)?.publishedAt ?? null)
    from[i] = at?.from ?? NaN
    to[i] = at?.to ?? NaN
    isSaid[i] = said ? 1 : 0
  }
  return { from, to, isSaid }
}

function voicesIn(index: CaseIndex, claims: readonly string[], numberOf: ReadonlyMap<string, number>): Facts['voices'] {
  const starts = new Int32Array(claims.length + 1)
  const statements: number[] = []
  const stances: number[] = []
  for (const [i, claim] of claims.entries()) {
    for (const { statement, stance } of index.voices.get(claim) ?? []) {
      statements.push(numberOf.get(statement.id) ?? 0)
      stances.push(stance.stance === 'asserts' ? 1 : stance.stance === 'denies' ? 2 : 0)
    }
    starts[i + 1] = statements.length
  }
  return { starts, statements: Int32Array.from(statements), stances: Uint8Array.from(stances) }
}
