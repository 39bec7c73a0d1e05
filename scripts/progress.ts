import { SingleBar } from 'cli-progress'

/** Reports how far a stage is, on standard error. A new stage starts a new line. */
export interface Progress {
  (stage: string, done: number, total: number): void
  stop(): void
}

/** A bar on a terminal; elsewhere nothing, so that logs and pipes stay clean. */
export function showProgress(): Progress {
  let bar: SingleBar | null = null
  let current = ''
  const stop = () => {
    bar?.stop()
    bar = null
    current = ''
  }
  const report = (stage: string, done: number, total: number) => {
    if (!process.stderr.isTTY) return
    if (stage !== current) {
      stop()
      current = stage
      bar = new SingleBar({
        format: '{stage} {bar} {value}/{total}, {eta_formatted} left',
        hideCursor: true,
        etaBuffer: 20,
      })
      bar.start(total, done, { stage: stage.padEnd(8) })
    }
    bar?.setTotal(total)
    bar?.update(done)
  }
  return Object.assign(report, { stop })
}
