import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Extractor } from '../extractor.ts'
import { openPool } from '../pool.ts'
import type { Settings } from './worker.ts'

/** True where the sources run by themselves, without dist/. */
const IS_SOURCE = import.meta.url.endsWith('.ts')
const ROOT = path.dirname(createRequire(import.meta.url).resolve('hearsay/package.json'))
const SCRIPT = path.join(ROOT, IS_SOURCE ? 'src/extract/local/worker.ts' : 'dist/extract-worker.js')

/**
 * Megabytes of stack for a thread. onnxruntime matches a regular expression against the whole command line of the process when it is
 * loaded, and std::regex recurses once a character: thousands of file names overflowed Node's 4 MB (SIGSEGV). About 300 bytes each.
 */
const STACK_MB = 4 + Math.ceil((process.argv.join(' ').length + process.execArgv.join(' ').length) / 2_000)

function start(threshold: number | undefined): Worker {
  const workerData: Settings = { threshold }
  if (!IS_SOURCE) return new Worker(SCRIPT, { workerData, resourceLimits: { stackSizeMb: STACK_MB } })
  // Node 20 reads no TypeScript, and a loader of this thread does not reach another.
  const code = `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(SCRIPT)}) })`
  return new Worker(code, { eval: true, workerData, resourceLimits: { stackSizeMb: STACK_MB } })
}

/**
 * Opens the local extractor on up to `most` worker threads (default: one a core), each with a model of its own: about 160 MB a
 * thread. `threshold` is `openLocalExtractor`'s.
 */
export function openLocalWorkers(threshold?: number, most: number = availableParallelism()): Promise<Extractor> {
  return openPool(() => start(threshold), most)
}
