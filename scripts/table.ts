import Table from 'cli-table3'
import { stringify } from 'csv-stringify/sync'
import { cellOf, csvCell, inert } from '../src/model/spreadsheet.ts'
import type { Table as Rows, Value } from '../graph/store.ts'

/** How rows can be printed. */
export type Format = 'table' | 'json' | 'csv'

/** A column is never wrapped narrower than its longest word up to this: an id stays in one piece. */
const LONGEST_WORD = 20
const GAP = 2
/** Columns set apart by room alone: a line under the heads, none between rows, none around. */
const NO_LINES = Object.fromEntries(
  'top top-mid top-left top-right bottom bottom-mid bottom-left bottom-right left left-mid mid mid-mid right right-mid'
    .split(' ')
    .map((place) => [place, '']),
)

// oxlint-disable-next-line no-control-regex -- what a terminal would obey instead of showing
const ONE_LINE = /[\s\u0000-\u001f\u007f-\u009f]+/g
const shown = (value: Value | undefined) => cellOf(value).replace(ONE_LINE, ' ').trim()

/** Rows as text of a format. A table is wrapped to `width` columns of a terminal, or not at all: then a row is a line. */
export function formatRows({ columns, rows }: Rows, format: Format, width: number | undefined): string {
  if (format === 'json') return `${JSON.stringify(rows, null, 2)}\n`
  if (format === 'csv')
    return stringify([columns.map(inert), ...rows.map((row) => columns.map((column) => csvCell(row[column])))])
  if (rows.length === 0) return 'No rows.\n'
  const cells = [columns.map(shown), ...rows.map((row) => columns.map((column) => shown(row[column])))]
  const of = (i: number, lengths: (text: string) => readonly number[]) =>
    Math.max(1, ...cells.flatMap((line) => lengths(line[i] ?? '')))
  const wanted = columns.map((_, i) => of(i, (text) => [text.length]))
  const words = columns.map((_, i) => of(i, (text) => text.split(' ').map((word) => word.length)))
  const least = words.map((length) => Math.min(length, LONGEST_WORD))
  const room = (width ?? Infinity) - GAP * (columns.length - 1)
  if (least.reduce((a, b) => a + b, 0) > room) return formatRecords(cells, width ?? Infinity)
  return formatTable(cells, fit(wanted, least, room))
}

/** A row as a block of lines, one a column: for more columns than stand side by side. */
function formatRecords([heads = [], ...rows]: readonly (readonly string[])[], width: number): string {
  const indent = Math.max(...heads.map((head) => head.length)) + GAP
  const room = Math.max(LONGEST_WORD, width - indent)
  const line = (head: string, text: string) =>
    `${head.padEnd(indent)}${wrap(text, room).replaceAll('\n', `\n${' '.repeat(indent)}`)}`.trimEnd()
  return rows.map((row) => `${heads.map((head, i) => line(head, row[i] ?? '')).join('\n')}\n`).join('\n')
}

function formatTable([heads = [], ...rows]: readonly (readonly string[])[], widths: readonly number[]): string {
  const table = new Table({
    chars: { ...NO_LINES, middle: ' '.repeat(GAP) },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  })
  const rule = widths.map((width) => '─'.repeat(width))
  for (const row of [heads, null, ...rows]) table.push(row?.map((text, i) => wrap(text, widths[i] ?? 1)) ?? rule)
  return `${table.toString().replace(/ +$/gm, '')}\n`
}

/** Column widths that together need at most `room`: the widest give up most, none goes under its `least`. */
function fit(wanted: readonly number[], least: readonly number[], room: number): number[] {
  let limit = Math.max(...wanted)
  const widths = () => wanted.map((one, i) => Math.max(Math.min(one, limit), least[i] ?? 1))
  while (limit > 1 && widths().reduce((a, b) => a + b, 0) > room) limit--
  return widths()
}

/** `text` in lines of at most `width`; a longer word is cut in pieces, none is lost. */
function wrap(text: string, width: number): string {
  const pieces = text.split(' ').flatMap((word) => {
    const points = Array.from(word)
    const count = Number.isFinite(width) ? Math.max(1, Math.ceil(points.length / width)) : 1
    return Array.from({ length: count }, (_, i) => points.slice(i * width || 0, (i + 1) * width).join(''))
  })
  const lines: string[] = []
  for (const piece of pieces) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + piece.length <= width) lines[lines.length - 1] = `${last} ${piece}`
    else lines.push(piece)
  }
  return lines.join('\n')
}

/** Columns of the terminal; of a pipe or a file undefined: nothing is wrapped there. */
export const widthOfOutput = () => (process.stdout.isTTY ? process.stdout.columns : undefined)
