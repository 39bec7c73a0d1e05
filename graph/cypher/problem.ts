/** Why a query was not run, or not to its end. */
export type ProblemKind =
  /** It writes, or reaches beyond the graph. */
  | 'refused'
  /** It is not Cypher, or not the Cypher that the store knows. */
  | 'invalid'
  /** It names a label or relationship type that no case has. */
  | 'unknown-name'
  /** Stores answer it in different ways, or one of them does not. */
  | 'not-portable'
  /** It was stopped: past its time, past its memory, or with an answer that is too large. */
  | 'time'
  | 'memory'
  | 'size'
  /** Too many queries wait already. */
  | 'busy'
  /** The store could not go on. */
  | 'failed'

/** What is wrong with a query, said so that a person can mend it. */
export interface Problem {
  readonly kind: ProblemKind
  readonly message: string
  /** Where it is, both counted from 1, the column in characters; null for what has no place. */
  readonly line: number | null
  readonly column: number | null
  /** How many characters of that line are meant; 0 for a place between two. */
  readonly length: number
  /** A name to write instead. */
  readonly hint: string | null
}

/** A problem without a place. */
export function problemOf(kind: ProblemKind, message: string): Problem {
  return { kind, message, line: null, column: null, length: 0, hint: null }
}

/** A problem at a place of a query, given in UTF-16 units. */
export function problemAt(
  query: string,
  { at, text }: { readonly at: number; readonly text: string },
  { kind, message, hint = null }: Pick<Problem, 'kind' | 'message'> & { readonly hint?: string | null },
): Problem {
  const before = query.slice(0, at).split('\n')
  const [first = ''] = text.split('\n')
  return {
    kind,
    message,
    line: before.length,
    column: Array.from(before.at(-1) ?? '').length + 1,
    length: Array.from(first).length,
    hint,
  }
}

/** A problem in one line, with its place where it has one. */
export function sayProblem({ message, line, column, hint }: Problem): string {
  return `${line === null ? '' : `query:${line}:${column}: `}${message}${hint === null ? '' : ` Did you mean ${hint}?`}`
}
