import type { Token } from '../language/english.ts'
import { finiteVerbs, isPastForm, pastOfParticiple, readClause } from './verbs.ts'

/** True where the cue is in the past tense, so that what it reports is moved back in time. */
export function isPastCue(cue: string): boolean {
  const tokens = readClause(cue)
  // "has said" reports the present.
  return tokens.some(isPastForm) && !tokens.some(({ text }) => /^(?:has|have|'ve|’ve)$/i.test(text))
}

/** Words that give a past perfect or a "would" another ground than the reporting. */
const OTHER_GROUND =
  /\b(?:if|unless|were|before|after|when|while|until|till|since|once|by (?:then|now|the time|the end|\d+|\w+day)|already|earlier|previously|rather|otherwise|used|like|wish)\b/i
/** "Could not find him on Monday": not able then. */
const PAST_TIME = /\b(?:yesterday|last|ago|then|on \w+day|in (?:19|20)\d\d)\b/i
/** "A ban would hurt": it may be none comes. */
const SUPPOSED = /^(?:an?|any|some|another|such|no|\p{L}+ing)\s/iu
const RELATIVE: ReadonlySet<string> = new Set(['that', 'which', 'who', 'whom', 'whose'])

/**
 * The clause in the tense in which it was said: "(said) the boat had sunk" as "the boat sank", "would take" as "will take",
 * "could not break" as "cannot break". The same text where that is not certain: "was" may be "is" or "was". For indirect speech
 * under a cue in the past tense.
 */
export function withoutBackshift(clause: string): string {
  if (!/\b(?:had|would|could)(?:n't)?\b/i.test(clause)) return clause
  const tokens = readClause(clause)
  const [main] = finiteVerbs(tokens)
  const verb = main === undefined ? undefined : tokens[main]
  if (main === undefined || verb?.pos !== 'AUX') return clause
  const before = tokens.slice(0, main)
  if (before.length === 0 || OTHER_GROUND.test(clause) || before.some(({ lemma }) => RELATIVE.has(lemma))) return clause
  const next = tokens.slice(main + 1).filter(({ pos }) => pos !== 'ADV')
  const put = (words: string, end: number) => clause.slice(0, verb.start) + words + clause.slice(end)
  const [first, second] = next
  switch (verb.text.toLowerCase()) {
    case 'would':
      return first?.lemma === 'have' || first === undefined || SUPPOSED.test(clause) ? clause : put('will', verb.end)
    case 'could':
      // Without "not", "could" may as well mean "might".
      return !PAST_TIME.test(clause) &&
        first?.lemma === 'not' &&
        first.start - verb.end <= 1 &&
        second?.lemma !== 'have'
        ? put('cannot', first.end)
        : clause
    case 'had':
      return first ? withoutPerfect(clause, before, verb, first, second) : clause
    default:
      return clause
  }
}

function withoutPerfect(clause: string, subject: readonly Token[], had: Token, first: Token, second?: Token): string {
  const number = numberOf(subject)
  // Whatever stands between "had" and the participle stays: "had never closed".
  const between = clause.slice(had.end, first.start).trim()
  const put = (words: string, rest: number) =>
    `${clause.slice(0, had.start)}${between === '' ? words : `${between} ${words}`}${clause.slice(rest)}`
  if (first.lemma === 'not')
    return second?.pos === 'VERB' && second.lemma !== 'be' && pastOfParticiple(second) !== null
      ? `${clause.slice(0, had.start)}did not ${second.lemma}${clause.slice(second.end)}`
      : clause
  if (first.lemma === 'be') {
    if (between !== '' || first.text !== 'been' || number === null) return clause
    return put(number === 'plural' ? 'were' : 'was', first.end)
  }
  const past = first.pos === 'VERB' ? pastOfParticiple(first) : null
  return past === null ? clause : put(past, first.end)
}

/** Whether a subject is one or many; null where its words do not tell. */
function numberOf(subject: readonly Token[]): 'singular' | 'plural' | null {
  if (subject.some(({ pos, text }) => pos === 'CCONJ' || text === ',')) return null
  const end = subject.findIndex(({ pos }) => pos === 'ADP')
  const head = (end < 0 ? subject : subject.slice(0, end)).findLast(({ pos }) => pos !== 'ADV')
  const word = head?.text.toLowerCase() ?? ''
  if (head?.pos === 'PRON') return /^(?:he|she|it)$/.test(word) ? 'singular' : word === 'they' ? 'plural' : null
  if (head?.pos !== 'NOUN') return head?.pos === 'PROPN' && !word.endsWith('s') ? 'singular' : null
  if (word !== head.lemma && word.endsWith('s')) return 'plural'
  return subject.some(({ text }) => /^(?:a|an|one|this|that|each|every)$/i.test(text)) ||
    (word === head.lemma && !/^(?:people|police|staff|men|women|children|series|troops|forces)$/.test(word))
    ? 'singular'
    : null
}
