import { isSpace, splitWords, type Word } from '../../language/words.ts'
import type { WordPieces } from '../../language/word-pieces.ts'

/** Abbreviations whose full stop ends no sentence; part of what the tagger was trained with, so not a list to extend. */
const ABBREVIATIONS = new Set(
  'mr mrs ms dr sen gov rep gen lt col st jr sr no vs jan feb aug sept oct nov dec inc corp co ltd rev prof sgt capt u d n e s w'.split(
    ' ',
  ),
)

/** Number of marks of one sort before each word, so that `sums[b] - sums[a]` counts those in words [a, b). */
export type RunningSum = Int32Array

/** A text as the tagger reads it. `n` words, `m` word pieces. */
export interface Document {
  readonly words: readonly Word[]
  /** Vocabulary id of each piece (m). */
  readonly pieceIds: Int32Array
  /** Capitals, quotation and line-break feature of each piece: case + 3·quotation + 9·break (m). */
  readonly pieceFeatures: Int32Array
  /** First piece of each word (n). */
  readonly firstPiece: Int32Array
  /** Word of each piece (m). */
  readonly wordOfPiece: Int32Array
  /** 1 where a word is the first of its line (n). */
  readonly startsLine: Uint8Array
  /** 0 outside quotation marks, 1 inside, 2 a mark (n). */
  readonly quotation: Uint8Array
  readonly sentenceEnds: RunningSum
  readonly commas: RunningSum
  readonly quotationMarks: RunningSum
  readonly lineStarts: RunningSum
  /** Lines that begin after the end of a sentence: in hard-wrapped text not every line does. */
  readonly paragraphStarts: RunningSum
}

function runningSum(n: number, isMark: (word: number) => boolean): RunningSum {
  const sums = new Int32Array(n + 1)
  for (let i = 0; i < n; i++) sums[i + 1] = (sums[i] ?? 0) + (isMark(i) ? 1 : 0)
  return sums
}

/** 2 all capitals, 1 begins with a capital, 0 else. */
function capitals(raw: string): number {
  const upper = raw.toUpperCase()
  const lower = raw.toLowerCase()
  if (raw.length > 1 && upper === raw && lower !== raw) return 2
  const first = raw.charAt(0)
  return first.toLowerCase() !== first && first.toUpperCase() === first ? 1 : 0
}

/** Reads `text` into words, pieces and the features of the tagger. Linear in its length. */
export function readDocument(text: string, wordPieces: WordPieces): Document {
  const words = splitWords(text)
  const n = words.length
  const raw = words.map((word) => text.slice(word.start, word.end))
  const pieces = words.map((word) => wordPieces(word.form))
  const m = pieces.reduce((sum, ids) => sum + ids.length, 0)

  const pieceIds = new Int32Array(m)
  const pieceFeatures = new Int32Array(m)
  const wordOfPiece = new Int32Array(m)
  const firstPiece = new Int32Array(n)
  const startsLine = new Uint8Array(n)
  const quotation = new Uint8Array(n)
  let isOpen = false
  let piece = 0
  words.forEach((word, w) => {
    const mark = raw[w] ?? ''
    const breaks = w === 0 || text.slice(words[w - 1]?.end, word.start).includes('\n')
    if (breaks) isOpen = false
    const isMark = mark === '“' || mark === '”' || mark === '"'
    const state = isMark ? 2 : isOpen ? 1 : 0
    if (isMark) isOpen = mark === '“' || (mark === '"' && !isOpen)
    quotation[w] = state
    startsLine[w] = breaks ? 1 : 0
    firstPiece[w] = piece
    for (const id of pieces[w] ?? []) {
      pieceIds[piece] = id
      pieceFeatures[piece] = capitals(mark) + 3 * state + (breaks ? 9 : 0)
      wordOfPiece[piece] = w
      piece++
    }
  })

  const endsSentence = (w: number) => {
    const mark = raw[w] ?? ''
    if (mark !== '.' && mark !== '?' && mark !== '!') return false
    let after = words[w]?.end ?? 0
    while (after < text.length && '"”’\')]'.includes(text.charAt(after))) after++
    if (after < text.length && !isSpace(text.charAt(after))) return false
    const before = w > 0 && words[w - 1]?.end === words[w]?.start ? (raw[w - 1] ?? '').toLowerCase() : ''
    return !(mark === '.' && (ABBREVIATIONS.has(before) || before.length === 1))
  }
  const sentenceEnds = runningSum(n, endsSentence)
  const starts = (w: number) => startsLine[w] === 1
  // A closing mark may stand between the full stop and the break.
  const endedBefore = (w: number) => (sentenceEnds[w] ?? 0) > (sentenceEnds[Math.max(0, w - 2)] ?? 0)
  return {
    words,
    pieceIds,
    pieceFeatures,
    firstPiece,
    wordOfPiece,
    startsLine,
    quotation,
    sentenceEnds,
    commas: runningSum(n, (w) => raw[w] === ','),
    quotationMarks: runningSum(n, (w) => '“”"'.includes(raw[w] ?? ' ')),
    lineStarts: runningSum(n, starts),
    paragraphStarts: runningSum(n, (w) => starts(w) && endedBefore(w)),
  }
}
