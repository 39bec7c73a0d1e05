import type { Kept } from './kept.ts'

/** At most this many names stand in a sentence. */
const NAMED = 5

/** Names of actors as a list in words: "Ana Okoro, Ben Li and Harbour Daily". Of many the first are named and the rest counted. */
export function namesOf(kept: Kept, ids: readonly string[]): string {
  const names = ids.map((id) => kept.actors.get(id)?.name ?? id)
  if (names.length > NAMED) return `${names.slice(0, NAMED - 1).join(', ')} and ${names.length - NAMED + 1} others`
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** The text of a claim as it stands within a sentence. */
export function plain(text: string): string {
  return text.endsWith('.') ? text.slice(0, -1) : text
}

/** A count with its noun: "1 claim", "2 claims". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
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
