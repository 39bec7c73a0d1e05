const DATE =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?(?:[.,](\d{1,9})\d*)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i
const MAIL_DATE = /^(?:[A-Za-z]{3},\s*)?\d{1,2} [A-Za-z]{3} \d{4} \d{2}:\d{2}(?::\d{2})? (?:GMT|UTC|UT|[+-]\d{4})$/

function isDay(year: string, month: string, day: string): boolean {
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`)
  // V8 takes 30 February for 2 March.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(`${year}-${month}-${day}`)
}

/**
 * `value` as the ISO 8601 date or date-time of the case format, or null where it is none. Takes ISO in its variants and the dates of
 * mail and HTTP headers. A time without offset could be anywhere on earth, so only its day is kept.
 */
export function isoDate(value: string): string | null {
  const trimmed = value.trim()
  if (MAIL_DATE.test(trimmed)) {
    const time = new Date(trimmed)
    return Number.isNaN(time.getTime()) ? null : time.toISOString().replace('.000Z', 'Z')
  }
  const [, year, month, day, time, seconds = '', fraction, zone] = DATE.exec(trimmed) ?? []
  if (year === undefined || month === undefined || day === undefined || !isDay(year, month, day)) return null
  const date = `${year}-${month}-${day}`
  if (time === undefined) return date
  const digits = zone?.replace(':', '').toUpperCase()
  const offset =
    digits === undefined || digits === 'Z' ? 'Z' : `${digits.slice(0, 3)}:${digits.slice(3).padEnd(2, '0')}`
  const whole = `${date}T${time}${seconds}${fraction === undefined || seconds === '' ? '' : `.${fraction}`}${offset}`
  if (Number.isNaN(Date.parse(whole))) return null
  return digits === undefined ? date : whole
}
