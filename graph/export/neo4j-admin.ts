import { stringify } from 'csv-stringify/sync'
import { mkdir, open, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { HearsayError } from '../../src/model/error.ts'
import { CONSTRAINTS } from '../constraints.ts'
import { digestRows, digestsOf, ownershipOf } from '../digests.ts'
import type { Projection } from '../project.ts'
import { DIGESTS, NODES, RELATIONSHIP_TYPES, RELATIONSHIPS, type StoredLabel } from '../schema.ts'
import type { NodeRow, Value, Values } from '../store.ts'

/** What was written: how many files, and the command that imports them. */
interface ImportFiles {
  readonly files: number
  readonly command: string
}

const TOGETHER = 5_000
// The first that stands in no list of the case: import files have no way to escape it.
const SEPARATORS = [';', '|', '\t', '\u001f', '\u001e', '\u001d', '\u001c']

/**
 * Writes the graph of a case for `neo4j-admin database import full`: a CSV file a label and a type, the command (`import.sh`), and
 * what to run in the database afterwards (`after-import.cypher`). The import makes the graph that `load` makes, and a later `load`
 * writes only what has changed. `folder` is made; `projection` is of a case under `caseKey`.
 */
export async function writeImportFiles(folder: string, projection: Projection, caseKey: string): Promise<ImportFiles> {
  await mkdir(folder, { recursive: true })
  const nodes: readonly (readonly [StoredLabel, readonly NodeRow[]])[] = [
    ...[...projection.nodes].map(([label, rows]) =>
      label === 'Investigation'
        ? ([label, rows.map((row) => ({ ...row, properties: { ...row.properties, isComplete: true } }))] as const)
        : ([label, rows] as const),
    ),
    [DIGESTS, digestRows(digestsOf(projection, ownershipOf(projection)))],
  ]
  const separator = separatorFor(nodes)
  const args: string[] = []
  const fixes: string[] = []

  for (const [label, rows] of nodes) {
    if (rows.length === 0) continue
    const columns = columnsOf(label === DIGESTS ? ['label', 'number', 'digests'] : without(NODES[label], 'id'), rows)
    // An empty list comes out of an import as none at all.
    for (const { name, type } of columns)
      if (type.endsWith('[]'))
        fixes.push(
          `MATCH (n:${label}) WHERE n.${name} IS NULL CALL (n) { SET n.${name} = [] } IN TRANSACTIONS OF 10000 ROWS`,
        )
    const header = [`id:ID(${label})`, 'caseKey:string', ...columns.map(headerOf)]
    const lines = function* () {
      for (const { id, properties } of rows) {
        yield [id, caseKey, ...columns.map(({ name }) => cellOf(properties[name], separator))]
        for (const { name } of columns)
          if (isListOfNothing(properties[name])) fixes.push(fixOf(label, id, caseKey, name))
      }
    }
    await writeTable(path.join(folder, `${label}.csv`), header, lines())
    args.push(`--nodes=${label}=${label}.csv`)
  }
  for (const type of RELATIONSHIP_TYPES) {
    const rows = projection.relationships.get(type) ?? []
    if (rows.length === 0) continue
    const { from, to, properties } = RELATIONSHIPS[type]
    const columns = columnsOf(properties, rows)
    const header = [`:START_ID(${from})`, `:END_ID(${to})`, ...columns.map(headerOf)]
    const lines = function* () {
      for (const row of rows)
        yield [row.from, row.to, ...columns.map(({ name }) => cellOf(row.properties[name], separator))]
    }
    await writeTable(path.join(folder, `${type}.csv`), header, lines())
    args.push(`--relationships=${type}=${type}.csv`)
  }

  const settings = [
    '--id-type=string',
    '--multiline-fields=true',
    `--array-delimiter=U+${(separator.codePointAt(0) ?? 0).toString(16).padStart(4, '0').toUpperCase()}`,
    '--bad-tolerance=0',
    '--overwrite-destination=true',
  ]
  const command = ['neo4j-admin database import full neo4j', ...settings, ...args].join(' \\\n  ')
  const script = `#!/bin/sh\n# Replaces the database neo4j of this machine, which must be stopped.\ncd "$(dirname "$0")" &&\n${command}\n`
  await writeFile(path.join(folder, 'import.sh'), script, { mode: 0o755 })
  await writeFile(
    path.join(folder, 'after-import.cypher'),
    [...CONSTRAINTS, ...fixes].map((query) => `${query};\n`).join(''),
  )
  return { files: args.length + 2, command }
}

/** A property as a column: the type is that of its values, which all have one type. */
interface Column {
  readonly name: string
  readonly type: 'string' | 'boolean' | 'long' | 'double' | 'string[]' | 'long[]'
}

const headerOf = ({ name, type }: Column) => `${name}:${type}`

/** The columns that have a value anywhere. */
function columnsOf(names: readonly string[], rows: readonly { readonly properties: Values }[]): Column[] {
  return names.flatMap((name): Column[] => {
    const values = rows.map(({ properties }) => properties[name] ?? null).filter((value) => value !== null)
    if (values.length === 0) return []
    const items = values.flatMap((value) => (isList(value) ? value : [value]))
    const isEvery = (type: string) => items.every((item) => typeof item === type)
    const isOfLists = values.some(isList)
    if (isOfLists) return [{ name, type: items.length > 0 && isEvery('number') ? 'long[]' : 'string[]' }]
    if (isEvery('boolean')) return [{ name, type: 'boolean' }]
    if (isEvery('number')) return [{ name, type: items.every(Number.isSafeInteger) ? 'long' : 'double' }]
    return [{ name, type: 'string' }]
  })
}

const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value)

/** A list that a file cannot tell from an empty one. */
const isListOfNothing = (value: Value | undefined) => isList(value) && value.length === 1 && value[0] === ''

const fixOf = (label: StoredLabel, id: string, caseKey: string, name: string) =>
  `MATCH (n:${label} {id: ${JSON.stringify(id)}, caseKey: ${JSON.stringify(caseKey)}}) SET n.${name} = [""]`

/** Text is quoted, an empty one too; what is null has nothing at all, not even quotation marks. */
function cellOf(value: Value | undefined, separator: string): string | null {
  if (value === null || value === undefined) return null
  return isList(value) ? value.map(show).join(separator) : show(value)
}

/** A text as it is, a number or a truth value as JSON. */
const show = (value: Value) => (typeof value === 'string' ? value : JSON.stringify(value))

function separatorFor(nodes: readonly (readonly [StoredLabel, readonly NodeRow[]])[]): string {
  const items = nodes.flatMap(([, rows]) =>
    rows.flatMap(({ properties }) => Object.values(properties).flatMap((value) => (isList(value) ? value : []))),
  )
  const found = SEPARATORS.find((one) => !items.some((item) => show(item).includes(one)))
  if (found !== undefined) return found
  throw new HearsayError(
    'no-separator',
    'The names and links of the actors have every character that could separate them in a file for neo4j-admin. ' +
      'Use hearsay load, or take the control characters out of them.',
  )
}

async function writeTable(file: string, header: readonly string[], lines: Iterable<readonly (string | null)[]>) {
  const handle = await open(file, 'w')
  try {
    let some: (readonly (string | null)[])[] = []
    const flush = async () => {
      await handle.appendFile(stringify(some, { quoted_string: true }))
      some = []
    }
    await handle.appendFile(`${header.join(',')}\n`)
    for (const line of lines) if (some.push(line) === TOGETHER) await flush()
    await flush()
  } finally {
    await handle.close()
  }
}

const without = (names: readonly string[], gone: string) => names.filter((name) => name !== gone)
