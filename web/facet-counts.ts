import { factsOf } from './facts.ts'
import { withPicks } from './filter.ts'
import { narrow, passingStatements } from './narrow.ts'
import type { CaseIndex } from './case-index.ts'
import type { Facet, Filter } from './filter.ts'

/**
 * How many statements, or relations, have each value of a facet, most first; of those that every other facet lets through, so
 * that a number is what choosing the value alone would leave.
 */
export function countsOf(index: CaseIndex, filter: Filter, facet: Facet): readonly (readonly [string, number])[] {
  const facts = factsOf(index)
  const others = withPicks(filter, facet, [])
  const { values, starts, codes } = facts[facet]
  const counts = new Int32Array(values.length)
  const left = isOfRelations(facet) ? narrow(index, others).relations : null
  const passing = left ? null : passingStatements(facts, others)
  for (let i = 0; i < starts.length - 1; i++) {
    if (left ? !left.has(facts.relations[i]?.id ?? '') : passing?.[i] === 0) continue
    for (let at = starts[i] ?? 0; at < (starts[i + 1] ?? 0); at++) {
      const code = codes[at] ?? 0
      counts[code] = (counts[code] ?? 0) + 1
    }
  }
  return values.map((value, i) => [value, counts[i] ?? 0] as const).sort((a, b) => b[1] - a[1])
}

/** True for a facet of relations: it leaves statements and claims as they are. */
export function isOfRelations(facet: Facet): boolean {
  return facet === 'relation' || facet === 'status' || facet === 'method'
}
