import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { BoltStore } from '../../graph/bolt/store.ts'
import { guardedBolt } from '../../graph/bolt/guarded.ts'
import { checksum } from '../../graph/checksum.ts'
import { LIMITS, type Answer } from '../../graph/cypher/answer.ts'
import { askHostile, HOSTILE } from '../../graph/cypher/hostile.fixture.ts'
import { guardedCopy } from '../../graph/embedded/guarded-copy.ts'
import { writeCopy } from '../../graph/embedded/write-copy.ts'
import { load } from '../../graph/load.ts'
import { startNeo4j } from '../../graph/neo4j-server.ts'
import { readWholeCase } from '../inputs.ts'
import { formatRows } from '../table.ts'

/**
 * `npm run bench:hostile [-- MS [embedded | neo4j]]`: what becomes of every hostile query on both stores, within a limit of MS milliseconds (5000), and
 * whether the graph is the same afterwards. Starts a Neo4j of its own.
 */
const limits = { ...LIMITS, ms: Number(process.argv[2] ?? LIMITS.ms) }
const only = process.argv[3]
const theCase = await readWholeCase('graph/cases/istanbul')
if (only !== 'neo4j') await embedded()
if (only !== 'embedded') await neo4j()

async function embedded(): Promise<void> {
  const base = await mkdtemp(path.join(tmpdir(), 'hearsay-hostile-'))
  const file = path.join(base, 'case.grafeo')
  await writeCopy(file, theCase, 'hostile')
  const bytes = async () =>
    createHash('sha256')
      .update(await readFile(file))
      .digest('hex')
  const copy = guardedCopy(theCase, 'hostile', limits, async () => file)
  await report('embedded', (query) => copy.ask(query), bytes)
  await copy.close()
  await rm(base, { recursive: true })
}

async function neo4j(): Promise<void> {
  const server = await startNeo4j({ heap: '1g', isShort: true })
  const address = { address: server.uri, user: server.user, password: server.password }
  const open = () => BoltStore.open(address)
  // The first answer of a cold server may take longer than a person waits.
  const store = await open().catch(open).catch(open)
  await load(store, theCase, 'hostile')
  const bolt = guardedBolt(address, 'hostile', limits)
  await report(
    'Neo4j',
    (query) => bolt.ask(query),
    () => checksum(store, 'hostile'),
  )
  await bolt.close()
  await store.close()
  await server.stop()
}

async function report(name: string, ask: (query: string) => Promise<Answer>, sum: () => Promise<string>) {
  const before = await sum()
  const outcomes = await askHostile(HOSTILE, ask)
  const kinds = new Map<string, typeof outcomes>()
  for (const one of outcomes) kinds.set(one.kind, [...(kinds.get(one.kind) ?? []), one])
  const rows = [...kinds].map(([kind, all]) => {
    const of = (...wanted: string[]) => all.filter(({ outcome }) => wanted.includes(outcome)).length
    return {
      kind,
      queries: all.length,
      refused: of('refused', 'invalid', 'unknown-name'),
      'stopped: time': of('time'),
      'stopped: memory, size': of('memory', 'size'),
      'ended by itself': of('failed'),
      answered: of('rows'),
      'slowest ms': Math.round(Math.max(...all.map(({ ms }) => ms))),
    }
  })
  console.log(`\n${name}, limit ${limits.ms} ms: the graph is ${(await sum()) === before ? 'unchanged' : 'CHANGED'}`)
  process.stdout.write(formatRows({ columns: Object.keys(rows[0] ?? {}), rows }, 'table', undefined))
  for (const { query, expected, outcome, ms } of outcomes)
    if (expected !== 'refused' || !['refused', 'invalid'].includes(outcome))
      console.log(
        `${Math.round(ms)} ms ${expected} -> ${outcome}: ${query.length > 120 ? `${query.slice(0, 120)}…` : query}`,
      )
}
