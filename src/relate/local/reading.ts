import type { Token } from '../../language/english.ts'
import { keyOf } from './key.ts'

/** A sentence for comparing: its words that carry meaning, and its negations. */
export interface Reading {
  readonly words: readonly Token[]
  /** The words as they are compared. */
  readonly keys: readonly string[]
  readonly negations: readonly Token[]
  /** True for "there is no …" and "no …". */
  readonly isNone: boolean
  /** Words of noun phrases that begin with "a": what is said of "a dog" twice may be said of two dogs. */
  readonly indefinite: ReadonlySet<Token>
  /** True for "it works", "this is why": whoever reads the sentence alone does not know of what it speaks. */
  readonly isUntold: boolean
  /** True where the sentence begins with "the", a name or a possessive, so that its subject is a known one. */
  readonly hasKnownSubject: boolean
}

const NEGATIONS: ReadonlySet<string> = new Set(['not', "n't", 'never'])
/** Forms of "do" carry no meaning beside a negation; articles never decide a pair here. */
const EMPTY_LEMMAS: ReadonlySet<string> = new Set(['a', 'an', 'the', 'do'])

const isEmpty = (token: Token) => EMPTY_LEMMAS.has(token.lemma) && (token.pos === 'DET' || token.pos === 'AUX')

/** Reads a sentence: negations apart, articles, auxiliary "do" and punctuation left out. */
export function readWords(all: readonly Token[]): Reading {
  const tokens = all.filter((token) => token.pos !== 'PUNCT')
  const words = tokens.filter((token) => !NEGATIONS.has(token.lemma) && !isEmpty(token))
  return {
    words,
    keys: words.map(keyOf),
    negations: tokens.filter((token) => NEGATIONS.has(token.lemma)),
    isNone: tokens.findIndex(({ lemma }) => lemma === 'no') === (tokens[0]?.lemma === 'there' ? 2 : 0),
    indefinite: indefiniteWords(tokens),
    isUntold: tokens.slice(0, FIRST_WORDS).some(isPointing),
    hasKnownSubject: /^(the|this|that|these|those|his|her|its|their|our|my|your)$/i.test(tokens[0]?.text ?? '')
      ? true
      : tokens[0]?.pos === 'PROPN' && !isBarePlural(tokens),
  }
}

/** Words at the start of a sentence among which its subject is looked for: "so far, it works". */
const FIRST_WORDS = 4
const POINTING = /^(?:i|you|he|she|it|we|they|this|that|these|those)$/i

/** A word for somebody or something that stood elsewhere, with its verb behind it. */
function isPointing({ text }: Token, at: number, tokens: readonly Token[]): boolean {
  const next = tokens[at + 1]
  const isBeforeVerb = next?.pos === 'AUX' || next?.pos === 'VERB' || next?.pos === 'ADV'
  return (
    POINTING.test(text) && isBeforeVerb && tokens.slice(0, at).every(({ pos }) => pos !== 'NOUN' && pos !== 'PROPN')
  )
}

/** "Sailors in the north": its capital makes a plural at the start look like a name; a name in -s is taken for one, too. */
function isBarePlural([first, second]: readonly Token[]): boolean {
  return /\p{Ll}s$/u.test(first?.text ?? '') && second?.pos !== 'PROPN'
}

function indefiniteWords(tokens: readonly Token[]): Set<Token> {
  const found = new Set<Token>()
  let isInside = false
  for (const token of tokens) {
    if (token.pos === 'DET') isInside = token.lemma === 'a' || token.lemma === 'an'
    else if (token.pos !== 'ADJ' && token.pos !== 'NOUN' && token.pos !== 'ADV') isInside = false
    if (isInside) found.add(token)
  }
  return found
}
