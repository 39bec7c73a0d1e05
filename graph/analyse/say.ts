import type { Source } from '../../src/model/records.ts'
import { outletOf } from './chain.ts'
import type { Kept } from './kept.ts'

const NUMBERS = new Intl.NumberFormat('en')

/** A number with a comma between its thousands. */
export function showNumber(n: number): string {
  return NUMBERS.format(n)
}

/** `1 claim`, `3,000 statements`: a count never stands without its noun. */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${showNumber(n)} ${n === 1 ? noun : plural}`
}

/** Names that a sentence lists at most. */
const MOST_LISTED = 5

/** Names as a sentence lists them: `A`, `A and B`, `A, B, C and 4 more`. Of all `of` it needs the first `most`. */
export function list(names: readonly string[], most = MOST_LISTED, of = names.length): string {
  const shown = of > most ? [...names.slice(0, most - 1), `${of - most + 1} more`] : names
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`
}

/** The name of an actor, the title of a source, or who an unnamed relay is called. */
export function nameOf(kept: Kept, id: string): string {
  if (id === '') return 'somebody unnamed'
  const source = kept.sources.get(id)
  return kept.actors.get(id)?.name ?? (source ? source.title || source.path : id)
}

/** Names of actors as a sentence lists them. */
export function namesOf(kept: Kept, ids: readonly string[]): string {
  const names = ids.slice(0, MOST_LISTED).map((id) => nameOf(kept, id))
  return list(names, MOST_LISTED, ids.length)
}

/** Who published a source: the outlet's name, else the source's title, else its path. */
export function publisherOf(kept: Kept, source: Source): string {
  const outlet = outletOf(kept, source)
  return outlet === null ? short(source.title || source.path, 60) : nameOf(kept, outlet)
}

/** The text of a claim as it stands within a sentence. */
export function plain(text: string): string {
  return text.endsWith('.') ? text.slice(0, -1) : text
}

/** Words as they stand in a source, without line breaks, of at most `most` UTF-16 units. */
export function short(words: string, most = 160): string {
  const line = words.replace(/\s+/g, ' ').trim()
  if (line.length <= most) return line
  const cut = line.slice(0, most)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most / 2)).replace(/[\ud800-\udbff]$/, '')} …`
}

/** What a statement does to a claim, in a word, who relays it and, on request, what dates it. */
export function roleOf(kept: Kept, id: string, claim: string, dated?: 'dated'): string {
  const statement = kept.statements.get(id)
  const stance = kept.stancesOf.get(id)?.find((taken) => taken.claim === claim)?.stance ?? 'asserts'
  const outer = kept.statements.get(statement?.relayedBy ?? '')
  const publishedAt = kept.sources.get(statement?.source ?? '')?.publishedAt ?? null
  const saidAt = statement?.saidAt ?? null
  const when = saidAt !== null ? `said ${saidAt}` : publishedAt !== null ? `published ${publishedAt}` : 'not dated'
  return [stance, ...(outer ? [`relayed by ${namesOf(kept, [outer.speaker])}`] : []), ...(dated ? [when] : [])].join(
    ', ',
  )
}
