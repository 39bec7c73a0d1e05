import { readEnglish, type Token } from '../language/english.ts'
import type { Certainty, CueClass, Illocution } from '../model/records.ts'
import cueData from './cues.json' with { type: 'json' }
import hedgeData from './hedges.json' with { type: 'json' }
import moodData from './moods.json' with { type: 'json' }

/** What kind of act a statement is, and how sure its speaker presents the content. */
export interface Act {
  readonly cueClass: CueClass
  readonly illocution: Illocution
  readonly certainty: Certainty
}

interface Cue {
  readonly lemmas: readonly string[]
  readonly cueClass: CueClass
  readonly clause: CueClass
  readonly attitude: boolean
}
/** By their first word. */
const CUES = new Map<string, Cue[]>()
for (const { cue, cueClass, ...rest } of cueData.cues) {
  const lemmas = cue.split(' ')
  const first = lemmas[0] ?? ''
  const clause = 'clause' in rest ? rest.clause : cueClass
  const known = { lemmas, cueClass: cueClass as CueClass, clause: clause as CueClass, attitude: 'attitude' in rest }
  CUES.set(first, [...(CUES.get(first) ?? []), known])
}
const MOODS = moodData.moods.map(({ words, at, illocution }) => ({
  lemmas: words.split(' '),
  at,
  illocution: illocution as Illocution,
}))
const ILLOCUTIONS = cueData.illocutions as Readonly<Record<CueClass, Illocution>>
const HEDGES = hedgeData.hedges.map(({ words, certainty }) => ({
  lemmas: words.split(' '),
  certainty: certainty as Certainty,
}))
const LEAST_SURE_FIRST: readonly Certainty[] = ['unspecified', 'possible', 'probable', 'certain']
const NEGATIONS: ReadonlySet<string> = new Set(['not', 'never', 'no', "n't", 'neither', 'nor'])

const standsAt = (tokens: readonly Token[], at: number, lemmas: readonly string[]) =>
  lemmas.every((lemma, i) => tokens[at + i]?.lemma === lemma || tokens[at + i]?.text.toLowerCase() === lemma)

function cueAt(tokens: readonly Token[], at: number): Cue | undefined {
  const token = tokens[at]
  const known = [...(CUES.get(token?.lemma ?? '') ?? []), ...(CUES.get(token?.text.toLowerCase() ?? '') ?? [])]
  return known
    .filter(({ lemmas }) => standsAt(tokens, at, lemmas))
    .toSorted((a, b) => b.lemmas.length - a.lemmas.length)[0]
}

/** The first known cue among `tokens`, verbs before other words ("demanded a pledge" demands), of several that begin there the longest. */
function knownCue(tokens: readonly Token[]): Cue | null {
  const found = tokens.flatMap((token, at) => {
    const cue = cueAt(tokens, at)
    return cue ? [{ cue, isVerb: token.pos === 'VERB' }] : []
  })
  return (found.find(({ isVerb }) => isVerb) ?? found[0])?.cue ?? null
}

/** The class of the cue that `tokens` make; null where none is known. */
export const cueClassOf = (tokens: readonly Token[]): CueClass | null => knownCue(tokens)?.cueClass ?? null

/** True where the cue tells what somebody feels, wants or means to do: nobody need have said it. */
export const isAttitude = (tokens: readonly Token[]): boolean => knownCue(tokens)?.attitude ?? false

/** True for a word that a known cue begins with; whether it is one here, its surroundings tell. */
export const isCueWord = (token: Token) => CUES.has(token.lemma) || CUES.has(token.text.toLowerCase())

/** True where the cue says what somebody did not say: "did not mention", "never confirmed". */
export function isNegated(tokens: readonly Token[]): boolean {
  return tokens.some((token) => NEGATIONS.has(token.lemma))
}

/** Words that open a question inside a sentence. */
const INTERROGATIVES = new Set(
  moodData.moods.filter(({ illocution }) => illocution === 'question').map(({ words }) => words),
)

/** True where the content can be a whole clause: a finite verb, and no bare infinitive in front ("to leave"). */
function isClause(tokens: readonly Token[]): boolean {
  const words = tokens.filter((token) => token.pos !== 'PUNCT')
  if (words[0]?.lemma === 'to') return false
  return words.some((token) => token.pos === 'AUX' || (token.pos === 'VERB' && !token.text.endsWith('ing')))
}

/**
 * The act that cue and content words make. Who is reported not to have said something withholds. Of what an asserting cue
 * reports, mood decides: a question is one by its mark or its "whether", an infinitive, an imperative or "should" directs, "he hopes"
 * expresses. Who asks somebody to do something demands. An unknown cue asserts only a "that" clause.
 */
export function actOf(cue: string, content: string): Act {
  const cueTokens = readEnglish(cue)
  const contentTokens = readEnglish(content)
  const cueClass = classWith(cueTokens, contentTokens)
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

function classWith(cue: readonly Token[], content: readonly Token[]): CueClass {
  const known = knownCue(cue)
  // A colon or a dash before a name reports, as "said" would.
  if (cue.length > 0 && cue.every(({ pos }) => pos === 'PUNCT' || pos === 'SYM')) return 'report'
  if (!known) return 'other'
  const words = content.filter((token) => token.pos !== 'PUNCT')
  if (known.cueClass === 'ask' && asksToAct(words)) return 'demand'
  const cueClass =
    known.clause !== known.cueClass && isClause(content) && !isOwnAct(words) ? known.clause : known.cueClass
  return isNegated(cue) && ILLOCUTIONS[cueClass] === 'assertive' ? 'withhold' : cueClass
}

/** "(asked) him to leave", "(asked) to see it", "(asked) that it be closed". */
function asksToAct(words: readonly Token[]): boolean {
  if (words[0]?.lemma === 'that') return true
  if (INTERROGATIVES.has(words[0]?.lemma ?? '')) return false
  const verb = words.findIndex((token) => token.pos === 'VERB' || token.pos === 'AUX')
  return verb > 0 && words[verb - 1]?.lemma === 'to'
}

const PRONOUNS: ReadonlySet<string> = new Set(['i', 'we', 'he', 'she', 'it', 'they'])
const WILL: ReadonlySet<string> = new Set(['will', 'would', "'ll", '’ll'])

/** What the speaker will do: "(that) it would close the gate". */
function isOwnAct(words: readonly Token[]): boolean {
  const [subject, modal] = words[0]?.lemma === 'that' ? words.slice(1) : words
  return PRONOUNS.has(subject?.text.toLowerCase() ?? '') && WILL.has(modal?.text.toLowerCase() ?? '')
}

function illocutionOf(cueClass: CueClass, content: string, tokens: readonly Token[]): Illocution {
  const usual = ILLOCUTIONS[cueClass]
  if (cueClass === 'other') return /^["“]?that\s/i.test(content) && isClause(tokens) ? 'assertive' : usual
  if (usual !== 'assertive') return usual
  if (/\?["”’']*$/.test(content.trim())) return 'question'
  return moodOf(tokens) ?? usual
}

/** What mood makes of an assertion; null for a plain one. */
function moodOf(tokens: readonly Token[]): Illocution | null {
  const words = tokens.filter((token) => token.pos !== 'PUNCT' && token.lemma !== 'that')
  const [first, second] = words
  const modal = words.findIndex((token) => token.pos === 'AUX' || token.pos === 'VERB')
  const hasSubject = PRONOUNS.has(first?.text.toLowerCase() ?? '')
  for (const { lemmas, at, illocution } of MOODS) {
    const place = at === 'start' ? 0 : at === 'subject' ? (hasSubject ? 1 : -1) : modal
    // "must have leaked" is a guess about what was, no command.
    const isPast = at === 'clause' && words[modal + 1]?.lemma === 'have'
    if (place >= 0 && !isPast && standsAt(words, place, lemmas)) return illocution
  }
  const isImperative = first?.pos === 'VERB' && first.text.toLowerCase() === first.lemma && second?.pos !== 'AUX'
  return isImperative && /^\p{Lu}/u.test(first.text) ? 'directive' : null
}

/** Without the names: a capital inside a sentence is one, so that "in May" hedges nothing. */
function plainWords(tokens: readonly Token[]): Token[] {
  return tokens.filter((token, at) => {
    const before = tokens[at - 1]
    const isInside = before?.sentence === token.sentence && before.pos !== 'PUNCT'
    return !isInside || !/^\p{Lu}\p{Ll}/u.test(token.text)
  })
}

/** The hedges that stand among tokens, in the list's order; of several that begin at one word the longest ("could not" hedges nothing). */
function hedgesAmong(tokens: readonly Token[]) {
  const found = new Set(
    tokens.flatMap((_, at) => {
      const here = HEDGES.filter(({ lemmas }) => standsAt(tokens, at, lemmas))
      return here.toSorted((a, b) => b.lemmas.length - a.lemmas.length).slice(0, 1)
    }),
  )
  return HEDGES.filter((hedge) => hedge.certainty !== 'certain' && found.has(hedge))
}

/** The hedges among English words, as the list has them ("seem" for "seems"), in its order. */
export function hedgesIn(words: string): readonly string[] {
  return hedgesAmong(plainWords(readEnglish(words))).map(({ lemmas }) => lemmas.join(' '))
}

function certaintyOf(illocution: Illocution, tokens: readonly Token[]): Certainty {
  if (illocution !== 'assertive') return 'unspecified'
  const levels = ['certain' as const, ...hedgesAmong(tokens).map((hedge) => hedge.certainty)]
  return LEAST_SURE_FIRST.find((level) => levels.includes(level)) ?? 'certain'
}
