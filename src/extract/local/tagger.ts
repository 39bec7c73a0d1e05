import { readFile } from 'node:fs/promises'
import path from 'node:path'
import * as ort from 'onnxruntime-node'
import * as v from 'valibot'
import { BETWEEN_SIZE, writeBetween, type Cue, type OtherCues } from './between.ts'
import { chunksOf, type Chunk } from './chunks.ts'
import { readDocument, type Document } from './document.ts'
import { bestLabels, SPAN_LABELS } from './viterbi.ts'
import { numbersOf, openModel } from '../../language/onnx.ts'
import { openWordPieces, type WordPieces } from '../../language/word-pieces.ts'

/** A half-open range of UTF-16 units. */
export type Range = readonly [start: number, end: number]

/** What the tagger finds: one cue with its speaker and content; any of the two may have several parts, speaker none. */
export interface TaggedAttribution {
  readonly cue: Range
  readonly speaker: readonly Range[]
  readonly content: readonly Range[]
  /** Probability that it is usable: that speaker and content share at least half of their words with what a person would mark. */
  readonly score: number
}

/** An attribution before it has a score. */
export interface CandidateAttribution extends Omit<TaggedAttribution, 'score'> {
  /**
   * Log-odds that it attributes something; mean and least log-probability of the labels of its content's words; the same of its
   * speaker's, 0 without one; 1 with a speaker, else 0.
   */
  readonly evidence: readonly number[]
}

/** Pieces of evidence that a score is made of. */
const EVIDENCE = 6
/** A paragraph that may belong to the attribution in the one before it: a quotation. */
const OPENS_QUOTATION = /^["“„«'‘]/

/** Share of a word's uses in PolNeAR's train split that are cues, for words too rare for the tagger to have learnt it (29 uses). */
const SEEN_SHARE: ReadonlyMap<string, number> = new Map([['reportedly', 0.65]])

const ConfigSchema = v.object({
  chunk: v.number(),
  overlap: v.number(),
  left: v.number(),
  right: v.number(),
  relClip: v.number(),
  cueBias: v.number(),
  /** Attributions with a lower score are left out, unless the caller wants more or fewer. */
  threshold: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  /** A factor for each piece of evidence, then the intercept: the log-odds of being usable, fitted on dev. */
  calibration: v.pipe(v.array(v.number()), v.length(EVIDENCE + 1)),
  hidden: v.number(),
})
type Config = v.InferOutput<typeof ConfigSchema>

/** Ids of `[CLS]` and `[SEP]` in BERT's vocabulary. */
const CLS = 101
const SEP = 102
const IMPOSSIBLE = -1e9

/** What the cue head says of the words read so far; a word is read by the chunk that owns its first piece. */
interface CueReading {
  /** O 0, B 1, I 2 with the bias for cues (n). */
  readonly labels: Uint8Array
  /** Log-probability of O (n). */
  readonly outside: Float32Array
  /** Where it sees cues without the bias. */
  readonly seen: OtherCues
}

/** The encoder's vectors of word pieces [start, end). */
interface Hidden {
  readonly start: number
  readonly end: number
  readonly vectors: Float32Array
}

/** A candidate cue: its words and pieces, and the pieces [sliceStart, sliceEnd) in which its speaker and content are looked for. */
interface Candidate extends Cue {
  readonly logScore: number
  readonly firstPiece: number
  readonly lastPiece: number
  readonly sliceStart: number
  readonly sliceEnd: number
}

const int32 = (data: Int32Array, dims: number[]) => new ort.Tensor('int32', data, dims)
const float32 = (data: Float32Array, dims: number[]) => new ort.Tensor('float32', data, dims)

/** Log-odds of a log-probability. */
const logOdds = (log: number) => log - Math.log(-Math.expm1(Math.min(log, -1e-9)))

/** The probability of being usable. */
function scoreOf(evidence: readonly number[], calibration: readonly number[]): number {
  const odds = evidence.reduce((sum, value, i) => sum + value * (calibration[i] ?? 0), calibration[EVIDENCE] ?? 0)
  return 1 / (1 + Math.exp(-odds))
}

/**
 * Attribution tagger: a MiniLM encoder with a cue head, and a branch that tags speaker and content around one candidate
 * cue (weights/README.md). Reads a text of any length in overlapping chunks.
 */
export class Tagger {
  readonly #encoder: ort.InferenceSession
  readonly #branch: ort.InferenceSession
  readonly #config: Config
  readonly #wordPieces: WordPieces

  private constructor(
    encoder: ort.InferenceSession,
    branch: ort.InferenceSession,
    config: Config,
    wordPieces: WordPieces,
  ) {
    this.#encoder = encoder
    this.#branch = branch
    this.#config = config
    this.#wordPieces = wordPieces
  }

  /** Loads what a folder of weights holds; `threshold` in place of the configured one. */
  static async open(folder: string, threshold?: number): Promise<Tagger> {
    const [wordPieces, config, encoder, branch] = await Promise.all([
      openWordPieces(),
      readFile(path.join(folder, 'config.json'), 'utf8'),
      openModel(path.join(folder, 'encoder.int8.onnx')),
      openModel(path.join(folder, 'branch.int8.onnx')),
    ])
    const configured = v.parse(ConfigSchema, JSON.parse(config))
    return new Tagger(encoder, branch, { ...configured, ...(threshold === undefined ? {} : { threshold }) }, wordPieces)
  }

  /** Attributions with a lower score are left out. */
  get threshold(): number {
    return this.#config.threshold
  }

  /** The attributions of `text` in order of their cues, those below the threshold left out. */
  async tag(text: string): Promise<TaggedAttribution[]> {
    const { threshold, calibration } = this.#config
    return (await this.candidates(text))
      .map(({ evidence, ...one }) => ({
        ...one,
        score: Math.max(scoreOf(evidence, calibration), SEEN_SHARE.get(text.slice(...one.cue).toLowerCase()) ?? 0),
      }))
      .filter(({ score }) => score >= threshold)
  }

  /** Every candidate that attributes something, however doubtful, in order of the cues. */
  async candidates(text: string): Promise<CandidateAttribution[]> {
    const document = readDocument(text, this.#wordPieces)
    const n = document.words.length
    const cues: CueReading = {
      labels: new Uint8Array(n),
      outside: new Float32Array(n),
      seen: { sums: new Int32Array(n + 1), flags: new Uint8Array(n) },
    }
    const found: CandidateAttribution[] = []
    const chunks = chunksOf(document, this.#config.chunk, this.#config.overlap)
    const hidden: Hidden[] = []
    for (let i = 0; i <= chunks.length; i++) {
      const chunk = chunks[i]
      if (chunk) hidden.push(await this.#readChunk(document, chunk, cues))
      // What stands around a cue may be in the chunk before its own or in the one after.
      const before = chunks[i - 1]
      if (!before) continue
      if (hidden.length > 3) hidden.shift()
      // One by one: batches gain no speed, and what stands in one would depend on its neighbours.
      for (const candidate of this.#candidatesIn(document, before, cues, hidden)) {
        const one = await this.#tagSpans(document, candidate, cues.seen, hidden)
        if (one) found.push(one)
      }
    }
    return found
  }

  async close(): Promise<void> {
    await this.#encoder.release()
    await this.#branch.release()
  }

  /** First stage: the encoder reads a chunk, the cue head labels its own words O, B or I. */
  async #readChunk(document: Document, { start, end, ownStart, ownEnd }: Chunk, cues: CueReading): Promise<Hidden> {
    const { hidden: width, cueBias } = this.#config
    const length = end - start + 2
    const ids = new Int32Array(length)
    const features = new Int32Array(length)
    ids[0] = CLS
    ids.set(document.pieceIds.subarray(start, end), 1)
    features.set(document.pieceFeatures.subarray(start, end), 1)
    ids[length - 1] = SEP
    const outputs = await this.#encoder.run({
      ids: int32(ids, [1, length]),
      features: int32(features, [1, length]),
    })
    const logs = numbersOf(outputs['cue'], 'cue')
    const { firstPiece, wordOfPiece } = document
    const { labels, outside, seen } = cues
    for (let word = wordOfPiece[ownStart] ?? 0; word < labels.length; word++) {
      const piece = firstPiece[word] ?? 0
      if (piece < ownStart) continue
      if (piece >= ownEnd) break
      const row = piece - start + 1
      const [o, b, i] = [logs[row * 3] ?? 0, logs[row * 3 + 1] ?? 0, logs[row * 3 + 2] ?? 0]
      const labelOf = (bias: number) => (b > o - bias && b >= i ? 1 : i > o - bias ? 2 : 0)
      const label = labelOf(0)
      const begins = label === 1 || (label === 2 && seen.flags[word - 1] !== 1)
      seen.sums[word + 1] = (seen.sums[word] ?? 0) + (begins ? 1 : 0)
      seen.flags[word] = label > 0 ? 1 : 0
      labels[word] = labelOf(cueBias)
      outside[word] = o
    }
    const vectors = numbersOf(outputs['hidden'], 'hidden')
    return {
      start: ownStart,
      end: ownEnd,
      vectors: vectors.subarray((ownStart - start + 1) * width, (ownEnd - start + 1) * width),
    }
  }

  /** The candidates of which a chunk owns the first piece. */
  *#candidatesIn(document: Document, chunk: Chunk, cues: CueReading, hidden: readonly Hidden[]): Generator<Candidate> {
    const { left, right, threshold } = this.#config
    // A candidate whose cue is less likely than the threshold gains too seldom from what the second stage sees.
    const leastCue = Math.log(threshold)
    const { words, firstPiece, wordOfPiece, paragraphStarts } = document
    const { labels, outside } = cues
    const pieceOf = (word: number) => firstPiece[word] ?? document.pieceIds.length
    const paragraphOf = (piece: number) => paragraphStarts[(wordOfPiece[piece] ?? 0) + 1] ?? 0
    const [readFrom, readTo] = [hidden[0]?.start ?? 0, hidden.at(-1)?.end ?? 0]
    let next = wordOfPiece[chunk.ownStart] ?? 0
    for (let word = next; pieceOf(word) < chunk.ownEnd; word = next) {
      next = word + 1
      if (labels[word] === 0 || pieceOf(word) < chunk.ownStart) continue
      // A cue that the chunk before began with goes on here.
      if (labels[word] === 2 && (labels[word - 1] ?? 0) > 0 && pieceOf(word - 1) < chunk.ownStart) continue
      while (labels[next] === 2 && pieceOf(next) < readTo) next++
      let logScore = -Infinity
      for (let w = word; w < next; w++)
        logScore = Math.max(logScore, Math.log1p(-Math.exp(Math.min(outside[w] ?? 0, -1e-6))))
      if (logScore <= leastCue) continue
      const [piece, lastPiece] = [pieceOf(word), pieceOf(next)]
      let sliceStart = Math.max(readFrom, piece - left)
      // A speaker or content is not looked for further back than in the paragraph before, nor further on than in a quotation that follows.
      while (paragraphOf(sliceStart) < paragraphOf(piece) - 1) sliceStart++
      while (pieceOf(wordOfPiece[sliceStart] ?? 0) !== sliceStart) sliceStart++
      let sliceEnd = Math.min(readTo, lastPiece + right)
      const lastParagraph = paragraphOf(lastPiece - 1)
      while (sliceEnd > lastPiece && paragraphOf(sliceEnd - 1) > lastParagraph + 1) sliceEnd--
      let after = sliceEnd
      while (paragraphOf(after - 1) > lastParagraph) after--
      if (!OPENS_QUOTATION.test(words[wordOfPiece[after] ?? 0]?.form ?? '')) sliceEnd = after
      yield { start: word, end: next, logScore, firstPiece: piece, lastPiece, sliceStart, sliceEnd }
    }
  }

  /** Second stage: speaker and content around a candidate, null where it attributes nothing. */
  async #tagSpans(
    document: Document,
    candidate: Candidate,
    others: OtherCues,
    hidden: readonly Hidden[],
  ): Promise<CandidateAttribution | null> {
    const { hidden: width, relClip } = this.#config
    const { firstPiece, lastPiece, sliceStart, sliceEnd } = candidate
    const length = sliceEnd - sliceStart
    const vectors = new Float32Array(length * width)
    for (const part of hidden) {
      const [from, to] = [Math.max(part.start, sliceStart), Math.min(part.end, sliceEnd)]
      if (from >= to) continue
      const rows = part.vectors.subarray((from - part.start) * width, (to - part.start) * width)
      vectors.set(rows, (from - sliceStart) * width)
    }
    const distances = new Int32Array(length)
    const between = new Float32Array(length * BETWEEN_SIZE)
    for (let piece = sliceStart; piece < sliceEnd; piece++) {
      const at = piece - sliceStart
      writeBetween(document, candidate, others, document.wordOfPiece[piece] ?? 0, between, at * BETWEEN_SIZE)
      const isCue = piece >= firstPiece && piece < lastPiece
      const distance = piece < firstPiece ? piece - firstPiece : piece - lastPiece + 1
      distances[at] = isCue ? 2 * relClip + 1 : Math.max(-relClip, Math.min(relClip, distance)) + relClip
    }
    const outputs = await this.#branch.run({
      hidden: float32(vectors, [1, length, width]),
      distances: int32(distances, [1, length]),
      between: float32(between, [1, length, BETWEEN_SIZE]),
    })
    const validity = numbersOf(outputs['valid'], 'valid')[0] ?? 0
    const logScore = candidate.logScore - Math.log1p(Math.exp(-validity))
    const { speaker, content, certainty } = decodeSpans(document, candidate, numbersOf(outputs['span'], 'span'))
    const first = document.words[candidate.start]
    const last = document.words[candidate.end - 1]
    if (content.length === 0 || !first || !last) return null
    return { cue: [first.start, last.end], speaker, content, evidence: [logOdds(logScore), ...certainty] }
  }
}

/** Labels of a candidate's slice as ranges of the text, given the log-probabilities of its pieces. */
function decodeSpans(document: Document, candidate: Candidate, scores: Float32Array) {
  const labelCount = SPAN_LABELS.length
  const firstWord = document.wordOfPiece[candidate.sliceStart] ?? 0
  const n = (document.wordOfPiece[candidate.sliceEnd - 1] ?? 0) + 1 - firstWord
  const perWord = new Float64Array(n * labelCount)
  for (let i = 0; i < n; i++) {
    const word = firstWord + i
    const row = (document.firstPiece[word] ?? 0) - candidate.sliceStart
    const isCue = word >= candidate.start && word < candidate.end
    for (let y = 0; y < labelCount; y++)
      perWord[i * labelCount + y] = isCue && y > 0 ? IMPOSSIBLE : (scores[row * labelCount + y] ?? 0)
  }
  const labels = bestLabels(perWord, n)
  const logs: Record<'speaker' | 'content', number[]> = { speaker: [], content: [] }
  const speaker: Range[] = []
  const content: Range[] = []
  for (let i = 0; i < n;) {
    const label = SPAN_LABELS[labels[i] ?? 0] ?? 'O'
    let next = i + 1
    if (label !== 'O') {
      while (next < n && labels[next] === (labels[i] ?? 0) + 1) next++
      const role = label.endsWith('Source') ? 'speaker' : 'content'
      for (let k = i; k < next; k++) logs[role].push(perWord[k * labelCount + (labels[k] ?? 0)] ?? 0)
      const from = document.words[firstWord + i]
      const to = document.words[firstWord + next - 1]
      if (from && to) (role === 'speaker' ? speaker : content).push([from.start, to.end])
    }
    i = next
  }
  const mean = (list: readonly number[]) => list.reduce((sum, log) => sum + log, 0) / (list.length || 1)
  const least = (list: readonly number[]) => list.reduce((low, log) => Math.min(low, log), 0)
  const certainty = [logs.content, logs.speaker].flatMap((list) => [mean(list), least(list)])
  return { speaker, content, certainty: [...certainty, Math.min(1, speaker.length)] }
}
