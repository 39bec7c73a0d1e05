import { GuardedBolt } from '../../graph/bolt/guarded.ts'
import type { Answer } from '../../graph/cypher/answer.ts'
import type { Problem } from '../../graph/cypher/problem.ts'
import { GuardedCopy } from '../../graph/embedded/guarded-copy.ts'
import { listNamedQueries, runNamedQuery } from '../../graph/named-queries.ts'
import type { Store, Table, Value, Values } from '../../graph/store.ts'
import { HearsayError, showValue } from '../../src/model/error.ts'
import { caseKeyOf, readWholeCase } from '../inputs.ts'
import { checkLoaded, openBolt, projectCase, type BoltOptions } from '../store.ts'
import { formatRows, type Format, widthOfOutput } from '../table.ts'

interface Options extends BoltOptions {
  readonly list?: boolean
  readonly param: readonly string[]
  readonly format: Format
  readonly store?: string
  readonly as?: string
}

/** Answers a named query or, guarded, Cypher text over a case, in memory or in Neo4j. */
export async function run(folder: string | undefined, query: string | undefined, options: Options): Promise<0> {
  if (options.list) {
    process.stdout.write(formatList(options.format))
    return 0
  }
  if (folder === undefined || query === undefined)
    throw new HearsayError(
      'missing-query',
      'no case or no query named. Example: hearsay query talks/ disputes; hearsay query --list shows the named ones.',
      { isUsage: true },
    )
  const caseKey = caseKeyOf(folder, options.as)
  const parameters = parseParameters(options.param)
  const isNamed = /^[\w-]+$/.test(query)
  const rows =
    options.store || isNamed
      ? await askStore(options.store ? await openBolt(options.store, options) : await projectCase(folder, caseKey))
      : await askCopy(folder)
  process.stdout.write(formatRows(rows, options.format, widthOfOutput()))
  return 0

  async function askStore(store: Store): Promise<Table> {
    try {
      if (options.store) await checkLoaded(store, caseKey)
      return isNamed
        ? await runNamedQuery(store, caseKey, query ?? '', parameters)
        : readAnswer(await new GuardedBolt(store, caseKey).ask(query ?? '', mapValues(parameters)))
    } finally {
      await store.close()
    }
  }

  async function askCopy(folder: string): Promise<Table> {
    const copy = new GuardedCopy(await readWholeCase(folder), caseKey)
    try {
      return readAnswer(await copy.ask(query ?? '', mapValues(parameters)))
    } finally {
      await copy.close()
    }
  }
}

/** The rows of an answer; what else it says goes where it is in nobody's way. Throws `query-…` for a problem. */
function readAnswer(answer: Answer): Table {
  if (answer.kind === 'problem') throw new HearsayError(`query-${answer.problem.kind}`, sayProblem(answer.problem))
  // The copy and the store write nothing else.
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

function sayProblem({ message, line, column, hint }: Problem): string {
  return `${line === null ? '' : `query:${line}:${column}: `}${message}${hint === null ? '' : ` Did you mean ${hint}?`}`
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
