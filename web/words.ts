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
 * At most two lines of 22 characters, as even as the words allow; what is left over ends in an ellipsis. A word longer than
 * a line is broken.
 */
export function labelLines(text: string, limit = 22): readonly string[] {
  const words = text
    .trim()
    .split(/\s+/u)
    .flatMap((word) => breakWord(Array.from(word), limit))
  const lengths = words.map((word) => Array.from(word).length)
  const width = (from: number, to: number) => lengths.slice(from, to).reduce((sum, n) => sum + n + 1, -1)
  if (width(0, words.length) <= limit) return [words.join(' ')]
  const splits = words.map((_, at) => at).filter((at) => at > 0 && width(0, at) <= limit)
  const even = splits
    .filter((at) => width(at, words.length) <= limit)
    .sort((a, b) => Math.max(width(0, a), width(a, words.length)) - Math.max(width(0, b), width(b, words.length)))[0]
  if (even !== undefined) return [words.slice(0, even).join(' '), words.slice(even).join(' ')]
  const at = splits.at(-1) ?? 1
  const rest = Array.from(words.slice(at).join(' '))
    .slice(0, limit - 1)
    .join('')
  // A stump of one to three letters says nothing; a longer one is a hint.
  const kept = rest.replace(/(\S)\s\p{P}?\S{0,3}$/u, '$1')
  return [words.slice(0, at).join(' '), `${kept.replace(/[-,;:.\s]+$/u, '')}…`]
}

function breakWord(characters: readonly string[], limit: number): string[] {
  if (characters.length <= limit) return [characters.join('')]
  return [`${characters.slice(0, limit - 1).join('')}-`, ...breakWord(characters.slice(limit - 1), limit)]
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
function clip(text: string, limit: number, isEnd = false): string {
  const characters = isEnd ? Array.from(text).reverse() : Array.from(text)
  const kept: string[] = []
  let width = 0
  for (const character of characters) {
    width += widthOf(character)
    if (width > limit) break
    kept.push(character)
  }
  return (isEnd ? kept.reverse() : kept).join('').trim()
}

const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}]/u

function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += WIDE.test(character) ? 2 : /[\p{Lu}\dmw]/u.test(character) ? 1.2 : 1
  return width
}
