import type { Token } from '../../language/english.ts'
import { ABSTAINED, type Judge } from '../judge.ts'
import { differences, readSentence, type Reading } from './align.ts'
import { areApart, causeIn, isSame, isSameEvent } from './cause.ts'
import { areOpposites, numberOf, sharedKind } from './exclusive.ts'
import { compareFrames } from './frames.ts'
import { keyOf } from './key.ts'
import { compareStretches } from './stretch.ts'
import { contradiction, entailment, type Verdict } from './verdict.ts'

/** Words that leave room for another number: "at least 40" and "50" go together. */
const OPEN_NUMBER: ReadonlySet<string> = new Set(
  'about almost around approximately least most more less nearly over roughly some than up under hundreds'.split(' '),
)
/** Words under which a negation, an opposite or a left-out part does not turn or keep the truth of the whole. */
const UNSAFE: ReadonlySet<string> = new Set(
  'any some few several many most all every each no none nobody only if unless may might could would should can or either neither but without'.split(
    ' ',
  ),
)
/** Prepositions whose phrase at the end of a sentence only narrows it. */
const ADJUNCT: ReadonlySet<string> = new Set('in at on after before during near'.split(' '))
const FEWEST_SHARED_WORDS = 3
/** Readings kept, about 1.2 kB each; at so many all are dropped. */
const MOST_READINGS = 200_000
const isUnsafe = (reading: Reading) => reading.words.some((word) => UNSAFE.has(word.lemma))
const quote = (token: Token) => `“${token.text}”`

/** Gives the verdict on an ordered pair of sentences, null where no rule says anything. */
export type Rules = (premise: string, hypothesis: string) => Verdict | null

/** The rules over a memory of the sentences read: a claim stands in some hundred pairs and is read once. */
export function localRules(): Rules {
  const readings = new Map<string, Reading>()
  const read = (text: string) => {
    const known = readings.get(text)
    if (known) return known
    if (readings.size >= MOST_READINGS) readings.clear()
    const reading = readSentence(text)
    readings.set(text, reading)
    return reading
  }
  return (premise, hypothesis) => verdictOn(read(premise), read(hypothesis))
}

/**
 * Judge without a model: it compares two sentences word by word, then part by part, and answers only where a rule is certain. Everywhere
 * else it abstains.
 */
export function localJudge(rules: Rules = localRules()): Judge {
  return {
    method: { name: 'local', version: '2' },
    judge: (premise, hypothesis) => {
      const verdict = rules(premise, hypothesis)
      return Promise.resolve(verdict?.isCertain ? verdict.judgement : ABSTAINED)
    },
  }
}

function verdictOn(premise: Reading, hypothesis: Reading): Verdict | null {
  return (
    compareWords(premise, hypothesis) ??
    causes(premise, hypothesis) ??
    (premise.frame && hypothesis.frame && compareFrames(premise.frame, hypothesis.frame)) ??
    compareStretches(premise, hypothesis)
  )
}

/** "The crew was behind the fire" and "the fire was due to a leak"; "the crew was not behind it". */
function causes(premise: Reading, hypothesis: Reading): Verdict | null {
  const [a, b] = [causeIn(premise), causeIn(hypothesis)]
  if (!a || !b || !isSameEvent(a.event, b.event)) return null
  const words = [a, b].map(({ causeWords }) => causeWords.map(({ text }) => text).join(' '))
  const heads = [a, b].flatMap(
    ({ causeWords }) => causeWords.findLast(({ pos }) => pos === 'NOUN' || pos === 'PROPN') ?? [],
  )
  if (a.isDenied !== b.isDenied)
    return isSame(a.cause, b.cause)
      ? contradiction(
          'contradictory',
          'denied cause',
          `One names “${words[0]}” as the cause, the other says it was not.`,
          [...premise.negations, ...hypothesis.negations],
        )
      : null
  if (a.isDenied || !areApart(a.cause, b.cause)) return null
  return contradiction('contrary', 'rival cause', `Two causes of one event: “${words[0]}” and “${words[1]}”.`, heads)
}

/** What two sentences say that differ in one word, a negation or a closing phrase. */
function compareWords(premise: Reading, hypothesis: Reading): Verdict | null {
  const differing = differences(premise, hypothesis)
  if (differing === null) return narrowing(premise, hypothesis)
  const shared = premise.words.length - differing.length
  if (shared < FEWEST_SHARED_WORDS || isUnsafe(premise) || isUnsafe(hypothesis)) return null
  const negations = [...premise.negations, ...hypothesis.negations]
  const [difference, ...others] = differing
  if (!difference && negations.length === 1) {
    const [word] = negations
    return word
      ? contradiction('contradictory', 'negation', `One says ${quote(word)}, the other does not.`, [word])
      : null
  }
  if (!difference || others.length > 0 || negations.length > 0) return null
  return (
    number(premise, difference) ?? antonym(premise, hypothesis, difference) ?? kind(premise, hypothesis, difference)
  )
}

function antonym(premise: Reading, hypothesis: Reading, [a, b]: readonly [Token, Token]): Verdict | null {
  if (!premise.hasKnownSubject || !isPredicate(premise, a) || !isPredicate(hypothesis, b) || !areOpposites(a, b))
    return null
  return contradiction('contrary', 'antonym', `${quote(a)} and ${quote(b)} are opposites, all else is the same.`, [
    a,
    b,
  ])
}

/** "The flag is red" and "the flag is blue". */
function kind(premise: Reading, hypothesis: Reading, [a, b]: readonly [Token, Token]): Verdict | null {
  if (!premise.hasKnownSubject || !isPredicate(premise, a) || !isPredicate(hypothesis, b)) return null
  const shared = isNow(premise) && isNow(hypothesis) ? sharedKind(a, b) : null
  if (shared === null) return null
  return contradiction(
    'contrary',
    'kind',
    `${quote(a)} and ${quote(b)} exclude each other: one ${shared} or another.`,
    [a, b],
  )
}

/**
 * True for a word that says something of the sentence's subject: it stands at its verb or after, and not before a noun that it
 * tells from others ("the northern pier" and "the southern pier" are two).
 */
function isPredicate({ words, indefinite }: Reading, word: Token): boolean {
  const at = words.indexOf(word)
  const verb = words.findIndex(({ pos }) => pos === 'VERB' || pos === 'AUX')
  const next = words[at + 1]
  const isModifier =
    word.pos !== 'VERB' && word.pos !== 'ADP' && (next?.pos === 'NOUN' || next?.pos === 'PROPN' || next?.pos === 'ADJ')
  return verb >= 0 && at >= verb && !isModifier && !indefinite.has(word)
}

/** True for what is said of one moment, "is drinking", "is red": of what was done, both may have been, one after the other. */
function isNow({ words }: Reading): boolean {
  return words.some(
    ({ lemma, pos, text }) => lemma === 'be' && pos === 'AUX' && /^(?:is|are|am|['’]s|['’]re)$/i.test(text),
  )
}

function number(premise: Reading, [a, b]: readonly [Token, Token]): Verdict | null {
  const [first, second] = [numberOf(a), numberOf(b)]
  if (first === null || second === null || first === second) return null
  if (premise.words.some((word) => OPEN_NUMBER.has(word.lemma))) return null
  return contradiction('contrary', 'number', `${quote(a)} and ${quote(b)} count the same thing.`, [a, b])
}

/** "The talks failed on Tuesday" entails "The talks failed". */
function narrowing(premise: Reading, hypothesis: Reading): Verdict | null {
  const { length } = hypothesis.words
  const isPrefix = hypothesis.words.every((word, i) => {
    const other = premise.words[i]
    return other !== undefined && keyOf(other) === keyOf(word)
  })
  const rest = premise.words.slice(length)
  const [first] = rest
  const isPlain = premise.negations.length + hypothesis.negations.length === 0 && !isUnsafe(premise)
  if (!isPrefix || !isPlain || !first || length < FEWEST_SHARED_WORDS || !ADJUNCT.has(first.lemma)) return null
  return entailment('narrowing', `The same words, narrowed by “${rest.map(({ text }) => text).join(' ')}”.`, rest)
}
