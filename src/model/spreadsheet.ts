/** A value as the text of one cell: a list of texts by `|` as in imported spreadsheets, records as JSON, nothing for null. */
export function cellOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join(' | ')
  return JSON.stringify(value)
}

/** A formula in a spreadsheet is made of text that begins with one of these; an apostrophe in front keeps it text. */
export const inert = (text: string) => (/^\s*[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text)

/** A value as a cell that no spreadsheet takes for a formula. Numbers stay numbers. */
export const csvCell = (value: unknown) => (typeof value === 'number' ? String(value) : inert(cellOf(value)))
