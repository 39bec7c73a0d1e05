import { type ChildProcess, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { HearsayError } from '../src/model/error.ts'

/**
 * A real Neo4j Community server for tests and benchmarks, from the jars of Maven Central: one that this program starts on
 * a free port of this machine, in a home of its own, and that ends with this program, whatever ends it.
 */
export interface Neo4jServer {
  readonly uri: string
  readonly user: string
  readonly password: string
  /** Ends the server, in order or as a lost machine would; what it has written stays. */
  halt(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>
  /** Starts a server that was halted, at the same address. */
  restart(): Promise<void>
  /** Ends the server and removes its home. */
  stop(): Promise<void>
}

/** How a program ended, and what it said. The status is null when there is no such program. */
interface Ended {
  readonly status: number | null
  readonly output: string
}

/** How the server is started. */
export interface Neo4jOptions {
  /** Java heap, in the words of `-Xmx`. */
  readonly heap?: string
  /** Memory beside the heap for the pages of the database. */
  readonly pageCache?: string
  /** Runs before the server does, with `neo4j-admin` for its home. */
  readonly before?: (admin: (args: readonly string[]) => Promise<Ended>) => Promise<void>
  /** True for a run of seconds: Java compiles quickly instead of well. Benchmarks leave it out. */
  readonly isShort?: boolean
}

const POM = fileURLToPath(new URL('pom.xml', import.meta.url))
const CACHE = process.env['HEARSAY_NEO4J_CACHE'] ?? fileURLToPath(new URL('../.cache/neo4j', import.meta.url))
const JAVA = process.env['JAVA_HOME'] ? path.join(process.env['JAVA_HOME'], 'bin', 'java') : 'java'
const START_MS = 180_000
const STOP_MS = 20_000
const OLDEST_JAVA = 17

/** Starts a server. Throws `neo4j-missing` with what to install where Java, Maven or the jars cannot be had. */
export async function startNeo4j({
  heap = '512m',
  pageCache = '128m',
  isShort = false,
  before,
}: Neo4jOptions = {}): Promise<Neo4jServer> {
  await requireJava()
  const jars = await classpath()
  const password = randomBytes(12).toString('hex')
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'hearsay-neo4j-'))
  const port = await freePort()
  writeHome(home, port, password, pageCache)

  const opens = ['java.nio', 'java.io', 'sun.nio.ch'].map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`)
  const tool = [...opens, `-Xmx${heap}`, '-cp', jars, 'org.neo4j.cli.AdminTool']
  const place = { NEO4J_HOME: home, NEO4J_CONF: path.join(home, 'conf') }
  // Its report of bad rows falls where it stands.
  await before?.((args) => execute(JAVA, [...tool, ...args], { env: place, cwd: home }))
  const memory = ['-XX:+UseSerialGC', `-Xms${heap}`, `-Xmx${heap}`, ...(isShort ? ['-XX:TieredStopAtLevel=1'] : [])]
  const main = ['org.neo4j.server.CommunityEntryPoint', `--home-dir=${home}`, `--config-dir=${path.join(home, 'conf')}`]
  const launch = () => launchServer([...opens, ...memory, '-cp', jars, ...main], home, port)
  let running = await launch().catch((error: unknown) => {
    fs.rmSync(home, { recursive: true, force: true })
    throw error
  })
  let stopping: Promise<void> | undefined
  return {
    uri: `bolt://127.0.0.1:${port}`,
    user: 'neo4j',
    password,
    halt: (signal) => running.end(signal),
    restart: async () => void (running = await launch()),
    stop: () => (stopping ??= running.end('SIGTERM').then(() => fs.rmSync(home, { recursive: true, force: true }))),
  }
}

/** A server process that answers. */
interface Running {
  /** Ends it; ending twice is fine. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

/** Starts the server of a home and waits until it answers. Throws `neo4j-failed` with its last words. */
async function launchServer(args: readonly string[], home: string, port: number): Promise<Running> {
  // Its own log first: on a port lost to another server, that one would answer.
  const ownLog = path.join(home, 'logs', 'neo4j.log')
  fs.rmSync(ownLog, { force: true })
  const console = fs.openSync(path.join(home, 'console.log'), 'a')
  const server = spawn(JAVA, args, { stdio: ['ignore', console, console] })
  fs.closeSync(console)
  let ended = ''
  const gone = new Promise<void>((resolve) => {
    server.once('exit', (code, signal) => resolve(void (ended = `it ended with ${code ?? signal}`)))
    server.once('error', (error) => resolve(void (ended = error.message)))
  })
  const guard = guardOf(server, home)
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    const late = setTimeout(() => server.kill('SIGKILL'), STOP_MS)
    server.ref()
    if (ended === '') {
      server.kill(signal)
      await gone
    }
    clearTimeout(late)
    guard?.stdin?.end('done\n')
  }

  const log = (file: string) => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '')
  const begun = Date.now()
  while (!(/INFO +Started\.$/m.test(log(ownLog)) && (await speaksBolt(port)))) {
    if (ended !== '' || Date.now() - begun > START_MS) {
      const words = `${log(path.join(home, 'console.log')).slice(-2000)}\n${log(ownLog).slice(-2000)}`
      const why = ended === '' ? 'it took too long' : ended
      await end('SIGTERM')
      throw new HearsayError('neo4j-failed', `The Neo4j for tests did not start: ${why}. Its last words:\n${words}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return { end }
}

const missing = (what: string) =>
  new HearsayError(
    'neo4j-missing',
    `${what} Install Java ${OLDEST_JAVA} or newer and Maven, with Maven Central in reach.`,
  )

async function requireJava(): Promise<void> {
  const { status, output } = await execute(JAVA, ['-version'])
  const version = Number(/version "(\d+)/.exec(output)?.[1] ?? 0)
  if (status !== 0) throw missing('Neo4j needs Java, and there is none.')
  if (version < OLDEST_JAVA) throw missing(`Neo4j needs Java ${OLDEST_JAVA}, and this is ${output.split('\n')[0]}.`)
}

/** The jars as `java -cp` takes them. Asks Maven once for each content of the pom, and remembers the answer. */
async function classpath(): Promise<string> {
  fs.mkdirSync(CACHE, { recursive: true })
  const hash = createHash('sha256').update(fs.readFileSync(POM)).digest('hex').slice(0, 12)
  const file = path.join(CACHE, `classpath-${hash}.txt`)
  const known = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim() : ''
  if (known !== '' && known.split(path.delimiter).every((jar) => fs.existsSync(jar))) return known

  const draft = `${file}.${process.pid}`
  const goal = [
    '-q',
    '-B',
    '-Dstyle.color=never',
    '-f',
    POM,
    'dependency:build-classpath',
    `-Dmdep.outputFile=${draft}`,
  ]
  const { status, output } = await execute('mvn', goal)
  if (status === null) throw missing('Neo4j comes through Maven (mvn), and there is none.')
  if (status !== 0) throw missing(`Maven could not get the jars of Neo4j: ${output.trim().slice(0, 600)}`)
  fs.renameSync(draft, file)
  return fs.readFileSync(file, 'utf8').trim()
}

/** Runs a program to its end. */
function execute(
  program: string,
  args: readonly string[],
  { env, cwd }: { readonly env?: NodeJS.ProcessEnv; readonly cwd?: string } = {},
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd, env: { ...process.env, ...env } })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
    child.once('error', () => resolve({ status: null, output }))
    child.once('close', (status) => resolve({ status: status ?? 1, output }))
  })
}

/** The settings, and the account as `neo4j-admin dbms set-initial-password` would write it. */
function writeHome(home: string, port: number, password: string, pageCache: string): void {
  const settings = {
    'server.bolt.listen_address': `127.0.0.1:${port}`,
    'server.http.enabled': false,
    'server.https.enabled': false,
    'server.memory.pagecache.size': pageCache,
    'dbms.usage_report.enabled': false,
    'db.tx_log.preallocate': false,
    'db.tx_log.rotation.size': '32m',
    // Without these two a stop takes 10 s.
    'internal.server.bolt.thread_pool_shutdown_wait_time': '0s',
    'internal.server.bolt.connection_shutdown_wait_time': '0s',
  }
  fs.mkdirSync(path.join(home, 'conf'), { recursive: true })
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`)
  fs.writeFileSync(path.join(home, 'conf', 'neo4j.conf'), lines.join(''))

  const rounds = 1024
  const salt = randomBytes(32)
  let hash = Buffer.concat([salt, Buffer.from(password)])
  for (let i = 0; i < rounds; i++) hash = createHash('sha256').update(hash).digest()
  fs.mkdirSync(path.join(home, 'data', 'dbms'), { recursive: true })
  const account = `neo4j:SHA-256,${hash.toString('hex')},${salt.toString('hex')},${rounds}:\n`
  fs.writeFileSync(path.join(home, 'data', 'dbms', 'auth.ini'), account, { mode: 0o600 })
}

/** A shell that reads from a pipe of ours: whatever ends this process, SIGKILL too, the server goes, and its home. */
function guardOf(server: ChildProcess, home: string): ChildProcess | undefined {
  server.unref()
  if (server.pid === undefined) return undefined
  const script = 'read x; [ "$x" = done ] || { kill -9 "$1"; sleep 1; rm -rf "$2"; }'
  const guard = spawn('sh', ['-c', script, 'sh', String(server.pid), home], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  guard.unref()
  const { stdin } = guard
  if (stdin instanceof net.Socket) stdin.unref()
  return guard
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = address !== null && typeof address === 'object' ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}

/** True when a Bolt handshake on this port ends in a version. Not the driver: it would retry by itself for long. */
function speaksBolt(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const hello = Buffer.from('6060b01700080805000204040000010400000003', 'hex')
    const socket = net.connect(port, '127.0.0.1', () => socket.write(hello))
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(2000, () => end(false))
    socket.once('error', () => end(false))
    socket.once('data', (data) => end(data.length >= 4 && data.readUInt32BE(0) !== 0))
  })
}
