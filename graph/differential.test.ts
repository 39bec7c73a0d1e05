import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BoltStore } from './bolt/store.ts'
import { findDepartures } from './cypher/portable/departures.ts'
import { RULES } from './cypher/portable/rules.ts'
import { difference, parametersOf, questionsOf } from './differential.fixture.ts'
import { EmbeddedStore } from './embedded/store.ts'
import { load } from './load.ts'
import { neo4jForTests } from './neo4j-for-tests.ts'
import { randomCase } from './random-case.fixture.ts'
import type { Store } from './store.ts'

const neo4j = await neo4jForTests()

/** Seeds of the smaller cases with the nodes that they have, about. `npm run bench:differ` takes many more. */
const SIZES = [
  [1, 4],
  [3, 120],
] as const
const DOCUMENTED = [
  ...readFileSync(new URL('../docs/cypher.md', import.meta.url), 'utf8').matchAll(/```cypher\n([^`]+)```/g),
].map(([, cypher = '']) => cypher)
const made = (seed: number, nodes: number) => ({ key: `differ-${seed}-${nodes}`, theCase: randomCase(seed, nodes) })
const largest = made(4, 400)
const cases = [...SIZES.map(([seed, nodes]) => made(seed, nodes)), largest]

if (neo4j.isThere) {
  let embedded: Store
  let bolt: Store
  beforeAll(async () => {
    embedded = EmbeddedStore.open()
    bolt = await BoltStore.open(neo4j)
    for (const { key, theCase } of cases) for (const store of [embedded, bolt]) await load(store, theCase, key)
  })
  afterAll(async () => {
    for (const { key } of cases) await bolt.clear(key)
    await Promise.all([embedded.close(), bolt.close()])
  })

  test.each(cases)('both stores answer every named and portable query alike: $key', async ({ key, theCase }) => {
    const differences: string[] = []
    for (const question of questionsOf(theCase, key)) {
      const parted = await difference(embedded, bolt, question)
      if (parted !== null) differences.push(`${question.name}: ${parted}`)
    }
    expect(differences).toEqual([])
  })

  test.each(DOCUMENTED)('the documented query has rows, the same on both stores: %s', async (cypher) => {
    expect(findDepartures(cypher)).toEqual([])
    for (const { key } of cases) {
      const question = { name: '', cypher, parameters: { caseKey: key } }
      expect(await difference(embedded, bolt, question)).toBeNull()
    }
    expect((await embedded.run(cypher, { caseKey: largest.key })).rows).not.toEqual([])
  })

  describe('what leaves the portable part', () => {
    const parameters = parametersOf(largest.theCase, largest.key)
    const ask = (cypher: string) => difference(embedded, bolt, { name: '', cypher, parameters })

    test.each(RULES)('$example', async ({ kind, example, instead }) => {
      expect(await ask(instead)).toBeNull()
      if (kind === 'wrong') expect(await ask(example)).not.toBeNull()
      if (kind === 'refused' || kind === 'elsewhere')
        await expect(ask(example)).rejects.toMatchObject({ code: 'query-failed' })
    })
  })
} else test.skip(`both stores: ${neo4j.reason}`)
