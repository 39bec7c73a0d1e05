import { byId, statementId } from '../model/id.ts'
import type { Actor, Method, Statement } from '../model/records.ts'
import { readableContent } from '../model/span.ts'
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
  for (const { source, outletName } of sources)
    if (outletName) outlets.set(source, registry.named('outlet', outletName, source))
  const statements = sources.flatMap((mentions) => statementsOf(registry, mentions, method))
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

function statementsOf(registry: ActorRegistry, { source, attributions }: SourceMentions, method: Method): Statement[] {
  const ids = attributions.map(({ cueSpans, contentSpans }) => statementId(source, cueSpans, contentSpans))
  return attributions.map((one, index) => ({
    id: ids[index] ?? '',
    source,
    speaker: actorOf(registry, one.speaker, source),
    speakerSpans: one.speakerSpans,
    cueSpans: one.cueSpans,
    contentSpans: one.contentSpans,
    content: readableContent(one.contentSpans),
    form: one.form,
    illocution: one.illocution,
    certainty: one.certainty,
    cueClass: one.cueClass,
    relayedBy: one.relayedBy === null ? null : (ids[one.relayedBy] ?? null),
    via: [...new Set(one.via.map((speaker) => actorOf(registry, speaker, source)))],
    viaSpans: one.viaSpans,
    saidAt: null,
    score: one.score,
    method,
    status: 'proposed',
  }))
}

function actorOf(registry: ActorRegistry, speaker: Speaker, source: string): string {
  if (speaker.type === 'unnamed') return registry.unnamed(speaker.words, speaker.isPlural, source)
  const id = registry.named(speaker.kind, speaker.name, source, speaker.roles)
  for (const wording of speaker.wordings) registry.alias(id, wording)
  return id
}
