import { readEnglish } from '../language/english.ts'
import { relationId } from '../model/id.ts'
import type { Claim, Method, Relation, Stance, Statement } from '../model/records.ts'
import { causeIn, isSame, isSameEvent, type Cause } from './local/cause.ts'
import { readWords } from './local/reading.ts'

type Span = Relation['spans'][number]

/** What finds relations that a text itself makes. */
const METHOD: Method = { name: 'text', version: '1' }
/** Not calibrated: a text's contrast of two causes is rarely anything else. */
const SCORE = 0.8

/** A claim that names a cause, and one statement that makes it. */
interface Naming {
  readonly claim: Claim
  readonly statement: Statement
  readonly cause: Cause
}

/** Letters between the beginnings of two statements that one sentence can hold. */
const LONGEST_SENTENCE = 600
const AT_START = /^["“]?(while|whereas|although|though|even though)\b/iu
const BETWEEN = /\b(while|whereas|although|though|but|however|yet)\b/iu
const NEXT_SENTENCE = /^["“]?(but|however|yet|instead)\b/iu
const SENTENCE_END = /[.!?]["”’)]*\s+(?=["“]?\p{Lu})|\n/u

/**
 * Rival causes that one text sets against each other by a word of contrast: "While A blamed the crew, B says a leak was the reason". The
 * text takes them for causes of one thing, so one of them need not say of what. Two speakers, two causes without a word in common, in
 * one sentence or in the next that begins with "but".
 */
export function contrasts(
  claims: readonly Claim[],
  stances: readonly Stance[],
  statements: readonly Statement[],
  texts: ReadonlyMap<string, string>,
): Relation[] {
  const bySource = new Map<string, Naming[]>()
  for (const naming of namings(claims, stances, statements)) {
    const others = bySource.get(naming.statement.source)
    if (others) others.push(naming)
    else bySource.set(naming.statement.source, [naming])
  }
  return [...bySource].flatMap(([source, list]) => {
    const inOrder = list.toSorted((a, b) => startOf(a.statement) - startOf(b.statement))
    return inOrder.slice(1).flatMap((later, i) => {
      const earlier = inOrder[i]
      return (earlier && contrastOf(earlier, later, texts.get(source) ?? '')) ?? []
    })
  })
}

function namings(
  claims: readonly Claim[],
  stances: readonly Stance[],
  statements: readonly Statement[],
): readonly Naming[] {
  const statementById = new Map(statements.map((statement) => [statement.id, statement]))
  const causes = new Map(
    claims.flatMap((claim) => {
      const cause = causeIn(readWords(readEnglish(claim.text)))
      return cause && cause.denial.length === 0 && !cause.isInvolvement ? [[claim.id, { claim, cause }]] : []
    }),
  )
  return stances.flatMap(({ claim, statement, stance }) => {
    const [named, maker] = [causes.get(claim), statementById.get(statement)]
    return named && maker && stance === 'asserts' ? { ...named, statement: maker } : []
  })
}

const startOf = ({ speakerSpans, cueSpans, contentSpans }: Statement) =>
  Math.min(...[...speakerSpans, ...cueSpans, ...contentSpans].map(({ start }) => start))
const endOf = ({ contentSpans }: Statement) => Math.max(...contentSpans.map(({ end }) => end))

function contrastOf(a: Naming, b: Naming, text: string): Relation | null {
  const isOneThing = a.cause.event.size === 0 || b.cause.event.size === 0 || isSameEvent(a.cause.event, b.cause.event)
  const isRival = a.claim.id !== b.claim.id && !sharesWord(a.cause.cause, b.cause.cause)
  if (!isOneThing || !isRival || a.statement.speaker === b.statement.speaker) return null
  const word = wordOfContrast(a.statement, b.statement, text)
  if (!word) return null
  const named = [a, b].map(({ cause }) => cause.causeWords.map((token) => token.text).join(' '))
  const [from, to] = a.claim.id < b.claim.id ? [a.claim, b.claim] : [b.claim, a.claim]
  const heads = [a, b].flatMap(({ statement, cause }) => {
    const head = cause.causeWords.findLast(({ pos }) => pos === 'NOUN' || pos === 'PROPN')
    return head ? spanIn(statement, head.text) : []
  })
  return {
    id: relationId('contradicts', from.id, to.id),
    type: 'contradicts',
    from: from.id,
    to: to.id,
    kind: 'contrary',
    score: SCORE,
    reason: `Two causes, “${named[0]}” and “${named[1]}”, which the text sets against each other by “${word.exact}”.`,
    spans: [word, ...heads],
    method: METHOD,
    status: 'proposed',
  }
}

const sharesWord = (a: ReadonlySet<string>, b: ReadonlySet<string>) => isSame(a, b) || [...a].some((key) => b.has(key))

function spanIn({ source, contentSpans }: Statement, word: string): Span[] {
  for (const { start, exact } of contentSpans) {
    const at = exact.indexOf(word)
    if (at >= 0) return [{ source, start: start + at, end: start + at + word.length, exact: word }]
  }
  return []
}

/** Where the text says that the later statement goes against the earlier one. */
function wordOfContrast(a: Statement, b: Statement, text: string): Span | null {
  const [start, middle, next] = [startOf(a), endOf(a), startOf(b)]
  if (next < middle || next - start > LONGEST_SENTENCE) return null
  const spanOf = (from: number, match: RegExpExecArray | null): Span | null => {
    const [whole = '', word = ''] = match ?? []
    if (!match) return null
    const at = from + match.index + whole.lastIndexOf(word)
    return { source: a.source, start: at, end: at + word.length, exact: word }
  }
  const between = text.slice(middle, next)
  const end = SENTENCE_END.exec(between)
  if (end) {
    const from = middle + end.index + end[0].length
    const rest = text.slice(from, next + 20)
    return SENTENCE_END.test(between.slice(end.index + end[0].length)) ? null : spanOf(from, NEXT_SENTENCE.exec(rest))
  }
  const before = sentenceStart(text, start)
  return spanOf(before, AT_START.exec(text.slice(before, start + 20))) ?? spanOf(middle, BETWEEN.exec(between))
}

function sentenceStart(text: string, at: number): number {
  const from = Math.max(0, at - LONGEST_SENTENCE)
  let start = from
  const ends = new RegExp(SENTENCE_END, 'gu')
  for (const match of text.slice(from, at).matchAll(ends)) start = from + match.index + match[0].length
  return start
}
