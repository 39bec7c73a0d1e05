import { firstAt, type Token } from '../language/english.ts'
import wordData from './antecedent-words.json' with { type: 'json' }
import type { Gender, PersonMention } from './people-in-text.ts'

/** What a name is in its clause, guessed from the words beside it: there is no parser. */
export const SLOTS = ['subject', 'object', 'oblique', 'possessive', 'other'] as const
export type Slot = (typeof SLOTS)[number]

/** A name in a scene. `first` and `last` are positions of tokens in it, both inside the name. */
export interface Placed {
  readonly person: number
  readonly first: number
  readonly last: number
  readonly sentence: number
  readonly slot: Slot
  /** No other name stands before it in its sentence. */
  readonly isFirst: boolean
  readonly isConjoined: boolean
  readonly isApposition: boolean
  readonly isInParentheses: boolean
  /** From a noun beside the name ("the actress Eva Li"). */
  readonly gender: Gender | null
  /** Of the pronoun that owns the noun beside the name: "m" of "his wife Eva". */
  readonly ownerGender: Gender | null
}

const COUNTED = ['verb', 'comma', 'subordinator', 'conjunction', 'preposition', 'break', 'm', 'f', 'they'] as const
type Counted = (typeof COUNTED)[number]

/** The sentences around a pronoun. */
export interface Scene {
  readonly tokens: readonly Token[]
  readonly placed: readonly Placed[]
  /** How many tokens of a sort stand in [from, to). */
  readonly count: (what: Counted, from: number, to: number) => number
  /** Position of the first token of a sentence of the scene. */
  readonly startOf: (sentence: number) => number
}

const PRONOUNS: Readonly<Record<string, Gender>> = {
  he: 'm',
  him: 'm',
  his: 'm',
  himself: 'm',
  she: 'f',
  her: 'f',
  hers: 'f',
  herself: 'f',
}
const NOUNS = new Map(wordData.genders.map(({ word, gender }) => [word, gender as Gender]))
const SUBORDINATORS = new Set(wordData.subordinators.map(({ word }) => word))
const SAYINGS = new Set(wordData.sayings.map(({ lemma }) => lemma))

export const lower = (token: Token | undefined) => token?.text.toLowerCase() ?? ''
export const isVerb = (token: Token | undefined) => token?.pos === 'VERB' || token?.pos === 'AUX'
export const isSubordinator = (token: Token | undefined) => SUBORDINATORS.has(lower(token))
export const isSaying = (token: Token | undefined) => SAYINGS.has(token?.lemma ?? '')
/** The gender of a personal pronoun of the third person singular; null for every other word. */
export const genderOf = (token: Token | undefined): Gender | null => PRONOUNS[lower(token)] ?? null
export const isAnd = (token: Token | undefined) => /^(and|or)$/.test(lower(token))

const IS: Readonly<Record<Counted, (token: Token, before: Token | undefined) => boolean>> = {
  verb: (token, before) => isVerb(token) && !isVerb(before),
  comma: (token) => token.text === ',',
  subordinator: isSubordinator,
  conjunction: (token) => /^(and|but|or)$/.test(lower(token)),
  preposition: (token) => token.pos === 'ADP',
  break: (token) => /^[;:—–]$/.test(token.text),
  m: (token) => genderOf(token) === 'm',
  f: (token) => genderOf(token) === 'f',
  they: (token) => /^(they|them|their)$/.test(lower(token)),
}

/** Reads the names of a few sentences; `mentions` are in order and stand inside the tokens. */
export function readScene(tokens: readonly Token[], mentions: readonly PersonMention[]): Scene {
  const sums = Object.fromEntries(COUNTED.map((what) => [what, [0]])) as Record<Counted, number[]>
  const starts = new Map<number, number>()
  const isInParentheses: boolean[] = []
  let depth = 0
  tokens.forEach((token, at) => {
    if (!starts.has(token.sentence)) {
      starts.set(token.sentence, at)
      depth = 0
    }
    if (token.text === '(') depth++
    isInParentheses.push(depth > 0)
    if (token.text === ')') depth = Math.max(0, depth - 1)
    for (const what of COUNTED) sums[what].push((sums[what][at] ?? 0) + Number(IS[what](token, tokens[at - 1])))
  })
  const scene = {
    tokens,
    count: (what: Counted, from: number, to: number) => (sums[what][to] ?? 0) - (sums[what][from] ?? 0),
    startOf: (sentence: number) => starts.get(sentence) ?? 0,
  }
  const placed: Placed[] = []
  for (const { start, end, person } of mentions) {
    const first = firstAt(tokens, start)
    const last = Math.max(first, firstAt(tokens, end - 1))
    const sentence = tokens[first]?.sentence
    if (sentence === undefined) continue
    placed.push({
      person,
      first,
      last,
      sentence,
      isFirst: placed.at(-1)?.sentence !== sentence,
      isInParentheses: isInParentheses[first] ?? false,
      ...readBeside(tokens, first, last),
    })
  }
  return { ...scene, placed }
}

/** Longest stretch of words looked at beside a name. */
const BEFORE = 5
const APPOSITION = 16
const PARENTHESIS = 20

/** What the words on both sides of a name tell of it. */
function readBeside(
  tokens: readonly Token[],
  first: number,
  last: number,
): Pick<Placed, 'slot' | 'gender' | 'ownerGender' | 'isConjoined' | 'isApposition'> {
  const sentence = tokens[first]?.sentence
  const at = (position: number) => (tokens[position]?.sentence === sentence ? tokens[position] : undefined)

  // Titles and adjectives before the name belong to it: "House Speaker Ana Okoro".
  let before = first - 1
  let nounAt: number | null = null
  while (
    first - before <= BEFORE &&
    (/^(NOUN|PROPN|ADJ|DET|NUM)$/.test(at(before)?.pos ?? '') || at(before)?.text === '.')
  ) {
    if (NOUNS.has(lower(at(before)))) nounAt ??= before
    before--
  }
  if (lower(at(first - 1)) === ',' && NOUNS.has(lower(at(first - 2)))) nounAt ??= first - 2
  let gender = nounAt === null ? null : (NOUNS.get(lower(at(nounAt))) ?? null)
  const owner = nounAt === null ? [] : [1, 2, 3].map((back) => genderOf(at(nounAt - back)))
  if (lower(at(last + 1)) === ',')
    for (let after = last + 2; gender === null && after < last + 7 && at(after) && lower(at(after)) !== ','; after++)
      gender = NOUNS.get(lower(at(after))) ?? null

  const previous = at(before)
  return {
    slot: slotOf(previous, last, at),
    gender,
    ownerGender: owner.find((one) => one !== null) ?? null,
    isConjoined: isAnd(at(first - 1)) || isAnd(at(skipParenthesis(last + 1, at))),
    isApposition: lower(previous) === ',' || (before !== first - 1 && at(first - 1)?.pos === 'NOUN'),
  }
}

function skipParenthesis(from: number, at: (position: number) => Token | undefined): number {
  if (lower(at(from)) !== '(') return from
  let end = from
  while (end < from + PARENTHESIS && at(end) && lower(at(end)) !== ')') end++
  return end + 1
}

function slotOf(previous: Token | undefined, last: number, at: (position: number) => Token | undefined): Slot {
  if (/^['’]s?$/.test(at(last + 1)?.text ?? '')) return 'possessive'
  if ((previous?.pos === 'ADP' && !isSubordinator(previous)) || lower(previous) === 'to') return 'oblique'
  if (isVerb(previous)) return 'object'
  // The verb may stand behind an apposition, an adverb or another name: "Ana Okoro, the keeper, also said".
  let next = skipParenthesis(last + 1, at)
  if (lower(at(next)) === ',') {
    let end = next + 1
    while (end < next + APPOSITION && at(end) && lower(at(end)) !== ',') end++
    if (lower(at(end)) === ',') next = end + 1
  }
  while (at(next)?.pos === 'ADV') next++
  if (isAnd(at(next))) {
    let end = next + 1
    while (end < next + 6 && /^(PROPN|NOUN|DET|ADJ|PRON)$/.test(at(end)?.pos ?? '')) end++
    if (isVerb(at(end))) next = end
  }
  const isFinite = isVerb(at(next)) && !lower(at(next)).endsWith('ing')
  return isFinite || previous === undefined ? 'subject' : 'other'
}
