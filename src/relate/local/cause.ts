import type { Token } from '../../language/english.ts'
import { keyOf } from './key.ts'
import data from './causes.json' with { type: 'json' }
import { contradiction, type Verdict } from './verdict.ts'
import type { Reading } from './reading.ts'
import wordnet from './wordnet.json' with { type: 'json' }

/**
 * What a sentence says of the cause of an event. Sets are of lemmas, words for one sort of event brought to one; the event's is
 * empty where the sentence does not say what was caused.
 */
export interface Cause {
  readonly cause: ReadonlySet<string>
  readonly causeWords: readonly Token[]
  readonly event: ReadonlySet<string>
  /** The words that deny it: "not" in "was not behind", "had no part in". */
  readonly denial: readonly Token[]
  /** True where it says who took part, and nobody need be the cause. */
  readonly isInvolvement: boolean
}

const SHARING = new Set(data.sharing.map(({ word }) => word))
const NOUNS = new Set(data.nouns.map(({ lemma }) => lemma))
const CONTENT: ReadonlySet<string> = new Set(['NOUN', 'PROPN', 'VERB', 'ADJ', 'NUM'])
/** Words of one sort of event by the first of them. */
const EVENTS = new Map<string, string>([
  ...wordnet.nominalisations.map((pair) => pair.split(' ') as [string, string]),
  ...data.events.flatMap(({ lemmas }) => lemmas.map((lemma): [string, string] => [lemma, lemmas[0] ?? lemma])),
])
const NATIONS = new Map(
  wordnet.kinds
    .filter(({ name }) => name === 'nationality')
    .flatMap(({ members }) => Object.keys(members))
    .map((word) => [word, word]),
)

/** The event's or cause's words without what does not tell it from others. */
function keysOf(words: readonly Token[]): Set<string> {
  return new Set(
    words
      .filter(({ pos, lemma }) => CONTENT.has(pos) && lemma !== 'be' && lemma !== 'have')
      .map((token) => EVENTS.get(keyOf(token)) ?? keyOf(token)),
  )
}

const areAt = (words: readonly Token[], at: number, wanted: readonly string[]) =>
  wanted.every((word, i) => words[at + i]?.lemma === word || words[at + i]?.text.toLowerCase() === word)

/** Words of a cause or an event; longer ones are several. */
const LONGEST_SIDE = 8
const verbCount = (words: readonly Token[]) => words.filter(({ pos }) => pos === 'VERB').length
/** A verb that may make a clause; a form in -ing does not. */
const isVerb = ({ pos, text }: Token) => pos === 'AUX' || (pos === 'VERB' && !text.endsWith('ing'))

/** Cause and event where a list of causes.json and the order of words name both; null elsewhere. */
export function causeIn({ words, negations, indefinite }: Reading): Cause | null {
  if (words.some((word) => SHARING.has(word.text.toLowerCase()))) return null
  for (let at = 1; at < words.length; at++) {
    const sides = sidesAt(words, at)
    // "A cause" is one of several.
    if (!sides || indefinite.has(words[at] as Token)) continue
    const [causeWords, eventWords] = [withoutClause(sides.causeWords), withoutClause(sides.eventWords)]
    const { involvement } = sides
    const [cause, event] = [keysOf(causeWords), keysOf(eventWords)]
    // A cause is a thing with a name; "critics call it a leak, causing a fire" names none.
    const isPlain =
      [causeWords, eventWords].every((side) => side.length <= LONGEST_SIDE && verbCount(side) <= 1) &&
      !sides.causeWords.some(isVerb)
    if (cause.size === 0 || !isPlain) return null
    if (negations.length > (involvement?.isDenied ? 0 : 1)) return null
    const denial = [...negations, ...(involvement?.isDenied ? involvement.words : [])]
    return { cause, causeWords, event, denial, isInvolvement: involvement !== undefined }
  }
  return null
}

/** A noun phrase up to what follows its noun: "a deal allowing flights", "the ban that he signed". */
function withoutClause(words: readonly Token[]): readonly Token[] {
  const noun = words.findIndex(({ pos }) => pos === 'NOUN' || pos === 'PROPN')
  const end = words.findIndex(
    ({ pos, text, lemma }, at) =>
      noun >= 0 && at > noun && ((pos === 'VERB' && text.endsWith('ing')) || /^(?:that|which|who)$/.test(lemma)),
  )
  return end < 0 ? words : words.slice(0, end)
}

interface Sides {
  readonly causeWords: readonly Token[]
  readonly eventWords: readonly Token[]
  readonly involvement?: { readonly words: readonly Token[]; readonly isDenied: boolean }
}

/** Words of the cause and words of the event around the causal words at `at`. */
function sidesAt(words: readonly Token[], at: number): Sides | null {
  const before = words.slice(0, at)
  const isAfterBe = words[at - 1]?.lemma === 'be'
  for (const { words: wanted, denied } of data.involvement)
    if (areAt(words, at, wanted))
      return {
        causeWords: isAfterBe ? before.slice(0, -1) : before,
        eventWords: words.slice(at + wanted.length),
        involvement: { words: words.slice(at, at + wanted.length), isDenied: denied },
      }
  for (const { words: wanted } of data.prepositions)
    if (areAt(words, at, wanted)) return { causeWords: words.slice(at + wanted.length), eventWords: before }
  for (const { words: wanted } of data.blame)
    if (isAfterBe && areAt(words, at, wanted))
      return { causeWords: before.slice(0, -1), eventWords: words.slice(at + wanted.length) }
  for (const { words: wanted } of data.verbs) {
    if (words[at]?.pos !== 'VERB' || !areAt(words, at, wanted)) continue
    const after = words.slice(at + wanted.length)
    if (!isAfterBe) return { causeWords: before, eventWords: after }
    return after[0]?.lemma === 'by' ? { causeWords: after.slice(1), eventWords: before.slice(0, -1) } : null
  }
  const be = before.findLastIndex(({ lemma }) => lemma === 'be')
  const isNoun = NOUNS.has(words[at]?.lemma ?? '') && words[at]?.pos === 'NOUN'
  if (isNoun && be > 0 && /^(?:for|of|behind)$/.test(words[at + 1]?.lemma ?? ''))
    return { causeWords: before.slice(0, be), eventWords: words.slice(at + 2) }
  return null
}

/** Share of the smaller set that the other has, from which they are one. */
const SAME = 0.67

export function isSame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const shared = [...a].filter((key) => b.has(key)).length
  return shared > 0 && shared >= Math.min(a.size, b.size) * SAME
}

const SORTS = new Set(data.events.map(({ lemmas }) => lemmas[0] ?? ''))

/** Two words in common, or one that is a sort of event ("the deadlock"). */
export function isSameEvent(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const shared = [...a].filter((key) => b.has(key))
  const isEnough = shared.length > 1 || (Math.min(a.size, b.size) === 1 && shared.some((key) => SORTS.has(key)))
  return isEnough && isSame(a, b)
}

/** No word in common, and not one people beside its country. */
function areApart(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const isNational = (keys: ReadonlySet<string>) => [...keys].some((key) => NATIONS.has(key))
  return ![...a].some((key) => b.has(key)) && !isNational(a) && !isNational(b)
}

const isDenied = ({ denial }: Cause) => denial.length > 0

/** The verdict on "the crew was behind the fire" and "the fire was due to a leak"; "the crew had no part in it". */
export function compareCauses(a: Cause, b: Cause): Verdict | null {
  if (!isSameEvent(a.event, b.event)) return null
  if (isDenied(a) !== isDenied(b)) return isDenied(a) ? deniedCause(b, a) : deniedCause(a, b)
  if (isDenied(a) || a.isInvolvement || b.isInvolvement || !areApart(a.cause, b.cause)) return null
  const [first, second] = [a, b].map(wordsOf)
  const heads = [a, b].flatMap(
    ({ causeWords }) => causeWords.findLast(({ pos }) => pos === 'NOUN' || pos === 'PROPN') ?? [],
  )
  return contradiction('contrary', 'rival cause', `Two causes of one event: “${first}” and “${second}”.`, heads)
}

const wordsOf = ({ causeWords }: Cause) => causeWords.map(({ text }) => text).join(' ')

/** Who had no part in it was not behind it; who was not behind it may have had a part. */
function deniedCause(told: Cause, denied: Cause): Verdict | null {
  if (!isSame(told.cause, denied.cause) || (told.isInvolvement && !denied.isInvolvement)) return null
  return denied.isInvolvement
    ? contradiction(
        told.isInvolvement ? 'contradictory' : 'contrary',
        'denied accusation',
        `One names “${wordsOf(told)}”, the other says that they had no part in it.`,
        denied.denial,
      )
    : contradiction(
        'contradictory',
        'denied cause',
        `One names “${wordsOf(told)}” as the cause, the other says it was not.`,
        denied.denial,
      )
}
