import { csvCell, inert } from '../src/model/spreadsheet.ts'

/** A table as comma-separated values (RFC 4180) that no spreadsheet takes for formulas. */
export function toCsv(columns: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const quote = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  return [columns.map(inert), ...rows.map((row) => row.map(csvCell))]
    .map((line) => `${line.map(quote).join(',')}\r\n`)
    .join('')
}
