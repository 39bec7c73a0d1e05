import { hash } from 'node:crypto'
import { HearsayError, showValue as quote } from '../src/model/error.ts'
import type { Projection } from './project.ts'
import {
  DIGESTS,
  NODE_LABELS,
  type NodeLabel,
  NODES,
  ownerEnd,
  RELATIONSHIPS,
  type RelationshipType,
} from './schema.ts'
import type { NodeRow, RelationshipRow, Store, Value, Values } from './store.ts'
import { textOf } from './write-queries.ts'

/** A digest of each node by its label and id: of its properties and of the relationships that its record says are there. */
export type Digests = ReadonlyMap<string, ReadonlyMap<string, string>>

// In one node of the store: about 200 kB.
const TOGETHER = 5_000
// So many nodes of a few notes each are left to gather.
const MANY = 50

/** The relationships of one type, for each node that owns some the chain of their rows: `next` of `first` and so on, counted from 1. */
interface Owned {
  readonly type: RelationshipType
  readonly rows: readonly RelationshipRow[]
  readonly first: Int32Array
  readonly next: Int32Array
}

/** Which relationships each node owns. A large case has a million rows: nothing is kept for a row but numbers. */
export type Ownership = ReadonlyMap<NodeLabel, readonly Owned[]>

/** Throws `load-incomplete` where a relationship leads to a node that is not there. */
export function ownershipOf({ nodes, relationships }: Projection): Ownership {
  const places = new Map([...nodes].map(([label, rows]) => [label, placesOf(rows)]))
  const owned = new Map<NodeLabel, Owned[]>()
  for (const [type, rows] of relationships) {
    if (rows.length === 0) continue
    const label = RELATIONSHIPS[type][ownerEnd(type)]
    const chains = chainsOf(type, rows, places)
    owned.set(label, [...(owned.get(label) ?? []), chains])
  }
  return owned
}

/** The relationships of one type that the node owns that stands at `i` among the rows of its label. */
export function ownedAt({ rows, first, next }: Owned, i: number): readonly RelationshipRow[] {
  let at = first[i] ?? 0
  if (at === 0) return NONE
  const owned: RelationshipRow[] = []
  for (; at > 0; at = next[at - 1] ?? 0) {
    const row = rows[at - 1]
    if (row) owned.push(row)
  }
  return owned
}

const NONE: readonly RelationshipRow[] = []

/** The digests of everything that a case puts into a graph. */
export function digestsOf({ nodes }: Projection, ownership: Ownership): Digests {
  // Under another schema everything differs.
  const schema = digest(JSON.stringify([NODES, RELATIONSHIPS]))
  return new Map(
    [...nodes].map(([label, rows]) => {
      const digests = new Map<string, string>()
      const owned = ownership.get(label) ?? []
      for (const [i, { id, properties }] of rows.entries()) {
        let text = schema + show(properties)
        for (const each of owned) {
          const other = ownerEnd(each.type) === 'from' ? 'to' : 'from'
          for (const row of ownedAt(each, i)) text += `${each.type} ${showValue(row[other])}${show(row.properties)}`
        }
        digests.set(id, digest(text))
      }
      return [label, digests]
    }),
  )
}

type Places = ReadonlyMap<string, number>

/** Where each node stands among the rows of its label. */
function placesOf(rows: readonly NodeRow[]): Places {
  const places = new Map<string, number>()
  for (const [i, { id }] of rows.entries()) places.set(id, i)
  return places
}

function chainsOf(
  type: RelationshipType,
  rows: readonly RelationshipRow[],
  places: ReadonlyMap<NodeLabel, Places>,
): Owned {
  const { from, to } = RELATIONSHIPS[type]
  const [starts, ends] = [places.get(from) ?? new Map<string, number>(), places.get(to) ?? new Map<string, number>()]
  const isFrom = ownerEnd(type) === 'from'
  const [first, next] = [new Int32Array((isFrom ? starts : ends).size), new Int32Array(rows.length)]
  // Backwards, so that each chain is in the order of the rows.
  for (let at = rows.length; at > 0; at--) {
    const row = rows[at - 1]
    if (!row) continue
    const [start, end] = [starts.get(row.from), ends.get(row.to)]
    if (start === undefined) throw missing(from, row.from, type)
    if (end === undefined) throw missing(to, row.to, type)
    const owner = isFrom ? start : end
    next[at - 1] = first[owner] ?? 0
    first[owner] = at
  }
  return { type, rows, first, next }
}

const missing = (label: NodeLabel, id: string, type: RelationshipType) =>
  new HearsayError(
    'load-incomplete',
    `The case has no ${label} ${quote(id)}, which a ${type} needs. Run hearsay check and correct what it names.`,
  )

/** Properties as a text, another one for other ones: all rows of a label or type have the same names in the same order. */
function show(properties: Values): string {
  let text = ''
  for (const name in properties) text += showValue(properties[name])
  return `${text}.`
}

/** A value as a text that says itself where it ends: faster than JSON, which looks at every letter of a text. */
function showValue(value: Value | undefined): string {
  if (typeof value === 'string') return `${value.length}:${value}`
  if (typeof value === 'object' && value !== null) return showValue(JSON.stringify(value))
  return `${value};`
}

/** 126 bits of SHA-256. */
const digest = (text: string) => hash('sha256', text, 'base64').slice(0, 21)

/** The ids of one label whose digests differ between two states of a case, and those that only the older one has. */
interface Difference {
  readonly changed: ReadonlySet<string>
  readonly gone: readonly string[]
}

/** What differs, for each label. */
export type Differences = ReadonlyMap<NodeLabel, Difference>

/** What differs between the digests of what was loaded last and those of what is wanted now. */
export function differencesOf(old: Digests, now: Digests): Differences {
  return new Map(
    NODE_LABELS.map((label) => {
      const [before, after] = [old.get(label) ?? new Map<string, string>(), now.get(label) ?? new Map<string, string>()]
      const changed = new Set<string>()
      for (const [id, digest] of after) if (before.get(id) !== digest) changed.add(id)
      return [label, { changed, gone: [...before.keys()].filter((id) => !after.has(id)) }]
    }),
  )
}

/** The digests of what was loaded last; null where none are noted. */
export async function readDigests(store: Store, caseKey: string): Promise<Digests | null> {
  const { rows } = await store.run(
    `MATCH (n:${DIGESTS} {caseKey: $caseKey}) RETURN n.label AS label, n.digests AS digests ORDER BY n.number`,
    { caseKey },
  )
  const found = new Map<string, Map<string, string>>()
  for (const { label, digests } of rows) {
    const ofLabel = found.get(textOf(label)) ?? new Map<string, string>()
    found.set(textOf(label), ofLabel)
    for (const [id, digest] of JSON.parse(textOf(digests)) as Note[])
      if (digest === null) ofLabel.delete(id)
      else ofLabel.set(id, digest)
  }
  return rows.length === 0 ? null : found
}

/** The digest of a node, or null for one that is gone. */
type Note = readonly [id: string, digest: string | null]

/** The nodes that note digests, of label `Digests`. */
export const digestRows = (digests: Digests): NodeRow[] =>
  rowsOf(new Map([...digests].map(([label, ofLabel]) => [label, [...ofLabel]])), 0)

/** Numbered from `first`: of two notes about one node the one with the higher number holds. */
function rowsOf(notes: ReadonlyMap<string, readonly Note[]>, first: number): NodeRow[] {
  const rows: NodeRow[] = []
  for (const [label, all] of notes)
    for (let i = 0; i < all.length; i += TOGETHER) {
      const number = first + rows.length
      const digests = JSON.stringify(all.slice(i, i + TOGETHER))
      rows.push({ id: String(number), properties: { label, number, digests } })
    }
  return rows
}

/** Notes digests: only what differs, behind what is noted, or all of them in its place. */
export async function writeDigests(
  store: Store,
  caseKey: string,
  digests: Digests,
  differences: Differences | null,
): Promise<void> {
  const there = await store.run(`MATCH (n:${DIGESTS} {caseKey: $caseKey}) RETURN n.id AS id ORDER BY n.number`, {
    caseKey,
  })
  const ids = there.rows.map(({ id }) => textOf(id))
  const needed = [...digests.values()].reduce((sum, { size }) => sum + Math.ceil(size / TOGETHER), 0)
  const isBehind = differences && ids.length < 2 * needed + MANY
  const rows = isBehind ? rowsOf(notesOf(differences, digests), ids.length) : digestRows(digests)
  const unwanted = isBehind ? [] : ids.slice(rows.length)
  if (unwanted.length > 0) await store.removeNodes(caseKey, DIGESTS, unwanted)
  // One a transaction: they are large.
  for (const row of rows) await store.writeNodes(caseKey, DIGESTS, [row])
}

function notesOf(differences: Differences, digests: Digests): Map<string, Note[]> {
  return new Map(
    [...differences].map(([label, { changed, gone }]) => [
      label,
      [
        ...[...changed].map((id): Note => [id, digests.get(label)?.get(id) ?? null]),
        ...gone.map((id): Note => [id, null]),
      ],
    ]),
  )
}
