import process from 'node:process'
import { Worker } from 'node:worker_threads'
import { problemOf, type Problem } from '../cypher/problem.ts'
import type { Values } from '../store.ts'

/** What a process is told: to open what it will ask, to answer a query, or to do what only its own kind of worker does. */
export type Order<Place, Task = never> =
  | { readonly kind: 'open'; readonly place: Place; readonly memory: number }
  | { readonly kind: 'do'; readonly task: Task }
  | Ask

/** A query that was checked, and how much of its answer is wanted. */
export interface Ask {
  readonly kind: 'ask'
  readonly query: string
  readonly parameters: Values
  readonly warnings: readonly Problem[]
  readonly rows: number
  readonly bytes: number
}

/** What a process says. `json` is what `Answer` describes; `isSpent` says that another process should go on. */
export type Report =
  | { readonly kind: 'done' }
  | { readonly kind: 'rows'; readonly json: string; readonly isSpent: boolean }
  | { readonly kind: 'problem'; readonly problem: Problem; readonly isSpent: boolean }

/** A store as it is asked in a process of its own. */
export interface Reader {
  /**
   * Answers a query: `write` takes its rows as they come, and as many as it likes; where the store tries again, it begins again.
   * Throws what the store throws.
   */
  read<T>(
    query: string,
    parameters: Values,
    write: (rows: AsyncIterable<Values>) => Promise<T>,
  ): Promise<{ readonly columns: readonly string[]; readonly written: T }>

  /** What the store threw, said so that a person can mend the query. */
  explain(query: string, error: unknown): Problem
}

/** What one kind of worker does of its own. */
interface Work<Place, Task> {
  /** Opens what is asked from then on. */
  readonly open: (place: Place) => Promise<Reader>
  readonly do?: (task: Task) => Promise<void>
}

/** How often the memory is looked at; the embedded engine fills about 2 MB a millisecond. */
const EVERY_MS = 20
/** How long a process may live on without a parent, to remove what it made. */
const ORPHANED_MS = 1_000

let reader: Reader | null = null
let memory = Infinity

/** Obeys the orders of the parent until it is gone. */
export function obey<Place, Task>(work: Work<Place, Task>): void {
  process.on('message', (order: Order<Place, Task>) => {
    follow(order, work).then(
      (report) => process.send?.(report),
      (error: unknown) => {
        const problem = problemOf('failed', error instanceof Error ? error.message : String(error))
        process.send?.({ kind: 'problem', problem, isSpent: true } satisfies Report)
      },
    )
  })
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
}

async function follow<Place, Task>(order: Order<Place, Task>, work: Work<Place, Task>): Promise<Report> {
  switch (order.kind) {
    case 'open':
      memory = order.memory
      watch(memory)
      reader = await work.open(order.place)
      return { kind: 'done' }
    case 'do':
      await work.do?.(order.task)
      return { kind: 'done' }
    case 'ask':
      if (!reader) throw new Error('nothing is open that could be asked')
      return answer(reader, order)
  }
}

async function answer(reader: Reader, { query, parameters, warnings, rows: most, bytes }: Ask): Promise<Report> {
  const started = performance.now()
  try {
    const { columns, written } = await reader.read(query, parameters, (rows) => writeRows(rows, most, bytes))
    const ms = Math.round((performance.now() - started) * 10) / 10
    if (written.isCut && written.rows.length === 0) {
      const message = `One row alone is larger than ${bytes / 1e6} MB. Return less of it.`
      return { kind: 'problem', problem: problemOf('size', message), isSpent: isSpent() }
    }
    const head = JSON.stringify({ columns, truncated: written.isCut, ms, warnings })
    return { kind: 'rows', json: `${head.slice(0, -1)},"rows":[${written.rows.join(',')}]}`, isSpent: isSpent() }
  } catch (error) {
    return { kind: 'problem', problem: reader.explain(query, error), isSpent: isSpent() }
  }
}

/** Rows as JSON, as many as are wanted. */
async function writeRows(rows: AsyncIterable<Values>, most: number, bytes: number) {
  const written: string[] = []
  let length = 0
  for await (const row of rows) {
    if (written.length === most) return { rows: written, isCut: true }
    const json = JSON.stringify(row)
    length += Buffer.byteLength(json)
    if (length > bytes) return { rows: written, isCut: true }
    written.push(json)
  }
  return { rows: written, isCut: false }
}

const isSpent = () => process.memoryUsage.rss() > memory / 2

/**
 * Ends this process when it holds more than `limit` bytes or its parent is gone, from a thread of its own: the other one may be
 * busy for minutes with one value, and hear nothing.
 */
function watch(limit: number): void {
  const code = `
    const end = () => process.kill(process.pid, 'SIGKILL')
    const look = setInterval(() => {
      if (process.memoryUsage.rss() > ${limit}) end()
      if (process.ppid === ${process.ppid}) return
      clearInterval(look)
      setTimeout(end, ${ORPHANED_MS})
    }, ${EVERY_MS})`
  new Worker(code, { eval: true, env: {}, execArgv: [] }).unref()
}
