import { withDigits } from '../../language/numbers.ts'
import type { Token } from '../../language/english.ts'
import data from './hedges.json' with { type: 'json' }

/** The numbers that a count leaves open, both ends included. */
export interface Range {
  readonly min: number
  readonly max: number
}

/** A count and where it ends. */
interface Count {
  readonly range: Range
  readonly next: number
}

/** "About 40" is taken for 30 to 50. */
const ABOUT = 0.25
const HEDGES = data.hedges.toSorted((a, b) => b.words.length - a.words.length)
const ROUGH = new Map(data.rough.map(({ word, from }) => [word, from]))
const word = (token: Token | undefined) => token?.text.toLowerCase() ?? ''

/** Ten digits in a row call something by a number; they count nothing. */
export const isName = (digits: string) => /^\d{10,}$/.test(digits)

/** The count at a place, with its hedge: "at least 40", "two hundred", "dozens of"; null where none stands. */
export function readCount(tokens: readonly Token[], from: number): Count | null {
  const rough = ROUGH.get(word(tokens[from]))
  if (rough !== undefined)
    return word(tokens[from + 1]) === 'of' ? { range: { min: rough, max: Infinity }, next: from + 2 } : null
  const hedge = HEDGES.find(({ words }) => words.every((one, i) => word(tokens[from + i]) === one))
  const start = from + (hedge?.words.length ?? 0)
  let next = start
  while (tokens[next]?.pos === 'NUM' && !isName(word(tokens[next]))) next++
  if (next === start) return null
  const [digits = '', ...others] = withDigits(tokens.slice(start, next).map(word))
  const value = others.length === 0 ? Number(digits) : Number.NaN
  return Number.isFinite(value) ? { range: rangeOf(value, hedge?.room), next } : null
}

function rangeOf(value: number, room = ''): Range {
  switch (room) {
    case 'from':
      return { min: value, max: Infinity }
    case 'to':
      return { min: 0, max: value }
    case 'about':
      return { min: value * (1 - ABOUT), max: value * (1 + ABOUT) }
    default:
      return { min: value, max: value }
  }
}

/** True where no number is in both. */
export const areDisjoint = (a: Range, b: Range) => a.max < b.min || b.max < a.min

/** True where every number of `a` is in `b`. */
export const isWithin = (a: Range, b: Range) => a.min >= b.min && a.max <= b.max
