import { guardedBolt } from '../../graph/bolt/guarded.ts'
import { LIMITS, type Answer } from '../../graph/cypher/answer.ts'
import { checkQuery } from '../../graph/cypher/check.ts'
import { findDepartures } from '../../graph/cypher/portable/departures.ts'
import { sayProblem, type Problem } from '../../graph/cypher/problem.ts'
import { guardedCopy } from '../../graph/embedded/guarded-copy.ts'
import type { GuardedQueries } from '../../graph/guarded/queries.ts'
import { listNamedQueries, namedQuery, runNamedQuery } from '../../graph/named-queries.ts'
import type { Store, Table, Value, Values } from '../../graph/store.ts'
import { HearsayError, showValue } from '../../src/model/error.ts'
import { caseKeyOf, readWholeCase } from '../inputs.ts'
import { checkLoaded, findBolt, graphOf, keptFor, openAt, openCase, type BoltOptions } from '../store.ts'
import { formatRows, type Format, widthOfOutput } from '../table.ts'

interface Options extends BoltOptions {
  readonly list?: boolean
  readonly check?: boolean
  readonly param: readonly string[]
  readonly format: Format
  readonly store?: string
  readonly as?: string
}

/** What a named query is called; any other text is Cypher. */
const NAME = /^[\w-]+$/

/** Answers a named query or, guarded, Cypher text over a case, in memory or in Neo4j. With `check`: 1 where it leaves the subset. */
export async function run(folder: string | undefined, query: string | undefined, options: Options): Promise<0 | 1> {
  if (options.list) {
    process.stdout.write(formatList(options.format))
    return 0
  }
  // There is no case to name.
  const checked = query ?? folder
  if (options.check && checked !== undefined) return check(checked, mapValues(parseParameters(options.param)))
  if (folder === undefined || query === undefined)
    throw new HearsayError(
      'missing-query',
      'no case or no query named. Example: hearsay query talks/ disputes; hearsay query --list shows the named ones.',
      { isUsage: true },
    )
  const caseKey = caseKeyOf(folder, options.as)
  const parameters = parseParameters(options.param)
  const isNamed = NAME.test(query)
  const rows = options.store ? await askServer(options.store) : await askFolder(folder)
  process.stdout.write(formatRows(rows, options.format, widthOfOutput()))
  return 0

  async function askServer(address: string): Promise<Table> {
    const place = await findBolt(address, options)
    const store = await openAt(place)
    try {
      const cases = await checkLoaded(store, caseKey)
      if (cases > 1 && !isNamed && !/\bcaseKey\b/.test(query ?? ''))
        process.stderr.write(
          `hearsay: warning: the rows are of all ${cases} cases in this database. {caseKey: $caseKey} in a node keeps to this one.\n`,
        )
      return isNamed ? await askNamed(store) : await askGuarded(guardedBolt(place, caseKey))
    } finally {
      await store.close()
    }
  }

  async function askFolder(folder: string): Promise<Table> {
    if (!isNamed) {
      const readCase = () => readWholeCase(folder)
      return askGuarded(guardedCopy(readCase, caseKey, LIMITS, keptFor(graphOf(folder, caseKey), readCase)))
    }
    const store = await openCase(folder, caseKey)
    try {
      return await askNamed(store)
    } finally {
      await store.close()
    }
  }

  function askNamed(store: Store): Promise<Table> {
    return runNamedQuery(store, caseKey, query ?? '', parameters)
  }

  async function askGuarded(queries: GuardedQueries): Promise<Table> {
    try {
      return readAnswer(await queries.ask(query ?? '', mapValues(parameters)))
    } finally {
      await queries.close()
    }
  }
}

/** Prints one line for everything that keeps a query from running alike on both stores. 1 when there is any. */
function check(query: string, parameters: Values): 0 | 1 {
  const text = NAME.test(query) ? namedQuery(query).cypher : query
  const { problem, warnings } = checkQuery(text)
  const found = problem ? [problem] : [...warnings, ...findDepartures(text, parameters).map((one) => one.problem)]
  for (const one of found) process.stdout.write(`${sayProblem(one)}\n`)
  if (found.length === 0) process.stdout.write('Both stores answer this query alike, as far as its words tell.\n')
  return found.length > 0 ? 1 : 0
}

/** The rows of an answer; what else it says goes where it is in nobody's way. Throws `query-…` for a problem. */
function readAnswer(answer: Answer): Table {
  if (answer.kind === 'problem') throw new HearsayError(`query-${answer.problem.kind}`, sayProblem(answer.problem))
  // Guarded queries write nothing else.
  const { columns, rows, truncated, warnings } = JSON.parse(answer.json) as Table & {
    readonly truncated: boolean
    readonly warnings: readonly Problem[]
  }
  for (const warning of warnings) process.stderr.write(`hearsay: warning: ${sayProblem(warning)}\n`)
  if (truncated)
    process.stderr.write(
      `hearsay: warning: only the first ${rows.length} rows are here. LIMIT and SKIP bring others.\n`,
    )
  return { columns, rows }
}

function parseParameters(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((text) => {
      const at = text.indexOf('=')
      if (at > 0) return [text.slice(0, at), text.slice(at + 1)]
      throw new HearsayError('invalid-parameter', `invalid parameter: ${showValue(text)}. Write --param name=value.`, {
        isUsage: true,
      })
    }),
  )
}

/** In free Cypher nothing says what a parameter is: what reads as a number, true, false or null is one. */
function mapValues(parameters: Readonly<Record<string, string>>): Values {
  const valueOf = (text: string): Value => {
    if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text)
    return text === 'true' ? true : text === 'false' ? false : text === 'null' ? null : text
  }
  return Object.fromEntries(Object.entries(parameters).map(([name, text]) => [name, valueOf(text)]))
}

function formatList(format: Format): string {
  const rows = listNamedQueries().map(({ name, purpose, parameters, columns }) => ({
    query: name,
    purpose,
    parameters: parameters.map((one) => (one.default === undefined ? one.name : `[${one.name}]`)).join(' '),
    columns: columns.map((column) => column.name).join(', '),
  }))
  const columns = ['query', 'purpose', 'parameters', 'columns']
  return formatRows({ columns, rows }, format, widthOfOutput())
}
