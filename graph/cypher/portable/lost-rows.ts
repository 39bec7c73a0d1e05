import { AGGREGATES, type Finder, type Reading, textAt, wordAt, words } from './finders.ts'

/** How many rows of one run of a CALL are kept by a DISTINCT right after it, in the embedded engine. */
const KEPT = 2_048

const CLAUSES = words('MATCH OPTIONAL UNWIND WITH RETURN CALL UNION WHERE ORDER SKIP LIMIT')
/** Between CALL and DISTINCT these change nothing; where any other clause stands between, all rows are kept. */
const PASSING = words('WITH RETURN WHERE SKIP LIMIT')

/** A clause, from the piece of its first word to the one after its last. */
interface Clause {
  readonly word: string
  readonly begin: number
  readonly end: number
}

/** DISTINCT, or a UNION, that takes the rows of a CALL as they come, where one run of it can give more than are kept. */
export const lostRows: Finder = (reading, i) => {
  const word = wordAt(reading, i)
  const isDistinct = word === 'DISTINCT' && /^(?:WITH|RETURN)$/.test(wordAt(reading, i - 1))
  if (!isDistinct && (word !== 'UNION' || wordAt(reading, i + 1) === 'ALL')) return false
  const around = reading.pieces[i]?.around ?? -1
  const clauses = clausesIn(reading, around)
  const at = clauses.findIndex(({ begin }) => begin === (isDistinct ? i - 1 : i))
  const clause = clauses[at]
  if (!clause) return false
  if (isDistinct)
    return !hasAggregate(reading, clause.begin, clause.end) && comesFromCall(reading, clauses.slice(0, at))
  const [next] = branches(clauses.slice(at + 1))
  return [clauses.slice(0, at), next ?? []].some((branch) => comesFromCall(reading, branch))
}

function comesFromCall(reading: Reading, clauses: readonly Clause[]): boolean {
  for (const { word, begin, end } of clauses.toReversed()) {
    if (word === 'CALL') return mostRows(reading, begin) > KEPT
    if (!PASSING.has(word) || hasAggregate(reading, begin, end)) return false
  }
  return false
}

/** The most rows that one run of the CALL at piece `i` can give, as far as its words tell. */
function mostRows(reading: Reading, i: number): number {
  const open = textAt(reading, i + 1) === '(' ? (reading.pieces[i + 1]?.partner ?? i) + 1 : i + 1
  if (textAt(reading, open) !== '{') return 0
  return branches(clausesIn(reading, open)).reduce((sum, branch) => sum + mostRowsOf(reading, branch), 0)
}

function mostRowsOf(reading: Reading, branch: readonly Clause[]): number {
  let most = Infinity
  for (const { word, begin, end } of branch.toReversed()) {
    if (/^(?:MATCH|OPTIONAL|UNWIND|CALL)$/.test(word)) return most
    if (word === 'LIMIT') most = Math.min(most, limitAt(reading, begin + 1))
    if (/^(?:WITH|RETURN)$/.test(word) && isOneRow(reading, begin, end)) return Math.min(most, 1)
  }
  return Math.min(most, 1)
}

function limitAt({ pieces, parameters }: Reading, i: number): number {
  const { kind, text = '' } = pieces[i] ?? {}
  const limit = kind === 'parameter' ? parameters[text.slice(1)] : text
  return typeof limit === 'number' || /^\d+$/.test(text) ? Number(limit) : Infinity
}

/** The clauses within the bracket that opens at the piece `around`, or outside of all brackets (-1). */
function clausesIn(reading: Reading, around: number): readonly Clause[] {
  const { pieces } = reading
  const partner = pieces[around]?.partner ?? pieces.length
  const close = partner < 0 ? pieces.length : partner
  const begins: number[] = []
  for (let k = around + 1; k < close; k++) {
    if (pieces[k]?.around !== around || !CLAUSES.has(wordAt(reading, k))) continue
    if (!/^(?:STARTS|ENDS|AS)$/.test(wordAt(reading, k - 1))) begins.push(k)
  }
  return begins.map((begin, k) => ({ word: wordAt(reading, begin), begin, end: begins[k + 1] ?? close }))
}

/** Clauses that stand between one UNION and the next. */
function branches(clauses: readonly Clause[]): readonly (readonly Clause[])[] {
  const found: Clause[][] = [[]]
  for (const clause of clauses) {
    if (clause.word === 'UNION') found.push([])
    else found.at(-1)?.push(clause)
  }
  return found
}

function hasAggregate(reading: Reading, begin: number, end: number): boolean {
  for (let k = begin; k < end; k++)
    if (AGGREGATES.has(wordAt(reading, k)) && textAt(reading, k + 1) === '(') return true
  return false
}

/** A WITH or RETURN of aggregates alone: there is nothing to group by. */
function isOneRow(reading: Reading, begin: number, end: number): boolean {
  const { around } = reading.pieces[begin] ?? {}
  let from = begin
  for (let k = begin + 1; k <= end; k++) {
    if (k < end && (textAt(reading, k) !== ',' || reading.pieces[k]?.around !== around)) continue
    if (!hasAggregate(reading, from, k)) return false
    from = k
  }
  return true
}
