import { fault, type Fault } from '../fault.ts'
import type { RowRecords } from './statements.ts'

/**
 * `rows` with `relayedBy` resolved to statements. A row whose outer row is missing, was set aside, stands in another source
 * or leads back to the row itself is set aside with all that hang on it: without its relay it would say something else.
 */
export function resolveRelays(rows: readonly RowRecords[]): {
  readonly rows: readonly RowRecords[]
  readonly faults: readonly Fault[]
} {
  const byKey = new Map<string, RowRecords>()
  const faults: Fault[] = []
  for (const row of rows) {
    if (byKey.has(row.key))
      faults.push(
        fault(row.place, 'repeated-key', row.key, 'relayed_by means the first row of that key: write another.'),
      )
    else byKey.set(row.key, row)
  }
  /** Rows that hold, and rows that are set aside. */
  const verdicts = new Map<RowRecords, boolean>()
  for (const row of rows) {
    const chain: RowRecords[] = []
    let next: RowRecords | undefined = row
    let isSound: boolean | undefined
    while (isSound === undefined) {
      if (next === undefined || chain.includes(next)) isSound = false
      else if (verdicts.has(next)) isSound = verdicts.get(next) ?? false
      else {
        chain.push(next)
        if (next.relayedBy === '') isSound = true
        else {
          const outer = byKey.get(next.relayedBy)
          next = outer?.statement.source === next.statement.source ? outer : undefined
        }
      }
    }
    for (const link of chain) verdicts.set(link, isSound)
  }
  const kept: RowRecords[] = []
  for (const row of rows) {
    const outer = byKey.get(row.relayedBy)
    if (verdicts.get(row) !== true)
      faults.push(
        fault(
          row.place,
          'unknown-relay',
          row.relayedBy,
          'relayed_by is the key, or the number, of another row of the same source that was imported; the row was set aside.',
        ),
      )
    else kept.push(outer ? { ...row, statement: { ...row.statement, relayedBy: outer.statement.id } } : row)
  }
  return { rows: kept, faults }
}
