import type { Attribution } from '../model/attribution.ts'
import type { Method } from '../model/records.ts'

/** Finds every attribution of a text. No adapter invents a span: `text.slice(start, end) === exact` holds for all. */
export interface Extractor {
  readonly method: Method
  /** Primary BCP 47 subtags of the languages that it reads. */
  readonly languages: readonly string[] | 'any'
  /** How many texts it reads at a time; further calls wait for their turn. */
  readonly parallel: number
  /** In order of the cues, each relay after the attribution that it stands in. */
  extract(text: string): Promise<Attribution[]>
  close(): Promise<void>
}
