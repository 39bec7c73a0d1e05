import { HearsayError } from '../../src/model/error.ts'
import { LIMITS, type Answer, type Limits } from '../cypher/answer.ts'
import { checkQuery } from '../cypher/check.ts'
import { problemOf, type Problem } from '../cypher/problem.ts'
import type { Store, Values } from '../store.ts'

/**
 * Answers queries of strangers on a server: checked first (`checkQuery`), then run in a transaction that reads, which the server
 * itself ends after its time; rows past the limit stay there. What an account may do at all is the server's own affair.
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
    try {
      const all = { ...parameters, caseKey: this.#caseKey }
      const { columns, rows, isCut = false } = await this.#store.run(query, all, { timeoutMs, rows: most })
      const ms = Math.round((performance.now() - started) * 10) / 10
      return { kind: 'rows', json: JSON.stringify({ columns, truncated: isCut, ms, warnings, rows }) }
    } catch (error) {
      if (!(error instanceof HearsayError)) throw error
      return { kind: 'problem', problem: this.#problemOf(error) }
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
