import { push, type Kept } from '../../graph/analyse/kept.ts'
import { joinSpans } from '../../src/model/span.ts'
import { SearchIndex, type Entry, type Hit } from '../../web/search-index.ts'
import { quoteFirst } from './quote.ts'
import type { SearchAnswer } from './shapes.ts'

/** Kinds of what can be found, as they are called in an answer. */
const KIND_NAMES = {
  claim: 'claim',
  words: 'statement',
  actor: 'actor',
  source: 'source',
} as const satisfies Record<Entry['kind'], string>

/** Quotations that stand with one hit. */
const QUOTATIONS_A_HIT = 3

/** The records of a case by their words, as the viewer finds them. */
export class CaseSearch {
  readonly #kept: Kept
  readonly #index = new SearchIndex()
  readonly #saidBy = new Map<string, string[]>()
  readonly #standingIn = new Map<string, string[]>()

  constructor(kept: Kept) {
    this.#kept = kept
    this.#index.add([...entriesOf(kept)])
    for (const { id, speaker, source } of kept.statements.values()) {
      push(this.#saidBy, speaker, id)
      push(this.#standingIn, source, id)
    }
  }

  /** At most `limit` hits of each kind, with the words that each of them opens. */
  find(words: string, limit: number): SearchAnswer {
    const { hits, near } = this.#index.find(words, limit + 1)
    const piles = Object.keys(KIND_NAMES).map((kind) => hits.filter((hit) => hit.kind === kind))
    const shown = piles.flatMap((pile) => pile.slice(0, limit))
    return {
      hits: shown.map((hit) => ({
        kind: KIND_NAMES[hit.kind],
        id: hit.id,
        text: hit.text,
        ...quoteFirst(this.#kept, this.#wordsOf(hit), QUOTATIONS_A_HIT),
      })),
      nearSpelling: near?.text ?? null,
      cut: piles.some((pile) => pile.length > limit) ? { shown: shown.length, of: null } : null,
      note: 'Found in claims, statements, names and titles. What no statement was found in is not searched: read the passage of a source for that.',
    }
  }

  #wordsOf({ kind, id }: Hit): { statement: string; role: string }[] {
    const all = (ids: readonly string[] | undefined, role: string) =>
      (ids ?? []).map((statement) => ({ statement, role }))
    switch (kind) {
      case 'claim':
        return (this.#kept.stancesOn.get(id) ?? []).map(({ statement, stance }) => ({ statement, role: stance }))
      case 'words':
        return [{ statement: id, role: 'says' }]
      case 'actor':
        return all(this.#saidBy.get(id), 'says')
      case 'source':
        return all(this.#standingIn.get(id), 'stands there')
    }
  }
}

function* entriesOf({ claims, statements, actors, sources }: Kept): Generator<Entry> {
  for (const { id, text } of claims.values()) yield { kind: 'claim', id, text, also: '' }
  for (const { id, contentSpans } of statements.values())
    yield { kind: 'words', id, text: joinSpans(contentSpans), also: '' }
  for (const { id, name, aliases, roles } of actors.values())
    yield { kind: 'actor', id, text: name, also: [...aliases, ...roles.map(({ title }) => title)].join(' ') }
  for (const { id, title, path, author } of sources.values())
    yield { kind: 'source', id, text: title, also: `${path} ${author ?? ''}` }
}
