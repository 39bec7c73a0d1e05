import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCase } from '../src/case/read.ts'
import { BoltStore } from './bolt/store.ts'
import { EmbeddedStore } from './embedded/store.ts'
import { load } from './load.ts'
import { neo4jForTests } from './neo4j-for-tests.ts'
import type { Store } from './store.ts'

const ROOT = path.dirname(createRequire(import.meta.url).resolve('hearsay/package.json'))
const README = readFileSync(path.join(ROOT, 'README.md'), 'utf8')
const EXAMPLES = [...README.matchAll(/```cypher\n([^`]+)```/g)].map(([, cypher = '']) => cypher)
const neo4j = await neo4jForTests()

describe('the Cypher of the README', () => {
  const embedded = EmbeddedStore.open()
  let bolt: Store | undefined
  beforeAll(async () => {
    const example = await readCase(path.join(ROOT, 'graph/cases/istanbul'))
    await load(embedded, example, 'readme')
    if (!neo4j.isThere) return
    bolt = await BoltStore.open(neo4j)
    await load(bolt, example, 'readme')
  })
  afterAll(async () => {
    await embedded.close()
    await bolt?.clear('readme')
    await bolt?.close()
  })

  test('is five examples', () => expect(EXAMPLES).toHaveLength(5))

  test.each(EXAMPLES)('answers with rows: %s', async (cypher) => {
    const { rows } = await embedded.run(cypher, { caseKey: 'readme' })
    expect(rows.length).toBeGreaterThan(0)
  })

  test.skipIf(!neo4j.isThere)(
    `gives the same rows in Neo4j${neo4j.isThere ? '' : ` (skipped: ${neo4j.reason})`}`,
    async () => {
      for (const cypher of EXAMPLES)
        expect(await bolt?.run(cypher, { caseKey: 'readme' })).toEqual(
          await embedded.run(cypher, { caseKey: 'readme' }),
        )
    },
  )
})
