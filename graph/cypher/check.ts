import { guard } from './guard.ts'
import { checkNames, type CheckedNames } from './names.ts'
import { problemOf } from './problem.ts'
import { tokenise } from './tokens.ts'

/** The longest query that is looked at, in UTF-16 units. */
const LONGEST = 50_000

/** Checks a stranger's query before any store sees it: that it only reads, and that its names are in the graph. */
export function checkQuery(query: string): CheckedNames {
  if (query.length > LONGEST) {
    const message = `This query has ${query.length} characters, and at most ${LONGEST} are read. Give long lists as parameters.`
    return { problem: problemOf('refused', message), warnings: [] }
  }
  const tokens = tokenise(query)
  if ('kind' in tokens) return { problem: tokens, warnings: [] }
  const problem = guard(query, tokens)
  return problem ? { problem, warnings: [] } : checkNames(query, tokens)
}
