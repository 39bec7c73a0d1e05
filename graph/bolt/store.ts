import neo4j, { type Driver, type Result, type RoutingControl } from 'neo4j-driver'
import { HearsayError, showValue } from '../../src/model/error.ts'
import { NODE_LABELS, type NodeLabel, type RelationshipType } from '../schema.ts'
import type { Counts, NodeRow, RelationshipRow, RunOptions, Store, Table, Values } from '../store.ts'
import {
  clearQuery,
  countWith,
  nodeParameters,
  relationshipParameters,
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

const CONNECT_MS = 4_000
// `CONNECT_MS` ends where TCP does; a port that accepts and then says nothing, or a name that does not resolve, ends here.
const OPEN_MS = 6_000
// Long enough for a cluster to choose a new leader, short enough for a person who waits at a server that has gone.
const RETRY_MS = 10_000
const CLEAR_AT_ONCE = 10_000

/** Cases in a Neo4j server or cluster, 5.23 or newer, over Bolt. Every query is a managed transaction: retried, bookmarked. */
export class BoltStore implements Store {
  readonly limits = { timeout: true }

  readonly #driver: Driver
  readonly #address: string
  readonly #database: string | undefined

  private constructor(driver: Driver, address: string, database: string | undefined) {
    this.#driver = driver
    this.#address = address
    this.#database = database
  }

  /** Connects, and fails within seconds where nobody answers or the account is refused. */
  static async open({ address, user, password, database }: BoltAddress): Promise<BoltStore> {
    const driver = createDriver(address, user, password)
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
    for (const label of NODE_LABELS) {
      const name = label.toLowerCase()
      await this.#write(
        `CREATE CONSTRAINT ${name}_key IF NOT EXISTS FOR (n:${label}) REQUIRE (n.caseKey, n.id) IS UNIQUE`,
      )
      await this.#write(`CREATE INDEX ${name}_case IF NOT EXISTS FOR (n:${label}) ON (n.caseKey)`)
    }
    await this.#write('CALL db.awaitIndexes(120)')
  }

  async run(query: string, parameters: Values = {}, options: RunOptions = {}): Promise<Table> {
    return this.#execute(neo4j.routing.READ, query, parameters, options)
  }

  async writeNodes(caseKey: string, label: NodeLabel, rows: readonly NodeRow[]): Promise<void> {
    await this.#write(writeNodesQuery(label), nodeParameters(caseKey, rows))
  }

  async writeRelationships(caseKey: string, type: RelationshipType, rows: readonly RelationshipRow[]): Promise<void> {
    await this.#write(writeRelationshipsQuery(type, { hasHints: true }), relationshipParameters(caseKey, rows))
  }

  async removeNodes(caseKey: string, label: NodeLabel, ids: readonly string[]): Promise<void> {
    await this.#write(removeNodesQuery(label, { hasHints: true }), { caseKey, ids })
  }

  async removeRelationships(caseKey: string, type: RelationshipType, rows: readonly RelationshipRow[]): Promise<void> {
    await this.#write(removeRelationshipsQuery(type, { hasHints: true }), relationshipParameters(caseKey, rows))
  }

  async clear(caseKey: string): Promise<void> {
    for (const label of NODE_LABELS) {
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

  #write(query: string, parameters: Values = {}): Promise<Table> {
    return this.#execute(neo4j.routing.WRITE, query, parameters, {})
  }

  async #execute(
    routing: RoutingControl,
    query: string,
    parameters: Values,
    { timeoutMs, rows }: RunOptions,
  ): Promise<Table> {
    try {
      return await this.#driver.executeQuery(query, toBoltValues(parameters), {
        routing,
        resultTransformer: (result) => readRows(result, rows),
        ...(this.#database === undefined ? {} : { database: this.#database }),
        ...(timeoutMs === undefined ? {} : { transactionConfig: { timeout: timeoutMs } }),
      })
    } catch (error) {
      throw translate(error, this.#address)
    }
  }
}

/** Reads an answer as it comes, and leaves the rest of it on the server after `most` rows. */
async function readRows(result: Result, most = Infinity): Promise<Table> {
  const rows: Values[] = []
  let isCut = false
  for await (const record of result) {
    isCut = rows.length === most
    if (isCut) break
    rows.push(Object.fromEntries(record.keys.map((key, i) => [String(key), fromBolt(record.get(i))])))
  }
  const columns = (await result.keys()).map(String)
  return { columns, rows, ...(isCut ? { isCut } : {}) }
}

function createDriver(address: string, user: string | undefined, password: string | undefined): Driver {
  try {
    const account = user === undefined || user === '' ? undefined : neo4j.auth.basic(user, password ?? '')
    return neo4j.driver(address, account, {
      useBigInt: true,
      connectionTimeout: CONNECT_MS,
      connectionAcquisitionTimeout: OPEN_MS,
      maxTransactionRetryTime: RETRY_MS,
      userAgent: 'hearsay',
    })
  } catch (cause) {
    throw new HearsayError(
      'bad-address',
      `This is no address of a Neo4j: ${showValue(address)}. Write bolt://host:7687, neo4j://host:7687 or neo4j+s://host.`,
      { cause, isUsage: true },
    )
  }
}
