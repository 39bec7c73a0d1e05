import type { Token } from '../../language/english.ts'
import type { Reading } from './align.ts'
import { areOpposites, sharedKind } from './exclusive.ts'
import { keyOf } from './key.ts'
import { areDisjoint, readCount } from './quantity.ts'
import { contradiction, proposed, type Verdict } from './verdict.ts'

/** Words of the stretch in which two sentences differ; in a longer one they say different things. */
const LONGEST = 3

/**
 * "A French boat is on fire" and "a South African boat is on fire": the same but for one stretch of words that exclude each other. Only
 * proposed: they may be two boats.
 */
export function compareStretches({ words: a }: Reading, { words: b }: Reading): Verdict | null {
  if (Math.abs(a.length - b.length) >= LONGEST) return null
  let start = 0
  while (start < a.length && areSame(a[start], b[start])) start++
  let end = 0
  while (end < Math.min(a.length, b.length) - start && areSame(a.at(-1 - end), b.at(-1 - end))) end++
  const [one, other] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  const isShort = (list: readonly Token[]) => list.length > 0 && list.length <= LONGEST
  if (start + end < one.length + other.length || !isShort(one) || !isShort(other)) return null
  const rule = ruleFor(one, other)
  if (rule === null) return null
  const [first, second] = [textOf(one), textOf(other)]
  return proposed(
    contradiction('contrary', rule, `“${first}” and “${second}” exclude each other, all else is the same.`, [
      ...one,
      ...other,
    ]),
  )
}

const areSame = (a: Token | undefined, b: Token | undefined) =>
  a !== undefined && b !== undefined && keyOf(a) === keyOf(b)
const textOf = (words: readonly Token[]) => words.map(({ text }) => text).join(' ')

function ruleFor(a: readonly Token[], b: readonly Token[]): 'number' | 'antonym' | 'kind' | null {
  const [one, other] = [readCount(a, 0), readCount(b, 0)]
  if (one && other) return areDisjoint(one.range, other.range) ? 'number' : null
  if (sharedKind(joined(a), joined(b)) !== null) return 'kind'
  return areOpposites(joined(a), joined(b)) ? 'antonym' : null
}

/** Several words as one: "hot chocolate" is a drink. */
function joined(words: readonly Token[]): Pick<Token, 'text' | 'lemma'> {
  const text = textOf(words)
  const last = words.at(-1)
  const before = words.slice(0, -1).map(({ text: word }) => word.toLowerCase())
  return { text, lemma: [...before, last?.lemma ?? ''].join(' ') }
}
