import type { ActorKind } from '../model/records.ts'
import data from './bodies.json' with { type: 'json' }
import { kindOfName, readMention, type Role } from './mention.ts'
import roleData from './roles.json' with { type: 'json' }
import { demonymOf, stateNamed, stateOfPeople } from './states.ts'

/** What somebody is to a principal: its own, or the state itself. */
type Relation = 'speaksFor' | 'partOf' | 'state'

/** Whom somebody speaks for or is part of. */
export interface Principal {
  readonly kind: ActorKind
  readonly name: string
}

/** What words say of whom somebody belongs to. */
export interface Belonging {
  /** A state by its usual name. */
  readonly principal: Principal
  readonly relations: readonly Relation[]
  readonly kind: ActorKind
  /** One name for "the Kenyan delegation" and "Kenya's delegation". */
  readonly name: string
}

const BODIES = new Map(data.bodies.map((body) => [body.head, body]))
const titlesOf = (kind: string) => roleData.roles.filter(({ of }) => of === kind).map(({ title }) => title)
const GOVERNMENT = titlesOf('government')
const SPOKESPEOPLE = [...titlesOf('spokesperson'), 'spokesmen', 'spokeswomen']
const LAWYERS = titlesOf('lawyer').flatMap((title) => [title, `${title}s`])
const FORMER = /\b(?:former|ex|late|retired|then)\b/i
/** Longer words are no body's name. */
const MOST_WORDS = 8

/**
 * "the Kenyan delegation", "Kenya's foreign ministry", "Kenyan officials", "the Harbour Party delegation"; null for words that
 * tell of nobody by name.
 */
export function readBelonging(words: string): Belonging | null {
  const all = words.split(/\s+/).filter((word) => !/^(?:the|a|an|some|two|three|several|many|senior|top)$/i.test(word))
  const last = all.at(-1) ?? ''
  const head = last.toLowerCase()
  const body = BODIES.get(head) ?? BODIES.get(head.replace(/ies$/, 'y')) ?? BODIES.get(head.replace(/s$/, ''))
  if (!body || all.length > MOST_WORDS || FORMER.test(words)) return null
  const relations = body.relations as Relation[]
  const kind = body.kind as ActorKind
  const place = placeBefore(all.slice(0, -1))
  if (place) {
    const name = [demonymOf(place.state), ...all.slice(place.words)].join(' ')
    return { principal: { kind: 'state', name: place.state }, relations, kind, name }
  }
  const owner = last === head ? bodyNamed(all.slice(0, -1).join(' ')) : null
  if (!owner) return null
  const own: readonly Relation[] = relations.includes('state') ? ['speaksFor', 'partOf'] : relations
  return { principal: owner, relations: own, kind, name: all.join(' ') }
}

/** An organisation or group by a name of its own: neither "Ministry" nor "Party" alone. */
function bodyNamed(words: string): Principal | null {
  const mention = readMention(words.replace(/['’]s?$/, ''))
  if (mention.type !== 'named' || !/^(?:organisation|group|outlet)$/.test(mention.kind)) return null
  const { kind, name } = mention
  const isHeadAlone = !name.includes(' ') && kindOfName([name.toLowerCase()]) === 'organisation'
  return isHeadAlone || / and /.test(name) ? null : { kind, name }
}

/** A state's adjective or possessive at the start of words, and how many words it takes. */
function placeBefore(words: readonly string[]): { readonly state: string; readonly words: number } | null {
  for (const length of [3, 2, 1]) {
    const start = words.slice(0, length).join(' ')
    const owner = /^(.*?)['’]s?$/.exec(start)?.[1]
    const state = owner === undefined ? (stateOfPeople(start) ?? nameInCapitals(start)) : stateNamed(owner)
    if (state && words.length >= length) return { state, words: length }
  }
  return null
}

/** "US officials": a state's short name before a noun. */
const nameInCapitals = (name: string) => (/^(?:\p{Lu}\.?){2,3}$/u.test(name) ? stateNamed(name) : null)

/**
 * Whom somebody with a role speaks for: a minister for the state, a spokesperson for whoever is named with the word, a lawyer
 * for the client. A ministry's spokesperson speaks for its state too. Nobody for a former role.
 */
export function principalsOf({ title, of }: Role): Principal[] {
  if (FORMER.test(title)) return []
  const [, head = title, joint, behind] = /^(.*?)\s+(for|of)\s+(.*)$/i.exec(title) ?? []
  const endsWith = (titles: readonly string[]) => titles.find((one) => ` ${head.toLowerCase()}`.endsWith(` ${one}`))
  const spokesperson = endsWith(SPOKESPEOPLE)
  if (spokesperson !== undefined) return ownersIn(of ?? behind ?? head.slice(0, -spokesperson.length))
  if (endsWith(LAWYERS) !== undefined) return ownersIn(of ?? (joint === 'for' ? (behind ?? '') : ''))
  if (!GOVERNMENT.some((one) => title.toLowerCase().includes(one))) return []
  const state = of === null ? placeBefore(title.split(/\s+/))?.state : stateNamed(of)
  return state ? [{ kind: 'state', name: state }] : []
}

/** Whom a person or people without a name speak for: "a spokesman for the Harbour Party", "Okoro’s lawyer". */
export function principalsOfUnnamed(words: string): Principal[] {
  const [, of = null, title = words] = /^(.+?)['’]s?\s+(.+)$/.exec(words) ?? []
  return principalsOf({ title, of })
}

/** Who is named by the words around a role: "the chief Harbour Party", "Kenyan", "Mrs. Okoro". */
function ownersIn(words: string): Principal[] {
  const name = words.trim().replace(/^(?:(?:the|an?|chief|senior|deputy|top|lead|press)\s+)+/i, '')
  const state = stateOfPeople(name) ?? stateNamed(name)
  if (state) return [{ kind: 'state', name: state }]
  const belonging = readBelonging(name)
  if (belonging?.kind === 'unnamed') return []
  if (belonging) {
    const { principal, relations, kind } = belonging
    const isForOther = relations.some((relation) => relation !== 'partOf')
    return [
      ...(relations.includes('state') ? [] : [{ kind, name: belonging.name }]),
      ...(isForOther ? [principal] : []),
    ]
  }
  const mention = readMention(name)
  if (mention.type !== 'named') return []
  return mention.kind === 'person'
    ? [{ kind: 'person', name: mention.name }]
    : [bodyNamed(name)].filter((one) => one !== null)
}

/** The state and the office of a role that one person of the state holds at a time: "Kenya", "defence minister". */
export function officeOf({ title, of }: Role): string | null {
  const [principal] = principalsOf({ title, of })
  if (principal?.kind !== 'state' || !GOVERNMENT.some((one) => title.toLowerCase().endsWith(one))) return null
  const words = title.split(/\s+/)
  const office = of === null ? words.slice(placeBefore(words)?.words ?? 0) : words
  return `${principal.name} ${office.join(' ').toLowerCase()}`
}
