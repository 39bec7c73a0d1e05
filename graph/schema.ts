/**
 * What stands in the graph: every label and relationship type with its properties, named as in the case format. The only
 * list; adapters make their indexes from it, `project` fills it, the documentation and the viewer read it.
 *
 * Every node has `caseKey`, so that several cases live side by side in one database; (caseKey, id) is its key. The name is
 * one word because `case` is a keyword of Cypher: `n.case`, `$case` and `(:Case)` do not parse everywhere. For the same
 * reason the node of the case itself is an `Investigation`; its id is the case key.
 */
export const NODES = {
  Investigation: ['id', 'title', 'question', 'language', 'notes', 'isComplete'],
  Source: ['id', 'title', 'kind', 'url', 'author', 'publishedAt', 'readAt', 'language', 'path', 'sha256'],
  Actor: ['id', 'name', 'kind', 'aliases', 'roles', 'plural', 'links'],
  Statement: [
    'id',
    'content',
    'speaker',
    'cue',
    'via',
    'form',
    'illocution',
    'certainty',
    'cueClass',
    'saidAt',
    'start',
    'end',
    'exact',
    'score',
    'method',
    'status',
  ],
  Claim: ['id', 'text', 'method', 'status'],
} as const

/** A label of the graph. */
export type NodeLabel = keyof typeof NODES

/** A relationship type: the labels it joins, and its properties. Types whose properties have an `id` are told apart by it. */
interface RelationshipShape {
  readonly from: NodeLabel
  readonly to: NodeLabel
  readonly properties: readonly string[]
}

const JUDGED = ['id', 'score', 'reason', 'method', 'status'] as const

/**
 * Every relationship type, with its direction. CONTRADICTS and SAME_UTTERANCE are symmetric: stored once, ends sorted.
 * SHARES_TEXT goes from the later source to the earlier; its `spans` are four numbers a span, in UTF-16 units: start and end in
 * the later text, start and end in the earlier.
 */
export const RELATIONSHIPS = {
  PUBLISHED_BY: { from: 'Source', to: 'Actor', properties: [] },
  MADE: { from: 'Actor', to: 'Statement', properties: [] },
  APPEARS_IN: { from: 'Statement', to: 'Source', properties: [] },
  RELAYED_BY: { from: 'Statement', to: 'Statement', properties: [] },
  VIA: { from: 'Statement', to: 'Actor', properties: [] },
  ASSERTS: { from: 'Statement', to: 'Claim', properties: JUDGED },
  DENIES: { from: 'Statement', to: 'Claim', properties: JUDGED },
  QUESTIONS: { from: 'Statement', to: 'Claim', properties: JUDGED },
  SUPPORTS: { from: 'Claim', to: 'Claim', properties: [...JUDGED, 'kind'] },
  CONTRADICTS: { from: 'Claim', to: 'Claim', properties: [...JUDGED, 'kind'] },
  SAME_UTTERANCE: { from: 'Statement', to: 'Statement', properties: JUDGED },
  SHARES_TEXT: { from: 'Source', to: 'Source', properties: ['share', 'order', 'spans'] },
  SPEAKS_FOR: { from: 'Actor', to: 'Actor', properties: [] },
  PART_OF: { from: 'Actor', to: 'Actor', properties: [] },
  ABOUT: { from: 'Claim', to: 'Actor', properties: [] },
} as const satisfies Record<string, RelationshipShape>

/** A relationship type of the graph. */
export type RelationshipType = keyof typeof RELATIONSHIPS

const isKeyOf = <T extends object>(table: T, key: string): key is Extract<keyof T, string> => Object.hasOwn(table, key)

/** Every label, in the order in which nodes are written. */
export const NODE_LABELS: readonly NodeLabel[] = Object.keys(NODES).filter((key) => isKeyOf(NODES, key))

/** Every relationship type, in the order in which relationships are written. */
export const RELATIONSHIP_TYPES: readonly RelationshipType[] = Object.keys(RELATIONSHIPS).filter((key) =>
  isKeyOf(RELATIONSHIPS, key),
)

/** True when relationships of this type carry an id of their own; the others are told apart by their two ends. */
export function hasOwnId(type: RelationshipType): boolean {
  const { properties }: RelationshipShape = RELATIONSHIPS[type]
  return properties.includes('id')
}

/**
 * The label of what `load` notes about a case to find later what has changed: for each node a digest of it and its relationships.
 * No part of the graph of the case, so it is in neither `NODES` nor counts.
 */
export const DIGESTS = 'Digests'

/** A label that a store keeps nodes of. */
export type StoredLabel = NodeLabel | typeof DIGESTS

/** Every label that a store keeps nodes of. */
export const STORED_LABELS: readonly StoredLabel[] = [...NODE_LABELS, DIGESTS]

/** The end of a relationship whose record in the case says that it is there. */
export const ownerEnd = (type: RelationshipType): 'from' | 'to' => (type === 'MADE' ? 'to' : 'from')
