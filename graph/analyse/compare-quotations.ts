import { hedgesIn } from '../../src/extract/act.ts'
import { withDigits } from '../../src/language/numbers.ts'
import { matchingBlocks, type Block } from './matching-blocks.ts'
import data from './quote-words.json' with { type: 'json' }
import type { ContentToken, Quoted } from './quoted.ts'

/** What a change of words may change in what is said. */
type Aspect = 'polarity' | 'modality' | 'number' | 'subject'

/** Words at one place that one of two reports quotes otherwise than the other. */
export interface QuoteChange {
  /** `changed`: both quote words around this place. `cut`: one of them quotes no further here, in the same sentence. */
  readonly kind: 'changed' | 'cut'
  /** The words of the one report alone; empty where it has none. */
  readonly lost: string
  /** The words of the other report alone. */
  readonly added: string
  readonly aspects: readonly Aspect[]
  /** The paper marks it itself: with square brackets or dots. */
  readonly isMarked: boolean
}

/** How two reports quote one utterance. */
export interface QuoteComparison {
  /** The longest row of words that both quote, as the one has it. */
  readonly shared: string
  readonly changes: readonly QuoteChange[]
  /** Whom or what the shared words are said of in each, where they begin with a verb and that differs; no quotation. */
  readonly subjects: readonly [string, string] | null
}

/** Words that two reports share in a row, from which they can be compared. */
const FEWEST_SHARED = 3
/** Words between two shared rows up to which they are one passage with a change in it; twice the shorter row if that is less. */
const MOST_BETWEEN = 8
/** Words at either end, in the same sentence, that are looked at. */
const MOST_AT_END = 6
/** Words that both have at an end, up to which they stand for each other; more are two different sentences. */
const MOST_OTHERWISE = 3
const NEGATIONS: ReadonlySet<string> = new Set(data.negations.map(({ word }) => word))
const MODALS: ReadonlySet<string> = new Set(data.modals.map(({ word }) => word))
const NOMINAL: ReadonlySet<string> = new Set(['NOUN', 'PROPN', 'PRON'])
const BEFORE_A_VERB: ReadonlySet<string> = new Set(['AUX', 'ADV', 'PART', 'PUNCT'])
const OF_A_NAME: ReadonlySet<string> = new Set(['NOUN', 'PROPN', 'ADJ', 'DET', 'NUM', 'ADP'])

/** Compares two reports word by word; null where they share fewer than three words in a row. What one quotes and the other does not is no change by itself. */
export function compareQuotations(one: Quoted, other: Quoted): QuoteComparison | null {
  const blocks = matchingBlocks(keysOf(one), keysOf(other))
  const passage = passageOf(one, other, blocks)
  const [first, last] = [passage[0], passage.at(-1)]
  if (!first || !last) return null
  const inside = passage.slice(1).map((block, i) => {
    const left = passage[i] ?? block
    const gap = between(one, left.one + left.length, block.one)
    return changeOf(gap, between(other, left.other + left.length, block.other), true)
  })
  const start = changeOf(before(one, first.one), before(other, first.other), false)
  const end = changeOf(after(one, last.one + last.length), after(other, last.other + last.length), false)
  const longest = longestOf(passage)
  if (longest.length < FEWEST_SHARED) return null
  return {
    shared: textOf(one, wordsAt(one, longest.one, longest.one + longest.length)),
    changes: [start, ...inside, end].filter((change) => change !== null),
    subjects: subjectsOf(one, other, first),
  }
}

const keysOf = ({ words, tokens }: Quoted) => words.map((at) => tokens[at]?.key ?? '')
const tokenAt = ({ words, tokens }: Quoted, word: number) => tokens[words[word] ?? -1]
const longestOf = (blocks: readonly Block[]) => blocks.reduce((a, b) => (b.length > a.length ? b : a))

/** The longest shared row, and the rows on both sides of it that are near in one quotation of both. */
function passageOf(one: Quoted, other: Quoted, blocks: readonly Block[]): readonly Block[] {
  if (blocks.length === 0) return []
  const middle = blocks.indexOf(longestOf(blocks))
  const isOn = (a: Block | undefined, b: Block | undefined) =>
    a !== undefined &&
    b !== undefined &&
    Math.max(b.one - a.one - a.length, b.other - a.other - a.length) <=
      Math.min(MOST_BETWEEN, 2 * a.length, 2 * b.length) &&
    areOne(tokenAt(one, a.one + a.length - 1), tokenAt(one, b.one)) &&
    areOne(tokenAt(other, a.other + a.length - 1), tokenAt(other, b.other))
  // A word that both happen to have in between holds nothing together: it is passed over.
  const left = blocks
    .slice(0, middle)
    .reduceRight<readonly Block[]>(
      (near, block) => (isOn(block, near[0]) ? [block, ...near] : near),
      [longestOf(blocks)],
    )
  return blocks
    .slice(middle + 1)
    .reduce<readonly Block[]>((near, block) => (isOn(near.at(-1), block) ? [...near, block] : near), left)
}

/** Positions in `tokens` of quoted words. */
const wordsAt = ({ words }: Quoted, from: number, to: number): readonly number[] => words.slice(from, to)

/** Words that a report alone quotes at some place, and the positions in `tokens` of what is next to them. */
interface Gap {
  readonly quoted: Quoted
  readonly words: readonly number[]
  readonly from: number
  readonly to: number
}

/** What stands between two words. */
function between(quoted: Quoted, start: number, end: number): Gap {
  const [from = 0, to = 0] = [quoted.words[start - 1], quoted.words[end]]
  return { quoted, words: wordsAt(quoted, start, end), from, to }
}

/** Words of the same quotation and sentence before a word. */
function before(quoted: Quoted, word: number): Gap {
  let start = word
  while (word - start < MOST_AT_END && areOne(tokenAt(quoted, start - 1), tokenAt(quoted, word))) start--
  const [first = 0, to = 0] = [quoted.words[start], quoted.words[word]]
  return { quoted, words: wordsAt(quoted, start, word), from: first - 2, to }
}

/** Words of the same quotation and sentence from a word on. */
function after(quoted: Quoted, word: number): Gap {
  let end = word
  while (end - word < MOST_AT_END && areOne(tokenAt(quoted, end), tokenAt(quoted, word - 1))) end++
  const [from = 0, last = 0] = [quoted.words[word - 1], quoted.words[end - 1]]
  return { quoted, words: wordsAt(quoted, word, end), from, to: last + 2 }
}

const areOne = (a: ContentToken | undefined, b: ContentToken | undefined) =>
  a !== undefined && a.quotation === b?.quotation && a.sentence === b.sentence

/** The words as they stand, from the first to the last. */
function textOf({ text, tokens }: Quoted, words: readonly number[]): string {
  const [first, last] = [tokens[words[0] ?? -1], tokens[words.at(-1) ?? -1]]
  return first && last ? text.slice(first.start, last.end) : ''
}

function changeOf(one: Gap, other: Gap, isInside: boolean): QuoteChange | null {
  const [a, b] = [tokensOf(one), tokensOf(other)]
  const [aKeys, bKeys] = [withDigits(a.map(({ key }) => key)), withDigits(b.map(({ key }) => key))]
  if (aKeys.join(' ') === bKeys.join(' ')) return null
  const kind = isInside || (a.length > 0 && b.length > 0) ? 'changed' : 'cut'
  if (!isInside && kind === 'changed' && Math.max(a.length, b.length) > MOST_OTHERWISE) return null
  const texts = [textOf(one.quoted, one.words), textOf(other.quoted, other.words)] as const
  // What is cut from a quotation may stand beside it in other words.
  const beside = kind === 'cut' ? wordsOutside(a.length > 0 ? other.quoted : one.quoted) : []
  const aspects: Aspect[] = []
  const differs = (listed: ReadonlySet<string>) => {
    const [inA, inB] = [listedIn(aKeys, listed), listedIn(bKeys, listed)]
    if (inA.join(' ') === inB.join(' ')) return false
    return listedIn(beside, listed).length === 0
  }
  if (differs(NEGATIONS)) aspects.push('polarity')
  const hedges = texts.map((words) => hedgesIn(words).join(' '))
  if (kind === 'changed' && (differs(MODALS) || hedges[0] !== hedges[1])) aspects.push('modality')
  const numbers = [aKeys, bKeys].map((keys) => keys.filter((key) => /\p{N}/u.test(key)).join(' '))
  // One that is there in one report alone is lost or added; "an old one" is no number.
  if (numbers[0] && numbers[1] && numbers[0] !== numbers[1]) aspects.push('number')
  const [aLast, bLast] = [a.at(-1), b.at(-1)]
  const next = one.quoted.tokens[one.to]
  const isVerbNext = next?.isWord === true && (next.pos === 'VERB' || next.pos === 'AUX')
  const isExplained = isBracketed(a) || isBracketed(b)
  if (
    isVerbNext &&
    !isExplained &&
    aLast &&
    bLast &&
    NOMINAL.has(aLast.pos) &&
    NOMINAL.has(bLast.pos) &&
    aLast.key !== bLast.key
  )
    aspects.push('subject')
  return {
    kind,
    lost: texts[0],
    added: texts[1],
    aspects,
    isMarked: isMarked(one) || isMarked(other),
  }
}

const tokensOf = ({ quoted, words }: Gap) => words.flatMap((at) => quoted.tokens[at] ?? [])

const listedIn = (keys: readonly string[], listed: ReadonlySet<string>) =>
  [...new Set(keys.filter((key) => listed.has(key)))].sort()
const wordsOutside = ({ tokens }: Quoted) => tokens.filter(({ quotation }) => quotation === -1).map(({ key }) => key)

const isBracketed = (words: readonly ContentToken[]) => words.length > 0 && words.every((word) => word.isBracketed)

/** True where all words stand in square brackets, or there are dots among or beside them. */
function isMarked(gap: Gap): boolean {
  if (isBracketed(tokensOf(gap))) return true
  return gap.quoted.tokens.slice(Math.max(0, gap.from + 1), gap.to).some(({ text }) => /^(?:…|\.{2,})$/.test(text))
}

/** Whom the shared words are said of, where they begin with a verb in both and no noun of the two is the same. */
function subjectsOf(one: Quoted, other: Quoted, block: Block): readonly [string, string] | null {
  const [a, b] = [subjectBefore(one, block.one), subjectBefore(other, block.other)]
  if (!a || !b || a.nouns.some((noun) => b.nouns.includes(noun))) return null
  return [a.text, b.text]
}

function subjectBefore(
  quoted: Quoted,
  word: number,
): { readonly text: string; readonly nouns: readonly string[] } | null {
  const { tokens, words, text } = quoted
  const verb = words[word] ?? -1
  if (tokens[verb]?.pos !== 'VERB') return null
  const isHere = (at: number) => tokens[at]?.sentence === tokens[verb]?.sentence
  let end = verb - 1
  while (isHere(end) && BEFORE_A_VERB.has(tokens[end]?.pos ?? '')) end--
  // A pronoun may stand for whom the other report names.
  if (!isHere(end) || !['NOUN', 'PROPN'].includes(tokens[end]?.pos ?? '')) return null
  let start = end
  while (isHere(start - 1) && OF_A_NAME.has(tokens[start - 1]?.pos ?? '')) start--
  const name = tokens.slice(start, end + 1)
  const nouns = name.filter(({ pos }) => pos === 'NOUN' || pos === 'PROPN').map(({ lemma }) => lemma)
  return { text: text.slice(name[0]?.start ?? 0, name.at(-1)?.end ?? 0), nouns }
}
