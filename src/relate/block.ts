import { byId } from '../model/id.ts'
import type { Claim } from '../model/records.ts'
import { keysOf } from './keys.ts'

/** Two claims worth judging, ids in order. */
export type Pair = readonly [a: Claim, b: Claim]

/** Pairs in the order of their ids, made while they are walked through: it holds eight bytes a pair. */
export interface Candidates extends Iterable<Pair> {
  readonly length: number
}

/** Pairs that a claim proposes at most, its best. Recall on public pairs grows up to here, time with it (docs/architecture.md). */
const MOST_PAIRS = 100
/** A key of more claims than this proposes pairs of its lightest claims only, and of those that share another such key. */
const MOST_CLAIMS = 100
/** Frequent keys that are taken together, and of how many of a claim's: its rarest. */
const MOST_TOGETHER = 3
const MOST_FREQUENT = 8
/** Steps from 0 to 1 in which scores are told apart; the order of ids decides in a step. */
const STEPS = 1e6

/**
 * Proposes pairs of claims that share a key (`keysOf`): of each claim the 100 that score best. The score is the weight of the shared
 * keys over the geometric mean of the weights of both claims, the weight of a key its inverse document frequency. A key that
 * too many claims have is split by a second and a third such key, so that the time grows with the number of claims, not of pairs;
 * what is still too frequent proposes pairs of its claims of least weight, which are those that would score best. (Blocking by
 * tokens: Papadakis et al. 2020, "Blocking and filtering techniques for entity resolution"; the splitting is ours.) The order
 * of claims makes no difference.
 */
export function block(all: readonly Claim[]): Candidates {
  const claims = all.toSorted(byId)
  const found = bestPairs(indexKeys(claims))
  const claimAt = (index: number) => claims[index]
  return {
    length: found.length,
    *[Symbol.iterator]() {
      for (const pair of found) {
        const [a, b] = [claimAt(Math.floor(pair / claims.length)), claimAt(pair % claims.length)]
        if (a && b) yield [a, b]
      }
    },
  }
}

/** Claims and keys by number. */
interface Index {
  /** Numbers of the keys of each claim. */
  readonly keys: readonly (readonly number[])[]
  /** Claims of each key, ascending. */
  readonly claimsOf: readonly (readonly number[])[]
  /** Inverse document frequency of each key. */
  readonly weights: readonly number[]
  /** Sum of the weights of its keys, of each claim. */
  readonly totals: readonly number[]
}

function indexKeys(claims: readonly Claim[]): Index {
  const numbers = new Map<string, number>()
  const claimsOf: number[][] = []
  const keys = claims.map((claim, i) =>
    Array.from(keysOf(claim), (key) => {
      const number = numbers.get(key) ?? numbers.size
      numbers.set(key, number)
      ;(claimsOf[number] ??= []).push(i)
      return number
    }),
  )
  const weights = claimsOf.map(({ length }) => Math.log(1 + claims.length / length))
  const totals = keys.map((own) => own.reduce((sum, key) => sum + (weights[key] ?? 0), 0))
  return { keys, claimsOf, weights, totals }
}

/** Groups of claims, each of which proposes all its pairs: those of a rare key, and what frequent keys are cut down to. */
function groupClaims({ keys, claimsOf, totals }: Index): number[][] {
  const groups: number[][] = []
  const add = (claims: readonly number[]) => {
    const total = (claim: number) => totals[claim] ?? 0
    if (claims.length > MOST_CLAIMS)
      groups.push(claims.toSorted((a, b) => total(a) - total(b) || a - b).slice(0, MOST_CLAIMS))
    else if (claims.length > 1) groups.push([...claims])
  }
  for (const claims of claimsOf) add(claims)
  const frequency = (key: number) => claimsOf[key]?.length ?? 0
  const frequent = keys.map((own) =>
    own
      .filter((key) => frequency(key) > MOST_CLAIMS)
      .toSorted((a, b) => frequency(a) - frequency(b) || a - b)
      .slice(0, MOST_FREQUENT),
  )
  const split = (claims: Iterable<number>, after: number, together: number) => {
    const parts = new Map<number, number[]>()
    for (const claim of claims)
      for (const key of frequent[claim] ?? [])
        if (key > after) {
          const part = parts.get(key)
          if (part) part.push(claim)
          else parts.set(key, [claim])
        }
    for (const [key, part] of parts) {
      if (together > 1) add(part)
      if (together < MOST_TOGETHER && part.length > MOST_CLAIMS) split(part, key, together + 1)
    }
  }
  split(keys.keys(), -1, 1)
  return groups
}

/** The best pairs of every claim, as lower claim × number of claims + higher claim, each once, ascending. */
function bestPairs(index: Index): Float64Array {
  const { keys, weights, totals } = index
  const { length } = keys
  const groups = groupClaims(index)
  const groupsOf: number[][] = keys.map(() => [])
  groups.forEach((claims, group) => {
    for (const claim of claims) groupsOf[claim]?.push(group)
  })
  /** The last claim that a key was seen in, that a claim was scored against. */
  const seenIn = new Int32Array(weights.length).fill(-1)
  const scoredFor = new Int32Array(length).fill(-1)
  const ranks = new Float64Array(length)
  const pairs = new Float64Array(length * Math.min(length, MOST_PAIRS))
  let count = 0
  for (let claim = 0; claim < length; claim++) {
    for (const key of keys[claim] ?? []) seenIn[key] = claim
    scoredFor[claim] = claim
    let candidates = 0
    for (const group of groupsOf[claim] ?? [])
      for (const other of groups[group] ?? []) {
        if (scoredFor[other] === claim) continue
        scoredFor[other] = claim
        let shared = 0
        for (const key of keys[other] ?? []) if (seenIn[key] === claim) shared += weights[key] ?? 0
        const score = shared / Math.sqrt((totals[claim] ?? 0) * (totals[other] ?? 0))
        // Sorted as numbers, the best come first and of equals those whose ids do.
        ranks[candidates++] = Math.round((1 - score) * STEPS) * length + other
      }
    for (const rank of ranks.subarray(0, candidates).sort().subarray(0, MOST_PAIRS)) {
      const other = rank % length
      pairs[count++] = Math.min(claim, other) * length + Math.max(claim, other)
    }
  }
  return withoutRepeats(pairs.subarray(0, count).sort())
}

function withoutRepeats(sorted: Float64Array): Float64Array {
  let count = 0
  for (const value of sorted) if (count === 0 || sorted[count - 1] !== value) sorted[count++] = value
  return sorted.slice(0, count)
}
