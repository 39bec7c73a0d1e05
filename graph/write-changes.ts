import { type Differences, ownedAt, type Ownership } from './digests.ts'
import type { InBatches } from './load.ts'
import { keyOf, type Projection } from './project.ts'
import { type NodeLabel, ownerEnd, RELATIONSHIP_TYPES, RELATIONSHIPS, type RelationshipType } from './schema.ts'
import type { NodeRow, RelationshipRow, Store, Values } from './store.ts'
import { textOf } from './write-queries.ts'

/**
 * Makes what stands under a case key the projection of the case, by writing only what differs. Where it is known what differs
 * from what was loaded last, only that is read and compared; otherwise everything is.
 */
export async function writeChanges(
  store: Store,
  { nodes }: Projection,
  ownership: Ownership,
  caseKey: string,
  inBatches: InBatches,
  differences: Differences | null,
): Promise<void> {
  const touched = new Map<NodeLabel, readonly number[]>()
  for (const [label, rows] of nodes) {
    const difference = differences?.get(label)
    const gone = difference?.gone ?? (await goneOf(store, caseKey, label, rows))
    await inBatches(
      gone,
      (batch) => store.removeNodes(caseKey, label, batch),
      () => 0,
    )
    const changed = [...rows.keys()].filter((i) => !difference || difference.changed.has(rows[i]?.id ?? ''))
    touched.set(label, changed)
    if (label === 'Investigation') continue
    await inBatches(changed, (batch) => writeNodes(store, caseKey, label, pick(rows, batch)))
  }
  for (const type of RELATIONSHIP_TYPES) {
    const label = RELATIONSHIPS[type][ownerEnd(type)]
    const owned = ownership.get(label)?.find((one) => one.type === type)
    const rowsOf = (batch: readonly number[]) => batch.flatMap((i) => (owned ? ownedAt(owned, i) : []))
    await inBatches(
      touched.get(label) ?? [],
      (batch) => writeRelationships(store, caseKey, type, pick(nodes.get(label) ?? [], batch), rowsOf(batch)),
      (batch) => rowsOf(batch).length,
    )
  }
}

const pick = <T>(rows: readonly T[], places: readonly number[]) => places.flatMap((i) => rows[i] ?? [])

async function writeNodes(store: Store, caseKey: string, label: NodeLabel, rows: readonly NodeRow[]) {
  const ids = rows.map(({ id }) => id)
  const there = new Map((await store.readNodes(caseKey, label, ids)).map((row) => [row.id, show(row.properties)]))
  const different = rows.filter(({ id, properties }) => there.get(id) !== show(properties))
  if (different.length > 0) await store.writeNodes(caseKey, label, different)
}

/** Writes and removes what differs among the relationships of one type of these owners. */
async function writeRelationships(
  store: Store,
  caseKey: string,
  type: RelationshipType,
  owners: readonly NodeRow[],
  wanted: readonly RelationshipRow[],
) {
  const ids = owners.map(({ id }) => id)
  const there = groupBy(await store.readRelationships(caseKey, type, ids), keyOf)
  const different: RelationshipRow[] = []
  for (const row of wanted) {
    const key = keyOf(row)
    const [one, ...more] = there.get(key) ?? []
    // What stands there twice is removed, and written once.
    if (more.length === 0) there.delete(key)
    if (more.length > 0 || !one || show(one.properties) !== show(row.properties)) different.push(row)
  }
  const unwanted = [...there.values()].flatMap(([row]) => row ?? [])
  if (unwanted.length > 0) await store.removeRelationships(caseKey, type, unwanted)
  if (different.length > 0) await store.writeRelationships(caseKey, type, different)
}

/** The ids of the nodes that stand there and are not wanted. */
async function goneOf(store: Store, caseKey: string, label: NodeLabel, rows: readonly NodeRow[]): Promise<string[]> {
  const there = await store.run(`MATCH (n:${label} {caseKey: $caseKey}) RETURN n.id AS id`, { caseKey })
  const wanted = new Set(rows.map(({ id }) => id))
  return there.rows.map(({ id }) => textOf(id)).filter((id) => !wanted.has(id))
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}

/** Properties as one text, equal for equal ones. A property that is null is one that is not there. */
function show(properties: Values): string {
  const entries = Object.entries(properties).filter(([, value]) => value !== null)
  return JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}
