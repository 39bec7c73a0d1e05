import { rmSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import type { Case } from '../../src/model/records.ts'
import { obey, type Order } from '../guarded/worker.ts'
import { CopyReader } from './copy-reader.ts'

/** What a process of this kind does beside reading: it takes a case in parts, and writes a copy of it. */
export type CopyTask =
  | { readonly kind: 'take'; readonly part: CasePart }
  | { readonly kind: 'write'; readonly file: string; readonly caseKey: string }

/** An order to a process of this kind; it opens the file with a copy. */
export type CopyOrder = Order<string, CopyTask>

/** Some records of a case, or entries of its texts, or its manifest: sent whole, a large case would hold its sender up. */
export type CasePart =
  { readonly field: string; readonly items: readonly unknown[] } | { readonly field: string; readonly value: unknown }

const taken = new Map<string, unknown[]>()
const values = new Map<string, unknown>()

function take(part: CasePart): void {
  if ('value' in part) values.set(part.field, part.value)
  else taken.set(part.field, [...(taken.get(part.field) ?? []), ...part.items])
}

/** The case that came in parts; its sender had a whole one. */
function takenCase(): Case {
  const texts = new Map((taken.get('texts') ?? []) as [string, string][])
  return { ...Object.fromEntries([...values, ...taken]), texts } as unknown as Case
}

// The parent has ended without a word: what it made for now goes, too, before this process does.
process.on('disconnect', () => {
  const scratch = process.env['TMPDIR'] ?? ''
  if (path.basename(scratch).startsWith('hearsay-copy-')) rmSync(scratch, { recursive: true, force: true })
})
obey<string, CopyTask>({
  open: async (file) => CopyReader.open(file),
  do: async (task) => {
    if (task.kind === 'take') return take(task.part)
    const { writeCopy } = await import('./write-copy.ts')
    await writeCopy(task.file, takenCase(), task.caseKey)
  },
})
