import { webAddress } from '../src/model/web-address.ts'
import type { Span } from '../src/model/span.ts'
import type { Source, Statement } from '../src/model/records.ts'

/** A run of words as it is shown: a deciding run is underlined. */
export interface Run {
  readonly text: string
  readonly isDeciding: boolean
}

const OPENING = /^["'“”„«»‘‹「『]/u
const CLOSING = /["“”«»›」』]$/u

/**
 * The words of a statement as its source has them. Marks are added only around direct speech whose span stands between them
 * and holds none of its own at either end; what lies between two spans is "…" outside the marks.
 */
export function wordsOf(statement: Statement, deciding: readonly Pick<Span, 'start' | 'end'>[] = []): readonly Run[] {
  return statement.contentSpans.flatMap((span, i) => {
    const isQuoted = statement.form === 'direct' && !OPENING.test(span.exact) && !CLOSING.test(span.exact)
    return [
      ...(i > 0 ? [plain(' … ')] : []),
      ...(isQuoted ? [plain('“')] : []),
      ...runsOf(span, deciding),
      ...(isQuoted ? [plain('”')] : []),
    ]
  })
}

/** The words of a statement as one string, for titles and spoken lines. */
export function sayingOf(statement: Statement): string {
  return wordsOf(statement)
    .map((run) => run.text)
    .join('')
}

function runsOf(span: Span, deciding: readonly Pick<Span, 'start' | 'end'>[]): Run[] {
  const runs: Run[] = []
  let at = span.start
  for (const { start, end } of [...deciding].sort((a, b) => a.start - b.start)) {
    const [from, to] = [Math.max(start, at), Math.min(end, span.end)]
    if (to <= from) continue
    if (from > at) runs.push(plain(span.exact.slice(at - span.start, from - span.start)))
    runs.push({ text: span.exact.slice(from - span.start, to - span.start), isDeciding: true })
    at = to
  }
  if (at < span.end) runs.push(plain(span.exact.slice(at - span.start)))
  return runs
}

function plain(text: string): Run {
  return { text, isDeciding: false }
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/**
 * Day and short month, with the year when it is not the case's: `28 Oct`, `3 Jan 2024`, `25–28 Oct` for a range
 * (`2025-10-25/2025-10-28`), `undated` for nothing. Whatever is not an ISO date stands as it was written.
 */
export function showDate(date: string | null, year: string | null): string {
  if (!date) return 'undated'
  const [from = '', to] = date.split('/')
  const start = parts(from)
  if (!start) return date
  const end = to ? parts(to) : null
  const write = (d: Day) => `${d.day ? `${d.day} ` : ''}${d.month}${d.year === year ? '' : ` ${d.year}`}`
  if (!end) return write(start)
  return start.month === end.month && start.year === end.year
    ? `${start.day}–${write(end)}`
    : `${write(start)} – ${write(end)}`
}

interface Day {
  readonly year: string
  readonly month: string
  readonly day: number
}

function parts(date: string): Day | null {
  const match = /^(\d{4})-(\d{2})(?:-(\d{2}))?/.exec(date)
  const month = MONTHS[Number(match?.[2]) - 1]
  return match?.[1] && month ? { year: match[1], month, day: Number(match[3] ?? 0) } : null
}

const NUMBERS = new Intl.NumberFormat('en')

/** A number with a comma between its thousands. */
export function showNumber(n: number): string {
  // Most are small, and a frame of the canvas has hundreds.
  return Number.isInteger(n) && n >= 0 && n < 1000 ? String(n) : NUMBERS.format(n)
}

/** `1 statement`, `3,000 claims`: a count never stands without its noun. */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${showNumber(n)} ${n === 1 ? noun : plural}`
}

/** The words written right to left: the row that shows them mirrors as a whole. */
export function isRightToLeft(text: string): boolean {
  return /^[^\p{L}]*[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(text)
}

/** The address of a source when it is one that a browser may open: http or https, nothing else. */
export function addressOf(source: Source): string | null {
  return webAddress(source.url)
}

/**
 * At most two lines of 22 letters, as even as the words allow; what is left over ends in an ellipsis. A word longer than a line
 * is broken. A letter as wide as two counts twice, and a line may end after it, but not before what closes a phrase.
 */
export function labelLines(text: string, limit = 22): readonly string[] {
  const words = text
    .trim()
    .split(/\s+/u)
    .flatMap((word) => piecesOf(word, limit))
  const widths = words.map(({ text: word }) => lettersIn(word))
  const width = (from: number, to: number) =>
    widths.slice(from, to).reduce((sum, n, i) => sum + n + (i > 0 && words[from + i]?.isSpaced ? 1 : 0), 0)
  const line = (from: number, to = words.length) =>
    words.slice(from, to).reduce((all, word) => `${all}${all && word.isSpaced ? ' ' : ''}${word.text}`, '')
  if (width(0, words.length) <= limit) return [line(0)]
  const splits = words.map((_, at) => at).filter((at) => at > 0 && width(0, at) <= limit)
  const even = splits
    .filter((at) => width(at, words.length) <= limit)
    .sort((a, b) => Math.max(width(0, a), width(a, words.length)) - Math.max(width(0, b), width(b, words.length)))[0]
  if (even !== undefined) return [line(0, even), line(even)]
  const at = splits.at(-1) ?? 1
  const rest = clip(line(at), limit - 1, false, lettersIn)
  // A stump of one to three letters says nothing; a longer one is a hint.
  const kept = rest.replace(/(\S)\s\p{P}?\S{0,3}$/u, '$1')
  return [line(0, at), `${kept.replace(/[-,;:.、，。\s]+$/u, '')}…`]
}

/** The whole of a text in as few lines of so many letters as hold it, as even as its words allow; null where `most` are too few. */
export function wholeLines(text: string, limit: number, most: number): readonly string[] | null {
  const words = text
    .trim()
    .split(/\s+/u)
    .flatMap((word) => piecesOf(word, limit))
  const set = (width: number): readonly string[] =>
    words.reduce<readonly string[]>((lines, { text: word, isSpaced }) => {
      const longer = `${lines.at(-1) ?? ''}${isSpaced && lines.length > 0 ? ' ' : ''}${word}`
      return lines.length > 0 && lettersIn(longer) <= width ? [...lines.slice(0, -1), longer] : [...lines, word]
    }, [])
  const needed = set(limit).length
  if (needed > most) return null
  let width = Math.ceil(limit / 2)
  while (width < limit && set(width).length > needed) width++
  return set(width)
}

/** A word, or a part of one where a line may end: after each wide letter, and where it is longer than a line. */
interface Piece {
  readonly text: string
  /** A space stands before it. */
  readonly isSpaced: boolean
}

function piecesOf(word: string, limit: number): Piece[] {
  const parts = word.match(PARTS) ?? [word]
  return parts.flatMap((part, i) =>
    breakWord(part, limit).map((text, k) => ({ text, isSpaced: i === 0 || (k > 0 && !WIDE.test(part)) })),
  )
}

function breakWord(word: string, limit: number): string[] {
  if (lettersIn(word) <= limit) return [word]
  const head = clip(word, limit - 1, false, lettersIn)
  return head === '' ? [word] : [`${head}-`, ...breakWord(word.slice(head.length), limit)]
}

/** How many letters of a label's line a text takes. */
function lettersIn(text: string): number {
  let letters = 0
  for (const character of text) letters += WIDE.test(character) ? 2 : 1
  return letters
}

/**
 * A name in lines of so many letters, its end kept: what does not fit goes from the middle, where "…" stands. A letter as wide
 * as two, as in Chinese, counts twice.
 */
export function fitName(name: string, limit: number, lines: 1 | 2 = 2): readonly string[] {
  const words = name.trim().split(/\s+/u)
  const whole = words.join(' ')
  if (widthOf(whole) <= limit) return [whole]
  if (lines === 1) {
    const end = Math.floor((limit - 1) * 0.4)
    return [`${clip(whole, limit - 1 - end)}…${clip(whole, end, true)}`]
  }
  let first = ''
  let at = 0
  for (; at < words.length; at++) {
    const longer = first ? `${first} ${words[at] ?? ''}` : (words[at] ?? '')
    if (widthOf(longer) > limit) break
    first = longer
  }
  const rest = words.slice(at).join(' ')
  if (!first) {
    const hyphen = WIDE.test(rest) ? '' : '-'
    const head = clip(rest, limit - hyphen.length)
    return [head + hyphen, ...fitName(rest.slice(head.length), limit, 1)]
  }
  if (widthOf(rest) <= limit) return [first, rest]
  const tail = clip(rest, limit - 1, true)
  // A whole word says more than the end of one.
  return [first, `…${rest.endsWith(` ${tail}`) ? tail : tail.replace(/^\S*\s+(?=\S)/u, '')}`]
}

/** As much of a text's beginning, or end, as is no wider than so many letters. */
function clip(text: string, limit: number, isEnd = false, measure = widthOf): string {
  const characters = isEnd ? Array.from(text).reverse() : Array.from(text)
  const kept: string[] = []
  let width = 0
  for (const character of characters) {
    width += measure(character)
    if (width > limit) break
    kept.push(character)
  }
  return (isEnd ? kept.reverse() : kept).join('').trim()
}

/** Ideographs and syllables of East Asia with their punctuation, and pictures. */
const WIDE_LETTERS =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Emoji_Presentation}\\u3000-\\u303f\\uff01-\\uff60'
const WIDE = new RegExp(`[${WIDE_LETTERS}]`, 'u')
/** Runs that no line ends within; what opens a phrase stays with what follows, what closes it with what is before. */
const PARTS = new RegExp(`\\p{Ps}*[${WIDE_LETTERS}](?:[\\p{Pe}\\p{Pf}\\p{Po}ー]|\\p{M})*|[^${WIDE_LETTERS}]+`, 'gu')

function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += WIDE.test(character) ? 2 : /[\p{Lu}\dmw]/u.test(character) ? 1.2 : 1
  return width
}
