import { rmSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { Worker } from 'node:worker_threads'
import type { Case } from '../../src/model/records.ts'
import { problemOf, type Problem } from '../cypher/problem.ts'
import type { Values } from '../store.ts'
import { CopyReader } from './copy-reader.ts'
import { problemIn } from './problem-in.ts'

/** What this process is told. It writes a copy and ends, or reads one and answers queries; it ends when its parent does. */
export type Order =
  | { readonly kind: 'take'; readonly part: CasePart }
  | { readonly kind: 'write'; readonly file: string; readonly caseKey: string }
  | { readonly kind: 'open'; readonly file: string; readonly memory: number }
  | {
      readonly kind: 'ask'
      readonly query: string
      readonly parameters: Values
      readonly warnings: readonly Problem[]
      readonly rows: number
      readonly bytes: number
    }

/** Some records of a case, or entries of its texts, or its manifest: sent whole, a large case would hold its sender up. */
export type CasePart =
  { readonly field: string; readonly items: readonly unknown[] } | { readonly field: string; readonly value: unknown }

/** What this process says. `json` is what `Answer` describes; `isSpent` says that another process should go on. */
export type Report =
  | { readonly kind: 'done' }
  | { readonly kind: 'rows'; readonly json: string; readonly isSpent: boolean }
  | { readonly kind: 'problem'; readonly problem: Problem; readonly isSpent: boolean }

/** How often the memory is looked at; the engine fills about 2 MB a millisecond. */
const EVERY_MS = 20

const taken = new Map<string, unknown[]>()
const values = new Map<string, unknown>()
let reader: CopyReader | null = null
let memory = Infinity

async function obey(order: Order): Promise<Report> {
  switch (order.kind) {
    case 'take':
      take(order.part)
      return { kind: 'done' }
    case 'write': {
      const { writeCopy } = await import('./write-copy.ts')
      await writeCopy(order.file, takenCase(), order.caseKey)
      return { kind: 'done' }
    }
    case 'open':
      reader = CopyReader.open(order.file)
      memory = order.memory
      watchMemory(memory)
      return { kind: 'done' }
    case 'ask':
      return answer(order)
  }
}

function take(part: CasePart): void {
  if ('value' in part) values.set(part.field, part.value)
  else taken.set(part.field, [...(taken.get(part.field) ?? []), ...part.items])
}

/** The case that came in parts; its sender had a whole one. */
function takenCase(): Case {
  const texts = new Map((taken.get('texts') ?? []) as [string, string][])
  return { ...Object.fromEntries([...values, ...taken]), texts } as unknown as Case
}

async function answer({ query, parameters, warnings, rows, bytes }: Extract<Order, { kind: 'ask' }>): Promise<Report> {
  const started = performance.now()
  try {
    const table = await reader?.read(query, parameters, rows)
    if (!table) throw new Error('no copy is open')
    const ms = Math.round((performance.now() - started) * 10) / 10
    const written: string[] = []
    let length = 0
    for (const row of table.rows) {
      const json = JSON.stringify(row)
      length += Buffer.byteLength(json)
      if (length > bytes) break
      written.push(json)
    }
    if (written.length === 0 && table.size > 0) {
      const message = `One row alone is larger than ${bytes / 1e6} MB. Return less of it.`
      return { kind: 'problem', problem: problemOf('size', message), isSpent: isSpent() }
    }
    const head = JSON.stringify({ columns: table.columns, truncated: written.length < table.size, ms, warnings })
    return { kind: 'rows', json: `${head.slice(0, -1)},"rows":[${written.join(',')}]}`, isSpent: isSpent() }
  } catch (error) {
    return { kind: 'problem', problem: problemIn(query, error), isSpent: isSpent() }
  }
}

const isSpent = () => process.memoryUsage.rss() > memory / 2

/** Ends this process when it holds more than `limit` bytes, from a thread of its own, which no query keeps busy. */
function watchMemory(limit: number): void {
  const code = `setInterval(() => process.memoryUsage.rss() > ${limit} && process.kill(process.pid, 'SIGKILL'), ${EVERY_MS})`
  new Worker(code, { eval: true, env: {}, execArgv: [] }).unref()
}

process.on('message', (order: Order) => {
  obey(order).then(
    (report) => process.send?.(report),
    (error: unknown) =>
      process.send?.({ kind: 'problem', problem: problemOf('failed', String(error)), isSpent: true } satisfies Report),
  )
})
// The parent has ended without a word: what it made for now and this process go too, whatever runs.
process.on('disconnect', () => {
  const scratch = process.env['TMPDIR'] ?? ''
  if (path.basename(scratch).startsWith('hearsay-copy-')) rmSync(scratch, { recursive: true, force: true })
  process.kill(process.pid, 'SIGKILL')
})
