import { readFileSync } from 'node:fs'
import type { Case } from '../src/model/records.ts'
import { checkParameters, listNamedQueries } from './named-queries.ts'
import type { Store, Table, Value, Values } from './store.ts'

/** A query with its parameters, and what it is called. */
export interface Question {
  readonly name: string
  readonly cypher: string
  readonly parameters: Values
}

/** Portable queries by what they try. Where the last RETURN has an ORDER BY it is total. */
export const PORTABLE: Readonly<Record<string, readonly string[]>> = JSON.parse(
  readFileSync(new URL('portable-queries.json', import.meta.url), 'utf8'),
)

/** Parameters for the portable queries: ids that are in the case where it has any, one of them a hub. */
export function parametersOf(theCase: Case, caseKey: string): Values {
  const most = (ids: readonly string[]) => {
    const counts = new Map<string, number>()
    for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1)
    return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0] ?? 'none'
  }
  return {
    caseKey,
    actor: most(theCase.statements.map(({ speaker }) => speaker)),
    claim: most(theCase.relations.map(({ from }) => from)),
    ids: theCase.claims.filter((_, i) => i % 3 === 0).map(({ id }) => id),
    words: 'MARA',
    number: 3,
    nothing: null,
    none: [],
  }
}

/** Every named query, with arguments that find nothing, one thing and much, and every portable query. */
export function questionsOf(theCase: Case, caseKey: string): readonly Question[] {
  const parameters = parametersOf(theCase, caseKey)
  const given: Readonly<Record<string, readonly Value[]>> = {
    actor: [parameters['actor'] ?? '', 'mara', '🚢', "' OR 1=1 //"],
    claim: [parameters['claim'] ?? '', 'STRASSE', 'e\u0301', 'nothing like it'],
    source: [theCase.sources[0]?.id ?? '-', 'STRASSE', '漢字', 'nothing like it'],
    statement: [theCase.statements[0]?.id ?? '-', '漢字', '"; DROP', 'nothing like it'],
  }
  const named = listNamedQueries().flatMap((query) => {
    const [first] = query.parameters
    const sets: Values[] =
      first === undefined ? [] : (given[first.name] ?? []).map((value) => ({ [first.name]: value }))
    if (first === undefined || first.default !== undefined) sets.push({})
    return sets.map((set) => ({
      name: `${query.name} ${JSON.stringify(set)}`,
      cypher: query.cypher,
      parameters: { ...checkParameters(query, set), caseKey },
    }))
  })
  const portable = Object.entries(PORTABLE).flatMap(([group, queries]) =>
    queries.map((cypher) => ({ name: `${group}: ${cypher}`, cypher, parameters })),
  )
  return [...named, ...portable]
}

/** How two stores part on a question: null where columns and rows are the same, in order where the query gives one. */
export async function difference(one: Store, other: Store, { cypher, parameters }: Question): Promise<string | null> {
  const [a, b] = await Promise.all([one, other].map((store) => store.run(cypher, parameters)))
  if (!a || !b) throw new RangeError('two stores give two answers')
  if (a.columns.join() !== b.columns.join()) return `columns ${a.columns.join()} against ${b.columns.join()}`
  const [rows, others] = [rowsOf(a, cypher), rowsOf(b, cypher)]
  const at = rows.findIndex((row, i) => row !== others[i])
  if (at < 0 && rows.length === others.length) return null
  const show = (list: readonly string[]) =>
    (list[at < 0 ? Math.min(rows.length, others.length) : at] ?? 'no row').slice(0, 300)
  return `${rows.length} rows against ${others.length}: ${show(rows)} against ${show(others)}`
}

/** Rows as texts: as they come where the last RETURN orders them, sorted otherwise. NaN and the infinities keep their names. */
function rowsOf({ columns, rows }: Table, cypher: string): readonly string[] {
  const texts = rows.map((row) =>
    JSON.stringify(
      columns.map((column) => row[column]),
      (_, value: unknown) => (typeof value === 'number' && !Number.isFinite(value) ? String(value) : value),
    ),
  )
  return /\bORDER BY\b(?![^]*\bRETURN\b)/.test(cypher) ? texts : texts.sort()
}
