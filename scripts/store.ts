import { BoltStore } from '../graph/bolt/store.ts'
import { EmbeddedStore } from '../graph/embedded/store.ts'
import { load } from '../graph/load.ts'
import type { Store } from '../graph/store.ts'
import { readCase } from '../src/case/read.ts'
import { HearsayError } from '../src/model/error.ts'

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
  const theCase = await readCase(folder)
  const store = EmbeddedStore.open()
  await load(store, theCase, caseKey)
  return store
}
