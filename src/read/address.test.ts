import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { isAnyAddress, isPublicAddress } from './address-range.ts'
import { readAddress } from './address.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** Serves on 127.0.0.1 and gives the address without a path. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const readAt = '2025-03-05T12:00:00Z'
const read = (url: string, limits = {}, isAllowedAddress = isAnyAddress) =>
  readAddress(url, { readAt, limits, isAllowedAddress })

const ARTICLE = `<html lang="en"><head><title>Ferry</title></head><body><article><p>The ferry left at noon, Ida Lund said, and nobody was on it but the crew of three.</p><p>“It won’t return,” she added.</p></article></body></html>`
const reply =
  (type: string, body: string | Buffer, headers = {}): RequestListener =>
  (_, response) => {
    response.writeHead(200, { 'content-type': type, ...headers }).end(body)
  }

test('reads a page through redirects, with the time of reading that it is told', async () => {
  const base = await serve((request, response) => {
    if (request.url === '/a') response.writeHead(302, { location: 'news/b' }).end()
    else reply('text/html; charset=utf-8', gzipSync(ARTICLE), { 'content-encoding': 'gzip' })(request, response)
  })
  expect(await read(`${base}/a`)).toMatchObject({ title: 'Ferry', url: `${base}/news/b`, readAt })
})

test.each([
  [
    'text/html; charset=windows-1252',
    Buffer.from(ARTICLE.replace('“', '\u0093').replace('”', '\u0094').replace('’', '\u0092'), 'latin1'),
  ],
  ['text/html; charset="UTF-16LE"', Buffer.from(ARTICLE, 'utf16le')],
  ['text/html', Buffer.from(`\uFEFF${ARTICLE}`, 'utf16le')],
  ['application/xhtml+xml', Buffer.from(ARTICLE)],
  ['TEXT/HTML;charset=no-such', Buffer.from(ARTICLE)],
  ['text/plain', Buffer.from('“It won’t return,” she added.')],
  ['text/markdown; charset=utf-8', Buffer.from('“It **won’t** return,” she added.')],
])('decodes %s', async (type, body) => {
  const base = await serve(reply(type, body))
  expect((await read(base)).text).toContain('“It won’t return,” she added.')
})

describe('limits', () => {
  test.each<[string, RequestListener]>([
    ['a server that never answers', () => undefined],
    [
      'a body that drips',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'text/html' })
        const timer = setInterval(() => response.write('x'), 20)
        response.on('close', () => {
          clearInterval(timer)
        })
      },
    ],
  ])('%s ends in time', async (_, listener) => {
    const start = performance.now()
    await expect(read(await serve(listener), { milliseconds: 300 })).rejects.toMatchObject({ code: 'address-timeout' })
    expect(performance.now() - start).toBeLessThan(3000)
  })

  test('a body without end is cut off', async () => {
    const base = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' })
      const write = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      }
      response.on('drain', write)
      write()
    })
    await expect(read(base, { bytes: 1_000_000 })).rejects.toMatchObject({ code: 'address-too-large' })
  })

  test('a small body that unpacks to a large one is too large', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, 0x20))
    const base = await serve(reply('text/html', bomb, { 'content-encoding': 'gzip' }))
    await expect(read(base)).rejects.toMatchObject({ code: 'address-too-large' })
  })

  test('redirects in a circle end', async () => {
    let count = 0
    const base = await serve((_, response) => {
      count += 1
      response.writeHead(301, { location: '/again' }).end()
    })
    await expect(read(base)).rejects.toMatchObject({ code: 'address-status' })
    expect(count).toBe(6)
  })
})

test.each([
  ['application/pdf', 200, 'unsupported-content'],
  ['image/png', 200, 'unsupported-content'],
  ['', 200, 'unsupported-content'],
  ['text/html', 404, 'address-status'],
  ['text/html', 503, 'address-status'],
])('content %j with status %i is %s', async (type, status, code) => {
  const base = await serve((_, response) => {
    response.writeHead(status, type === '' ? {} : { 'content-type': type }).end(ARTICLE)
  })
  await expect(read(base)).rejects.toMatchObject({ code, message: expect.stringContaining(base) as string })
})

test('says so when nobody listens', async () => {
  const base = await serve(() => undefined)
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve))
  await expect(read(base)).rejects.toMatchObject({ code: 'address-unreachable' })
})

const isFirst = (address: string) => address === '127.0.0.1'

describe('private addresses', () => {
  test.each([
    'http://127.0.0.1/',
    'http://localhost/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.01/',
    'http://127.0.0.1./',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[fd00::1]/',
    'http://[fe80::1]/',
    'http://10.0.0.1/',
    'http://100.64.0.1/',
    'http://169.254.169.254/latest/meta-data',
    'http://192.168.1.1/',
    'http://224.0.0.1/',
    'http://0.0.0.0/',
    'https://255.255.255.255/',
  ])('%s is refused', async (url) => {
    await expect(readAddress(url, { readAt })).rejects.toMatchObject({ code: 'private-address' })
  })

  test('each redirect is checked like the first address', async () => {
    const base = await serve((_, response) => {
      response.writeHead(307, { location: base.replace('127.0.0.1', '127.0.0.2') }).end()
    })
    await expect(read(base, {}, isFirst)).rejects.toMatchObject({ code: 'private-address' })
    const file = await serve((_, response) => {
      response.writeHead(302, { location: 'file:///etc/passwd' }).end()
    })
    await expect(read(file)).rejects.toMatchObject({ code: 'unsupported-address' })
  })

  test('the address that a name stands for is asked about, and connected to', async () => {
    const base = await serve(reply('text/html', ARTICLE))
    const asked: string[] = []
    const remember = (address: string) => asked.push(address) > 0
    await read(base.replace('127.0.0.1', 'localhost'), {}, remember)
    expect(asked).toContain('127.0.0.1')
  })

  test.each(['8.8.8.8', '2606:4700:4700::1111'])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })
})

test.each(['ftp://x.example/', 'file:///etc/passwd', 'javascript:alert(1)', 'x.example', '', 'http://'])(
  '%j is not an address that is read',
  async (url) => {
    await expect(read(url)).rejects.toMatchObject({ code: 'unsupported-address' })
  },
)

test('a password in an address is refused and not repeated', async () => {
  const error = await read('http://ana:secret@x.example/').catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: 'unsupported-address' })
  expect(String(error)).not.toContain('secret')
})
