import { MAX_LAYOUT, NO_LAYOUT, formatLayout, parseLayout, readLayout, writeLayout } from '../src/case/layout.ts'
import { HearsayError } from '../src/model/error.ts'
import type { IncomingMessage } from 'node:http'
import type { Layout } from '../src/case/layout.ts'

/** What a request comes to: a status, and a line that says why where it is refused. */
interface Reply {
  readonly status: number
  readonly why: string
}

/** Where the claims of a case stand: read once, kept in its folder whenever a page sends it. */
export class LayoutRoute {
  readonly #folder: string
  #text: string
  /** One write at a time, in the order in which they came. */
  #written: Promise<unknown> = Promise.resolve()

  private constructor(folder: string, layout: Layout) {
    this.#folder = folder
    this.#text = formatLayout(layout)
  }

  /** A layout that cannot be read is none: the viewer makes one. `check` reports it. */
  static async open(folder: string): Promise<LayoutRoute> {
    return new LayoutRoute(folder, await readLayout(folder).catch(() => NO_LAYOUT))
  }

  /** The layout as text. */
  get text(): string {
    return this.#text
  }

  /** Keeps what a page of this server sends. Other pages may not: a browser says where a request comes from. */
  async put(request: IncomingMessage): Promise<Reply> {
    if (request.headers.origin !== `http://${request.headers.host}`)
      return { status: 403, why: 'Only a page of this server may send this.' }
    if (!/^application\/json\b/.test(request.headers['content-type'] ?? ''))
      return { status: 415, why: 'A layout is JSON.' }
    const body = await bodyOf(request)
    if (body === null) return { status: 413, why: `A layout has at most ${MAX_LAYOUT} bytes.` }
    try {
      const layout = parseLayout(body)
      const write = this.#written.then(() => writeLayout(this.#folder, layout))
      this.#written = write.catch(() => undefined)
      await write
      this.#text = formatLayout(layout)
      return { status: 204, why: '' }
    } catch (error) {
      if (!(error instanceof HearsayError)) throw error
      return { status: error.code === 'invalid-layout' ? 400 : 403, why: error.message }
    }
  }
}

/** The body of a request as text, or null where it is too long; the rest of such a body is not read. */
async function bodyOf(request: IncomingMessage): Promise<string | null> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_LAYOUT) return null
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of request.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(piece)) continue
    length += piece.length
    if (length > MAX_LAYOUT) return null
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString()
}
