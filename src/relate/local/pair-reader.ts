import { once } from 'node:events'
import type { Worker } from 'node:worker_threads'
import { startThread } from '../../language/thread.ts'
import type { OrderedPair } from '../judge.ts'
import type { Probabilities } from './pair-model.ts'
import type { PairAnswer } from './pair-worker.ts'

/** Reads pairs of sentences with the shipped cross-encoder. */
export interface PairReader {
  /** Answers in the order of the pairs. */
  read(pairs: readonly OrderedPair[]): Promise<Probabilities[]>
  /** Ends the thread. */
  close(): Promise<void>
}

/** A reader on a thread of its own, which starts when the first pair is to be read: most builds need none. */
export function pairReader(): PairReader {
  let worker: Worker | undefined
  let last: Promise<unknown> = Promise.resolve()
  const ask = async (pairs: readonly OrderedPair[]): Promise<Probabilities[]> => {
    worker ??= startThread('src/relate/local/pair-worker.ts', 'judge-worker.js', null)
    const answered = once(worker, 'message') as Promise<[PairAnswer]>
    worker.postMessage(pairs)
    const [answer] = await answered
    if ('error' in answer) throw answer.error
    return answer.read
  }
  return {
    read: (pairs) => {
      const answer = last.then(() => ask(pairs))
      last = answer.catch(() => {})
      return answer
    },
    close: async () => {
      await last
      if (!worker) return
      const ended = once(worker, 'exit')
      worker.postMessage(null)
      await ended
      worker = undefined
    },
  }
}
