import { spawn, type ChildProcess } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { writeCase } from '../../src/case/write.ts'
import { bridgeCase } from '../case.fixture.ts'
import { LIMITS } from '../cypher/answer.ts'
import { startCopyProcess } from './copy-process.ts'
import { guardedCopy } from './guarded-copy.ts'
import { keptGraph, stateOfKept, type GraphOf } from './kept-graph.ts'
import { EmbeddedStore } from './store.ts'

const base = mkdtempSync(path.join(tmpdir(), 'hearsay-kept-'))
const scratch = path.join(base, 'hearsay-copy-scratch')
mkdirSync(scratch)
const sleeper: ChildProcess = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
afterAll(() => {
  sleeper.kill('SIGKILL')
  rmSync(base, { recursive: true, force: true })
})

let number = 0
let graph: GraphOf
let said: string[]
beforeEach(async () => {
  number++
  const folder = path.join(base, `bridge-${number}`)
  await writeCase(folder, bridgeCase())
  graph = { folder, caseKey: 'bridge', version: '1', digest: null, place: path.join(base, `graphs-${number}`) }
  said = []
})

const find = (changes: Partial<GraphOf> = {}, refused?: string) =>
  keptGraph(
    { ...graph, ...changes },
    {
      readCase: async () => bridgeCase(),
      start: () => startCopyProcess(scratch),
      say: (line) => said.push(line.replace(graph.folder, 'talks/')),
      refused,
    },
  )

async function countIn(file: string | null): Promise<unknown> {
  const store = EmbeddedStore.openReadOnly(file ?? '')
  const { rows } = await store.run('MATCH (n:Statement) RETURN count(n) AS n')
  await store.close()
  return rows[0]?.['n']
}

/** The folder of the one case that has a graph. */
const placed = () => path.join(graph.place, readdirSync(graph.place)[0] ?? '')
const graphs = () => readdirSync(placed()).filter((name) => name.endsWith('.grafeo'))
const hold = (pid: number, since = new Date().toISOString(), host = hostname()) =>
  writeFileSync(path.join(placed(), 'graph.lock'), JSON.stringify({ pid, host, since }))
const addClaim = () => {
  const file = path.join(graph.folder, 'claims.jsonl')
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.replace('"text":"', '"text":"Perhaps '))
}

describe('a kept graph', () => {
  it('is written once, says nothing, and is found from then on', async () => {
    expect(await stateOfKept(graph)).toMatchObject({ state: 'none' })
    const file = await find()
    expect(await countIn(file)).toBe(bridgeCase().statements.length)
    const bytes = readFileSync(file ?? '')
    expect(await find()).toBe(file)
    expect(readFileSync(file ?? '').equals(bytes)).toBe(true)
    expect(await stateOfKept(graph)).toEqual({ state: 'fresh', file, bytes: bytes.length, holder: null })
    expect(said).toEqual([])
    expect(readdirSync(graph.folder)).not.toContain('.hearsay')
    expect(readdirSync(placed()).sort()).toEqual(['case-folder', ...graphs()].sort())
  })

  it('is made again when the case has changed, and says so', async () => {
    const old = await find()
    addClaim()
    expect(await stateOfKept(graph)).toMatchObject({ state: 'changed', file: old })
    const file = await find()
    expect(file).not.toBe(old)
    expect(said).toEqual(['talks/: its graph was of an earlier state of the case; it was made again from the case.'])
    expect(graphs()).toEqual([path.basename(file ?? '')])
  })

  it('is made again by another version, and says so', async () => {
    await find()
    expect(await stateOfKept({ ...graph, version: '2' })).toMatchObject({ state: 'other-version' })
    expect(await countIn(await find({ version: '2' }))).toBe(bridgeCase().statements.length)
    expect(said).toEqual([
      'talks/: its graph was of another version of hearsay or its engine; it was made again from the case.',
    ])
  })

  it.each([
    ['cut short', (file: string) => truncateSync(file, 5_000)],
    ['empty', (file: string) => writeFileSync(file, '')],
    ['something else', (file: string) => writeFileSync(file, 'x'.repeat(50_000))],
  ])('that is %s is made again before a query is answered', async (_, damage) => {
    const file = (await find()) ?? ''
    damage(file)
    expect(() => EmbeddedStore.openReadOnly(file)).toThrow('cannot be opened')
    const copy = guardedCopy(bridgeCase(), 'bridge', LIMITS, (_start, refused) => find({}, refused))
    const answer = await copy.ask('MATCH (n:Statement) RETURN count(n) AS n')
    expect(answer).toMatchObject({ json: expect.stringContaining(`"rows":[{"n":${bridgeCase().statements.length}}]`) })
    await copy.close()
    expect(said).toEqual(['talks/: its graph was damaged; it was made again from the case.'])
    expect(await countIn(file)).toBe(bridgeCase().statements.length)
  })

  it('that another process writes is left to it, and who that is, is said', async () => {
    await find()
    addClaim()
    hold(sleeper.pid ?? 0, '2030-01-01T00:00:00.000Z')
    expect(await find()).toBeNull()
    expect(said).toEqual([
      `talks/: its graph is being written by process ${sleeper.pid} on ${hostname()} since 2030-01-01T00:00:00.000Z. This run reads a copy of its own.`,
    ])
    expect((await stateOfKept(graph)).holder).toMatchObject({ pid: sleeper.pid })
  })

  it('whose writer was killed, or has been at it for hours, is written by the next', async () => {
    const ended = spawn(process.execPath, ['-e', ''], { stdio: 'ignore' })
    await new Promise((done) => ended.once('exit', done))
    await find()
    for (const take of [() => hold(ended.pid ?? 0), () => hold(7, '2020-01-01T00:00:00.000Z', 'elsewhere')]) {
      addClaim()
      take()
      writeFileSync(path.join(placed(), 'graph-of-the-one-that-ended.grafeo.tmp'), 'half')
      expect(await countIn(await find())).toBe(bridgeCase().statements.length)
    }
    expect(readdirSync(placed())).toHaveLength(2)
  })

  it('is not kept where nothing can be written', async () => {
    expect(await find({ place: '/dev/null/graphs' })).toBeNull()
    expect(said).toEqual([])
  })

  it('is none of a case that was read in another state', async () => {
    expect(await find({ digest: 'of another state' })).toBeNull()
    expect(existsSync(graph.place)).toBe(false)
  })

  it('goes when its case is gone', async () => {
    await find()
    rmSync(graph.folder, { recursive: true })
    const gone = placed()
    const other = path.join(base, `other-${number}`)
    await writeCase(other, bridgeCase())
    await find({ folder: other })
    expect(existsSync(gone)).toBe(false)
    expect(graphs()).toHaveLength(1)
  })
})
