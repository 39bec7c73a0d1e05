import type { Statement } from '../../src/model/records.ts'
import type { Kept } from './kept.ts'

/** Days since 1970 between which something was said, both included; infinite where nothing bounds them. */
export interface Said {
  readonly from: number
  readonly to: number
}

const DAY_MS = 86_400_000
const ANY_TIME: Said = { from: -Infinity, to: Infinity }

/** Days that publication may lag behind by the calendar: where an outlet sits it may be yesterday still. */
const DATE_LINE = 1

/**
 * When a statement was said. `saidAt` is a day, a month, a year, or two of them with a slash between. A publication proves
 * only that something was said no later. Dates that cannot be (said after it was published, ended before it began) prove
 * nothing; a `saidAt` that is no date is as good as none.
 */
export function saidWhen(kept: Kept, statement: Statement): Said {
  const published = daysOf(kept.sources.get(statement.source)?.publishedAt ?? null)
  const latest = published === null ? Infinity : published.to + DATE_LINE
  const said = daysOf(statement.saidAt)
  if (said === null) return { from: -Infinity, to: latest }
  if (said.from > said.to || said.from > latest) return ANY_TIME
  return { from: said.from, to: Math.min(said.to, latest) }
}

const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T[^/]{1,40})?)?)?$/

function daysOf(text: string | null): Said | null {
  if (text === null || text.length > 100) return null
  const [first = '', second = first, ...rest] = text.trim().split('/')
  const from = dayRange(first.trim())
  const to = dayRange(second.trim())
  return from && to && rest.length === 0 ? { from: from.from, to: to.to } : null
}

/** First and last day of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; the time of day and its zone are left out. */
function dayRange(text: string): Said | null {
  const [, year, month, day] = DATE.exec(text) ?? []
  if (year === undefined) return null
  const y = Number(year)
  const m = Number(month ?? 1)
  const from = Date.UTC(y, m - 1, Number(day ?? 1))
  const isReal = new Date(from).toISOString().startsWith([year, month, day].filter(Boolean).join('-'))
  if (!isReal) return null
  const to = day !== undefined ? from : Date.UTC(month === undefined ? y + 1 : y, month === undefined ? 0 : m, 0)
  return { from: from / DAY_MS, to: to / DAY_MS }
}

/** How two sides of a conflict lie in time. */
export interface Order {
  /** Which side was said first; null where the dates do not order every statement of one with every one of the other. */
  readonly first: 'one' | 'other' | null
  /** How often it went from one side to the other; 0 where `first` is null. */
  readonly turns: number
  /** Pairs of statements that the dates order. */
  readonly ordered: number
}

/** Two sayings are ordered when their days do not overlap. Takes n log n steps for n sayings. */
export function orderOf(ones: readonly Said[], others: readonly Said[]): Order {
  const ordered = countBefore(ones, others) + countBefore(others, ones)
  if (ordered < ones.length * others.length) return { first: null, turns: 0, ordered }
  const sides = [
    ...ones.map(({ from }) => ({ from, side: 'one' as const })),
    ...others.map(({ from }) => ({ from, side: 'other' as const })),
  ]
    .sort((a, b) => a.from - b.from)
    .map(({ side }) => side)
  return { first: sides[0] ?? null, turns: sides.filter((side, i) => i > 0 && side !== sides[i - 1]).length, ordered }
}

/** Pairs of which the first ends before the second begins. */
function countBefore(firsts: readonly Said[], seconds: readonly Said[]): number {
  const ends = Float64Array.from(firsts, ({ to }) => to).sort()
  const begins = Float64Array.from(seconds, ({ from }) => from).sort()
  let [ended, pairs] = [0, 0]
  for (const begin of begins) {
    while (ended < ends.length && (ends[ended] ?? 0) < begin) ended++
    pairs += ended
  }
  return pairs
}
