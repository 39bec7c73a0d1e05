import { parentPort } from 'node:worker_threads'
import type { OrderedPair } from '../judge.ts'
import { PairModel, type Probabilities } from './pair-model.ts'

/** What the thread answers to a list of pairs. */
export type PairAnswer = { readonly read: Probabilities[] } | { readonly error: unknown }

/** A thread that runs the pair model: it answers one list of pairs after the other until it is told null. */
const port = parentPort
if (port) {
  const opening = PairModel.open()
  port.on('message', (pairs: readonly OrderedPair[] | null) => {
    const answer = opening.then(async (model) => {
      if (pairs) return port.postMessage({ read: await model.read(pairs) } satisfies PairAnswer)
      await model.close()
      return port.close()
    })
    answer.catch((error: unknown) => port.postMessage({ error } satisfies PairAnswer))
  })
}
