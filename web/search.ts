import { weightOf } from './case-index.ts'
import { sayingOf } from './words.ts'
import type { CaseIndex } from './case-index.ts'
import type { Selection } from './state.ts'

/** A row of the search: what it opens, and the text that matched. */
export interface Hit {
  readonly kind: 'claim' | 'words' | 'actor' | 'source'
  readonly id: string
  readonly text: string
  /** Statements behind it. */
  readonly size: number
}

/** Rows of one kind that are shown at a time. */
const HITS_A_KIND = 6

type Entry = Hit & { readonly folded: string }

/** Looks through claims, words, actors and sources: every word of the query must occur, in any order, accents aside. */
export type Search = (query: string) => readonly Hit[]

/** A search over a case; the texts are folded once. */
export function searchOver(index: CaseIndex): Search {
  const spoken = new Map<string, number>()
  for (const { speaker } of index.statements.values()) spoken.set(speaker, (spoken.get(speaker) ?? 0) + 1)
  const entries = [
    ...index.ranking.map((claim) => entry('claim', claim.id, claim.text, weightOf(index, claim.id))),
    ...[...index.statements.values()].map((s) => entry('words', s.id, sayingOf(s), 1)),
    ...[...index.actors.values()].map((actor) =>
      entry('actor', actor.id, actor.name, spoken.get(actor.id) ?? 0, actor.aliases.join(' ')),
    ),
    ...[...index.sources.values()].map((source) =>
      entry('source', source.id, source.title, index.statementsIn.get(source.id)?.length ?? 0),
    ),
  ].filter((one) => one.kind !== 'actor' || one.size > 0)
  return (query) => {
    const words = fold(query).split(' ').filter(Boolean)
    if (words.length === 0) return []
    const found = new Map<Hit['kind'], Hit[]>()
    for (const one of entries) {
      const list = found.get(one.kind) ?? []
      if (list.length >= HITS_A_KIND || !words.every((word) => one.folded.includes(word))) continue
      found.set(one.kind, [...list, one])
    }
    return [...found.values()].flat()
  }
}

/** What a row of the search opens; words open the claim that they are brought to, or else their source. */
export function targetOf(index: CaseIndex, hit: Hit): { readonly selection: Selection; readonly statement?: string } {
  if (hit.kind !== 'words') return { selection: { kind: hit.kind, id: hit.id } }
  const claim = index.claimsOf.get(hit.id)?.[0]
  const source = index.statements.get(hit.id)?.source ?? ''
  return { selection: claim ? { kind: 'claim', id: claim } : { kind: 'source', id: source }, statement: hit.id }
}

function entry(kind: Hit['kind'], id: string, text: string, size: number, also = ''): Entry {
  return { kind, id, text, size, folded: fold(`${text} ${also}`) }
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[’‘`]/g, "'").replace(/\s+/gu, ' ').trim()
}
