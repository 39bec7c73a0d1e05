import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { HearsayError } from '../../src/model/error.ts'
import type { Case } from '../../src/model/records.ts'
import { LIMITS, type Limits } from '../cypher/answer.ts'
import { type Departure, findDepartures } from '../cypher/portable/departures.ts'
import { tell } from '../guarded/process.ts'
import { GuardedQueries, type Workers } from '../guarded/queries.ts'
import type { Values } from '../store.ts'
import { orderWriting, startCopyProcess } from './copy-process.ts'
import type { CopyOrder } from './copy-worker.ts'

/** Finds a file with the graph of a case, which `start` processes may write. `refused` is one that could not be opened. */
export type FindKept = (start: () => ChildProcess, refused: string | undefined) => Promise<string | null>

/**
 * Answers queries of strangers over a copy of a case, a file that the engine opens read-only. It is found or made with the first
 * query: `kept` finds a file that holds the graph already; without one, a copy is made in a temporary folder that goes at the end.
 */
export function guardedCopy(
  theCase: Case | (() => Promise<Case>),
  caseKey: string,
  limits: Limits = LIMITS,
  kept?: FindKept,
): GuardedQueries {
  const readCase = typeof theCase === 'function' ? theCase : async () => theCase
  return new GuardedQueries(new CopyWorkers(readCase, caseKey, limits.memory, kept), caseKey, limits)
}

class CopyWorkers implements Workers {
  readonly #readCase: () => Promise<Case>
  readonly #caseKey: string
  readonly #memory: number
  readonly #kept: FindKept | undefined
  #folder: string | null = null
  #file: Promise<string> | null = null

  constructor(readCase: () => Promise<Case>, caseKey: string, memory: number, kept: FindKept | undefined) {
    this.#readCase = readCase
    this.#caseKey = caseKey
    this.#memory = memory
    this.#kept = kept
  }

  start(): ChildProcess {
    return startCopyProcess(this.#folder ?? '')
  }

  async open(start: () => ChildProcess): Promise<ChildProcess> {
    try {
      const file = await (this.#file ??= this.#findFile(start))
      try {
        return await this.#openIn(start, file)
      } catch {
        // The engine reads no damaged file: there is another way to the graph.
        const other = await (this.#file = this.#findFile(start, file))
        return await this.#openIn(start, other)
      }
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause)
      throw new HearsayError('copy-failed', `No graph of the case can be made for queries: ${why}`, { cause })
    }
  }

  departures(query: string, parameters: Values): readonly Departure[] {
    return findDepartures(query, parameters)
  }

  async close(): Promise<void> {
    // The folder may have been on its way.
    await this.#file?.catch(() => {})
    if (this.#folder) await rm(this.#folder, { recursive: true, force: true })
  }

  async #openIn(start: () => ChildProcess, file: string): Promise<ChildProcess> {
    const child = start()
    await tell(child, { kind: 'open', place: file, memory: this.#memory } satisfies CopyOrder)
    return child
  }

  async #findFile(start: () => ChildProcess, refused?: string): Promise<string> {
    try {
      this.#folder ??= await mkdtemp(path.join(tmpdir(), 'hearsay-copy-'))
      const kept = await this.#kept?.(start, refused)
      if (kept) return kept
      const file = path.join(this.#folder, 'case.grafeo')
      await rm(file, { force: true })
      await orderWriting(start(), file, await this.#readCase(), this.#caseKey)
      return file
    } catch (error) {
      this.#file = null
      throw error
    }
  }
}
