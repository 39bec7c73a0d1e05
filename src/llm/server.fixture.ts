import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text as textOf } from 'node:stream/consumers'
import { afterAll } from 'vitest'
import * as v from 'valibot'

/** What a server answers to one request. */
interface Reply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** The connection breaks off after the body's first half, or there is never an answer. */
  readonly ends?: 'midway' | 'never'
}

/** A request as it arrived. */
interface Received {
  readonly path: string
  readonly authorization: string | undefined
  readonly format: string | null
  readonly temperature: number | undefined
  readonly model: string
  readonly system: string
  readonly user: string
}

const BodySchema = v.object({
  model: v.string(),
  stream: v.literal(false),
  temperature: v.optional(v.number()),
  response_format: v.optional(v.looseObject({ type: v.string() })),
  messages: v.tuple([
    v.object({ role: v.literal('system'), content: v.string() }),
    v.object({ role: v.literal('user'), content: v.string() }),
  ]),
})

const closing: (() => void)[] = []
afterAll(() => {
  for (const close of closing) close()
})

/** A real server on this computer that speaks the chat protocol: `reply` says what it answers to the n-th request, from 0. */
export async function serveChat(reply: (request: Received, n: number) => Reply) {
  const requests: Received[] = []
  const answer = async (incoming: IncomingMessage, response: ServerResponse) => {
    const { messages, model, temperature, response_format } = v.parse(BodySchema, JSON.parse(await textOf(incoming)))
    const request = {
      path: incoming.url ?? '',
      authorization: incoming.headers.authorization,
      format: response_format?.type ?? null,
      temperature,
      model,
      system: messages[0].content,
      user: messages[1].content,
    }
    requests.push(request)
    const { status = 200, headers = {}, body = '', ends } = reply(request, requests.length - 1)
    if (ends === 'never') return
    const length = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    response.writeHead(status, { ...length, ...headers })
    if (ends === undefined) response.end(body)
    else response.write(body.slice(0, body.length / 2), () => response.destroy())
  }
  const server = createServer((incoming, response) => {
    void answer(incoming, response)
  })
  closing.push(() => {
    server.close()
    server.closeAllConnections()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  return { url: `http://127.0.0.1:${port}/v1`, requests }
}

/** An answer of a model, as the protocol wraps it. */
export const completion = (content: string): Reply => ({
  body: JSON.stringify({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }],
    usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 },
  }),
})

/** What a model answered once to a request with these words in it. */
export interface Recorded {
  readonly when: string
  readonly answer: object | string
}

/** Plays recorded answers: the first whose words are in the request; to others none that can be used. */
export const replay =
  (recorded: readonly Recorded[]) =>
  ({ user }: Received): Reply => {
    const found = recorded.find(({ when }) => user.includes(when))?.answer ?? 'I have nothing on record.'
    return completion(typeof found === 'string' ? found : JSON.stringify(found))
  }
