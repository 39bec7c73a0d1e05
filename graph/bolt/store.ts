import neo4j, { type Driver, Neo4jError, type Result, type RoutingControl } from 'neo4j-driver'
import { HearsayError, showValue } from '../../src/model/error.ts'
import { CONSTRAINTS } from '../constraints.ts'
import { type NodeLabel, type RelationshipType, STORED_LABELS, type StoredLabel } from '../schema.ts'
import type { Counts, FreshWriter, NodeRow, RelationshipRow, RunOptions, Store, Table, Values } from '../store.ts'
import {
  clearQuery,
  countWith,
  createNodesQuery,
  createRelationshipsQuery,
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
import { translate, unreachable } from './error.ts'
import { fromBolt, toBoltValues } from './values.ts'

/** Where a Neo4j is and who asks. */
export interface BoltAddress {
  /** `bolt://`, `neo4j://` (routing), or either with `+s` (TLS) or `+ssc` (TLS, certificate not checked). */
  readonly address: string
  /** Without a user the server is asked without an account. */
  readonly user?: string
  readonly password?: string
  /** The account's home database by default. */
  readonly database?: string
}

/** How a server is asked. */
interface BoltOptions {
  /** Rows that come at once; the driver's own number by default. */
  readonly fetchSize?: number
}

/** Makes something of the rows of an answer. */
type Write<T> = (rows: AsyncIterable<Values>) => Promise<T>

const CONNECT_MS = 4_000
// `CONNECT_MS` ends where TCP does; a port that accepts and then says nothing, or a name that does not resolve, ends here.
const OPEN_MS = 6_000
// Long enough for a cluster to choose a new leader, short enough for a person who waits at a server that has gone.
const RETRY_MS = 10_000
const CLEAR_AT_ONCE = 10_000

/** Cases in a Neo4j server or cluster, 5.23 or newer, over Bolt. Every query is a managed transaction: retried, bookmarked. */
export class BoltStore implements Store {
  // By hand 2,000 rows took 15.6 s where 5,000 took 18.1, and 100,000 run out of transaction memory (docs/architecture.md).
  readonly limits = { timeout: true, batchSize: 2_000, writers: 2, retries: true }

  readonly #driver: Driver
  readonly #address: string
  readonly #database: string | undefined

  private constructor(driver: Driver, address: string, database: string | undefined) {
    this.#driver = driver
    this.#address = address
    this.#database = database
  }

  /** Connects, and fails within seconds where nobody answers or the account is refused. */
  static async open(where: BoltAddress, { fetchSize }: BoltOptions = {}): Promise<BoltStore> {
    const { address, database } = where
    const driver = createDriver(where, fetchSize)
    let timer: NodeJS.Timeout | undefined
    const silence = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(unreachable(address, `no answer within ${OPEN_MS / 1000} s.`)), OPEN_MS)
    })
    try {
      const store = new BoltStore(driver, address, database)
      // First without a retry, then with a query: only a query notices that the database is not there.
      const opening = driver.verifyConnectivity().then(() => store.run('RETURN 1 AS one'))
      await Promise.race([opening, silence])
      return store
    } catch (error) {
      await driver.close()
      throw translate(error, address)
    } finally {
      clearTimeout(timer)
    }
  }

  async prepare(): Promise<void> {
    for (const query of CONSTRAINTS)
      try {
        await this.#write(query)
      } catch (error) {
        // Somebody else has made it since the server looked.
        if (!isRefusedBy(error, 'EquivalentSchemaRuleAlreadyExists')) throw error
      }
    await this.#write('CALL db.awaitIndexes(120)')
  }

  async run(query: string, parameters: Values = {}, options: RunOptions = {}): Promise<Table> {
    const { columns, written } = await this.read(query, parameters, options, takeAll)
    return { columns, rows: written }
  }

  /** Answers a query as `run` does: `write` takes its rows as they come, and as many as it likes; tried again, it begins again. */
  read<T>(query: string, parameters: Values, options: RunOptions, write: Write<T>) {
    return this.#execute(neo4j.routing.READ, query, parameters, options, write)
  }

  writeFresh(caseKey: string): FreshWriter {
    return {
      nodes: async (label, rows) => {
        try {
          await this.#write(createNodesQuery(label), nodeParameters(caseKey, rows))
        } catch (error) {
          // They are there after all: the connection was lost just after they were written, or somebody else loads the case.
          if (!isRefusedBy(error, 'ConstraintValidationFailed')) throw error
          await this.writeNodes(caseKey, label, rows)
        }
      },
      relationships: async (type, rows) => {
        await this.#write(createRelationshipsQuery(type, { hasHints: true }), relationshipParameters(caseKey, rows))
      },
    }
  }

  async writeNodes(caseKey: string, label: StoredLabel, rows: readonly NodeRow[]): Promise<void> {
    await this.#write(writeNodesQuery(label), nodeParameters(caseKey, rows))
  }

  async writeRelationships(caseKey: string, type: RelationshipType, rows: readonly RelationshipRow[]): Promise<void> {
    await this.#write(writeRelationshipsQuery(type, { hasHints: true }), relationshipParameters(caseKey, rows))
  }

  async readNodes(caseKey: string, label: NodeLabel, ids: readonly string[]): Promise<NodeRow[]> {
    return nodesIn(await this.run(readNodesQuery(label, { hasHints: true }), { caseKey, ids }))
  }

  async readRelationships(caseKey: string, type: RelationshipType, ids: readonly string[]): Promise<RelationshipRow[]> {
    return relationshipsIn(await this.run(readRelationshipsQuery(type, { hasHints: true }), { caseKey, ids }), type)
  }

  async removeNodes(caseKey: string, label: StoredLabel, ids: readonly string[]): Promise<void> {
    await this.#write(removeNodesQuery(label, { hasHints: true }), { caseKey, ids })
  }

  async removeRelationships(caseKey: string, type: RelationshipType, rows: readonly RelationshipRow[]): Promise<void> {
    await this.#write(removeRelationshipsQuery(type, { hasHints: true }), relationshipParameters(caseKey, rows))
  }

  async clear(caseKey: string): Promise<void> {
    for (const label of STORED_LABELS) {
      let removed: unknown
      do {
        const { rows } = await this.#write(clearQuery(label), { caseKey, limit: CLEAR_AT_ONCE })
        removed = rows[0]?.['removed']
      } while (removed === CLEAR_AT_ONCE)
    }
  }

  async counts(caseKey: string): Promise<Counts> {
    return countWith((query, parameters) => this.run(query, parameters), caseKey)
  }

  async close(): Promise<void> {
    await this.#driver.close()
  }

  async #write(query: string, parameters: Values = {}): Promise<Table> {
    const { columns, written } = await this.#execute(neo4j.routing.WRITE, query, parameters, {}, takeAll)
    return { columns, rows: written }
  }

  async #execute<T>(
    routing: RoutingControl,
    query: string,
    parameters: Values,
    { timeoutMs }: RunOptions,
    write: Write<T>,
  ): Promise<{ readonly columns: readonly string[]; readonly written: T }> {
    try {
      return await this.#driver.executeQuery(query, toBoltValues(parameters), {
        routing,
        resultTransformer: async (result) => {
          const written = await write(rowsOf(result))
          return { columns: (await result.keys()).map(String), written }
        },
        ...(this.#database === undefined ? {} : { database: this.#database }),
        ...(timeoutMs === undefined ? {} : { transactionConfig: { timeout: timeoutMs } }),
      })
    } catch (error) {
      throw translate(error, this.#address)
    }
  }
}

/** The rows of an answer as they come; what nobody takes stays on the server. */
async function* rowsOf(result: Result): AsyncGenerator<Values> {
  for await (const record of result)
    yield Object.fromEntries(record.keys.map((key, i) => [String(key), fromBolt(record.get(i))]))
}

async function takeAll(rows: AsyncIterable<Values>): Promise<readonly Values[]> {
  const all: Values[] = []
  for await (const row of rows) all.push(row)
  return all
}

/** True for an error of the schema of this name. */
const isRefusedBy = (error: unknown, name: string) =>
  error instanceof HearsayError &&
  error.cause instanceof Neo4jError &&
  error.cause.code === `Neo.ClientError.Schema.${name}`

function createDriver({ address, user, password }: BoltAddress, fetchSize: number | undefined): Driver {
  try {
    const account = user === undefined || user === '' ? undefined : neo4j.auth.basic(user, password ?? '')
    return neo4j.driver(address, account, {
      useBigInt: true,
      connectionTimeout: CONNECT_MS,
      connectionAcquisitionTimeout: OPEN_MS,
      maxTransactionRetryTime: RETRY_MS,
      userAgent: 'hearsay',
      ...(fetchSize === undefined ? {} : { fetchSize }),
    })
  } catch (cause) {
    throw new HearsayError(
      'bad-address',
      `This is no address of a Neo4j: ${showValue(address)}. Write bolt://host:7687, neo4j://host:7687 or neo4j+s://host.`,
      { cause, isUsage: true },
    )
  }
}
