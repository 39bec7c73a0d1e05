import type { Token } from '../../language/english.ts'
import type { Reading } from './reading.ts'
import { areOpposites, sharedKind } from './exclusive.ts'
import { areDisjoint, readCount } from './quantity.ts'
import { contradiction, proposed, type Verdict } from './verdict.ts'

/** Words of the stretch in which two sentences differ; in a longer one they say different things. */
const LONGEST = 3

/**
 * "A French boat is on fire" and "a South African boat is on fire": the same but for one stretch of words that exclude each other. Only
 * proposed: they may be two boats.
 */
export function compareStretches(premise: Reading, hypothesis: Reading): Verdict | null {
  const [a, b] = [premise.keys, hypothesis.keys]
  if (Math.abs(a.length - b.length) >= LONGEST) return null
  const shorter = Math.min(a.length, b.length)
  let start = 0
  while (start < shorter && a[start] === b[start]) start++
  let end = 0
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const [longA, longB] = [a.length - start - end, b.length - start - end]
  if (start + end < longA + longB || Math.min(longA, longB) === 0 || Math.max(longA, longB) > LONGEST) return null
  const [one, other] = [premise.words.slice(start, start + longA), hypothesis.words.slice(start, start + longB)]
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
