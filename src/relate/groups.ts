import type { Claim } from '../model/records.ts'
import { keysOf } from './keys.ts'

/** A key of more claims than this groups its lightest claims only, and those that share another such key. */
const MOST_CLAIMS = 100
/** Frequent keys that are taken together, and of how many of a claim's: its rarest. */
const MOST_TOGETHER = 3
const MOST_FREQUENT = 8

/** Claims and keys by number. */
export interface Index {
  /** Numbers of the keys of each claim. */
  readonly keys: readonly (readonly number[])[]
  /** Claims of each key, ascending. */
  readonly claimsOf: readonly (readonly number[])[]
  /** Inverse document frequency of each key. */
  readonly weights: readonly number[]
  /** Sum of the weights of its keys, of each claim. */
  readonly totals: readonly number[]
}

/** Reads every claim once. */
export function indexKeys(claims: readonly Claim[]): Index {
  const numbers = new Map<string, number>()
  const claimsOf: number[][] = []
  const keys = claims.map((claim, i) =>
    Array.from(keysOf(claim), (key) => {
      const number = numbers.get(key) ?? numbers.size
      numbers.set(key, number)
      const others = claimsOf[number]
      if (others) others.push(i)
      else claimsOf[number] = [i]
      return number
    }),
  )
  const weights = claimsOf.map(({ length }) => Math.log(1 + claims.length / length))
  const totals = keys.map((own) => own.reduce((sum, key) => sum + (weights[key] ?? 0), 0))
  return { keys, claimsOf, weights, totals }
}

/**
 * Groups of at most 100 claims, each of which proposes all its pairs: the claims of a rare key, and those that share two or three
 * frequent keys. Of a group that is larger the claims of least weight are one: of two claims that share nothing else, these
 * score best. Claims that share three keys all have a group, with those next to them in weight.
 */
export function groupClaims({ keys, claimsOf, totals }: Index): (readonly number[])[] {
  const groups: (readonly number[])[] = []
  const add = (claims: readonly number[], isLast = false) => {
    const total = (claim: number) => totals[claim] ?? 0
    const byWeight = claims.length > MOST_CLAIMS ? claims.toSorted((a, b) => total(a) - total(b) || a - b) : claims
    const until = isLast ? claims.length : MOST_CLAIMS
    for (let from = 0; from < until; from += MOST_CLAIMS) groups.push(byWeight.slice(from, from + MOST_CLAIMS))
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
      if (together > 1) add(part, together === MOST_TOGETHER)
      if (together < MOST_TOGETHER && part.length > MOST_CLAIMS) split(part, key, together + 1)
    }
  }
  split(keys.keys(), -1, 1)
  return groups
}
