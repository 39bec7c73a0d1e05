import { readEnglish, type PartOfSpeech } from '../language/english.ts'
import type { Claim } from '../model/records.ts'

/** Two claims worth judging, ids in order. */
export type Pair = readonly [a: Claim, b: Claim]

const CONTENT: ReadonlySet<PartOfSpeech> = new Set(['NOUN', 'PROPN', 'VERB', 'ADJ', 'NUM'])
/** A lemma in more claims than this proposes no pair by itself: it would propose nearly all of them. */
const MOST_CLAIMS = 200
/** Share of the shorter claim's content lemmas that the other must have too. */
const LEAST_SHARED = 0.5

/** Proposes pairs of claims that share at least half of the shorter one's content lemmas, through an inverted index. */
export function block(claims: readonly Claim[]): Pair[] {
  const lemmas = claims.map(
    ({ text }) => new Set(readEnglish(text).flatMap((token) => (CONTENT.has(token.pos) ? [token.lemma] : []))),
  )
  const index = new Map<string, number[]>()
  lemmas.forEach((set, i) => {
    for (const lemma of set) {
      const others = index.get(lemma)
      if (others) others.push(i)
      else index.set(lemma, [i])
    }
  })
  const pairs: Pair[] = []
  claims.forEach((claim, i) => {
    const shared = new Map<number, number>()
    for (const lemma of lemmas[i] ?? []) {
      const others = index.get(lemma) ?? []
      if (others.length > MOST_CLAIMS) continue
      for (const j of others) if (j > i) shared.set(j, (shared.get(j) ?? 0) + 1)
    }
    for (const [j, count] of shared) {
      const other = claims[j]
      const shorter = Math.min(lemmas[i]?.size ?? 0, lemmas[j]?.size ?? 0)
      if (other && count >= shorter * LEAST_SHARED) pairs.push(claim.id < other.id ? [claim, other] : [other, claim])
    }
  })
  return pairs
}
