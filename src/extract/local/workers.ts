import { availableParallelism } from 'node:os'
import { startThread } from '../../language/thread.ts'
import type { Extractor } from '../extractor.ts'
import { openPool } from '../pool.ts'
import type { Settings } from './worker.ts'

/**
 * Opens the local extractor on up to `most` worker threads (default: one a core), each with a model of its own: about 230 MB a
 * thread. `threshold` is `openLocalExtractor`'s.
 */
export function openLocalWorkers(threshold?: number, most: number = availableParallelism()): Promise<Extractor> {
  const settings: Settings = { threshold }
  return openPool(() => startThread('src/extract/local/worker.ts', 'extract-worker.js', settings), most)
}
