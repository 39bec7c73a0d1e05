import type { PartOfSpeech, Token } from '../language/english.ts'
import { normalise } from '../model/id.ts'
import { writeOut } from './contractions.ts'
import { withDigits } from '../language/numbers.ts'
import spellingData from './spellings.json' with { type: 'json' }
import { finiteVerbs, pastOfParticiple, readClause } from './verbs.ts'

const SPELLINGS = spellingData.spellings.map(
  ({ spelling, words }) =>
    [new RegExp(`(?<![\\p{L}\\p{N}])${spelling.replaceAll('.', '\\.')}(?![\\p{L}\\p{N}])`, 'gu'), words] as const,
)
const PERCENT = /(\d)\s?%/g

/** Steps that take a wording to the form in which it is the same claim, and what a reader is told where that step is needed. */
const STEPS: readonly (readonly [reason: string, step: (text: string) => string])[] = [
  ['the same words', normalise],
  ['the same words with contractions and abbreviations written out', (text) => normalise(spelledOut(text))],
  ['the same words with numbers in digits', digits],
  ['the same words but for articles', (text) => withoutArticles(digits(pointed(text)))],
  ['the same words with time and place in another order', (text) => withoutArticles(digits(pointed(inOrder(text))))],
  ['the same words, active for passive', (text) => withoutArticles(digits(pointed(asActive(inOrder(text)))))],
]

/**
 * What tells two wordings of one claim from two claims: equal keys, one claim. Letter case, punctuation, contractions, number words,
 * articles, the place of one time or of an opening phrase, and passive for active between two plain noun phrases do not count; every other word does, in its order.
 */
export function keyOf(text: string): string {
  const [, last] = STEPS.at(-1) ?? []
  return last ? last(text) : normalise(text)
}

/** In what two wordings with one key are the same, for a reader. */
export function howSame(a: string, b: string): string {
  return STEPS.find(([, step]) => step(a) === step(b))?.[0] ?? 'the same key'
}

function spelledOut(text: string): string {
  // "Group A won": a letter, no article.
  const written = writeOut(text)
    .replace(PERCENT, '$1 percent')
    .replace(/(?<=[\p{L}\p{N}] )A(?=\s|$)/gu, 'A1')
  return SPELLINGS.reduce((all, [spelling, words]) => all.replace(spelling, words), written)
}

function digits(text: string): string {
  return withDigits(normalise(spelledOut(text).replace(/(\p{L})-(?=\p{L})/gu, '$1 ')).split(' ')).join(' ')
}

/** Before these words an article makes a difference: "few" and "a few". */
const COUNTED =
  'few|little|number|majority|minority|most|same|only|other|lot|quarter|third|half|year|month|week|day|time'
const COUNTED_WORDS: ReadonlySet<string> = new Set(COUNTED.split('|'))
const ARTICLES = new RegExp(`\\b(?:the|an|a)\\s(?!(?:${COUNTED})\\b)`, 'g')
const withoutArticles = (text: string) => text.replace(ARTICLES, '')

/** "That agreement" as "the agreement": outside of its text a claim points at nothing. */
function pointed(text: string): string {
  if (!/\bthat\b/i.test(text)) return text
  const tokens = readClause(text)
  let result = ''
  let from = 0
  tokens.forEach(({ start, end, lemma, pos }, at) => {
    const next = tokens[at + 1]
    // After a verb the tagger takes it for the "that" of a clause, which may go as well.
    const isPlaced = pos === 'DET' || /^(?:VERB|ADP)$/.test(tokens[at - 1]?.pos ?? '')
    const isPointing = lemma === 'that' && isPlaced && (next?.pos === 'NOUN' || next?.pos === 'ADJ')
    if (!isPointing || COUNTED_WORDS.has(next.lemma)) return
    result += `${text.slice(from, start)}the`
    from = end
  })
  return result + text.slice(from)
}

const DAY = 'Mondays?|Tuesdays?|Wednesdays?|Thursdays?|Fridays?|Saturdays?|Sundays?'
const MONTH = 'January|February|March|April|May|June|July|August|September|October|November|December'
const DATE = `(?:${MONTH})(?:\\s\\d{1,2}(?:st|nd|rd|th)?)?(?:,?\\s(?:19|20)\\d\\d)?|\\d{1,2}\\s(?:${MONTH})(?:,?\\s(?:19|20)\\d\\d)?`
const ON_DATE = `(?:on|in|last|this|next)\\s(?:${DAY}|${DATE})(?:\\s(?:morning|afternoon|evening|night))?`
const AGO = '(?:last|this|next)\\s(?:week|month|year|night)|yesterday|today|tomorrow|tonight'
/** A time before all else. A bare year needs its comma: "in 2000 cases". */
const TIME = new RegExp(`^(${ON_DATE}|${AGO}|in\\s(?:19|20)\\d\\d(?=,)),?\\s+`, 'iu')
/** "On Monday in Larn" at the end. */
const TIME_THEN_PLACE = new RegExp(
  `\\s(${ON_DATE}|${AGO})\\s((?:in|at|near)\\s(?:the\\s)?\\p{Lu}[\\p{L}-]*(?:\\s\\p{Lu}[\\p{L}-]*){0,3})$`,
  'u',
)
const OPENING = /^((?:in|on|at|during|near|outside|inside)\s[^,]{1,60}),\s+/iu
const IN_PHRASE: ReadonlySet<PartOfSpeech> = new Set(['ADP', 'DET', 'ADJ', 'ADV', 'NUM', 'NOUN', 'PROPN', 'PUNCT'])

/**
 * The text with the time or the phrase of place that opens it at its end; only in a clause with one verb it can belong to. What
 * stands inside ("the talks on Monday") belongs to its noun and stays.
 */
function inOrder(whole: string): string {
  const text = whole.replace(TIME_THEN_PLACE, ' $2 $1')
  const opening = TIME.exec(text) ?? OPENING.exec(text)
  if (!opening) return text
  const [all, phrase = ''] = opening
  const tokens = readClause(text)
  const isPhrase = tokens.every(({ start, pos }) => start >= phrase.length || IN_PHRASE.has(pos))
  if (!isPhrase || finiteVerbs(tokens).length !== 1) return text
  return `${text.slice(all.length).replace(/[.,;]+$/, '')} ${phrase}`
}

const PLAIN: ReadonlySet<PartOfSpeech> = new Set(['DET', 'ADJ', 'NUM', 'NOUN', 'PROPN'])
const isPlainPhrase = (tokens: readonly Token[]) =>
  tokens.length > 0 && tokens.every(({ pos }) => PLAIN.has(pos)) && /^(?:NOUN|PROPN)$/.test(tokens.at(-1)?.pos ?? '')

/** "The pier was closed by the mayor" as "the mayor closed the pier", where both are plain noun phrases and nothing else is there. */
function asActive(text: string): string {
  if (!/\s(?:was|were)\s\S+\sby\s/i.test(text)) return text
  const tokens = readClause(text).filter(({ pos }) => pos !== 'PUNCT')
  const be = tokens.findIndex(({ text: word }) => /^(?:was|were)$/i.test(word))
  const [verb, by] = tokens.slice(be + 1)
  const patient = tokens.slice(0, be)
  const rest = tokens.slice(be + 3)
  const agentEnd = rest.findIndex(({ pos }) => !PLAIN.has(pos))
  const agent = agentEnd < 0 ? rest : rest.slice(0, agentEnd)
  // What follows the agent can only be of time or place.
  if (agentEnd >= 0 && rest[agentEnd]?.pos !== 'ADP') return text
  const past = verb?.pos === 'VERB' ? pastOfParticiple(verb) : null
  if (past === null || by?.lemma !== 'by' || !isPlainPhrase(patient) || !isPlainPhrase(agent)) return text
  const words = (list: readonly Token[]) => text.slice(list[0]?.start, list.at(-1)?.end)
  return `${words(agent)} ${past} ${words(patient)}${text.slice(agent.at(-1)?.end)}`
}
