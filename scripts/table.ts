import Table from 'cli-table3'
import { stringify } from 'csv-stringify/sync'
import type { Table as Rows, Value } from '../graph/store.ts'

/** How rows can be printed. */
export type Format = 'table' | 'json' | 'csv'

const NARROWEST = 8

/** Text as one cell: lists and records as JSON, nothing for null. */
function cell(value: Value | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join('\n')
  return JSON.stringify(value)
}

/** A formula in a spreadsheet is made of text that begins with one of these; an apostrophe in front keeps it text. */
const inert = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)

/** Rows as text of a format; a table is wrapped to `width` columns of the terminal, or not at all. */
export function formatRows({ columns, rows }: Rows, format: Format, width: number | undefined): string {
  if (format === 'json') return `${JSON.stringify(rows, null, 2)}\n`
  const cells = rows.map((row) => columns.map((column) => cell(row[column])))
  if (format === 'csv') return stringify([[...columns], ...cells.map((line) => line.map(inert))])
  if (rows.length === 0) return 'No rows.\n'
  const widths = columns.map((column, i) =>
    Math.max(column.length, ...cells.flatMap((line) => (line[i] ?? '').split('\n').map((part) => part.length))),
  )
  const table = new Table({
    head: [...columns],
    ...(width === undefined ? {} : { colWidths: fit(widths, width), wordWrap: true, wrapOnWordBoundary: true }),
    style: { head: [], border: [] },
  })
  table.push(...cells)
  return `${table.toString()}\n`
}

/** Column widths that together need at most `width`: the widest give up most. */
function fit(wanted: readonly number[], width: number): number[] {
  const room = Math.max(wanted.length * NARROWEST, width - wanted.length * 3 - 1)
  let limit = Math.max(...wanted)
  const total = () => wanted.reduce((sum, one) => sum + Math.min(one, limit), 0)
  while (limit > NARROWEST && total() > room) limit--
  return wanted.map((one) => Math.min(one, limit) + 2)
}
