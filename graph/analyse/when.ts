/** When something was, in milliseconds since 1970: not before `from`, not after `to`; either may be infinite. */
export interface Period {
  readonly from: number
  readonly to: number
}

const DAY = 86_400_000
const DATE = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2})?)?$/

/**
 * The time that a date of the case leaves open: a day is all of it, "2025-10-25/2025-10-28" is from the first to the last day.
 * Null for what is no date ("2025-13-40", "last week") and for a period that ends before it begins.
 */
export function periodOf(date: string | null): Period | null {
  if (date === null) return null
  if (!date.includes('/')) return dayOrInstant(date)
  const [first, last, ...rest] = date.split('/').map(dayOrInstant)
  if (!first || last === null || rest.length > 0) return null
  const period = { from: first.from, to: (last ?? first).to }
  return period.from <= period.to ? period : null
}

function dayOrInstant(date: string): Period | null {
  if (!DATE.test(date)) return null
  const from = Date.parse(date)
  if (Number.isNaN(from)) return null
  // Date.parse takes "2025-02-31" for a day of March.
  if (new Date(Date.parse(date.slice(0, 10))).getUTCDate() !== Number(date.slice(8, 10))) return null
  return { from, to: date.length === 10 ? from + DAY - 1 : from }
}
