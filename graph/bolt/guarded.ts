import { HearsayError } from '../../src/model/error.ts'
import { LIMITS, type Answer, type Limits } from '../cypher/answer.ts'
import { checkQuery } from '../cypher/check.ts'
import { problemOf, type Problem } from '../cypher/problem.ts'
import type { Store, Values } from '../store.ts'

// A server looks only every other second (db.transaction.monitor.check.interval) which transactions are past their time.
const PATIENCE_MS = 500

/**
 * Answers queries of strangers on a server: checked first (`checkQuery`), then run in a transaction that reads, which the server
 * itself ends after its time; nobody waits for it longer than half a second more. Rows past the limit stay there. What an account may do at
 * all is the server's own affair.
 */
export class GuardedBolt {
  readonly #store: Store
  readonly #caseKey: string
  readonly #limits: Pick<Limits, 'ms' | 'rows'>

  constructor(store: Store, caseKey: string, limits: Pick<Limits, 'ms' | 'rows'> = LIMITS) {
    this.#store = store
    this.#caseKey = caseKey
    this.#limits = limits
  }

  /** Answers a query, with `caseKey` among its parameters. */
  async ask(query: string, parameters: Values = {}): Promise<Answer> {
    const { problem, warnings } = checkQuery(query)
    if (problem) return { kind: 'problem', problem }
    const started = performance.now()
    const { ms: timeoutMs, rows: most } = this.#limits
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new HearsayError('query-timeout', 'no answer')), timeoutMs + PATIENCE_MS)
    })
    try {
      const all = { ...parameters, caseKey: this.#caseKey }
      const run = this.#store.run(query, all, { timeoutMs, rows: most })
      const { columns, rows, isCut = false } = await Promise.race([run, late])
      const ms = Math.round((performance.now() - started) * 10) / 10
      return { kind: 'rows', json: JSON.stringify({ columns, truncated: isCut, ms, warnings, rows }) }
    } catch (error) {
      if (!(error instanceof HearsayError)) throw error
      return { kind: 'problem', problem: this.#problemOf(error) }
    } finally {
      clearTimeout(timer)
    }
  }

  #problemOf({ code, message }: HearsayError): Problem {
    if (code === 'query-timeout') {
      const seconds = this.#limits.ms / 1000
      return problemOf(
        'time',
        `Stopped after ${seconds} s. Nothing was changed. A smaller pattern or a LIMIT usually helps.`,
      )
    }
    const kind = code === 'read-only' ? 'refused' : code === 'query-failed' ? 'invalid' : 'failed'
    return problemOf(kind, message)
  }
}
