import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { HearsayError } from '../../src/model/error.ts'
import type { Case } from '../../src/model/records.ts'
import { LIMITS, type Answer, type Limits } from '../cypher/answer.ts'
import { checkQuery } from '../cypher/check.ts'
import { findDepartures } from '../cypher/portable/departures.ts'
import { problemOf, type Problem } from '../cypher/problem.ts'
import type { Values } from '../store.ts'
import { orderWriting, startCopyProcess, tell } from './copy-process.ts'
import type { Order, Report } from './copy-worker.ts'

/** Finds a file with the graph of a case, which `start` processes may write. `refused` is one that could not be opened. */
export type FindKept = (start: () => ChildProcess, refused: string | undefined) => Promise<string | null>

/**
 * Answers queries of strangers over a copy of a case: checked first (`checkQuery`), then run in another process on a file that
 * the engine opens read-only, and stopped by ending that process. This process never waits for the engine. The copy is found or
 * made with the first query; what is made here goes into a temporary folder that `close` removes.
 */
export class GuardedCopy {
  readonly #readCase: () => Promise<Case>
  readonly #kept: FindKept | undefined
  readonly #caseKey: string
  readonly #limits: Limits
  readonly #processes = new Set<ChildProcess>()
  #idle: ChildProcess[] = []
  #running = 0
  #isClosed = false
  readonly #waiting: (() => void)[] = []
  #folder: string | null = null
  #file: Promise<string> | null = null

  /** `kept` finds a file that holds the graph already; where there is none, a copy of the case is made. */
  constructor(theCase: Case | (() => Promise<Case>), caseKey: string, limits: Limits = LIMITS, kept?: FindKept) {
    this.#readCase = typeof theCase === 'function' ? theCase : async () => theCase
    this.#kept = kept
    this.#caseKey = caseKey
    this.#limits = limits
  }

  /** Answers a query, with `caseKey` among its parameters. Whoever no longer wants the answer aborts `signal`. */
  async ask(query: string, parameters: Values = {}, signal?: AbortSignal): Promise<Answer> {
    const { problem, warnings: doubts } = checkQuery(query)
    if (problem) return { kind: 'problem', problem }
    const departures = findDepartures(query, parameters)
    const warnings = [...doubts, ...departures.filter(({ kind }) => kind === 'wrong').map((one) => one.problem)]
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
      const answer = await this.#answer(child, { kind: 'ask', query, parameters: all, warnings, rows, bytes }, signal)
      // What the engine is known to refuse is said with what to write instead.
      const refused = departures.find(({ kind }) => kind === 'refused')
      const isRefusal = answer.kind === 'problem' && answer.problem.kind === 'invalid'
      return isRefusal && refused ? { kind: 'problem', problem: refused.problem } : answer
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
    const file = await (this.#file ??= this.#findFile())
    try {
      return await this.#openIn(file)
    } catch {
      // The engine reads no damaged file: there is another way to the graph.
      const other = await (this.#file = this.#findFile(file))
      return this.#openIn(other)
    }
  }

  async #openIn(file: string): Promise<ChildProcess> {
    const child = this.#start()
    await tell(child, { kind: 'open', file, memory: this.#limits.memory })
    return child
  }

  async #findFile(refused?: string): Promise<string> {
    try {
      this.#folder ??= await mkdtemp(path.join(tmpdir(), 'hearsay-copy-'))
      const kept = await this.#kept?.(() => this.#start(), refused)
      if (kept) return kept
      const file = path.join(this.#folder, 'case.grafeo')
      await rm(file, { force: true })
      await orderWriting(this.#start(), file, await this.#readCase(), this.#caseKey)
      return file
    } catch (error) {
      this.#file = null
      throw error
    }
  }

  #start(): ChildProcess {
    if (this.#isClosed) throw new HearsayError('copy-closed', 'The copy of the case is closed. Open the case again.')
    const child = startCopyProcess(this.#folder ?? '')
    this.#processes.add(child)
    child.once('exit', () => {
      this.#processes.delete(child)
      this.#idle = this.#idle.filter((one) => one !== child)
    })
    return child
  }
}

const CANCELLED = problemOf('failed', 'Cancelled. Nothing was changed.')
