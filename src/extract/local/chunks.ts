import type { Document } from './document.ts'

/** A stretch of word pieces [start, end) that the encoder reads at once; it answers for cues in [ownStart, ownEnd). */
export interface Chunk {
  readonly start: number
  readonly end: number
  readonly ownStart: number
  readonly ownEnd: number
}

/** A new chunk begins at a line start up to this many pieces before the wanted overlap … */
const LINE_START_SLACK = 40
/** … and leaves at least this many pieces of overlap. */
const LEAST_OVERLAP = 32

/** First position of sorted `values` whose value is at least `wanted`. */
function lowerBound(values: Int32Array, wanted: number): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((values[middle] ?? 0) < wanted) low = middle + 1
    else high = middle
  }
  return low
}

/** Line start nearest to piece `wanted` among those that leave room on both sides, else the word at `wanted`. */
function nextStart(document: Document, wanted: number, end: number): number {
  const { firstPiece, startsLine } = document
  let best = -1
  for (let w = lowerBound(firstPiece, wanted - LINE_START_SLACK); w < firstPiece.length; w++) {
    const piece = firstPiece[w] ?? 0
    if (piece > end - LEAST_OVERLAP) break
    if (startsLine[w] === 1 && (best < 0 || Math.abs(piece - wanted) < Math.abs(best - wanted))) best = piece
  }
  return best >= 0 ? best : (firstPiece[lowerBound(firstPiece, wanted)] ?? end)
}

/**
 * Overlapping chunks of at most `size` pieces, cut between words, at line starts where one is near. Each piece is owned by
 * the chunk in which it stands further from the edge. A word longer than `size` pieces becomes a chunk of its own.
 */
export function chunksOf(document: Document, size: number, overlap: number): Chunk[] {
  const { firstPiece } = document
  const total = document.pieceIds.length
  if (total === 0) return []
  const ranges: { start: number; end: number }[] = []
  for (let start = 0; ;) {
    let end = Math.min(total, start + size)
    if (end < total) end = firstPiece[lowerBound(firstPiece, end + 1) - 1] ?? end
    if (end <= start) end = Math.min(total, start + size)
    ranges.push({ start, end })
    if (end >= total) break
    const next = nextStart(document, end - overlap, end)
    // Inside a word longer than a chunk there is no word to begin with.
    start = next > start ? Math.min(next, end) : end
  }
  return ranges.map(({ start, end }, i) => {
    const before = ranges[i - 1]
    const after = ranges[i + 1]
    return {
      start,
      end,
      ownStart: before ? (before.end + start) >> 1 : 0,
      ownEnd: after ? (end + after.start) >> 1 : total,
    }
  })
}
