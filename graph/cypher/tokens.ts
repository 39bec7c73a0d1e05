import { problemAt, type Problem } from './problem.ts'

/** A piece of Cypher. A `name` stood between backticks; a `sign` is one character, or `..`. */
export interface Token {
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'parameter' | 'sign'
  /** As it is written, marks included. */
  readonly text: string
  /** Where it begins, in UTF-16 units. */
  readonly at: number
}

const SPACE = /[ \t\r\n]+/uy
const LINE_COMMENT = /\/\/[^\n]*/uy
const BLOCK_COMMENT = /\/\*[^]*?\*\//uy
const TOKENS: readonly (readonly [Token['kind'], RegExp])[] = [
  ['word', /[\p{L}_][\p{L}\p{M}\p{N}_]*/uy],
  ['name', /`[^`]+`(?!`)/uy],
  ['string', /'[^'\\]*(?:\\[^][^'\\]*)*'|"[^"\\]*(?:\\[^][^"\\]*)*"/uy],
  // A number ends where a word would begin: "1CREATE" is a number and a clause to one reader and nothing to another.
  ['number', /(?:0x[\da-f]+|0o[0-7]+|\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?![\p{L}\p{M}\p{N}_])/iuy],
  ['parameter', /\$(?:[\p{L}_][\p{L}\p{M}\p{N}_]*|`[^`]+`(?!`))/uy],
  ['sign', /\.\.|[()[\]{},;:.+\-*/%^=<>|&!]|~/uy],
]

// Line ends and spaces that some readers of Cypher take for one and others do not: a comment or a string would end elsewhere.
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const DOUBTFUL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u0085\u2028\u2029\ufeff]|\r(?!\n)/u
// Some readers turn \uXXXX into its character before they look for the end of a string or a comment.
const ESCAPE = /\\u+([\da-f]{4})/giu
const MEANING_OF_MARKS = /["'`\\/*\n\r]/u

/**
 * Cypher in pieces, without comments. Reads strictly: what two stores could read in two ways (doubled marks, escapes that stand
 * for marks, odd line ends, digits that run into a word) is a problem with its place. Linear in the length of the query.
 */
export function tokenise(query: string): readonly Token[] | Problem {
  const wrong = (at: number, text: string, message: string) =>
    problemAt(query, { at, text }, { kind: 'invalid', message })
  const doubtful = DOUBTFUL.exec(query)
  if (doubtful) return wrong(doubtful.index, doubtful[0], 'A control character stands here. Delete it.')
  for (const escape of query.matchAll(ESCAPE)) {
    const [text, code = ''] = escape
    const character = String.fromCodePoint(Number.parseInt(code, 16))
    if (MEANING_OF_MARKS.test(character))
      return wrong(escape.index, text, `The escape ${text} could end a string. Write the character itself.`)
  }
  const tokens: Token[] = []
  let at = 0
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at
    return pattern.exec(query)?.[0] ?? null
  }
  while (at < query.length) {
    const skipped = take(SPACE) ?? take(LINE_COMMENT) ?? take(BLOCK_COMMENT)
    if (skipped !== null) {
      at += skipped.length
      continue
    }
    if (query.startsWith('/*', at)) return wrong(at, '/*', 'This comment has no end. Close it with */.')
    let found: Token | null = null
    for (const [kind, pattern] of TOKENS) {
      const text = take(pattern)
      if (text === null) continue
      found = { kind, text, at }
      break
    }
    if (!found) return wrong(at, String.fromCodePoint(query.codePointAt(at) ?? 0), sayUnread(query, at))
    tokens.push(found)
    at += found.text.length
  }
  return tokens
}

function sayUnread(query: string, at: number): string {
  const character = String.fromCodePoint(query.codePointAt(at) ?? 0)
  switch (character) {
    case "'":
    case '"':
      return `This string has no end. Close it with ${character}.`
    case '`':
      return 'A name between backticks has no end, is empty, or has a backtick in it. Write it with one backtick on each side.'
    case '\\':
      return 'A backslash can stand within a string only.'
    case '$':
      return 'A parameter has a name after its $.'
    default:
      return /\d/.test(character)
        ? 'A number runs into a word here. Put a space between them.'
        : `${character.trim() === '' ? 'An unusual space' : `The character ${character}`} cannot stand here.`
  }
}
