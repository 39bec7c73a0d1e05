/** Days since 1970-01-01, both ends included. */
export interface Days {
  readonly from: number
  readonly to: number
}

const DAY_MS = 86_400_000
const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2})?)?)?)?$/

/**
 * The days that a date leaves open: "2025-10-25" is one, "2025-10" and "2025" all of theirs, "2025-10-25/2025-10-28" the first to
 * the last. A time of day is passed over: the day is the one that was written. Null for what is no date ("2025-02-31", "last
 * week") and for a range that ends before it begins.
 */
export function daysOf(date: string | null): Days | null {
  if (!date || date.length > 80) return null
  const [first, last, ...rest] = date.split('/').map(one)
  if (!first || last === null || rest.length > 0) return null
  const days = { from: first.from, to: (last ?? first).to }
  return days.from <= days.to ? days : null
}

/** A day as it is written in addresses: `2025-10-25`. */
export function dayName(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

function one(text: string): Days | null {
  const match = DATE.exec(text)
  if (!match) return null
  const [year, month, day] = [Number(match[1]), Number(match[2] ?? 1) - 1, Number(match[3] ?? 1)]
  const from = dayOf(year, month, day)
  // Date.UTC takes the 31st of February for a day of March.
  if (match[2] && dayName(from).slice(0, 7) !== text.slice(0, 7)) return null
  if (match[3]) return { from, to: from }
  return { from, to: dayOf(match[2] ? year : year + 1, match[2] ? month + 1 : 0, 0) }
}

function dayOf(year: number, month: number, day: number): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month, day)
  return Math.round(date.getTime() / DAY_MS)
}
