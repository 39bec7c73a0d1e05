import { execFileSync } from 'node:child_process'
import { afterAll, describe, expect, it, test, vi } from 'vitest'
import { bridgeCase } from '../case.fixture.ts'
import { checksum } from '../checksum.ts'
import { LIMITS, type Answer } from '../cypher/answer.ts'
import { load } from '../load.ts'
import { neo4jForTests } from '../neo4j-for-tests.ts'
import { guardedBolt } from './guarded.ts'
import { BoltStore } from './store.ts'

const neo4j = await neo4jForTests()
const KEY = 'guarded'
/** One value that the driver takes minutes to read, and hears nothing meanwhile. */
const HUGE = 'RETURN range(1, 50000000) AS xs'
const LONG = '0123456789'.repeat(10)

const kindOf = (answer: Answer) => (answer.kind === 'problem' ? answer.problem.kind : 'rows')

function read(answer: Answer): Record<string, unknown> {
  if (answer.kind === 'problem') throw new Error(answer.problem.message)
  const table: Record<string, unknown> = JSON.parse(answer.json)
  return table
}

/** The command lines and environments of the processes that this one has started. */
const children = () =>
  execFileSync('ps', ['eww', '-A', '-o', 'ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => Number.parseInt(line, 10) === process.pid && line.includes('query-worker'))

test('says that no server answers', async () => {
  const queries = guardedBolt({ address: 'bolt://127.0.0.1:1', user: 'neo4j', password: 'x' }, KEY)
  const message = expect.stringContaining('No Neo4j answers at bolt://127.0.0.1:1')
  expect(await queries.ask('RETURN 1 AS x')).toMatchObject({ problem: { kind: 'failed', message } })
  await queries.close()
})

if (neo4j.isThere)
  describe('guarded queries on a server', async () => {
    const store = await BoltStore.open(neo4j)
    await load(store, bridgeCase(), KEY)
    const before = await checksum(store, KEY)
    const limits = { ...LIMITS, ms: 2_000, rows: 100, memory: 600 * 2 ** 20 }
    const queries = guardedBolt(neo4j, KEY, limits)
    afterAll(async () => {
      await queries.close()
      await store.clear(KEY)
      await store.close()
    })

    it('answer with columns in their order, nodes with their labels, and what only looks wrong', async () => {
      const query = 'MATCH (c:Claim {caseKey: $caseKey}) WHERE c.text CONTAINS $words RETURN c, c.txt AS x LIMIT 1'
      expect(read(await queries.ask(query, { words: 'bridge' }))).toMatchObject({
        columns: ['c', 'x'],
        truncated: false,
        warnings: [{ hint: 'text' }],
        rows: [{ c: { labels: ['Claim'], properties: { caseKey: KEY } }, x: null }],
      })
      expect(kindOf(await queries.ask('CREATE (n)'))).toBe('refused')
      expect(kindOf(await queries.ask('RETURN siez([1]) AS x'))).toBe('invalid')
    })

    it('stop a value that takes the driver minutes, while this process goes on, and answer the next', async () => {
      let ticks = 0
      const beat = setInterval(() => ticks++, 10)
      expect(await queries.ask(HUGE)).toMatchObject({
        problem: { kind: 'time', message: expect.stringContaining('Stopped after 2 s. Nothing was changed.') },
      })
      clearInterval(beat)
      expect(ticks).toBeGreaterThan(10)
      expect(read(await queries.ask('RETURN 2 AS x'))['rows']).toEqual([{ x: 2 }])
    })

    it('leave nothing running on the server', async () => {
      const endless = 'UNWIND range(1, 100000000) AS x UNWIND range(1, 1000) AS leftBehind RETURN sum(x % 7) AS n'
      const running = async () =>
        (
          await store.run(
            'SHOW TRANSACTIONS YIELD currentQuery AS words WHERE words CONTAINS "leftBehind" AND NOT words CONTAINS "SHOW" RETURN words',
          )
        ).rows.length
      const asked = queries.ask(endless)
      await vi.waitFor(async () => expect(await running()).toBe(1), { timeout: 60_000, interval: 50 })
      expect(kindOf(await asked)).toBe('time')
      await vi.waitFor(async () => expect(await running()).toBe(0), { timeout: 60_000, interval: 50 })
    })

    it('stop a value that takes more memory than there is', async () => {
      const small = guardedBolt(neo4j, KEY, { ...limits, ms: 60_000, memory: 200 * 2 ** 20 })
      const greedy =
        'WITH reduce(s = "0123456789", i IN range(1, 17) | s + s) AS s RETURN [x IN range(1, 60) | s] AS xs'
      expect(await small.ask(greedy)).toMatchObject({
        problem: { kind: 'memory', message: expect.stringContaining('Stopped at 0.2 GB of memory.') },
      })
      await small.close()
    })

    it('cut rows and bytes, and refuse a row that is too large alone', async () => {
      const rows = read(await queries.ask('UNWIND range(1, 10000000) AS x RETURN x'))
      expect(rows).toMatchObject({ truncated: true, rows: { length: 100, 99: { x: 100 } } })
      const narrow = guardedBolt(neo4j, KEY, { ...limits, bytes: 1_000 })
      const long = read(await narrow.ask('UNWIND range(1, 50) AS x RETURN $long AS long', { long: LONG }))
      expect(long).toMatchObject({ truncated: true, rows: { length: 9 } })
      expect(kindOf(await narrow.ask('RETURN [x IN range(1, 20) | $long] AS long', { long: LONG }))).toBe('size')
      await narrow.close()
    })

    it('keep the password out of the command line and the environment, and end their processes', async () => {
      process.env['NEO4J_PASSWORD'] = neo4j.password
      const own = guardedBolt(neo4j, KEY, limits)
      const others = children().length
      await own.warm()
      expect(children()).toHaveLength(others + 1)
      expect(children().join('\n')).not.toContain(neo4j.password)
      await own.close()
      expect(children()).toHaveLength(others)
      delete process.env['NEO4J_PASSWORD']
    })

    it('say that an account is refused', async () => {
      const wrong = guardedBolt({ ...neo4j, password: 'wrong' }, KEY, limits)
      const message = expect.stringContaining(`Neo4j at ${neo4j.address} refuses the account`)
      expect(await wrong.ask('RETURN 1 AS x')).toMatchObject({ problem: { kind: 'failed', message } })
      await wrong.close()
    })

    it('change nothing', async () => {
      expect(await checksum(store, KEY)).toBe(before)
    })
  })
else test.skip(`guarded queries on a server: ${neo4j.reason}`)
