import { once } from 'node:events'
import type { Worker } from 'node:worker_threads'
import type { Attribution } from '../model/attribution.ts'
import { HearsayError } from '../model/error.ts'
import type { Extractor } from './extractor.ts'

/** What a worker thread says first: that it is ready, and how it reads. */
export type Ready = Pick<Extractor, 'method' | 'languages'>

/** What a worker thread answers to each text; null instead of a text ends it. */
export type Answer = { readonly attributions: Attribution[] } | { readonly error: unknown }

/** A text that waits, and what becomes of it. */
interface Task {
  readonly text: string
  readonly settle: (answer: Answer) => void
}

/**
 * An extractor that reads on up to `most` worker threads; one starts when the first text waits for it. What is found does not
 * depend on how many there are. A text that ends its thread, by exhausting its memory for one, is rejected with `worker-ended`;
 * the others go on. (Our own pool because a library's would not start threads of TypeScript sources, and it is this short.)
 */
export async function openPool(start: () => Worker, most: number): Promise<Extractor> {
  const waiting: Task[] = []
  const idle: Worker[] = []
  const all = new Set<Worker>()

  const assign = (worker: Worker) => {
    const task = waiting.shift()
    if (!task) {
      idle.push(worker)
      return
    }
    const stop = (answer: Answer) => {
      worker.off('message', answered).off('error', failed).off('exit', ended)
      task.settle(answer)
    }
    const answered = (answer: Answer) => {
      stop(answer)
      assign(worker)
    }
    let cause: unknown
    const failed = (error: unknown) => {
      cause = error
    }
    const ended = () => {
      all.delete(worker)
      const message = 'reading it ended a worker thread. Cut the text into smaller parts, or set it aside.'
      stop({ error: new HearsayError('worker-ended', message, { cause }) })
      if (waiting.length > 0) grow().catch(() => {})
    }
    worker.on('message', answered).on('error', failed).on('exit', ended)
    worker.postMessage(task.text)
  }

  /** One more thread, given work when it is ready. */
  const grow = async (): Promise<Ready> => {
    const worker = start()
    all.add(worker)
    try {
      const [ready] = (await once(worker, 'message')) as [Ready]
      assign(worker)
      return ready
    } catch (error) {
      all.delete(worker)
      // Without a thread nobody would ever read what waits.
      if (all.size === 0) for (const { settle } of waiting.splice(0)) settle({ error })
      throw error
    }
  }

  const { method, languages } = await grow()
  return {
    method,
    languages,
    parallel: most,
    extract: async (text) => {
      const answer = new Promise<Answer>((settle) => waiting.push({ text, settle }))
      const worker = idle.pop()
      if (worker) assign(worker)
      else if (all.size < most) grow().catch(() => {})
      const result = await answer
      if ('error' in result) throw result.error
      return result.attributions
    },
    close: async () => {
      await Promise.all(
        [...all].map((worker) => {
          const exit = once(worker, 'exit')
          worker.postMessage(null)
          return exit
        }),
      )
    },
  }
}
