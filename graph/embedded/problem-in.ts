import { nearest } from '../cypher/near.ts'
import { problemAt, problemOf, type Problem } from '../cypher/problem.ts'
import { tokenise } from '../cypher/tokens.ts'

/** `  --> query:2:15` */
const PLACE = /--> query:(\d+):(\d+)/
const HELP = /help: Did you mean '([^']+)'/
/** What comes before the engine's own words: `Query error: GRAFEO-Q001: syntax error: [Cypher] `. */
const PREFIX = /^(?:[A-Z]\w* error: )?(?:GRAFEO-\w+: )?(?:(?:syntax|semantic|execution) error: )?(?:\[Cypher\] )?/
const NAMED = /^(?:Undefined variable|Unknown function) '([^']+)'/

const SIGNS: Readonly<Record<string, string>> = {
  LParen: '(',
  RParen: ')',
  LBracket: '[',
  RBracket: ']',
  LBrace: '{',
  RBrace: '}',
  Colon: ':',
  Comma: ',',
  Dot: '.',
  Eq: '=',
}

/** What the embedded engine says about a query, in a sentence and at its place where it has one. */
export function problemIn(query: string, error: unknown): Problem {
  const words = error instanceof Error ? error.message : String(error)
  // A text of more than half a gigabyte cannot even be handed over.
  if (/into napi|Invalid string length/.test(words))
    return problemOf('size', 'The answer is too large. Return less of it.')
  const [first = ''] = words.split('\n')
  const core = first.replace(PREFIX, '').replace(/Expected (\w+)$/, (whole, name: string) => {
    const sign = SIGNS[name]
    return sign ? `Expected ${sign}` : whole
  })
  const message = `${core.charAt(0).toUpperCase()}${core.slice(1).replace(/\.$/, '')}.`
  const name = NAMED.exec(core)?.[1]
  // The engine always has a name to offer, near or not.
  const hint = name === undefined ? null : nearest(name, HELP.exec(words)?.slice(1) ?? [])
  const tokens = tokenise(query)
  const read = 'kind' in tokens ? [] : tokens
  const place = PLACE.exec(words)
  if (place) {
    const at = offsetOf(query, Number(place[1]), Number(place[2]))
    const token = read.find((one) => one.at === at)
    return problemAt(query, { at, text: token?.text ?? '' }, { kind: 'invalid', message, hint })
  }
  const token = name === undefined ? undefined : read.find((one, i) => one.text === name && read[i - 1]?.text !== '.')
  return token
    ? problemAt(query, token, { kind: 'invalid', message, hint })
    : { ...problemOf('invalid', message), hint }
}

/** UTF-16 units before a line and column, both counted from 1, the column in characters. */
function offsetOf(query: string, line: number, column: number): number {
  const lines = query.split('\n')
  const before = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0)
  const inLine = Array.from(lines[line - 1] ?? '').slice(0, column - 1)
  return before + inLine.join('').length
}
