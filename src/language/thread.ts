import { createRequire } from 'node:module'
import path from 'node:path'
import { Worker } from 'node:worker_threads'

/** True where the sources run by themselves, without dist/. */
const IS_SOURCE = import.meta.url.endsWith('.ts')
const ROOT = path.dirname(createRequire(import.meta.url).resolve('hearsay/package.json'))

/**
 * Megabytes of stack for a thread. onnxruntime matches a regular expression against the whole command line of the process when it is
 * loaded, and std::regex recurses once a character: thousands of file names overflowed Node's 4 MB (SIGSEGV). About 300 bytes each.
 */
const STACK_MB = 4 + Math.ceil((process.argv.join(' ').length + process.execArgv.join(' ').length) / 2_000)

/** Starts a thread that runs a model: `source` is its script among the sources, `built` its name in dist/. */
export function startThread(source: string, built: string, workerData: unknown): Worker {
  const resourceLimits = { stackSizeMb: STACK_MB }
  if (!IS_SOURCE) return new Worker(path.join(ROOT, 'dist', built), { workerData, resourceLimits })
  // Node 20 reads no TypeScript, and a loader of this thread does not reach another.
  const script = JSON.stringify(path.join(ROOT, source))
  const code = `import('tsx/esm/api').then(({ register }) => { register(); return import(${script}) })`
  return new Worker(code, { eval: true, workerData, resourceLimits })
}
