import type { Values } from '../../store.ts'
import type { Piece } from './reading.ts'

/** A query that is looked through. */
export interface Reading {
  readonly pieces: readonly Piece[]
  /** Values that it runs with, where they are known. */
  readonly parameters: Values
  /** What the names stand for that the query gives; null where it gives a name twice. */
  readonly types: ReadonlyMap<string, Type>
}

/** What a value is, as far as its words tell. */
export type Type = 'text' | 'number' | 'boolean' | 'list' | null

/** True where a construct begins at the piece `i`. Looks at a bounded number of pieces. */
export type Finder = (reading: Reading, i: number) => boolean

export const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

export const AGGREGATES = words('COUNT SUM AVG MIN MAX COLLECT STDEV STDEVP PERCENTILECONT PERCENTILEDISC')

/** No construct is looked for farther than this many pieces away. */
export const FAR = 200
export const textAt = ({ pieces }: Reading, i: number) => pieces[i]?.text ?? ''
export const wordAt = ({ pieces }: Reading, i: number) => pieces[i]?.word ?? ''

/** A sequence of words and signs, such as `OPTIONAL CALL`; `A/B` is either, `_` anything. */
export function sequence(pattern: string): Finder {
  const wanted = pattern.split(' ').map((part) => words(part.replaceAll('/', ' ')))
  return ({ pieces }, i) => {
    for (const [k, any] of wanted.entries()) {
      const piece = pieces[i + k]
      if (!piece || !(any.has('_') || any.has(piece.kind === 'sign' ? piece.text : piece.word))) return false
    }
    return true
  }
}

/** A call of one of these functions, their names in capitals. */
export function call(names: string): Finder {
  const wanted = words(names)
  return (reading, i) => wanted.has(wordAt(reading, i)) && textAt(reading, i + 1) === '('
}

export const all =
  (...finders: readonly Finder[]): Finder =>
  (reading, i) =>
    finders.every((finds) => finds(reading, i))
export const some =
  (...finders: readonly Finder[]): Finder =>
  (reading, i) =>
    finders.some((finds) => finds(reading, i))
export const not =
  (finder: Finder): Finder =>
  (reading, i) =>
    !finder(reading, i)
/** What stands `by` pieces away. */
export const at =
  (by: number, finder: Finder): Finder =>
  (reading, i) =>
    finder(reading, i + by)

/** The piece is a string, and says this. */
export const string =
  (pattern: RegExp): Finder =>
  ({ pieces }, i) =>
    pieces[i]?.kind === 'string' && pattern.test(pieces[i].text.slice(1, -1))

export const number: Finder = ({ pieces }, i) => pieces[i]?.kind === 'number'
export const fractionLiteral: Finder = (reading, i) =>
  number(reading, i) && /[.e]/i.test(textAt(reading, i)) && !/^0x/i.test(textAt(reading, i))
export const parameter: Finder = ({ pieces }, i) => pieces[i]?.kind === 'parameter'
export const name: Finder = ({ pieces }, i) => (pieces[i]?.name ?? '') !== ''

/** Within the bracket that opens `from` pieces after the beginning, not within those inside it, there is this. */
export function inside(from: number, finder: Finder, { isDeep = false } = {}): Finder {
  return (reading, i) => {
    const open = i + from
    const close = reading.pieces[open]?.partner ?? -1
    const end = close < 0 ? open : Math.min(close, open + FAR)
    for (let k = open + 1; k < end; k++) {
      if ((isDeep || reading.pieces[k]?.around === open) && finder(reading, k)) return true
    }
    return false
  }
}

/** The bracket around the piece opens with this; outside of all brackets there is nothing. */
export const within =
  (finder: Finder): Finder =>
  (reading, i) => {
    const around = reading.pieces[i]?.around ?? -1
    return around >= 0 && finder(reading, around)
  }

/** After the bracket that opens `from` pieces after the beginning there is this. */
export const behind =
  (from: number, finder: Finder): Finder =>
  (reading, i) => {
    const close = reading.pieces[i + from]?.partner ?? -1
    return close > i && finder(reading, close + 1)
  }

export const inNode: Finder = ({ pieces }, i) => pieces[i]?.text === '(' && pieces[i].bracket === 'node'

/** The piece is in such a clause, at whatever depth. */
export const clause =
  (...names: readonly string[]): Finder =>
  ({ pieces }, i) =>
    names.includes(pieces[i]?.clause ?? '')

/** `[(a)-[:MADE]->(s) | …]`, with or without a name for the path. */
export const patternComprehension: Finder = ({ pieces }, i) => {
  if (pieces[i]?.text !== '[') return false
  const open = pieces[i + 2]?.text === '=' ? i + 3 : i + 1
  const close = pieces[open]?.text === '(' ? (pieces[open]?.partner ?? -1) : -1
  const [one, two] = [pieces[close + 1]?.text, pieces[close + 2]?.text]
  return close > 0 && ((one === '-' && (two === '[' || two === '-')) || (one === '<' && two === '-'))
}

/** A pattern as a condition: `(s)-[:DENIES]->()` with no clause of its own. */
export const patternCondition: Finder = ({ pieces }, i) => {
  if (pieces[i]?.text !== '(' || pieces[i].bracket !== 'node') return false
  const close = pieces[i].partner
  const [one, two] = [pieces[close + 1]?.text, pieces[close + 2]?.text]
  return close > 0 && ((one === '-' && (two === '[' || two === '-')) || (one === '<' && two === '-'))
}
