import { byId } from '../model/id.ts'
import type { Claim } from '../model/records.ts'
import { groupClaims, indexKeys, type Index } from './groups.ts'

/** Two claims worth judging, ids in order. */
export type Pair = readonly [a: Claim, b: Claim]

/** Pairs in the order of their ids, made while they are walked through: it holds eight bytes a pair. */
export interface Candidates extends Iterable<Pair> {
  readonly length: number
}

/** Pairs that a claim proposes at most, its best. Recall on public pairs grows up to here, time with it (docs/architecture.md). */
const MOST_PAIRS = 100
/** Steps from 0 to 1 in which scores are told apart; the order of ids decides in a step. */
const STEPS = 1e6

/**
 * Proposes pairs of claims that share a key (`keysOf`): of each claim the `most` that score best. The score is the weight of the shared
 * keys over the geometric mean of the weights of both claims, the weight of a key its inverse document frequency. Which pairs are
 * scored is cut down (`groupClaims`), so that the time grows with the number of claims, not of pairs. (Blocking by tokens:
 * Papadakis et al. 2020, "Blocking and filtering techniques for entity resolution"; the cutting down is ours.) The order of
 * claims makes no difference.
 */
export function block(all: readonly Claim[], most: number = MOST_PAIRS): Candidates {
  const claims = all.toSorted(byId)
  const found = bestPairs(indexKeys(claims), most)
  return {
    length: found.length,
    *[Symbol.iterator]() {
      for (const pair of found) {
        const [a, b] = [claims[Math.floor(pair / claims.length)], claims[pair % claims.length]]
        if (a && b) yield [a, b]
      }
    },
  }
}

/** The best pairs of every claim, as lower claim × number of claims + higher claim, each once, ascending. */
function bestPairs(index: Index, most: number): Float64Array {
  const { length } = index.keys
  const groupLists = groupClaims(index)
  const groupsOf: number[][] = index.keys.map(() => [])
  groupLists.forEach((claims, group) => {
    for (const claim of claims) groupsOf[claim]?.push(group)
  })
  const [keys, groups] = [new FlatLists(index.keys), new FlatLists(groupLists)]
  const weights = Float64Array.from(index.weights)
  const totals = Float64Array.from(index.totals)
  /** Weights of the keys of the claim in turn; 0 for other keys. */
  const own = new Float64Array(weights.length)
  /** The last claim that a claim was scored for. */
  const scoredFor = new Int32Array(length).fill(-1)
  const ranks = new Float64Array(length)
  const pairs = new Float64Array(length * Math.min(length, most))
  let count = 0
  for (let claim = 0; claim < length; claim++) {
    for (const key of index.keys[claim] ?? []) own[key] = weights[key] ?? 0
    const total = totals[claim] ?? 0
    scoredFor[claim] = claim
    let candidates = 0
    for (const group of groupsOf[claim] ?? [])
      for (let at = groups.start(group); at < groups.end(group); at++) {
        const other = groups.items[at] ?? 0
        if (scoredFor[other] === claim) continue
        scoredFor[other] = claim
        let shared = 0
        for (let place = keys.start(other), end = keys.end(other); place < end; place++)
          shared += own[keys.items[place] ?? 0] ?? 0
        const score = shared / Math.sqrt(total * (totals[other] ?? 0))
        // Sorted as numbers, the best come first, and of equals those whose ids do.
        ranks[candidates++] = Math.round((1 - score) * STEPS) * length + other
      }
    for (const key of index.keys[claim] ?? []) own[key] = 0
    for (const rank of ranks.subarray(0, candidates).sort().subarray(0, most)) {
      const other = rank % length
      pairs[count++] = Math.min(claim, other) * length + Math.max(claim, other)
    }
  }
  return withoutRepeats(pairs.subarray(0, count).sort())
}

/** Lists of numbers one after another: millions of pairs are scored, and lists of lists take twice the time. */
class FlatLists {
  readonly items: Int32Array
  readonly #starts: Int32Array

  constructor(lists: readonly (readonly number[])[]) {
    this.#starts = new Int32Array(lists.length + 1)
    lists.forEach((list, i) => (this.#starts[i + 1] = this.start(i) + list.length))
    this.items = new Int32Array(this.start(lists.length))
    lists.forEach((list, i) => this.items.set(list, this.start(i)))
  }

  /** Place in `items` at which a list begins. */
  start(list: number): number {
    return this.#starts[list] ?? 0
  }

  end(list: number): number {
    return this.start(list + 1)
  }
}

function withoutRepeats(sorted: Float64Array): Float64Array {
  let count = 0
  for (const value of sorted) if (count === 0 || sorted[count - 1] !== value) sorted[count++] = value
  return sorted.slice(0, count)
}
