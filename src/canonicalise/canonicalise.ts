import { byId, claimId, normalise, stanceId } from '../model/id.ts'
import type { Actor, Claim, Method, Stance, Statement } from '../model/records.ts'
import type { Span } from '../model/span.ts'
import type { Context } from './clause.ts'
import { propositionsOf, type Proposition } from './proposition.ts'
import { howSame } from './sameness.ts'

/** What proposes claims and stances; version changes when the same statements may give others. */
const METHOD: Method = { name: 'local', version: '2' }

/** Claims and the stances that statements take to them, each sorted by id. */
export interface Canonical {
  readonly claims: readonly Claim[]
  readonly stances: readonly Stance[]
}

/**
 * Brings statements to claims. Propositions with one key (sameness.ts) are one claim: polarity, numbers, dates, places and who does what
 * to whom keep claims apart. A content that is all relay ("the paper said the minister said …") makes no claim of its own: the
 * relayed statement makes it. A narrated sentence and an embedded question take a stance to a claim that an attributed statement makes;
 * by themselves they make none. The id of a claim is made of its key, its text is the first by alphabet of its wordings; each stance says
 * how its statement came to the claim. The score of a stance is the score of its statement.
 */
export function canonicalise(statements: readonly Statement[], actors: readonly Actor[]): Canonical {
  const relaysOf = new Map<string, Statement[]>()
  for (const statement of statements)
    if (statement.relayedBy !== null) {
      const relays = relaysOf.get(statement.relayedBy)
      if (relays) relays.push(statement)
      else relaysOf.set(statement.relayedBy, [statement])
    }
  const contextOf = contexts(actors)
  const members = new Map<string, Member[]>()
  for (const statement of statements) {
    if (isAllRelay(statement, relaysOf.get(statement.id) ?? [])) continue
    for (const proposition of propositionsOf(contextOf(statement))) {
      const id = claimId(proposition.key)
      const others = members.get(id)
      if (others) others.push({ statement, proposition })
      else members.set(id, [{ statement, proposition }])
    }
  }
  const aboutOf = actorsByName(actors)
  const claims: Claim[] = []
  const stances = new Map<string, Stance>()
  for (const [id, joined] of members) {
    const makers = joined.filter(({ proposition }) => proposition.makesClaim)
    // Of several wordings the first by alphabet names the claim, so that the order of sources does not matter.
    const [text] = makers.map(({ proposition }) => proposition.text).toSorted()
    if (text === undefined) continue
    claims.push({ id, text, about: aboutOf(text), method: METHOD, status: 'proposed' })
    for (const stance of stancesTo(id, text, joined)) stances.set(stance.id, stance)
  }
  return { claims: claims.toSorted(byId), stances: [...stances.values()].toSorted(byId) }
}

/** A statement, and what of it a claim is made of. */
interface Member {
  readonly statement: Statement
  readonly proposition: Proposition
}

/** One stance a statement; who asserts and denies a claim in one breath has none that is clear. */
function stancesTo(claim: string, text: string, members: readonly Member[]): Stance[] {
  const byStatement = new Map<string, Member[]>()
  for (const member of members) {
    const others = byStatement.get(member.statement.id)
    if (others) others.push(member)
    else byStatement.set(member.statement.id, [member])
  }
  return [...byStatement.values()].flatMap(([first, ...others]) => {
    if (!first || others.some(({ proposition }) => proposition.stance !== first.proposition.stance)) return []
    const { statement, proposition } = first
    const how = [howSame(proposition.text, text), ...proposition.steps].join(', ')
    return {
      id: stanceId(statement.id, claim),
      statement: statement.id,
      claim,
      stance: proposition.stance,
      score: statement.score,
      reason: `${proposition.reason}; ${how}.`,
      method: METHOD,
      status: 'proposed' as const,
    }
  })
}

/** Full names of people by a surname that the texts use for them, where no other actor's name has that word. */
function fullNamesOf(actors: readonly Actor[]): ReadonlyMap<string, string> {
  const owners = new Map<string, Set<string>>()
  for (const { kind, name, aliases } of actors)
    if (kind !== 'unnamed')
      for (const word of new Set([name, ...aliases].flatMap((wording) => wording.split(' '))))
        owners.set(word, (owners.get(word) ?? new Set()).add(name))
  return new Map(
    actors.flatMap(({ kind, name, aliases }) => {
      const surname = name.split(' ').at(-1) ?? ''
      const isUsed = kind === 'person' && surname !== name && aliases.includes(surname)
      return isUsed && owners.get(surname)?.size === 1 ? [[surname, name] as const] : []
    }),
  )
}

/** What is known of the speaker of a statement. */
function contexts(actors: readonly Actor[]): (statement: Statement) => Context {
  const fullNames = fullNamesOf(actors)
  const actorById = new Map(actors.map((actor) => [actor.id, actor]))
  return (statement) => {
    const speaker = actorById.get(statement.speaker)
    const principals = [...(speaker?.speaksFor ?? []), ...(speaker?.partOf ?? [])].flatMap(
      (id) => actorById.get(id) ?? [],
    )
    const states = [...new Set([...(speaker ? [speaker] : []), ...principals])].filter(({ kind }) => kind === 'state')
    return { statement, speaker, fullNames, state: states.length === 1 ? states[0] : undefined }
  }
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
