import { readEnglish, type PartOfSpeech, type Token } from '../language/english.ts'
import { normalise } from '../model/id.ts'
import { writeOut } from './contractions.ts'
import { withDigits } from './numbers.ts'
import spellingData from './spellings.json' with { type: 'json' }
import { finiteVerbs, isPastForm } from './verbs.ts'

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
  const written = writeOut(text).replace(PERCENT, '$1 percent')
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
  const tokens = readEnglish(text)
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
const DATE = `(?:${MONTH})(?:\\s\\d{1,2}(?:st|nd|rd|th)?)?(?:,?\\s\\d{4})?|\\d{1,2}\\s(?:${MONTH})(?:,?\\s\\d{4})?|\\d{4}`
const TIME = new RegExp(
  `(?:^|\\s)((?:on|in|last|this|next)\\s(?:${DAY}|${DATE})(?:\\s(?:morning|afternoon|evening|night))?|(?:last|this|next)\\s(?:week|month|year|night)|yesterday|today|tomorrow|tonight),?(?=\\s|$)`,
  'gu',
)
const OPENING = /^((?:in|on|at|during|near|outside|inside)\s[^,]{1,60}),\s+/iu
const FROM_OPENING: ReadonlySet<PartOfSpeech> = new Set(['ADP', 'DET', 'ADJ', 'NUM', 'NOUN', 'PROPN'])

/** The text with one time, or an opening phrase of place, at its end; only in a clause with one verb it can belong to. */
function inOrder(text: string): string {
  const tokens = readEnglish(text)
  if (finiteVerbs(tokens).length !== 1) return text
  const opening = OPENING.exec(text)
  const isPhrase =
    opening !== null &&
    tokens.every(
      ({ start, pos, text: word }) => start >= (opening[1]?.length ?? 0) || FROM_OPENING.has(pos) || /^\d/.test(word),
    )
  const opened = isPhrase ? `${text.slice(opening[0].length)} ${lowerFirst(opening[1] ?? '')}` : text
  const bare = opened.replace(/[.,;]+$/, '')
  const times = [...bare.matchAll(TIME)]
  const [time] = times
  if (!time || times.length > 1) return bare
  const rest = `${bare.slice(0, time.index)}${bare.slice(time.index + time[0].length)}`.trim()
  // Between two words of one phrase a time is part of it: "the talks in May of last year".
  const next = rest.slice(time.index).trimStart()
  return /^(?:of|and|or|to|-|–)\b/i.test(next) ? bare : `${rest} ${lowerFirst(time[1] ?? '')}`
}

const lowerFirst = (text: string) => `${text.charAt(0).toLowerCase()}${text.slice(1)}`

const PLAIN: ReadonlySet<PartOfSpeech> = new Set(['DET', 'ADJ', 'NUM', 'NOUN', 'PROPN'])
const isPlainPhrase = (tokens: readonly Token[]) =>
  tokens.length > 0 && tokens.every(({ pos }) => PLAIN.has(pos)) && /^(?:NOUN|PROPN)$/.test(tokens.at(-1)?.pos ?? '')

/** "The pier was closed by the mayor" as "the mayor closed the pier", where both are plain noun phrases and nothing else is there. */
function asActive(text: string): string {
  const tokens = readEnglish(text).filter(({ pos }) => pos !== 'PUNCT')
  const be = tokens.findIndex(({ text: word }) => /^(?:was|were)$/i.test(word))
  const [verb, by] = tokens.slice(be + 1)
  const end = timeStart(text)
  const patient = tokens.slice(0, Math.max(be, 0))
  const agent = tokens.slice(be + 3).filter(({ start }) => start < end)
  if (be > 0 && verb?.pos === 'VERB' && by?.lemma === 'by' && isPlainPhrase(patient) && isPlainPhrase(agent)) {
    const words = (list: readonly Token[]) => text.slice(list[0]?.start, list.at(-1)?.end)
    return `${words(agent)} ${verb.lemma}+ed ${words(patient)}${text.slice(agent.at(-1)?.end)}`
  }
  const [main, other] = finiteVerbs(tokens)
  const past = main === undefined ? undefined : tokens[main]
  if (!main || !past || other !== undefined || past.pos !== 'VERB' || !isPastForm(past)) return text
  const object = tokens.slice(main + 1).filter(({ start }) => start < end)
  return isPlainPhrase(tokens.slice(0, main)) && isPlainPhrase(object)
    ? `${text.slice(0, past.start)}${past.lemma}+ed${text.slice(past.end)}`
    : text
}

/** Where the time at the end begins; the length of the text where there is none. */
function timeStart(text: string): number {
  const time = [...text.matchAll(TIME)].at(-1)
  return time && time.index + time[0].length === text.length ? time.index : text.length
}
