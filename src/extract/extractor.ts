import type { Attribution } from '../model/attribution.ts'
import type { Method } from '../model/records.ts'

/** Finds every attribution of a text. No adapter invents a span: `text.slice(start, end) === exact` holds for all. */
export interface Extractor {
  readonly method: Method
  /** In order of the cues, each relay after the attribution that it stands in. */
  extract(text: string): Promise<Attribution[]>
  close(): Promise<void>
}
