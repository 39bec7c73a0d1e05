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
const NEGATIONS: ReadonlySet<string> = new Set(['not', 'never', 'no', "n't"])

const standsAt = (tokens: readonly Token[], at: number, lemmas: readonly string[]) =>
  lemmas.every((lemma, i) => tokens[at + i]?.lemma === lemma || tokens[at + i]?.text.toLowerCase() === lemma)

/** The class of the longest known cue among `tokens`, of equally long ones the last; null where none is known. */
export function cueClassOf(tokens: readonly Token[]): CueClass | null {
  let best: { size: number; cueClass: CueClass } | null = null
  for (let at = 0; at < tokens.length; at++)
    for (const { lemmas, cueClass } of CUES)
      if (lemmas.length >= (best?.size ?? 1) && standsAt(tokens, at, lemmas)) best = { size: lemmas.length, cueClass }
  return best?.cueClass ?? null
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
  return { cueClass, illocution, certainty: certaintyOf(illocution, [...cueTokens, ...contentTokens]) }
}

function illocutionOf(cueClass: CueClass, content: string, tokens: readonly Token[]): Illocution {
  const usual = ILLOCUTIONS[cueClass]
  if (cueClass === 'other') return /^["“]?that\s/i.test(content) && isClause(tokens) ? 'assertive' : usual
  if (usual !== 'assertive') return usual
  if (/\?["”’']*$/.test(content.trim())) return 'question'
  return tokens[0]?.lemma === 'to' ? 'directive' : usual
}

function certaintyOf(illocution: Illocution, tokens: readonly Token[]): Certainty {
  if (illocution !== 'assertive') return 'unspecified'
  const found = HEDGES.filter(({ lemmas }) => tokens.some((_, at) => standsAt(tokens, at, lemmas)))
  const levels = ['certain' as const, ...found.map((hedge) => hedge.certainty)]
  return LEAST_SURE_FIRST.find((level) => levels.includes(level)) ?? 'certain'
}
