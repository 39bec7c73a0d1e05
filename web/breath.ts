/** After this long without a pause, what has come is shown and whoever waits is heard. */
const BREATH_MS = 40

/** Tells long work when to pause, and for how long. */
export class Breath {
  #last = performance.now()

  get isDue(): boolean {
    return performance.now() - this.#last >= BREATH_MS
  }

  /** Lets the page draw and answer. */
  async take(): Promise<void> {
    await new Promise((resolve) => {
      setTimeout(resolve)
    })
    this.#last = performance.now()
  }
}
