import { fork, type ChildProcess } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { HearsayError } from '../../src/model/error.ts'
import type { Order, Report } from './worker.ts'

const IS_SOURCE = import.meta.url.endsWith('.ts')
const require = createRequire(import.meta.url)
const ROOT = path.dirname(require.resolve('hearsay/package.json'))

/** What a process gets of this one's surroundings, and how large it may grow. */
interface ProcessOptions {
  /** All of its environment, beside what a system needs to start a program. */
  readonly env?: NodeJS.ProcessEnv
  /** Bytes of its JavaScript heap, past which it ends; the default of Node without. */
  readonly heap?: number
}

/** Starts a process of `worker`, a file below `graph/`, that obeys orders and dies with this one. */
export function startProcess(worker: string, { env = {}, heap }: ProcessOptions = {}): ChildProcess {
  const script = IS_SOURCE ? `graph/${worker}.ts` : `dist/${path.basename(worker)}.js`
  const child = fork(path.join(ROOT, script), [], {
    env: { ...ofSystem(), ...env },
    execArgv: [
      ...(IS_SOURCE ? ['--import', pathToFileURL(require.resolve('tsx')).href] : []),
      ...(heap === undefined ? [] : [`--max-old-space-size=${Math.ceil(heap / 2 ** 20)}`]),
    ],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  // A process that ends while it is told something: its end is what counts.
  child.on('error', () => {})
  return child
}

/** Gives an order and waits until it is done; a process that cannot do it is ended. Throws `worker-failed`, saying why. */
export async function tell<Place, Task>(child: ChildProcess, order: Order<Place, Task>): Promise<void> {
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
  throw new HearsayError(
    'worker-failed',
    report?.kind === 'problem' ? report.problem.message : 'The process for queries has ended. Ask again.',
  )
}

/** What programs need on Windows to start at all. */
function ofSystem(): NodeJS.ProcessEnv {
  const root = process.env['SystemRoot']
  return root === undefined ? {} : { SystemRoot: root }
}
