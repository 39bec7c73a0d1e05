import { problemOf, type Problem } from './problem.ts'

/** What a stranger's query may take. */
export interface Limits {
  /** Milliseconds from when a process begins with it. */
  readonly ms: number
  /** Rows of an answer; what is more is cut, and said so. */
  readonly rows: number
  /** Bytes of an answer as JSON; rows that are more are cut, and said so. */
  readonly bytes: number
  /** Bytes that its process may hold. */
  readonly memory: number
  /** Queries that run at a time, each in a process of its own. */
  readonly processes: number
  /** Queries that wait for one of them; the next one is refused. */
  readonly waiting: number
}

export const LIMITS: Limits = {
  ms: 5_000,
  rows: 10_000,
  bytes: 16_000_000,
  memory: 2 ** 30,
  processes: 2,
  waiting: 8,
}

/**
 * How a query ended. `json` is `{columns, truncated, ms, warnings, rows}`: a `Table`, whether rows were cut, how long the store
 * took, and the problems that did not keep it from running. It is text because whoever asks mostly passes it on.
 */
export type Answer =
  { readonly kind: 'rows'; readonly json: string } | { readonly kind: 'problem'; readonly problem: Problem }

/** A query that was stopped after so many milliseconds. */
export function pastTime(ms: number): Problem {
  const message = `Stopped after ${ms / 1000} s. Nothing was changed. A smaller pattern or a LIMIT usually helps.`
  return problemOf('time', message)
}
