import type { Token } from '../../language/english.ts'
import { areOpposites, numberOf, sharedKind } from './exclusive.ts'
import type { Reading } from './reading.ts'
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

const isUnsafe = ({ words }: Reading) => words.some(({ lemma }) => UNSAFE.has(lemma))
const quote = ({ text }: Token) => `“${text}”`

/** The verdict on two sentences that differ in one word, a negation or a closing phrase. */
export function compareWords(premise: Reading, hypothesis: Reading): Verdict | null {
  const { length } = premise.words
  if (length !== hypothesis.words.length) return nothingOfIt(premise, hypothesis) ?? narrowing(premise, hypothesis)
  const at = premise.keys.findIndex((key, i) => key !== hypothesis.keys[i])
  const isOne = at < 0 || premise.keys.findLastIndex((key, i) => key !== hypothesis.keys[i]) === at
  const shared = at < 0 ? length : length - 1
  if (!isOne || shared < FEWEST_SHARED_WORDS || isUnsafe(premise) || isUnsafe(hypothesis)) return null
  const negations = [...premise.negations, ...hypothesis.negations]
  const [a, b] = [premise.words[at], hypothesis.words[at]]
  const difference = a && b ? ([a, b] as const) : null
  if (!difference && negations.length === 1) {
    const [word] = negations
    return word
      ? contradiction('contradictory', 'negation', `One says ${quote(word)}, the other does not.`, [word])
      : null
  }
  if (!difference || negations.length > 0) return null
  return (
    number(premise, difference) ?? antonym(premise, hypothesis, difference) ?? kind(premise, hypothesis, difference)
  )
}

/** Words that "there is no boat burning" has beside those of "a boat is burning". */
const EXISTENCE: ReadonlySet<string> = new Set(['there', 'be', 'no'])
const FEWEST_NOTHING = 2

/** "There is no old boat burning and sinking" and "an old boat is burning and sinking". */
function nothingOfIt(premise: Reading, hypothesis: Reading): Verdict | null {
  const [yes, no] = premise.isNone ? [hypothesis, premise] : [premise, hypothesis]
  if (!no.isNone || yes.isNone || yes.negations.length + no.negations.length > 0 || isUnsafe(yes)) return null
  const [told, denied] = [yes, no].map(({ keys }) => keys.filter((key) => !EXISTENCE.has(key)))
  if (!told || !denied || told.length < FEWEST_NOTHING || told.length !== denied.length) return null
  if (!told.every((key, i) => key === denied[i])) return null
  const word = no.words.filter(({ lemma }) => lemma === 'no')
  return word.length === 1
    ? contradiction('contradictory', 'denial', 'One says that there is none, the other that there is one.', word)
    : null
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
  if (!hypothesis.keys.every((key, i) => key === premise.keys[i])) return null
  const rest = premise.words.slice(length)
  const [first] = rest
  const isPlain = premise.negations.length + hypothesis.negations.length === 0 && !isUnsafe(premise)
  if (!isPlain || !first || length < FEWEST_SHARED_WORDS || !ADJUNCT.has(first.lemma)) return null
  return entailment('narrowing', `The same words, narrowed by “${rest.map(({ text }) => text).join(' ')}”.`, rest)
}
