import { webAddress } from '../../../src/model/web-address.ts'
import { showNumber } from '../../analyse/say.ts'
import type { Source } from '../../../src/model/records.ts'

const LIST = new Intl.ListFormat('en-GB', { type: 'conjunction' })

/** `A`, `A and B`, `A, B and 3 more`. */
export function listOf(names: readonly string[], most = 4): string {
  return LIST.format(
    names.length > most ? [...names.slice(0, most - 1), `${showNumber(names.length - most + 1)} more`] : names,
  )
}

const DAYS = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })

/** `28 Oct 2025`, `25 Oct 2025 – 28 Oct 2025` for a range; whatever is not an ISO date stands as it was written. */
export function showDate(date: string): string {
  const days = date.split('/').map((day) => Date.parse(/^\d{4}-\d{2}-\d{2}/.exec(day)?.[0] ?? ''))
  return days.some(Number.isNaN) ? clip(date, 60) : days.map((day) => DAYS.format(day)).join(' – ')
}

/** At most `most` UTF-16 units of a text; what is cut off is an ellipsis. */
export function clip(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most).replace(/\p{Cs}$/u, '')}…`
}

/** Longer addresses than this are no links: no browser opens them. In UTF-16 units. */
const LONGEST_ADDRESS = 2000

/** The address of a source when it is one that a browser may open: http or https, nothing else. */
export function addressOf({ url }: Source): string | null {
  return url !== null && url.length > LONGEST_ADDRESS ? null : webAddress(url)
}

/**
 * An address that opens a page at some words of it (a text fragment, https://wicg.github.io/scroll-to-text-fragment/). A
 * browser that does not know it, or a page that no longer has the words, opens at the top.
 */
export function addressAt(address: string, exact: string): string {
  const words = exact
    .replace(/\p{Cs}/gu, '\uFFFD')
    .trim()
    .split(/\s+/u)
  const ends = words.length > 12 ? [words.slice(0, 5), words.slice(-5)] : [words]
  const text = ends.map((end) => encodeURIComponent(clip(end.join(' '), 300)).replaceAll('-', '%2D')).join(',')
  return `${address}${address.includes('#') ? '' : '#'}:~:text=${text}`
}

/** The title of a source, or its path. */
export function titleOf({ title, path }: Source): string {
  return clip(title.trim() || path, 200)
}
