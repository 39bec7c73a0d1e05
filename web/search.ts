import { sayingOf } from './words.ts'
import type { CaseIndex } from './case-index.ts'
import type { Entry, Found, Hit } from './search-index.ts'
import type { SearchMessage } from './search-worker.ts'
import type { Selection } from './state.ts'

/** Texts that go to the worker at a time: few enough that typing is never held up. */
const SLICE = 500

/** A search over a case that reads and looks beside the page. `onFound` is called when there is something new to show. */
export class Finder {
  readonly #index: CaseIndex
  readonly #texts: readonly Ref[]
  readonly #worker = new Worker(new URL('./search-worker.ts', import.meta.url), { type: 'module' })
  readonly #onFound: () => void
  #shown: CaseIndex
  #read = 0
  #found: Found | null = null
  /** What was last asked, and whether the answer is still to come. */
  #asked = ''
  #isAsking = false
  #wanted = ''
  #isGone = false

  constructor(index: CaseIndex, onFound: () => void) {
    this.#onFound = onFound
    this.#shown = index
    this.#index = index
    this.#texts = refsOf(index)
    this.#worker.addEventListener('message', ({ data }: MessageEvent<Found>) => {
      this.#isAsking = false
      this.#found = data
      if (this.#wanted !== this.#asked) this.#ask()
      this.#onFound()
    })
    this.#worker.addEventListener('error', () => {
      this.#isGone = true
      this.#onFound()
    })
    void this.#feed()
  }

  /** Texts that are still to be read. */
  get unread(): number {
    return this.#texts.length - this.#read
  }

  /** True when the worker could not be loaded. */
  get isGone(): boolean {
    return this.#isGone
  }

  /** The newest answer, which may be that of an earlier query; null before the first. Asks where the query is a new one. */
  look(query: string, shown: CaseIndex): Found | null {
    const wanted = query.trim()
    const isNarrowed = this.#shown !== shown
    if (isNarrowed) {
      this.#shown = shown
      this.#post({ passing: shown === this.#index ? null : passingOf(this.#texts, shown) })
    }
    if (wanted !== this.#wanted || isNarrowed) {
      this.#wanted = wanted
      if (wanted && !this.#isAsking) this.#ask()
    }
    return wanted ? this.#found : null
  }

  #ask(): void {
    this.#asked = this.#wanted
    this.#isAsking = true
    this.#post({ query: this.#asked })
  }

  async #feed(): Promise<void> {
    while (this.#read < this.#texts.length) {
      const slice = this.#texts.slice(this.#read, this.#read + SLICE)
      this.#post({ entries: slice.map((ref) => entryOf(this.#index, ref)) })
      this.#read += slice.length
      await new Promise((resume) => setTimeout(resume))
    }
    // What was found so far may lack what was read since.
    if (this.#wanted && !this.#isAsking) this.#ask()
    else this.#asked = ''
  }

  #post(message: SearchMessage): void {
    this.#worker.postMessage(message, [])
  }
}

type Ref = Pick<Entry, 'kind' | 'id'>

/** Everything that can be found, claims first: they are what most look for. */
function refsOf(index: CaseIndex): readonly Ref[] {
  const speakers = new Set<string>()
  for (const { speaker } of index.statements.values()) speakers.add(speaker)
  const refs = (kind: Entry['kind'], ids: Iterable<string>) => Array.from(ids, (id): Ref => ({ kind, id }))
  return [
    ...index.ranking.map(({ id }): Ref => ({ kind: 'claim', id })),
    ...refs('actor', speakers),
    ...refs('source', index.sources.keys()),
    ...refs('words', index.statements.keys()),
  ]
}

function entryOf(index: CaseIndex, { kind, id }: Ref): Entry {
  switch (kind) {
    case 'claim':
      return { kind, id, text: index.claims.get(id)?.text ?? '', also: '' }
    case 'actor': {
      const actor = index.actors.get(id)
      return { kind, id, text: actor?.name ?? '', also: actor?.aliases.join('\n') ?? '' }
    }
    case 'source':
      return { kind, id, text: index.sources.get(id)?.title ?? '', also: '' }
    case 'words': {
      const statement = index.statements.get(id)
      return { kind, id, text: statement ? sayingOf(statement) : '', also: '' }
    }
  }
}

function passingOf(refs: readonly Ref[], shown: CaseIndex): Uint8Array {
  const speakers = new Set<string>()
  for (const { speaker } of shown.statements.values()) speakers.add(speaker)
  const has: Record<Entry['kind'], (id: string) => boolean> = {
    claim: (id) => shown.claims.has(id),
    words: (id) => shown.statements.has(id),
    source: (id) => shown.sources.has(id),
    actor: (id) => speakers.has(id),
  }
  return Uint8Array.from(refs, ({ kind, id }) => (has[kind](id) ? 1 : 0))
}

/** What a row of the search opens; words open the claim that they are brought to, or else their source. */
export function targetOf(
  index: CaseIndex,
  hit: Pick<Hit, 'kind' | 'id'>,
): { readonly selection: Selection; readonly statement?: string } {
  if (hit.kind !== 'words') return { selection: { kind: hit.kind, id: hit.id } }
  const claim = index.claimsOf.get(hit.id)?.[0]
  const source = index.statements.get(hit.id)?.source ?? ''
  return { selection: claim ? { kind: 'claim', id: claim } : { kind: 'source', id: source }, statement: hit.id }
}
