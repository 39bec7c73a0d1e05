import { readFile } from 'node:fs/promises'
import path from 'node:path'
import * as ort from 'onnxruntime-node'
import * as v from 'valibot'
import { numbersOf, openModel, shipped } from '../../language/onnx.ts'
import { openWordPieces, type WordPieces } from '../../language/word-pieces.ts'
import { splitWords } from '../../language/words.ts'
import type { OrderedPair } from '../judge.ts'

/** The shipped cross-encoder (weights/README.md). */
const WEIGHTS = shipped('src/relate/local/weights')
const ConfigSchema = v.object({
  /** Word pieces of a pair; of the longer part the end is cut off. */
  longest: v.number(),
  /** Logits are divided by it, so that probabilities mean what they say; fitted on development pairs. */
  temperature: v.number(),
})

/** Ids of `[CLS]` and `[SEP]` in the vocabulary. */
const CLS = 101
const SEP = 102
/** Probabilities kept, 24 bytes each and their texts; at so many all are dropped. */
const MOST_KEPT = 200_000

/** How likely a premise entails its hypothesis, says nothing of it, contradicts it; together 1. */
export interface Probabilities {
  readonly entailment: number
  readonly neutral: number
  readonly contradiction: number
}

/**
 * The cross-encoder of sentence pairs: MiniLM-L6 fine-tuned on natural language inference. It reads premise and hypothesis together,
 * one pair a run: pairs differ in length, and nothing is padded.
 */
export class PairModel {
  readonly #model: ort.InferenceSession
  readonly #wordPieces: WordPieces
  readonly #config: v.InferOutput<typeof ConfigSchema>
  readonly #known = new Map<string, Probabilities>()

  private constructor(model: ort.InferenceSession, wordPieces: WordPieces, config: v.InferOutput<typeof ConfigSchema>) {
    this.#model = model
    this.#wordPieces = wordPieces
    this.#config = config
  }

  static async open(folder: string = WEIGHTS): Promise<PairModel> {
    const [model, wordPieces, config] = await Promise.all([
      openModel(path.join(folder, 'judge.int8.onnx')),
      openWordPieces(),
      readFile(path.join(folder, 'config.json'), 'utf8'),
    ])
    return new PairModel(model, wordPieces, v.parse(ConfigSchema, JSON.parse(config)))
  }

  /** Answers in the order of the pairs. */
  async read(pairs: readonly OrderedPair[]): Promise<Probabilities[]> {
    const read: Probabilities[] = []
    for (const pair of pairs) {
      const key = keyOf(pair)
      const probabilities = this.#known.get(key) ?? (await this.#run(pair))
      if (this.#known.size >= MOST_KEPT) this.#known.clear()
      this.#known.set(key, probabilities)
      read.push(probabilities)
    }
    return read
  }

  /** Frees the memory of the model. */
  async close(): Promise<void> {
    await this.#model.release()
  }

  /** `[CLS]` premise `[SEP]` hypothesis `[SEP]`; the hypothesis begins at `second`. */
  #pieces([premise, hypothesis]: OrderedPair): { ids: number[]; second: number } {
    const { longest } = this.#config
    // A part has no more pieces than letters; what is cut off is not read.
    const pieces = (text: string) =>
      splitWords(text.slice(0, longest * LONGEST_PIECE)).flatMap(({ form }) => this.#wordPieces(form))
    const [first, second] = [pieces(premise), pieces(hypothesis)]
    while (first.length + second.length > longest - 3) (first.length >= second.length ? first : second).pop()
    return { ids: [CLS, ...first, SEP, ...second, SEP], second: first.length + 2 }
  }

  async #run(pair: OrderedPair): Promise<Probabilities> {
    const { ids, second } = this.#pieces(pair)
    const shape = [1, ids.length]
    const { logits } = await this.#model.run({
      ids: new ort.Tensor('int32', Int32Array.from(ids), shape),
      kinds: new ort.Tensor(
        'int32',
        Int32Array.from(ids, (_, at) => Number(at >= second)),
        shape,
      ),
    })
    const [entailment = 0, neutral = 0, contradiction = 0] = softmax(
      [...numbersOf(logits, 'logits')].map((logit) => logit / this.#config.temperature),
    )
    return { entailment, neutral, contradiction }
  }
}

/** Letters that a word piece stands for at most, on average over a text. */
const LONGEST_PIECE = 20
const keyOf = ([premise, hypothesis]: OrderedPair) => `${premise}\n${hypothesis}`

function softmax(logits: readonly number[]): number[] {
  const highest = Math.max(...logits)
  const powers = logits.map((logit) => Math.exp(logit - highest))
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => power / sum)
}
