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
 * it. A narrated sentence joins a claim that an attributed statement makes; by itself it makes none, or every sentence of a source
 * would be one. The score of a stance is the score of its statement.
 */
export function canonicalise(statements: readonly Statement[], actors: readonly Actor[]): Canonical {
  const actorById = new Map(actors.map((actor) => [actor.id, actor]))
  const aboutOf = actorsByName(actors)
  const claims = new Map<string, Claim>()
  const stances = new Map<string, Stance>()
  const relaysOf = new Map<string, Statement[]>()
  for (const statement of statements)
    if (statement.relayedBy !== null) {
      const relays = relaysOf.get(statement.relayedBy)
      if (relays) relays.push(statement)
      else relaysOf.set(statement.relayedBy, [statement])
    }
  const narratedLast = statements.toSorted((a, b) => Number(a.form === 'narrated') - Number(b.form === 'narrated'))
  for (const statement of narratedLast) {
    if (isAllRelay(statement, relaysOf.get(statement.id) ?? [])) continue
    const proposition = propositionOf(statement, actorById.get(statement.speaker))
    if (!proposition) continue
    const id = claimId(proposition.text)
    if (statement.form === 'narrated' && !claims.has(id)) continue
    // Of several spellings the first by alphabet names the claim, so that the order of sources does not matter.
    const text = [claims.get(id)?.text ?? proposition.text, proposition.text].sort()[0] ?? proposition.text
    claims.set(id, { id, text, about: aboutOf(text), method: METHOD, status: 'proposed' })
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

/**
 * Finds the named actors whose name or another wording of it stands in a text as whole words, in the order of `actors`. Names are
 * kept by their first word, so that the time for a text does not grow with the number of actors.
 */
function actorsByName(actors: readonly Actor[]): (text: string) => string[] {
  const byFirstWord = new Map<string, { readonly words: readonly string[]; readonly place: number }[]>()
  actors.forEach((actor, place) => {
    if (actor.kind === 'unnamed') return
    for (const name of [actor.name, ...actor.aliases]) {
      const words = normalise(name).split(' ')
      const [first = ''] = words
      const others = byFirstWord.get(first)
      if (others) others.push({ words, place })
      else byFirstWord.set(first, [{ words, place }])
    }
  })
  return (text) => {
    const words = normalise(text).split(' ')
    const places = new Set<number>()
    words.forEach((word, at) => {
      for (const name of byFirstWord.get(word) ?? [])
        if (name.words.every((part, i) => words[at + i] === part)) places.add(name.place)
    })
    return [...places].toSorted((a, b) => a - b).flatMap((place) => actors[place]?.id ?? [])
  }
}
