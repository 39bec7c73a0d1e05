import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import path from 'node:path'
import type { BoltAddress } from '../graph/bolt/store.ts'
import { startCopyProcess } from '../graph/embedded/copy-process.ts'
import { keptGraph, type GraphOf } from '../graph/embedded/kept-graph.ts'
import { EmbeddedStore } from '../graph/embedded/store.ts'
import { load } from '../graph/load.ts'
import type { Store } from '../graph/store.ts'
import { HearsayError, showValue } from '../src/model/error.ts'
import { cellOf } from '../src/model/spreadsheet.ts'
import type { Case } from '../src/model/records.ts'
import { readWholeCase } from './inputs.ts'
import { ownVersion } from './version.ts'

/** What the command line says about a Neo4j. */
export interface BoltOptions {
  readonly user?: string
  readonly database?: string
}

/** Opens a Neo4j. */
export async function openBolt(address: string, options: BoltOptions) {
  return openAt(await findBolt(address, options))
}

/** Opens a Neo4j whose account is known. */
export async function openAt(place: BoltAddress) {
  const { BoltStore } = await import('../graph/bolt/store.ts')
  return BoltStore.open(place)
}

/**
 * Where a Neo4j is and who asks. The password comes from NEO4J_PASSWORD or a prompt, never from the command line, where other
 * users and the shell's history would see it.
 */
export async function findBolt(
  address: string,
  { user = process.env['NEO4J_USERNAME'], database }: BoltOptions,
): Promise<BoltAddress> {
  const [, protocol = '', account] = /^([a-z+]+:\/\/)([^/]*@)?/i.exec(address) ?? []
  if (account !== undefined)
    throw new HearsayError(
      'bad-address',
      `unsupported address: ${showValue(`${protocol}…@${address.slice(protocol.length + account.length)}`)} has a name or password in it. Leave them out: --user names the user, NEO4J_PASSWORD the password.`,
      { isUsage: true },
    )
  const password =
    user === undefined ? undefined : (process.env['NEO4J_PASSWORD'] ?? (await askPassword(user, address)))
  return {
    address,
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ...(database === undefined ? {} : { database }),
  }
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

/** Which graph of a case folder is kept, and where: HEARSAY_CACHE, else the system's folder for what can be made again. */
export function graphOf(folder: string, caseKey: string, digest: string | null = null): GraphOf {
  return { folder, caseKey, version: ownVersion(), digest, place: path.join(cacheFolder(), 'graphs') }
}

function cacheFolder(): string {
  const { HEARSAY_CACHE: own, XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = process.env
  if (own) return path.resolve(own)
  // As the XDG specification says, what is not absolute does not count.
  if (xdg && path.isAbsolute(xdg)) return path.join(xdg, 'hearsay')
  if (process.platform === 'win32' && local) return path.join(local, 'hearsay')
  const [first, second] = process.platform === 'darwin' ? ['Library', 'Caches'] : ['.cache', '']
  return path.join(homedir(), first, second, 'hearsay')
}

/** Finds the kept graph of a case folder, for a `guardedCopy`; written, where it has to be, from what `readCase` reads. */
export function keptFor(graph: GraphOf, readCase: () => Promise<Case>) {
  const say = (line: string) => process.stderr.write(`hearsay: ${line}\n`)
  return (start: () => ChildProcess, refused: string | undefined) => keptGraph(graph, { readCase, start, say, refused })
}

/** The graph of a case folder: as it is kept, to be read, or else in memory. */
export async function openCase(folder: string, caseKey: string): Promise<Store> {
  const readCase = () => readWholeCase(folder)
  const find = keptFor(graphOf(folder, caseKey), readCase)
  const scratch = await mkdtemp(path.join(tmpdir(), 'hearsay-copy-'))
  const start = () => startCopyProcess(scratch)
  let refused: string | undefined
  try {
    for (let attempt = 0; attempt < 2; attempt++) {
      const file = await find(start, refused)
      if (file === null) break
      try {
        return EmbeddedStore.openReadOnly(file)
      } catch {
        // The engine opens no damaged file: it is made again, once.
        refused = file
      }
    }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
  const store = EmbeddedStore.open()
  await load(store, await readCase(), caseKey)
  return store
}

/** The cases that stand in a Neo4j, by their keys, and whether each is there in whole. */
export async function casesIn(store: Store): Promise<readonly { id: string; title: string; isComplete: boolean }[]> {
  const { rows } = await store.run(
    'MATCH (i:Investigation) RETURN i.id AS id, i.title AS title, i.isComplete AS isComplete ORDER BY id',
  )
  return rows.map(({ id, title, isComplete }) => ({
    id: cellOf(id),
    title: cellOf(title),
    isComplete: isComplete === true,
  }))
}

/**
 * Makes sure that a Neo4j holds the whole case: a query over a case that is not there, or only in part, would answer as if
 * nobody had said anything. Gives back how many cases there are. Throws `case-not-loaded`.
 */
export async function checkLoaded(store: Store, caseKey: string): Promise<number> {
  const cases = await casesIn(store)
  const found = cases.find(({ id }) => id === caseKey)
  if (found?.isComplete) return cases.length
  const names = cases.map(({ id }) => showValue(id)).join(', ')
  const what = found
    ? `case not loaded: of ${showValue(caseKey)} a part only, a load was cut short`
    : `case not loaded: ${showValue(caseKey)} is not in this database, which holds ${names || 'none'}`
  throw new HearsayError('case-not-loaded', `${what}. Run hearsay load, or name another case with --as.`)
}
