import {
  AGGREGATES,
  all,
  call,
  FAR,
  type Finder,
  inside,
  name,
  not,
  type Reading,
  sequence,
  some,
  textAt,
  type Type,
  wordAt,
  words,
} from './finders.ts'
import {
  afterComparison,
  ARITHMETIC,
  beginOfValue,
  isIndex,
  isListAfter,
  isListBefore,
  nullable,
  typeOf,
  typeOfProperty,
  typeOfValue,
} from './values.ts'

const QUANTIFIERS = words('ANY ALL NONE SINGLE')

/** An aggregate in a list, a map or a function that goes through a list, or one that an index follows. */
export const nestedAggregate: Finder = (reading, i) => {
  const { pieces } = reading
  if (!AGGREGATES.has(wordAt(reading, i)) || textAt(reading, i + 1) !== '(') return false
  const close = pieces[i + 1]?.partner ?? -1
  if (textAt(reading, close + 1) === '[') return true
  const around = pieces[i]?.around ?? -1
  const opener = pieces[around]
  if (!opener) return false
  if (opener.text === '[') return opener.bracket === 'other'
  if (opener.text === '{') return textAt(reading, around + 2) === ':'
  return [...QUANTIFIERS, 'REDUCE'].includes(wordAt(reading, around - 1))
}

/** A slice with a negative bound: `xs[1..-1]`, `xs[-2..]`. */
export const negativeSlice: Finder = (reading, i) =>
  textAt(reading, i) === '[' &&
  inside(0, sequence('..'))(reading, i) &&
  (textAt(reading, i + 1) === '-' || inside(0, sequence('.. -'))(reading, i))

/** A quantifier whose condition can be null for an item. */
export const quantifierOverNulls: Finder = all(
  call('ANY ALL NONE SINGLE'),
  inside(1, some(nullable, nullWord(), inside(0, nullWord())), { isDeep: true }),
  not(inside(1, some(sequence('IS NULL'), sequence('IS NOT NULL'), call('COALESCE')), { isDeep: true })),
)

function nullWord(): Finder {
  return (reading, i) =>
    wordAt(reading, i) === 'NULL' && wordAt(reading, i - 1) !== 'IS' && wordAt(reading, i - 1) !== 'NOT'
}

/** A list literal with a null in it that is compared. */
export const comparedNulls: Finder = (reading, i) => {
  if (textAt(reading, i) !== '=' || textAt(reading, i + 1) === '~') return false
  const left = textAt(reading, i - 1) === ']' ? (reading.pieces[i - 1]?.partner ?? -1) : -1
  const hasNull = inside(0, some(nullWord(), nullable))
  const isList = (k: number) => k >= 0 && textAt(reading, k) === '[' && !isIndex(reading, k)
  return (isList(i + 1) && hasNull(reading, i + 1)) || (isList(left) && hasNull(reading, left))
}

/** A list and an item with a plus between them. */
export const listPlusItem: Finder = (reading, i) => {
  if (textAt(reading, i) !== '+') return false
  const [left, right] = [isListBefore(reading, i), isListAfter(reading, i)]
  return left !== right && !isNullAfter(reading, i)
}

const isNullAfter = (reading: Reading, i: number) => wordAt(reading, i + 1) === 'NULL'

const isText = (one: Type, other: Type) =>
  (one === 'text' && other === 'number') || (one === 'number' && other === 'text')

/** Texts and numbers side by side: compared, sought in a list, chosen by CASE, mixed in a list, asked of a property. */
export const textForNumber: Finder = (reading, i) => {
  const { pieces } = reading
  const after = afterComparison(reading, i)
  if (after > 0) {
    const begin = beginOfValue(reading, i)
    if (begin < 0 || isComputed(reading, after)) return false
    // Of two lists the first items tell.
    if (textAt(reading, begin) === '[' && textAt(reading, after) === '[')
      return isText(typeOf(reading, begin + 1), typeOf(reading, after + 1))
    return isText(typeOf(reading, begin), typeOf(reading, after))
  }
  if (wordAt(reading, i) === 'IN') {
    const type = typeOf(reading, beginOfValue(reading, i))
    if (textAt(reading, i + 1) === '[') return isText(type, typeOf(reading, i + 2))
    const given = pieces[i + 1]?.kind === 'parameter' ? reading.parameters[textAt(reading, i + 1).slice(1)] : null
    return Array.isArray(given) && given.some((value) => isText(type, typeOfValue(value)))
  }
  if (wordAt(reading, i) === 'CASE' && textAt(reading, i + 2) === '.' && wordAt(reading, i + 4) === 'WHEN')
    return isText(typeOf(reading, i + 1), typeOf(reading, i + 5))
  if (textAt(reading, i) === ',' && wordAt(reading, (pieces[i]?.around ?? 0) - 1) === 'UNWIND')
    return isText(literal(reading, i - 1), literal(reading, i + 1))
  // {start: "3"} in a node or relationship.
  if (textAt(reading, i) !== ':' || pieces[pieces[i]?.around ?? -1]?.text !== '{') return false
  const outer = pieces[pieces[pieces[i]?.around ?? -1]?.around ?? -1]
  if (!outer || (outer.text !== '(' && outer.text !== '[') || outer.bracket === 'other') return false
  return isText(typeOfProperty(pieces[i - 1]?.name ?? ''), typeOf(reading, i + 1))
}

const literal = ({ pieces }: Reading, i: number): Type =>
  pieces[i]?.kind === 'string' ? 'text' : pieces[i]?.kind === 'number' ? 'number' : null

/** Something follows that makes another value of it. */
const isComputed = (reading: Reading, i: number) =>
  [1, 2, 3].some(
    (by) => ARITHMETIC.has(textAt(reading, i + by)) && reading.pieces[i + by]?.around === reading.pieces[i]?.around,
  )

/** Lists or booleans with a sign of order between them. */
export const orderOfOthers: Finder = (reading, i) => {
  const sign = textAt(reading, i)
  if ((sign !== '<' && sign !== '>') || textAt(reading, i + 1) === '>') return false
  const after = afterComparison(reading, i)
  if (after < 0) return false
  const types = [typeOf(reading, after), typeOf(reading, beginOfValue(reading, i))]
  return types.includes('boolean') || types.includes('list')
}

/** A pattern's `{property: null}`. */
export const nullInPattern: Finder = (reading, i) => {
  const { pieces } = reading
  if (textAt(reading, i) !== ':') return false
  const outer = pieces[pieces[pieces[i]?.around ?? -1]?.around ?? -1]
  const isPattern = outer !== undefined && outer.bracket !== 'other' && outer.text !== '{'
  return isPattern && pieces[pieces[i]?.around ?? -1]?.text === '{' && wordAt(reading, i + 1) === 'NULL'
}

/** An alias of an aggregate that is the name of a variable which another item of the clause renames. */
export const reusedName: Finder = (reading, i) => {
  const { pieces } = reading
  if (wordAt(reading, i) !== 'AS' || textAt(reading, i - 1) !== ')') return false
  if (!AGGREGATES.has(wordAt(reading, (pieces[i - 1]?.partner ?? 0) - 1))) return false
  const name = pieces[i + 1]?.name
  const around = pieces[i]?.around
  const isStart = (k: number) => ['WITH', 'RETURN', 'DISTINCT', ','].includes(wordAt(reading, k) || textAt(reading, k))
  for (const step of [-1, 1])
    for (let k = i + step; k > 0 && Math.abs(k - i) < FAR && k < pieces.length; k += step) {
      const piece = pieces[k]
      if (piece?.around !== around) continue
      if (/^(?:WITH|RETURN|MATCH|WHERE|ORDER|UNWIND)$/.test(piece?.word ?? '')) break
      if (piece?.name === name && wordAt(reading, k + 1) === 'AS' && isStart(k - 1)) return true
    }
  return false
}

/** A shortest path, and a condition of the same clause on what it leads through. */
export const conditionOnShortest: Finder = (reading, i) => {
  const { pieces } = reading
  if (!/^(?:ALL)?SHORTESTPATHS?$/.test(wordAt(reading, i)) || textAt(reading, i + 1) !== '(') return false
  const close = pieces[i + 1]?.partner ?? -1
  if (close < 0 || wordAt(reading, close + 1) !== 'WHERE') return false
  const names = new Set<string>()
  if (textAt(reading, i - 1) === '=') names.add(pieces[i - 2]?.name ?? '')
  for (let k = i; k < Math.min(close, i + FAR); k++)
    if (pieces[k]?.bracket === 'relationship' && pieces[k + 1]?.name) names.add(pieces[k + 1]?.name ?? '')
  const { around } = pieces[i] ?? {}
  for (let k = close + 2; k < Math.min(pieces.length, close + FAR); k++) {
    const piece = pieces[k]
    if (piece?.around === around && /^(?:MATCH|OPTIONAL|WITH|RETURN|UNWIND|CALL)$/.test(piece?.word ?? '')) break
    if (piece && piece.name !== '' && names.has(piece.name) && textAt(reading, k - 1) !== '.') return true
  }
  return false
}

/** Rows that are cut, or lists that are collected, before anything puts them in order. */
export function unordered(reading: Reading, i: number): boolean {
  const { pieces } = reading
  const isCollect = wordAt(reading, i) === 'COLLECT' && textAt(reading, i + 1) === '('
  const isCut = /^(?:LIMIT|SKIP)$/.test(wordAt(reading, i)) && pieces[i - 1]?.text !== '.'
  if (!isCollect && !isCut) return false
  if (isCollect && wordAt(reading, i - 2) === 'SIZE') return false
  if (isCut && /^(?:LIMIT|SKIP)$/.test(wordAt(reading, i - 2))) return false
  for (let k = i - 1; k >= 0 && i - k < FAR * 5; k--) {
    if (pieces[k]?.word === 'ORDER') return false
    if (isCut && pieces[k]?.around === pieces[i]?.around && /^(?:WITH|RETURN)$/.test(pieces[k]?.word ?? '')) return true
    if (isCollect && /^(?:MATCH|UNION)$/.test(pieces[k]?.word ?? '')) return true
  }
  return isCut
}

/** `x IN []` for an x that can be null. */
export const nothingInList: Finder = (reading, i) => {
  if (!sequence('IN [ ]')(reading, i) || textAt(reading, i + 3) === '|') return false
  const isSure =
    textAt(reading, i - 2) === '.' &&
    typeOfProperty(reading.pieces[i - 1]?.name ?? '') !== null &&
    !nullable(reading, i - 2)
  return !isSure
}

/** A name alone in a map: `{.id, n}`. */
export const bareName: Finder = (reading, i) => {
  const { pieces } = reading
  const open = pieces[i]?.around ?? -1
  const isBare = name(reading, i) && /^[{,]$/.test(textAt(reading, i - 1)) && /^[},]$/.test(textAt(reading, i + 1))
  return isBare && textAt(reading, open) === '{' && (pieces[open + 1]?.clause ?? '') === (pieces[open]?.clause ?? '')
}
