import { readFile } from 'node:fs/promises'
import path from 'node:path'
import * as ort from 'onnxruntime-node'
import * as v from 'valibot'
import { BETWEEN_SIZE, writeBetween, type Cue, type OtherCues } from './between.ts'
import { chunksOf, type Chunk } from './chunks.ts'
import { readDocument, type Document } from './document.ts'
import { bestLabels, SPAN_LABELS } from './viterbi.ts'
import { makeWordPieces, type WordPieces } from './word-pieces.ts'

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
/** A candidate whose cue is less likely than this is not looked at. */
const LEAST_CUE = Math.log(0.25)

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
/** A text is read by one thread; several texts are read by several workers, which wastes less of each core. */
const ONE_THREAD: ort.InferenceSession.SessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  graphOptimizationLevel: 'all',
}

/** A candidate cue of a chunk: its words, pieces and the pieces [sliceStart, sliceEnd) that the branch reads. */
interface Candidate extends Cue {
  readonly logScore: number
  readonly firstPiece: number
  readonly lastPiece: number
  readonly sliceStart: number
  readonly sliceEnd: number
  readonly hidden: Float32Array
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

/** The numbers of an output. Throws where the model has no such output. */
function numbersOf(output: ort.Tensor | undefined, name: string): Float32Array {
  if (output?.data instanceof Float32Array) return output.data
  throw new TypeError(`the attribution model gave no float output "${name}"`)
}

/**
 * Attribution tagger: a MiniLM encoder with a cue head, and a branch that tags speaker and content around one candidate
 * cue (weights/README.md). Reads a text of any length in overlapping chunks.
 */
export class Tagger {
  readonly #session: ort.InferenceSession
  readonly #config: Config
  readonly #wordPieces: WordPieces
  /** The graph of the model holds both stages; each run gives the other's inputs no rows. */
  readonly #unusedTrunk: ort.InferenceSession.FeedsType
  readonly #unusedBranch: ort.InferenceSession.FeedsType

  private constructor(session: ort.InferenceSession, config: Config, wordPieces: WordPieces) {
    this.#session = session
    this.#config = config
    this.#wordPieces = wordPieces
    const noNumbers = (...dims: number[]) => float32(new Float32Array(), [0, 1, ...dims])
    const noIds = () => int32(new Int32Array(), [0, 1])
    this.#unusedTrunk = { ids: noIds(), feat: noIds(), mask: noNumbers() }
    this.#unusedBranch = { h: noNumbers(config.hidden), rel: noIds(), wmask: noNumbers(), bf: noNumbers(BETWEEN_SIZE) }
  }

  /** Loads `model.int8.onnx`, `vocab.txt` and `config.json` of a folder; `threshold` in place of the configured one. */
  static async open(folder: string, threshold?: number): Promise<Tagger> {
    const [vocabulary, config] = await Promise.all([
      readFile(path.join(folder, 'vocab.txt'), 'utf8'),
      readFile(path.join(folder, 'config.json'), 'utf8'),
    ])
    const session = await ort.InferenceSession.create(path.join(folder, 'model.int8.onnx'), ONE_THREAD)
    const configured = v.parse(ConfigSchema, JSON.parse(config))
    return new Tagger(
      session,
      { ...configured, ...(threshold === undefined ? {} : { threshold }) },
      makeWordPieces(vocabulary),
    )
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
    const found: CandidateAttribution[] = []
    for (const chunk of chunksOf(document, this.#config.chunk, this.#config.overlap)) {
      // One by one: batches gain no speed, and what stands in one would depend on its neighbours.
      for (const candidate of await this.#proposeCues(document, chunk)) {
        const one = await this.#tagSpans(document, candidate)
        if (one) found.push(one)
      }
    }
    return found.sort((a, b) => a.cue[0] - b.cue[0])
  }

  close(): Promise<void> {
    return this.#session.release()
  }

  /** First stage: the encoder reads a chunk, the cue head labels its words O, B or I. */
  async #proposeCues(document: Document, chunk: Chunk): Promise<Candidate[]> {
    const { hidden: width, cueBias, left, right } = this.#config
    const { start, end } = chunk
    const length = end - start + 2
    const ids = new Int32Array(length)
    const features = new Int32Array(length)
    ids[0] = CLS
    ids.set(document.pieceIds.subarray(start, end), 1)
    features.set(document.pieceFeatures.subarray(start, end), 1)
    ids[length - 1] = SEP
    const outputs = await this.#session.run(
      {
        ids: int32(ids, [1, length]),
        feat: int32(features, [1, length]),
        mask: float32(new Float32Array(length).fill(1), [1, length]),
        ...this.#unusedBranch,
      },
      ['hidden', 'cue'],
    )
    const hidden = numbersOf(outputs['hidden'], 'hidden')
    const logProbabilities = numbersOf(outputs['cue'], 'cue')
    const { firstPiece, wordOfPiece } = document
    const pieceOf = (word: number) => firstPiece[word] ?? document.pieceIds.length
    let firstWord = wordOfPiece[start] ?? 0
    if (pieceOf(firstWord) < start) firstWord++
    const endWord = (wordOfPiece[end - 1] ?? 0) + 1
    const logOf = (word: number, label: number) => logProbabilities[(pieceOf(word) - start + 1) * 3 + label] ?? 0
    const labelOf = (word: number, bias: number) => {
      const outside = logOf(word, 0) - bias
      const begin = logOf(word, 1)
      const inside = logOf(word, 2)
      return begin > outside && begin >= inside ? 1 : inside > outside ? 2 : 0
    }

    const others = seenCues(firstWord, endWord, (word) => labelOf(word, 0))
    const candidates: Candidate[] = []
    for (let word = firstWord; word < endWord;) {
      if (labelOf(word, cueBias) === 0) {
        word++
        continue
      }
      let next = word + 1
      while (next < endWord && labelOf(next, cueBias) === 2) next++
      let logScore = -Infinity
      for (let w = word; w < next; w++)
        logScore = Math.max(logScore, Math.log1p(-Math.exp(Math.min(logOf(w, 0), -1e-6))))
      const piece = pieceOf(word)
      if (piece >= chunk.ownStart && piece < chunk.ownEnd && logScore > LEAST_CUE) {
        const lastPiece = pieceOf(next)
        let sliceStart = Math.max(start, piece - left)
        while (sliceStart < piece && pieceOf(wordOfPiece[sliceStart] ?? 0) !== sliceStart) sliceStart++
        const sliceEnd = Math.min(end, lastPiece + right)
        candidates.push({
          start: word,
          end: next,
          others,
          logScore,
          firstPiece: piece,
          lastPiece,
          sliceStart,
          sliceEnd,
          hidden: hidden.subarray((sliceStart - start + 1) * width, (sliceEnd - start + 1) * width),
        })
      }
      word = next
    }
    return candidates
  }

  /** Second stage: speaker and content around a candidate, null where it attributes nothing. */
  async #tagSpans(document: Document, candidate: Candidate): Promise<CandidateAttribution | null> {
    const { hidden: width, relClip } = this.#config
    const { firstPiece, lastPiece, sliceStart, sliceEnd, hidden } = candidate
    const length = sliceEnd - sliceStart
    const distances = new Int32Array(length)
    const between = new Float32Array(length * BETWEEN_SIZE)
    for (let piece = sliceStart; piece < sliceEnd; piece++) {
      const at = piece - sliceStart
      writeBetween(document, candidate, document.wordOfPiece[piece] ?? 0, between, at * BETWEEN_SIZE)
      const isCue = piece >= firstPiece && piece < lastPiece
      const distance = piece < firstPiece ? piece - firstPiece : piece - lastPiece + 1
      distances[at] = isCue ? 2 * relClip + 1 : Math.max(-relClip, Math.min(relClip, distance)) + relClip
    }
    const outputs = await this.#session.run(
      {
        ...this.#unusedTrunk,
        h: float32(hidden, [1, length, width]),
        rel: int32(distances, [1, length]),
        wmask: float32(new Float32Array(length).fill(1), [1, length]),
        bf: float32(between, [1, length, BETWEEN_SIZE]),
      },
      ['span', 'valid'],
    )
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

/** Where the cue head, without bias, sees cues among words [start, end). */
function seenCues(start: number, end: number, labelOf: (word: number) => number): OtherCues {
  const sums = new Int32Array(end - start + 1)
  const flags = new Uint8Array(end - start)
  let before = 0
  for (let i = 0; i < end - start; i++) {
    const label = labelOf(start + i)
    sums[i + 1] = (sums[i] ?? 0) + (label === 1 || (label === 2 && before === 0) ? 1 : 0)
    flags[i] = label > 0 ? 1 : 0
    before = label
  }
  return { offset: start, sums, flags }
}
