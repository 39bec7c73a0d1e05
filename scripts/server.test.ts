import { mkdtemp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { analyse } from '../graph/analyse/analyses.ts'
import { listNamedQueries } from '../graph/named-queries.ts'
import { analysisLines, outlineLines, recordLines } from '../graph/snapshot.ts'
import { HearsayError } from '../src/model/error.ts'
import { ferryCase, largeCase } from '../web/case.fixture.ts'
import { serve } from './server.ts'
import type { IncomingHttpHeaders } from 'node:http'
import type { Served } from './server.ts'

const ferry = ferryCase()
const [first] = ferry.texts
const [id, text] = first ?? ['', '']
const script = 'export const answer = 42 // a comment that makes this file worth compressing\n'.repeat(40)

describe('the local server', () => {
  let webRoot: string
  let served: Served
  let port: number

  beforeAll(async () => {
    webRoot = await mkdtemp(join(tmpdir(), 'hearsay-web-'))
    await mkdir(join(webRoot, 'assets'))
    await writeFile(join(webRoot, 'index.html'), '<!doctype html><title>hearsay</title>')
    await writeFile(join(webRoot, 'assets', 'index-abc123.js'), script)
    await writeFile(`${webRoot}-secret.txt`, 'outside')
    served = await serve(ferry, { port: 0, webRoot })
    port = Number(new URL(served.url).port)
  })
  afterAll(async () => {
    await served.close()
    await rm(webRoot, { recursive: true })
    await rm(`${webRoot}-secret.txt`)
  })

  /** Asks as given: no normalising of the path, any Host. */
  function ask(
    path: string,
    {
      method = 'GET',
      headers = {},
      body = '',
      at = port,
    }: { method?: string; headers?: Record<string, string>; body?: string; at?: number } = {},
  ) {
    return new Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port: at, path, method, headers }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
        )
      })
      asked.on('error', reject)
      asked.end(body)
    })
  }

  it('serves the records, their outline, what was found in them, and the text of a source by its id', async () => {
    const records = await ask('/api/snapshot')
    expect(records.headers['content-type']).toBe('application/jsonl; charset=utf-8')
    expect(records.body.toString()).toBe([...recordLines(ferry)].join(''))
    const outline = await ask('/api/outline')
    expect(outline.body.toString()).toBe([...outlineLines(ferry)].join(''))
    const analyses = await ask('/api/analyses')
    expect(analyses.body.toString()).toBe([...analysisLines(analyse(ferry))].join(''))
    const source = await ask(`/api/sources/${id}/text`)
    expect(source.headers['content-type']).toBe('text/plain; charset=utf-8')
    expect(source.body.toString()).toBe(text)
  })

  it('serves the viewer, hashed names for good and the page afresh', async () => {
    const page = await ask('/')
    expect([page.status, page.headers['content-type'], page.headers['cache-control']]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-cache',
    ])
    const asset = await ask('/assets/index-abc123.js?v=1')
    expect(asset.headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const)('compresses with %s when asked', async (encoding, decompress) => {
    const { headers, body } = await ask('/assets/index-abc123.js', { headers: { 'accept-encoding': encoding } })
    expect([headers['content-encoding'], headers.vary]).toEqual([encoding, 'Accept-Encoding'])
    expect(decompress(body).toString()).toBe(script)
  })

  it('allows the page nothing but itself, on every answer', async () => {
    for (const path of ['/', '/api/snapshot', '/nothing-here']) {
      const { headers } = await ask(path)
      expect(headers['content-security-policy']).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
          "worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      )
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['referrer-policy']).toBe('no-referrer')
      expect(headers['cross-origin-opener-policy']).toBe('same-origin')
      expect(headers['cross-origin-resource-policy']).toBe('same-origin')
      expect(headers['access-control-allow-origin']).toBeUndefined()
    }
  })

  it('answers to its own names only', async () => {
    for (const name of ['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]'])
      expect((await ask('/', { headers: { host: `${name}:${port}` } })).status).toBe(200)
    for (const host of [
      'news.example',
      `news.example:${port}`,
      `localhost:${port + 1}`,
      'localhost',
      `localhost.evil:${port}`,
    ])
      expect((await ask('/api/snapshot', { headers: { host } })).status).toBe(421)
  })

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('refuses %s', async (method) => {
    const { status, headers } = await ask('/api/snapshot', { method })
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD'])
  })

  it('answers HEAD like GET, without the body', async () => {
    const { status, headers, body } = await ask(`/api/sources/${id}/text`, { method: 'HEAD' })
    expect([status, Number(headers['content-length']), body.length]).toEqual([200, Buffer.byteLength(text), 0])
  })

  it.each([
    '/../package.json',
    '/assets/../../hearsay-web-secret.txt',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/..%2f..%2fetc%2fpasswd',
    '/assets/..\\..\\package.json',
    '//etc/passwd',
    '/index.html/..%00',
    '/api/sources/../../package.json/text',
    `/api/sources/${encodeURIComponent('../case.yaml')}/text`,
    '/api/sources/src_0000000000000000/text',
    '/constructor',
    '/__proto__',
  ])('finds nothing at %s', async (path) => {
    const { status, body } = await ask(path)
    expect([status, body.toString()]).toEqual([404, 'There is nothing at this address.\n'])
  })

  it('says that it is read-only when it has no folder to keep a layout in, and has none then', async () => {
    const origin = `http://127.0.0.1:${port}`
    const headers = { origin, host: `127.0.0.1:${port}`, 'content-type': 'application/json' }
    const put = await ask('/api/layout', { method: 'PUT', headers, body: '{"format":1,"places":{}}' })
    expect([put.status, put.body.toString()]).toEqual([405, 'This server is read-only.\n'])
    const served = await ask('/api/layout')
    expect([served.headers.allow, JSON.parse(served.body.toString())]).toEqual([undefined, { format: 1, places: {} }])
  })

  describe('with the folder of the case', () => {
    const [claim = '', other = ''] = ferry.claims.map((one) => one.id).sort()
    const layout = JSON.stringify({
      format: 1,
      places: { [other]: { x: 3.4, y: -0.2, pinned: true }, [claim]: { x: -120.6, y: 7 } },
    })
    const kept = `{
  "format": 1,
  "places": {
    "${claim}": {"x":-121,"y":7},
    "${other}": {"x":3,"y":0,"pinned":true}
  }
}
`
    let folder: string
    let own: Served
    let at: number
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'hearsay-layout-'))
      own = await serve(ferry, { port: 0, webRoot, folder })
      at = Number(new URL(own.url).port)
    })
    afterEach(async () => {
      await own.close()
      await rm(folder, { recursive: true })
    })
    const put = (body: string, more: Record<string, string> = {}) => {
      const headers = { host: `127.0.0.1:${at}`, origin: `http://127.0.0.1:${at}`, 'content-type': 'application/json' }
      return ask('/api/layout', { method: 'PUT', headers: { ...headers, ...more }, body, at })
    }

    it('keeps a layout as whole pixels in the order of the claims, and serves it from then on', async () => {
      expect((await put(layout)).status).toBe(204)
      expect(await readFile(join(folder, 'layout.json'), 'utf8')).toBe(kept)
      expect(await readdir(folder)).toEqual(['layout.json'])
      const served = await ask('/api/layout', { at, headers: { host: `127.0.0.1:${at}` } })
      const { allow, 'cache-control': caching } = served.headers
      expect([allow, caching, served.body.toString()]).toEqual(['GET, HEAD, PUT', 'no-cache', kept])
    })

    it.each([
      ['another host', { host: 'news.example' }, 421],
      ['another page', { origin: 'https://news.example' }, 403],
      ['another port', { origin: 'http://127.0.0.1:1' }, 403],
      ['a page that hides', { origin: 'null' }, 403],
      ['nobody', { origin: '' }, 403],
      ['a form', { 'content-type': 'text/plain' }, 415],
    ])('takes no layout from %s', async (_, headers, status) => {
      expect((await put(layout, headers)).status).toBe(status)
      expect(await readdir(folder)).toEqual([])
    })

    it.each([
      'no JSON',
      '[]',
      '{"format":2,"places":{}}',
      '{"format":1,"places":{"../case.yaml":{"x":1,"y":1}}}',
      `{"format":1,"places":{"${claim}":{"x":1e99,"y":1}}}`,
      `{"format":1,"places":{"${claim}":{"x":"1","y":1}}}`,
      `{"format":1,"places":{"${claim}":{"x":1,"y":1,"more":{}}}}`,
    ])('refuses what is no layout: %s', async (body) => {
      expect((await put(body)).status).toBe(400)
      expect(await readdir(folder)).toEqual([])
    })

    it('refuses what is too large, by what it says and by what comes', async () => {
      const large = `{"format":1,"places":{},"more":"${'x'.repeat(2 ** 24)}"}`
      expect((await put(large)).status).toBe(413)
      expect((await put(large, { 'transfer-encoding': 'chunked' })).status).toBe(413)
      expect(await readdir(folder)).toEqual([])
    })

    it('serves no layout that is damaged, and says where it cannot write one', async () => {
      await own.close()
      await writeFile(join(folder, 'layout.json'), '{"format":1,')
      own = await serve(ferry, { port: 0, webRoot, folder })
      at = Number(new URL(own.url).port)
      const served = await ask('/api/layout', { at, headers: { host: `127.0.0.1:${at}` } })
      expect(JSON.parse(served.body.toString())).toEqual({ format: 1, places: {} })
      await rm(join(folder, 'layout.json'))
      await mkdir(join(folder, 'layout.json'))
      const refused = await put(layout)
      expect([refused.status, refused.body.toString()]).toEqual([403, expect.stringContaining('write failed')])
    })
  })

  it('answers while a large case is analysed', async () => {
    const large = largeCase(2500)
    const own = await serve(large, { port: 0, webRoot })
    const at = Number(new URL(own.url).port)
    const headers = { host: `127.0.0.1:${at}` }
    const order: string[] = []
    const analyses = ask('/api/analyses', { at, headers }).then((answer) => {
      order.push('analyses')
      return answer
    })
    expect((await ask('/api/snapshot', { at, headers })).status).toBe(200)
    order.push('records')
    expect((await analyses).body.toString()).toBe([...analysisLines(analyse(large))].join(''))
    expect(order).toEqual(['records', 'analyses'])
    await own.close()
  })

  it('listens on this computer only', async () => {
    expect(new URL(served.url).hostname).toBe('127.0.0.1')
    await expect(
      new Promise((resolve, reject) => {
        const socket = connect(port, '::1', () => resolve('connected'))
        socket.on('error', reject)
      }),
    ).rejects.toThrow(/ECONNREFUSED|EADDRNOTAVAIL|EAFNOSUPPORT/)
  })

  it('names the port that is taken and the way out', async () => {
    const failure: unknown = await serve(ferry, { port, webRoot }).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(HearsayError)
    expect(failure).toMatchObject({
      code: 'port-taken',
      message: `port ${port} is taken. Stop what uses it, or choose another: \`--port 0\` picks a free one.`,
    })
  })

  it('says how the viewer is built when it is not there', async () => {
    await expect(serve(ferry, { port: 0, webRoot: join(webRoot, 'missing') })).rejects.toMatchObject({
      code: 'no-viewer',
    })
  })
})
describe('the console of the server', () => {
  let served: Served
  let webRoot: string
  let origin: string
  beforeAll(async () => {
    webRoot = await mkdtemp(join(tmpdir(), 'hearsay-web-'))
    await writeFile(join(webRoot, 'index.html'), '<!doctype html><title>hearsay</title>')
    served = await serve(ferry, { port: 0, webRoot, caseKey: 'ferry' })
    origin = new URL(served.url).origin
  })
  afterAll(async () => {
    await served.close()
    await rm(webRoot, { recursive: true })
  })

  /** Posts with headers that a browser would set; undefined leaves one out. */
  async function post(body: string, headers: Record<string, string | undefined> = {}) {
    const all = { origin, 'content-type': 'application/json', ...headers }
    const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined)
    const response = await fetch(`${origin}/api/cypher`, { method: 'POST', body, headers: Object.fromEntries(given) })
    const answer: Record<string, unknown> = JSON.parse(await response.text())
    return { status: response.status, headers: response.headers, answer }
  }
  const ask = (query: string, parameters = {}) => post(JSON.stringify({ query, parameters }))

  it('lists the named queries with their texts, and the limits', async () => {
    const response = await fetch(`${origin}/api/queries`)
    expect(await response.json()).toEqual({ limits: { ms: 5_000, rows: 10_000 }, queries: listNamedQueries() })
  })

  it('answers a query over the case, with the case key filled in', async () => {
    const { status, headers, answer } = await ask(
      'MATCH (c:Claim {caseKey: $caseKey}) WHERE c.text STARTS WITH $start RETURN c.text AS text',
      { start: 'A barge' },
    )
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
      200,
      'application/json; charset=utf-8',
      'no-store',
    ])
    expect(answer).toMatchObject({
      columns: ['text'],
      rows: [{ text: 'A barge struck the landing stage' }],
      truncated: false,
      warnings: [],
    })
  })

  it('answers what is wrong with a query, and where', async () => {
    expect(await ask('MATCH (c)-[:CONTRADICT]-(d) RETURN c')).toMatchObject({
      status: 422,
      answer: {
        error: {
          kind: 'unknown-name',
          message: 'No relationship type CONTRADICT in this case.',
          line: 1,
          column: 13,
          hint: 'CONTRADICTS',
        },
      },
    })
    expect((await ask('LOAD CSV FROM "/etc/passwd" AS l RETURN l')).answer).toMatchObject({
      error: { kind: 'refused' },
    })
  })

  it('listens to its own pages only', async () => {
    const query = JSON.stringify({ query: 'RETURN 1 AS x' })
    for (const other of ['http://news.example', 'null', origin.replace('http:', 'https:'), undefined])
      expect((await post(query, { origin: other })).status).toBe(403)
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx', ''])
      expect((await post(query, { 'content-type': type })).status).toBe(415)
    expect((await post(query, { 'content-type': 'application/json; charset=UTF-8' })).status).toBe(200)
  })

  it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s where queries are posted', async (method) => {
    const response = await fetch(`${origin}/api/cypher`, { method })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
  })

  it.each(['', '{', '[]', '"RETURN 1"', '{"query": 1}', '{"query": "RETURN 1 AS x", "more": 1}', '{"parameters": {}}'])(
    'refuses what is no request for a query: %s',
    async (body) => expect((await post(body)).status).toBe(400),
  )

  it('reads no more than 64 kB', async () => {
    const { status, answer } = await post(JSON.stringify({ query: `RETURN "${'a'.repeat(70_000)}" AS x` }))
    expect([status, answer]).toMatchObject([413, { error: { message: 'A query has at most 64 kB.' } }])
  })
})
