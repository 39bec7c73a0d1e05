import data from './connectives.json' with { type: 'json' }
import { readEnglish, type Token } from './english.ts'

/** A part of a text, in UTF-16 units. */
interface Range {
  readonly start: number
  readonly end: number
}

/** A reason and what it is given for, in one sentence, and the words that join them. Neither has the marks around it. */
export interface ReasonedClaim {
  readonly claim: Range
  readonly reason: Range
  readonly link: Range
}

/** Longer links first: "and therefore" before "therefore". */
const LINKS = data.links.toSorted((a, b) => b.words.length - a.words.length)
const STARTS: ReadonlySet<string> = new Set(LINKS.map(({ words }) => words[0] ?? ''))
const HEDGES: ReadonlySet<string> = new Set(data.hedges.map(({ word }) => word))
const CONDITIONS: ReadonlySet<string> = new Set(data.conditions.map(({ word }) => word))
const EMBEDDING: ReadonlySet<string> = new Set(data.embedding.map(({ lemma }) => lemma))
/** After these words a link is another one: "because of", "so that", "so far". */
const OTHERWISE = /^(?:of|that|far|much|many|long)$/i
const LONGEST = 80

/**
 * The two clauses of a sentence that its own words join as a reason and what it is a reason for: "the pier is unsafe because its piles
 * are rotten". Null where more than one word joins, where a negation or a condition leaves open what it joins, and where either side
 * has no verb or joined clauses of its own.
 */
export function reasonedClaimIn(sentence: string): ReasonedClaim | null {
  if (
    !/because|, since|given that|grounds that|therefore|\bso\b|shows|proves|means|showing|proving|meaning/i.test(
      sentence,
    )
  )
    return null
  const tokens = readEnglish(sentence)
  if (tokens.length > LONGEST || tokens.some(({ sentence: place }) => place > 0) || sentence.trimEnd().endsWith('?'))
    return null
  const links = tokens.flatMap((_, at) => linkAt(tokens, at) ?? [])
  const [link] = links
  // "And therefore" is found twice, at "and" and at "therefore".
  if (!link || links.some(({ at, length }) => at + length !== link.at + link.length)) return null
  const before = tokens.slice(0, link.at)
  const after = tokens.slice(link.at + link.length)
  const sides = link.place === 'first' ? atComma(after) : ([before, after] as const)
  if (
    !sides ||
    !sides.every(isClause) ||
    OTHERWISE.test(after[0]?.text ?? '') ||
    tokens.some(({ lemma }) => CONDITIONS.has(lemma))
  )
    return null
  if (isOpen(before, link.place !== 'after' || link.words[0] === ',')) return null
  const [claim, reason] = link.place === 'after' ? sides : [sides[1], sides[0]]
  return {
    claim: rangeOf(claim),
    reason: rangeOf(reason),
    link: rangeOf(tokens.slice(link.at, link.at + link.length)),
  }
}

function linkAt(tokens: readonly Token[], at: number) {
  if (!STARTS.has(tokens[at]?.text.toLowerCase() ?? '')) return null
  const link = LINKS.find(
    ({ words, place }) =>
      (place === 'first') === (at === 0) && words.every((word, i) => tokens[at + i]?.text.toLowerCase() === word),
  )
  return link ? { at, length: link.words.length, place: link.place, words: link.words } : null
}

/** What stands before and after the only comma. */
function atComma(tokens: readonly Token[]): readonly [readonly Token[], readonly Token[]] | null {
  const at = tokens.findIndex(({ text }) => text === ',')
  if (at < 0 || tokens.findLastIndex(({ text }) => text === ',') !== at) return null
  return [tokens.slice(0, at), tokens.slice(at + 1)]
}

/** Words of the shortest clause that says something: "this is because …" only points at another. */
const SHORTEST = 3

/** Has a verb after a subject, and no clause that "and", "or" or "but" joins to it. */
function isClause(tokens: readonly Token[]): boolean {
  const isVerb = ({ pos }: Token) => pos === 'VERB' || pos === 'AUX'
  const joint = tokens.findIndex(({ pos }) => pos === 'CCONJ')
  return tokens.length >= SHORTEST && tokens.findIndex(isVerb) > 0 && (joint < 0 || !tokens.slice(joint).some(isVerb))
}

/** What stands before the link may reach over it: a negation where no comma stops it, a verb of saying. */
function isOpen(before: readonly Token[], isSecond: boolean): boolean {
  const isHedged = before.some(({ text, lemma }) => HEDGES.has(text.toLowerCase()) || HEDGES.has(lemma))
  const isStopped = isSecond || before.at(-1)?.text === ','
  return (
    (isHedged && !isStopped) ||
    HEDGES.has(before.at(-1)?.lemma ?? '') ||
    before.some(({ lemma }) => EMBEDDING.has(lemma))
  )
}

function rangeOf(tokens: readonly Token[]): Range {
  const words = tokens.filter(({ pos }) => pos !== 'PUNCT')
  return { start: words[0]?.start ?? 0, end: words.at(-1)?.end ?? 0 }
}
