import { hash } from 'node:crypto'
import type { Projection } from './project.ts'
import { DIGESTS, NODES, ownerEnd, RELATIONSHIPS } from './schema.ts'
import type { NodeRow, Store } from './store.ts'
import { textOf } from './write-queries.ts'

/** A digest of each node by its label and id: of its properties and of the relationships that its record says are there. */
export type Digests = ReadonlyMap<string, ReadonlyMap<string, string>>

// In one node of the store: about 200 kB.
const TOGETHER = 5_000

/** The digests of everything that a case puts into a graph. Every relationship joins two of its nodes. */
export function digestsOf({ nodes, relationships }: Projection): Digests {
  const texts = new Map(
    [...nodes].map(([label, rows]) => [
      label,
      new Map(rows.map(({ id, properties }) => [id, [JSON.stringify(Object.values(properties))]])),
    ]),
  )
  for (const [type, rows] of relationships) {
    const [end, other] = ownerEnd(type) === 'from' ? (['from', 'to'] as const) : (['to', 'from'] as const)
    const owners = texts.get(RELATIONSHIPS[type][end])
    for (const row of rows)
      owners?.get(row[end])?.push(JSON.stringify([type, row[other], ...Object.values(row.properties)]))
  }
  // Under another schema everything differs.
  const schema = digest(JSON.stringify([NODES, RELATIONSHIPS]))
  return new Map(
    [...texts].map(([label, ofLabel]) => [
      label,
      new Map([...ofLabel].map(([id, lines]) => [id, digest([schema, ...lines].join('\n'))])),
    ]),
  )
}

/** 126 bits of SHA-256. */
const digest = (text: string) => hash('sha256', text, 'base64').slice(0, 21)

/** The digests of what was loaded last; null where none are noted. */
export async function readDigests(store: Store, caseKey: string): Promise<Digests | null> {
  const { rows } = await store.run(
    `MATCH (n:${DIGESTS} {caseKey: $caseKey}) RETURN n.label AS label, n.digests AS digests`,
    { caseKey },
  )
  const found = new Map<string, Map<string, string>>()
  for (const { label, digests } of rows) {
    const ofLabel = found.get(textOf(label)) ?? new Map<string, string>()
    found.set(textOf(label), ofLabel)
    for (const [id, digest] of JSON.parse(textOf(digests)) as [string, string][]) ofLabel.set(id, digest)
  }
  return rows.length === 0 ? null : found
}

/** The nodes that note digests, of label `Digests`. */
export function digestRows(digests: Digests): NodeRow[] {
  return [...digests].flatMap(([label, ofLabel]) => {
    const all = [...ofLabel]
    return Array.from({ length: Math.ceil(all.length / TOGETHER) }, (_, i): NodeRow => {
      const some = all.slice(i * TOGETHER, (i + 1) * TOGETHER)
      return { id: `${label} ${i}`, properties: { label, digests: JSON.stringify(some) } }
    })
  })
}

/** Notes digests in the place of those that are noted. */
export async function writeDigests(store: Store, caseKey: string, digests: Digests): Promise<void> {
  const rows = digestRows(digests)
  const there = await store.run(`MATCH (n:${DIGESTS} {caseKey: $caseKey}) RETURN n.id AS id`, { caseKey })
  const wanted = new Set(rows.map(({ id }) => id))
  const old = there.rows.map(({ id }) => textOf(id)).filter((id) => !wanted.has(id))
  if (old.length > 0) await store.removeNodes(caseKey, DIGESTS, old)
  // One a transaction: they are large.
  for (const row of rows) await store.writeNodes(caseKey, DIGESTS, [row])
}
