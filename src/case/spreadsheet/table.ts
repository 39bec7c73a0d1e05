import { realpath } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { parse } from 'csv-parse/sync'
import * as v from 'valibot'
import { HearsayError, showValue, type Place } from '../../model/error.ts'
import { fault, type Fault } from '../fault.ts'
import { decodeUtf8, readInside } from '../inside.ts'

/** A spreadsheet is at most this many bytes. */
const MAX_TABLE = 64 * 2 ** 20

/** A row by its columns; a cell that is missing or blank is ''. */
export interface Row {
  readonly place: Place
  /** Counted from 1 under the header line. */
  readonly number: number
  readonly cell: (column: string) => string
}

/** The rows of a spreadsheet, and what had to be left out of it. */
export interface Table {
  readonly rows: readonly Row[]
  readonly faults: readonly Fault[]
}

const Parsed = v.array(v.object({ record: v.array(v.string()), info: v.object({ lines: v.number() }) }))

/** The one of comma, semicolon and tab that the header line has most of, outside quotation marks. */
function delimiterOf(text: string): string {
  const [header = ''] = text.trimStart().split(/\r?\n/, 1)
  const bare = header.replace(/"[^"]*"/g, '')
  const count = (delimiter: string) => bare.split(delimiter).length
  return [',', ';', '\t'].reduce((best, next) => (count(next) > count(best) ? next : best))
}

function parsed(text: string): v.InferOutput<typeof Parsed> | { line: number; code: string } {
  try {
    return v.parse(
      Parsed,
      parse(text, {
        delimiter: delimiterOf(text),
        info: true,
        relax_column_count: true,
        skip_empty_lines: true,
        record_delimiter: ['\r\n', '\n', '\r'],
      }),
    )
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    return { line: 'lines' in error && typeof error.lines === 'number' ? error.lines : 1, code: String(error.code) }
  }
}

const columnName = (header: string) =>
  header
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')

/**
 * The rows of the CSV file at `path`: comma, semicolon or tab, with or without byte order mark. Columns that are not among
 * `columns` are reported once and passed over. Throws `missing-file`, `invalid-encoding` and what `readInside` throws.
 */
export async function readTable(path: string, columns: readonly string[]): Promise<Table> {
  const file = basename(path)
  const real = await realpath(path).catch((cause: unknown) => {
    throw new HearsayError('missing-file', `missing file: ${showValue(path)}. Check the path of the spreadsheet.`, {
      cause,
    })
  })
  const raw = decodeUtf8(await readInside(dirname(real), basename(real), MAX_TABLE))
  if (raw === null)
    throw new HearsayError(
      'invalid-encoding',
      `${file}: invalid encoding: not UTF-8. In the spreadsheet program, save it as "CSV UTF-8".`,
    )
  const text = raw.replace(/^\uFEFF/, '')
  const result = parsed(text)
  if (!Array.isArray(result)) {
    const wayOut =
      'Double the quotation marks inside a quoted cell and close the cell; nothing of the file was imported.'
    return { rows: [], faults: [fault({ file, line: result.line }, 'damaged-table', result.code, wayOut)] }
  }
  const [header, ...body] = result
  const names = header?.record.map(columnName) ?? []
  const faults = names
    .filter((name) => name !== '' && !columns.includes(name))
    .map((name) =>
      fault({ file, line: 1 }, 'unknown-column', name, `It is passed over. Known are ${columns.join(', ')}.`),
    )
  const rows: Row[] = []
  for (const [index, { record, info }] of body.entries()) {
    const inner = record.reduce((sum, cell) => sum + (cell.match(/\r\n|[\r\n]/g)?.length ?? 0), 0)
    const place = { file, line: info.lines - inner }
    if (record.slice(names.length).some((cell) => cell.trim() !== '')) {
      faults.push(
        fault(
          place,
          'too-many-cells',
          record.length,
          `The header has ${names.length}: put cells with commas in quotes.`,
        ),
      )
      continue
    }
    if (record.every((cell) => cell.trim() === '')) continue
    rows.push({
      place,
      number: index + 1,
      cell: (column) => record[names.indexOf(column)]?.normalize('NFC').trim() ?? '',
    })
  }
  return { rows, faults }
}

/** The parts of a cell that lists several, separated by `|`. */
export function listed(cell: string): readonly string[] {
  return cell
    .split('|')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
