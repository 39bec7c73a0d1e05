import type * as grafeo from '@grafeo-db/js'
import type { GrafeoDB } from '@grafeo-db/js'
import { createRequire } from 'node:module'
import type { Table, Values } from '../store.ts'
import { fromEngine } from './values.ts'

const require = createRequire(import.meta.url)

/** A graph in a file, opened so that the engine refuses every write. It does not refuse to read other files: `checkQuery` does. */
export class CopyReader {
  readonly #database: GrafeoDB

  private constructor(database: GrafeoDB) {
    this.#database = database
  }

  static open(file: string): CopyReader {
    const engine: typeof grafeo = require('@grafeo-db/js')
    return new CopyReader(engine.GrafeoDB.openReadOnly(file))
  }

  /** Answers a query; of its `size` rows the first `most` are read out. Throws what the engine throws. */
  async read(query: string, parameters: Values, most: number): Promise<Table & { readonly size: number }> {
    const result = await this.#database.executeCypher(query, parameters)
    const { columns, length } = result
    const rows = Array.from({ length: Math.min(length, most) }, (_, i) => {
      const row = result.get(i)
      return Object.fromEntries(columns.map((column) => [column, fromEngine(row[column])]))
    })
    return { columns, rows, size: length }
  }
}
