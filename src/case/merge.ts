import { byId } from '../model/id.ts'
import type { Actor, Case, Method, Status } from '../model/records.ts'
import { CASE_FORMAT } from './manifest.ts'

interface Identified {
  readonly id: string
  readonly method?: unknown
  readonly status?: unknown
}

const isByPerson = (record: Identified) => (record.method as Method | undefined)?.name === 'person'
const isDecided = (record: Identified) => record.status !== undefined && record.status !== ('proposed' satisfies Status)

/** A record proposed again: a person's record stays as it is, a decision and unknown keys stay on a machine's. */
function again<T extends Identified>(before: T, proposed: T): T {
  if (isByPerson(before)) return before
  return { ...before, ...proposed, ...(isDecided(before) ? { status: before.status } : {}) }
}

/**
 * Other wordings of a name, links and memberships stay: the words of an outlet that was only ever typed in stand in no text,
 * and no stage finds links.
 */
function keepLists(before: readonly Actor[], proposed: readonly Actor[]): Actor[] {
  const beforeById = new Map(before.map((actor) => [actor.id, actor]))
  const union = (...lists: readonly (readonly string[])[]) => [...new Set(lists.flat())].toSorted()
  return proposed.map((actor) => {
    const known = beforeById.get(actor.id)
    if (!known) return actor
    const aliases = union(known.aliases, [known.name], actor.aliases).filter((name) => name !== actor.name)
    return { ...actor, aliases, partOf: union(known.partOf, actor.partOf), links: union(known.links, actor.links) }
  })
}

/** Fresh proposals over the records of before: theirs win, what a person made or decided stays. */
function mergeList<T extends Identified>(before: readonly T[], proposed: readonly T[]): Map<string, T> {
  const beforeById = new Map(before.map((record) => [record.id, record]))
  const merged = new Map<string, T>()
  for (const record of proposed) {
    const known = beforeById.get(record.id)
    merged.set(record.id, known ? again(known, record) : record)
  }
  for (const record of before)
    if (!merged.has(record.id) && (isByPerson(record) || isDecided(record))) merged.set(record.id, record)
  return merged
}

/**
 * The case after its stages ran again: proposals of `proposed` over `before`. Nothing that a person made, accepted or
 * rejected is lost, nor anything it points to; machine proposals that did not come again go. Reviews stay untouched.
 */
export function mergeCase(before: Case, proposed: Case): Case {
  const sources = new Map([...before.sources, ...proposed.sources].map((source) => [source.id, source]))
  const statements = mergeList(before.statements, proposed.statements)
  const claims = mergeList(before.claims, proposed.claims)
  const stances = mergeList(before.stances, proposed.stances)
  const relations = mergeList(before.relations, proposed.relations)
  const utterances = mergeList(before.utterances, proposed.utterances)
  const actors = mergeList<Actor>(before.actors, keepLists(before.actors, proposed.actors))

  const keep = <T extends Identified>(
    ids: Iterable<string | null>,
    merged: Map<string, T>,
    old: ReadonlyMap<string, T>,
  ) => {
    let hasAdded = false
    for (const id of ids) {
      const record = id === null || merged.has(id) ? undefined : old.get(id)
      if (!record) continue
      merged.set(record.id, record)
      hasAdded = true
    }
    return hasAdded
  }
  const indexed = <T extends Identified>(records: readonly T[]) => new Map(records.map((record) => [record.id, record]))
  const old = { statements: indexed(before.statements), claims: indexed(before.claims), actors: indexed(before.actors) }
  for (let isGrowing = true; isGrowing;) {
    const ofStances = [...stances.values()]
    const ofStatements = [...statements.values()]
    const ofRelations = [...relations.values()]
    const ofActors = [...actors.values()]
    isGrowing = [
      keep(
        ofStances.map((stance) => stance.statement),
        statements,
        old.statements,
      ),
      keep(
        [...utterances.values()].flatMap((utterance) => utterance.statements),
        statements,
        old.statements,
      ),
      keep(
        ofStatements.map((statement) => statement.relayedBy),
        statements,
        old.statements,
      ),
      keep(
        [...ofStances.map((stance) => stance.claim), ...ofRelations.flatMap(({ from, to }) => [from, to])],
        claims,
        old.claims,
      ),
      keep(
        [
          ...ofStatements.flatMap((statement) => [statement.speaker, ...statement.via]),
          ...[...claims.values()].flatMap((claim) => claim.about),
          ...[...sources.values()].map((source) => source.outlet),
          ...ofActors.flatMap((actor) => [...actor.speaksFor, ...actor.partOf]),
        ],
        actors,
        old.actors,
      ),
    ].includes(true)
  }
  const sorted = <T extends Identified>(records: Map<string, T>) => [...records.values()].toSorted(byId)
  return {
    manifest: proposed.manifest,
    texts: new Map([...before.texts, ...proposed.texts]),
    sources: sorted(sources),
    actors: sorted(actors),
    statements: sorted(statements),
    utterances: sorted(utterances),
    claims: sorted(claims),
    stances: sorted(stances),
    relations: sorted(relations),
    reviews: before.reviews,
  }
}

/** A case with no records yet. */
export function emptyCase(title: string, question = ''): Case {
  return {
    manifest: { format: CASE_FORMAT, title, question, language: 'en', notes: '' },
    texts: new Map(),
    sources: [],
    actors: [],
    statements: [],
    utterances: [],
    claims: [],
    stances: [],
    relations: [],
    reviews: [],
  }
}
