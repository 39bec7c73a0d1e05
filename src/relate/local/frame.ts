import type { Token } from '../../language/english.ts'
import { readDate, type DateParts } from './date.ts'
import implicatives from './implicatives.json' with { type: 'json' }
import { readPhrase, withAttached, type Part, type Phrase } from './phrase.ts'

/** What stands beside the verb: "on Monday", "in the harbour", "quickly". */
export interface Adjunct {
  readonly words: readonly Token[]
  /** The preposition; of an adverb the adverb itself. */
  readonly key: string
  readonly phrase: Phrase | null
  readonly date: DateParts | null
}

/** Who does what to whom in a plain sentence of one clause. */
export interface Frame {
  readonly agent: Phrase | null
  readonly verb: Token
  readonly patient: Phrase | null
  /** "Open" in "the pier is open". */
  readonly state: Token | null
  readonly adjuncts: readonly Adjunct[]
  /** Words that deny it: "not", "no", "failed to". */
  readonly negations: readonly Token[]
  readonly tense: 'past' | 'present' | 'future'
}

/** Tokens of a sentence; in a longer one nothing is plain. */
const LONGEST = 30
const MODAL = /^(?:may|might|could|would|should|can|ca|must|shall|ought)$/i
const FUTURE = /^(?:will|wo|['’]ll)$/i
const PRESENT = /^(?:is|are|am|['’]s|['’]re|['’]m|do|does)$/i
const BE = /^(?:be|been|being|is|are|am|was|were|['’](?:s|re|m))$/i
const IMPLICATIVES = new Map(implicatives.verbs.map(({ lemma, holds }) => [lemma, holds]))
const NEGATION: ReadonlySet<string> = new Set(['not', "n't", 'never'])
const isNegation = ({ lemma }: Token) => NEGATION.has(lemma)

/**
 * Reads a plain sentence: one clause with one verb, its noun phrases and prepositional phrases, active or passive, "there is", and
 * verbs that say whether something came about ("managed to", "failed to"). Null for every other, so that nothing is compared that is not
 * understood: clauses within, joined phrases, modals, counts such as "few".
 */
export function readFrame(all: readonly Token[]): Frame | null {
  if (all.length > LONGEST || all.some(({ sentence, lemma }) => sentence > 0 || lemma === 'only')) return null
  const tokens = all.filter(({ pos }) => pos !== 'PUNCT').map(asName)
  const adjuncts: Adjunct[] = []
  let at = 0
  for (let opening = readAdjunct(tokens, at); opening; opening = readAdjunct(tokens, at)) {
    adjuncts.push(opening.part)
    at = opening.next
  }
  const existence = existenceAt(tokens, at)
  const whole = readSubject(tokens, at + existence.length)
  // "There is no man on the boat": what follows says where, unless a verb comes after it.
  const isVerbless = existence.length > 0 && whole !== null && tokens[whole.next]?.pos !== 'VERB'
  const subject = isVerbless ? readObject(tokens, at + existence.length) : whole
  const group = subject && readVerbs(tokens, subject.next, existence)
  if (!group) return null
  const { verb, isPassive, tense } = group.part
  at = group.next
  adjuncts.push(...group.part.adjuncts)
  let patient: Phrase | null = null
  let agent: Phrase | null = null
  let state: Token | null = null
  while (at < tokens.length) {
    const token = tokens[at]
    const adjunct = readAdjunct(tokens, at)
    const phrase: Part<Phrase> | null = adjunct || at > group.next ? null : readObject(tokens, at)
    if (adjunct) {
      if (isPassive && adjunct.part.key === 'by' && adjunct.part.phrase && !agent) agent = adjunct.part.phrase
      else adjuncts.push(adjunct.part)
      at = adjunct.next
    } else if (phrase && !isPassive) {
      patient = phrase.part
      at = phrase.next
    } else if ((token?.pos === 'ADJ' || token?.pos === 'VERB') && !state && verb.lemma === 'be' && at === group.next) {
      state = token
      at++
    } else return null
  }
  const own = subject.part
  const phrases = [own, patient, agent, ...adjuncts.map(({ phrase }) => phrase)]
  const denied = phrases.flatMap((phrase) => (phrase?.reference === 'none' ? phrase.words.slice(0, 1) : []))
  return {
    agent: isPassive ? agent : own,
    patient: isPassive ? own : patient,
    verb,
    state,
    adjuncts,
    negations: [...group.part.negations, ...denied],
    tense,
  }
}

/** A name that the tagger does not know passes for a verb; a capital inside a sentence makes it a name again. */
const asName = (token: Token, at: number): Token =>
  at > 0 && token.pos === 'VERB' && /^\p{Lu}\p{Ll}/u.test(token.text) ? { ...token, pos: 'PROPN' } : token

/** "There is", "there isn't" before the subject. */
function existenceAt(tokens: readonly Token[], at: number): readonly Token[] {
  const [there, be, not] = tokens.slice(at, at + 3)
  if (there?.lemma !== 'there' || !be || !/^(?:is|are|was|were|['’]s)$/i.test(be.text)) return []
  return not && isNegation(not) ? [there, be, not] : [there, be]
}

/** A noun phrase with all that prepositions attach to it. */
function readSubject(tokens: readonly Token[], at: number): Part<Phrase> | null {
  let subject = readPhrase(tokens, at)
  while (subject) {
    const attached = readAttached(tokens, subject, /./)
    if (!attached) return subject
    subject = attached
  }
  return null
}

/** An object takes only "of" with it: other phrases may belong to the verb. */
function readObject(tokens: readonly Token[], at: number): Part<Phrase> | null {
  const object = readPhrase(tokens, at)
  return object && (readAttached(tokens, object, /^of$/) ?? object)
}

function readAttached(tokens: readonly Token[], { part, next }: Part<Phrase>, wanted: RegExp): Part<Phrase> | null {
  const preposition = tokens[next]
  if (preposition?.pos !== 'ADP' || !wanted.test(preposition.lemma)) return null
  const other = readPhrase(tokens, next + 1)
  const attached = other && withAttached(part, preposition.lemma, other.part)
  return attached && { part: attached, next: other.next }
}

/** Months and numbers after a preposition, or without one. */
const LONGEST_DATE = 4

function readAdjunct(tokens: readonly Token[], from: number): Part<Adjunct> | null {
  const first = tokens[from]
  if (!first) return null
  let at = from
  while (tokens[at]?.pos === 'ADP') at++
  const dated = readDateAt(tokens, at)
  const key = tokens
    .slice(from, at)
    .map(({ lemma }) => lemma)
    .join(' ')
  if (dated)
    return {
      part: { words: tokens.slice(from, dated.next), key: 'on', phrase: null, date: dated.part },
      next: dated.next,
    }
  if (at > from) {
    const phrase = readObject(tokens, at)
    if (phrase)
      return {
        part: { words: tokens.slice(from, phrase.next), key, phrase: phrase.part, date: null },
        next: phrase.next,
      }
  }
  if (first.pos === 'ADV' || (first.pos === 'ADP' && at === tokens.length))
    return { part: adverb(first), next: from + 1 }
  return null
}

const adverb = (token: Token): Adjunct => ({ words: [token], key: token.lemma, phrase: null, date: null })

function readDateAt(tokens: readonly Token[], at: number): Part<DateParts> | null {
  const first = tokens[at]
  if (!first || !/^(?:\d|\p{Lu})/u.test(first.text)) return null
  for (let length = Math.min(LONGEST_DATE, tokens.length - at); length > 0; length--) {
    const part = readDate(
      tokens
        .slice(at, at + length)
        .map(({ text }) => text)
        .join(' '),
    )
    if (part) return { part, next: at + length }
  }
  return null
}

interface Verbs extends Pick<Frame, 'verb' | 'negations' | 'tense' | 'adjuncts'> {
  readonly isPassive: boolean
}

/** The verbs after the subject; of "there is" before it, the verb that follows or else "be". */
function readVerbs(tokens: readonly Token[], from: number, [, ...existence]: readonly Token[]): Part<Verbs> | null {
  const negations = existence.filter(isNegation)
  const auxiliaries = existence.filter((token) => !isNegation(token))
  const adjuncts: Adjunct[] = []
  let verb: Token | undefined
  let at = from
  for (; at < tokens.length; at++) {
    const token = tokens[at]
    if (!token) break
    if (isNegation(token)) negations.push(token)
    else if (token.pos === 'AUX' && !verb) auxiliaries.push(token)
    else if (!verb && (token.pos === 'VERB' || (isBare(auxiliaries.at(-1)) && BARE_VERB.has(token.pos)))) {
      verb = token
      const holds = IMPLICATIVES.get(token.lemma)
      if (tokens[at + 1]?.lemma !== 'to' || tokens[at + 2]?.pos !== 'VERB') continue
      // "Wanted to close it": whether it came about is open.
      if (holds === undefined) return null
      if (!holds) negations.push(token)
      verb = tokens[at + 2]
      auxiliaries.push(token)
      at += 2
    } else if (token.pos === 'ADV' && !verb) adjuncts.push(adverb(token))
    else break
  }
  const last = auxiliaries.at(-1)
  const main = verb ?? last
  if (!main || auxiliaries.some(({ text }) => MODAL.test(text)) || negations.length > 1) return null
  const isPassive = verb !== undefined && !verb.text.endsWith('ing') && last !== undefined && BE.test(last.text)
  return { part: { verb: main, negations, adjuncts, tense: tenseOf(auxiliaries, main), isPassive }, next: at }
}

/** After "did" and "will" comes a verb, whatever its tag: "did not close". */
const isBare = (auxiliary: Token | undefined) =>
  auxiliary !== undefined && (auxiliary.lemma === 'do' || FUTURE.test(auxiliary.text))
const BARE_VERB: ReadonlySet<string> = new Set(['ADJ', 'NOUN'])

function tenseOf([first]: readonly Token[], main: Token): Frame['tense'] {
  const word = (first ?? main).text
  if (FUTURE.test(word)) return 'future'
  if (first ? PRESENT.test(word) : word.endsWith('ing') || /(?<!s)s$/.test(word) || word.toLowerCase() === main.lemma)
    return 'present'
  return 'past'
}
