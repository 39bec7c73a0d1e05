import { once } from 'node:events'
import { readFile, readdir } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { dirname, extname, join, relative, sep } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { analyse } from '../graph/analyse/analyses.ts'
import { LIMITS } from '../graph/cypher/answer.ts'
import { GuardedCopy, type FindKept } from '../graph/embedded/guarded-copy.ts'
import { analysisLines, outlineLines, recordLines } from '../graph/snapshot.ts'
import { NO_LAYOUT, formatLayout } from '../src/case/layout.ts'
import { startThread } from '../src/language/thread.ts'
import { HearsayError } from '../src/model/error.ts'
import { answerQuery, consoleQueries } from './console.ts'
import { LayoutRoute } from './layout-route.ts'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Worker } from 'node:worker_threads'
import type { Case } from '../src/model/records.ts'

/** The server listens here and nowhere else: a case never leaves the computer. */
const HOST = '127.0.0.1'

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.jsonl': 'application/jsonl; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
}

/** Vite puts a hash of the content into every name under assets/, so these never change. */
const HASHED = /^\/assets\//
const FOREVER = 'public, max-age=31536000, immutable'
const ASK_AGAIN = 'no-cache'
/** Whatever is smaller fits into one packet anyway. */
const WORTH_COMPRESSING = 1400
/** Whatever is larger is on its way for less time than it would take to compress. */
const QUICKER_PLAIN = 2 ** 23
/** A case of more statements is analysed on a thread of its own: the server answers meanwhile. */
const QUICK_TO_ANALYSE = 2000

/** Where the console reads what it can ask, and where it asks. */
const QUERIES = '/api/queries'
const CYPHER = '/api/cypher'
/** Where claims stand: read, and sent to be kept where the case has a folder. */
const LAYOUT = '/api/layout'

/** What the viewer's page may do: run, fetch and show what stands beside it, nothing else. */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': POLICY,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
}

/** How a case is served. */
export interface ServeOptions {
  /** 0 picks a free port. */
  readonly port: number
  /** The folder of the built viewer; `builtViewer()` unless a test brings its own. */
  readonly webRoot: string
  /** The key of the case for queries: `caseKey` of every node. */
  readonly caseKey?: string
  /** The folder of the case, where a layout is kept; without it nothing is written. */
  readonly folder?: string
  /** Finds the graph of the case where one is kept. */
  readonly kept?: FindKept
}

/** A running server. */
export interface Served {
  readonly url: string
  readonly close: () => Promise<void>
}

/** The folder of the built viewer inside this package, wherever it is installed. */
export function builtViewer(): string {
  return join(dirname(createRequire(import.meta.url).resolve('hearsay/package.json')), 'dist', 'web')
}

/**
 * Serves a case and the viewer on this computer until `close`. Everything is answered from memory: an address never becomes a
 * path. Queries run elsewhere, on a copy of the case. Nothing but the layout is written. Throws `HearsayError` `port-taken`, or
 * `no-viewer` when the viewer isn't built.
 */
export async function serve(
  theCase: Case,
  { port, webRoot, folder, caseKey = 'case', kept }: ServeOptions,
): Promise<Served> {
  const layout = folder === undefined ? null : await LayoutRoute.open(folder)
  const analyses = new Analysing(theCase)
  const answers = new Map<string, Answer>([
    ...(await readViewer(webRoot)),
    ...answersOf(theCase, analyses, layout),
    // No site has these: there would be nobody to run them.
    [QUERIES, new Answer(() => Buffer.from(consoleQueries()), TYPES['.json'] ?? '', ASK_AGAIN)],
  ])
  const copy = new GuardedCopy(theCase, caseKey, LIMITS, kept)
  const server = createServer((request, response) => {
    respond({ answers, copy, layout, server }, request, response).catch(() => response.destroy())
  })
  await listen(server, port)
  return {
    url: `http://${HOST}:${portOf(server)}/`,
    close: async () => {
      analyses.close()
      await copy.close()
      await new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      })
    },
  }
}

/** Everything that would be served for a case but the console, by address: the files of a site. Throws `no-viewer`. */
export async function everyAnswer(
  theCase: Case,
  { webRoot, folder }: Pick<ServeOptions, 'webRoot' | 'folder'>,
): Promise<ReadonlyMap<string, Buffer>> {
  const layout = folder === undefined ? null : await LayoutRoute.open(folder)
  const analyses = new Analysing(theCase)
  const answers = [...(await readViewer(webRoot)), ...answersOf(theCase, analyses, layout)]
  const bodies = answers
    .filter(([address]) => address !== QUERIES)
    .map(async ([address, answer]) => [address, (await answer.encode('')).body] as const)
  try {
    return new Map(await Promise.all(bodies))
  } finally {
    analyses.close()
  }
}

/** What is found in a case, asked for once: at once where that is quick, else on a thread that begins now. */
class Analysing {
  readonly #case: Case
  readonly #thread: Worker | null
  #lines: Promise<readonly string[]> | null = null

  constructor(theCase: Case) {
    this.#case = theCase
    const isQuick = theCase.statements.length <= QUICK_TO_ANALYSE
    this.#thread = isQuick ? null : startThread('scripts/analyse-worker.ts', 'analyse-worker.js', theCase)
    if (!this.#thread) return
    this.#lines = once(this.#thread, 'message').then(([lines]: string[][]) => lines ?? [])
    // Whoever asks hears of it; until then it is nobody's error.
    this.#lines.catch(() => undefined)
  }

  lines(): Promise<readonly string[]> {
    this.#lines ??= Promise.resolve([...analysisLines(analyse(this.#case))])
    return this.#lines
  }

  close(): void {
    void this.#thread?.terminate()
  }
}

/** What is answered under one address, made on first use; its compressed forms, too. What is asked for anew is not kept. */
class Answer {
  readonly type: string
  readonly caching: string
  readonly #make: () => Buffer | Promise<Buffer>
  readonly #isKept: boolean
  #body: Promise<Buffer> | null = null
  readonly #compressed = new Map<string, Promise<Buffer>>()

  constructor(make: () => Buffer | Promise<Buffer>, type: string, caching: string, isKept = true) {
    this.#make = make
    this.#isKept = isKept
    this.type = type
    this.caching = caching
  }

  /** The body in an encoding that the client accepts. */
  async encode(accepted: string): Promise<{ readonly body: Buffer; readonly encoding: string | null }> {
    const isText = this.type.includes('charset') || this.type.includes('svg')
    const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : null
    const made = this.#body ?? Promise.resolve(this.#make())
    if (this.#isKept) this.#body = made
    const body = await made
    const isWorth = isText && body.length >= WORTH_COMPRESSING && body.length <= QUICKER_PLAIN
    if (!encoding || !isWorth) return { body, encoding: null }
    const known = this.#compressed.get(encoding) ?? compress(body, encoding)
    if (this.#isKept) this.#compressed.set(encoding, known)
    return { body: await known, encoding }
  }
}

/** Brotli at 5: a case of 50 MB in about a second, within 10 % of what the slowest level reaches. */
function compress(body: Buffer, encoding: 'br' | 'gzip'): Promise<Buffer> {
  return encoding === 'br'
    ? promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
    : promisify(gzip)(body)
}

async function readViewer(webRoot: string): Promise<[string, Answer][]> {
  const entries = await readdir(webRoot, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
    throw new HearsayError('no-viewer', `no viewer in ${webRoot}. Build it with \`npm run build\`.`, { cause })
  })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Promise.all(
    files.map(async (file): Promise<[string, Answer]> => {
      const name = `/${relative(webRoot, file).split(sep).join('/')}`
      const type = TYPES[extname(file)] ?? 'application/octet-stream'
      const body = await readFile(file)
      const answer = new Answer(() => body, type, HASHED.test(name) ? FOREVER : ASK_AGAIN)
      return [name === '/index.html' ? '/' : name, answer]
    }),
  )
}

function answersOf(theCase: Case, analyses: Analysing, layout: LayoutRoute | null): [string, Answer][] {
  const ofLines = async (lines: Iterable<string> | Promise<Iterable<string>>) => {
    const pieces: Buffer[] = []
    for (const line of await lines) {
      pieces.push(Buffer.from(line))
      // A line of a large case takes a while to make: other requests come in between.
      await setImmediate()
    }
    return Buffer.concat(pieces)
  }
  const [lines = '', json = '', plain = ''] = [TYPES['.jsonl'], TYPES['.json'], TYPES['.txt']]
  return [
    ['/api/outline', new Answer(() => ofLines(outlineLines(theCase)), lines, ASK_AGAIN)],
    ['/api/snapshot', new Answer(() => ofLines(recordLines(theCase)), lines, ASK_AGAIN)],
    ['/api/analyses', new Answer(async () => ofLines(await analyses.lines()), lines, ASK_AGAIN)],
    [LAYOUT, new Answer(() => Buffer.from(layout?.text ?? formatLayout(NO_LAYOUT)), json, ASK_AGAIN, false)],
    ...[...theCase.texts].map(([id, text]): [string, Answer] => [
      `/api/sources/${id}/text`,
      new Answer(() => Buffer.from(text), plain, ASK_AGAIN),
    ]),
  ]
}

/** What requests are answered from. */
interface Room {
  readonly answers: ReadonlyMap<string, Answer>
  readonly copy: GuardedCopy
  readonly layout: LayoutRoute | null
  readonly server: Server
}

async function respond(
  { answers, copy, layout, server }: Room,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value)
  const refuse = (status: number, why: string) => {
    response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' })
    response.end(`${why}\n`)
  }
  // A page elsewhere can point its own name at this computer (DNS rebinding); its requests carry that name.
  if (!isOwnHost(request.headers.host, portOf(server)))
    return refuse(421, 'This server answers to its own address only.')
  const address = (request.url ?? '/').split('?', 1)[0] ?? '/'
  if (address === CYPHER) {
    if (request.method === 'POST') return answerQuery(copy, `http://${request.headers.host}`, request, response)
    response.setHeader('Allow', 'POST')
    return refuse(405, 'Queries are posted here.')
  }
  const isKept = address === LAYOUT && layout !== null
  // A page that reads a layout learns here whether it may send one.
  if (isKept) response.setHeader('Allow', 'GET, HEAD, PUT')
  if (request.method === 'PUT' && isKept) {
    const { status, why } = await layout.put(request)
    if (status !== 204) return refuse(status, why)
    response.writeHead(204, { 'Cache-Control': 'no-store' })
    response.end()
    return
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    if (!isKept) response.setHeader('Allow', 'GET, HEAD')
    return refuse(405, 'This server is read-only.')
  }
  const answer = answers.get(address)
  if (!answer) return refuse(404, 'There is nothing at this address.')
  // Whoever reads the list of queries will soon send one.
  if (address === QUERIES) copy.warm().catch(() => {})
  const { body, encoding } = await answer.encode(request.headers['accept-encoding'] ?? '')
  response.writeHead(200, {
    'Content-Type': answer.type,
    'Content-Length': body.length,
    'Cache-Control': answer.caching,
    Vary: 'Accept-Encoding',
    ...(encoding ? { 'Content-Encoding': encoding } : {}),
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

function isOwnHost(host: string | undefined, port: number): boolean {
  return [HOST, 'localhost', '[::1]'].some((name) => host?.toLowerCase() === `${name}:${port}`)
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo | null)?.port ?? 0
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? portTaken(port, error) : error)
    })
    server.listen(port, HOST, resolve)
  })
}

function portTaken(port: number, cause: Error): HearsayError {
  const message = `port ${port} is taken. Stop what uses it, or choose another: \`--port 0\` picks a free one.`
  return new HearsayError('port-taken', message, { cause })
}
