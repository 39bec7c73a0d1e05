import type { BatchEdgeInput, GrafeoDB } from '@grafeo-db/js'
import { type NodeLabel, RELATIONSHIPS, type RelationshipType } from '../schema.ts'
import type { FreshWriter, NodeRow, RelationshipRow, Value, Values } from '../store.ts'

/**
 * Writes a case that is not there by the engine's batches, without a query: about six times as fast as a query that looks for
 * what may be there. Keeps the engine's number of every node that it made, to join them.
 */
export class BatchWriter implements FreshWriter {
  readonly #database: GrafeoDB
  readonly #caseKey: string
  readonly #places = new Map<NodeLabel, Map<string, number>>()

  constructor(database: GrafeoDB, caseKey: string) {
    this.#database = database
    this.#caseKey = caseKey
  }

  async nodes(label: NodeLabel, rows: readonly NodeRow[]): Promise<void> {
    const own = rows.map(({ id, properties }) => withoutNulls(id, this.#caseKey, properties))
    const made = await this.#database.batchCreateNodesWithProps(label, own)
    const places = this.#places.get(label) ?? new Map<string, number>()
    this.#places.set(label, places)
    for (const [i, { id }] of rows.entries()) places.set(id, made[i] ?? -1)
  }

  async relationships(type: RelationshipType, rows: readonly RelationshipRow[]): Promise<void> {
    const [from, to] = [RELATIONSHIPS[type].from, RELATIONSHIPS[type].to].map((label) => this.#places.get(label))
    const edges: BatchEdgeInput[] = []
    for (const row of rows) {
      const [src, dst] = [from?.get(row.from), to?.get(row.to)]
      if (src !== undefined && dst !== undefined) edges.push({ src, dst, type, properties: row.properties })
    }
    if (edges.length > 0) await this.#database.batchCreateEdges(edges)
  }
}

/** All properties of a node. What is null is left out, as the engine does with what it is given. */
function withoutNulls(id: string, caseKey: string, properties: Values): Values {
  // Never begun as a spread: V8 would then make a shape of its own for every object, at four times the time.
  const kept: Record<string, Value> = { id, caseKey }
  for (const name in properties) {
    const value = properties[name]
    if (value !== null && value !== undefined) kept[name] = value
  }
  return kept
}
