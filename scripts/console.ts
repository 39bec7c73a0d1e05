import type { IncomingMessage, ServerResponse } from 'node:http'
import * as v from 'valibot'
import { LIMITS } from '../graph/cypher/answer.ts'
import type { GuardedQueries } from '../graph/guarded/queries.ts'
import { listNamedQueries } from '../graph/named-queries.ts'
import type { Values } from '../graph/store.ts'

/** The longest request for a query, in bytes. */
const LONGEST_BODY = 64 * 1024

const REQUEST = v.strictObject({
  query: v.string(),
  parameters: v.optional(v.record(v.string(), v.unknown()), {}),
})

/** What the console shows before anything is asked: the queries that come with hearsay, and what a query may take. */
export function consoleQueries(): string {
  const { ms, rows } = LIMITS
  return JSON.stringify({ limits: { ms, rows }, queries: listNamedQueries() })
}

/**
 * Answers `POST api/cypher`: JSON `{query, parameters?}` from a page of `origin`, and nothing that any other page could send.
 * The answer is that of `queries`, or `{error}` with a problem. A request that is given up ends its query.
 */
export async function answerQuery(
  queries: GuardedQueries,
  origin: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const say = (status: number, json: string) => {
    response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' })
    response.end(json)
  }
  const refuse = (status: number, message: string) => {
    // What is left of the request is not read.
    response.setHeader('Connection', 'close')
    say(
      status,
      JSON.stringify({ error: { kind: 'refused', message, line: null, column: null, length: 0, hint: null } }),
    )
  }
  if (request.headers.origin !== origin) return refuse(403, 'Queries come from the pages of this server only.')
  if (!/^application\/json *(?:; *charset=utf-8)?$/i.test(request.headers['content-type'] ?? ''))
    return refuse(415, 'A query comes as application/json.')
  const body = await readBody(request)
  if (body === null) return refuse(413, `A query has at most ${LONGEST_BODY / 1024} kB.`)
  const parsed = v.safeParse(REQUEST, parseJson(body))
  if (!parsed.success) return refuse(400, 'A query comes as {"query": "…", "parameters": {…}}.')

  const gone = new AbortController()
  response.once('close', () => gone.abort())
  const { query, parameters } = parsed.output
  // JSON has no other values than the port.
  const answer = await queries.ask(query, parameters as Values, gone.signal)
  if (answer.kind === 'rows') say(200, answer.json)
  else say(answer.problem.kind === 'busy' ? 503 : 422, JSON.stringify({ error: answer.problem }))
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > LONGEST_BODY) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
