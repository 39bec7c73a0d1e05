import { parentPort, workerData } from 'node:worker_threads'
import type { Answer, Ready } from '../pool.ts'
import { openLocalExtractor } from './extractor.ts'

/** What a worker thread is started with. */
export interface Settings {
  readonly threshold: number | undefined
}

/** A worker thread: reads one text after the other until it is told null. */
const port = parentPort
if (port) {
  const extractor = await openLocalExtractor((workerData as Settings).threshold)
  port.on('message', (text: string | null) => {
    if (text === null) {
      port.close()
      void extractor.close()
      return
    }
    extractor.extract(text).then(
      (attributions) => port.postMessage({ attributions } satisfies Answer),
      (error: unknown) => port.postMessage({ error } satisfies Answer),
    )
  })
  port.postMessage({ method: extractor.method, languages: extractor.languages } satisfies Ready)
}
