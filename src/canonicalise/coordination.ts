import type { Token } from '../language/english.ts'
import { finiteVerbs, isPastForm, readClause } from './verbs.ts'

/** After these an "and" may belong to a part of the sentence, or the halves lean on each other. */
const LEANING: ReadonlySet<string> = new Set(
  (
    'if unless when while because although though since as until before after whether that which who whom whose where why how what ' +
    'both either neither between or nor then so only first let than respectively each together'
  ).split(' '),
)
const POINTING_BACK: ReadonlySet<string> = new Set('he him she her it they them'.split(' '))
const NEGATIONS: ReadonlySet<string> = new Set(['not', 'no', 'never', 'nobody', 'none', 'few', 'hardly', 'without'])
/** Verbs with a clause for an object: in "said the talks and the deal failed" both nouns belong to it. */
const EMBEDDING: ReadonlySet<string> = new Set([
  'say',
  'think',
  'believe',
  'know',
  'claim',
  'see',
  'hear',
  'feel',
  'find',
  'fear',
  'hope',
  'expect',
  'argue',
  'deny',
  'show',
  'mean',
  'make',
  'help',
  'have',
  'want',
  'insist',
  'suggest',
  'doubt',
  'admit',
  'warn',
  'report',
  'reveal',
  'learn',
  'understand',
  'confirm',
  'tell',
])
const NOUNS: ReadonlySet<string> = new Set(['NOUN', 'PROPN'])
const BEFORE_NOUN: ReadonlySet<string> = new Set(['DET', 'ADJ', 'NUM', 'NOUN', 'PROPN'])

/** Characters of a clause; in a longer one nothing is certain. */
const LONGEST = 400

/**
 * The two halves of a clause joined by "and" or "but" where each stands alone: with its own subject ("the pier is closed and the
 * bridge is open"), or with the shared one ("the storm hit the pier and killed 40 sailors"). Null where that is not certain.
 */
export function halvesOf(clause: string): readonly [string, string] | null {
  if (clause.length > LONGEST || !/\s(?:and|but)\s/i.test(clause)) return null
  const tokens = readClause(clause)
  const joints = tokens.flatMap(({ pos, lemma }, at) =>
    pos === 'CCONJ' && (lemma === 'and' || lemma === 'but') ? [at] : [],
  )
  if (tokens.some(({ lemma, text }) => LEANING.has(lemma) || /^[;:()—–]$/.test(text))) return null
  for (const joint of joints) {
    const left = tokens.slice(0, joint).filter(({ pos }) => pos !== 'PUNCT')
    const right = tokens.slice(joint + 1)
    const [main, other] = finiteVerbs(left)
    const verb = main === undefined ? undefined : left[main]
    // One verb on the left, a subject before it, something after it that is no verb.
    if (!main || !verb || other !== undefined || left.slice(0, main).some(isNegation)) continue
    if (left.at(-1) === verb && verb.pos === 'AUX') continue
    const leftText = clause.slice(0, left.at(-1)?.end)
    const rightStart = right[0]?.start
    if (rightStart === undefined) continue
    const rightText = clause.slice(rightStart)
    // "The storm hit the pier and broke it": alone, nobody knows what broke.
    if (right.some(({ lemma, text }) => POINTING_BACK.has(lemma) || POINTING_BACK.has(text.toLowerCase()))) continue
    const isEmbedding = verb.pos === 'VERB' && EMBEDDING.has(verb.lemma)
    if (hasOwnSubject(right) && !isEmbedding) return [leftText, rightText]
    const start = right.findIndex(({ pos }) => pos !== 'ADV')
    const rightVerb = right[start]
    // "did not sign and paid": what the negation reaches is not certain.
    if (rightVerb?.pos !== 'AUX' && left.some(isNegation)) continue
    if (!rightVerb || !sharesTense(left, main, rightVerb) || finiteVerbs(right).length > 1) continue
    const subjectEnd = left[left.findLastIndex(({ pos, start: at }) => pos !== 'ADV' && at < verb.start)]?.end ?? 0
    return [leftText, `${clause.slice(0, subjectEnd)} ${rightText}`]
  }
  return null
}

const isNegation = ({ lemma }: Token) => NEGATIONS.has(lemma)

/** A plain noun phrase, then a verb with a tense; a pronoun would not say who it is. */
function hasOwnSubject(tokens: readonly Token[]): boolean {
  const [main] = finiteVerbs(tokens)
  if (!main) return false
  const subject = tokens.slice(0, main).filter(({ pos }) => pos !== 'ADV')
  const isNounPhrase = subject.every(({ pos }) => BEFORE_NOUN.has(pos)) && NOUNS.has(subject.at(-1)?.pos ?? '')
  // "and ships damaged in the storm": a participle needs an auxiliary to be a verb.
  return isNounPhrase && tokens[main]?.pos === 'AUX'
}

/** "hit … and killed", "is … and will": the second verb can have the subject of the first. */
function sharesTense(left: readonly Token[], main: number, right: Token): boolean {
  const verb = left[main]
  if (!verb) return false
  // "will close and have to pay": these may hang on the auxiliary before.
  if (right.pos === 'AUX') return !/^(?:be|been|being|have|do)$/i.test(right.text)
  // After an auxiliary, "closed and damaged" are both its participles.
  return right.pos === 'VERB' && verb.pos === 'VERB' && left.at(-1) !== verb && isPastForm(verb) && isPastForm(right)
}
