import type { Case } from '../model/records.ts'
import { faultOf, type Fault } from './fault.ts'
import { emptyCase } from './merge.ts'
import { resolveRelays } from './spreadsheet/relays.ts'
import { addActorLinks, addActorRow, makeRoster } from './spreadsheet/roster.ts'
import { addSourceRow, makeShelf } from './spreadsheet/sources.ts'
import { statementOf, type FoldedTexts, type RowRecords } from './spreadsheet/statements.ts'
import { readTable, type Row } from './spreadsheet/table.ts'

/** Paths of the CSV files of an investigation; each may be left out. */
export interface Spreadsheets {
  readonly sources?: string
  readonly actors?: string
  readonly statements?: string
}

/** The columns of each spreadsheet (docs/import.md says what each holds). */
export const COLUMNS = {
  sources: ['key', 'title', 'text', 'file', 'outlet', 'author', 'url', 'published', 'kind'],
  actors: ['name', 'kind', 'aliases', 'roles', 'speaks_for', 'part_of', 'plural'],
  statements: [
    'key',
    'source',
    'speaker',
    'speaker_kind',
    'content',
    'cue',
    'form',
    'illocution',
    'certainty',
    'cue_class',
    'relayed_by',
    'via',
    'said_at',
    'claim',
    'stance',
  ],
} as const

async function rowsOf(path: string | undefined, columns: readonly string[], faults: Fault[]): Promise<readonly Row[]> {
  if (path === undefined) return []
  const table = await readTable(path, columns)
  faults.push(...table.faults)
  return table.rows
}

const sorted = <T extends { readonly id: string }>(records: Iterable<T>) =>
  [...records].sort((a, b) => (a.id < b.id ? -1 : 1))

/** `before` and what is new of `added`: a record that is there stays as it is. */
function joined<T extends { readonly id: string }>(before: readonly T[], added: readonly (T | null)[]): readonly T[] {
  const byId = new Map(before.map((record) => [record.id, record]))
  for (const record of added) if (record && !byId.has(record.id)) byId.set(record.id, record)
  return sorted(byId.values())
}

/**
 * `existing` (or a new case) with what the spreadsheets add to it: people's own work, so everything is accepted, with method
 * `person`, version `import`. Words are found in the source's text, whatever its spaces, quotation marks and dashes; the
 * spans hold the text's own. A row that cannot be used is set aside and reported, the rest is imported. Nothing of
 * `existing` is dropped, and importing twice changes nothing. Claims whose wordings have one `claimKey` are one claim. The columns: `COLUMNS` and docs/import.md. Throws a
 * `HearsayError` for a spreadsheet that cannot be read at all.
 */
export async function importSpreadsheets(
  paths: Spreadsheets,
  existing: Case | null,
  claimKey: (text: string) => string = (text) => text,
): Promise<{ readonly case: Case; readonly faults: readonly Fault[] }> {
  const before = existing ?? emptyCase('')
  const faults: Fault[] = []
  const actorRows = await rowsOf(paths.actors, COLUMNS.actors, faults)
  const sourceRows = await rowsOf(paths.sources, COLUMNS.sources, faults)
  const statementRows = await rowsOf(paths.statements, COLUMNS.statements, faults)

  const roster = makeRoster(before.actors)
  const shelf = makeShelf(before.sources, before.texts)
  const usable = async (rows: readonly Row[], use: (row: Row) => void | Promise<void>): Promise<readonly Row[]> => {
    const used: Row[] = []
    for (const row of rows)
      try {
        await use(row)
        used.push(row)
      } catch (error) {
        faults.push(faultOf(error, row.place))
      }
    return used
  }
  const known = await usable(actorRows, (row) => addActorRow(roster, row))
  await usable(known, (row) => addActorLinks(roster, row))
  await usable(sourceRows, (row) => addSourceRow(shelf, roster, row, paths.sources ?? ''))

  const listedActors = new Set(roster.all().map(({ id }) => id))
  const texts: FoldedTexts = new Map()
  const anchored: RowRecords[] = []
  await usable(statementRows, (row) => {
    anchored.push(statementOf(row, shelf, roster, texts, claimKey))
  })
  const relays = resolveRelays(anchored)
  faults.push(...relays.faults)
  // A row that was set aside leaves nobody behind.
  const speaking = new Set(relays.rows.flatMap(({ statement }) => [statement.speaker, ...statement.via]))
  const actors = roster.all().filter(({ id }) => listedActors.has(id) || speaking.has(id))
  const imported: Case = {
    ...before,
    texts: shelf.texts,
    sources: sorted(shelf.sources.values()),
    actors: sorted(actors),
    statements: joined(
      before.statements,
      relays.rows.map((row) => row.statement),
    ),
    claims: joined(
      before.claims,
      relays.rows.map((row) => row.claim),
    ),
    stances: joined(
      before.stances,
      relays.rows.map((row) => row.stance),
    ),
  }
  return { case: imported, faults }
}
