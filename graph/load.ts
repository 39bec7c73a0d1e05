import { HearsayError } from '../src/model/error.ts'
import type { Case } from '../src/model/records.ts'
import { keyOf, project } from './project.ts'
import { NODE_LABELS, type NodeLabel, RELATIONSHIP_TYPES, RELATIONSHIPS, type RelationshipType } from './schema.ts'
import type { Counts, NodeRow, RelationshipRow, Store, Value } from './store.ts'

/** How far a load is: rows written of all rows that the case has. */
interface LoadProgress {
  readonly written: number
  readonly total: number
}

/** How a case is loaded. */
export interface LoadOptions {
  /** Called after every batch. */
  readonly onProgress?: (progress: LoadProgress) => void
  /** Rows in one transaction. */
  readonly batchSize?: number
  /** Ends the load between two batches; the next load finishes it. */
  readonly signal?: AbortSignal
}

// Over Bolt 10,000 gains little on 5,000, and 100,000 runs out of transaction memory.
const BATCH_SIZE = 5_000

/**
 * Makes the graph under `caseKey` the graph of `theCase`, whatever stood there before: nothing, the same case, an older
 * state of it, or what a load left that was killed in the middle. Touches no other case. While it runs, and after it was
 * killed, the Investigation node says `isComplete: false`. Returns what the case has in the graph now.
 */
export async function load(store: Store, theCase: Case, caseKey: string, options: LoadOptions = {}): Promise<Counts> {
  const { onProgress, batchSize = BATCH_SIZE, signal } = options
  if (caseKey === '')
    throw new HearsayError(
      'missing-case-key',
      'A case needs a key in the graph. Give it a short name such as istanbul.',
      {
        isUsage: true,
      },
    )
  const { nodes, relationships } = project(theCase, caseKey)
  const total = [...nodes.values(), ...relationships.values()].reduce((sum, rows) => sum + rows.length, 0)
  let written = 0
  const inBatches = async <T>(rows: readonly T[], write: (batch: readonly T[]) => Promise<void>) => {
    for (let i = 0; i < rows.length; i += batchSize) {
      signal?.throwIfAborted()
      const batch = rows.slice(i, i + batchSize)
      await write(batch)
      written += batch.length
      onProgress?.({ written, total })
    }
  }
  const mark = async (isComplete: boolean) => {
    const rows = (nodes.get('Investigation') ?? []).map(({ id, properties }) => ({
      id,
      properties: { ...properties, isComplete },
    }))
    await store.writeNodes(caseKey, 'Investigation', rows)
  }

  await store.prepare()
  await mark(false)
  written += 1
  for (const [label, rows] of nodes)
    if (label !== 'Investigation') await inBatches(rows, (batch) => store.writeNodes(caseKey, label, batch))
  for (const [type, rows] of relationships)
    await inBatches(rows, (batch) => store.writeRelationships(caseKey, type, batch))

  // Everything of the case is there now, so whatever is more than that is left from before.
  const counts = await store.counts(caseKey)
  for (const type of RELATIONSHIP_TYPES) {
    const rows = relationships.get(type) ?? []
    if (counts.relationships[type] > rows.length) await removeOldRelationships(store, caseKey, type, rows)
  }
  for (const label of NODE_LABELS) {
    const rows = nodes.get(label) ?? []
    if (counts.nodes[label] > rows.length) await removeOldNodes(store, caseKey, label, rows)
  }
  await mark(true)
  const after = await store.counts(caseKey)
  for (const [label, rows] of nodes) verify(caseKey, label, rows.length, after.nodes[label])
  for (const [type, rows] of relationships) verify(caseKey, type, rows.length, after.relationships[type])
  return after
}

async function removeOldNodes(store: Store, caseKey: string, label: NodeLabel, rows: readonly NodeRow[]) {
  const wanted = new Set(rows.map(({ id }) => id))
  const there = await store.run(`MATCH (n:${label} {caseKey: $caseKey}) RETURN n.id AS id`, { caseKey })
  const old = there.rows.map((row) => textOf(row['id'])).filter((id) => !wanted.has(id))
  for (let i = 0; i < old.length; i += BATCH_SIZE) await store.removeNodes(caseKey, label, old.slice(i, i + BATCH_SIZE))
}

async function removeOldRelationships(
  store: Store,
  caseKey: string,
  type: RelationshipType,
  rows: readonly RelationshipRow[],
) {
  const wanted = new Set(rows.map(keyOf))
  const there = await store.run(
    `MATCH (a:${RELATIONSHIPS[type].from} {caseKey: $caseKey})-[r:${type}]->(b) RETURN a.id AS from, b.id AS to, r.id AS id`,
    { caseKey },
  )
  const old = there.rows
    .map((row) => ({ from: textOf(row['from']), to: textOf(row['to']), properties: { id: row['id'] ?? null } }))
    .filter((row) => !wanted.has(keyOf(row)))
  for (let i = 0; i < old.length; i += BATCH_SIZE)
    await store.removeRelationships(caseKey, type, old.slice(i, i + BATCH_SIZE))
}

const textOf = (value: Value | undefined) => (typeof value === 'string' ? value : '')

function verify(caseKey: string, what: string, expected: number, found: number) {
  if (found === expected) return
  throw new HearsayError(
    'load-incomplete',
    `Case "${caseKey}" has ${found} ${what} in the graph instead of ${expected}. ` +
      'Check the case for ids that point nowhere, let nobody else load it meanwhile, clear it from the graph and load again.',
  )
}
