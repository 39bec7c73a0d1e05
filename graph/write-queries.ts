import {
  hasOwnId,
  NODE_LABELS,
  ownerEnd,
  RELATIONSHIP_TYPES,
  RELATIONSHIPS,
  type RelationshipType,
  type StoredLabel,
} from './schema.ts'
import type { Counts, NodeRow, RelationshipRow, Table, Value, Values } from './store.ts'

/**
 * The Cypher with which a case is written, the same text on every store. Labels and types come from the schema and are
 * the only words put into the text; everything else is a parameter. `id` comes before `caseKey` because the embedded
 * engine looks up by the first property that has an index.
 */
export const writeNodesQuery = (label: StoredLabel) =>
  `UNWIND $rows AS row MERGE (n:${label} {id: row.id, caseKey: $caseKey}) SET n = row`

/** Makes nodes without looking for them. */
export const createNodesQuery = (label: StoredLabel) => `UNWIND $rows AS row CREATE (n:${label}) SET n = row`

/** How an engine is helped to find and walk well; none of it changes what is written. */
interface Help {
  /** The pattern begins at the relationship's end. An engine that walks it from the left needs that at hubs. */
  readonly isFromEnd?: boolean
  /**
   * Nodes are looked up by the index of their key. An engine that plans by statistics, which are empty while the first
   * case is loaded, otherwise scans that index for every row.
   */
  readonly hasHints?: boolean
}

const hint = (name: string, label: StoredLabel) => ` USING INDEX SEEK ${name}:${label}(caseKey, id)`

function endsOf(type: RelationshipType, { hasHints = false }: Help) {
  const { from, to } = RELATIONSHIPS[type]
  return `UNWIND $rows AS row
MATCH (a:${from} {id: row.from, caseKey: $caseKey})${hasHints ? hint('a', from) : ''}
MATCH (b:${to} {id: row.to, caseKey: $caseKey})${hasHints ? hint('b', to) : ''}`
}

const key = (type: RelationshipType) => (hasOwnId(type) ? ' {id: row.id}' : '')

export const writeRelationshipsQuery = (type: RelationshipType, help: Help = {}) =>
  `${endsOf(type, help)}
MERGE ${help.isFromEnd ? `(b)<-[r:${type}${key(type)}]-(a)` : `(a)-[r:${type}${key(type)}]->(b)`} SET r = row.properties`

/** Makes relationships without looking for them. */
export const createRelationshipsQuery = (type: RelationshipType, help: Help = {}) =>
  `${endsOf(type, help)}
CREATE (a)-[r:${type}]->(b) SET r = row.properties`

export const readNodesQuery = (label: StoredLabel, { hasHints = false }: Help = {}) =>
  `UNWIND $ids AS id
MATCH (n:${label} {id: id, caseKey: $caseKey})${hasHints ? hint('n', label) : ''}
RETURN n`

export const readRelationshipsQuery = (type: RelationshipType, { hasHints = false }: Help = {}) => {
  const end = ownerEnd(type)
  const label = RELATIONSHIPS[type][end]
  return `UNWIND $ids AS id
MATCH (n:${label} {id: id, caseKey: $caseKey})${hasHints ? hint('n', label) : ''}
MATCH ${end === 'from' ? `(n)-[r:${type}]->(m)` : `(n)<-[r:${type}]-(m)`} RETURN n.id AS owner, r, m.id AS other`
}

export const removeNodesQuery = (label: StoredLabel, { hasHints = false }: Help = {}) =>
  `UNWIND $ids AS id
MATCH (n:${label} {id: id, caseKey: $caseKey})${hasHints ? hint('n', label) : ''}
DETACH DELETE n`

export const removeRelationshipsQuery = (type: RelationshipType, help: Help = {}) =>
  `${endsOf(type, help)}
MATCH (a)-[r:${type}${key(type)}]->(b) DELETE r`

/** Removes at most `$limit` nodes of a case, so that a big case does not become one big transaction. */
export const clearQuery = (label: StoredLabel) =>
  `MATCH (n:${label} {caseKey: $caseKey}) WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS removed`

/** The rows of `writeNodesQuery`. */
export const nodeParameters = (caseKey: string, rows: readonly NodeRow[]): Values => ({
  caseKey,
  rows: rows.map(({ id, properties }) => ({ ...properties, id, caseKey })),
})

/** The rows of `writeRelationshipsQuery` and `removeRelationshipsQuery`. */
export const relationshipParameters = (caseKey: string, rows: readonly RelationshipRow[]): Values => ({
  caseKey,
  rows: rows.map(({ from, to, properties }) => ({ from, to, id: properties['id'] ?? null, properties })),
})

/** Nodes as they were written, from the answer to `readNodesQuery`. */
export function nodesIn({ rows }: Table): NodeRow[] {
  return rows.map(({ n }) => {
    const { id, caseKey: _, ...properties } = propertiesOf(n)
    return { id: textOf(id), properties }
  })
}

/** Relationships as they were written, from the answer to `readRelationshipsQuery`. */
export function relationshipsIn({ rows }: Table, type: RelationshipType): RelationshipRow[] {
  return rows.map(({ owner, r, other }) => {
    const [one, two] = [textOf(owner), textOf(other)]
    const properties = propertiesOf(r)
    return ownerEnd(type) === 'from' ? { from: one, to: two, properties } : { from: two, to: one, properties }
  })
}

/** A value that is a text, as every id is. */
export const textOf = (value: Value | undefined) => (typeof value === 'string' ? value : '')

/** The properties of a node or a relationship, as the port gives them. */
const propertiesOf = (value: Value | undefined): Values =>
  (value as { readonly properties?: Values } | null | undefined)?.properties ?? {}

const COUNT_QUERY = [
  ...NODE_LABELS.map((label) => `MATCH (n:${label} {caseKey: $caseKey}) RETURN '${label}' AS name, count(*) AS count`),
  ...RELATIONSHIP_TYPES.map(
    (type) =>
      `MATCH (n:${RELATIONSHIPS[type].from} {caseKey: $caseKey})-[r:${type}]->() RETURN '${type}' AS name, count(*) AS count`,
  ),
].join('\nUNION ALL\n')

/** Counts every label and type of one case, in one query that `run` answers. */
export async function countWith(
  run: (query: string, parameters: Values) => Promise<Table>,
  caseKey: string,
): Promise<Counts> {
  const { rows } = await run(COUNT_QUERY, { caseKey })
  const found = new Map(rows.map(({ name, count }) => [name, Number(count)]))
  const tally = <K extends string>(names: readonly K[]): Record<K, number> => {
    const counts: Partial<Record<K, number>> = {}
    for (const name of names) counts[name] = found.get(name) ?? 0
    return requireAll(counts, names)
  }
  return { nodes: tally(NODE_LABELS), relationships: tally(RELATIONSHIP_TYPES) }
}

function requireAll<K extends string>(partial: Partial<Record<K, number>>, names: readonly K[]): Record<K, number> {
  const hasAll = (value: Partial<Record<K, number>>): value is Record<K, number> =>
    names.every((name) => value[name] !== undefined)
  if (!hasAll(partial)) throw new TypeError('a label or type was not counted')
  return partial
}
