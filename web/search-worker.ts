import { SearchIndex } from './search-index.ts'
import type { Entry, Found } from './search-index.ts'

/** What the worker is told: more to read, what the filter lets through, what to look for. */
export type SearchMessage =
  { readonly entries: readonly Entry[] } | { readonly passing: Uint8Array | null } | { readonly query: string }

const index = new SearchIndex()

self.addEventListener('message', ({ data }: MessageEvent<SearchMessage>) => {
  if ('entries' in data) index.add(data.entries)
  else if ('passing' in data) index.let(data.passing)
  else {
    const found: Found = index.find(data.query)
    self.postMessage(found, { transfer: [] })
  }
})
