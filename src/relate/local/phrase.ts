import type { PartOfSpeech, Token } from '../../language/english.ts'
import { keyOf } from './key.ts'
import { readCount, type Range } from './quantity.ts'

/** A noun phrase, for comparing it with another. */
export interface Phrase {
  readonly words: readonly Token[]
  readonly head: Token
  /** Words that tell it from others, by key; those of an attached phrase with its preposition before them. */
  readonly modifiers: ReadonlyMap<string, Token>
  readonly count: Range | null
  /** Known: "the pier", "Ana", "his boat". New: "a pier", "40 sailors". Some: "some piers". None: "no pier". */
  readonly reference: 'known' | 'new' | 'some' | 'none'
  /** True for one thing: "the pier", "Ana", but not "the piers". */
  readonly isSingular: boolean
}

/** What a reader of parts of a sentence returns: the part, and the index of the first token after it. */
export interface Part<T> {
  readonly part: T
  readonly next: number
}

const NOUNS: ReadonlySet<PartOfSpeech> = new Set(['NOUN', 'PROPN'])
const KNOWN = /^(?:the|this|that|these|those|his|her|its|their|our|my|your)$/i
const DETERMINERS: ReadonlyMap<string, Phrase['reference']> = new Map([
  ['a', 'new'],
  ['an', 'new'],
  ['some', 'some'],
  ['several', 'some'],
  ['no', 'none'],
])
const POSSESSIVE = /^(?:his|her|its|their|our|my|your)$/i
const NOBODY = /^(?:nobody|nothing|none)$/i

/** The noun phrase that begins at `from`; null where none does, or where it counts in a way that is not compared ("few", "any"). */
export function readPhrase(tokens: readonly Token[], from: number): Part<Phrase> | null {
  const first = tokens[from]
  if (!first) return null
  const pronoun = readPronoun(tokens, from)
  if (pronoun) return pronoun
  let at = from
  let reference: Phrase['reference'] = 'new'
  if (first.pos === 'DET' || POSSESSIVE.test(first.text)) {
    const given = KNOWN.test(first.text) ? 'known' : DETERMINERS.get(first.text.toLowerCase())
    if (given === undefined) return null
    reference = given
    at++
  }
  const counted = readCount(tokens, at)
  at = counted?.next ?? at
  if (/^of$/i.test(tokens[at]?.text ?? '')) return null
  const modifiers = new Map<string, Token>()
  let head: Token | undefined
  let isOwned = false
  for (; at < tokens.length; at++) {
    const token = tokens[at]
    if (!token) break
    if (NOUNS.has(token.pos)) {
      if (head) modifiers.set(keyOf(head), head)
      head = token
    } else if (head && /^['’]s?$/.test(token.text) && token.pos === 'PART') {
      modifiers.set(keyOf(head), head)
      head = undefined
      isOwned = true
    } else if (!head && isModifier(tokens, at)) modifiers.set(keyOf(token), token)
    else break
  }
  if (!head) return null
  // "Talks failed": at the start of a sentence a plural passes for a name.
  const isName = head.pos === 'PROPN' && !(at - from === 1 && head.start === 0 && /\p{Ll}s$/u.test(head.text))
  if ((isName || isOwned) && reference === 'new' && first.pos !== 'DET') reference = 'known'
  const phrase: Phrase = {
    words: tokens.slice(from, at),
    head,
    modifiers,
    count: counted?.range ?? null,
    reference,
    isSingular: isName || (head.lemma === head.text.toLowerCase() && !head.lemma.endsWith('s') && !counted),
  }
  return { part: phrase, next: at }
}

function readPronoun(tokens: readonly Token[], from: number): Part<Phrase> | null {
  const [head, second] = tokens.slice(from)
  if (!head) return null
  const isNoOne = head.lemma === 'no' && second?.lemma === 'one'
  const isNobody = isNoOne || NOBODY.test(head.text)
  if (!isNobody && (head.pos !== 'PRON' || isModifiable(second))) return null
  if (/^(?:there|that|which|who|whom|what|something|any\p{L}*|every\p{L}*)$/iu.test(head.text)) return null
  const next = from + (isNoOne ? 2 : 1)
  const words = tokens.slice(from, next)
  const reference = isNobody ? 'none' : /^some/i.test(head.text) ? 'new' : 'known'
  return { part: { words, head, modifiers: new Map(), count: null, reference, isSingular: true }, next }
}

const isModifiable = (token: Token | undefined) =>
  token !== undefined && (NOUNS.has(token.pos) || token.pos === 'ADJ' || token.pos === 'NUM')

/** An adjective, an adverb before one, or a participle before a noun. */
function isModifier(tokens: readonly Token[], at: number): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]]
  if (!token) return false
  if (token.pos === 'ADJ' || token.pos === 'NUM') return true
  if (token.pos === 'ADV') return next?.pos === 'ADJ'
  return token.pos === 'VERB' && /(?:ed|ing|en)$/.test(token.text) && isModifiable(next)
}

/** The phrase with another that a preposition attaches to it: "the fall of the bridge". */
export function withAttached(phrase: Phrase, preposition: string, other: Phrase): Phrase | null {
  // "A man with no hat" is no man with a hat.
  if (other.reference === 'none') return null
  const keys = new Map([...other.modifiers, [keyOf(other.head), other.head]])
  if (other.count !== null && other.count.min > 1) keys.set(String(other.count.min), other.head)
  return {
    ...phrase,
    words: [...phrase.words, ...other.words],
    modifiers: new Map([
      ...phrase.modifiers,
      ...[...keys].map(([key, token]) => [`${preposition} ${key}`, token] as const),
    ]),
  }
}
