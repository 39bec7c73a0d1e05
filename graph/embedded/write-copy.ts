import type { Case } from '../../src/model/records.ts'
import { load } from '../load.ts'
import { EmbeddedStore } from './store.ts'

/** Writes the graph of a case into a file that is not there yet. */
export async function writeCopy(file: string, theCase: Case, caseKey: string): Promise<void> {
  const store = EmbeddedStore.open(file)
  try {
    await load(store, theCase, caseKey)
  } finally {
    await store.close()
  }
}
