import { createServer } from 'node:net'
import { describe, expect, test } from 'vitest'
import { bridgeCase } from '../case.fixture.ts'
import { checksum } from '../checksum.ts'
import { load } from '../load.ts'
import { neo4jForTests } from '../neo4j-for-tests.ts'
import { describeStore } from '../store.contract.ts'
import { BoltStore } from './store.ts'

const neo4j = await neo4jForTests()

describe('without a server', () => {
  test('says within seconds that nobody answers, naming the address and a way out', async () => {
    for (const address of ['bolt://127.0.0.1:1', 'neo4j://127.0.0.1:1', 'bolt://nobody.invalid:7687']) {
      const begun = performance.now()
      const opening = BoltStore.open({ address, user: 'neo4j', password: 'x' })
      await expect(opening).rejects.toMatchObject({
        code: 'store-unreachable',
        message: expect.stringMatching(new RegExp(`${address}.*embedded`, 's')),
      })
      expect(performance.now() - begun).toBeLessThan(10_000)
    }
  })

  test('does not wait for a port that accepts and stays silent', async () => {
    const silent = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => silent.once('listening', resolve))
    const listening = silent.address()
    const port = typeof listening === 'object' ? listening?.port : 0
    const begun = performance.now()
    await expect(BoltStore.open({ address: `bolt://127.0.0.1:${port}` })).rejects.toMatchObject({
      code: 'store-unreachable',
    })
    expect(performance.now() - begun).toBeLessThan(12_000)
    silent.close()
  })

  test('calls an address that is none a usage error', async () => {
    await expect(BoltStore.open({ address: 'http://localhost:7474' })).rejects.toMatchObject({
      code: 'bad-address',
      isUsage: true,
    })
  })
})

if (neo4j.isThere) {
  describeStore('Neo4j over Bolt', () => BoltStore.open(neo4j))

  test('refuses a wrong password and no account at all', async () => {
    const wrong = BoltStore.open({ ...neo4j, password: 'wrong' })
    await expect(wrong).rejects.toMatchObject({ code: 'wrong-credentials' })
    await expect(BoltStore.open({ address: neo4j.address })).rejects.toMatchObject({ code: 'wrong-credentials' })
  })

  test('speaks to a server through routing', async () => {
    const store = await BoltStore.open({ ...neo4j, address: neo4j.address.replace('bolt:', 'neo4j:') })
    expect((await store.run('RETURN 1 AS x')).rows).toEqual([{ x: 1 }])
    // Each step of a load sees what the steps before it wrote: the driver hands their bookmarks on.
    await load(store, bridgeCase(), 'routed')
    const loaded = await checksum(store, 'routed')
    await store.clear('routed')
    await load(store, bridgeCase(), 'routed', { batchSize: 2 })
    expect(await checksum(store, 'routed')).toBe(loaded)
    await store.clear('routed')
    await store.close()
  })

  test('names a database that is not there', async () => {
    const opening = BoltStore.open({ ...neo4j, database: 'nowhere' })
    await expect(opening).rejects.toMatchObject({
      code: 'store-unreachable',
      message: expect.stringContaining('nowhere'),
    })
  })

  test('has a constraint that keeps (caseKey, id) unique, whoever writes', async () => {
    const store = await BoltStore.open(neo4j)
    await store.prepare()
    const { rows } = await store.run(
      'SHOW CONSTRAINTS YIELD labelsOrTypes AS labels, properties WHERE labels = ["Actor"] RETURN properties',
    )
    expect(rows).toEqual([{ properties: ['caseKey', 'id'] }])
    await store.close()
  })
} else test.skip(`Neo4j over Bolt: ${neo4j.reason}`)
