import type { ParsedComponents } from 'chrono-node'
import { casual } from 'chrono-node/en'
import { firstAt, type Token } from '../language/english.ts'
import type { Attribution } from '../model/attribution.ts'
import type { Span } from '../model/span.ts'

type Range = readonly [start: number, end: number]

/** Expressions of more than a day ("last week") and of a day to come ("next Monday") date nothing that was said. */
const NO_DAY = /\b(?:weeks?|fortnight|months?|years?|decades?|weekend|next|coming)\b/i
/** Days that a publication date can be late: a weekday without a date means one of the seven before. */
const WEEK = 7
const DAY_MS = 86_400_000
/** Characters around a cue that are looked at, so that a text without full stops is read in linear time. */
const REACH = 400

const isVerb = ({ pos }: Token) => pos === 'VERB' || pos === 'AUX'

/**
 * The day on which something was said, as an ISO date, from the words beside the cue ("said on Tuesday", "On October 28, he
 * told …"), read against the day of publication; null where the sentence names no day, names it for something else, or lets
 * doubt which. Without a day of publication only a date with its year counts. `tokens` are those of the whole text; `within` is
 * the content that a relay stands in.
 */
export function saidAtOf(
  text: string,
  tokens: readonly Token[],
  attribution: Attribution,
  publishedAt: string | null,
  within: readonly Span[] | null = null,
): string | null {
  const cue = attribution.cueSpans[0]
  if (!cue) return null
  const at = firstAt(tokens, cue.start)
  const number = tokens[at]?.sentence
  if (number === undefined) return null
  let from = at
  let to = at
  const isNear = (token: Token | undefined) =>
    token?.sentence === number && token.start > cue.start - REACH && token.end < cue.end + REACH
  while (isNear(tokens[from - 1])) from--
  while (to < tokens.length && isNear(tokens[to])) to++
  const sentence = tokens.slice(from, to)
  const start = sentence[0]?.start ?? cue.start
  const end = sentence.at(-1)?.end ?? cue.end
  // What was said may name days too, and so may the words for the speaker: neither says when it was said.
  const others = [...attribution.contentSpans, ...attribution.speakerSpans].map((span): Range => [span.start, span.end])
  const isOutside = (position: number) =>
    others.every(([a, b]) => position < a || position >= b) &&
    (within === null || within.some((span) => position >= span.start && position < span.end))
  const free = Array.from({ length: end - start }, (_, i) =>
    isOutside(start + i) ? text.charAt(start + i) : ' ',
  ).join('')
  const dated = casual
    .parse(free, { instant: noonOf(publishedAt), timezone: 0 })
    .map(({ index, text: words, start: day }) => ({
      range: [start + index, start + index + words.length] as const,
      words,
      day,
    }))
    .filter(({ range }) => belongsToCue(sentence, range, [cue.start, cue.end], others))
  const days = new Set(dated.map(({ words, day }) => dayOf(words, day, publishedAt)))
  return days.size === 1 ? ([...days][0] ?? null) : null
}

/** Noon of a day, so that no time zone moves it. */
function noonOf(date: string | null): Date {
  return new Date(`${date?.slice(0, 10) ?? '2000-01-01'}T12:00:00Z`)
}

/**
 * True for an expression that opens the sentence, stands right before the cue, or follows it with no verb and no comma between;
 * "the minister, who resigned on Monday, said" dates the resignation.
 */
function belongsToCue(sentence: readonly Token[], when: Range, cue: Range, others: readonly Range[]): boolean {
  const isFree = (token: Token) => others.every(([a, b]) => token.end <= a || token.start >= b)
  const between = (from: number, to: number) =>
    sentence.filter((token) => token.start >= from && token.end <= to && isFree(token))
  if (when[0] >= cue[0] && when[1] <= cue[1]) return true
  if (when[0] >= cue[1])
    return between(cue[1], when[0]).every((token) => !isVerb(token) && !/^[,;:()–—]$/.test(token.text))
  const words = between(when[1], cue[0]).filter((token) => token.pos !== 'PUNCT')
  if (words.length === 0) return true
  const opening = sentence.filter((token) => token.end <= when[0])
  return opening.every((token) => token.pos === 'ADV' || token.pos === 'ADP') && !words.some(isVerb)
}

/** The ISO day of a parsed expression; null where it is no single day, lies after publication, or needs a date to count from. */
function dayOf(words: string, parsed: ParsedComponents, publishedAt: string | null): string | null {
  const isDated = parsed.isCertain('month') && parsed.isCertain('day')
  if (NO_DAY.test(words) || !(isDated || parsed.isCertain('weekday'))) return null
  // "yesterday" fixes the year too, but only by the day it is counted from.
  const saysYear = parsed.isCertain('year') && /\d{4}|\/\d\d$/.test(words)
  if (!publishedAt) return saysYear ? isoDay(parsed, 0, 0) : null
  const published = publishedAt.slice(0, 10)
  const day = isoDay(parsed, 0, 0)
  if (day <= published) return day
  if (saysYear) return null
  if (isDated) return parsed.isCertain('year') ? null : isoDay(parsed, 1, 0)
  return isoDay(parsed, 0, WEEK)
}

function isoDay(parsed: ParsedComponents, yearsBack: number, daysBack: number): string {
  const [year, month, day] = [parsed.get('year') ?? 0, parsed.get('month') ?? 1, parsed.get('day') ?? 1]
  return new Date(Date.UTC(year - yearsBack, month - 1, day) - daysBack * DAY_MS).toISOString().slice(0, 10)
}
