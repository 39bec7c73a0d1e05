import { firstAt, readEnglish, type Token } from '../language/english.ts'
import type { Attribution } from '../model/attribution.ts'
import { byId, statementId } from '../model/id.ts'
import type { Actor, Method, Source, Statement } from '../model/records.ts'
import { joinSpans, readableContent, type Span } from '../model/span.ts'
import { readMention, type Mention } from './mention.ts'
import { namesIn, type NameInText } from './names-in-text.ts'
import { ActorRegistry } from './registry.ts'
import { stateNamed } from './states.ts'

/** A source with what the extractor found in it, and its outlet by name. */
export interface SourceReading {
  readonly source: Source
  readonly text: string
  readonly outletName: string | null
  readonly attributions: readonly Attribution[]
}

/** Actors and statements of a whole case; `outlets` has the outlet's actor id by source id. */
export interface Resolution {
  readonly actors: readonly Actor[]
  readonly statements: readonly Statement[]
  readonly outlets: ReadonlyMap<string, string>
}

/** "he" looks back this many sentences beside its own. */
const SENTENCES_BACK = 2

interface Context {
  readonly registry: ActorRegistry
  readonly reading: SourceReading
  readonly tokens: readonly Token[]
  readonly names: readonly NameInText[]
}

/**
 * Brings the speakers of all sources to actors. Full names are gathered first, so that a surname finds its person wherever it
 * stands; what stays in doubt becomes an unnamed actor with the words used, never somebody else.
 */
export function resolve(readings: readonly SourceReading[], method: Method): Resolution {
  const registry = new ActorRegistry()
  const contexts = readings.map((reading): Context => {
    const tokens = readEnglish(reading.text)
    return { registry, reading, tokens, names: namesIn(reading.text, tokens) }
  })
  for (const { reading, names } of contexts) {
    for (const name of names) if (name.kind === 'person') registry.announcePerson(name.name, reading.source.id)
    for (const { speakerSpans } of reading.attributions) {
      const mention = readMention(joinWords(speakerSpans))
      if (mention.type === 'named' && mention.kind === 'person')
        registry.announcePerson(mention.name, reading.source.id)
    }
  }
  const outlets = new Map<string, string>()
  for (const { source, outletName } of readings)
    if (outletName) outlets.set(source.id, registry.named('outlet', outletName, source.id))
  const statements = contexts.flatMap((context) => statementsOf(context, method))
  return { actors: referredTo(registry.actors(), statements, outlets), statements: statements.toSorted(byId), outlets }
}

/** Looking for whom a pronoun stands for enters names too; an actor that nothing points to is none of the case's. */
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

const joinWords = (spans: readonly Span[]) => joinSpans(spans).replaceAll(' … ', ' ')

function statementsOf(context: Context, method: Method): Statement[] {
  const { attributions, source } = context.reading
  const statements: (Statement | null)[] = []
  // A relay in the first person ("he said I think …") is the outer speaker's own and no relay: its relays hang on the outer one.
  const standIn = new Map<number, number | null>()
  attributions.forEach((attribution, index) => {
    let outerIndex = attribution.relayedBy
    while (outerIndex !== null && standIn.has(outerIndex)) outerIndex = standIn.get(outerIndex) ?? null
    const outer = outerIndex === null ? null : (statements[outerIndex] ?? null)
    const mention = readMention(joinWords(attribution.speakerSpans))
    if (outer && mention.type === 'pronoun' && (mention.word === 'i' || mention.word === 'we')) {
      standIn.set(index, outerIndex)
      statements.push(null)
      return
    }
    const at = attribution.speakerSpans[0]?.start ?? attribution.cueSpans[0]?.start ?? 0
    const { relayedBy: _, ...spans } = attribution
    statements.push({
      id: statementId(source.id, attribution.cueSpans, attribution.contentSpans),
      source: source.id,
      speaker: actorOf(
        context,
        mention,
        at,
        outer
          ? null
          : lastStatement(
              context,
              statements.findLast((one) => one?.relayedBy === null),
            ),
      ),
      speakerSpans: spans.speakerSpans,
      cueSpans: spans.cueSpans,
      contentSpans: spans.contentSpans,
      content: readableContent(spans.contentSpans),
      form: spans.form,
      illocution: spans.illocution,
      certainty: spans.certainty,
      cueClass: spans.cueClass,
      relayedBy: outer?.id ?? null,
      via: [...new Set(spans.viaSpans.map((span) => actorOf(context, readMention(span.exact), span.start, null)))],
      viaSpans: spans.viaSpans,
      saidAt: null,
      score: spans.score,
      method,
      status: 'proposed',
    })
  })
  return statements.filter((statement) => statement !== null)
}

/**
 * Who spoke before, and in which sentence: whom a pronoun in running text may go on with. Inside a content nobody can tell,
 * and the statements made before a relay are those of the whole text.
 */
interface LastStatement {
  readonly speaker: string
  readonly sentence: number
}

function lastStatement({ tokens }: Context, statement: Statement | null | undefined): LastStatement | null {
  if (!statement) return null
  const { speaker, cueSpans } = statement
  return { speaker, sentence: tokens[firstAt(tokens, cueSpans[0]?.start ?? 0)]?.sentence ?? 0 }
}

/** Id of the actor that a mention at `at` stands for. `last` is the statement before, for pronouns. */
function actorOf(context: Context, mention: Mention, at: number, last: LastStatement | null): string {
  const { registry, reading } = context
  const source = reading.source.id
  switch (mention.type) {
    case 'named': {
      const id = registry.named(mention.kind, mention.name, source, mention.roles)
      for (const word of wordingsOf(context, mention.name, at)) registry.alias(id, word)
      return id
    }
    case 'unnamed':
      return registry.unnamed(mention.words, mention.isPlural, source)
    case 'description': {
      const named = context.names.filter((name) => name.kind === mention.kind && name.end <= at)
      const ids = new Set(named.map((name) => registry.named(mention.kind, name.name, source)))
      const [only] = ids
      return only !== undefined && ids.size === 1 ? only : registry.unnamed(mention.words, false, source)
    }
    case 'pronoun':
      return (
        antecedentOf(context, mention.word, at, last) ??
        registry.unnamed(mention.word, /^(they|we|these|those)$/.test(mention.word), source)
      )
  }
}

/** A capital that spoke for its state stays beside the state's name. */
function wordingsOf({ reading }: Context, name: string, at: number): string[] {
  const word = /^[\p{L}.]+/u.exec(reading.text.slice(at))?.[0] ?? ''
  return word !== name && stateNamed(word) === name ? [word] : []
}

/**
 * The outlet that "it" goes on with, or the person that "he", "she" or "who" stands for: the only one named in the nearest sentence that names any, or of several
 * the one who spoke last. Null where that leaves a doubt.
 */
function antecedentOf(context: Context, word: string, at: number, last: LastStatement | null): string | null {
  const { registry, reading, tokens, names } = context
  const people = names.filter((name) => name.kind === 'person' && name.end <= at)
  const idOf = (name: NameInText) => registry.named('person', name.name, reading.source.id)
  if (word === 'who') {
    const person = people.at(-1)
    return person && /^[\s,]*$/.test(reading.text.slice(person.end, at)) ? idOf(person) : null
  }
  const here = tokens[firstAt(tokens, at)]?.sentence ?? 0
  // "The broadcaster said …. It reported …": an outlet that spoke just before goes on.
  if (word === 'it' && last !== null && here - last.sentence <= 1)
    return registry.kindOf(last.speaker) === 'outlet' ? last.speaker : null
  if (word !== 'he' && word !== 'she') return null
  const nearest = people.at(-1)?.sentence
  if (nearest === undefined || here - nearest > SENTENCES_BACK) return null
  const ids = new Set(people.filter((person) => person.sentence === nearest).map(idOf))
  if (ids.size === 1) return [...ids][0] ?? null
  return last !== null && ids.has(last.speaker) ? last.speaker : null
}
