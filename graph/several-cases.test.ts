import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { BoltStore } from './bolt/store.ts'
import { bridgeCase, generatedCase } from './case.fixture.ts'
import { checksum } from './checksum.ts'
import { EmbeddedStore } from './embedded/store.ts'
import { load } from './load.ts'
import { neo4jForTests } from './neo4j-for-tests.ts'
import type { Store } from './store.ts'

const neo4j = await neo4jForTests()

const stores: readonly (readonly [string, boolean, () => Promise<Store>])[] = [
  ['the embedded engine', true, async () => EmbeddedStore.open()],
  [
    neo4j.isThere ? 'Neo4j' : `Neo4j (skipped: ${neo4j.reason})`,
    neo4j.isThere,
    async () => BoltStore.open(neo4j.isThere ? neo4j : { address: '' }),
  ],
]

describe.each(stores)('several cases in %s', (_, isThere, open) => {
  test.skipIf(!isThere)('stand apart: removing or changing one leaves the others as they are', async () => {
    const store = await open()
    // Two of them have every id in common.
    const cases = { one: bridgeCase(), same: bridgeCase(), many: generatedCase(7) }
    const run = randomUUID()
    const key = (name: string) => `${name}-${run}`
    const sums = async () => {
      const all = Object.keys(cases).map(async (name) => [name, await checksum(store, key(name))] as const)
      return Object.fromEntries(await Promise.all(all))
    }
    const nothing = await checksum(store, key('none'))
    for (const [name, theCase] of Object.entries(cases)) await load(store, theCase, key(name))
    const before = await sums()
    expect(new Set([...Object.values(before), nothing]).size).toBe(4)

    await store.clear(key('one'))
    expect(await sums()).toEqual({ ...before, one: nothing })
    await load(store, { ...bridgeCase(), stances: [], relations: [] }, key('same'))
    const { same, ...others } = await sums()
    expect(others).toEqual({ one: nothing, many: before['many'] })
    expect([before['same'], nothing]).not.toContain(same)

    for (const name of Object.keys(cases)) await store.clear(key(name))
    await store.close()
  })
})
