import type { Case, Method, Relation, Stance, Statement, Utterance } from '../src/model/records.ts'
import { joinSpans } from '../src/model/span.ts'
import { type Copy, findCopies } from './analyse/find-copies.ts'
import { NODE_LABELS, type NodeLabel, RELATIONSHIP_TYPES, type RelationshipType } from './schema.ts'
import type { NodeRow, RelationshipRow, Values } from './store.ts'

/** Everything that one case puts into a graph. Relationships of a type are sorted by where they begin: that writes faster. */
export interface Projection {
  readonly nodes: ReadonlyMap<NodeLabel, readonly NodeRow[]>
  readonly relationships: ReadonlyMap<RelationshipType, readonly RelationshipRow[]>
}

/** Raised whenever `project` makes another graph of the same case: graphs that were kept are then made again. */
export const PROJECTION_VERSION = 1

const STANCE_TYPES = { asserts: 'ASSERTS', denies: 'DENIES', questions: 'QUESTIONS' } as const satisfies Record<
  Stance['stance'],
  RelationshipType
>

const showMethod = ({ name, version }: Method) => `${name} ${version}`.trim()

/** The graph of a case, as rows to write. Rejected records are in it, with their status; queries leave them out. */
export function project(
  theCase: Case,
  caseKey: string,
  copies: readonly Copy[] = findCopies(theCase.sources, theCase.texts),
): Projection {
  const nodes = new Map<NodeLabel, NodeRow[]>(NODE_LABELS.map((label) => [label, []]))
  const relationships = new Map<RelationshipType, RelationshipRow[]>(RELATIONSHIP_TYPES.map((type) => [type, []]))
  const add = (label: NodeLabel, id: string, properties: Values) => nodes.get(label)?.push({ id, properties })
  const join = (from: string, type: RelationshipType, to: string, properties: Values = {}) =>
    relationships.get(type)?.push({ from, to, properties })

  const { title, question, language, notes } = theCase.manifest
  add('Investigation', caseKey, { title, question, language, notes })

  for (const source of theCase.sources) {
    const { id, title, kind, url, author, publishedAt, readAt, language, path, sha256 } = source
    add('Source', id, { title, kind, url, author, publishedAt, readAt, language, path, sha256 })
    if (source.outlet !== null) join(id, 'PUBLISHED_BY', source.outlet)
  }

  for (const { later, earlier, share, order, spans } of copies) {
    const numbers = spans.flatMap(({ later, earlier }) => [later.start, later.end, earlier.start, earlier.end])
    join(later, 'SHARES_TEXT', earlier, { share, order, spans: numbers })
  }

  for (const actor of theCase.actors) {
    const { id, name, kind, aliases, plural, links } = actor
    const roles = actor.roles.map(({ title, of }) => (of === null ? title : `${title} of ${of}`))
    add('Actor', id, { name, kind, aliases, roles, plural, links })
    for (const principal of actor.speaksFor) join(id, 'SPEAKS_FOR', principal)
    for (const whole of actor.partOf) join(id, 'PART_OF', whole)
  }

  for (const statement of theCase.statements) {
    const { id } = statement
    add('Statement', id, statementProperties(statement, theCase.texts.get(statement.source)))
    join(statement.speaker, 'MADE', id)
    join(id, 'APPEARS_IN', statement.source)
    if (statement.relayedBy !== null) join(id, 'RELAYED_BY', statement.relayedBy)
    for (const actor of statement.via) join(id, 'VIA', actor)
  }

  for (const utterance of theCase.utterances) {
    const reports = [...new Set(utterance.statements)].sort()
    for (const [i, one] of reports.entries())
      for (const other of reports.slice(i + 1)) join(one, 'SAME_UTTERANCE', other, judged(utterance))
  }

  for (const { id, text, about, method, status } of theCase.claims) {
    add('Claim', id, { text, method: showMethod(method), status })
    for (const actor of about) join(id, 'ABOUT', actor)
  }

  for (const stance of theCase.stances)
    join(stance.statement, STANCE_TYPES[stance.stance], stance.claim, judged(stance))

  for (const relation of theCase.relations) {
    const type = relation.type === 'supports' ? 'SUPPORTS' : 'CONTRADICTS'
    join(relation.from, type, relation.to, { ...judged(relation), kind: relation.kind })
  }

  for (const [type, rows] of relationships) relationships.set(type, inOrder(rows))
  return { nodes, relationships }
}

/** Sorted by both ends and id; of those that are alike in all three the last. */
function inOrder(rows: RelationshipRow[]): RelationshipRow[] {
  rows.sort(compareRows)
  return rows.filter((row, i) => {
    const next = rows[i + 1]
    return next === undefined || compareRows(row, next) !== 0
  })
}

function compareRows(a: RelationshipRow, b: RelationshipRow): number {
  return compare(a.from, b.from) || compare(a.to, b.to) || compare(idOf(a), idOf(b))
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const idOf = ({ properties: { id } }: RelationshipRow) => (typeof id === 'string' ? id : '')

/** What tells a relationship of one type from every other of that type. */
export function keyOf({ from, to, properties }: RelationshipRow): string {
  return JSON.stringify([from, to, properties['id'] ?? null])
}

function statementProperties(statement: Statement, text: string | undefined): Values {
  const { content, form, illocution, certainty, cueClass, saidAt, score, method, status } = statement
  const start = statement.contentSpans[0]?.start ?? 0
  const end = statement.contentSpans.at(-1)?.end ?? 0
  return {
    content,
    speaker: joinSpans(statement.speakerSpans),
    cue: joinSpans(statement.cueSpans),
    via: joinSpans(statement.viaSpans),
    form,
    illocution,
    certainty,
    cueClass,
    saidAt,
    start,
    end,
    // Of a content in several spans, what stands between them too: text.slice(start, end) === exact.
    exact: text?.slice(start, end) ?? joinSpans(statement.contentSpans),
    score,
    method: showMethod(method),
    status,
  }
}

const judged = ({ id, score, reason, method, status }: Stance | Relation | Utterance): Values => ({
  id,
  score,
  reason,
  method: showMethod(method),
  status,
})
