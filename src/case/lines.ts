import { check, type RecordSchema } from '../model/check.ts'
import { InvalidRecord } from '../model/error.ts'
import { fault, faultOf, type Fault } from './fault.ts'
import { decodeUtf8 } from './inside.ts'

/** A longer line is not parsed, in UTF-8 bytes: several times the longest text that is read as a source would be absurd. */
const MAX_LINE = 16 * 2 ** 20

/** A record and the line it stands on, counted from 1. */
export interface Line<T> {
  readonly line: number
  readonly record: T
}

/** What could be read of a file of records. */
export interface Lines<T> {
  readonly lines: readonly Line<T>[]
  /** Ids seen on lines that could not be read: what points at them does not point nowhere. */
  readonly damagedIds: readonly string[]
  readonly faults: readonly Fault[]
}

/** The line of `record`, without its LF: keys in schema order, then the unknown ones. Throws `InvalidRecord`. */
export function formatLine<T>(schema: RecordSchema<T>, record: T, file: string): string {
  // Through JSON and back: what is checked is what a reader will see, not an undefined or a NaN that JSON drops.
  const seen: unknown = JSON.parse(JSON.stringify(record))
  return JSON.stringify(check(schema, seen, { file }))
}

/** Keys that would be taken for an object's own machinery, and that the schemas drop without a word. */
const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'prototype', 'constructor'])

function reservedKey(value: unknown): string | undefined {
  // A stack of its own: nesting as deep as a hostile line likes.
  const open = [value]
  while (open.length > 0) {
    const next = open.pop()
    if (typeof next !== 'object' || next === null) continue
    for (const [key, inner] of Object.entries(next)) {
      if (RESERVED.has(key)) return key
      open.push(inner)
    }
  }
  return undefined
}

const idOf = (value: unknown) =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string' ? [value.id] : []

/** `text` as a value, or `damaged` (not JSON, or nested so deep that it cannot be written again). */
function parseValue(text: string): { value: unknown } | 'damaged' {
  try {
    const value: unknown = JSON.parse(text)
    JSON.stringify(value)
    return { value }
  } catch {
    return 'damaged'
  }
}

/** The records in the bytes of `file`. Goes on after whatever cannot be read, and reports it. */
export function parseLines<T>(file: string, bytes: Buffer, schema: RecordSchema<T>): Lines<T> {
  const lines: Line<T>[] = []
  const damagedIds: string[] = []
  const faults: Fault[] = []
  const report = (line: number, kind: string, value: unknown, wayOut: string) =>
    faults.push(fault({ file, line }, kind, value, wayOut))

  let line = 0
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(10, start)
    const end = found === -1 ? bytes.length : found
    const part = bytes.subarray(start, end)
    start = end + 1
    line += 1
    if (part.length > MAX_LINE) {
      report(line, 'line-too-long', `${part.length} bytes`, `A line has at most ${MAX_LINE} bytes: delete it.`)
      continue
    }
    const text = decodeUtf8(part)
    if (text === null) {
      report(line, 'invalid-encoding', part.toString('latin1'), 'Save the file as UTF-8.')
      continue
    }
    if (text.trim() === '') {
      report(line, 'blank-line', text, 'Delete the line.')
      continue
    }
    const parsed = parseValue(text.replace(/^\uFEFF/, ''))
    if (parsed === 'damaged') {
      report(line, 'damaged-line', text, 'A line is one JSON object: correct it, or delete it and build again.')
      continue
    }
    const { value } = parsed
    const reserved = reservedKey(value)
    if (reserved !== undefined) {
      report(line, 'reserved-key', reserved, 'Give the key another name.')
      damagedIds.push(...idOf(value))
      continue
    }
    try {
      const record = check(schema, value, { file, line })
      lines.push({ line, record })
      if (JSON.stringify(record) !== text)
        report(line, 'unformatted-line', text, 'Keys stand in the order of the format, without spaces: build again.')
    } catch (error) {
      if (!(error instanceof InvalidRecord)) throw error
      faults.push(faultOf(error, { file, line }))
      damagedIds.push(...idOf(value))
    }
  }
  return { lines, damagedIds, faults }
}
