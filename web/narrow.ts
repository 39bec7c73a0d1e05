import { factsOf } from './facts.ts'
import { daysOf } from './dates.ts'
import type { Claim, Relation, Statement } from '../src/model/records.ts'
import type { CaseIndex, Dispute } from './case-index.ts'
import type { Facts } from './facts.ts'
import type { Filter } from './filter.ts'

/** Which of a numbered list pass: 1 where one does. */
type Passing = Uint8Array

/**
 * What a filter leaves of a case, as an index of its own: the statements that pass; the claims that one of them takes a stance
 * on; the relations between these that pass. Claims weigh what is left of their statements; on how many origins they rest is
 * said of the whole case. A dispute is left with both of its sides, a finding with one of its words. Its maps look up what
 * they are asked for, so that a change of the filter costs one walk over the numbers of a case.
 */
export function narrow(index: CaseIndex, filter: Filter): CaseIndex {
  const facts = factsOf(index)
  const statements = passingStatements(facts, filter)
  const relations = passingRelations(facts, filter)
  if (!statements && !relations) return index
  const said = statements ? narrowStatements(index, facts, statements) : { index, weights: facts.weights, claims: null }
  return narrowRelations(said.index, facts, relations, said.claims, said.weights)
}

/** The statements that pass: each facet with picks lets through one that has any of them; days, what may have been in them. */
export function passingStatements(facts: Facts, filter: Filter): Passing | null {
  const columns = [facts.actor, facts.outlet, facts.certainty, facts.form]
  const facets = (['actor', 'outlet', 'certainty', 'form'] as const).flatMap((facet, i) => {
    const column = columns[i]
    return column && filter.picks[facet]?.length ? [{ column, picks: filter.picks[facet] }] : []
  })
  const isDated = filter.days !== null || filter.isUndated
  if (facets.length === 0 && !isDated) return null
  const passing = new Uint8Array(facts.statements.length).fill(1)
  for (const { column, picks } of facets) {
    const wanted = new Uint8Array(column.values.length)
    for (const pick of picks) wanted[column.values.indexOf(pick)] = 1
    const { starts, codes } = column
    for (let i = 0; i < passing.length; i++) {
      if (passing[i] === 0) continue
      let isPicked = 0
      for (let at = starts[i] ?? 0; at < (starts[i + 1] ?? 0); at++) isPicked |= wanted[codes[at] ?? 0] ?? 0
      passing[i] = isPicked
    }
  }
  if (!isDated) return passing
  const [first = Infinity, last = -Infinity] = (filter.days ?? []).map((day) => daysOf(day)?.from)
  for (let i = 0; i < passing.length; i++) {
    const from = facts.from[i] ?? NaN
    const isIn = Number.isNaN(from) ? filter.isUndated : from <= last && (facts.to[i] ?? NaN) >= first
    if (!isIn) passing[i] = 0
  }
  return passing
}

function passingRelations(facts: Facts, filter: Filter): Passing | null {
  const facets = (['relation', 'status', 'method'] as const).filter((facet) => filter.picks[facet]?.length)
  if (facets.length === 0) return null
  const passing = new Uint8Array(facts.relations.length).fill(1)
  for (const facet of facets) {
    const { values, codes } = facts[facet]
    const wanted = new Set(filter.picks[facet]?.map((pick) => values.indexOf(pick)))
    for (let i = 0; i < passing.length; i++) if (!wanted.has(codes[i] ?? -1)) passing[i] = 0
  }
  return passing
}

/** An index with the statements that pass, and what is left around them; relations are as they were. */
function narrowStatements(index: CaseIndex, facts: Facts, passing: Passing) {
  const { voices } = facts
  const weights = new Int32Array(facts.claims.length)
  const claims = new Uint8Array(facts.claims.length)
  const denials = new Int32Array(facts.claims.length)
  for (let claim = 0; claim < claims.length; claim++)
    for (let at = voices.starts[claim] ?? 0; at < (voices.starts[claim + 1] ?? 0); at++) {
      if (passing[voices.statements[at] ?? 0] === 0) continue
      claims[claim] = 1
      if (voices.stances[at] === 1) weights[claim] = (weights[claim] ?? 0) + 1
      else if (voices.stances[at] === 2) denials[claim] = (denials[claim] ?? 0) + 1
    }
  const isLeft = (statement: Statement) => passing[facts.numberOf.get(statement.id) ?? -1] === 1
  const sources = new Uint8Array(facts.sourceCount)
  for (let i = 0; i < passing.length; i++) if (passing[i] === 1) sources[facts.source[i] ?? 0] = 1
  const ranked: Claim[] = []
  const sizes: number[] = []
  for (const [place, claim] of index.ranking.entries()) {
    const number = facts.ranking[place] ?? 0
    if (claims[number] === 0) continue
    ranked.push(claim)
    sizes.push(weights[number] ?? 0)
  }
  const left: CaseIndex = {
    ...index,
    statements: new Left(index.statements, facts.numberOf, passing),
    voices: new Left(index.voices, facts.claimNumbers, claims, (list) =>
      list.filter((voice) => isLeft(voice.statement)),
    ),
    weights: new Left(
      index.weights,
      facts.claimNumbers,
      claims,
      (_, claim) => weights[facts.claimNumbers.get(claim) ?? -1] ?? 0,
    ),
    claims: new Left(index.claims, facts.claimNumbers, claims),
    statementsIn: new Left(index.statementsIn, facts.sourceNumbers, sources, (list) => list.filter(isLeft)),
    sources: new Left(index.sources, facts.sourceNumbers, sources),
    findings: new Map(
      [...index.findings].filter(([, { words }]) =>
        words.some(({ statement }) => passing[facts.numberOf.get(statement) ?? -1] === 1),
      ),
    ),
    ranking: bySize(ranked, (_, i) => sizes[i] ?? 0),
    claimless: index.claimless.filter(isLeft),
    disputes: index.disputes.flatMap((dispute): Dispute[] => {
      if (dispute.kind === 'contradiction') return [dispute]
      const claim = facts.claimNumbers.get(dispute.claim.id) ?? -1
      const [asserting, denying] = [weights[claim] ?? 0, denials[claim] ?? 0]
      return asserting > 0 && denying > 0 ? [{ ...dispute, size: asserting + denying }] : []
    }),
  }
  return { index: left, weights, claims }
}

/** The relations that pass and whose claims are left, and the disputes among them. */
function narrowRelations(
  index: CaseIndex,
  facts: Facts,
  wanted: Passing | null,
  claims: Passing | null,
  weights: Int32Array,
): CaseIndex {
  const passing = wanted ?? new Uint8Array(facts.relations.length).fill(1)
  if (claims)
    for (let i = 0; i < passing.length; i++)
      if (claims[facts.ends[2 * i] ?? 0] === 0 || claims[facts.ends[2 * i + 1] ?? 0] === 0) passing[i] = 0
  const numberOf = (relation: Relation) => facts.relationNumbers.get(relation.id) ?? -1
  const isLeft = (relation: Relation) => passing[numberOf(relation)] === 1
  const size = (relation: Relation) => {
    const i = numberOf(relation)
    return (weights[facts.ends[2 * i] ?? 0] ?? 0) + (weights[facts.ends[2 * i + 1] ?? 0] ?? 0)
  }
  const disputes = index.disputes.flatMap((dispute): Dispute[] => {
    if (dispute.kind === 'denial') return [dispute]
    return isLeft(dispute.relation) ? [{ ...dispute, size: size(dispute.relation) }] : []
  })
  return {
    ...index,
    relations: new Left(index.relations, facts.relationNumbers, passing),
    relationsOf: new Left(index.relationsOf, facts.claimNumbers, claims, (list) => list.filter(isLeft)),
    contradictions: bySize(index.contradictions.filter(isLeft), size),
    disputes: bySize(disputes, (dispute) => dispute.size),
  }
}

/** Largest first, in the order given where two are of a size. Sizes are counts, so each has its own pile. */
function bySize<T>(list: readonly T[], size: (item: T, i: number) => number): T[] {
  const piles = new Map<number, T[]>()
  for (const [i, item] of list.entries()) {
    const n = size(item, i)
    const pile = piles.get(n)
    if (pile) pile.push(item)
    else piles.set(n, [item])
  }
  return [...piles].sort((a, b) => b[0] - a[0]).flatMap(([, pile]) => pile)
}

/** What passes of a map, looked up when it is asked for; values are turned into what is left of them. */
class Left<V> implements ReadonlyMap<string, V> {
  readonly #whole: ReadonlyMap<string, V>
  readonly #numbers: ReadonlyMap<string, number>
  readonly #passing: Passing | null
  readonly #turn: (value: V, key: string) => V
  #size = -1

  constructor(
    whole: ReadonlyMap<string, V>,
    numbers: ReadonlyMap<string, number>,
    passing: Passing | null,
    turn: (value: V, key: string) => V = (value) => value,
  ) {
    this.#whole = whole
    this.#numbers = numbers
    this.#passing = passing
    this.#turn = turn
  }

  get size(): number {
    if (this.#size < 0) {
      this.#size = 0
      for (const key of this.#whole.keys()) if (this.#passes(key)) this.#size++
    }
    return this.#size
  }

  has(key: string): boolean {
    return this.#whole.has(key) && this.#passes(key)
  }

  get(key: string): V | undefined {
    const value = this.#passes(key) ? this.#whole.get(key) : undefined
    return value === undefined ? undefined : this.#turn(value, key)
  }

  *entries(): MapIterator<[string, V]> {
    for (const [key, value] of this.#whole) if (this.#passes(key)) yield [key, this.#turn(value, key)]
  }

  *keys(): MapIterator<string> {
    for (const [key] of this.entries()) yield key
  }

  *values(): MapIterator<V> {
    for (const [, value] of this.entries()) yield value
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries()
  }

  forEach(visit: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [key, value] of this.entries()) visit(value, key, this)
  }

  #passes(key: string): boolean {
    return this.#passing === null || this.#passing[this.#numbers.get(key) ?? -1] === 1
  }
}
