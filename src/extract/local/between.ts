import type { Document, RunningSum } from './document.ts'

/** How many features describe what lies between a word and the cue. */
export const BETWEEN_SIZE = 43

/** A candidate cue: words [start, end). */
export interface Cue {
  readonly start: number
  readonly end: number
}

/** Where the cue head sees cues: a running sum (n + 1) and a flag a word (n). */
export interface OtherCues {
  readonly sums: RunningSum
  readonly flags: Uint8Array
}

const count = (sums: RunningSum, from: number, to: number) => (sums[to] ?? 0) - (sums[from] ?? 0)

/**
 * Writes, at `features[at …]`, the one-hot counts of sentence ends, commas, quotation marks, line starts and other cues
 * between `word` and the cue, for each side of the cue, and the quotation state of both. All zero inside the cue.
 */
export function writeBetween(
  document: Document,
  cue: Cue,
  { sums, flags }: OtherCues,
  word: number,
  features: Float32Array,
  at: number,
): void {
  if (word >= cue.start && word < cue.end) return
  const isRight = word >= cue.end
  const put = (offset: number, levels: number, n: number) => {
    features[at + offset + (isRight ? levels : 0) + Math.max(0, Math.min(levels - 1, n))] = 1
  }
  const { sentenceEnds, commas, quotationMarks, lineStarts, quotation } = document
  put(0, 4, isRight ? count(sentenceEnds, cue.end, word) : count(sentenceEnds, word, cue.start))
  put(8, 4, isRight ? count(commas, cue.end, word) : count(commas, word + 1, cue.start))
  put(16, 4, isRight ? count(quotationMarks, cue.end, word) : count(quotationMarks, word + 1, cue.start))
  put(24, 3, isRight ? count(lineStarts, cue.end, word + 1) : count(lineStarts, word + 1, cue.start + 1))
  put(30, 3, isRight ? count(sums, cue.end, word) : count(sums, word + 1, cue.start))
  if (flags[word] === 1) features[at + 36] = 1
  features[at + 37 + ((quotation[cue.start] ?? 0) > 0 ? 3 : 0) + (quotation[word] ?? 0)] = 1
}
