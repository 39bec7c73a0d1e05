import { readEnglish, type Token } from '../language/english.ts'
import type { Certainty, CueClass, Illocution } from '../model/records.ts'
import cueData from './cues.json' with { type: 'json' }
import hedgeData from './hedges.json' with { type: 'json' }

/** What kind of act a statement is, and how sure its speaker presents the content. */
export interface Act {
  readonly cueClass: CueClass
  readonly illocution: Illocution
  readonly certainty: Certainty
}

const CUES = cueData.cues.map(({ cue, cueClass }) => ({ lemmas: cue.split(' '), cueClass: cueClass as CueClass }))
const ILLOCUTIONS = cueData.illocutions as Readonly<Record<CueClass, Illocution>>
const HEDGES = hedgeData.hedges.map(({ words, certainty }) => ({
  lemmas: words.split(' '),
  certainty: certainty as Certainty,
}))
const LEAST_SURE_FIRST: readonly Certainty[] = ['unspecified', 'possible', 'probable', 'certain']
const NEGATIONS: ReadonlySet<string> = new Set(['not', 'never', 'no', "n't", 'neither', 'nor'])

const standsAt = (tokens: readonly Token[], at: number, lemmas: readonly string[]) =>
  lemmas.every((lemma, i) => tokens[at + i]?.lemma === lemma || tokens[at + i]?.text.toLowerCase() === lemma)

/**
 * The class of the first known cue among `tokens`, verbs before other words ("demanded a pledge" demands), of several that
 * begin there the longest; null where none is known.
 */
export function cueClassOf(tokens: readonly Token[]): CueClass | null {
  const found = tokens.flatMap((token, at) => {
    const here = CUES.filter(({ lemmas }) => standsAt(tokens, at, lemmas))
    const longest = here.toSorted((a, b) => b.lemmas.length - a.lemmas.length)[0]
    return longest ? [{ cueClass: longest.cueClass, isVerb: token.pos === 'VERB' }] : []
  })
  return (found.find(({ isVerb }) => isVerb) ?? found[0])?.cueClass ?? null
}

/** True where the cue says what somebody did not say: "did not mention", "never confirmed". */
export function isNegated(tokens: readonly Token[]): boolean {
  return tokens.some((token) => NEGATIONS.has(token.lemma))
}

/** True where the content can be a whole clause: a finite verb, and no bare infinitive in front ("to leave"). */
function isClause(tokens: readonly Token[]): boolean {
  const words = tokens.filter((token) => token.pos !== 'PUNCT')
  if (words[0]?.lemma === 'to') return false
  return words.some((token) => token.pos === 'AUX' || (token.pos === 'VERB' && !token.text.endsWith('ing')))
}

/**
 * The act that cue and content words make. Who is reported not to have said something withholds; a question is one by its
 * mark; an infinitive under an asserting verb ("said to leave") is no assertion; an unknown cue asserts only a "that" clause.
 */
export function actOf(cue: string, content: string): Act {
  const cueTokens = readEnglish(cue)
  const contentTokens = readEnglish(content)
  const known = cueClassOf(cueTokens)
  const cueClass = known && isNegated(cueTokens) && ILLOCUTIONS[known] === 'assertive' ? 'withhold' : (known ?? 'other')
  const illocution = illocutionOf(cueClass, content, contentTokens)
  return {
    cueClass,
    illocution,
    certainty: certaintyOf(illocution, [...plainWords(cueTokens), ...plainWords(contentTokens)]),
  }
}

/** The act of a sentence in its source's own voice: a question by its mark, else an assertion, as certain as its hedges. */
export function actOfSentence(tokens: readonly Token[]): Act {
  const illocution = tokens.at(-1)?.text === '?' ? 'question' : 'assertive'
  return { cueClass: 'report', illocution, certainty: certaintyOf(illocution, plainWords(tokens)) }
}

function illocutionOf(cueClass: CueClass, content: string, tokens: readonly Token[]): Illocution {
  const usual = ILLOCUTIONS[cueClass]
  if (cueClass === 'other') return /^["“]?that\s/i.test(content) && isClause(tokens) ? 'assertive' : usual
  if (usual !== 'assertive') return usual
  if (/\?["”’']*$/.test(content.trim())) return 'question'
  return tokens[0]?.lemma === 'to' ? 'directive' : usual
}

/** Without the names: a capital inside a sentence is one, so that "in May" hedges nothing. */
function plainWords(tokens: readonly Token[]): Token[] {
  return tokens.filter((token, at) => {
    const before = tokens[at - 1]
    const isInside = before?.sentence === token.sentence && before.pos !== 'PUNCT'
    return !isInside || !/^\p{Lu}\p{Ll}/u.test(token.text)
  })
}

function certaintyOf(illocution: Illocution, tokens: readonly Token[]): Certainty {
  if (illocution !== 'assertive') return 'unspecified'
  const found = HEDGES.filter(({ lemmas }) => tokens.some((_, at) => standsAt(tokens, at, lemmas)))
  const levels = ['certain' as const, ...found.map((hedge) => hedge.certainty)]
  return LEAST_SURE_FIRST.find((level) => levels.includes(level)) ?? 'certain'
}
