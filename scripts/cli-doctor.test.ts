import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { bridgeCase } from '../graph/case.fixture.ts'
import { neo4jForTests } from '../graph/neo4j-for-tests.ts'
import { sampleCase } from '../src/case/sample.ts'
import { writeCase } from '../src/case/write.ts'
import { hearsay, makeFolder } from './cli.fixture.ts'

const neo4j = await neo4jForTests()

/** A case and a folder for its graph. */
async function makeCase(theCase = bridgeCase()) {
  const folder = await makeFolder()
  const bridge = path.join(folder, 'bridge')
  await writeCase(bridge, theCase)
  const cache = path.join(folder, 'cache')
  const run = (...args: string[]) => hearsay(args, { env: { HEARSAY_CACHE: cache } })
  const graph = () => {
    const names = existsSync(cache) ? readdirSync(cache, { recursive: true, encoding: 'utf8' }) : []
    return path.join(cache, names.find((name) => name.endsWith('.grafeo')) ?? 'none')
  }
  const count = async () => {
    const { code, out, err } = await run('query', bridge, 'MATCH (s:Statement) RETURN count(s) AS n', '--format', 'csv')
    return { code, n: Number(out.trim().split('\n')[1]), err }
  }
  return { bridge, cache, run, graph, count }
}
const size = bridgeCase().statements.length

interface Row {
  readonly part: string
  readonly found: string
  readonly state: string
  readonly toDo: string
}
const rowsOf = (out: string) => new Map((JSON.parse(out) as Row[]).map((row) => [row.part, row]))

describe.concurrent('the graph that a case keeps', () => {
  it('answers named queries and Cypher of every later run', async () => {
    const { bridge, run, graph, count } = await makeCase()
    expect(await count()).toEqual({ code: 0, n: size, err: '' })
    const bytes = readFileSync(graph())
    expect(await count()).toEqual({ code: 0, n: size, err: '' })
    expect(await run('query', bridge, 'sources')).toMatchObject({ code: 0, err: '' })
    expect(readFileSync(graph()).equals(bytes)).toBe(true)
  })

  it.each(['sources', 'MATCH (o:Source) RETURN o.title AS title'])(
    'is made again for %s when it is damaged, and when the case has changed, which is said',
    async (query) => {
      const { bridge, run, graph, count } = await makeCase()
      await count()
      truncateSync(graph(), 4_096)
      expect(await run('query', bridge, query)).toMatchObject({
        code: 0,
        out: expect.stringContaining('Bridge shut overnight') as string,
        err: `hearsay: ${bridge}: its graph was damaged; it was made again from the case.\n`,
      })
      const yaml = path.join(bridge, 'case.yaml')
      writeFileSync(yaml, readFileSync(yaml, 'utf8').replace('Who closed', 'Who has closed'))
      expect(await run('query', bridge, query)).toMatchObject({
        code: 0,
        err: `hearsay: ${bridge}: its graph was of an earlier state of the case; it was made again from the case.\n`,
      })
    },
  )

  it('is left to the process that writes it: another one says who that is, and reads a copy', async () => {
    const { bridge, run, graph, count } = await makeCase()
    await count()
    const yaml = path.join(bridge, 'case.yaml')
    writeFileSync(yaml, readFileSync(yaml, 'utf8').replace('Who closed', 'Who has closed'))
    const holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() }
    writeFileSync(path.join(path.dirname(graph()), 'graph.lock'), JSON.stringify(holder))
    const said = `hearsay: ${bridge}: its graph is being written by process ${holder.pid} on ${holder.host} since ${holder.since}. This run reads a copy of its own.\n`
    expect(await count()).toEqual({ code: 0, n: size, err: said })
    expect(await run('query', bridge, 'sources')).toMatchObject({ code: 0, err: said })
    const { out } = await run('doctor', bridge, '--format', 'json')
    expect(rowsOf(out).get('graph of the case')?.found).toContain(`process ${holder.pid} on ${holder.host}`)
  })

  it('is not needed: where none can be kept, queries answer all the same', async () => {
    const { bridge } = await makeCase()
    const env = { HEARSAY_CACHE: '/dev/null' }
    for (const query of ['sources', 'MATCH (o:Source) RETURN o.title AS title'])
      expect(await hearsay(['query', bridge, query], { env })).toMatchObject({ code: 0, err: '' })
  })
})

describe.concurrent('doctor', () => {
  it('finds everything here fine', async () => {
    const { bridge, run, count } = await makeCase(sampleCase())
    const before = await run('doctor', bridge, '--format', 'json')
    expect(before.err).toBe('')
    expect([...rowsOf(before.out).values()].filter(({ state }) => state !== 'fine')).toEqual([])
    expect([...rowsOf(before.out).keys()]).toEqual([
      'hearsay',
      'Node',
      'embedded engine',
      'neo4j-driver',
      'onnxruntime',
      'model encoder.int8.onnx',
      'model branch.int8.onnx',
      'model judge.int8.onnx',
      'limits of a query',
      'kept graphs',
      'case',
      'graph of the case',
    ])
    expect(rowsOf(before.out).get('graph of the case')?.found).toContain('none kept yet')
    await count()
    const after = await run('doctor', bridge, '--format', 'json')
    expect(rowsOf(after.out).get('graph of the case')?.found).toContain('up to date')
    expect(after.code).toBe(0)
  })

  it('says what is wrong, what to do, and ends with 1', async () => {
    const { bridge, cache, run, graph, count } = await makeCase()
    await count()
    truncateSync(graph(), 4_096)
    writeFileSync(path.join(bridge, 'relations.jsonl'), '{}\n')
    // The graph is one of the case as it was; damage shows where it is up to date.
    const faulty = await run('doctor', bridge, '--format', 'json')
    expect(rowsOf(faulty.out).get('case')).toMatchObject({
      state: 'wrong',
      toDo: `hearsay check ${bridge} lists them.`,
    })
    expect(faulty.code).toBe(1)
    const whole = await makeCase()
    await whole.count()
    truncateSync(whole.graph(), 4_096)
    const damaged = await whole.run('doctor', whole.bridge, '--format', 'json')
    expect(rowsOf(damaged.out).get('graph of the case')).toMatchObject({ state: 'wrong' })
    expect(damaged.code).toBe(1)
    writeFileSync(path.join(cache, 'not-a-folder'), '')
    const env = { HEARSAY_CACHE: path.join(cache, 'not-a-folder') }
    const { code, out } = await hearsay(['doctor', '--format', 'json'], { env })
    expect([code, rowsOf(out).get('kept graphs')?.toDo]).toEqual([1, expect.stringContaining('HEARSAY_CACHE')])
  })

  it('says that no Neo4j answers, and that a folder is no case', async () => {
    const { code, out } = await hearsay(['doctor', '/nowhere', '--store', 'bolt://127.0.0.1:1', '--format', 'json'])
    const rows = rowsOf(out)
    expect([code, rows.get('Neo4j')?.state, rows.get('case')?.state]).toEqual([1, 'wrong', 'wrong'])
  })

  test.skipIf(!neo4j.isThere)(
    `shows edition and version of a Neo4j${neo4j.isThere ? '' : ` (skipped: ${neo4j.reason})`}`,
    async () => {
      if (!neo4j.isThere) return
      const { code, out } = await hearsay(
        ['doctor', '--store', neo4j.address, '--user', neo4j.user, '--format', 'json'],
        {
          env: { NEO4J_PASSWORD: neo4j.password },
        },
      )
      expect(rowsOf(out).get('Neo4j')).toMatchObject({
        found: expect.stringMatching(/^\d+\.\d+\S* community at bolt:/) as string,
        state: 'fine',
      })
      // Other tests may be loading cases there just now.
      expect([0, 1]).toContain(code)
    },
  )
})
