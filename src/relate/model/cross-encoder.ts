import { createHash } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import path from 'node:path'
import * as v from 'valibot'
import { HearsayError, showValue } from '../../model/error.ts'
import type { Label, OrderedPair } from '../judge.ts'
import { weightsIn, type FoundModel } from './find.ts'
import { firstLine, loadLibrary, type Library } from './library.ts'

/** The order of the logits that `read` gives, whatever order the model has. */
export const LABELS = ['entailment', 'neutral', 'contradiction'] as const satisfies readonly Label[]

/**
 * Pairs that are read at once, by the kind of weights. In 8 bits what is read together shares one scale, so that a probability would depend on
 * its neighbours (by up to 0.15 on 480 public pairs, and no time is won); whole weights differ in the eighth decimal and take two thirds of the time.
 */
const BATCH = { q8: 1, fp32: 16 } as const
/** Word pieces of a pair at most, where the model would take more: time grows with their square, and no claim is that long. */
const MOST_PIECES = 512
/** Characters of a text that are looked at to cut it: many more than fit. */
const MOST_CHARACTERS = 20 * MOST_PIECES

const ConfigSchema = v.looseObject({
  id2label: v.optional(v.record(v.string(), v.string()), {}),
  max_position_embeddings: v.optional(v.number()),
})

/** What a model says of an ordered pair. */
export interface Reading {
  /** In the order of `LABELS`. */
  readonly logits: readonly number[]
  /** Whether the ends of the longer text did not fit and were not read. */
  readonly isCut: boolean
}

type Tokenizer = Awaited<ReturnType<Library['AutoTokenizer']['from_pretrained']>>
type Network = Awaited<ReturnType<Library['AutoModelForSequenceClassification']['from_pretrained']>>

/** A transformer that reads premise and hypothesis together and gives a logit for each of three labels. */
export class CrossEncoder {
  readonly name: string
  /** A hash of the model's files. */
  readonly version: string
  /** Word pieces of a pair at most, special ones included. */
  readonly longest: number
  readonly #batch: number
  readonly #tokenizer: Tokenizer
  readonly #network: Network
  /** The place of each of `LABELS` among the model's outputs. */
  readonly #places: readonly number[]

  private constructor(parts: {
    readonly name: string
    readonly version: string
    readonly longest: number
    readonly batch: number
    readonly tokenizer: Tokenizer
    readonly network: Network
    readonly places: readonly number[]
  }) {
    this.name = parts.name
    this.version = parts.version
    this.longest = parts.longest
    this.#batch = parts.batch
    this.#tokenizer = parts.tokenizer
    this.#network = parts.network
    this.#places = parts.places
  }

  /** Loads a model from its folder, without any request. Throws for one that is damaged or has other labels. */
  static async open({ name, folder }: FoundModel): Promise<CrossEncoder> {
    const { dtype, file } = weightsIn(folder)
    const config = readConfig(path.join(folder, 'config.json'))
    const places = placesOf(name, config.id2label)
    const { env, AutoModelForSequenceClassification, AutoTokenizer } = await loadLibrary()
    Object.assign(env, { allowRemoteModels: false, allowLocalModels: true, useFSCache: false })
    try {
      const tokenizer = await AutoTokenizer.from_pretrained(folder, { local_files_only: true })
      const network = await AutoModelForSequenceClassification.from_pretrained(folder, {
        dtype,
        local_files_only: true,
      })
      const longest = Math.min(MOST_PIECES, tokenizer.model_max_length, config.max_position_embeddings ?? Infinity)
      const version = await hashOf(folder, file)
      return new CrossEncoder({ name, version, longest, batch: BATCH[dtype], tokenizer, network, places })
    } catch (cause) {
      const why = firstLine(cause instanceof Error ? cause.message : String(cause))
      throw new HearsayError('damaged-model', `the model in ${showValue(folder)} does not load: ${why}`, { cause })
    }
  }

  /** Reads pairs, the short first; the readings are in the order of the pairs, which changes nothing in them. */
  async read(pairs: readonly OrderedPair[], onProgress: (done: number) => void = () => {}): Promise<Reading[]> {
    const lengthOf = ([premise, hypothesis]: OrderedPair) => premise.length + hypothesis.length
    const sorted = [...pairs.entries()].toSorted(
      ([, a], [, b]) => lengthOf(a) - lengthOf(b) || compare(a[0], b[0]) || compare(a[1], b[1]),
    )
    const readings: Reading[] = []
    for (let from = 0; from < sorted.length; from += this.#batch) {
      const batch = sorted.slice(from, from + this.#batch).map(([index, pair]) => ({ index, ...this.#fit(pair) }))
      const found = await this.#logitsOf(batch.map(({ pair }) => pair))
      batch.forEach(({ index, isCut }, row) => {
        readings[index] = { logits: this.#places.map((place) => found[row]?.[place] ?? Number.NaN), isCut }
      })
      onProgress(from + batch.length)
    }
    return readings
  }

  async close(): Promise<void> {
    await this.#network.dispose()
  }

  async #logitsOf(pairs: readonly OrderedPair[]): Promise<readonly (readonly number[])[]> {
    const inputs = this.#tokenizer(
      pairs.map(([premise]) => premise),
      {
        text_pair: pairs.map(([, hypothesis]) => hypothesis),
        padding: true,
        truncation: true,
        max_length: this.longest,
      },
    )
    let rows: number[][] = []
    let why: unknown
    try {
      const outputs = (await this.#network(inputs)) as { logits?: { tolist(): number[][] } }
      rows = outputs.logits?.tolist() ?? []
    } catch (error) {
      why = error
    }
    if (rows.length === pairs.length && rows.every((row) => row.length === LABELS.length && row.every(Number.isFinite)))
      return rows
    throw new HearsayError('damaged-model', `the model ${this.name} does not give three numbers for each pair.`, {
      cause: why,
    })
  }

  /** A pair as it fits the model: the end of the longer text is cut off, or of both, as "longest first" in other libraries. */
  #fit([premise, hypothesis]: OrderedPair): { pair: OrderedPair; isCut: boolean } {
    const looked: OrderedPair = [premise.slice(0, MOST_CHARACTERS), hypothesis.slice(0, MOST_CHARACTERS)]
    const all = this.#count(...looked)
    const isShort = looked[0].length === premise.length && looked[1].length === hypothesis.length
    if (all <= this.longest && isShort) return { pair: looked, isCut: false }
    const [first, second] = [this.#count(looked[0]), this.#count(looked[1])]
    const room = this.longest - (all - first - second)
    const half = Math.floor(room / 2)
    const pair: OrderedPair = [
      this.#cut(looked[0], Math.max(half, room - second)),
      this.#cut(looked[1], Math.max(half, room - first)),
    ]
    return { pair, isCut: true }
  }

  /** Word pieces of a text without special ones, or of a pair with them. */
  #count(text: string, pair?: string): number {
    const options = pair === undefined ? { add_special_tokens: false } : { text_pair: pair }
    return this.#tokenizer.encode(text, options).length
  }

  /** The beginning of a text that has at most so many word pieces, up to the end of a word where there is one. */
  #cut(text: string, most: number): string {
    let cut = text
    for (let pieces = this.#count(cut); pieces > most; pieces = this.#count(cut)) {
      const shorter = cut.slice(0, Math.floor((cut.length * most) / pieces))
      cut = shorter.slice(0, Math.max(0, shorter.lastIndexOf(' '))) || shorter
    }
    return cut
  }
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b))

function readConfig(file: string): v.InferOutput<typeof ConfigSchema> {
  try {
    return v.parse(ConfigSchema, JSON.parse(readFileSync(file, 'utf8')))
  } catch (cause) {
    throw new HearsayError('damaged-model', `${file} is no configuration of a model.`, { cause })
  }
}

/** The place of each of `LABELS` among a model's outputs. Throws for a model of other labels. */
function placesOf(name: string, id2label: Readonly<Record<string, string>>): number[] {
  const found = Object.entries(id2label)
  const places = LABELS.map((label) => found.findIndex(([, own]) => own.trim().toLowerCase() === label))
  const numbers = places.map((place) => Number(found[place]?.[0]))
  if (found.length === LABELS.length && numbers.toSorted((a, b) => a - b).every((number, i) => number === i))
    return numbers
  const shown = found.slice(0, 8).map(([, label]) => showValue(label))
  throw new HearsayError(
    'other-labels',
    `the model ${name} answers with ${shown.join(', ') || 'labels without names'}. A judge's labels are entailment, neutral and contradiction (id2label of config.json).`,
    { isUsage: true },
  )
}

async function hashOf(folder: string, weights: string): Promise<string> {
  const hash = createHash('sha256')
  for (const file of [path.join(folder, 'config.json'), path.join(folder, 'tokenizer.json'), weights])
    for await (const part of createReadStream(file)) hash.update(part as Buffer)
  return hash.digest('hex').slice(0, 12)
}
