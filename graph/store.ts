import type { NodeLabel, RelationshipType } from './schema.ts'

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
  /** There were more rows than were asked for. */
  readonly isCut?: true
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
  /** The most rows of an answer; all by default. Only where `limits.timeout`. */
  readonly rows?: number
}

/** What adapters cannot do alike. */
interface StoreLimits {
  /** True where `timeoutMs` and `rows` are honoured; elsewhere a query that never ends must be ended from outside its process. */
  readonly timeout: boolean
}

/**
 * A property graph that holds projections of cases. Everything that fails is a `HearsayError`: `store-unreachable`,
 * `wrong-credentials`, `query-failed`, `query-timeout` or `read-only`.
 */
export interface Store {
  readonly limits: StoreLimits

  /** Makes the constraints and indexes of the schema where they are missing. Call once before writing. */
  prepare(): Promise<void>

  /** Answers a Cypher query. Changes nothing: a query that writes is refused with `read-only`. */
  run(query: string, parameters?: Values, options?: RunOptions): Promise<Table>

  /** Writes nodes of one label, all or none: new ones are made, existing ones get exactly these properties. */
  writeNodes(caseKey: string, label: NodeLabel, rows: readonly NodeRow[]): Promise<void>

  /** Writes relationships of one type, all or none, as `writeNodes` does. A row without both its nodes is left out. */
  writeRelationships(caseKey: string, type: RelationshipType, rows: readonly RelationshipRow[]): Promise<void>

  /** Removes nodes with their relationships; ids that are not there are left out. */
  removeNodes(caseKey: string, label: NodeLabel, ids: readonly string[]): Promise<void>

  /** Removes relationships; rows that are not there are left out. */
  removeRelationships(caseKey: string, type: RelationshipType, rows: readonly RelationshipRow[]): Promise<void>

  /** Removes one case and touches no other. */
  clear(caseKey: string): Promise<void>

  /** What one case has; all zero for a case that is not there. */
  counts(caseKey: string): Promise<Counts>

  /** Lets go of the database; later calls fail. Closing twice is fine. */
  close(): Promise<void>
}
