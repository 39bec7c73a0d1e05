import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BoltStore } from './bolt/store.ts'
import { bridgeCase, generatedCase } from './case.fixture.ts'
import { checksum } from './checksum.ts'
import { EmbeddedStore } from './embedded/store.ts'
import { load } from './load.ts'
import { neo4jForTests } from './neo4j-for-tests.ts'
import type { Store } from './store.ts'

const neo4j = await neo4jForTests()
const KEY = 'checksum'

const stores: readonly (readonly [string, () => Promise<Store>])[] = [
  ['the embedded engine', async () => EmbeddedStore.open()],
  ...(neo4j.isThere ? [['Neo4j', () => BoltStore.open(neo4j)] as const] : []),
]

describe.each(stores)('the checksum of a case in %s', (_, open) => {
  let store: Store
  beforeAll(async () => void (store = await open()))
  afterAll(async () => {
    for (const key of [KEY, `${KEY} 2`]) await store.clear(key)
    await store.close()
  })

  test('is the one of the same case in another store', async () => {
    const other = EmbeddedStore.open()
    for (const theCase of [bridgeCase(), generatedCase(1), generatedCase(2)]) {
      await load(other, theCase, KEY, { batchSize: 3 })
      await load(store, theCase, KEY)
      expect(await checksum(store, KEY)).toBe(await checksum(other, KEY))
    }
    await other.close()
  })

  test('changes with every property, node and relationship of the case, and with nothing else', async () => {
    const seen = new Set<string>()
    const expectNew = async () => {
      const now = await checksum(store, KEY)
      expect(now).toMatch(/^[\da-f]{64}$/)
      expect(seen).not.toContain(now)
      seen.add(now)
    }
    await store.clear(KEY)
    await store.prepare()
    await expectNew()
    for (const name of ['A', 'B']) {
      await store.writeNodes(KEY, 'Actor', [{ id: 'a', properties: { name } }])
      await expectNew()
    }
    await store.writeNodes(KEY, 'Actor', [{ id: 'b', properties: {} }])
    await expectNew()
    await store.writeRelationships(KEY, 'PART_OF', [{ from: 'a', to: 'b', properties: {} }])
    await expectNew()
    await store.writeRelationships(KEY, 'SPEAKS_FOR', [{ from: 'b', to: 'a', properties: {} }])
    await expectNew()
    const before = await checksum(store, KEY)
    await load(store, generatedCase(3), `${KEY} 2`)
    expect(await checksum(store, KEY)).toBe(before)
  })

  test('counts what stands on later pages, too', async () => {
    const rows = Array.from({ length: 10_001 }, (_, i) => ({ id: `c${i}`, properties: {} }))
    await store.clear(KEY)
    await store.writeNodes(KEY, 'Claim', rows)
    const before = await checksum(store, KEY)
    for (const id of ['c0', 'c10000', 'c9999']) {
      await store.removeNodes(KEY, 'Claim', [id])
      expect(await checksum(store, KEY)).not.toBe(before)
      await store.writeNodes(KEY, 'Claim', [{ id, properties: {} }])
    }
    expect(await checksum(store, KEY)).toBe(before)
  })
})

if (!neo4j.isThere) test.skip(`the checksum of a case in Neo4j: ${neo4j.reason}`)
