import { spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text as textOf } from 'node:stream/consumers'
import { afterAll, vi } from 'vitest'

const PROGRAM = path.resolve('dist/hearsay.js')
if (!existsSync(PROGRAM))
  throw new Error('dist/hearsay.js is missing. Build it with `npx tsx scripts/build.ts`, as `npm test` does.')

// Processes share the cores with whatever else runs: a limit is there for what hangs.
vi.setConfig({ testTimeout: 300_000 })

/** Graphs that the runs of a test file keep. */
const CACHE = mkdtempSync(path.join(tmpdir(), 'hearsay-cache-'))

/** How a run ended. */
interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly out: string
  readonly err: string
}

/** How a program is run. */
interface RunOptions {
  /** Standard input; without it there is none. */
  readonly input?: string
  readonly env?: Readonly<Record<string, string>>
}

function start(command: string, args: readonly string[], { input, env }: RunOptions): ChildProcess {
  const { NEO4J_USERNAME: _, NEO4J_PASSWORD: __, ...own } = process.env
  const child = spawn(command, args, {
    env: { ...own, HEARSAY_CACHE: CACHE, ...env },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  })
  child.stdin?.end(input)
  return child
}

async function ending(child: ChildProcess): Promise<Ended> {
  const ended = new Promise<Pick<Ended, 'code' | 'signal'>>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal }))
  })
  const read = (stream: NodeJS.ReadableStream | null) =>
    stream === null ? '' : textOf(stream).catch(() => 'not read to its end')
  const [out, err] = await Promise.all([read(child.stdout), read(child.stderr)])
  return { ...(await ended), out, err }
}

/** Runs the built program to its end. */
export function hearsay(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return ending(start(process.execPath, [PROGRAM, ...args], options))
}

/** Starts the built program; `ended` waits for its end. */
export function startHearsay(args: readonly string[]): { child: ChildProcess; ended: () => Promise<Ended> } {
  const child = start(process.execPath, [PROGRAM, ...args], {})
  return { child, ended: () => ending(child) }
}

/** Runs `script` in a shell, with `"$@"` as the built program and `args`. */
export function inShell(script: string, args: readonly string[]): Promise<Ended> {
  return ending(start('/bin/sh', ['-c', script, 'sh', process.execPath, PROGRAM, ...args], {}))
}

/** A new folder with `files` (paths and contents), deleted after the tests of the file. */
export async function makeFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'hearsay-cli-'))
  folders.push(folder)
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true })
    await writeFile(path.join(folder, name), content)
  }
  return folder
}
const folders: string[] = []
const servers: (() => void)[] = []
afterAll(() => {
  for (const close of servers) close()
  for (const folder of [CACHE, ...folders]) rmSync(folder, { recursive: true, force: true })
})

/** The address of a real server on this computer that answers with `listener`. */
export async function serveHttp(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(() => {
    server.close()
    server.closeAllConnections()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`
}

/** The SHA-256 of every file in a folder by its path. */
export function hashesIn(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  const files = paths.filter((name) => statSync(path.join(folder, name)).isFile())
  const hash = (name: string) =>
    createHash('sha256')
      .update(readFileSync(path.join(folder, name)))
      .digest('hex')
  return Object.fromEntries(files.map((name) => [name, hash(name)]))
}

/** Invented news in two texts that speak of the same ferry. */
export const LATE =
  'Harbour chief Mara Holt said on Tuesday that the ferry ran late.\n\n' +
  '"The crew was tired," Holt told the Lorne Courier.\n'
export const DENIED = 'Captain Ivo Brand denied that the ferry ran late.\n'
