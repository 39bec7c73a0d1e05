import { byId, normalise, statementId } from '../model/id.ts'
import type { Actor, Method, Statement } from '../model/records.ts'
import { readableContent } from '../model/span.ts'
import { outletNamed } from './outlets.ts'
import type { SourceMentions, Speaker } from './read-mentions.ts'
import { ActorRegistry } from './registry.ts'

/** Actors and statements of a whole case; `outlets` has the outlet's actor id by source id. */
export interface Resolution {
  readonly actors: readonly Actor[]
  readonly statements: readonly Statement[]
  readonly outlets: ReadonlyMap<string, string>
}

/**
 * Brings the speakers of all sources to actors. Full names are gathered first, so that a surname finds its person wherever it
 * stands; what stays in doubt becomes an unnamed actor with the words used, never somebody else.
 */
export function resolve(sources: readonly SourceMentions[], method: Method): Resolution {
  const registry = new ActorRegistry()
  for (const { people, source } of sources) for (const name of people) registry.announcePerson(name, source)
  const outlets = new Map<string, string>()
  for (const { source, outlet, outletName } of sources)
    if (outletName) {
      const name = outletNamed(outletName) ?? outletName
      const id = outlet === null ? registry.named('outlet', name, source) : registry.known(outlet, 'outlet', name)
      registry.alias(id, outletName)
      outlets.set(source, id)
    }
  const known: Known = { acronyms: acronymsOf(sources), holders: holdersOf(sources) }
  const statements = sources.flatMap((mentions) =>
    statementsOf(registry, mentions, outlets.get(mentions.source), known, method),
  )
  return { actors: referredTo(registry.actors(), statements, outlets), statements: statements.toSorted(byId), outlets }
}

/** An actor that nothing points to is none of the case's. */
function referredTo(
  actors: readonly Actor[],
  statements: readonly Statement[],
  outlets: ReadonlyMap<string, string>,
): Actor[] {
  const ids = new Set([...statements.flatMap(({ speaker, via }) => [speaker, ...via]), ...outlets.values()])
  const direct = actors.filter(({ id }) => ids.has(id))
  for (const actor of direct) for (const id of [...actor.speaksFor, ...actor.partOf]) ids.add(id)
  return actors.filter(({ id }) => ids.has(id))
}

/** Full names by acronym, where all the case gives it one only. */
function acronymsOf(sources: readonly SourceMentions[]): ReadonlyMap<string, string> {
  const names = new Map<string, Map<string, string>>()
  for (const { acronyms } of sources)
    for (const [acronym, name] of Object.entries(acronyms))
      names.set(acronym, (names.get(acronym) ?? new Map<string, string>()).set(normalise(name), name))
  return new Map([...names].flatMap(([acronym, [only, second]]) => (only && !second ? [[acronym, only[1]]] : [])))
}

function statementsOf(
  registry: ActorRegistry,
  { source, attributions }: SourceMentions,
  outlet: string | undefined,
  known: Known,
  method: Method,
): Statement[] {
  const actorOf = (speaker: Speaker) => enter(registry, knownAs(speaker, known), source)
  const ids = attributions.map(({ cueSpans, contentSpans }) => statementId(source, cueSpans, contentSpans))
  return attributions.map((one, index) => ({
    id: ids[index] ?? '',
    source,
    // What a source says in its own voice its outlet says; without one, its author, who is not brought to anybody by name.
    speaker: (one.form === 'narrated' ? outlet : undefined) ?? actorOf(one.speaker),
    speakerSpans: one.speakerSpans,
    cueSpans: one.cueSpans,
    contentSpans: one.contentSpans,
    content: readableContent(one.contentSpans),
    form: one.form,
    illocution: one.illocution,
    certainty: one.certainty,
    cueClass: one.cueClass,
    relayedBy: one.relayedBy === null ? null : (ids[one.relayedBy] ?? null),
    via: [...new Set(one.via.map((speaker) => actorOf(speaker)))],
    viaSpans: one.viaSpans,
    saidAt: one.saidAt,
    score: one.score,
    method,
    status: 'proposed',
  }))
}

/** The only full name, in all sources, of who holds an office of a state: "Kenya defence minister". */
function holdersOf(sources: readonly SourceMentions[]): ReadonlyMap<string, string> {
  const holders = new Map<string, Map<string, string>>()
  for (const { offices } of sources)
    for (const [office, names] of Object.entries(offices))
      for (const name of names)
        holders.set(office, (holders.get(office) ?? new Map<string, string>()).set(normalise(name), name))
  return new Map([...holders].flatMap(([office, [only, second]]) => (only && !second ? [[office, only[1]]] : [])))
}

/** What all sources together tell. */
interface Known {
  readonly acronyms: ReadonlyMap<string, string>
  readonly holders: ReadonlyMap<string, string>
}

/** An organisation called by its acronym, under its full name; an office, as the person who holds it. */
function knownAs(speaker: Speaker, { acronyms, holders }: Known): Speaker {
  const holder = speaker.office === undefined ? undefined : holders.get(speaker.office)
  if (holder?.includes(' ')) return { type: 'named', kind: 'person', name: holder, roles: [], wordings: [] }
  if (speaker.type !== 'named' || speaker.kind !== 'organisation') return speaker
  const name = acronyms.get(speaker.name)
  return name ? { ...speaker, name, wordings: [...speaker.wordings, speaker.name] } : speaker
}

function enter(registry: ActorRegistry, speaker: Speaker, source: string): string {
  const id =
    speaker.type === 'unnamed'
      ? registry.unnamed(speaker.words, speaker.isPlural, source)
      : registry.named(speaker.kind, speaker.name, source, speaker.roles)
  if (speaker.type === 'named') for (const wording of speaker.wordings) registry.alias(id, wording)
  for (const principal of speaker.principals ?? []) registry.relate(id, 'speaksFor', principal, source)
  const { belonging } = speaker
  for (const relation of belonging?.relations ?? [])
    if (belonging && relation !== 'state') registry.relate(id, relation, belonging.principal, source)
  return id
}
