import { BoltStore, type BoltAddress } from '../../graph/bolt/store.ts'
import { generatedCase } from '../../graph/case.fixture.ts'
import { EmbeddedStore } from '../../graph/embedded/store.ts'
import { load } from '../../graph/load.ts'
import type { Store } from '../../graph/store.ts'

/** A store that is opened again and again: a file of the embedded engine, or a Neo4j. */
export type Place = { readonly file: string } | { readonly bolt: BoltAddress }

/** What this process loads, into what. */
export interface Order {
  readonly place: Place
  readonly caseKey: string
  readonly seed: number
}

export const openPlace = async (place: Place): Promise<Store> =>
  'file' in place ? EmbeddedStore.open(place.file) : BoltStore.open(place.bolt)

/** Cases that share most of their records, so that one over another is a load of what has changed. */
export function caseNumber(seed: number) {
  const made = generatedCase(21, { sources: 20 })
  const statements = made.statements.map((s, i) => (i % 7 === seed % 7 ? { ...s, saidAt: `2025-01-${10 + seed}` } : s))
  const stances = made.stances.filter((_, i) => i % 5 !== seed % 5)
  return { ...made, statements, stances }
}

export const BATCH_SIZE = 25

// A process that is told to load says every batch, and is ended by its parent whenever that likes.
process.on('message', ({ place, caseKey, seed }: Order) => {
  const loading = openPlace(place).then((store) =>
    load(store, caseNumber(seed), caseKey, { batchSize: BATCH_SIZE, onProgress: () => process.send?.('batch') }),
  )
  loading.then(
    () => process.send?.('done'),
    (error: unknown) => process.send?.(String(error)),
  )
})
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
