import { showValue } from '../src/model/error.ts'
import type { Judge } from '../src/relate/judge.ts'
import { localJudge } from '../src/relate/local/judge.ts'
import { pairReader } from '../src/relate/local/pair-reader.ts'
import type { Progress } from './progress.ts'

/** A judge on this computer, with what is to be said and done at the end. */
export interface OpenJudge {
  readonly judge: Judge
  /** Says what was left out. */
  report(): void
  close(): Promise<void>
}

/** What `--judge model:WHERE` names; null for another judge. */
export const whereOf = (option: string | undefined): string | null =>
  /^model:(.*\S.*)$/s.exec(option ?? '')?.[1]?.trim() ?? null

/**
 * The judge on this computer that `--judge` names. Says what is fetched from where before it is, and what a score means.
 * Throws what opening a model throws.
 */
export async function openJudge(option: string | undefined, progress: Progress): Promise<OpenJudge> {
  const where = whereOf(option)
  if (where === null) {
    const reader = pairReader()
    return { judge: localJudge(reader), report: () => {}, close: () => reader.close() }
  }
  // Nothing of it is loaded for another judge.
  const { openModelJudge } = await import('../src/relate/model/judge.ts')
  const judge = await openModelJudge(where, {
    onFetch: (address, folder) =>
      console.error(
        `hearsay: there is no folder ${showValue(where)}, so the model is fetched from ${address} into ${folder}. Only the model comes; no text is sent.`,
      ),
    onProgress: (done, total) => progress('fetch', done, total),
  })
  progress.stop()
  if (!judge.isCalibrated)
    console.error(
      `hearsay: ${judge.method.name} is not calibrated: nobody measured what its scores mean (docs/llm.md).`,
    )
  return {
    judge,
    report: () => {
      const cut = judge.cut()
      if (cut > 0)
        console.error(
          `hearsay: judge: ${cut.toLocaleString('en')} pair${cut === 1 ? '' : 's'} longer than the ${judge.longest} word pieces that the model reads: the rest was not read.`,
        )
    },
    close: () => judge.close(),
  }
}
