import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { HearsayError, showValue } from '../src/model/error.ts'
import type { RunOptions, Store, Table, Value, Values } from './store.ts'

/** A parameter of a named query. */
interface QueryParameter {
  readonly name: string
  readonly type: ParameterType
  readonly meaning: string
  /** Without one the parameter must be given. */
  readonly default?: Value
}

/** A column of the answer to a named query. */
interface QueryColumn {
  readonly name: string
  readonly meaning: string
}

/** A Cypher query that comes with hearsay. Its text runs as it is on every store. */
export interface NamedQuery {
  readonly name: string
  readonly purpose: string
  /** Without `caseKey`, which every named query has and `runNamedQuery` fills in. */
  readonly parameters: readonly QueryParameter[]
  readonly columns: readonly QueryColumn[]
  readonly cypher: string
}

const PARAMETER_TYPES = ['string', 'number', 'boolean'] as const
type ParameterType = (typeof PARAMETER_TYPES)[number]

const PARAMETER = /^param (?<name>\w+) (?<type>\w+)(?: = (?<value>[^:]+))?: (?<meaning>.+)$/
const COLUMN = /^column (?<name>\w+): (?<meaning>.+)$/

/** Every named query, sorted by name. */
export function listNamedQueries(): readonly NamedQuery[] {
  // Found through the package's own name, so that it is the same folder from source, from a bundle and from a test.
  const packageFile = createRequire(import.meta.url).resolve('hearsay/package.json')
  const folder = path.join(path.dirname(packageFile), 'graph', 'queries')
  return readdirSync(folder)
    .filter((file) => file.endsWith('.cypher'))
    .sort()
    .map((file) => parseNamedQuery(path.basename(file, '.cypher'), readFileSync(path.join(folder, file), 'utf8')))
}

/** The named query `name`. Throws `unknown-query` with the names there are. */
export function namedQuery(name: string): NamedQuery {
  const all = listNamedQueries()
  const found = all.find((query) => query.name === name)
  if (found !== undefined) return found
  const names = all.map((query) => query.name).join(', ')
  throw usage('unknown-query', `There is no query named ${showValue(name)}. There are: ${names}.`)
}

/** Runs a named query over one case. Parameters may be text, as typed on a command line; they are checked first. */
export async function runNamedQuery(
  store: Store,
  caseKey: string,
  name: string,
  given: Values = {},
  options: RunOptions = {},
): Promise<Table> {
  const query = namedQuery(name)
  return store.run(query.cypher, { ...checkParameters(query, given), caseKey }, options)
}

/**
 * The parameters of a query from what was given: defaults filled in, text turned into the type asked for. Throws a usage
 * error `unknown-parameter`, `missing-parameter` or `invalid-parameter` that names the parameter.
 */
export function checkParameters(query: NamedQuery, given: Values): Values {
  const example = query.parameters.map(({ name }) => `${name}=…`).join(' ') || 'none'
  for (const name of Object.keys(given))
    if (!query.parameters.some((parameter) => parameter.name === name))
      throw usage('unknown-parameter', `Query ${query.name} has no parameter "${name}". It takes: ${example}.`)
  const checked = query.parameters.map((parameter): [string, Value] => {
    const { name, meaning } = parameter
    const value = Object.hasOwn(given, name) ? given[name] : parameter.default
    if (value === undefined || (parameter.default === undefined && value === ''))
      throw usage('missing-parameter', `Query ${query.name} needs the parameter "${name}" (${meaning}). Add ${name}=….`)
    return [name, convert(query, parameter, value)]
  })
  return Object.fromEntries(checked)
}

/** A named query from its file: comment lines that say purpose, parameters and columns, then the Cypher. */
export function parseNamedQuery(name: string, text: string): NamedQuery {
  const lines = text.split('\n')
  const end = lines.findIndex((line) => !line.startsWith('//'))
  const purpose: string[] = []
  const parameters: QueryParameter[] = []
  const columns: QueryColumn[] = []
  for (const line of lines.slice(0, end)) {
    const words = line.slice(2).trim()
    const parameter = PARAMETER.exec(words)?.groups
    const column = COLUMN.exec(words)?.groups
    if (parameter !== undefined) parameters.push(toParameter(name, parameter))
    else if (column !== undefined) columns.push({ name: column['name'] ?? '', meaning: column['meaning'] ?? '' })
    else if (/^(param|column) /.test(words)) throw badHeader(name, words)
    else if (words !== '') purpose.push(words)
  }
  if (purpose.length === 0 || columns.length === 0 || parameters[0]?.name !== 'caseKey') throw badHeader(name, 'header')
  return {
    name,
    purpose: purpose.join(' '),
    parameters: parameters.slice(1),
    columns,
    cypher: lines.slice(end).join('\n'),
  }
}

function toParameter(query: string, groups: Readonly<Record<string, string | undefined>>): QueryParameter {
  const { name = '', meaning = '', value } = groups
  const type = PARAMETER_TYPES.find((known) => known === groups['type'])
  if (type === undefined) throw badHeader(query, name)
  if (value === undefined) return { name, type, meaning }
  const parsed: unknown = JSON.parse(value)
  if (typeof parsed === 'string' || typeof parsed === 'number' || typeof parsed === 'boolean')
    return { name, type, meaning, default: parsed }
  throw badHeader(query, name)
}

function convert(query: NamedQuery, { name, type }: QueryParameter, value: Value): Value {
  switch (type) {
    case 'string':
      if (typeof value === 'string') return value
      break
    case 'number': {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
      if (typeof number === 'number' && Number.isFinite(number)) return number
      break
    }
    case 'boolean':
      if (value === true || value === 'true') return true
      if (value === false || value === 'false') return false
      break
  }
  throw usage(
    'invalid-parameter',
    `Query ${query.name} takes a ${type} for "${name}", not ${showValue(value)}. Correct ${name}=….`,
  )
}

const usage = (code: string, message: string) => new HearsayError(code, message, { isUsage: true })

const badHeader = (query: string, words: string) =>
  new HearsayError(
    'bad-query-header',
    `graph/queries/${query}.cypher: bad header at "${words}". Begin with "// purpose", then ` +
      '"// param caseKey string: …", "// param name type = default: meaning" and "// column name: meaning".',
  )
