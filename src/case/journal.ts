import { mkdir, open, rm, rmdir, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import type { Attribution } from '../model/attribution.ts'
import { StatementSchema, type Method } from '../model/records.ts'
import { areAnchored } from '../model/span.ts'
import { systemCode } from './inside.ts'
import { writeFailed } from './replace.ts'

/** Where a build keeps what it will not need once the case is written. */
const FOLDER = '.hearsay'
const FILE = 'extracted.jsonl'

const { speakerSpans, cueSpans, contentSpans, viaSpans, cueClass, illocution, certainty, score } =
  StatementSchema.pipe[0].entries
const AttributionSchema: v.GenericSchema<unknown, Attribution> = v.strictObject({
  speakerSpans,
  cueSpans,
  contentSpans,
  form: v.picklist(['direct', 'indirect', 'mixed']),
  viaSpans,
  relayedBy: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))),
  cueClass,
  illocution,
  certainty,
  score,
})
const LineSchema = v.strictObject({
  source: v.string(),
  method: v.strictObject({ name: v.string(), version: v.string() }),
  attributions: v.array(AttributionSchema),
})

/** A line of the file: where its bytes are. */
interface Place {
  readonly start: number
  readonly length: number
}

/**
 * What a build has extracted before its case is written, in `.hearsay/extracted.jsonl` of the case folder, one source a line,
 * appended as it comes: a build that was killed goes on from there. A line that is torn, damaged, of another method or not in
 * the words of its text does not count; its source is read again.
 */
export class Journal {
  readonly #folder: string
  readonly #file: FileHandle
  readonly #places: Map<string, Place>
  #end: number
  #last: Promise<unknown> = Promise.resolve()
  #isFull = false

  private constructor(folder: string, file: FileHandle, places: Map<string, Place>, end: number) {
    this.#folder = folder
    this.#file = file
    this.#places = places
    this.#end = end
  }

  /** Opens the journal of the case folder `dir`, which need not exist. Throws `write-failed`. */
  static async open(dir: string): Promise<Journal> {
    const folder = join(dir, FOLDER)
    try {
      await mkdir(folder, { recursive: true })
      const file = await open(join(folder, FILE), 'a+')
      const { places, end, isTorn } = await readPlaces(file)
      // What comes now must not run on from a line that was cut short.
      if (isTorn) await file.appendFile('\n')
      return new Journal(folder, file, places, isTorn ? end + 1 : end)
    } catch (error) {
      throw writeFailed(join(folder, FILE), error)
    }
  }

  /** How many sources it holds. */
  get size(): number {
    return this.#places.size
  }

  /** What `method` found in the source with this id and text; null where that is not known. */
  async find(source: string, text: string, method: Method): Promise<Attribution[] | null> {
    const place = this.#places.get(source)
    if (!place) return null
    const { buffer } = await this.#file.read(Buffer.alloc(place.length), 0, place.length, place.start)
    const line = v.safeParse(LineSchema, parsed(buffer.toString('utf8')))
    if (!line.success || line.output.source !== source) return null
    const { name, version } = line.output.method
    if (name !== method.name || version !== method.version) return null
    const { attributions } = line.output
    const isSound = attributions.every(
      (one, index) =>
        (one.relayedBy ?? -1) < index &&
        [one.speakerSpans, one.cueSpans, one.contentSpans, one.viaSpans].every((spans) => areAnchored(text, spans)),
    )
    return isSound ? attributions : null
  }

  /**
   * Writes down what was found in a source; done when the system has it, so that a killed process loses nothing of it. Where there is
   * no room the build goes on without a journal.
   */
  async add(source: string, { name, version }: Method, attributions: readonly Attribution[]): Promise<void> {
    const bytes = Buffer.from(`${JSON.stringify({ source, method: { name, version }, attributions })}\n`, 'utf8')
    if (this.#isFull) return
    this.#places.set(source, { start: this.#end, length: bytes.length })
    this.#end += bytes.length
    const written = this.#last.then(() => this.#file.appendFile(bytes))
    this.#last = written.catch(() => {})
    await written.catch(() => {
      this.#isFull = true
    })
  }

  /** Leaves it for the next build, unless it has not everything. */
  async close(): Promise<void> {
    await this.#last
    await this.#file.close()
    if (this.#isFull) await this.remove()
  }

  /** Takes it away once it is closed and the case has everything. Throws `write-failed`. */
  async remove(): Promise<void> {
    await rm(join(this.#folder, FILE), { force: true })
    // Whatever else somebody keeps there stays.
    await rmdir(this.#folder).catch((error: unknown) => {
      if (systemCode(error) !== 'ENOTEMPTY') throw writeFailed(this.#folder, error)
    })
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

/** Where each source's last whole line is; only its beginning is read, so that the file may be larger than memory. */
async function readPlaces(file: FileHandle) {
  const places = new Map<string, Place>()
  let start = 0
  let end = 0
  let head = ''
  for await (const chunk of file.createReadStream({
    start: 0,
    autoClose: false,
    encoding: 'latin1',
  }) as AsyncIterable<string>) {
    for (let at = 0; at < chunk.length;) {
      const newline = chunk.indexOf('\n', at)
      const stop = newline < 0 ? chunk.length : newline + 1
      if (head.length < HEAD) head += chunk.slice(at, Math.min(stop, at + HEAD))
      end += stop - at
      at = stop
      if (newline < 0) continue
      const source = /^\{"source":"(src_[0-9a-f]{16})"/.exec(head)?.[1]
      if (source) places.set(source, { start, length: end - start })
      start = end
      head = ''
    }
  }
  return { places, end, isTorn: start < end }
}

/** Enough of a line to see its source. */
const HEAD = 64
