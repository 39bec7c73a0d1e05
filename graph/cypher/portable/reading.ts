import { kindOfBracket, type Bracket } from '../names.ts'
import type { Token } from '../tokens.ts'

/** A piece of a query with what stands around it. */
export interface Piece extends Token {
  /** In capitals for a word, empty for everything else. */
  readonly word: string
  /** A name without its backticks, a word as it is written, empty for everything else. */
  readonly name: string
  /** For a bracket, where its other half is; -1 for everything else and for half a bracket. */
  readonly partner: number
  /** Where the bracket around it opens; -1 outside of all. */
  readonly around: number
  /** For an opening bracket, what it encloses. */
  readonly bracket: Bracket
  /** The clause it is in, where that is known: the word that begins it, `OPTIONAL` for an optional match. */
  readonly clause: string
}

const CLAUSES: ReadonlySet<string> = new Set('MATCH OPTIONAL UNWIND WITH RETURN CALL WHERE ORDER'.split(' '))
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

/** Reads the pieces of a query once, from left to right: brackets in pairs, clauses within brackets. Linear. */
export function readPieces(tokens: readonly Token[]): readonly Piece[] {
  const pieces: { -readonly [K in keyof Piece]: Piece[K] }[] = []
  const open: number[] = []
  // The clause at each depth of brackets; what opens takes over the one around it.
  const clauses: string[] = ['']
  for (const [i, token] of tokens.entries()) {
    const { kind, text } = token
    const before = pieces.at(-1)
    const word = kind === 'word' && before?.text !== '.' ? text.toUpperCase() : ''
    const name = kind === 'word' ? text : kind === 'name' ? text.slice(1, -1) : ''
    const opener = pieces[open.at(-1) ?? -1]
    const closes = opener !== undefined && CLOSING[opener.text] === text
    if (closes) {
      opener.partner = i
      clauses.pop()
    }
    // STARTS WITH and OPTIONAL MATCH begin no clause of their own.
    const isClause =
      CLAUSES.has(word) &&
      !(word === 'WITH' && (before?.word === 'STARTS' || before?.word === 'ENDS')) &&
      !(word === 'MATCH' && before?.word === 'OPTIONAL') &&
      !(word === 'WHERE' && clauses.at(-1) === 'OPTIONAL')
    if (isClause) clauses[clauses.length - 1] = word
    else if (word === 'WHERE') clauses[clauses.length - 1] = 'OPTIONAL WHERE'
    const partner = closes ? (open.pop() ?? -1) : -1
    const bracket = text in CLOSING ? kindOfBracket(tokens, i) : 'other'
    pieces.push({ ...token, word, name, partner, around: open.at(-1) ?? -1, bracket, clause: clauses.at(-1) ?? '' })
    if (text in CLOSING) {
      open.push(i)
      clauses.push(clauses.at(-1) ?? '')
    }
  }
  return pieces
}
