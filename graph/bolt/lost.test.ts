import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { generatedCase } from '../case.fixture.ts'
import { checksum } from '../checksum.ts'
import { CONSTRAINTS } from '../constraints.ts'
import { EmbeddedStore } from '../embedded/store.ts'
import { load } from '../load.ts'
import { neo4jForTests } from '../neo4j-for-tests.ts'
import { type Neo4jServer, startNeo4j } from '../neo4j-server.ts'
import type { Store } from '../store.ts'
import { type Proxy, startProxy } from './proxy.fixture.ts'
import { BoltStore } from './store.ts'

const neo4j = await neo4jForTests()
const KEY = 'lost'
const theCase = generatedCase(21, { sources: 5 })
const changed = { ...theCase, stances: theCase.stances.filter((_, i) => i % 3 > 0) }

/** The checksum of a load that nothing disturbed. */
async function sumOf(one: typeof theCase): Promise<string> {
  const store = EmbeddedStore.open()
  await load(store, one, KEY)
  const sum = await checksum(store, KEY)
  await store.close()
  return sum
}

/** Loads in small batches; disturbs it once, when this share of the case is there. */
async function loadAndDisturb(store: Store, one: typeof theCase, share: number, disturb: () => Promise<void>) {
  let disturbed: Promise<void> | undefined
  try {
    await load(store, one, KEY, {
      batchSize: 10,
      onProgress: ({ written, total }) => {
        if (written >= share * total) disturbed ??= disturb()
      },
    })
  } finally {
    expect(disturbed).toBeDefined()
    await disturbed
  }
}

/** The bookmarks in what a server said. */
const bookmarksIn = (said: string) => [...said.matchAll(/FB:[\w+/=-]+/g)].map(([bookmark]) => bookmark)

if (neo4j.isThere) {
  describe('a connection that is lost for a moment', () => {
    let proxy: Proxy
    let store: BoltStore
    beforeAll(async () => {
      proxy = await startProxy(neo4j.address)
      store = await BoltStore.open({ ...neo4j, address: `bolt://127.0.0.1:${proxy.port}` })
    })
    afterAll(async () => {
      await store.clear(KEY)
      await store.close()
      await proxy.close()
    })

    // Nodes come first.
    test.each([0.1, 0.8])('at %d of a load is made again, and the load ends with the same graph', async (share) => {
      await store.clear(KEY)
      await loadAndDisturb(store, theCase, share, async () => proxy.cut())
      expect(await checksum(store, KEY)).toBe(await sumOf(theCase))
    })

    test.each([0.1, 0.8])(
      'at %d of a load, when a batch was written but nobody heard, leaves nothing there twice',
      async (share) => {
        await store.clear(KEY)
        await loadAndDisturb(store, theCase, share, () => proxy.loseCommit())
        expect(await checksum(store, KEY)).toBe(await sumOf(theCase))
      },
    )

    test('while a changed case is loaded makes no difference', async () => {
      await loadAndDisturb(store, changed, 0, () => {
        proxy.cut()
        return proxy.loseCommit()
      })
      expect(await checksum(store, KEY)).toBe(await sumOf(changed))
    })
  })

  test('through routing a read comes after the write before it: it brings the bookmark of that', async () => {
    const proxy = await startProxy(neo4j.address)
    const store = await BoltStore.open({ ...neo4j, address: `neo4j://127.0.0.1:${proxy.port}` })
    await store.prepare()
    const before = { client: proxy.said.client.length, server: proxy.said.server.length }
    await store.writeNodes('routed read', 'Actor', [{ id: 'a', properties: { name: 'Ada' } }])
    const [bookmark] = bookmarksIn(proxy.said.server.slice(before.server))
    expect(bookmark).toBeDefined()
    expect(proxy.said.client.slice(before.client)).not.toContain(bookmark)
    const query = 'MATCH (a:Actor {caseKey: $caseKey}) RETURN a.name AS name'
    expect((await store.run(query, { caseKey: 'routed read' })).rows).toEqual([{ name: 'Ada' }])
    expect(proxy.said.client.slice(before.client)).toContain(bookmark)
    await store.clear('routed read')
    await store.close()
    await proxy.close()
  })

  test('a server that falls silent is one that does not answer', async () => {
    const proxy = await startProxy(neo4j.address)
    const store = await BoltStore.open({ ...neo4j, address: `bolt://127.0.0.1:${proxy.port}` })
    proxy.cut()
    proxy.silence()
    await expect(store.run('RETURN 1 AS x')).rejects.toMatchObject({ code: 'store-unreachable' })
    await proxy.close()
    await store.close()
  })

  describe('a server of its own, which ends in the middle of a load', () => {
    let server: Neo4jServer
    beforeAll(async () => {
      server = await startNeo4j({ isShort: true })
    })
    afterAll(() => server.stop())
    const open = () => BoltStore.open({ address: server.uri, user: server.user, password: server.password })

    test('is made ready by several loads at once', async () => {
      const store = await vi.waitFor(open, { timeout: 120_000 })
      await Promise.all(Array.from({ length: 12 }, () => store.prepare()))
      const { rows } = await store.run('SHOW CONSTRAINTS YIELD name RETURN count(name) AS constraints')
      expect(rows).toEqual([{ constraints: CONSTRAINTS.length / 2 }])
      await store.close()
    }, 200_000)

    test.each(['SIGTERM', 'SIGKILL'] as const)(
      'by %s: the load says where and what to do, and the next one finishes it',
      async (signal) => {
        // The first answer of a cold server may take longer than a person waits.
        const store = await vi.waitFor(open, { timeout: 120_000 })
        await store.clear(KEY)
        const loading = loadAndDisturb(store, theCase, 0.5, () => server.halt(signal))
        await expect(loading).rejects.toMatchObject({
          code: 'store-unreachable',
          message: expect.stringMatching(
            new RegExp(`No Neo4j answers at ${server.uri}: .*Start it .*load the case again`),
          ),
        })
        await store.close()
        await server.restart()
        const again = await vi.waitFor(open, { timeout: 120_000 })
        await load(again, theCase, KEY)
        expect(await checksum(again, KEY)).toBe(await sumOf(theCase))
        await again.close()
      },
      400_000,
    )
  })
} else test.skip(`a server that is lost: ${neo4j.reason}`)
