import { firstAt, readEnglish, type Token } from '../language/english.ts'
import type { Attribution } from '../model/attribution.ts'
import { normalise } from '../model/id.ts'
import type { Source } from '../model/records.ts'
import { acronymsIn } from './acronyms.ts'
import { CERTAIN, rankAntecedents } from './antecedent.ts'
import { isDocument, readMention, type Mention } from './mention.ts'
import { namesIn, type NameInText } from './names-in-text.ts'
import { peopleIn, type PersonMention } from './people-in-text.ts'
import { outletNamed } from './outlets.ts'
import { officeOf, principalsOfUnnamed, readBelonging, type Belonging, type Principal } from './principals.ts'
import { saidAtOf } from './said-at.ts'
import { readSpeakerWords } from './speaker-words.ts'
import { stateNamed } from './states.ts'

/** A source with what the extractor found in it, and its outlet by name. */
export interface SourceReading {
  readonly source: Source
  readonly text: string
  readonly outletName: string | null
  readonly attributions: readonly Attribution[]
}

type Named = Extract<Mention, { type: 'named' }>

/** Whom the words for a speaker stand for, as far as its source alone can tell, and what state they belong to. */
export type Speaker = ((Named & { readonly wordings: readonly string[] }) | Extract<Mention, { type: 'unnamed' }>) & {
  readonly belonging?: Belonging
  /** Whom somebody without a name speaks for. */
  readonly principals?: readonly Principal[]
  /** Key of `SourceMentions.offices`: whoever holds it, where all sources know one. */
  readonly office?: string
}

/** An attribution with its speaker read. */
interface SpokenAttribution extends Omit<Attribution, 'relayedBy'> {
  readonly speaker: Speaker
  readonly via: readonly Speaker[]
  /** ISO day; null where the text doesn't tell. */
  readonly saidAt: string | null
  /** Position in the same list of the attribution inside whose content this one stands; it comes earlier. */
  readonly relayedBy: number | null
}

/** What resolving needs of one source: plain data that can be sent to another thread; neither its text nor its tokens. */
export interface SourceMentions {
  /** The source's id. */
  readonly source: string
  /** Actor id of the outlet that the source is known to have, whatever a person calls it. */
  readonly outlet: string | null
  readonly outletName: string | null
  /** Names of people that stand anywhere in the text, each once. */
  readonly people: readonly string[]
  /** Full names of organisations by the acronym that the text gives them. */
  readonly acronyms: Readonly<Record<string, string>>
  /** Names of people by the office of a state that the text gives them: "Kenya defence minister". */
  readonly offices: Readonly<Record<string, readonly string[]>>
  readonly attributions: readonly SpokenAttribution[]
}

interface Context {
  readonly text: string
  readonly tokens: readonly Token[]
  /** Every word that the text writes without a capital. */
  readonly smallWords: ReadonlySet<string>
  readonly names: readonly NameInText[]
  /** Where people are named, and by their numbers the longest name of each. */
  readonly mentions: readonly PersonMention[]
  readonly nameOf: ReadonlyMap<number, NameInText>
  /** Who writes "I", by full name. */
  readonly author: string | null
}

/**
 * Reads who speaks in one source, by that source alone: pronouns and descriptions become the name they stand for, or
 * nobody by name where that is in doubt. A relay in the first person ("he said I think …") is the outer speaker's own and no
 * relay: it is left out, and its relays hang on the outer one.
 */
export function readMentions({ source, text, outletName, attributions }: SourceReading): SourceMentions {
  const tokens = readEnglish(text)
  const names = namesIn(text, tokens)
  const people = names.filter(({ kind }) => kind === 'person')
  const mentions = peopleIn(tokens, people)
  const context: Context = {
    text,
    tokens,
    smallWords: new Set(tokens.map((token) => token.text).filter((word) => /^\p{Ll}/u.test(word))),
    names,
    mentions,
    nameOf: longestNames(people, mentions),
    author: authorOf(source),
  }
  const spoken: SpokenAttribution[] = []
  /** Where the attribution, or the one it is left out for, stands among those spoken. */
  const places: (number | null)[] = []
  for (const attribution of attributions) {
    const { relayedBy, ...roles } = attribution
    const outer = relayedBy === null ? null : (places[relayedBy] ?? null)
    if (attribution.form === 'narrated') {
      places.push(spoken.length)
      spoken.push({ ...roles, speaker: AUTHOR, via: [], saidAt: null, relayedBy: null })
      continue
    }
    const mention = readSpeakerWords(attribution.speakerSpans)
    if (outer !== null && mention.type === 'pronoun' && (mention.word === 'i' || mention.word === 'we')) {
      places.push(outer)
      continue
    }
    const at = attribution.speakerSpans[0]?.start ?? attribution.cueSpans[0]?.start ?? 0
    const last =
      outer === null ? spoken.findLast((one) => one.relayedBy === null && one.form !== 'narrated') : undefined
    places.push(spoken.length)
    spoken.push({
      ...roles,
      speaker: speakerOf(context, mention, at, last),
      via: attribution.viaSpans.map((span) => speakerOf(context, readMention(span.exact), span.start, undefined)),
      saidAt: saidAtOf(text, tokens, attribution, source.publishedAt, spoken[outer ?? -1]?.contentSpans ?? null),
      relayedBy: outer,
    })
  }
  const peopleNamed = [
    ...people.map(({ name }) => name),
    ...spoken.flatMap(({ speaker }) => (speaker.type === 'named' && speaker.kind === 'person' ? [speaker.name] : [])),
  ]
  return {
    source: source.id,
    outlet: source.outlet,
    outletName,
    people: [...new Set(peopleNamed)],
    acronyms: acronymsIn(text),
    offices: officesIn(people),
    attributions: spoken,
  }
}

/** Whoever speaks in a source's own voice, where its outlet is not known. */
const AUTHOR: Speaker = { type: 'unnamed', words: 'the author', isPlural: false }

/** The only author of an article, by full name; "I" of a transcript is whoever speaks there. */
function authorOf({ author, kind }: Source): string | null {
  const mention =
    author === null || !/^(?:article|post)$/.test(kind) ? null : readMention(author.replace(/^by\s+/i, ''))
  return mention?.type === 'named' && mention.kind === 'person' && mention.name.includes(' ') ? mention.name : null
}

function officesIn(people: readonly NameInText[]): Record<string, string[]> {
  const offices = new Map<string, Set<string>>()
  for (const { name, offices: own } of people)
    for (const office of own) offices.set(office, (offices.get(office) ?? new Set()).add(name))
  return Object.fromEntries([...offices].map(([office, names]) => [office, [...names]]))
}

const keyOf = (name: string) => normalise(name).replaceAll(' ', '')

/**
 * Whom a mention at `at` stands for. `last` is the statement before: whom a pronoun in running text may go on with. Inside a
 * content nobody can tell, and the statements made before a relay are those of the whole text.
 */
function speakerOf(context: Context, mention: Mention, at: number, last: SpokenAttribution | undefined): Speaker {
  switch (mention.type) {
    case 'named': {
      if (mention.kind === 'person' && isCommonWord(context, mention.name, at))
        return {
          type: 'unnamed',
          words: mention.name,
          isPlural: /[^s]s$/.test(mention.name) && !isDocument(mention.name.toLowerCase()),
        }
      const isBody = mention.kind === 'group' || mention.kind === 'organisation'
      const own = isBody ? ownOfState(mention.name) : null
      return own ?? { ...mention, wordings: wordingsOf(context, mention.name, at) }
    }
    case 'unnamed':
      return holderOf(context, mention.words, at) ?? withPrincipals(context, ownOfState(mention.words) ?? mention, at)
    case 'description': {
      // "The report" is the outlet's whose words stand just before; any other report is nobody's by name.
      if (isDocument(mention.words.split(' ').at(-1)?.toLowerCase() ?? '')) {
        const isJustBefore = last !== undefined && sentencesSince(context, last, at) <= 1
        return isJustBefore && last.speaker.type === 'named' && last.speaker.kind === mention.kind
          ? last.speaker
          : { type: 'unnamed', words: mention.words, isPlural: false }
      }
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

const speakerNamed = ({ kind, name }: Pick<NameInText, 'kind' | 'name'>): Speaker => ({
  type: 'named',
  kind,
  name,
  roles: [],
  wordings: [],
})

/** "Projections said": a capital only because it begins its sentence; the text writes it small elsewhere, or it is a noun. */
function isCommonWord({ tokens, smallWords, mentions }: Context, name: string, at: number): boolean {
  const index = firstAt(tokens, at)
  const token = tokens[index]
  if (!token || token.text !== name || tokens[index - 1]?.sentence === token.sentence) return false
  // "May said" of a text that names Ana May.
  if (mentions[countBefore(mentions, at)]?.start === token.start) return false
  const small = name.toLowerCase()
  return token.pos === 'NOUN' || isDocument(small) || smallWords.has(small)
}

/** An office ("the Kenyan defence minister") for who holds it, a spokesperson's words for whom they are spoken. */
function withPrincipals({ text }: Context, mention: Speaker, at: number): Speaker {
  if (mention.type === 'named') return mention
  const [, owner = null, own = mention.words] = /^(.+?)['’]s?\s+(.+)$/.exec(mention.words) ?? []
  const isDefinite = owner !== null || /^the\s/i.test(text.slice(at, at + 4))
  const office = isDefinite ? officeOf({ title: own, of: owner }) : null
  const principals = mention.belonging ? [] : principalsOfUnnamed(mention.words)
  return { ...mention, ...(principals.length > 0 && { principals }), ...(office !== null && { office }) }
}

/** A capital that spoke for its state and the letters of an outlet stay beside the usual name. */
function wordingsOf({ text }: Context, name: string, at: number): string[] {
  const words = text.slice(at, at + 100).replace(/^the\s+/i, '')
  const word = /^[\p{L}.]+/u.exec(words)?.[0] ?? ''
  return word !== name && (stateNamed(word) === name || outletNamed(word) === name) ? [word] : []
}

/** "the Kenyan government" is the state, "the Kenyan delegation" a body of it, "Kenyan officials" its people without a name. */
function ownOfState(words: string): Speaker | null {
  const belonging = readBelonging(words)
  if (!belonging) return null
  const { relations, kind, principal, name } = belonging
  if (relations.includes('state')) return { type: 'named', ...principal, roles: [], wordings: [words] }
  if (kind === 'unnamed') return { type: 'unnamed', words, isPlural: words.endsWith('s'), belonging }
  return { type: 'named', kind, name, roles: [], wordings: [], belonging }
}

/** "the harbour minister": the only person whom the text has called so by now. */
function holderOf({ text, names }: Context, words: string, at: number): Speaker | null {
  if (!/^the\s/i.test(text.slice(at, at + 4))) return null
  const holders = names.filter((name) => name.end <= at && name.titles.includes(words.toLowerCase()))
  const [only] = holders
  return only && new Set(holders.map(({ name }) => keyOf(name))).size === 1 ? speakerNamed(only) : null
}

/** The longest name of each person, by number. */
function longestNames(
  people: readonly NameInText[],
  mentions: readonly PersonMention[],
): ReadonlyMap<number, NameInText> {
  const personAt = new Map(mentions.map(({ start, person }) => [start, person]))
  const names = new Map<number, NameInText>()
  for (const name of people) {
    const person = personAt.get(name.start)
    if (person !== undefined && (names.get(person)?.name.length ?? 0) < name.name.length) names.set(person, name)
  }
  return names
}

/** "he" looks back this many sentences beside its own. */
const SENTENCES_BACK = 2
/** Enough for a person who spoke in the sentence before as well, speakers speak on, and for the only one who is named near. */
const LIKELY = 0.5
/** Mentions before a pronoun that are looked at for that. */
const MOST_NEAR = 50
/** Sentences between two statements of which the second goes on with the first one's speaker. */
const GOES_ON = 2

/**
 * Whom a pronoun stands for: "who" the name before it, "it" the outlet that spoke just before, "he" and "she" the person whom
 * the ranking is certain of or who alone is named near, or the one who was "he" in the statement before where nobody else is named between. Null where
 * that leaves a doubt.
 */
function antecedentOf(context: Context, word: string, at: number, last: SpokenAttribution | undefined): Speaker | null {
  const { text, tokens, mentions, nameOf } = context
  const before = mentions.slice(0, countBefore(mentions, at))
  const named = (person: number | undefined) => {
    const name = person === undefined ? undefined : nameOf.get(person)
    return name ? speakerNamed(name) : null
  }
  if (word === 'who') {
    const nearest = before.at(-1)
    return nearest && /^[\s,]*$/.test(text.slice(nearest.end, at)) ? named(nearest.person) : null
  }
  if (word === 'i')
    return context.author !== null && !isQuoted(text, at)
      ? speakerNamed({ kind: 'person', name: context.author })
      : null
  const spoke = last?.speaker.type === 'named' ? last.speaker : null
  const lastAt = placeOf(last)
  const apart = last ? sentencesSince(context, last, at) : sentenceAt(context, at)
  // "The broadcaster said …. It reported …": an outlet that spoke just before goes on.
  if (word === 'it') return spoke?.kind === 'outlet' && apart <= 1 ? spoke : null
  if (word !== 'he' && word !== 'she') return null
  const isSameWord = last?.speakerSpans[0]?.exact.toLowerCase() === word
  const isAlone = (before.at(-1)?.end ?? 0) <= lastAt
  if (spoke?.kind === 'person' && isSameWord && isAlone && apart >= 0 && apart <= GOES_ON) return spoke
  const nearest = before.at(-1)
  if (!nearest || sentenceAt(context, at) - sentenceAt(context, nearest.start) > SENTENCES_BACK) return null
  const [best] = rankAntecedents(tokens, mentions, at)
  const name = named(best?.person)
  const gender = before.find(({ person }) => person === best?.person)?.gender ?? null
  if (gender !== null && gender !== (word === 'he' ? 'm' : 'f')) return null
  const isLastSpeaker = spoke !== null && name?.type === 'named' && keyOf(name.name) === keyOf(spoke.name)
  const isOnlyOne = before
    .slice(-MOST_NEAR)
    .filter((mention) => sentenceAt(context, at) - sentenceAt(context, mention.start) <= SENTENCES_BACK)
    .every(({ person }) => person === best?.person)
  const isLikely = isOnlyOne || (isLastSpeaker && apart <= 1)
  return (best?.probability ?? 0) >= (isLikely ? LIKELY : CERTAIN) ? name : null
}

const sentenceAt = ({ tokens }: Context, position: number) => tokens[firstAt(tokens, position)]?.sentence ?? 0
const placeOf = (one: SpokenAttribution | undefined) => one?.speakerSpans[0]?.start ?? one?.cueSpans[0]?.start ?? 0
const sentencesSince = (context: Context, last: SpokenAttribution, at: number) =>
  sentenceAt(context, at) - sentenceAt(context, placeOf(last))

/** True inside quotation marks that were opened in the same line. */
function isQuoted(text: string, at: number): boolean {
  const before = text.slice(Math.max(text.lastIndexOf('\n', at - 1) + 1, at - 5000), at)
  const straight = before.split('"').length - 1
  return straight % 2 === 1 || before.lastIndexOf('“') > before.lastIndexOf('”')
}

/** How many of the mentions, which are in order, end at or before a position. */
function countBefore(mentions: readonly PersonMention[], position: number): number {
  let [low, high] = [0, mentions.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((mentions[middle]?.end ?? 0) <= position) low = middle + 1
    else high = middle
  }
  return low
}
