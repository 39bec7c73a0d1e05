import { against, chainOf, endsOf, weightOf } from './case-index.ts'
import { factsOf } from './facts.ts'
import { sayOrigins } from './origins.ts'
import { sayingOf } from './words.ts'
import type { CaseIndex } from './case-index.ts'
import type { Picture } from './encode.ts'
import type { Selection, Sort, TableName } from './state.ts'

/** A cell as it is sorted, shown and downloaded. */
type Value = string | number

/** A column of a table. */
interface Column {
  readonly name: string
  /** What stands in its head where that has to be short; `\u00ad` where it may break. */
  readonly head?: string
  readonly isNumber?: boolean
}

/** A row: what it opens, and a value a column. */
export interface TableRow {
  readonly id: string
  readonly opens: Selection
  readonly statement?: string
  readonly values: readonly Value[]
}

/** Everything that is shown, as rows under columns. */
export interface Table {
  readonly columns: readonly Column[]
  readonly rows: readonly TableRow[]
}

const CLAIMS: readonly Column[] = [
  { name: 'Claim' },
  { name: 'Statements', head: 'State\u00adments', isNumber: true },
  { name: 'Origins' },
  { name: 'Denied by', isNumber: true },
  { name: 'Contradicts', head: 'Contra\u00addicts', isNumber: true },
  { name: 'Supported by', isNumber: true },
  { name: 'Supports', isNumber: true },
  { name: 'Status' },
]
const RELATIONS: readonly Column[] = [
  { name: 'From' },
  { name: 'Relation' },
  { name: 'To' },
  { name: 'Kind' },
  { name: 'Status' },
]
const STATEMENTS: readonly Column[] = [
  { name: 'Words' },
  { name: 'Speaker' },
  { name: 'Relayed by' },
  { name: 'Outlet' },
  { name: 'Form' },
  { name: 'Certainty' },
  { name: 'Date' },
]

/** How each table is sorted before a person chooses: claims by their statements, the others in reading order. */
const FIRST: Readonly<Record<TableName, Sort | null>> = {
  claims: { column: 1, isDown: true },
  relations: null,
  statements: null,
}

/** How a table is sorted. */
export function sortOf(table: TableName, sort: Sort | null): Sort | null {
  return sort ?? FIRST[table]
}

/** A table of what the filter and the legend let through, sorted. */
export function tableOf(name: TableName, index: CaseIndex, shown: CaseIndex, picture: Picture, by: Sort | null): Table {
  const table =
    name === 'claims'
      ? claimsTable(index, shown, picture)
      : name === 'relations'
        ? relationsTable(shown, picture)
        : statementsTable(index, shown)
  const sort = sortOf(name, by)
  return sort ? { ...table, rows: sorted(table.rows, sort) } : table
}

/** Rows by a column, in the order given where two are alike; what is empty comes last either way. */
function sorted(rows: readonly TableRow[], { column, isDown }: Sort): readonly TableRow[] {
  const sign = isDown ? -1 : 1
  // Keys are made once a row: a collator would take seconds for 100,000 texts.
  return rows
    .map((row) => ({ row, key: keyOf(row.values[column] ?? '') }))
    .sort(({ key: a }, { key: b }) => {
      if (a === b) return 0
      if (a === '' || b === '') return a === '' ? 1 : -1
      return a < b ? -sign : sign
    })
    .map(({ row }) => row)
}

/** What a value is sorted by: a number as it is, a text without case, accents and opening marks. */
function keyOf(value: Value): Value {
  if (typeof value === 'number') return value
  return value
    .normalize('NFKD')
    .replace(/\p{M}|^[\p{P}\s]+/gu, '')
    .toLowerCase()
}

function claimsTable(index: CaseIndex, shown: CaseIndex, picture: Picture): Table {
  const tally = new Map<string, { against: number; by: number; to: number }>()
  const at = (id: string) => {
    const known = tally.get(id) ?? { against: 0, by: 0, to: 0 }
    tally.set(id, known)
    return known
  }
  for (const { from, to, mark, isHidden } of picture.lines) {
    if (isHidden || mark === 'rejected') continue
    if (mark === 'contradicts') {
      at(from).against++
      at(to).against++
    } else {
      at(from).to++
      at(to).by++
    }
  }
  const visible = picture.discs.flatMap((disc) => (disc.isHidden ? [] : (shown.claims.get(disc.id) ?? [])))
  const rows = visible.map((claim): TableRow => {
    const { against: contradicts, by, to } = at(claim.id)
    return {
      id: claim.id,
      opens: { kind: 'claim', id: claim.id },
      values: [
        claim.text,
        weightOf(shown, claim.id),
        sayOrigins(index.origins.get(claim.id)?.asserting).replace(/ origins?$/, ''),
        against(shown, claim.id).length,
        contradicts,
        by,
        to,
        claim.status,
      ],
    }
  })
  return { columns: CLAIMS, rows: rows.sort((a, b) => (String(a.values[0]) < String(b.values[0]) ? -1 : 1)) }
}

function relationsTable(shown: CaseIndex, picture: Picture): Table {
  const rows = picture.lines.flatMap(({ id, isHidden }): TableRow[] => {
    const relation = isHidden ? undefined : shown.relations.get(id)
    if (!relation) return []
    const [from, to] = endsOf(shown, relation).map((claim) => shown.claims.get(claim)?.text ?? '')
    return [
      {
        id,
        opens: { kind: 'relation', id },
        values: [from ?? '', relation.type, to ?? '', relation.kind, relation.status],
      },
    ]
  })
  return { columns: RELATIONS, rows }
}

function statementsTable(index: CaseIndex, shown: CaseIndex): Table {
  const facts = factsOf(index)
  const rows = [...shown.statementsIn.values()].flat().map((statement): TableRow => {
    const number = facts.numberOf.get(statement.id) ?? -1
    const source = index.sources.get(statement.source)
    const outlet = source?.outlet ? (index.actors.get(source.outlet)?.name ?? '') : ''
    const relays = chainOf(index, statement).slice(1)
    const names = (outlet && relays.at(-1)?.id === source?.outlet ? relays.slice(0, -1) : relays).map(
      ({ name }) => name,
    )
    const claim = index.claimsOf.get(statement.id)?.[0]
    return {
      id: statement.id,
      opens: claim ? { kind: 'claim', id: claim } : { kind: 'source', id: statement.source },
      statement: statement.id,
      values: [
        sayingOf(statement),
        index.actors.get(statement.speaker)?.name ?? '',
        names.join(' ← '),
        outlet,
        statement.form,
        statement.certainty,
        (facts.isSaid[number] === 1 ? statement.saidAt : source?.publishedAt) ?? '',
      ],
    }
  })
  return { columns: STATEMENTS, rows }
}
