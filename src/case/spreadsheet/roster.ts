import { actorId, normalise } from '../../model/id.ts'
import { HearsayError, showValue } from '../../model/error.ts'
import { ACTOR_KINDS, type Actor, type ActorKind } from '../../model/records.ts'
import { listed, type Row } from './table.ts'

/** The actors of a case while rows are added to it. */
export interface Roster {
  /** The named actor that `name` is the name or an alias of. Throws `ambiguous-name` where several are. */
  find(name: string): Actor | undefined
  /** The actor called `name`; where there is none, a new one of `kind`. An unnamed one belongs to the source `scope`. */
  get(name: string, kind: ActorKind, scope?: string): Actor
  put(actor: Actor): void
  all(): readonly Actor[]
}

/** A word for somebody rather than a name: no capital where the script has them. */
const isGeneric = (name: string) => /^\p{Ll}/u.test(name) && !/\p{Lu}/u.test(name)

/** What somebody who is only mentioned is: `unnamed` for "sources" or "a senior official", else `otherwise`. */
export function kindOfName(name: string, otherwise: ActorKind): ActorKind {
  return isGeneric(name) ? 'unnamed' : otherwise
}

/** `cell` as a kind of actor, or null for an empty one. Throws `invalid-kind`. */
export function actorKind(cell: string): ActorKind | null {
  const kind = ACTOR_KINDS.find((known) => known === cell.toLowerCase())
  if (kind !== undefined || cell === '') return kind ?? null
  throw new HearsayError(
    'invalid-kind',
    `invalid kind: ${showValue(cell)}. An actor is one of ${ACTOR_KINDS.join(', ')}.`,
  )
}

/** A roster of `actors`. */
export function makeRoster(actors: readonly Actor[]): Roster {
  const byId = new Map(actors.map((actor) => [actor.id, actor]))
  const byName = new Map<string, Set<string>>()
  const index = (actor: Actor) => {
    if (actor.kind === 'unnamed') return
    for (const name of [actor.name, ...actor.aliases]) {
      const key = normalise(name)
      byName.set(key, (byName.get(key) ?? new Set()).add(actor.id))
    }
  }
  for (const actor of actors) index(actor)

  const put = (actor: Actor) => {
    byId.set(actor.id, actor)
    index(actor)
  }
  const find = (name: string) => {
    const [id, other] = byName.get(normalise(name)) ?? []
    if (id !== undefined && other !== undefined)
      throw new HearsayError(
        'ambiguous-name',
        `ambiguous name: ${showValue(name)} is ${id} and ${other}. Write the full name of the one that is meant.`,
      )
    return id === undefined ? undefined : byId.get(id)
  }
  const get = (name: string, kind: ActorKind, scope = '') => {
    if (normalise(name) === '')
      throw new HearsayError('invalid-name', `invalid name: ${showValue(name)}. A name has letters or digits.`)
    const known = kind === 'unnamed' ? undefined : find(name)
    const id = actorId(kind, name, kind === 'unnamed' ? scope : '')
    const actor = known ?? byId.get(id)
    if (actor) return actor
    const made: Actor = {
      id,
      name,
      kind,
      aliases: [],
      roles: [],
      speaksFor: [],
      partOf: [],
      plural: kind === 'unnamed' && name.endsWith('s'),
      links: [],
    }
    put(made)
    return made
  }
  return { find, get, put, all: () => [...byId.values()] }
}

const union = (a: readonly string[], b: readonly string[]) => [...new Set([...a, ...b])]

/** "title of X": the words before the last " of " and those after it. */
function roleOf(words: string): Actor['roles'][number] {
  const at = words.lastIndexOf(' of ')
  return at === -1 ? { title: words, of: null } : { title: words.slice(0, at), of: words.slice(at + 4) }
}

/** Adds what a row of actors.csv says to the actor that it names. Throws `HearsayError` for a row that cannot be used. */
export function addActorRow(roster: Roster, row: Row): void {
  const name = row.cell('name')
  const kind = actorKind(row.cell('kind')) ?? 'person'
  if (kind === 'unnamed')
    throw new HearsayError(
      'invalid-kind',
      `invalid kind: ${showValue(name)} is unnamed. Somebody unnamed belongs to one source: name them in statements.csv only.`,
    )
  const actor = roster.get(name, kind)
  const known = new Set(actor.roles.map((role) => JSON.stringify([role.title, role.of])))
  const roles = listed(row.cell('roles')).map(roleOf)
  roster.put({
    ...actor,
    aliases: union(actor.aliases, listed(row.cell('aliases'))),
    roles: [...actor.roles, ...roles.filter((role) => !known.has(JSON.stringify([role.title, role.of])))],
    plural: actor.plural || /^(?:true|yes|1|x)$/i.test(row.cell('plural')),
  })
}

/** Adds whom the actor of a row speaks for and is part of, once every row has its actor. Throws as `addActorRow` does. */
export function addActorLinks(roster: Roster, row: Row): void {
  const idsOf = (column: string) => listed(row.cell(column)).map((name) => roster.get(name, 'organisation').id)
  const speaksFor = idsOf('speaks_for')
  const partOf = idsOf('part_of')
  const actor = roster.get(row.cell('name'), actorKind(row.cell('kind')) ?? 'person')
  const withoutSelf = (ids: readonly string[]) => ids.filter((id) => id !== actor.id)
  roster.put({
    ...actor,
    speaksFor: union(actor.speaksFor, withoutSelf(speaksFor)),
    partOf: union(actor.partOf, withoutSelf(partOf)),
  })
}
