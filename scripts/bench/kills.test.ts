import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { neo4jForTests } from '../../graph/neo4j-for-tests.ts'
import { killLoads } from './kill-loads.ts'

const neo4j = await neo4jForTests()

test('a load that was killed in a file of the embedded engine is finished by the next', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hearsay-kills-'))
  const { hits, lost } = await killLoads({ file: join(folder, 'case.grafeo') }, 5, 'killed')
  expect(hits).toBeGreaterThan(0)
  expect(lost).toEqual([])
  await rm(folder, { recursive: true })
})

if (neo4j.isThere)
  test('a load that was killed in Neo4j is finished by the next', async () => {
    const { address, user, password } = neo4j
    const { hits, lost } = await killLoads({ bolt: { address, user, password } }, 4, 'killed in a test')
    expect(hits).toBeGreaterThan(0)
    expect(lost).toEqual([])
  })
else test.skip(`a load that was killed in Neo4j: ${neo4j.reason}`)
