import type { ChildProcess } from 'node:child_process'
import type { Case } from '../../src/model/records.ts'
import { startProcess, tell } from '../guarded/process.ts'
import type { CasePart, CopyOrder, CopyTask } from './copy-worker.ts'

/** Starts a process that writes or reads a graph, and dies with this one; what the engine needs besides goes into `scratch`. */
export function startCopyProcess(scratch: string): ChildProcess {
  // The engine's temporary files go with the copy.
  return startProcess('embedded/copy-worker', { env: { TMPDIR: scratch, TEMP: scratch, TMP: scratch } })
}

/** Has a process write the graph of a case into a file that is not there yet. Throws `worker-failed`. */
export async function orderWriting(child: ChildProcess, file: string, theCase: Case, caseKey: string): Promise<void> {
  const order = (task: CopyTask) => tell(child, { kind: 'do', task } satisfies CopyOrder)
  for (const part of partsOf(theCase)) await order({ kind: 'take', part })
  await order({ kind: 'write', file, caseKey })
  child.kill('SIGKILL')
}

/** Records that are sent at once. */
const PART = 1_000

/** A case in parts that are each sent in a moment. */
function* partsOf(theCase: Case): Generator<CasePart> {
  for (const [field, value] of Object.entries(theCase) as [string, unknown][]) {
    const items: readonly unknown[] | null = value instanceof Map ? [...value] : Array.isArray(value) ? value : null
    if (!items) yield { field, value }
    // An empty list is a part, too.
    else for (let i = 0; i === 0 || i < items.length; i += PART) yield { field, items: items.slice(i, i + PART) }
  }
}
