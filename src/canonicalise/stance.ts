import { readEnglish, type Token } from '../language/english.ts'
import type { CueClass, Stance } from '../model/records.ts'
import { writeOut } from './contractions.ts'
import cueData from './stance-cues.json' with { type: 'json' }
import frameData from './stance-frames.json' with { type: 'json' }

/** How a claim is taken; null where no stance is clear. */
export type Attitude = Stance['stance'] | null

interface StanceCue {
  readonly lemmas: readonly string[]
  readonly plain: Attitude
  readonly negated: Attitude
  /** Under which operators the clause is taken for true all the same; null where there are none. */
  readonly factive: 'always' | 'positive' | null
}
const CUES: readonly StanceCue[] = cueData.cues
  .map(({ cue, plain, negated, ...rest }) => ({
    lemmas: cue.split(' '),
    plain: plain as Attitude,
    negated: negated as Attitude,
    factive: 'factive' in rest ? (rest.factive as StanceCue['factive']) : null,
  }))
  .toSorted((a, b) => b.lemmas.length - a.lemmas.length)
const FRAMES = frameData.frames.map(({ words, stance }) => ({
  lemmas: words.split(' '),
  stance: stance as Attitude,
}))
const NOUNS: ReadonlySet<string> = new Set(frameData.nouns.map(({ lemma }) => lemma))
const VERDICTS = new Map(frameData.verdicts.map(({ words, stance }) => [words, stance as Attitude]))

const BY_CLASS: Readonly<Record<CueClass, Attitude>> = {
  report: 'asserts',
  assert: 'asserts',
  concede: 'asserts',
  confirm: 'asserts',
  accuse: 'asserts',
  distance: 'asserts',
  other: 'asserts',
  // "warned that rain would come"
  threaten: 'asserts',
  deny: 'denies',
  question: 'questions',
  ask: 'questions',
  demand: null,
  offer: null,
  express: null,
  withhold: null,
}

const NEGATIONS: ReadonlySet<string> = new Set([
  'not',
  'never',
  'no',
  "n't",
  'neither',
  'nor',
  'nobody',
  'none',
  'little',
])
const MODALS: ReadonlySet<string> = new Set([
  'may',
  'might',
  'could',
  'can',
  'would',
  'should',
  'must',
  'will',
  'shall',
])
const CONDITIONS: ReadonlySet<string> = new Set(['if', 'unless', 'whether'])

/** What stands around a cue and takes back what it says. */
export interface Operators {
  readonly isNegated: boolean
  /** A modal, an if or a question: nobody need have said it. */
  readonly isOpen: boolean
}

const has = (tokens: readonly Token[], words: ReadonlySet<string>) =>
  tokens.some(({ lemma, text }) => words.has(lemma) || words.has(text.toLowerCase()))

/** The operators among the words of a cue. "Not only said" takes nothing back. */
export function operatorsIn(cue: readonly Token[]): Operators {
  const words = cue.filter(({ lemma }, at) => !(lemma === 'not' && cue[at + 1]?.lemma === 'only'))
  return {
    isNegated: has(words, NEGATIONS),
    isOpen: has(words, MODALS) || has(words, CONDITIONS) || cue.at(-1)?.text === '?',
  }
}

/** The listed cue that begins at `at`; adverbs and "not" may stand inside it ("is not sure"). */
function cueAt(tokens: readonly Token[], at: number): { readonly cue: StanceCue; readonly end: number } | null {
  for (const cue of CUES) {
    const end = matchEnd(tokens, at, cue.lemmas)
    if (end !== null) return { cue, end }
  }
  return null
}

/** Where `lemmas` that begin at `at` end; null where they do not stand there. Adverbs between them are passed over. */
function matchEnd(tokens: readonly Token[], at: number, lemmas: readonly string[]): number | null {
  let next = at
  for (const lemma of lemmas) {
    const isPassed = (token: Token | undefined) =>
      next > at && token !== undefined && token.lemma !== lemma && (token.pos === 'ADV' || token.lemma === 'not')
    while (isPassed(tokens[next])) next++
    const token = tokens[next]
    if (token?.lemma !== lemma && token?.text.toLowerCase() !== lemma) return null
    next++
  }
  return next
}

/**
 * How whoever uses a cue takes its clause. `isOwn`: the words are the speaker's about himself ("I did not know that …"), so that
 * what they presuppose is his; "Li did not know that …" tells what the reporter holds, and of Li nothing. Under a negation, a
 * modal, an if or a question there is a stance only where the list has one.
 */
export function stanceOfCue(cue: readonly Token[], cueClass: CueClass, isOwn: boolean): Attitude {
  const found = cue.map((_, at) => cueAt(cue, at)).find((one) => one !== null)?.cue
  const { isNegated, isOpen } = operatorsIn(cue)
  const { factive = null } = found ?? {}
  if (isNegated && factive !== null) return isOwn && factive === 'always' ? 'asserts' : null
  if (isOpen && factive === null) return null
  if (isNegated) return found?.negated ?? null
  return found ? found.plain : BY_CLASS[cueClass]
}

/** What is said under a stance: "it is false that P" denies P, and so does "he denied that it is true that P". */
export function combined(outer: Attitude, inner: Attitude): Attitude {
  if (outer === null || inner === null) return null
  if (inner === 'asserts') return outer
  // Two negations seldom say what one assertion does.
  return outer === 'asserts' ? inner : null
}

/** A clause taken out of the words of the same speaker that frame it. */
export interface Framed {
  readonly clause: string
  readonly stance: Attitude
  /** The words around the clause, as they stand. */
  readonly words: string
  /** True for "the claim that P", which says nothing of P itself. */
  readonly isNamed?: true
}

const CLAUSE_OPENERS: ReadonlySet<string> = new Set(['that', 'whether', 'if'])

/**
 * The clause inside what its speaker says of it: "it is not true that P", "the claim that P is false", "I don't think P". Null
 * where nothing frames the content. `own` are the pronouns that stand for the speaker. `isPastOwn`: the past tense of a verb of
 * thinking is that of reported speech; else "I thought that P" leaves open whether the speaker still does.
 */
export function framed(content: string, own: readonly string[], isPastOwn: boolean): Framed | null {
  const text = writeOut(content)
  const tokens = readEnglish(text)
  const whole = openingFrame(text, tokens) ?? nounFrame(text, tokens) ?? ownFrame(text, tokens, own, isPastOwn)
  return whole && whole.clause !== '' ? whole : null
}

function openingFrame(text: string, tokens: readonly Token[]): Framed | null {
  for (const { lemmas, stance } of FRAMES) {
    const end = matchEnd(tokens, 0, lemmas)
    const last = tokens[(end ?? 0) - 1]
    if (end === null || !last) continue
    // "it is not clear that": the list says with and without "not"; no other negation may stand inside.
    const isTurned = tokens.slice(0, end).some(({ lemma }) => lemma === 'not') !== lemmas.includes('not')
    if (isTurned) continue
    const rest = text.slice(last.end).trim()
    const inner = lemmas.at(-1) === 'to' || lemmas.at(-1) === 'in' ? nounFrame(rest, readEnglish(rest)) : null
    if (lemmas.at(-1) === 'to' || lemmas.at(-1) === 'in')
      return inner ? { clause: inner.clause, stance, words: text.slice(0, last.end) } : null
    return { clause: rest, stance, words: text.slice(0, last.end) }
  }
  return null
}

/** Words before "that" in "the repeated claims that …". */
const MOST_BEFORE_NOUN = 4

function nounFrame(text: string, tokens: readonly Token[]): Framed | null {
  const that = tokens.findIndex(({ lemma }) => lemma === 'that')
  const noun = tokens[that - 1]
  const isClausal = that === 0
  const singular = noun?.text.toLowerCase().replace(/s$/, '') ?? ''
  const isNoun =
    that > 0 &&
    that <= MOST_BEFORE_NOUN &&
    NOUNS.has(singular) &&
    tokens.slice(0, that).every(({ pos }) => pos !== 'VERB')
  if (!isClausal && !isNoun) return null
  const from = tokens[that]?.end ?? 0
  const verdict = verdictAtEnd(text)
  if (verdict) return { clause: text.slice(from, verdict.start).trim(), stance: verdict.stance, words: verdict.words }
  // "(dismissed) reports that the pier is closed as propaganda"
  return isNoun
    ? {
        clause: text
          .slice(from)
          .replace(/\sas(?:\s\S+){1,3}$/, '')
          .trim(),
        stance: 'asserts',
        isNamed: true,
        words: text.slice(0, from),
      }
    : null
}

const VERDICT =
  /\s(?:is|are|was|were)\s(?:(?:simply|completely|totally|entirely|absolutely|utterly|just|all)\s)?((?:not\s|a\s|an\s)?\p{L}+)$/u

function verdictAtEnd(text: string) {
  const match = VERDICT.exec(text)
  const stance = VERDICTS.get(match?.[1]?.toLowerCase() ?? '')
  return match && stance !== undefined ? { start: match.index, stance, words: match[0].trim() } : null
}

const isPast = ({ text, lemma, pos }: Token) =>
  (pos === 'VERB' || pos === 'AUX') &&
  text.toLowerCase() !== lemma &&
  !/(?:s|ing|['’]?m|are|am)$/.test(text.toLowerCase())

/** "I do not think that …", "(he said) he did not believe …". */
function ownFrame(text: string, tokens: readonly Token[], own: readonly string[], isPastOwn: boolean): Framed | null {
  if (!own.includes(tokens[0]?.text.toLowerCase() ?? '')) return null
  let at = 1
  const isBetween = ({ pos, lemma }: Token) => pos === 'AUX' || pos === 'ADV' || lemma === 'not'
  let found = cueAt(tokens, at)
  while (!found && tokens[at] && isBetween(tokens[at] as Token)) found = cueAt(tokens, ++at)
  if (!found) return null
  const matrix = tokens.slice(0, found.end)
  const opener = tokens[found.end]
  const isOpened = CLAUSE_OPENERS.has(opener?.lemma ?? '')
  const from = (isOpened ? opener?.end : matrix.at(-1)?.end) ?? 0
  const frame = { clause: text.slice(from).trim(), words: text.slice(0, from) }
  const { isNegated } = operatorsIn(matrix)
  if (opener?.lemma === 'whether' || opener?.lemma === 'if')
    return { ...frame, stance: isNegated || found.cue.plain === 'questions' ? 'questions' : null }
  const isOver = found.cue.factive === null && !isPastOwn && matrix.some(isPast)
  if (isOver) return { ...frame, stance: null }
  return { ...frame, stance: stanceOfCue(matrix, 'other', true) }
}
