import { NODES, NODE_LABELS, RELATIONSHIPS, RELATIONSHIP_TYPES } from '../../schema.ts'
import type { Value, Values } from '../../store.ts'
import { type Finder, inside, type Reading, sequence, textAt, type Type, wordAt, words } from './finders.ts'
import type { Piece } from './reading.ts'

const PROPERTIES: ReadonlySet<string> = new Set([
  'caseKey',
  ...NODE_LABELS.flatMap((label): readonly string[] => NODES[label]),
  ...RELATIONSHIP_TYPES.flatMap((type): readonly string[] => RELATIONSHIPS[type].properties),
])
// What they hold; all others are texts.
const FRACTIONS = words('score share')
const NUMBERS = words('start end score share')
const BOOLEANS = words('plural isComplete')
const LISTS = words('aliases roles links spans')
const NULLABLE = words('url author publishedAt readAt saidAt')

const LIST_FUNCTIONS = words('COLLECT SPLIT RANGE KEYS LABELS NODES RELATIONSHIPS TAIL')

const isProperty = (properties: ReadonlySet<string>): Finder => {
  return ({ pieces }, i) =>
    pieces[i]?.text === '.' && properties.has(pieces[i + 1]?.name ?? '') && pieces[i - 1]?.name !== ''
}
/** `.score` and other properties that hold fractions, beginning at the point. */
export const fraction = isProperty(FRACTIONS)
export const numeric = isProperty(NUMBERS)
export const nullable = isProperty(NULLABLE)
export const listed = isProperty(LISTS)
/** A property that holds a text. */
export const text: Finder = (reading, i) =>
  reading.pieces[i]?.text === '.' && reading.pieces[i + 1]?.name !== '' && typeOf(reading, i - 1) === 'text'

/** A bracket after a value reaches into it; any other is a list. */
export function isIndex(reading: Reading, i: number): boolean {
  const before = reading.pieces[i - 1]
  if (!before) return false
  return (
    before.text === ')' ||
    before.text === ']' ||
    (before.name !== '' && !/^(?:IN|AND|OR|XOR|NOT|RETURN|WITH|UNWIND|WHEN|THEN|ELSE|WHERE|BY)$/.test(before.word))
  )
}

export function isListBefore(reading: Reading, i: number): boolean {
  const { pieces, types } = reading
  const before = pieces[i - 1]
  if (!before) return false
  if (before.text === ']') return !isIndex(reading, before.partner) || hasSlice(reading, before.partner)
  if (before.text === ')') return LIST_FUNCTIONS.has(wordAt(reading, before.partner - 1))
  if (textAt(reading, i - 2) === '.') return listed(reading, i - 2)
  return before.name !== '' && types.get(before.name) === 'list'
}

export function isListAfter(reading: Reading, i: number): boolean {
  const { pieces, types } = reading
  const after = pieces[i + 1]
  if (!after) return false
  if (after.text === '[') return true
  if (textAt(reading, i + 2) === '(') return LIST_FUNCTIONS.has(after.word)
  if (textAt(reading, i + 2) === '.') return listed(reading, i + 2) && textAt(reading, i + 4) !== '['
  return after.name !== '' && types.get(after.name) === 'list' && textAt(reading, i + 2) !== '['
}

const hasSlice = (reading: Reading, open: number) => inside(0, sequence('..'))(reading, open)

/** What a query calls its values: `collect(x) AS xs`, `UNWIND [1, 2] AS x`, `reduce(xs = [], …`. */
export function typesIn(pieces: readonly Piece[], parameters: Values): ReadonlyMap<string, Type> {
  const types = new Map<string, Type>()
  const reading: Reading = { pieces, parameters, types }
  const give = (name: string, type: Type) => types.set(name, types.has(name) && types.get(name) !== type ? null : type)
  for (const [i, piece] of pieces.entries()) {
    const name = pieces[i + 1]?.name ?? ''
    if (piece.word === 'REDUCE' && textAt(reading, i + 3) === '=')
      give(pieces[i + 2]?.name ?? '', typeOf(reading, i + 4))
    if (piece.word !== 'AS') continue
    const begin = beginOfValue(reading, i)
    const isItem = piece.clause === 'UNWIND'
    // The items of a list are what its first one is.
    const type = isListBefore(reading, i) ? (isItem ? typeOf(reading, begin + 1) : 'list') : typeOf(reading, begin)
    give(name, isItem && textAt(reading, begin) !== '[' ? null : type)
  }
  return types
}

/** The type of the value that begins with the piece `i` and is not part of something longer on its right. */
export function typeOf(reading: Reading, i: number): Type {
  const { pieces, parameters, types } = reading
  const first = textAt(reading, i) === '-' ? i + 1 : i
  const piece = pieces[first]
  if (!piece) return null
  if (piece.kind === 'parameter') return typeOfValue(parameters[piece.text.slice(1).replaceAll('`', '')])
  if (piece.kind === 'string') return 'text'
  if (piece.kind === 'number') return 'number'
  if (piece.word === 'TRUE' || piece.word === 'FALSE') return 'boolean'
  if (piece.text === '[') return 'list'
  const next = textAt(reading, first + 1)
  if (next === '(') return FUNCTIONS.get(piece.word) ?? null
  if (piece.name !== '' && next !== '.' && next !== '[') return types.get(piece.name) ?? null
  if (piece.name === '' || next !== '.' || ['.', '(', '['].includes(textAt(reading, first + 3))) return null
  return typeOfProperty(pieces[first + 2]?.name ?? '')
}

/** What a property of the schema holds. */
export function typeOfProperty(name: string): Type {
  if (NUMBERS.has(name)) return 'number'
  if (BOOLEANS.has(name)) return 'boolean'
  if (LISTS.has(name)) return 'list'
  return PROPERTIES.has(name) ? 'text' : null
}

const FUNCTIONS: ReadonlyMap<string, Type> = new Map<string, Type>([
  ...[...words('SIZE COUNT LENGTH TOINTEGER TOFLOAT ABS FLOOR CEIL ROUND')].map((name) => [name, 'number'] as const),
  ...[...words('TOSTRING TOLOWER TOUPPER TRIM LEFT RIGHT SUBSTRING REPLACE TYPE')].map(
    (name) => [name, 'text'] as const,
  ),
])

export function typeOfValue(value: Value | undefined): Type {
  if (typeof value === 'string') return 'text'
  if (typeof value === 'number') return 'number'
  if (typeof value === 'boolean') return 'boolean'
  return Array.isArray(value) ? 'list' : null
}

export const ARITHMETIC = words('+ - * / % ^')
/** Where the value before the piece `i` begins, and -1 where something longer ends there. */
export function beginOfValue(reading: Reading, i: number): number {
  const { pieces } = reading
  const last = textAt(reading, i - 1)
  const partner = pieces[i - 1]?.partner ?? -1
  const begin = textAt(reading, i - 2) === '.' ? i - 3 : last === ']' ? partner : last === ')' ? partner - 1 : i - 1
  if (begin < 0) return -1
  if (textAt(reading, begin) === '[' && isIndex(reading, begin)) return -1
  const before = textAt(reading, begin - 1)
  return ARITHMETIC.has(before) || before === '.' ? -1 : begin
}

/** Where the value after a comparison begins, and -1 where the sign is none. */
export function afterComparison(reading: Reading, i: number): number {
  const [one, two] = [textAt(reading, i), textAt(reading, i + 1)]
  const before = textAt(reading, i - 1)
  if (before === '<' || before === '>' || (before === '-' && one === '>')) return -1
  if (one === '<') return two === '-' ? -1 : two === '=' || two === '>' ? i + 2 : i + 1
  if (one === '>') return two === '=' ? i + 2 : i + 1
  if (one === '=') return two === '~' || two === '=' ? -1 : i + 1
  return -1
}
