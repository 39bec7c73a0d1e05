import { byId, claimId, normalise, stanceId } from '../model/id.ts'
import type { Actor, Claim, Method, Stance, Statement } from '../model/records.ts'
import type { Span } from '../model/span.ts'
import { propositionOf } from './proposition.ts'

/** What proposes claims and stances; version changes when the same statements may give others. */
const METHOD: Method = { name: 'local', version: '1' }

/** Claims and the stances that statements take to them, each sorted by id. */
export interface Canonical {
  readonly claims: readonly Claim[]
  readonly stances: readonly Stance[]
}

/**
 * Brings assertive statements to claims. Two statements share a claim only when their propositions have the same words in the
 * same order (letter case, quotation marks and punctuation aside), so polarity, numbers, dates and places keep claims apart.
 * A content that is all relay ("the paper said the minister said …") makes no claim of its own: the relayed statement makes
 * it. The score of a stance is the score of its statement.
 */
export function canonicalise(statements: readonly Statement[], actors: readonly Actor[]): Canonical {
  const actorById = new Map(actors.map((actor) => [actor.id, actor]))
  const claims = new Map<string, Claim>()
  const stances = new Map<string, Stance>()
  const relaysOf = new Map<string, Statement[]>()
  for (const statement of statements)
    if (statement.relayedBy !== null)
      relaysOf.set(statement.relayedBy, [...(relaysOf.get(statement.relayedBy) ?? []), statement])
  for (const statement of statements) {
    if (isAllRelay(statement, relaysOf.get(statement.id) ?? [])) continue
    const proposition = propositionOf(statement, actorById.get(statement.speaker))
    if (!proposition) continue
    const id = claimId(proposition.text)
    // Of several spellings the first by alphabet names the claim, so that the order of sources does not matter.
    const text = [claims.get(id)?.text ?? proposition.text, proposition.text].sort()[0] ?? proposition.text
    claims.set(id, { id, text, about: aboutOf(text, actors), method: METHOD, status: 'proposed' })
    const stance = stanceId(statement.id, id)
    stances.set(stance, {
      id: stance,
      statement: statement.id,
      claim: id,
      stance: proposition.stance,
      score: statement.score,
      reason: proposition.reason,
      method: METHOD,
      status: 'proposed',
    })
  }
  return { claims: [...claims.values()].toSorted(byId), stances: [...stances.values()].toSorted(byId) }
}

/** Share of a content's letters in relays from which it is all relay; the rest is "that" and "had". */
const ALL_RELAY = 0.8

function isAllRelay({ contentSpans }: Statement, relays: readonly Statement[]): boolean {
  const letters = (spans: readonly Span[]) =>
    spans.reduce((sum, span) => sum + (span.exact.match(/\p{L}/gu)?.length ?? 0), 0)
  const relayed = relays.reduce(
    (sum, { speakerSpans, cueSpans, contentSpans: inner }) => sum + letters([...speakerSpans, ...cueSpans, ...inner]),
    0,
  )
  return relayed >= letters(contentSpans) * ALL_RELAY
}

/** Named actors whose name or another wording of it stands in the claim as whole words. */
function aboutOf(text: string, actors: readonly Actor[]): string[] {
  const words = ` ${normalise(text)} `
  return actors
    .filter((actor) => actor.kind !== 'unnamed')
    .filter((actor) => [actor.name, ...actor.aliases].some((name) => words.includes(` ${normalise(name)} `)))
    .map((actor) => actor.id)
}
