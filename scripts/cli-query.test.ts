import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, describe, expect, it, test } from 'vitest'
import { BoltStore } from '../graph/bolt/store.ts'
import { bridgeCase } from '../graph/case.fixture.ts'
import { listNamedQueries } from '../graph/named-queries.ts'
import { neo4jForTests } from '../graph/neo4j-for-tests.ts'
import { writeCase } from '../src/case/write.ts'
import { hearsay, makeFolder } from './cli.fixture.ts'

const neo4j = await neo4jForTests()
const bridge = path.join(await makeFolder(), 'bridge')
await writeCase(bridge, bridgeCase())

const QUERIES = listNamedQueries()
const VALUES: Readonly<Record<string, string>> = { actor: 'holt', claim: 'bridge', statement: 'ship' }
/** Arguments that run a named query and find something. */
const argumentsOf = (name: string) => [
  name,
  ...(QUERIES.find((query) => query.name === name)?.parameters ?? [])
    .filter((parameter) => parameter.default === undefined)
    .flatMap((parameter) => ['--param', `${parameter.name}=${VALUES[parameter.name] ?? ''}`]),
]
const NAMES = QUERIES.map(({ name }) => name)
/** What that case has none of. */
const NOT_IN_BRIDGE: ReadonlySet<string> = new Set(['copies', 'self-contradictions'])

describe.concurrent('query', () => {
  it('lists the named queries with their parameters', async () => {
    const { code, out } = await hearsay(['query', '--list', '--format', 'json'])
    const listed = JSON.parse(out) as Record<string, string>[]
    expect(code).toBe(0)
    expect(listed.map(({ query }) => query)).toEqual(NAMES)
    expect(listed).toContainEqual(expect.objectContaining({ query: 'statements-of', parameters: 'actor' }))
    const table = await hearsay(['query', '--list'])
    expect(table.out.trimEnd().split('\n')).toHaveLength(NAMES.length + 2)
  })

  it('prints a row a line on a pipe, with no line between rows', async () => {
    const { code, out } = await hearsay(['query', bridge, 'sources'])
    const [heads, rule, ...rows] = out.trimEnd().split('\n')
    expect([code, heads]).toEqual([0, expect.stringMatching(/^source +kind +outlet +publishedAt +url/)])
    expect(rule).toMatch(/^─+( {2}─+)+$/)
    expect(rows).toHaveLength(2)
    expect(rows[0]).toMatch(/^Bridge shut overnight +article +Velden Courier/)
  })

  it('answers Cypher with typed parameters', async () => {
    const cypher = 'MATCH (a:Actor {caseKey: $caseKey}) WHERE a.plural = $plural RETURN a.name AS name, $n + 1 AS n'
    const params = ['--param', 'plural=true', '--param', 'n=1']
    const { code, out } = await hearsay(['query', bridge, cypher, ...params, '--format', 'json'])
    expect([code, JSON.parse(out)]).toEqual([0, [{ name: 'officials', n: 2 }]])
  })

  it('says that there are no rows', async () => {
    expect(await hearsay(['query', bridge, 'disputes', '--param', 'claim=whale'])).toMatchObject({
      code: 0,
      out: 'No rows.\n',
    })
  })

  it.each([
    ['MATCH (a:Actor RETURN a', 'query:1:16: Expected )'],
    ['CREATE (a:Actor {id: "x"}) RETURN a', 'query:1:1: CREATE changes a graph'],
    ['MATCH (a:Actor) DETACH DELETE a', 'query:1:17: DETACH changes a graph'],
    ['LOAD CSV FROM "file:///etc/passwd" AS line RETURN line', 'query:1:1: LOAD reads files'],
    ['MATCH (a:Acter) RETURN a', 'No label Acter in this case. Did you mean Actor?'],
    ['UNWIND range(1, 100000000) AS x RETURN count(x + x) AS n, collect(x) AS xs', 'Nothing was changed.'],
  ])('refuses %s', async (cypher, reason) => {
    const { code, out, err } = await hearsay(['query', bridge, cypher])
    expect([code, out, err]).toEqual([1, '', expect.stringContaining(reason)])
    expect(err).not.toMatch(/^\s+at /m)
  })

  it('cuts what is more than anybody reads, and says so', async () => {
    const { code, out, err } = await hearsay([
      'query',
      bridge,
      'UNWIND range(1, 12000) AS x RETURN x',
      '--format',
      'csv',
    ])
    expect([code, parse(out)]).toMatchObject([0, { length: 10_001 }])
    expect(err).toContain('only the first 10000 rows are here')
  })

  it('says that a property is not there', async () => {
    const { code, err } = await hearsay(['query', bridge, 'MATCH (c:Claim) RETURN c.txt'])
    expect([code, err]).toEqual([
      0,
      expect.stringContaining('Claim has no property txt: it is null everywhere. Did you mean text?'),
    ])
  })

  it.each([
    ['MATCH (n:Actor|Source) RETURN n.id AS id', 'query:1:9: The embedded engine knows no |'],
    ['MATCH (s:Statement)\nWHERE s.start = $n\nRETURN s.id AS id', 'query:2:15: A number equals its text'],
    ['MATCH (a:Acter) RETURN a', 'query:1:10: No label Acter in this case. Did you mean Actor?'],
  ])('--check says where %j leaves what both stores answer alike', async (cypher, line) => {
    const { code, out, err } = await hearsay(['query', '--check', cypher, '--param', 'n=one'])
    expect([code, out, err]).toEqual([1, expect.stringContaining(line), ''])
  })

  it.each(['disputes', 'MATCH (s:Statement) WHERE s.start = $n RETURN s.id AS id'])(
    '--check finds nothing in %j',
    async (query) => {
      const { code, out } = await hearsay(['query', '--check', query, '--param', 'n=1'])
      expect([code, out]).toEqual([0, 'Both stores answer this query alike, as far as its words tell.\n'])
    },
  )

  it('makes formulas in CSV inert and leaves numbers alone', async () => {
    const cypher = `UNWIND ['=HYPERLINK("x")', '+1', '-1', '@SUM(A1)', 'plain, "quoted"'] AS text RETURN text, -5 AS n`
    const { code, out } = await hearsay(['query', bridge, cypher, '--format', 'csv'])
    expect([code, parse(out)]).toEqual([
      0,
      [
        ['text', 'n'],
        [`'=HYPERLINK("x")`, '-5'],
        [`'+1`, '-5'],
        [`'-1`, '-5'],
        [`'@SUM(A1)`, '-5'],
        ['plain, "quoted"', '-5'],
      ],
    ])
  })
})

describe.concurrent('a Neo4j that does not answer', () => {
  const closed = 'bolt://127.0.0.1:1'
  it.each([
    ['load', bridge, '--to', closed],
    ['query', bridge, 'sources', '--store', closed],
  ])('%s says so in one line', async (...args) => {
    const { code, out, err } = await hearsay(args)
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain(`hearsay: No Neo4j answers at ${closed}: `)
    expect(err.trimEnd().split('\n')).toHaveLength(1)
  })

  it.each([
    ['bolt://neo4j:secret@127.0.0.1:1', 'has a name or password in it'],
    ['http://127.0.0.1:1', 'bolt://'],
  ])('is wrong usage at %s', async (address, reason) => {
    const { code, err } = await hearsay(['load', bridge, '--to', address])
    expect([code, err]).toEqual([2, expect.stringContaining(reason)])
    expect(err).not.toContain('secret')
  })

  it('needs a password where no terminal could ask for one', async () => {
    const { code, err } = await hearsay(['load', bridge, '--to', closed, '--user', 'neo4j'])
    expect([code, err]).toEqual([2, expect.stringContaining('Set NEO4J_PASSWORD')])
  })
})

if (neo4j.isThere) {
  const { address, user, password } = neo4j
  const key = `cli-${randomUUID()}`
  const env = { NEO4J_PASSWORD: password }
  const there = ['--store', address, '--user', user, '--as', key]
  const load = (...more: string[]) => hearsay(['load', bridge, '--to', address, '--user', user, ...more], { env })
  afterAll(async () => {
    const store = await BoltStore.open(neo4j)
    await store.clear(key)
    await store.close()
  })

  describe('with a Neo4j', () => {
    it('loads a case, and again without a difference', async () => {
      const first = await load('--as', key)
      expect(first).toMatchObject({ code: 0, err: '' })
      expect(first.out).toMatch(
        new RegExp(`^Loaded ${bridge} as "${key}" into ${address}: \\d+ nodes, \\d+ relationships\\.\n$`),
      )
      expect(await load('--as', key)).toEqual(first)
    })

    it.concurrent.each(NAMES)('answers %s as the folder does', async (name) => {
      const args = ['query', bridge, ...argumentsOf(name), '--format', 'json']
      const here = await hearsay(args)
      const there = await hearsay([...args, '--store', address, '--user', user, '--as', key], { env })
      expect([here.code, there.code, there.err]).toEqual([0, 0, ''])
      expect(JSON.parse(here.out).length > 0).toBe(!NOT_IN_BRIDGE.has(name))
      expect(there.out).toBe(here.out)
    })

    it.each([
      ['CREATE (:Actor {id: "x"})', 'CREATE changes a graph'],
      ['LOAD CSV FROM "file:///etc/passwd" AS line RETURN line', 'LOAD reads files'],
      ['CALL dbms.components()', 'Procedures do not run here'],
      ['CALL (*) { MATCH (a:Actor) RETURN a } IN TRANSACTIONS RETURN a', 'has no transactions of its own'],
      ['UNWIND range(1, 100000000) AS x UNWIND range(1, 1000) AS y RETURN sum(x % 7 + y) AS n', 'Stopped after 5 s.'],
    ])('refuses or stops %s', async (cypher, reason) => {
      const { code, out, err } = await hearsay(['query', bridge, cypher, ...there], { env })
      expect([code, out, err]).toEqual([1, '', expect.stringContaining(reason)])
    })

    it('cuts what is more than anybody reads, and says so', async () => {
      const cypher = 'UNWIND range(1, 100000000) AS x RETURN x'
      const { code, out, err } = await hearsay(['query', bridge, cypher, ...there, '--format', 'csv'], { env })
      expect([code, parse(out)]).toMatchObject([0, { length: 10_001 }])
      expect(err).toContain('only the first 10000 rows are here')
    })

    it('lists the cases that stand there, removes one, and says when a query sees several', async () => {
      const other = `cli-${randomUUID()}`
      const from = ['--from', address, '--user', user]
      await load('--as', other)
      const listed = await hearsay(['unload', ...from, '--format', 'json'], { env })
      expect(JSON.parse(listed.out)).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ case: key, loaded: 'whole' }),
          expect.objectContaining({ case: other, loaded: 'whole', title: 'The bridge at Velden' }),
        ]),
      )
      const all = 'MATCH (s:Source) RETURN count(s) AS n'
      const seen = await hearsay(['query', bridge, all, ...there], { env })
      expect(seen.err).toMatch(/the rows are of all \d+ cases in this database/)
      const own = 'MATCH (s:Source {caseKey: $caseKey}) RETURN count(s) AS n'
      const before = await hearsay(['query', bridge, own, ...there], { env })
      expect(before).toMatchObject({ code: 0, err: '' })
      const removed = await hearsay(['unload', other, ...from], { env })
      expect(removed).toMatchObject({ code: 0, out: expect.stringMatching(/^Removed ".*: \d+ nodes/) as string })
      expect(await hearsay(['query', bridge, own, ...there], { env })).toEqual(before)
      const again = await hearsay(['unload', other, ...from], { env })
      expect([again.code, again.out]).toEqual([2, ''])
      expect(again.err).toContain(`"${other}" is not in ${address}, which holds`)
    })

    it('says that a case is not there instead of answering with nothing', async () => {
      const args = ['query', bridge, 'sources', '--store', address, '--user', user, '--as', 'nobody-loaded-this']
      const { code, out, err } = await hearsay(args, { env })
      expect([code, out]).toEqual([1, ''])
      expect(err).toContain('case not loaded: "nobody-loaded-this" is not in this database')
    })

    it('refuses a wrong password without repeating it', async () => {
      const args = ['load', bridge, '--to', address, '--user', user]
      const { code, err } = await hearsay(args, { env: { NEO4J_PASSWORD: 'not-the-password' } })
      expect([code, err]).toEqual([1, expect.stringContaining(`Neo4j at ${address} refuses the account`)])
      expect(err).not.toContain('not-the-password')
    })
  })
} else test.skip(`with a Neo4j: ${neo4j.reason}`)
