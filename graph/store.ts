import type { NodeLabel, RelationshipType, StoredLabel } from './schema.ts'

/**
 * A value as it goes into a query and comes out of one, the same from every adapter. Integers are numbers (decimal text
 * beyond 2^53), dates and durations ISO 8601 text, a node `{labels, properties}`, a relationship `{type, properties}`, a
 * path `{nodes, relationships}`; keys and labels are sorted.
 */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value }

/** Values by name: parameters of a query, properties of a node or relationship, a row of an answer. */
export interface Values {
  readonly [name: string]: Value
}

/** The answer to a query: its columns in the order of its RETURN, and a row of values for each match. */
export interface Table {
  readonly columns: readonly string[]
  readonly rows: readonly Values[]
}

/** A node to write: its id, unique in its case and label, and all its other properties. */
export interface NodeRow {
  readonly id: string
  readonly properties: Values
}

/** A relationship to write: the ids of the nodes it joins, and its properties (with its `id`, where its type has one). */
export interface RelationshipRow {
  readonly from: string
  readonly to: string
  readonly properties: Values
}

/** How many nodes of each label and relationships of each type one case has. */
export interface Counts {
  readonly nodes: Readonly<Record<NodeLabel, number>>
  readonly relationships: Readonly<Record<RelationshipType, number>>
}

/** How one query runs. */
export interface RunOptions {
  /** Milliseconds after which the store gives up with `query-timeout`; none by default. Only where `limits.timeout`. */
  readonly timeoutMs?: number
}

/** What adapters cannot do alike. */
interface StoreLimits {
  /** True where `timeoutMs` is honoured; elsewhere a query that never ends must be ended from outside its process. */
  readonly timeout: boolean
  /** Rows that are written fastest in one batch, and how many batches at once. */
  readonly batchSize: number
  readonly writers: number
  /** True where a batch is sent again when its answer was lost, so that it may stand there twice. */
  readonly retries: boolean
}

/** Writes a case of which nothing is there yet: makes what it is given and looks for nothing. First all nodes, then relationships. */
export interface FreshWriter {
  /** Makes nodes of one label, all or none. */
  nodes(label: NodeLabel, rows: readonly NodeRow[]): Promise<void>

  /** Makes relationships of one type, all or none. A row without both its nodes is left out. */
  relationships(type: RelationshipType, rows: readonly RelationshipRow[]): Promise<void>
}

/**
 * A property graph that holds projections of cases. Everything that fails is a `HearsayError`: `store-unreachable`,
 * `wrong-credentials`, `query-failed`, `query-timeout`, `query-memory` or `read-only`.
 */
export interface Store {
  readonly limits: StoreLimits

  /** Makes the constraints and indexes of the schema where they are missing. Call once before writing. */
  prepare(): Promise<void>

  /** Answers a Cypher query. Changes nothing: a query that writes is refused with `read-only`. */
  run(query: string, parameters?: Values, options?: RunOptions): Promise<Table>

  /** What writes a case that is not there. */
  writeFresh(caseKey: string): FreshWriter

  /** Writes nodes of one label, all or none: new ones are made, existing ones get exactly these properties. */
  writeNodes(caseKey: string, label: StoredLabel, rows: readonly NodeRow[]): Promise<void>

  /** Writes relationships of one type, all or none, as `writeNodes` does. A row without both its nodes is left out. */
  writeRelationships(caseKey: string, type: RelationshipType, rows: readonly RelationshipRow[]): Promise<void>

  /** The nodes of one label with these ids, as far as they are there. */
  readNodes(caseKey: string, label: NodeLabel, ids: readonly string[]): Promise<NodeRow[]>

  /** The relationships of one type that the records with these ids say are there (`ownerEnd`). */
  readRelationships(caseKey: string, type: RelationshipType, ids: readonly string[]): Promise<RelationshipRow[]>

  /** Removes nodes with their relationships; ids that are not there are left out. */
  removeNodes(caseKey: string, label: StoredLabel, ids: readonly string[]): Promise<void>

  /** Removes relationships; rows that are not there are left out. */
  removeRelationships(caseKey: string, type: RelationshipType, rows: readonly RelationshipRow[]): Promise<void>

  /** Removes one case, with what `load` noted about it, and touches no other. */
  clear(caseKey: string): Promise<void>

  /** What one case has; all zero for a case that is not there. */
  counts(caseKey: string): Promise<Counts>

  /** Lets go of the database; later calls fail. Closing twice is fine. */
  close(): Promise<void>
}
