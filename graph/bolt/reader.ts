import { HearsayError } from '../../src/model/error.ts'
import { pastTime } from '../cypher/answer.ts'
import { problemOf, type Problem } from '../cypher/problem.ts'
import type { Reader } from '../guarded/worker.ts'
import type { Values } from '../store.ts'
import { isOutOfMemory, translate } from './error.ts'
import { type BoltAddress, BoltStore } from './store.ts'

/** A server, and how many milliseconds it may take for a query. */
export interface Place {
  readonly address: BoltAddress
  readonly ms: number
}

/** Rows that come at once. Few, because they may be long and most of them past the limit of bytes. */
const FETCHED = 100

/** A server as it is asked in a process of its own: every query in a transaction that reads and has an end. */
export class BoltReader implements Reader {
  readonly #store: BoltStore
  readonly #address: string
  readonly #ms: number

  private constructor(store: BoltStore, address: string, ms: number) {
    this.#store = store
    this.#address = address
    this.#ms = ms
  }

  static async open({ address, ms }: Place): Promise<BoltReader> {
    return new BoltReader(await BoltStore.open(address, { fetchSize: FETCHED }), address.address, ms)
  }

  read<T>(query: string, parameters: Values, write: (rows: AsyncIterable<Values>) => Promise<T>) {
    return this.#store.read(query, parameters, { timeoutMs: this.#ms }, (rows) =>
      write(rows).catch((error: unknown) => {
        // What took all the memory of the server would do so again, so the driver is not to try.
        throw isOutOfMemory(error) ? translate(error, this.#address) : error
      }),
    )
  }

  explain(_query: string, error: unknown): Problem {
    const message = error instanceof Error ? error.message : String(error)
    switch (error instanceof HearsayError ? error.code : '') {
      case 'query-timeout':
        return pastTime(this.#ms)
      case 'query-memory':
        return problemOf('memory', message)
      case 'read-only':
        return problemOf('refused', message)
      case 'query-failed':
        return problemOf('invalid', message)
      default:
        return problemOf('failed', message)
    }
  }
}
