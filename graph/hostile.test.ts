import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { guardedBolt } from './bolt/guarded.ts'
import { BoltStore } from './bolt/store.ts'
import { bridgeCase } from './case.fixture.ts'
import { checksum } from './checksum.ts'
import { LIMITS } from './cypher/answer.ts'
import { askHostile, HOSTILE } from './cypher/hostile.fixture.ts'
import { guardedCopy } from './embedded/guarded-copy.ts'
import { writeCopy } from './embedded/write-copy.ts'
import { load } from './load.ts'
import { neo4jForTests } from './neo4j-for-tests.ts'

const neo4j = await neo4jForTests()
/** Milliseconds; `npm run bench:hostile` asks all of them with the limit that people have. */
const limits = { ...LIMITS, ms: 300 }
/** Of the queries that take all of their time, so many of each kind are asked here. */
const OF_A_KIND = 4

const asked = HOSTILE.filter(({ kind, expected }, i) => {
  const before = HOSTILE.slice(0, i).filter((one) => one.kind === kind && one.expected === expected)
  return expected === 'refused' || before.length < OF_A_KIND
})

const ALLOWED = {
  refused: ['refused', 'invalid'],
  stopped: ['time', 'memory', 'size'],
  bounded: ['rows', 'invalid', 'time', 'memory', 'size'],
}

/** What the Neo4j of all tests is asked: the rest may take its memory, or a thread for good, which `bench:hostile` does to one of its own. */
const askedNeo4j = asked.filter(
  ({ kind, expected }) =>
    expected === 'refused' || ['cartesian products', 'words that only look like harm'].includes(kind),
)

/** Queries that ended otherwise than expected, or long after their limit. */
const surprises = (outcomes: Awaited<ReturnType<typeof askHostile>>) =>
  outcomes.filter(({ expected, outcome, ms }) => !ALLOWED[expected].includes(outcome) || ms > limits.ms + 10_000)

describe('hostile queries', () => {
  it('are two hundred and more, each once', () => {
    expect(HOSTILE.length).toBeGreaterThanOrEqual(200)
    expect(new Set(HOSTILE.map(({ query }) => query)).size).toBe(HOSTILE.length)
  })

  it('are refused, stopped or harmless in the embedded engine, and change nothing', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'hearsay-hostile-'))
    const file = path.join(folder, 'case.grafeo')
    await writeCopy(file, bridgeCase(), 'hostile')
    const bytes = () => createHash('sha256').update(readFileSync(file)).digest('hex')
    const before = bytes()
    const copy = guardedCopy(bridgeCase(), 'hostile', limits, async () => file)
    expect(surprises(await askHostile(asked, (query) => copy.ask(query)))).toEqual([])
    await copy.close()
    expect(bytes()).toBe(before)
    rmSync(folder, { recursive: true })
  })

  test.skipIf(!neo4j.isThere)(
    `are refused, stopped or harmless in Neo4j, and change nothing${neo4j.isThere ? '' : ` (skipped: ${neo4j.reason})`}`,
    async () => {
      if (!neo4j.isThere) return
      const store = await BoltStore.open(neo4j)
      await load(store, bridgeCase(), 'hostile')
      const before = await checksum(store, 'hostile')
      const bolt = guardedBolt(neo4j, 'hostile', limits)
      expect(surprises(await askHostile(askedNeo4j, (query) => bolt.ask(query)))).toEqual([])
      await bolt.close()
      expect(await checksum(store, 'hostile')).toBe(before)
      await store.clear('hostile')
      await store.close()
    },
  )
})
