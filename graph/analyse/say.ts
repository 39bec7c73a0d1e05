import type { Source } from '../../src/model/records.ts'
import { outletOf } from './chain.ts'
import type { Kept } from './kept.ts'

const LIST = new Intl.ListFormat('en-GB', { type: 'conjunction' })

/** "A", "A and B", "A, B and C". */
export const listOf = (words: readonly string[]): string => LIST.format(words)

/** A count with its noun: "1 report", "3 reports". */
export const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** An actor's name; its id where the case does not have it. */
export const nameOf = (kept: Kept, actor: string): string => kept.actors.get(actor)?.name ?? actor

/** Who published a source: the outlet's name, else the source's title, else its path. */
export function publisherOf(kept: Kept, source: Source): string {
  const outlet = outletOf(kept, source)
  return outlet === null ? short(source.title || source.path, 60) : nameOf(kept, outlet)
}

/** Words as they stand in a source, without line breaks, of at most `most` UTF-16 units. */
export function short(words: string, most = 160): string {
  const line = words.replace(/\s+/g, ' ').trim()
  if (line.length <= most) return line
  const cut = line.slice(0, most)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most / 2)).replace(/[\ud800-\udbff]$/, '')} …`
}
