import { keyOf } from './key.ts'
import type { Token } from '../../language/english.ts'
import own from './antonyms.json' with { type: 'json' }
import { isName } from './quantity.ts'
import wordnet from './wordnet.json' with { type: 'json' }

const pairsOf = (lists: readonly (readonly string[])[]) => lists.flat().map((pair) => pair.split(' '))
const OWN = own.antonyms.map(({ pair }) => pair)
/** Pairs of lemmas that are opposites, of verbs and of what WordNet leaves out. */
export const OPPOSITE_VERBS: readonly (readonly string[])[] = [...pairsOf([wordnet.antonyms.v]), ...OWN]
const ANTONYMS = new Map<string, Set<string>>()
for (const [a = '', b = ''] of [...pairsOf(Object.values(wordnet.antonyms)), ...OWN])
  for (const [x, y] of [
    [a, b],
    [b, a],
  ] as const)
    ANTONYMS.set(x, (ANTONYMS.get(x) ?? new Set()).add(y))
const KINDS = wordnet.kinds.map(({ name, members }) => ({
  name,
  members: new Map<string, readonly string[]>(Object.entries(members)),
}))

type Word = Pick<Token, 'text' | 'lemma'>

/** Both the lemma and the word itself: a lemma may be cut too short ("united" for "United"). */
const formsOf = (token: Word) => [...new Set([token.lemma, token.text.toLowerCase()])]

/** True where WordNet, or the list of what it leaves out, has the two as opposites. */
export function areOpposites(a: Word, b: Word): boolean {
  for (const x of [a.lemma, a.text.toLowerCase()]) {
    const opposites = ANTONYMS.get(x)
    if (opposites?.has(b.lemma) || opposites?.has(b.text.toLowerCase())) return true
  }
  return false
}

/** The kind of which both words are a member, neither being one sort of the other ("colour" for red and blue, not for red and scarlet). */
export function sharedKind(a: Word, b: Word): string | null {
  if (isOrdinal(a) && isOrdinal(b) && ordinalKey(a) !== ordinalKey(b)) return 'rank'
  for (const { name, members } of KINDS)
    for (const x of formsOf(a))
      for (const y of formsOf(b)) {
        const [above, below] = [members.get(x), members.get(y)]
        if (above && below && x !== y) return above.includes(y) || below.includes(x) ? null : name
      }
  return null
}

/** The first twenty by their words, every other by its digits. */
const ORDINALS =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  )
const ordinalKey = ({ text }: Word) => {
  const word = text.toLowerCase()
  const place = ORDINALS.indexOf(word)
  return place >= 0 ? place + 1 : Number.parseInt(word, 10)
}
const isOrdinal = ({ text }: Word) => ORDINALS.includes(text.toLowerCase()) || /^\d+(?:st|nd|rd|th)$/i.test(text)

const NUMBER_WORDS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  )
const TENS = 'thirty forty fifty sixty seventy eighty ninety'.split(' ')

/** The number that a token writes, in digits or as one word; null for "some", "1990s", "40-year" and all else. */
export function numberOf(token: Token): number | null {
  const word = keyOf(token).toLowerCase()
  if (isName(word)) return null
  if (/^\d+(?:\.\d+)?$/.test(word)) return Number(word)
  const [small, tens] = [NUMBER_WORDS.indexOf(word), TENS.indexOf(word)]
  if (small >= 0) return small
  return tens >= 0 ? (tens + 3) * 10 : null
}
