import { BoltStore } from '../graph/bolt/store.ts'
import { EmbeddedStore } from '../graph/embedded/store.ts'
import { load } from '../graph/load.ts'
import type { Store } from '../graph/store.ts'
import { HearsayError, showValue } from '../src/model/error.ts'
import { readWholeCase } from './inputs.ts'

/** What the command line says about a Neo4j. */
export interface BoltOptions {
  readonly user?: string
  readonly database?: string
}

/**
 * Opens a Neo4j. The password comes from NEO4J_PASSWORD or a prompt, never from the command line, where other users and the
 * shell's history would see it.
 */
export async function openBolt(address: string, { user = process.env['NEO4J_USERNAME'], database }: BoltOptions) {
  const [, protocol = '', account] = /^([a-z+]+:\/\/)([^/]*@)?/i.exec(address) ?? []
  if (account !== undefined)
    throw new HearsayError(
      'bad-address',
      `unsupported address: ${showValue(`${protocol}…@${address.slice(protocol.length + account.length)}`)} has a name or password in it. Leave them out: --user names the user, NEO4J_PASSWORD the password.`,
      { isUsage: true },
    )
  const password =
    user === undefined ? undefined : (process.env['NEO4J_PASSWORD'] ?? (await askPassword(user, address)))
  return BoltStore.open({
    address,
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ...(database === undefined ? {} : { database }),
  })
}

async function askPassword(user: string, address: string): Promise<string> {
  const missing = new HearsayError(
    'missing-password',
    `no password for ${user} at ${address}. Set NEO4J_PASSWORD, or run this on a terminal to be asked.`,
    { isUsage: true },
  )
  if (!process.stdin.isTTY) throw missing
  const { isCancel, password } = await import('@clack/prompts')
  const answer = await password({ message: `Password of ${user} at ${address}` })
  if (isCancel(answer)) throw missing
  return answer
}

/** A graph of a case folder in memory. */
export async function projectCase(folder: string, caseKey: string): Promise<Store> {
  const theCase = await readWholeCase(folder)
  const store = EmbeddedStore.open()
  await load(store, theCase, caseKey)
  return store
}

/**
 * Makes sure that a Neo4j holds the whole case: a query over a case that is not there, or only in part, would answer as if
 * nobody had said anything. Throws `case-not-loaded`.
 */
export async function checkLoaded(store: Store, caseKey: string): Promise<void> {
  const { rows } = await store.run('MATCH (i:Investigation) RETURN i.id AS id, i.isComplete AS isComplete ORDER BY id')
  const found = rows.find(({ id }) => id === caseKey)
  if (found?.['isComplete'] === true) return
  const what = found
    ? `case not loaded: of ${showValue(caseKey)} a part only, a load was cut short`
    : `case not loaded: ${showValue(caseKey)} is not in this database, which holds ${rows.length === 0 ? 'none' : rows.map(({ id }) => showValue(id)).join(', ')}`
  throw new HearsayError('case-not-loaded', `${what}. Run hearsay load, or name another case with --as.`)
}
