import type * as grafeo from '@grafeo-db/js'
import type { GrafeoDB } from '@grafeo-db/js'
import { createRequire } from 'node:module'
import type { Problem } from '../cypher/problem.ts'
import type { Reader } from '../guarded/worker.ts'
import type { Values } from '../store.ts'
import { problemIn } from './problem-in.ts'
import { fromEngine } from './values.ts'

const require = createRequire(import.meta.url)

/** A graph in a file, opened so that the engine refuses every write. It does not refuse to read other files: `checkQuery` does. */
export class CopyReader implements Reader {
  readonly #database: GrafeoDB

  private constructor(database: GrafeoDB) {
    this.#database = database
  }

  static open(file: string): CopyReader {
    const engine: typeof grafeo = require('@grafeo-db/js')
    return new CopyReader(engine.GrafeoDB.openReadOnly(file))
  }

  async read<T>(query: string, parameters: Values, write: (rows: AsyncIterable<Values>) => Promise<T>) {
    const result = await this.#database.executeCypher(query, parameters)
    const { columns, length } = result
    async function* rows() {
      for (let i = 0; i < length; i++) {
        const row = result.get(i)
        yield Object.fromEntries(columns.map((column) => [column, fromEngine(row[column])]))
      }
    }
    return { columns, written: await write(rows()) }
  }

  explain(query: string, error: unknown): Problem {
    return problemIn(query, error)
  }
}
