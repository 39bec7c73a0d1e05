import { reasonedClaimIn } from '../language/connective.ts'
import { readEnglish } from '../language/english.ts'
import { relationId } from '../model/id.ts'
import type { Claim, Method, Relation, Stance, Statement } from '../model/records.ts'
import type { Span } from '../model/span.ts'
import { keysOf } from './keys.ts'

/** What finds the relations that a text itself makes; its version changes when the same statements may give others. */
const METHOD: Method = { name: 'text', version: '1' }
/** Not calibrated: on argumentative short texts the reason found was the annotated one whenever both were segments (docs/architecture.md). */
const SCORE = 0.9
/** Share of a claim's keys that its half of the sentence has at least; the rest is a name put for a pronoun. */
const SAME = 0.6

/**
 * Relations that a statement's own words make: "the pier is unsafe because its piles are rotten" gives its second claim as evidence for its
 * first. Only where the statement asserts both. The spans are the joining words, the claim and the reason as the source has them.
 */
export function evidenceIn(
  claims: readonly Claim[],
  stances: readonly Stance[],
  statements: readonly Statement[],
): Relation[] {
  const claimById = new Map(claims.map((claim) => [claim.id, claim]))
  const assertedBy = new Map<string, Claim[]>()
  for (const { statement, claim: id, stance } of stances) {
    const claim = claimById.get(id)
    if (claim && stance === 'asserts') assertedBy.set(statement, [...(assertedBy.get(statement) ?? []), claim])
  }
  const relations = new Map<string, Relation>()
  for (const statement of statements) {
    const own = assertedBy.get(statement.id) ?? []
    // A reason and what it is given for are two claims.
    if (own.length < 2) continue
    for (const relation of statement.contentSpans.flatMap((span) => evidenceAt(span, statement, own)))
      if (!relations.has(relation.id)) relations.set(relation.id, relation)
  }
  return [...relations.values()]
}

function evidenceAt(content: Span, { source }: Statement, own: readonly Claim[]): Relation[] {
  return sentencesOf(content.exact).flatMap(({ start, text }) => {
    const found = reasonedClaimIn(text)
    if (!found) return []
    const [claim, reason] = [found.claim, found.reason].map(({ start: from, end }) =>
      claimLike(text.slice(from, end), own),
    )
    if (!claim || !reason || claim === reason) return []
    const spans = [found.link, found.claim, found.reason].map((range) => {
      const at = content.start + start + range.start
      const exact = text.slice(range.start, range.end)
      return { source, start: at, end: at + exact.length, exact }
    })
    return {
      id: relationId('supports', reason.id, claim.id),
      type: 'supports' as const,
      from: reason.id,
      to: claim.id,
      kind: 'evidence' as const,
      score: SCORE,
      reason: `Its source gives the one as a reason for the other: “${spans[0]?.exact ?? ''}”.`,
      spans,
      method: METHOD,
      status: 'proposed' as const,
    }
  })
}

/** The claim that is most like the words; null where none is, or two are alike. */
function claimLike(words: string, claims: readonly Claim[]): Claim | null {
  const own = keysOf({ text: words, about: [] })
  const ranked = claims
    .map((claim) => {
      const keys = [...keysOf({ text: claim.text, about: [] })]
      return { claim, share: keys.filter((key) => own.has(key)).length / (keys.length || 1) }
    })
    .toSorted((a, b) => b.share - a.share)
  const [best, second] = ranked
  return best && best.share >= SAME && best.share > (second?.share ?? 0) ? best.claim : null
}

function sentencesOf(content: string): { readonly start: number; readonly text: string }[] {
  const sentences: { start: number; text: string }[] = []
  let last = -1
  for (const { start, end, sentence } of readEnglish(content)) {
    const open = sentences.at(-1)
    if (!open || sentence !== last) sentences.push({ start, text: content.slice(start, end) })
    else open.text = content.slice(open.start, end)
    last = sentence
  }
  return sentences
}
