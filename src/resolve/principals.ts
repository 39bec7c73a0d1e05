import type { ActorKind } from '../model/records.ts'
import data from './bodies.json' with { type: 'json' }
import { demonymOf, stateNamed, stateOfPeople } from './states.ts'

/** What somebody is to a state: its own, or the state itself. */
type Relation = 'speaksFor' | 'partOf' | 'state'

/** What words say of the state that somebody belongs to. */
export interface Belonging {
  /** Usual name of the state. */
  readonly state: string
  readonly relations: readonly Relation[]
  readonly kind: ActorKind
  /** One name for "the Kenyan delegation" and "Kenya's delegation". */
  readonly name: string
}

const BODIES = new Map(data.bodies.map((body) => [body.head, body]))
const FORMER = /\b(?:former|ex|late|retired)\b/i
/** Longer words are no body's name. */
const MOST_WORDS = 8

/** "the Kenyan delegation", "Kenya's foreign ministry", "Kenyan officials"; null for words that tell of no state's own. */
export function readBelonging(words: string): Belonging | null {
  const all = words.split(/\s+/).filter((word) => !/^(?:the|a|an|some|two|three|several|many|senior|top)$/i.test(word))
  const last = all.at(-1)?.toLowerCase() ?? ''
  const body = BODIES.get(last) ?? BODIES.get(last.replace(/ies$/, 'y')) ?? BODIES.get(last.replace(/s$/, ''))
  if (!body || all.length > MOST_WORDS || FORMER.test(words)) return null
  const place = placeBefore(all.slice(0, -1))
  if (!place) return null
  const rest = all.slice(place.words)
  return {
    state: place.state,
    relations: body.relations as Relation[],
    kind: body.kind as ActorKind,
    name: [demonymOf(place.state), ...rest].join(' '),
  }
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

/** The state that a role is of, by its adjective: "Kenyan" of "Kenyan Defence Minister". */
export function stateOfRole({ title, of }: { readonly title: string; readonly of: string | null }): string | null {
  if (of !== null) return stateNamed(of)
  const place = placeBefore(title.split(/\s+/))
  return place?.state ?? null
}
