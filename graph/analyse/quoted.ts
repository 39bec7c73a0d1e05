import { readEnglish, type Token } from '../../src/language/english.ts'
import type { Statement } from '../../src/model/records.ts'

/** A word or mark of a content, and in which quotation it stands. */
export interface ContentToken extends Token {
  /** The form by which words are compared: lower case, contracted forms written out. */
  readonly key: string
  /** Number of the quotation that it stands in; -1 outside quotation marks. */
  readonly quotation: number
  /** Stands in square brackets: the paper's word, not the speaker's. */
  readonly isBracketed: boolean
  readonly isWord: boolean
}

/** What a statement has of its speaker's words. Positions of tokens are those of `text`. */
export interface Quoted {
  readonly statement: Statement
  /** The spans of the content, a line each. */
  readonly text: string
  readonly tokens: readonly ContentToken[]
  /** Positions in `tokens` of the words in quotation marks, the first 300. */
  readonly words: readonly number[]
}

/** Words of one report that are compared: the time grows with their square. */
const MOST_WORDS = 300
/** UTF-16 units of a content that are read for them. */
const MOST_READ = 4000
const QUOTATION = /["“„«]([^"“”„«»]+)["“”»]?/gu
const WRITTEN_OUT = new Map([
  ["n't", 'not'],
  ["'ll", 'will'],
  ["'re", 'are'],
  ["'ve", 'have'],
  ["'m", 'am'],
])
const BEFORE_NOT = new Map([
  ['ca', 'can'],
  ['wo', 'will'],
  ['sha', 'shall'],
])

/** The words of a content in quotation marks; all of a direct one whose marks are not in it. */
export function readQuoted(statement: Statement): Quoted {
  const text = statement.contentSpans
    .map(({ exact }) => exact.replaceAll('\n', ' '))
    .join('\n')
    .slice(0, MOST_READ)
  const quotations = [...text.matchAll(QUOTATION)].map((match) => {
    const start = match.index + match[0].indexOf(match[1] ?? '')
    return [start, start + (match[1] ?? '').length] as const
  })
  const ranges = quotations.length === 0 && statement.form === 'direct' ? [[0, text.length] as const] : quotations
  const tokens: ContentToken[] = []
  let quotation = 0
  let brackets = 0
  for (const token of readEnglish(text)) {
    while (quotation < ranges.length && (ranges[quotation]?.[1] ?? 0) <= token.start) quotation++
    const isInside = (ranges[quotation]?.[0] ?? Infinity) <= token.start
    if (token.text === '[') brackets++
    if (token.text === ']') brackets = Math.max(0, brackets - 1)
    tokens.push({
      ...token,
      key: keyOf(token),
      quotation: isInside ? quotation : -1,
      isBracketed: brackets > 0,
      isWord: /[\p{L}\p{N}]/u.test(token.text),
    })
  }
  for (const [i, token] of tokens.entries()) {
    const verb = BEFORE_NOT.get(token.key)
    if (verb !== undefined && tokens[i + 1]?.key === 'not') tokens[i] = { ...token, key: verb }
  }
  const words = tokens.flatMap(({ quotation, isWord }, i) => (quotation >= 0 && isWord ? i : []))
  return { statement, text, tokens, words: words.slice(0, MOST_WORDS) }
}

function keyOf({ text }: Token): string {
  const plain = text.toLowerCase().replaceAll('’', "'")
  return WRITTEN_OUT.get(plain) ?? plain
}
