import type * as grafeo from '@grafeo-db/js'
import type { GrafeoDB, QueryResult } from '@grafeo-db/js'
import { createRequire } from 'node:module'
import { HearsayError, showValue } from '../../src/model/error.ts'
import { type NodeLabel, type RelationshipType, STORED_LABELS, type StoredLabel } from '../schema.ts'
import type { Counts, FreshWriter, NodeRow, RelationshipRow, Store, Table, Values } from '../store.ts'
import {
  clearQuery,
  countWith,
  nodeParameters,
  nodesIn,
  readNodesQuery,
  readRelationshipsQuery,
  relationshipParameters,
  relationshipsIn,
  removeNodesQuery,
  removeRelationshipsQuery,
  writeNodesQuery,
  writeRelationshipsQuery,
} from '../write-queries.ts'
import { BatchWriter } from './batch-writer.ts'
import { fromEngine } from './values.ts'

// The engine is CommonJS around a native addon: bundlers cannot read it, and a missing binary must become our error.
const require = createRequire(import.meta.url)

const CLEAR_AT_ONCE = 50_000

/** A case in an embedded engine: in this process, in memory or in one file. No server, no account. */
export class EmbeddedStore implements Store {
  // Two batches at once: while the engine's thread writes one, this thread hands over the next.
  readonly limits = { timeout: false, batchSize: 10_000, writers: 2, retries: false }

  readonly #database: GrafeoDB
  #isOpen = true
  #written: Promise<unknown> = Promise.resolve()

  private constructor(database: GrafeoDB) {
    this.#database = database
  }

  /** Opens the database in the file `path`, made when it is missing; without a path in memory. */
  static open(path?: string): EmbeddedStore {
    return EmbeddedStore.#open(path, ({ GrafeoDB }) => GrafeoDB.create(path))
  }

  /** Opens a database that is there to read it, as several processes may at a time. */
  static openReadOnly(path: string): EmbeddedStore {
    return EmbeddedStore.#open(path, ({ GrafeoDB }) => GrafeoDB.openReadOnly(path))
  }

  static #open(path: string | undefined, open: (engine: typeof grafeo) => GrafeoDB): EmbeddedStore {
    try {
      const engine: typeof grafeo = require('@grafeo-db/js')
      return new EmbeddedStore(open(engine))
    } catch (cause) {
      throw new HearsayError(
        'store-unreachable',
        `The embedded database cannot be opened: ${showValue(path ?? 'in memory')}: ${firstLine(cause)}. ` +
          `Give the path of a file that no other program holds, in a folder that exists, or install again for this system.`,
        { cause },
      )
    }
  }

  async prepare(): Promise<void> {
    // A unique constraint on two properties makes every write scan its label (measured: 2 ms a write at 1,000 nodes), so
    // there is none: MERGE keeps keys unique, and the one process that holds the file is the only writer.
    // Never an index on caseKey: the engine would look up by it and walk through the whole case for every node.
    for (const label of STORED_LABELS)
      await this.#write(`CREATE INDEX ${label.toLowerCase()}_id IF NOT EXISTS FOR (n:${label}) ON (n.id)`, {})
  }

  async run(query: string, parameters: Values = {}): Promise<Table> {
    // A transaction that is never committed: the query reads everything and changes nothing.
    const transaction = this.#engine().beginTransaction()
    try {
      const result = await transaction.executeCypher(query, parameters)
      if (Object.values(result.counters).some((changed) => changed > 0))
        throw new HearsayError(
          'read-only',
          'This query writes, and queries only read. Change the case folder and load it.',
        )
      return toTable(result)
    } catch (error) {
      throw translate(error)
    } finally {
      transaction.rollback()
    }
  }

  writeFresh(caseKey: string): FreshWriter {
    return new BatchWriter(this.#engine(), caseKey)
  }

  async writeNodes(caseKey: string, label: StoredLabel, rows: readonly NodeRow[]): Promise<void> {
    await this.#write(writeNodesQuery(label), nodeParameters(caseKey, rows))
  }

  async writeRelationships(caseKey: string, type: RelationshipType, rows: readonly RelationshipRow[]): Promise<void> {
    // MERGE walks all relationships of the pattern's first node, so it begins at the end where fewer of them meet: one
    // speaker with 6,000 statements takes 0.3 s instead of 6.
    const isFromEnd = new Set(rows.map(({ to }) => to)).size > new Set(rows.map(({ from }) => from)).size
    await this.#write(writeRelationshipsQuery(type, { isFromEnd }), relationshipParameters(caseKey, rows))
  }

  async readNodes(caseKey: string, label: NodeLabel, ids: readonly string[]): Promise<NodeRow[]> {
    return nodesIn(await this.run(readNodesQuery(label), { caseKey, ids }))
  }

  async readRelationships(caseKey: string, type: RelationshipType, ids: readonly string[]): Promise<RelationshipRow[]> {
    return relationshipsIn(await this.run(readRelationshipsQuery(type), { caseKey, ids }), type)
  }

  async removeNodes(caseKey: string, label: StoredLabel, ids: readonly string[]): Promise<void> {
    await this.#write(removeNodesQuery(label), { caseKey, ids })
  }

  async removeRelationships(caseKey: string, type: RelationshipType, rows: readonly RelationshipRow[]): Promise<void> {
    await this.#write(removeRelationshipsQuery(type), relationshipParameters(caseKey, rows))
  }

  async clear(caseKey: string): Promise<void> {
    for (const label of STORED_LABELS) {
      let removed: unknown
      do {
        const result = await this.#write(clearQuery(label), { caseKey, limit: CLEAR_AT_ONCE })
        removed = result.rows[0]?.['removed']
      } while (removed === CLEAR_AT_ONCE)
    }
  }

  async counts(caseKey: string): Promise<Counts> {
    return countWith((query, parameters) => this.run(query, parameters), caseKey)
  }

  async close(): Promise<void> {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#database.close()
  }

  /** One at a time: of two queries that change the same node at once the engine refuses one. */
  async #write(query: string, parameters: Values): Promise<Table> {
    const written = this.#written.then(() => this.#engine().executeCypher(query, parameters))
    this.#written = written.catch(() => {})
    try {
      return toTable(await written)
    } catch (error) {
      throw translate(error)
    }
  }

  #engine(): GrafeoDB {
    if (this.#isOpen) return this.#database
    throw new HearsayError('store-unreachable', 'The embedded database is closed. Open it again.')
  }
}

function toTable(result: QueryResult): Table {
  const { columns } = result
  const rows = result.rows().map((row) => Object.fromEntries(columns.map((column, i) => [column, fromEngine(row[i])])))
  return { columns, rows }
}

const firstLine = (error: unknown) => (error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error))

function translate(error: unknown): HearsayError {
  if (error instanceof HearsayError) return error
  const words = error instanceof Error ? error.message : String(error)
  return new HearsayError('query-failed', `The embedded database refuses the query: ${words}`, { cause: error })
}
