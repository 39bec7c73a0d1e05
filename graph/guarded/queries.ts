import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { HearsayError } from '../../src/model/error.ts'
import { type Answer, LIMITS, type Limits, pastTime } from '../cypher/answer.ts'
import { checkQuery } from '../cypher/check.ts'
import type { Departure } from '../cypher/portable/departures.ts'
import { problemOf, type Problem } from '../cypher/problem.ts'
import type { Values } from '../store.ts'
import type { Ask, Report } from './worker.ts'

/** One kind of processes that answer queries (`obey`), each with a way of its own to the graph of a case. */
export interface Workers {
  /** Starts a process, for whatever is to be done in one. */
  start(): ChildProcess

  /** A process that is ready to be asked, made with `start`. Throws what keeps it from being. */
  open(start: () => ChildProcess): Promise<ChildProcess>

  /** Where the store is known to answer a query otherwise than another one would, or not at all. */
  departures(query: string, parameters: Values): readonly Departure[]

  /** Removes what the processes needed, when they have ended. */
  close(): Promise<void>
}

/**
 * Answers queries of strangers: checked first (`checkQuery`), then run in another process, and stopped by ending it. This process
 * never waits for a store and never holds more of an answer than the limits say.
 */
export class GuardedQueries {
  readonly #workers: Workers
  readonly #caseKey: string
  readonly #limits: Limits
  readonly #processes = new Set<ChildProcess>()
  #idle: ChildProcess[] = []
  #running = 0
  #isClosed = false
  readonly #waiting: (() => void)[] = []

  constructor(workers: Workers, caseKey: string, limits: Limits = LIMITS) {
    this.#workers = workers
    this.#caseKey = caseKey
    this.#limits = limits
  }

  /** Answers a query, with `caseKey` among its parameters. Whoever no longer wants the answer aborts `signal`. */
  async ask(query: string, parameters: Values = {}, signal?: AbortSignal): Promise<Answer> {
    const { problem, warnings: doubts } = checkQuery(query)
    if (problem) return { kind: 'problem', problem }
    const departures = this.#workers.departures(query, parameters)
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

  /** Opens one process ahead of the first query, so that it need not wait for it. */
  async warm(): Promise<void> {
    if (this.#processes.size === 0) this.#idle.push(await this.#open())
  }

  /** Ends every process and removes what they needed; queries that run are cancelled. */
  async close(): Promise<void> {
    this.#isClosed = true
    const ends = [...this.#processes].map((child) => once(child, 'exit'))
    for (const child of this.#processes) child.kill('SIGKILL')
    await Promise.all(ends)
    await this.#workers.close()
  }

  /** Waits until fewer queries run than may. */
  async #turn(): Promise<void> {
    if (this.#running < this.#limits.processes) this.#running++
    else await new Promise<void>((go) => this.#waiting.push(go))
  }

  #answer(child: ChildProcess, ask: Ask, signal?: AbortSignal): Promise<Answer> {
    return new Promise((settle) => {
      let cause: Problem | null = null
      const end = (problem: Problem) => {
        cause = problem
        child.kill('SIGKILL')
      }
      const cancel = () => end(CANCELLED)
      const timer = setTimeout(() => end(pastTime(this.#limits.ms)), this.#limits.ms)
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
      child.send(ask)
    })
  }

  /** A process that ends itself was past its memory; any other signal is the store's own fault. */
  #endedBy(signal: NodeJS.Signals | null): Problem {
    const limit = `${Math.round((this.#limits.memory / 2 ** 30) * 10) / 10} GB`
    return signal === 'SIGKILL' || signal === 'SIGABRT'
      ? problemOf(
          'memory',
          `Stopped at ${limit} of memory. Nothing was changed. A smaller pattern or a LIMIT usually helps.`,
        )
      : problemOf('failed', 'The query ended the process that it ran in. Nothing was changed. Write it more simply.')
  }

  #open(): Promise<ChildProcess> {
    return this.#workers.open(() => this.#start())
  }

  #start(): ChildProcess {
    if (this.#isClosed)
      throw new HearsayError('queries-closed', 'Queries of this case are closed. Open the case again.')
    const child = this.#workers.start()
    this.#processes.add(child)
    child.once('exit', () => {
      this.#processes.delete(child)
      this.#idle = this.#idle.filter((one) => one !== child)
    })
    return child
  }
}

const CANCELLED = problemOf('failed', 'Cancelled. Nothing was changed.')
