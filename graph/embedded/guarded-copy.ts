import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { HearsayError } from '../../src/model/error.ts'
import type { Case } from '../../src/model/records.ts'
import { LIMITS, type Answer, type Limits } from '../cypher/answer.ts'
import { checkQuery } from '../cypher/check.ts'
import { problemOf, type Problem } from '../cypher/problem.ts'
import type { Values } from '../store.ts'
import type { CasePart, Order, Report } from './copy-worker.ts'

const IS_SOURCE = import.meta.url.endsWith('.ts')
const require = createRequire(import.meta.url)
const ROOT = path.dirname(require.resolve('hearsay/package.json'))

/**
 * Answers queries of strangers over a copy of a case: checked first (`checkQuery`), then run in another process on a file that
 * the engine opens read-only, and stopped by ending that process. This process never waits for the engine. The copy is made
 * with the first query, in a temporary folder that `close` removes.
 */
export class GuardedCopy {
  readonly #case: Case
  readonly #caseKey: string
  readonly #limits: Limits
  readonly #processes = new Set<ChildProcess>()
  #idle: ChildProcess[] = []
  #running = 0
  #isClosed = false
  readonly #waiting: (() => void)[] = []
  #folder: string | null = null
  #file: Promise<string> | null = null

  constructor(theCase: Case, caseKey: string, limits: Limits = LIMITS) {
    this.#case = theCase
    this.#caseKey = caseKey
    this.#limits = limits
  }

  /** Answers a query, with `caseKey` among its parameters. Whoever no longer wants the answer aborts `signal`. */
  async ask(query: string, parameters: Values = {}, signal?: AbortSignal): Promise<Answer> {
    const { problem, warnings } = checkQuery(query)
    if (problem) return { kind: 'problem', problem }
    const { rows, bytes, waiting, processes } = this.#limits
    if (this.#waiting.length >= waiting) {
      const message = `${waiting + processes} queries run or wait already. Try again when one has ended.`
      return { kind: 'problem', problem: problemOf('busy', message) }
    }
    await this.#turn()
    try {
      if (signal?.aborted || this.#isClosed) return { kind: 'problem', problem: CANCELLED }
      const child = this.#idle.pop() ?? (await this.#open())
      const all = { ...parameters, caseKey: this.#caseKey }
      return await this.#answer(child, { kind: 'ask', query, parameters: all, warnings, rows, bytes }, signal)
    } catch (error) {
      return { kind: 'problem', problem: problemOf('failed', error instanceof Error ? error.message : String(error)) }
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#running--
    }
  }

  /** Makes the copy and one process ahead of the first query, so that it need not wait for them. */
  async warm(): Promise<void> {
    if (this.#processes.size === 0) this.#idle.push(await this.#open())
  }

  /** Ends every process and removes the copy; queries that run are cancelled. */
  async close(): Promise<void> {
    this.#isClosed = true
    const ends = [...this.#processes].map((child) => once(child, 'exit'))
    for (const child of this.#processes) child.kill('SIGKILL')
    await Promise.all(ends)
    // The folder may have been on its way.
    await this.#file?.catch(() => {})
    if (this.#folder) await rm(this.#folder, { recursive: true, force: true })
  }

  /** Waits until fewer queries run than may. */
  async #turn(): Promise<void> {
    if (this.#running < this.#limits.processes) this.#running++
    else await new Promise<void>((go) => this.#waiting.push(go))
  }

  #answer(child: ChildProcess, order: Order, signal?: AbortSignal): Promise<Answer> {
    return new Promise((settle) => {
      let cause: Problem | null = null
      const end = (problem: Problem) => {
        cause = problem
        child.kill('SIGKILL')
      }
      const cancel = () => end(CANCELLED)
      const timer = setTimeout(() => end(this.#pastTime()), this.#limits.ms)
      const stop = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', cancel)
        child.off('message', reported).off('exit', ended)
      }
      const reported = (report: Report) => {
        stop()
        if (report.kind === 'done' || report.isSpent || cause) child.kill('SIGKILL')
        else this.#idle.push(child)
        if (report.kind === 'rows') settle({ kind: 'rows', json: report.json })
        else settle({ kind: 'problem', problem: report.kind === 'problem' ? report.problem : CANCELLED })
      }
      const ended = (_: number | null, by: NodeJS.Signals | null) => {
        stop()
        settle({ kind: 'problem', problem: cause ?? this.#endedBy(by) })
      }
      signal?.addEventListener('abort', cancel)
      child.on('message', reported).on('exit', ended)
      child.send(order)
    })
  }

  #pastTime(): Problem {
    const message = `Stopped after ${this.#limits.ms / 1000} s. Nothing was changed. A smaller pattern or a LIMIT usually helps.`
    return problemOf('time', message)
  }

  /** A process that ends itself was past its memory; any other signal is the engine's own fault. */
  #endedBy(signal: NodeJS.Signals | null): Problem {
    const limit = `${Math.round((this.#limits.memory / 2 ** 30) * 10) / 10} GB`
    return signal === 'SIGKILL' || signal === 'SIGABRT'
      ? problemOf(
          'memory',
          `Stopped at ${limit} of memory. Nothing was changed. A smaller pattern or a LIMIT usually helps.`,
        )
      : problemOf('failed', 'The query ended the process that it ran in. Nothing was changed. Write it more simply.')
  }

  async #open(): Promise<ChildProcess> {
    const file = await (this.#file ??= this.#write())
    const child = this.#fork()
    await this.#tell(child, { kind: 'open', file, memory: this.#limits.memory })
    return child
  }

  async #write(): Promise<string> {
    try {
      this.#folder ??= await mkdtemp(path.join(tmpdir(), 'hearsay-copy-'))
      const file = path.join(this.#folder, 'case.grafeo')
      const child = this.#fork()
      for (const part of partsOf(this.#case)) await this.#tell(child, { kind: 'take', part })
      await this.#tell(child, { kind: 'write', file, caseKey: this.#caseKey })
      child.kill('SIGKILL')
      return file
    } catch (error) {
      this.#file = null
      throw error
    }
  }

  #fork(): ChildProcess {
    if (this.#isClosed) throw new HearsayError('copy-closed', 'The copy of the case is closed. Open the case again.')
    const script = IS_SOURCE ? 'graph/embedded/copy-worker.ts' : 'dist/copy-worker.js'
    const child = fork(path.join(ROOT, script), [], {
      // The engine's temporary files go with the copy; nothing else of this process's surroundings is handed on.
      env: { ...ofSystem(), TMPDIR: this.#folder ?? '', TEMP: this.#folder ?? '', TMP: this.#folder ?? '' },
      execArgv: IS_SOURCE ? ['--import', pathToFileURL(require.resolve('tsx')).href] : [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    this.#processes.add(child)
    // A process that ends while it is told something: its end is what counts.
    child.on('error', () => {})
    child.once('exit', () => {
      this.#processes.delete(child)
      this.#idle = this.#idle.filter((one) => one !== child)
    })
    return child
  }

  /** Gives an order and waits until it is done; a process that cannot do it is ended. */
  async #tell(child: ChildProcess, order: Order): Promise<void> {
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
    throw new HearsayError('copy-failed', `No copy of the case can be made for queries: ${why}`)
  }
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

const CANCELLED = problemOf('failed', 'Cancelled. Nothing was changed.')

/** What programs need on Windows to start at all. */
function ofSystem(): NodeJS.ProcessEnv {
  const root = process.env['SystemRoot']
  return root === undefined ? {} : { SystemRoot: root }
}
