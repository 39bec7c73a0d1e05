import type { Token } from '../language/english.ts'
import { normalise } from '../model/id.ts'
import given from './given-names.json' with { type: 'json' }
import { isDemonym, stateNamed } from './states.ts'

export type Gender = 'm' | 'f'

/** One place where a text names a person. Mentions of the same person have the same number. */
export interface PersonMention {
  readonly start: number
  readonly end: number
  readonly person: number
  /** That of nearly everybody with this first name; null for a name that tells nothing. */
  readonly gender: Gender | null
}

interface Name {
  readonly name: string
  readonly start: number
  readonly end: number
}

const GIVEN = new Map<string, Gender>([
  ...given.female.split(' ').map((name): [string, Gender] => [name, 'f']),
  ...given.male.split(' ').map((name): [string, Gender] => [name, 'm']),
])

/** People by the words of their names. */
class People {
  readonly #names: (readonly string[])[] = []
  readonly #byName = new Map<string, number>()
  readonly #withWord = new Map<string, Set<number>>()

  /** Who has just these words, or the only one who has all of them; null for two or none. */
  find(words: readonly string[]): number | null {
    const same = this.#byName.get(words.join(' '))
    if (same !== undefined || words.length === 0) return same ?? null
    const sets = words.map((word) => this.#withWord.get(word) ?? new Set<number>())
    const rarest = sets.reduce((a, b) => (a.size <= b.size ? a : b))
    let only: number | null = null
    for (const person of rarest) {
      if (!sets.every((set) => set.has(person))) continue
      if (only !== null) return null
      only = person
    }
    return only
  }

  add(words: readonly string[]): number {
    const person = this.#names.push(words) - 1
    this.#byName.set(words.join(' '), person)
    for (const word of words) this.#withWord.set(word, (this.#withWord.get(word) ?? new Set()).add(person))
    return person
  }

  genderOf(person: number): Gender | null {
    const [first = '', ...others] = this.#names[person] ?? []
    return others.length > 0 ? (GIVEN.get(first) ?? null) : null
  }
}

const wordsOf = (name: string) => [...new Set(normalise(name).split(' '))].filter((word) => word !== '')
const isCapital = (token: Token | undefined) => /^\p{Lu}/u.test(token?.text ?? '')

/**
 * Every place where one of the named people stands, by the whole name or a part of it that only one of them has. Two names
 * in `apart` are never one person. In order of the text, without overlap.
 */
export function peopleIn(
  tokens: readonly Token[],
  names: readonly Name[],
  apart: readonly Name[] = [],
): PersonMention[] {
  const people = new People()
  const personOf = new Map<Name, number>()
  const byLength = names
    .map((name) => ({ name, words: wordsOf(name.name) }))
    .toSorted((a, b) => b.words.length - a.words.length)
  for (const { name, words } of byLength) {
    const found = people.find(words)
    const isOther = apart.includes(name) && apart.some((other) => other !== name && personOf.get(other) === found)
    personOf.set(name, found === null || isOther ? people.add(words) : found)
  }
  const places = names.map(({ start, end }, index) => ({ start, end, person: personOf.get(names[index] as Name) ?? 0 }))
  const found = [...places]
  let covering = 0
  const sorted = places.toSorted((a, b) => a.start - b.start)
  const isCovered = (token: Token | undefined) => {
    while ((sorted[covering]?.end ?? Infinity) <= (token?.start ?? 0)) covering++
    return (sorted[covering]?.start ?? Infinity) < (token?.end ?? 0)
  }
  for (let at = 0; at < tokens.length; at++) {
    const from = tokens[at]
    if (!from || !isCapital(from) || isCovered(from)) continue
    let to = at
    while (tokens[to + 1]?.sentence === from.sentence && isCapital(tokens[to + 1]) && !isCovered(tokens[to + 1])) to++
    const person = people.find(tokens.slice(at, to + 1).flatMap((token) => wordsOf(token.text)))
    if (person !== null) found.push({ start: from.start, end: tokens[to]?.end ?? from.end, person })
    at = to
  }
  return found
    .toSorted((a, b) => a.start - b.start)
    .map((place) => ({ ...place, gender: people.genderOf(place.person) }))
}

/**
 * Adds capitals that stand alone inside a sentence and that nobody is known by: "Okoro" of a text that never says more. They
 * can be people too, and so compete for a pronoun; their numbers are negative. In order of the text.
 */
export function withLoneNames(tokens: readonly Token[], mentions: readonly PersonMention[]): PersonMention[] {
  const free = tokens.filter((token) => !mentions.some(({ start, end }) => start < token.end && token.start < end))
  const alone = new Set(tokens.filter((token, at) => isLoneName(token, tokens[at - 1], tokens[at + 1])))
  const numbers = new Map<string, number>()
  for (const { text } of free.filter((token) => alone.has(token)))
    numbers.set(text, numbers.get(text) ?? -1 - numbers.size)
  const lone = free.flatMap(({ text, start, end }): PersonMention[] => {
    const person = numbers.get(text)
    return person === undefined ? [] : [{ start, end, person, gender: null }]
  })
  return [...mentions, ...lone].toSorted((a, b) => a.start - b.start)
}

/** False at the start of a sentence, beside another capital, and after what stands before things and places. */
function isLoneName(token: Token, before: Token | undefined, next: Token | undefined): boolean {
  if (token.pos !== 'PROPN' || !/^\p{Lu}\p{Ll}/u.test(token.text) || before?.sentence !== token.sentence) return false
  if (isCapital(before) || (next?.sentence === token.sentence && isCapital(next))) return false
  const isPlace = before.pos === 'DET' || /^(in|at|on|from|of)$/i.test(before.text)
  return !isPlace && !isDemonym(token.text) && stateNamed(token.text) === null
}
