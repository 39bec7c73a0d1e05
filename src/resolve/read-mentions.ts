import { firstAt, readEnglish, type Token } from '../language/english.ts'
import type { Attribution } from '../model/attribution.ts'
import { normalise } from '../model/id.ts'
import type { Source } from '../model/records.ts'
import { joinSpans, type Span } from '../model/span.ts'
import { readMention, type Mention } from './mention.ts'
import { namesIn, type NameInText } from './names-in-text.ts'
import { stateNamed } from './states.ts'

/** A source with what the extractor found in it, and its outlet by name. */
export interface SourceReading {
  readonly source: Source
  readonly text: string
  readonly outletName: string | null
  readonly attributions: readonly Attribution[]
}

type Named = Extract<Mention, { type: 'named' }>

/** Whom the words for a speaker stand for, as far as its source alone can tell. */
export type Speaker = (Named & { readonly wordings: readonly string[] }) | Extract<Mention, { type: 'unnamed' }>

/** An attribution with its speaker read. */
interface SpokenAttribution extends Omit<Attribution, 'relayedBy'> {
  readonly speaker: Speaker
  readonly via: readonly Speaker[]
  /** Position in the same list of the attribution inside whose content this one stands; it comes earlier. */
  readonly relayedBy: number | null
}

/** What resolving needs of one source: plain data that can be sent to another thread; neither its text nor its tokens. */
export interface SourceMentions {
  /** The source's id. */
  readonly source: string
  readonly outletName: string | null
  /** Names of people that stand anywhere in the text, each once. */
  readonly people: readonly string[]
  readonly attributions: readonly SpokenAttribution[]
}

/** "he" looks back this many sentences beside its own. */
const SENTENCES_BACK = 2

interface Context {
  readonly text: string
  readonly tokens: readonly Token[]
  readonly names: readonly NameInText[]
}

/**
 * Reads who speaks in one source, by that source alone: pronouns and descriptions become the name they stand for, or
 * nobody by name where that is in doubt. A relay in the first person ("he said I think …") is the outer speaker's own and no
 * relay: it is left out, and its relays hang on the outer one.
 */
export function readMentions({ source, text, outletName, attributions }: SourceReading): SourceMentions {
  const tokens = readEnglish(text)
  const context: Context = { text, tokens, names: namesIn(text, tokens) }
  const spoken: SpokenAttribution[] = []
  /** Where the attribution, or the one it is left out for, stands among those spoken. */
  const places: (number | null)[] = []
  for (const attribution of attributions) {
    const { relayedBy, ...roles } = attribution
    const outer = relayedBy === null ? null : (places[relayedBy] ?? null)
    const mention = readMention(wordsOf(attribution.speakerSpans))
    if (outer !== null && mention.type === 'pronoun' && (mention.word === 'i' || mention.word === 'we')) {
      places.push(outer)
      continue
    }
    const at = attribution.speakerSpans[0]?.start ?? attribution.cueSpans[0]?.start ?? 0
    const last = outer === null ? spoken.findLast((one) => one.relayedBy === null) : undefined
    places.push(spoken.length)
    spoken.push({
      ...roles,
      speaker: speakerOf(context, mention, at, last),
      via: attribution.viaSpans.map((span) => speakerOf(context, readMention(span.exact), span.start, undefined)),
      relayedBy: outer,
    })
  }
  const people = [
    ...context.names.filter(({ kind }) => kind === 'person').map(({ name }) => name),
    ...spoken.flatMap(({ speaker }) => (speaker.type === 'named' && speaker.kind === 'person' ? [speaker.name] : [])),
  ]
  return { source: source.id, outletName, people: [...new Set(people)], attributions: spoken }
}

const wordsOf = (spans: readonly Span[]) => joinSpans(spans).replaceAll(' … ', ' ')
const keyOf = (name: string) => normalise(name).replaceAll(' ', '')

/**
 * Whom a mention at `at` stands for. `last` is the statement before: whom a pronoun in running text may go on with. Inside a
 * content nobody can tell, and the statements made before a relay are those of the whole text.
 */
function speakerOf(context: Context, mention: Mention, at: number, last: SpokenAttribution | undefined): Speaker {
  switch (mention.type) {
    case 'named':
      return { ...mention, wordings: wordingsOf(context, mention.name, at) }
    case 'unnamed':
      return mention
    case 'description': {
      const named = context.names.filter((name) => name.kind === mention.kind && name.end <= at)
      const [only] = named
      return only && new Set(named.map(({ name }) => keyOf(name))).size === 1
        ? speakerNamed(only)
        : { type: 'unnamed', words: mention.words, isPlural: false }
    }
    case 'pronoun':
      return (
        antecedentOf(context, mention.word, at, last) ?? {
          type: 'unnamed',
          words: mention.word,
          isPlural: /^(they|we|these|those)$/.test(mention.word),
        }
      )
  }
}

const speakerNamed = ({ kind, name }: NameInText): Speaker => ({ type: 'named', kind, name, roles: [], wordings: [] })

/** A capital that spoke for its state stays beside the state's name. */
function wordingsOf({ text }: Context, name: string, at: number): string[] {
  const word = /^[\p{L}.]+/u.exec(text.slice(at, at + 100))?.[0] ?? ''
  return word !== name && stateNamed(word) === name ? [word] : []
}

/**
 * The outlet that "it" goes on with, or the person that "he", "she" or "who" stands for: the only one named in the nearest
 * sentence that names any, or of several the one who spoke last. Null where that leaves a doubt.
 */
function antecedentOf(
  { text, tokens, names }: Context,
  word: string,
  at: number,
  last: SpokenAttribution | undefined,
): Speaker | null {
  const people = names.filter((name) => name.kind === 'person' && name.end <= at)
  if (word === 'who') {
    const person = people.at(-1)
    return person && /^[\s,]*$/.test(text.slice(person.end, at)) ? speakerNamed(person) : null
  }
  const sentenceAt = (position: number) => tokens[firstAt(tokens, position)]?.sentence ?? 0
  const here = sentenceAt(at)
  const spoke = last?.speaker.type === 'named' ? last.speaker : null
  // "The broadcaster said …. It reported …": an outlet that spoke just before goes on.
  if (word === 'it')
    return spoke?.kind === 'outlet' && here - sentenceAt(last?.cueSpans[0]?.start ?? 0) <= 1 ? spoke : null
  if (word !== 'he' && word !== 'she') return null
  const nearest = people.at(-1)?.sentence
  if (nearest === undefined || here - nearest > SENTENCES_BACK) return null
  const near = people.filter((person) => person.sentence === nearest)
  const [only] = near
  if (only && new Set(near.map(({ name }) => keyOf(name))).size === 1) return speakerNamed(only)
  return spoke && near.some(({ name }) => keyOf(name) === keyOf(spoke.name)) ? spoke : null
}
