import { createServer, type AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import * as v from 'valibot'
import { LlmClient, type ClientOptions, type Question } from './client.ts'
import { endpointAt } from './endpoint.ts'
import { completion, serveChat } from './server.fixture.ts'

const QUESTION: Question<{ readonly word: string }> = {
  system: 'Say a word.',
  user: 'Which?',
  schema: v.object({ word: v.string() }),
  jsonSchema: { name: 'word', schema: { type: 'object' } },
}
const GOOD = completion('{"word":"ferry"}')

const clients: LlmClient[] = []
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close()
})

/** A client whose waits are written down and take no time. */
function open(url: string, options: Partial<ClientOptions> = {}, key: string | null = null) {
  const waits: number[] = []
  const wait = (milliseconds: number) => Promise.resolve(waits.push(milliseconds))
  const client = new LlmClient(endpointAt(url, 'small', key), { wait, random: () => 1, ...options })
  clients.push(client)
  return { client, waits }
}

/** A port of this computer where nobody listens. */
async function freeAddress(): Promise<AddressInfo> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return address
}

describe('a question', () => {
  it('is asked with the key, the model and the schema, and its tokens are counted', async () => {
    const { url, requests } = await serveChat(() => GOOD)
    const { client } = open(url, {}, 'secret-key')
    expect(await client.ask(QUESTION)).toEqual({ word: 'ferry' })
    expect(requests).toEqual([
      {
        path: '/v1/chat/completions',
        authorization: 'Bearer secret-key',
        format: 'json_schema',
        temperature: 0,
        model: 'small',
        system: 'Say a word.',
        user: 'Which?',
      },
    ])
    expect(client.usage).toEqual({ requests: 1, promptTokens: 100, completionTokens: 20 })
  })

  it.each([
    ['in a fence', '```json\n{"word":"ferry"}\n```'],
    ['after thinking aloud', '<think>{"word": or not?}</think>\n{"word":"ferry"}'],
    ['between other words', 'Here it is: {"word":"ferry"}. Anything else?'],
  ])('may be answered %s', async (_, content) => {
    const { url } = await serveChat(() => completion(content))
    expect(await open(url).client.ask(QUESTION)).toEqual({ word: 'ferry' })
  })

  it('is asked in the next way where a server refuses one, and later ones begin there', async () => {
    const { url, requests } = await serveChat(({ format }) =>
      format === 'json_schema' ? { status: 400, body: '{"error":{"message":"json_schema is not known"}}' } : GOOD,
    )
    const { client } = open(url)
    await client.ask(QUESTION)
    await client.ask(QUESTION)
    expect(requests.map(({ format, temperature }) => [format, temperature])).toEqual([
      ['json_schema', 0],
      ['json_schema', undefined],
      ['json_object', 0],
      ['json_object', 0],
    ])
  })

  it('is asked without any format in the end, and then refused with what the server says', async () => {
    const { url, requests } = await serveChat(() => ({ status: 422, body: '{"error":"context is full"}' }))
    await expect(open(url).client.ask(QUESTION)).rejects.toMatchObject({
      code: 'llm-refused',
      message: expect.stringMatching(/answers 422 \("context is full"\)\. The request may be too long/) as unknown,
    })
    expect(requests.map(({ format }) => format).at(-1)).toBe(null)
    expect(requests).toHaveLength(5)
  })
})

describe('a server that fails', () => {
  it('is asked again after longer and longer waits, spread by chance', async () => {
    const { url } = await serveChat((_, n) => (n < 3 ? { status: 500 } : GOOD))
    const { client, waits } = open(url, { random: () => 0.5 })
    expect(await client.ask(QUESTION)).toEqual({ word: 'ferry' })
    expect(waits).toEqual([750, 1500, 3000])
  })

  it('is asked again when it says so: in seconds or at a time', async () => {
    const past = 'Mon, 01 Jan 2024 00:00:00 GMT'
    const { url } = await serveChat((_, n) => {
      if (n > 1) return GOOD
      return { status: n === 0 ? 429 : 503, headers: { 'retry-after': n === 0 ? '7' : past } }
    })
    const { client, waits } = open(url)
    await client.ask(QUESTION)
    expect(waits).toEqual([7000, 0])
  })

  it('is not waited for longer than a minute', async () => {
    const { url, requests } = await serveChat(() => ({ status: 429, headers: { 'retry-after': '3600' } }))
    await expect(open(url).client.ask(QUESTION)).rejects.toMatchObject({ code: 'llm-refused' })
    expect(requests).toHaveLength(1)
  })

  it.each([
    ['breaks off in the middle of an answer', { ...GOOD, ends: 'midway' as const }],
    ['redirects to somebody nobody named', { status: 307, headers: { location: 'http://127.0.0.1:9/' } }],
  ])('%s: tried again, then given up', async (_, reply) => {
    const { url, requests } = await serveChat(() => reply)
    const { client, waits } = open(url, { tries: 2, milliseconds: 500 })
    await expect(client.ask(QUESTION)).rejects.toMatchObject({ code: 'llm-unreachable' })
    expect([requests.length, waits.length]).toEqual([2, 1])
  })

  it('is slower than the limit: tried once more, then given up', async () => {
    const { url, requests } = await serveChat(() => ({ ends: 'never' }))
    const { client, waits } = open(url, { milliseconds: 500 })
    await expect(client.ask(QUESTION)).rejects.toThrow('no answer in 0.5 s')
    expect([requests.length, waits]).toEqual([2, []])
  })

  it('is not there: given up for good after five questions', async () => {
    const { port } = await freeAddress()
    const { client } = open(`http://127.0.0.1:${port}/v1`, { tries: 1, lanes: 1 })
    const asked = await Promise.allSettled(Array.from({ length: 20 }, () => client.ask(QUESTION)))
    expect(asked.every(({ status }) => status === 'rejected')).toBe(true)
    expect(client.usage.requests).toBe(5)
    await expect(client.ask(QUESTION)).rejects.toThrow(`no answer from 127.0.0.1:${port}: ECONNREFUSED`)
  })

  it.each([401, 403, 404])('answers %d: no question is asked any more', async (status) => {
    const { url, requests } = await serveChat(() => ({
      status,
      body: '{"error":{"message":"wrong key: secret-key"}}',
    }))
    const { client } = open(url, { lanes: 1 }, 'secret-key')
    const asked = await Promise.allSettled([client.ask(QUESTION), client.ask(QUESTION)])
    expect(requests).toHaveLength(1)
    for (const one of asked) {
      expect(one).toMatchObject({ status: 'rejected', reason: { code: 'llm-refused' } })
      expect(inspect(one, { depth: 9 })).not.toContain('secret-key')
    }
  })
})

describe('an answer that is none', () => {
  it.each([
    ['prose', completion('I would rather not.')],
    ['JSON of another shape', completion('{"word":7}')],
    ['half of the JSON', completion('{"word":"fer')],
    ['empty', completion('')],
    ['deeply nested', completion(`{"word":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)],
    ['HTML', { body: '<!doctype html><title>Portal</title>' }],
    ['JSON of another protocol', { body: '{"choices":[]}' }],
    ['larger than two megabytes', completion(`{"word":"${'x'.repeat(2_100_000)}"}`)],
  ])('%s: asked once more, then refused', async (_, reply) => {
    const { url, requests } = await serveChat(() => reply)
    const { client, waits } = open(url)
    await expect(client.ask(QUESTION)).rejects.toMatchObject({ code: 'llm-answer' })
    expect([requests.length, waits]).toEqual([2, []])
  })

  it('counts what it cost all the same', async () => {
    const { url } = await serveChat((_, n) => (n === 0 ? completion('no') : GOOD))
    const { client } = open(url)
    expect(await client.ask(QUESTION)).toEqual({ word: 'ferry' })
    expect(client.usage).toEqual({ requests: 2, promptTokens: 200, completionTokens: 40 })
  })
})

it('ends when it is told to, on the way and before', async () => {
  const { url } = await serveChat(() => ({ ends: 'never' }))
  const control = new AbortController()
  const { client } = open(url, { signal: control.signal })
  const asked = client.ask(QUESTION)
  control.abort(new Error('enough'))
  await expect(asked).rejects.toThrow('enough')
  await expect(client.ask(QUESTION)).rejects.toThrow('enough')
})
