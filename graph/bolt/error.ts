import neo4j, { type Neo4jError } from 'neo4j-driver'
import { HearsayError } from '../../src/model/error.ts'

const isDriverError = (error: unknown): error is Neo4jError => error instanceof neo4j.Neo4jError

/** True for an error that says that a server or a transaction has no memory left. The driver calls it transient. */
export const isOutOfMemory = (error: unknown) =>
  isDriverError(error) && /^Neo\.\w+\.General\.\w*(OutOfMemoryError|MemoryLimit)$/.test(error.code)

/** An error of the driver or the server at `address` as an error of the port. */
export function translate(error: unknown, address: string): HearsayError {
  if (error instanceof HearsayError) return error
  const words = error instanceof Error ? error.message : String(error)
  const code = isDriverError(error) ? error.code : ''
  const refuse = (kind: string, message: string) => new HearsayError(kind, message, { cause: error })
  if (code.startsWith('Neo.ClientError.Security.'))
    return refuse(
      'wrong-credentials',
      `Neo4j at ${address} refuses the account: ${words} Check the user and the password, and that the account may use this database.`,
    )
  if (code === 'Neo.ClientError.Statement.AccessMode')
    return refuse('read-only', 'This query writes, and queries only read. Change the case folder and load it.')
  if (code.includes('TransactionTimedOut'))
    return refuse('query-timeout', `The query took too long: ${words} Give it more time, or ask for less.`)
  if (isOutOfMemory(error))
    return refuse('query-memory', `Neo4j has no memory left for the query: ${words} Ask for less.`)
  if (
    code === neo4j.error.SERVICE_UNAVAILABLE ||
    code === neo4j.error.SESSION_EXPIRED ||
    // These two have no code of their own.
    words.includes('driver is closed') ||
    words.startsWith('Connection acquisition timed out')
  )
    return unreachable(address, words, error)
  if (code === 'Neo.ClientError.Database.DatabaseNotFound')
    return refuse('store-unreachable', `Neo4j at ${address}: ${words} Name a database that exists there.`)
  return refuse('query-failed', `Neo4j refuses the query: ${words}${code.startsWith('Neo.') ? ` (${code})` : ''}`)
}

/** The error for a server that does not answer. */
export function unreachable(address: string, words: string, cause?: unknown): HearsayError {
  return new HearsayError(
    'store-unreachable',
    `No Neo4j answers at ${address}: ${words.split('\n')[0]} ` +
      'Start it or correct the address (bolt://host:7687, neo4j://host:7687 or neo4j+s://host), or use the embedded database.',
    { cause },
  )
}
