import type { Token } from '../../language/english.ts'
import { keyOf } from './key.ts'
import data from './causes.json' with { type: 'json' }
import { contradiction, type Verdict } from './verdict.ts'
import type { Reading } from './reading.ts'
import wordnet from './wordnet.json' with { type: 'json' }

/** What a sentence says of the cause of an event. Sets are of lemmas, words for one sort of event brought to one. */
export interface Cause {
  readonly cause: ReadonlySet<string>
  readonly causeWords: readonly Token[]
  readonly event: ReadonlySet<string>
  /** The words of "was not behind". */
  readonly negations: readonly Token[]
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

/** Cause and event where a list of causes.json and the order of words name both; null elsewhere. */
export function causeIn({ words, negations, indefinite }: Reading): Cause | null {
  if (words.some((word) => SHARING.has(word.text.toLowerCase()))) return null
  for (let at = 1; at < words.length; at++) {
    const sides = sidesAt(words, at)
    // "A cause" is one of several.
    if (!sides || indefinite.has(words[at] as Token)) continue
    const [causeWords, eventWords] = sides
    const [cause, event] = [keysOf(causeWords), keysOf(eventWords)]
    const isPlain = [causeWords, eventWords].every((side) => side.length <= LONGEST_SIDE && verbCount(side) <= 1)
    if (cause.size === 0 || event.size === 0 || !isPlain) return null
    return { cause, causeWords, event, negations }
  }
  return null
}

/** Words of the cause and words of the event around the causal words at `at`. */
function sidesAt(words: readonly Token[], at: number): readonly [readonly Token[], readonly Token[]] | null {
  const before = words.slice(0, at)
  const isAfterBe = words[at - 1]?.lemma === 'be'
  for (const { words: wanted } of data.prepositions)
    if (areAt(words, at, wanted)) return [words.slice(at + wanted.length), before]
  for (const { words: wanted } of data.blame)
    if (isAfterBe && areAt(words, at, wanted)) return [before.slice(0, -1), words.slice(at + wanted.length)]
  for (const { words: wanted } of data.verbs) {
    if (words[at]?.pos !== 'VERB' || !areAt(words, at, wanted)) continue
    const after = words.slice(at + wanted.length)
    if (!isAfterBe) return [before, after]
    return after[0]?.lemma === 'by' ? [after.slice(1), before.slice(0, -1)] : null
  }
  const be = before.findLastIndex(({ lemma }) => lemma === 'be')
  const isNoun = NOUNS.has(words[at]?.lemma ?? '') && words[at]?.pos === 'NOUN'
  if (isNoun && be > 0 && /^(?:for|of|behind)$/.test(words[at + 1]?.lemma ?? ''))
    return [before.slice(0, be), words.slice(at + 2)]
  return null
}

/** Share of the smaller set that the other has, from which they are one. */
const SAME = 0.67

function isSame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const shared = [...a].filter((key) => b.has(key)).length
  return shared > 0 && shared >= Math.min(a.size, b.size) * SAME
}

const SORTS = new Set(data.events.map(({ lemmas }) => lemmas[0] ?? ''))

/** Two words in common, or one that is a sort of event ("the deadlock"). */
function isSameEvent(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const shared = [...a].filter((key) => b.has(key))
  const isEnough = shared.length > 1 || (Math.min(a.size, b.size) === 1 && shared.some((key) => SORTS.has(key)))
  return isEnough && isSame(a, b)
}

/** No word in common, and not one people beside its country. */
function areApart(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const isNational = (keys: ReadonlySet<string>) => [...keys].some((key) => NATIONS.has(key))
  return ![...a].some((key) => b.has(key)) && !isNational(a) && !isNational(b)
}

const isDenied = ({ negations }: Cause) => negations.length === 1

/** The verdict on "the crew was behind the fire" and "the fire was due to a leak"; "the crew was not behind it". */
export function compareCauses(a: Cause, b: Cause): Verdict | null {
  if (!isSameEvent(a.event, b.event)) return null
  const words = [a, b].map(({ causeWords }) => causeWords.map(({ text }) => text).join(' '))
  const heads = [a, b].flatMap(
    ({ causeWords }) => causeWords.findLast(({ pos }) => pos === 'NOUN' || pos === 'PROPN') ?? [],
  )
  if (isDenied(a) !== isDenied(b))
    return isSame(a.cause, b.cause)
      ? contradiction(
          'contradictory',
          'denied cause',
          `One names “${words[0]}” as the cause, the other says it was not.`,
          [...a.negations, ...b.negations],
        )
      : null
  if (isDenied(a) || !areApart(a.cause, b.cause)) return null
  return contradiction('contrary', 'rival cause', `Two causes of one event: “${words[0]}” and “${words[1]}”.`, heads)
}
