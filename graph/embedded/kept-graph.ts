import type * as grafeo from '@grafeo-db/js'
import type { ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, realpath, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { hostname } from 'node:os'
import path from 'node:path'
import { digestCase } from '../../src/case/digest.ts'
import type { Case } from '../../src/model/records.ts'
import { PROJECTION_VERSION } from '../project.ts'
import { NODES, RELATIONSHIPS } from '../schema.ts'
import { orderWriting } from './copy-process.ts'

const require = createRequire(import.meta.url)

/** In the folder of one case: where the case is, and who writes its graph. */
const WHERE = 'case-folder'
const LOCK = 'graph.lock'
/** Whoever writes a graph for longer than this has ended on another computer, or its number is somebody else's by now. */
const LONGEST_WRITE_MS = 3_600_000
/** A graph that nobody asked for so long goes. */
const UNUSED_MS = 30 * 86_400_000

/** Whose graph it is. */
export interface GraphOf {
  /** The folder of the case. */
  readonly folder: string
  readonly caseKey: string
  /** The version of hearsay. */
  readonly version: string
  /** What `digestCase` said when the case was read; null where it is to be read as it is now. */
  readonly digest: string | null
  /** Where the graphs of all cases are kept: a folder of the user's own, never the case's, which may be a stranger's. */
  readonly place: string
}

/** How a graph is written where it has to be. */
interface Writing {
  readonly readCase: () => Promise<Case>
  /** Starts the process that writes it. */
  readonly start: () => ChildProcess
  /** Told, in one line, why a graph is made again or not kept. */
  readonly say: (line: string) => void
  /** A file that the engine did not open. */
  readonly refused?: string | undefined
}

/** Who writes a graph. */
interface Holder {
  readonly pid: number
  readonly host: string
  /** ISO 8601. */
  readonly since: string
}

/** How the graph of a case is kept: up to date, of an earlier state of the case, by another version of hearsay or its engine, or not. */
export interface KeptState {
  readonly state: 'fresh' | 'changed' | 'other-version' | 'none'
  readonly file: string | null
  readonly bytes: number
  readonly holder: Holder | null
}

/** Why a graph is made again; null where there was none. */
const SAID: Readonly<Record<KeptState['state'], string | null>> = {
  fresh: null,
  none: null,
  changed: 'was of an earlier state of the case',
  'other-version': 'was of another version of hearsay or its engine',
}

/** The version of the embedded engine. */
export function engineVersion(): string {
  const engine: typeof grafeo = require('@grafeo-db/js')
  return engine.version()
}

/**
 * The file in which the graph of a case is kept, written first where there is none of just this case, this hearsay and this
 * engine. Its name says what it was made of, and it comes by renaming: whoever finds it has a whole one, which nobody changes.
 * Null where it cannot be kept: no room, no right to write, or another process is writing it. Throws what reading the case does.
 */
export async function keptGraph(graph: GraphOf, { readCase, start, say, refused }: Writing): Promise<string | null> {
  const digest = await digestCase(graph.folder).catch(() => null)
  if (digest === null || (graph.digest ?? digest) !== digest) return null
  const place = await placeOf(graph)
  const file = path.join(place, nameOf(graph, digest))
  if (file !== refused && (await touch(file))) return file
  const theCase = await readCase()
  const { state } = await inspect(graph, digest)
  const lock = await takeLock(graph, place)
  if (lock !== 'taken') {
    if (lock)
      say(
        `${graph.folder}: its graph is being written by process ${lock.pid} on ${lock.host} since ${lock.since}. This run reads a copy of its own.`,
      )
    return null
  }
  const temporary = `${file}.tmp`
  try {
    await remove(temporary, `${temporary}.wal`)
    await orderWriting(start(), temporary, theCase, graph.caseKey)
    // Of a case that somebody changed meanwhile nobody knows which half was read.
    if ((await digestCase(graph.folder)) !== digest) return null
    await rename(temporary, file)
    await removeOld(graph.place, place, path.basename(file))
  } catch {
    // No room, or no right to write: a copy somewhere else will do, or says why not.
    return null
  } finally {
    await remove(temporary, `${temporary}.wal`, path.join(place, LOCK))
  }
  const reason = refused === undefined ? SAID[state] : 'was damaged'
  if (reason !== null) say(`${graph.folder}: its graph ${reason}; it was made again from the case.`)
  return file
}

/** How the graph of a case is kept now. Throws what reading the case would. */
export async function stateOfKept(graph: GraphOf): Promise<KeptState> {
  return inspect(graph, await digestCase(graph.folder))
}

async function inspect(graph: GraphOf, digest: string): Promise<KeptState> {
  const place = await placeOf(graph)
  const holder = await holderIn(place)
  const own = nameOf(graph, digest)
  const [, key, content] = own.split('-')
  const found = (await readdir(place).catch(() => [])).filter((name) => name.startsWith(`graph-${key}-`))
  const name = [own, ...found].find((one) => found.includes(one) && one.endsWith('.grafeo'))
  if (name === undefined) return { state: 'none', file: null, bytes: 0, holder }
  const file = path.join(place, name)
  const state = name === own ? 'fresh' : name.split('-')[2] === content ? 'other-version' : 'changed'
  return { state, file, bytes: await stat(file).then(({ size }) => size), holder }
}

/** The folder for the graphs of one case. */
async function placeOf({ folder, place }: GraphOf): Promise<string> {
  return path.join(place, short(await realpath(folder)))
}

function nameOf({ caseKey, version }: GraphOf, digest: string): string {
  const made = [PROJECTION_VERSION, NODES, RELATIONSHIPS, engineVersion(), version]
  return `graph-${short(caseKey)}-${short(digest)}-${short(JSON.stringify(made))}.grafeo`
}

const short = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16)

/** True where a file is; notes that it is in use. */
async function touch(file: string): Promise<boolean> {
  const now = new Date()
  try {
    if (!(await stat(file)).isFile()) return false
    await utimes(file, now, now).catch(() => {})
    return true
  } catch {
    return false
  }
}

/** Takes the right to write the graph of a case, or says who has it; null where nothing can be written. */
async function takeLock({ folder }: GraphOf, place: string): Promise<'taken' | Holder | null> {
  const own: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() }
  try {
    // What a case says may be private to its owner.
    await mkdir(place, { recursive: true, mode: 0o700 })
    const holder = await holderIn(place)
    if (holder) return holder
    await remove(path.join(place, LOCK))
    await writeFile(path.join(place, LOCK), JSON.stringify(own), { flag: 'wx' })
    await writeFile(path.join(place, WHERE), await realpath(folder))
    return 'taken'
  } catch {
    return holderIn(place)
  }
}

/** Who is writing the graph of a case; null for nobody, or for one that ended without a word. */
async function holderIn(place: string): Promise<Holder | null> {
  const text = await readFile(path.join(place, LOCK), 'utf8').catch(() => '')
  try {
    const { pid, host, since } = JSON.parse(text) as Holder
    const isOld = !(Date.now() - Date.parse(since) < LONGEST_WRITE_MS)
    return isOld || (host === hostname() && !isRunning(pid)) ? null : { pid, host, since }
  } catch {
    return null
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It runs, and is somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Removes other graphs of a case, and those of cases that nobody asks any more or that are not where they were. */
async function removeOld(all: string, place: string, own: string): Promise<void> {
  const [, , content] = own.split('-')
  for (const name of await readdir(place))
    if (name.startsWith('graph-') && name !== own && name.split('-')[2] !== content)
      await remove(path.join(place, name))
  for (const name of await readdir(all)) {
    const other = path.join(all, name)
    if (other === place) continue
    const folder = await readFile(path.join(other, WHERE), 'utf8').catch(() => null)
    if (folder === null) continue
    const times = await Promise.all(
      (await readdir(other)).map((one) => stat(path.join(other, one)).then(({ mtimeMs }) => mtimeMs)),
    ).catch(() => [Date.now()])
    const isThere = await stat(folder).then(
      () => true,
      () => false,
    )
    if (!isThere || Date.now() - Math.max(...times) > UNUSED_MS) await remove(other)
  }
}

async function remove(...paths: readonly string[]): Promise<void> {
  for (const one of paths) await rm(one, { recursive: true, force: true }).catch(() => {})
}
