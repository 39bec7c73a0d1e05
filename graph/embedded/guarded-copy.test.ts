import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { bridgeCase } from '../case.fixture.ts'
import { load } from '../load.ts'
import { listNamedQueries } from '../named-queries.ts'
import { LIMITS, type Answer } from '../cypher/answer.ts'
import type { Values } from '../store.ts'
import { CopyReader } from './copy-reader.ts'
import { guardedCopy } from './guarded-copy.ts'
import { EmbeddedStore } from './store.ts'
import { writeCopy } from './write-copy.ts'

// Copies that other tests make meanwhile are not looked at.
const place = mkdtempSync(path.join(tmpdir(), 'hearsay-guarded-'))
process.env['TMPDIR'] = place
afterAll(() => rmSync(place, { recursive: true, force: true }))

const copies = () => readdirSync(tmpdir()).filter((name) => name.startsWith('hearsay-copy-'))
/** Counts every choice of nine nodes: needs more time than there is, and no memory. */
const ENDLESS = 'MATCH (a), (b), (c), (d), (e), (f), (g), (h), (i) RETURN count(*) AS n'
/** Needs more memory than there is. */
const GREEDY = 'UNWIND range(1, 100000000) AS x RETURN collect(x) AS xs'

function read(answer: Answer): Record<string, unknown> {
  if (answer.kind === 'problem') throw new Error(answer.problem.message)
  const table: Record<string, unknown> = JSON.parse(answer.json)
  return table
}
const kindOf = (answer: Answer) => (answer.kind === 'problem' ? answer.problem.kind : 'rows')

describe('a guarded copy of a case', () => {
  const copy = guardedCopy(bridgeCase(), 'bridge', {
    ...LIMITS,
    ms: 3_000,
    memory: 400 * 2 ** 20,
    rows: 100,
    waiting: 2,
  })
  let before: readonly string[]
  beforeAll(async () => {
    before = copies()
    await copy.warm()
  })
  afterAll(() => copy.close())
  const folder = () => path.join(tmpdir(), copies().find((name) => !before.includes(name)) ?? 'none')

  it('answers with columns in their order, rows, and nodes with their labels', async () => {
    const answer = await copy.ask(
      'MATCH (c:Claim {caseKey: $caseKey}) WHERE c.text CONTAINS $words RETURN c, c.id AS id LIMIT 1',
      {
        words: 'bridge',
      },
    )
    expect(read(answer)).toMatchObject({
      columns: ['c', 'id'],
      truncated: false,
      warnings: [],
      rows: [{ c: { labels: ['Claim'], properties: { caseKey: 'bridge', id: expect.stringMatching(/^clm_/) } } }],
    })
  })

  it('says where the engine stumbles, in words of its own', async () => {
    const { kind, ...said } = await copy.ask('MATCH (c:Claim\nRETURN c')
    expect({ kind, ...said }).toMatchObject({
      problem: { kind: 'invalid', message: 'Expected ).', line: 2, column: 1, length: 6 },
    })
    expect(await copy.ask('MATCH (c:Claim) RETURN d')).toMatchObject({
      problem: { message: "Undefined variable 'd'.", line: 1, column: 24, length: 1 },
    })
    expect(await copy.ask('RETURN siez([1]) AS x')).toMatchObject({
      problem: { message: "Unknown function 'siez'.", line: 1, column: 8, length: 4, hint: 'size' },
    })
    expect(await copy.ask('RETURN $missing AS x')).toMatchObject({
      problem: { message: 'Missing parameter: $missing.' },
    })
  })

  it('warns of a property that does not exist, and answers', async () => {
    expect(read(await copy.ask('MATCH (c:Claim) RETURN c.txt LIMIT 1'))).toMatchObject({
      warnings: [{ line: 1, column: 26, hint: 'text' }],
      rows: [{ 'c.txt': null }],
    })
  })

  it('warns of what the engine answers otherwise than Neo4j, with what to write instead', async () => {
    const answer = read(await copy.ask('MATCH (c:Claim {text: "no such claim"}) RETURN sum(size(c.text)) AS n'))
    const message = expect.stringContaining('Write coalesce(sum(…), 0).')
    expect(answer).toMatchObject({
      warnings: [{ kind: 'not-portable', message, line: 1, column: 48 }],
      rows: [{ n: null }],
    })
    const typed = await copy.ask('MATCH (s:Statement) WHERE s.start = $n RETURN s.id AS id', { n: '1' })
    expect(read(typed)).toMatchObject({ warnings: [{ message: expect.stringContaining('A number equals its text') }] })
  })

  it('says what to write instead of what the engine does not take', async () => {
    const message = expect.stringContaining('Write WHERE n:Actor OR n:Source')
    expect(await copy.ask('MATCH (n:Actor|Source) RETURN n.id AS id')).toMatchObject({
      kind: 'problem',
      problem: { kind: 'not-portable', message, line: 1, column: 9 },
    })
  })

  it('cuts rows, and says so', async () => {
    const answer = read(await copy.ask('UNWIND range(1, 5000) AS x RETURN x'))
    expect(answer).toMatchObject({ truncated: true, rows: { length: 100, 99: { x: 100 } } })
  })

  it('cuts an answer that is too large, and refuses a row that is too large alone', async () => {
    const narrow = guardedCopy(bridgeCase(), 'bridge', { ...LIMITS, bytes: 1_000 })
    const word = '0123456789'.repeat(10)
    const answer = read(await narrow.ask('UNWIND range(1, 50) AS x RETURN $word AS word', { word }))
    expect(answer).toMatchObject({ truncated: true, rows: { length: 9 } })
    expect(kindOf(await narrow.ask('RETURN $words AS words', { words: Array.from({ length: 20 }, () => word) }))).toBe(
      'size',
    )
    await narrow.close()
  })

  it('stops a query past its time, answers others meanwhile, and goes on with another process', async () => {
    // Two at once, so that two processes are there.
    await Promise.all([copy.ask('RETURN 0 AS x'), copy.ask('RETURN 0 AS x')])
    const started = performance.now()
    const stopped = copy.ask(ENDLESS)
    expect(await Promise.race([stopped, copy.ask('RETURN 1 AS x')])).toMatchObject({ kind: 'rows' })
    expect(await stopped).toEqual({
      kind: 'problem',
      problem: {
        kind: 'time',
        message: 'Stopped after 3 s. Nothing was changed. A smaller pattern or a LIMIT usually helps.',
        line: null,
        column: null,
        length: 0,
        hint: null,
      },
    })
    expect(performance.now() - started).toBeLessThan(4_000)
    expect(read(await copy.ask('RETURN 2 AS x'))['rows']).toEqual([{ x: 2 }])
  })

  it('stops a query past its memory', async () => {
    const small = guardedCopy(bridgeCase(), 'bridge', { ...LIMITS, ms: 60_000, memory: 0.4 * 2 ** 30 })
    expect(await small.ask(GREEDY)).toMatchObject({
      problem: { kind: 'memory', message: expect.stringContaining('Stopped at 0.4 GB of memory.') },
    })
    expect(read(await small.ask('RETURN 3 AS x'))['rows']).toEqual([{ x: 3 }])
    await small.close()
  })

  it('never waits itself: this process keeps its beat', async () => {
    let longest = 0
    let last = performance.now()
    const beat = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 10)
    await Promise.all([copy.ask(ENDLESS), copy.ask(GREEDY)])
    clearInterval(beat)
    expect(longest).toBeLessThan(1_500)
  })

  it('runs two at a time, lets two wait, and refuses the next', async () => {
    const kinds = await Promise.all(
      [ENDLESS, ENDLESS, 'RETURN 1 AS x', 'RETURN 1 AS x', 'RETURN 1 AS x'].map(async (q) => kindOf(await copy.ask(q))),
    )
    expect(kinds).toEqual(['time', 'time', 'rows', 'rows', 'busy'])
  })

  it('ends a query that nobody waits for any more', async () => {
    const gone = new AbortController()
    const asked = copy.ask(ENDLESS, {}, gone.signal)
    setTimeout(() => gone.abort(), 100)
    expect(await asked).toMatchObject({ problem: { message: 'Cancelled. Nothing was changed.' } })
  })

  it('changes not one byte of its copy, whatever it is asked', async () => {
    const file = path.join(folder(), 'case.grafeo')
    const bytes = readFileSync(file)
    for (const query of [
      'CREATE (n)',
      'MATCH (n) DETACH DELETE n',
      'LOAD CSV FROM "/etc/hostname" AS l RETURN l',
      'MATCH (n) RETURN n',
    ])
      await copy.ask(query)
    expect(readFileSync(file).equals(bytes)).toBe(true)
  })

  it('is gone with its folder when it is closed, even while it runs', async () => {
    const running = copy.ask(ENDLESS)
    const made = folder()
    expect(existsSync(made)).toBe(true)
    await copy.close()
    expect(existsSync(made)).toBe(false)
    expect(kindOf(await running)).not.toBe('rows')
    expect(kindOf(await copy.ask('RETURN 1 AS x'))).toBe('failed')
  })
})

test('a copy that is closed before it is made leaves nothing behind', async () => {
  const before = copies()
  const copy = guardedCopy(bridgeCase(), 'bridge')
  const asked = copy.ask('RETURN 1 AS x')
  await copy.close()
  expect(kindOf(await asked)).toBe('failed')
  expect(copies()).toEqual(before)
})

test('a copy holds the graph that loading the case makes', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hearsay-write-'))
  await writeCopy(path.join(folder, 'case.grafeo'), bridgeCase(), 'bridge')
  const copy = CopyReader.open(path.join(folder, 'case.grafeo'))
  const store = EmbeddedStore.open()
  await load(store, bridgeCase(), 'bridge')
  const parameters = { caseKey: 'bridge', actor: '', claim: '', source: '', statement: '' }
  const whole = [
    'MATCH (n) RETURN n ORDER BY labels(n), n.id',
    'MATCH (a)-[r]->(b) RETURN a.id AS a, r, b.id AS b ORDER BY a, b, type(r), r.id',
  ]
  const all = async (rows: AsyncIterable<Values>) => {
    const taken: Values[] = []
    for await (const row of rows) taken.push(row)
    return taken
  }
  for (const query of [...whole, ...listNamedQueries().map(({ cypher }) => cypher)])
    expect((await copy.read(query, parameters, all)).written).toEqual((await store.run(query, parameters)).rows)
  await store.close()
  rmSync(folder, { recursive: true })
})
