import { fork, type ChildProcess } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { HearsayError } from '../../src/model/error.ts'
import type { Case } from '../../src/model/records.ts'
import type { CasePart, Order, Report } from './copy-worker.ts'

const IS_SOURCE = import.meta.url.endsWith('.ts')
const require = createRequire(import.meta.url)
const ROOT = path.dirname(require.resolve('hearsay/package.json'))

/** Starts a process that writes or reads a graph, and dies with this one; what the engine needs besides goes into `scratch`. */
export function startCopyProcess(scratch: string): ChildProcess {
  const script = IS_SOURCE ? 'graph/embedded/copy-worker.ts' : 'dist/copy-worker.js'
  const child = fork(path.join(ROOT, script), [], {
    // The engine's temporary files go with the copy; nothing else of this process's surroundings is handed on.
    env: { ...ofSystem(), TMPDIR: scratch, TEMP: scratch, TMP: scratch },
    execArgv: IS_SOURCE ? ['--import', pathToFileURL(require.resolve('tsx')).href] : [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  // A process that ends while it is told something: its end is what counts.
  child.on('error', () => {})
  return child
}

/** Gives an order and waits until it is done; a process that cannot do it is ended. Throws `copy-failed`. */
export async function tell(child: ChildProcess, order: Order): Promise<void> {
  const report = await new Promise<Report | null>((settle) => {
    const ended = () => settle(null)
    child.once('message', (said: Report) => {
      child.off('exit', ended)
      settle(said)
    })
    child.once('exit', ended)
    child.send(order)
  })
  if (report?.kind === 'done') return
  child.kill('SIGKILL')
  const why = report?.kind === 'problem' ? report.problem.message : 'the process for it has ended'
  throw new HearsayError('copy-failed', `No graph of the case can be made for queries: ${why}`)
}

/** Has a process write the graph of a case into a file that is not there yet. */
export async function orderWriting(child: ChildProcess, file: string, theCase: Case, caseKey: string): Promise<void> {
  for (const part of partsOf(theCase)) await tell(child, { kind: 'take', part })
  await tell(child, { kind: 'write', file, caseKey })
  child.kill('SIGKILL')
}

/** Records that are sent at once. */
const PART = 1_000

/** A case in parts that are each sent in a moment. */
function* partsOf(theCase: Case): Generator<CasePart> {
  for (const [field, value] of Object.entries(theCase) as [string, unknown][]) {
    const items: readonly unknown[] | null = value instanceof Map ? [...value] : Array.isArray(value) ? value : null
    if (!items) yield { field, value }
    // An empty list is a part, too.
    else for (let i = 0; i === 0 || i < items.length; i += PART) yield { field, items: items.slice(i, i + PART) }
  }
}

/** What programs need on Windows to start at all. */
function ofSystem(): NodeJS.ProcessEnv {
  const root = process.env['SystemRoot']
  return root === undefined ? {} : { SystemRoot: root }
}
