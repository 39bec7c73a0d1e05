import type { Values } from '../../store.ts'
import { problemAt, type Problem } from '../problem.ts'
import { tokenise } from '../tokens.ts'
import { readPieces } from './reading.ts'
import { RULES, type Rule } from './rules.ts'
import { typesIn } from './values.ts'

/** How many pieces of a query are read; nobody writes longer ones by hand. */
const MOST = 2_000

/** Where a query leaves the part of Cypher that both stores answer alike. */
export interface Departure {
  readonly kind: Rule['kind']
  /** Its place, what differs there and what to write instead. */
  readonly problem: Problem
}

/**
 * What of a query does not run alike on both stores (docs/cypher.md), each rule once, in the order of the query; nothing for a
 * text that is no Cypher. Reads the words of the query and what the schema says of properties; what a value holds that is worked
 * out it does not know.
 */
export function findDepartures(query: string, parameters: Values = {}): readonly Departure[] {
  const tokens = tokenise(query)
  if ('kind' in tokens) return []
  const pieces = readPieces(tokens.slice(0, MOST))
  const reading = { pieces, parameters, types: typesIn(pieces, parameters) }
  const found: { readonly at: number; readonly departure: Departure }[] = []
  for (const { kind, finds, message } of RULES) {
    const piece = pieces.find((_, i) => finds(reading, i))
    if (!piece) continue
    const problem = problemAt(query, piece, { kind: 'not-portable', message })
    found.push({ at: piece.at, departure: { kind, problem } })
  }
  return found.toSorted((a, b) => a.at - b.at).map(({ departure }) => departure)
}
