import { byId, claimId, normalise, stanceId } from '../model/id.ts'
import type { Actor, Claim, Method, Stance, Statement } from '../model/records.ts'
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
 * The score of a stance is the score of its statement.
 */
export function canonicalise(statements: readonly Statement[], actors: readonly Actor[]): Canonical {
  const actorById = new Map(actors.map((actor) => [actor.id, actor]))
  const claims = new Map<string, Claim>()
  const stances = new Map<string, Stance>()
  for (const statement of statements) {
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

/** Named actors whose name or another wording of it stands in the claim as whole words. */
function aboutOf(text: string, actors: readonly Actor[]): string[] {
  const words = ` ${normalise(text)} `
  return actors
    .filter((actor) => actor.kind !== 'unnamed')
    .filter((actor) => [actor.name, ...actor.aliases].some((name) => words.includes(` ${normalise(name)} `)))
    .map((actor) => actor.id)
}
