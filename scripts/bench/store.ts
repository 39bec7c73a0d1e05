import type * as grafeo from '@grafeo-db/js'
import neo4j from 'neo4j-driver'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { BoltStore } from '../../graph/bolt/store.ts'
import { toBoltValues } from '../../graph/bolt/values.ts'
import { checksum } from '../../graph/checksum.ts'
import { EmbeddedStore } from '../../graph/embedded/store.ts'
import { writeImportFiles } from '../../graph/export/neo4j-admin.ts'
import { loadProjection } from '../../graph/load.ts'
import { listNamedQueries, runNamedQuery } from '../../graph/named-queries.ts'
import { startNeo4j } from '../../graph/neo4j-server.ts'
import { project, type Projection } from '../../graph/project.ts'
import { NODE_LABELS, RELATIONSHIPS } from '../../graph/schema.ts'
import type { Store, Values } from '../../graph/store.ts'
import {
  createNodesQuery,
  createRelationshipsQuery,
  nodeParameters,
  relationshipParameters,
} from '../../graph/write-queries.ts'
import type { Case } from '../../src/model/records.ts'
import { caseOf } from './made-case.ts'
import { cpuSeconds, exponent } from './measure.ts'

/**
 * `npm run bench:store [-- --nodes 100000 --sizes 10000,30000,100000,300000,1000000 --only load,neo4j,growth,queries]`: loads a made
 * case of so many nodes and three times as many relationships, a line of JSON a figure. `load` compares with the engine's
 * batches called bare, `neo4j` with the best hand-tuned UNWIND and with the import tool; both load again with 1 % changed. `growth`
 * loads cases of several sizes, `queries` asks every named query. A load begins with the rows of the graph and has the
 * constraints, the digests and the final check in it. `cpu` is what this process took: on a machine with others at work it says more
 * than the clock; of a server it says nothing.
 */
const { values } = parseArgs({
  options: {
    nodes: { type: 'string', default: '100000' },
    sizes: { type: 'string', default: '10000,30000,100000,300000,1000000' },
    only: { type: 'string', default: 'load,growth,queries,neo4j' },
    rounds: { type: 'string', default: '3' },
  },
})
const KEY = 'bench'
const NODES_A_STATEMENT = 1.17
const statementsOf = (nodes: number) => Math.round(nodes / NODES_A_STATEMENT)
const rounds = Number(values.rounds)
const parts = new Set(values.only.split(','))
const say = (figure: string, fields: Record<string, unknown>) =>
  console.log(JSON.stringify({ figure, ...fields, load: Math.round((loadavg()[0] ?? 0) * 10) / 10 }))

interface Took {
  readonly seconds: number
  readonly cpu: number
}

async function time(work: () => Promise<unknown>): Promise<Took> {
  const [from, used] = [performance.now(), process.cpuUsage()]
  await work()
  const round = (seconds: number) => Math.round(seconds * 1000) / 1000
  return { seconds: round((performance.now() - from) / 1000), cpu: round(cpuSeconds(used)) }
}

/** The fastest of some runs, each taken by turns with the others. */
async function fastest<K extends string>(works: Readonly<Record<K, () => Promise<Took>>>): Promise<Record<K, Took>> {
  const found: Partial<Record<K, Took>> = {}
  for (let round = 0; round < rounds; round++)
    for (const name of Object.keys(works) as K[]) {
      const took = await works[name]()
      if (took.seconds < (found[name]?.seconds ?? Infinity)) found[name] = took
    }
  return found as Record<K, Took>
}

/** The same case, one in a hundred of its statements, claims, stances and relations with another status or reason. */
function changed(theCase: Case): Case {
  const everyHundredth = <T>(list: readonly T[], change: (item: T) => T) =>
    list.map((item, i) => (i % 100 === 50 ? change(item) : item))
  return {
    ...theCase,
    statements: everyHundredth(theCase.statements, (s) => ({ ...s, status: 'accepted' })),
    claims: everyHundredth(theCase.claims, (c) => ({ ...c, status: 'accepted' })),
    stances: everyHundredth(theCase.stances, (s) => ({ ...s, reason: 'another' })),
    relations: everyHundredth(theCase.relations, (r) => ({ ...r, reason: 'another' })),
  }
}

const sizeOf = ({ nodes, relationships }: Projection) => ({
  nodes: [...nodes.values()].reduce((sum, rows) => sum + rows.length, 0),
  relationships: [...relationships.values()].reduce((sum, rows) => sum + rows.length, 0),
})

const engine: typeof grafeo = createRequire(import.meta.url)('@grafeo-db/js')

/** The engine's batches with nothing around them: rows made ready before, each label and type at once. */
async function loadBare({ nodes, relationships }: Projection, file?: string): Promise<Took> {
  const ready = (row: Values) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))
  const rows = [...nodes].map(
    ([label, rows]) => [label, rows.map(({ id, properties }) => ready({ ...properties, id, caseKey: KEY }))] as const,
  )
  const edges = [...relationships].map(
    ([type, rows]) => [type, rows.map((row) => ({ row, properties: ready(row.properties) }))] as const,
  )
  const database = engine.GrafeoDB.create(file)
  const took = await time(async () => {
    for (const label of NODE_LABELS)
      await database.executeCypher(`CREATE INDEX ${label.toLowerCase()}_id IF NOT EXISTS FOR (n:${label}) ON (n.id)`)
    const places = new Map<string, Map<unknown, number>>()
    for (const [label, batch] of rows) {
      const made = await database.batchCreateNodesWithProps(label, batch)
      places.set(label, new Map(batch.map(({ id }, i) => [id, made[i] ?? -1])))
    }
    for (const [type, batch] of edges) {
      const [from, to] = [places.get(RELATIONSHIPS[type].from), places.get(RELATIONSHIPS[type].to)]
      await database.batchCreateEdges(
        batch.map(({ row, properties }) => ({
          src: from?.get(row.from) ?? -1,
          dst: to?.get(row.to) ?? -1,
          type,
          properties,
        })),
      )
    }
  })
  database.close()
  return took
}

async function benchEmbedded(theCase: Case): Promise<void> {
  const projection = project(theCase, KEY)
  const other = project(changed(theCase), KEY)
  for (const where of ['memory', 'file'] as const) {
    const folder = await mkdtemp(join(tmpdir(), 'hearsay-bench-'))
    let files = 0
    const file = () => (where === 'file' ? join(folder, `${files++}.grafeo`) : undefined)
    const fresh = async (then: (store: Store) => Promise<Took>) => {
      const store = EmbeddedStore.open(file())
      const first = await time(() => loadProjection(store, projection, KEY))
      const took = await then(store)
      await store.close()
      return [first, took] as const
    }
    const again: Took[] = []
    const { bare, ours } = await fastest({
      bare: () => loadBare(projection, file()),
      ours: async () => {
        const [first, second] = await fresh((store) => time(() => loadProjection(store, other, KEY)))
        again.push(second)
        return first
      },
    })
    say(`embedded load, in ${where}`, { ...sizeOf(projection), bare, ours, ratio: bare.seconds / ours.seconds })
    const best = again.sort((a, b) => a.seconds - b.seconds)[0]
    say(`embedded re-load, 1 % changed, in ${where}`, { ...best, share: (best?.seconds ?? NaN) / ours.seconds })
    await rm(folder, { recursive: true })
  }
}

async function benchGrowth(sizes: readonly number[]): Promise<void> {
  const points: [number, number][] = []
  for (const size of sizes) {
    const projection = project(caseOf(statementsOf(size)), KEY)
    const store = EmbeddedStore.open()
    globalThis.gc?.()
    const before = process.memoryUsage()
    let most = 0
    const onProgress = () => void (most = Math.max(most, process.memoryUsage().heapUsed))
    const took = await time(() => loadProjection(store, projection, KEY, { onProgress }))
    const after = process.memoryUsage()
    points.push([size, took.cpu])
    const mb = (bytes: number) => Math.round(bytes / 1e6)
    const memory = { rssBefore: mb(before.rss), rssAfter: mb(after.rss), heapMore: mb(most - before.heapUsed) }
    say('embedded growth', { ...sizeOf(projection), ...took, ...memory })
    await store.close()
  }
  say('embedded growth', { exponent: exponent(points) })
}

/** What each parameter of a named query is given, by turns: records all over the case. */
function* argumentsFor(names: readonly string[], theCase: Case): Generator<Values> {
  const at = (list: readonly { readonly id: string }[], i: number) => list[Math.floor((i * list.length) / 40)]?.id ?? ''
  for (let i = 0; i < 40; i++) {
    const { actors, claims, statements, sources } = theCase
    const all = { actor: at(actors, i), claim: at(claims, i), statement: at(statements, i), source: at(sources, i) }
    yield Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)))
    if (names.length === 0 && i === 4) return
  }
}

async function benchQueries(theCase: Case, stores: Readonly<Record<string, Store>>): Promise<void> {
  for (const { name, parameters } of listNamedQueries()) {
    const names = parameters.map((parameter) => parameter.name)
    const fields: Record<string, unknown> = { asked: names.join(', ') || 'all' }
    for (const [store, opened] of Object.entries(stores)) {
      const ms: number[] = []
      let rows = 0
      const [first = {}] = argumentsFor(names, theCase)
      // Makes the plan.
      await runNamedQuery(opened, KEY, name, first)
      for (const given of argumentsFor(names, theCase)) {
        const { seconds } = await time(async () => {
          rows = Math.max(rows, (await runNamedQuery(opened, KEY, name, given)).rows.length)
        })
        ms.push(Math.round(seconds * 1000))
        // What takes seconds is known after a few.
        if (seconds > 2 && ms.length > 4) break
      }
      ms.sort((a, b) => a - b)
      const at = (part: number) => ms[Math.min(ms.length - 1, Math.floor(ms.length * part))]
      fields[store] = { p50: at(0.5), p95: at(0.95), runs: ms.length, rows }
    }
    say(`query ${name}`, fields)
    if (names.length === 0 || parameters.some((parameter) => parameter.default === undefined)) continue
    const whole: Record<string, unknown> = {}
    for (const [store, opened] of Object.entries(stores)) {
      let rows = 0
      const took = await time(async () => void ({ length: rows } = (await runNamedQuery(opened, KEY, name, {})).rows))
      whole[store] = { ...took, rows }
    }
    say(`query ${name} of everything`, whole)
  }
}

async function benchNeo4j(theCase: Case): Promise<Store & { stop(): Promise<void> }> {
  const projection = project(theCase, KEY)
  const other = project(changed(theCase), KEY)
  const folder = await mkdtemp(join(tmpdir(), 'hearsay-bench-'))
  const { command } = await writeImportFiles(join(folder, 'files'), projection, KEY)
  const words = command.split(/\s+(?:\\\s+)?/).slice(1)
  const args = words.map((word) => word.replace(/^(--(?:nodes|relationships)=\w+=)/, `$1${join(folder, 'files')}/`))
  const imported = await startNeo4j({
    heap: '1g',
    before: async (admin) => {
      let status: number | null = null
      const took = await time(async () => void ({ status } = await admin(args)))
      say('neo4j-admin import, with the start of Java', { ...sizeOf(projection), ...took, status })
    },
  })
  await imported.stop()
  await rm(folder, { recursive: true })

  const server = await startNeo4j({ heap: '1500m', pageCache: '512m' })
  const driver = neo4j.driver(server.uri, neo4j.auth.basic(server.user, server.password), { useBigInt: true })
  // The first query of a server can take longer than a person waits for one.
  await driver.executeQuery('RETURN 1')
  const account = { address: server.uri, user: server.user, password: server.password }
  const store = await BoltStore.open(account)

  /** UNWIND … CREATE by hand, in batches of some size and so many sessions, constraints first, relationships sorted. */
  const byHand = (size: number, sessions: number) => async (): Promise<Took> => {
    await store.clear(KEY)
    const write = async <T>(rows: readonly T[], query: string, parametersOf: (batch: readonly T[]) => Values) => {
      let next = 0
      const session = async () => {
        while (next < rows.length) {
          const batch = rows.slice(next, (next += size))
          await driver.executeQuery(query, toBoltValues(parametersOf(batch)))
        }
      }
      await Promise.all(Array.from({ length: sessions }, session))
    }
    return time(async () => {
      for (const [label, rows] of projection.nodes)
        await write(rows, createNodesQuery(label), (batch) => nodeParameters(KEY, batch))
      for (const [type, rows] of projection.relationships)
        await write(rows, createRelationshipsQuery(type, { hasHints: true }), (batch) =>
          relationshipParameters(KEY, batch),
        )
    })
  }
  await store.prepare()
  // A server that has loaded nothing yet is slow; nobody is measured on that.
  await byHand(5_000, 1)()
  const all = await fastest({
    '5,000 × 1': byHand(5_000, 1),
    '5,000 × 2': byHand(5_000, 2),
    '10,000 × 1': byHand(10_000, 1),
    '2,000 × 2': byHand(2_000, 2),
    ours: async () => {
      await store.clear(KEY)
      return time(() => loadProjection(store, projection, KEY))
    },
  })
  const { ours, ...hand } = all
  const [best, bare] = Object.entries(hand).sort(([, a], [, b]) => a.seconds - b.seconds)[0] ?? []
  say('Neo4j load', { ...sizeOf(projection), hand, best, ours, ratio: (bare?.seconds ?? NaN) / ours.seconds })
  const again = await fastest({
    reload: async () => {
      await loadProjection(store, projection, KEY)
      return time(() => loadProjection(store, other, KEY))
    },
  })
  say('Neo4j re-load, 1 % changed', { ...again.reload, share: again.reload.seconds / ours.seconds })
  await loadProjection(store, projection, KEY)
  await driver.close()
  const stop = async () => {
    await store.close()
    await server.stop()
  }
  return Object.assign(store, { stop })
}

const theCase = caseOf(statementsOf(Number(values.nodes)), { isEven: true })
if (parts.has('load')) await benchEmbedded(theCase)
if (parts.has('growth')) await benchGrowth(values.sizes.split(',').map(Number))
const bolt = parts.has('neo4j') ? await benchNeo4j(theCase) : null
if (parts.has('queries') || bolt) {
  const embedded = EmbeddedStore.open()
  await loadProjection(embedded, project(theCase, KEY), KEY)
  if (bolt) say('checksum', { isEqual: (await checksum(embedded, KEY)) === (await checksum(bolt, KEY)) })
  if (parts.has('queries')) await benchQueries(theCase, { embedded, ...(bolt ? { neo4j: bolt } : {}) })
  await embedded.close()
}
await bolt?.stop()
