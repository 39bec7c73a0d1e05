import { readEnglish } from '../language/english.ts'
import { byId, utteranceId } from '../model/id.ts'
import type { Actor, Method, Source, Statement, Utterance } from '../model/records.ts'

const METHOD: Method = { name: 'local', version: '1' }
/** Words in a row that two quotations share, from which they quote one utterance; fewer are enough where they are all of one of them. */
const ENOUGH_WORDS = 5
const FEWEST_WORDS = 3
/** Nouns, verbs and adjectives among them; names are said again on other days. */
const FEWEST_TELLING = 2
const TELLING: ReadonlySet<string> = new Set(['NOUN', 'VERB', 'ADJ'])
/** Days between two publications over which words may have been said again. */
const MOST_DAYS = 7
const DAY = 86_400_000
/** Words of one quotation that are compared, and letters that are read for them. */
const MOST_WORDS = 300
const MOST_LETTERS = 4000
/** By the words in a row that two reports share; not calibrated. */
const SCORES = [
  { words: 8, score: 0.95 },
  { words: ENOUGH_WORDS, score: 0.85 },
  { words: 0, score: 0.7 },
] as const

interface Word {
  readonly text: string
  readonly isTelling: boolean
}

/** A report of a speaker's words: what stands in quotation marks, and the days that are known. */
interface Report {
  readonly statement: Statement
  readonly quotations: readonly (readonly Word[])[]
  /** When the words were said, where the text tells; else null. */
  readonly saidOn: string | null
  /** Day of publication; null where it is not known. */
  readonly published: string | null
}

/**
 * Which statements report one act of speaking: statements of one speaker that share words in quotation marks, five in a row, or three or four
 * that are all one of them quotes; two of them are more than grammar and names. Reports of two days are two, as are texts that were
 * published more than a week apart, and words that a speaker is quoted with on several days are a saying that tells nothing. What is
 * reported in other words is never joined: it may have been said twice. An utterance is named after its first report by day of
 * publication. Sorted by id.
 */
export function findUtterances(
  statements: readonly Statement[],
  actors: readonly Actor[],
  sources: readonly Source[],
): Utterance[] {
  const named = new Set(actors.filter(({ kind }) => kind !== 'unnamed').map(({ id }) => id))
  const publishedOn = new Map(sources.map(({ id, publishedAt }) => [id, publishedAt?.slice(0, 10) ?? null]))
  const reports = statements
    .filter(({ speaker, form }) => named.has(speaker) && (form === 'direct' || form === 'mixed'))
    .map((statement) => ({
      statement,
      quotations: quotationsIn(statement).map(wordsOf),
      saidOn: statement.saidAt?.slice(0, 10) ?? null,
      published: publishedOn.get(statement.source) ?? null,
    }))
    .toSorted(inOrder)
  const groups = new Groups()
  for (const among of sharingWords(reports).values()) groups.join(among)
  return groups.all().map(toUtterance).toSorted(byId)
}

/** First by day of publication, those without a day last; then by id. */
function inOrder(a: Report, b: Report): number {
  const [one, other] = [a.published ?? '9', b.published ?? '9']
  return one < other ? -1 : one > other ? 1 : byId(a.statement, b.statement)
}

/** What stands in quotation marks; all of a direct quotation whose marks are not in it. */
function quotationsIn({ contentSpans, form }: Statement): string[] {
  return contentSpans.flatMap(({ exact }) => {
    const inside = [...exact.matchAll(/["“„«]([^"“”„«»]+)/gu)].flatMap(([, words = '']) => words)
    return inside.length === 0 && form === 'direct' ? [exact] : inside
  })
}

function wordsOf(quotation: string): Word[] {
  return readEnglish(quotation.slice(0, MOST_LETTERS))
    .filter(({ text }) => /[\p{L}\p{N}]/u.test(text))
    .slice(0, MOST_WORDS)
    .map(({ text, pos }) => ({ text: text.toLowerCase(), isTelling: TELLING.has(pos) && /^\p{Ll}/u.test(text) }))
}

/** Reports of one speaker by three words in a row that they have in common. */
function sharingWords(reports: readonly Report[]): Map<string, Report[]> {
  const sharing = new Map<string, Report[]>()
  for (const report of reports)
    for (const words of report.quotations)
      for (let at = 0; at + FEWEST_WORDS <= words.length; at++) {
        const row = words.slice(at, at + FEWEST_WORDS)
        if (!row.some(({ isTelling }) => isTelling)) continue
        const key = [report.statement.speaker, ...row.map(({ text }) => text)].join(' ')
        const others = sharing.get(key)
        if (!others) sharing.set(key, [report])
        else if (others.at(-1) !== report) others.push(report)
      }
  return sharing
}

/** The longest row of words that two reports quote, where it is enough to call them one; else null. */
function sharedWords(a: Report, b: Report): readonly Word[] | null {
  let best: readonly Word[] | null = null
  for (const one of a.quotations)
    for (const other of b.quotations) {
      const row = longestRow(one, other)
      const isEnough = row.length >= ENOUGH_WORDS || row.length === Math.min(one.length, other.length)
      const telling = row.filter(({ isTelling }) => isTelling).length
      if (isEnough && row.length >= FEWEST_WORDS && telling >= FEWEST_TELLING && row.length > (best?.length ?? 0))
        best = row
    }
  return best
}

/** The longest common substring, in words. */
function longestRow(a: readonly Word[], b: readonly Word[]): readonly Word[] {
  let end = 0
  let longest = 0
  let before = new Uint16Array(b.length + 1)
  for (const [i, { text }] of a.entries()) {
    const row = new Uint16Array(b.length + 1)
    for (const [j, other] of b.entries()) {
      if (other.text !== text) continue
      const length = (before[j] ?? 0) + 1
      row[j + 1] = length
      if (length > longest) [longest, end] = [length, i + 1]
    }
    before = row
  }
  return a.slice(end - longest, end)
}

/** Reports of one utterance, their days, and the fewest words by which one of them came in. */
interface Group {
  readonly reports: Report[]
  saidOn: string | null
  first: number
  last: number
  fewest: readonly Word[] | null
}

function groupOf(report: Report): Group {
  const day = report.published === null ? NaN : Date.parse(report.published)
  const [first, last] = Number.isNaN(day) ? [Infinity, -Infinity] : [day, day]
  return { reports: [report], saidOn: report.saidOn, first, last, fewest: null }
}

/** True where words belong to several days. */
const areTwo = (a: Group, b: Group) =>
  (a.saidOn !== null && b.saidOn !== null && a.saidOn !== b.saidOn) ||
  Math.max(a.last, b.last) - Math.min(a.first, b.first) > MOST_DAYS * DAY

function widen(group: Group, other: Group): void {
  group.saidOn ??= other.saidOn
  group.first = Math.min(group.first, other.first)
  group.last = Math.max(group.last, other.last)
}

function isSaying([first, ...others]: readonly Report[]): boolean {
  if (!first) return false
  const whole = groupOf(first)
  return others.some((report) => {
    const own = groupOf(report)
    const isApart = areTwo(whole, own)
    widen(whole, own)
    return isApart
  })
}

class Groups {
  readonly #groupOf = new Map<Report, Group>()

  /** Joins those of the reports, which share some words, that share enough. */
  join(among: readonly Report[]): void {
    const [first, ...others] = among
    if (!first || isSaying(among)) return
    for (const other of others) {
      const [one, two] = [this.#of(first), this.#of(other)]
      if (one === two || areTwo(one, two) || overlap(first.statement, other.statement)) continue
      const words = sharedWords(first, other)
      if (!words) continue
      const [large, small] = one.reports.length < two.reports.length ? [two, one] : [one, two]
      for (const report of small.reports) {
        large.reports.push(report)
        this.#groupOf.set(report, large)
      }
      widen(large, small)
      for (const row of [words, small.fewest ?? words])
        if (!large.fewest || row.length < large.fewest.length) large.fewest = row
    }
  }

  all(): Group[] {
    return [...new Set(this.#groupOf.values())].filter(({ reports }) => reports.length > 1)
  }

  #of(report: Report): Group {
    const known = this.#groupOf.get(report)
    if (known) return known
    const own = groupOf(report)
    this.#groupOf.set(report, own)
    return own
  }
}

/** Two statements one inside the other are no two reports. */
function overlap(a: Statement, b: Statement): boolean {
  return (
    a.source === b.source &&
    a.contentSpans.some((one) => b.contentSpans.some((other) => one.start < other.end && other.start < one.end))
  )
}

function toUtterance({ reports, fewest }: Group): Utterance {
  const [first] = reports.toSorted(inOrder)
  const words = fewest ?? []
  return {
    id: utteranceId(first?.statement.id ?? ''),
    statements: reports.map(({ statement }) => statement.id).toSorted(),
    score: SCORES.find((step) => words.length >= step.words)?.score ?? 0,
    reason: `One speaker, quoted with the same words in a row: “${words.map(({ text }) => text).join(' ')}”.`,
    method: METHOD,
    status: 'proposed',
  }
}
