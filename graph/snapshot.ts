import type { Finding } from './analyse/answer.ts'
import type { Origins } from './analyse/origins.ts'
import type { Actor, Case, Claim, Manifest, Relation, Source, Stance, Statement } from '../src/model/records.ts'

/** The version of the snapshot that this program writes and the viewer reads. */
export const SNAPSHOT_FORMAT = 3

/** What the viewer works on: a case without the texts of its sources, which it asks for one by one. */
export interface Snapshot {
  readonly manifest: Manifest
  readonly sources: readonly Source[]
  readonly actors: readonly Actor[]
  readonly statements: readonly Statement[]
  readonly claims: readonly Claim[]
  readonly stances: readonly Stance[]
  readonly relations: readonly Relation[]
  /** On how many independent origins each claim rests, in the order of the claims. */
  readonly origins: readonly Origins[]
  /** What the other analyses found, the most telling first. */
  readonly findings: readonly Finding[]
}

/** What is found in a case and shown with it. It comes by itself, for it may take long. */
export type Analyses = Pick<Snapshot, 'origins' | 'findings'>
/** The snapshot of a case before anything is found in it. */
export type Records = Omit<Snapshot, keyof Analyses>

/** Of more relations than these an outline has the contradictions alone: from far out no others are drawn. */
const OUTLINED = 100_000

/**
 * What a graph of the claims shows, sent ahead of the records where there are many: no statements, sources and actors, but how
 * many statements assert and deny each claim.
 */
export interface Outline {
  readonly manifest: Manifest
  readonly claims: readonly (Pick<Claim, 'id' | 'text' | 'status'> & {
    readonly asserting: number
    readonly denying: number
  })[]
  readonly relations: readonly Pick<Relation, 'id' | 'from' | 'to' | 'type' | 'status'>[]
}

/** The snapshot of a case and what was found in it. */
export function snapshotOf(
  { manifest, sources, actors, statements, claims, stances, relations }: Case,
  { origins, findings }: Analyses,
): Snapshot {
  return { manifest, sources, actors, statements, claims, stances, relations, origins, findings }
}

/*
 * On its way a snapshot is lines of JSON: a head, lists of records in pieces, an end. No line takes long to parse. A piece has
 * its records in columns, and a column of values that come again and again has each of them once: a tenth of the bytes where
 * there are many relations, and equal values are one value in memory.
 */

const RECORDS = ['sources', 'actors', 'claims', 'statements', 'stances', 'relations'] as const
const OUTLINE = ['claims', 'relations'] as const
const ANALYSES = ['origins', 'findings'] as const
type ListName = (typeof RECORDS)[number] | (typeof ANALYSES)[number]

/** Records in a line: about a megabyte of statements, a few milliseconds of parsing. */
const ROWS = 2000

/** Characters of the longest id: a longer value is none, and need not be looked up. */
const LONGEST_ID = 64

/** Values row by row; or each value once, those that are new in this line, and where in all of them each row's value stands, -1 for none. */
type Column = readonly unknown[] | { readonly new: readonly unknown[]; readonly at: readonly number[] }

/** The records of a case as the lines of `api/snapshot`, each with its line break. */
export function recordLines(theCase: Case): Generator<string> {
  return linesOf(RECORDS, theCase, { manifest: theCase.manifest })
}

/** The outline of a case as the lines of `api/outline`. */
export function outlineLines(theCase: Case): Generator<string> {
  return linesOf(OUTLINE, outlineOf(theCase), { manifest: theCase.manifest })
}

/** Rejected statements and stances do not count. */
function outlineOf({ manifest, statements, claims, stances, relations }: Case): Outline {
  const rejected = new Set(statements.flatMap(({ id, status }) => (status === 'rejected' ? id : [])))
  const counts = { asserts: new Map<string, number>(), denies: new Map<string, number>(), questions: null }
  for (const { statement, claim, stance, status } of stances) {
    const count = status === 'rejected' || rejected.has(statement) ? null : counts[stance]
    count?.set(claim, (count.get(claim) ?? 0) + 1)
  }
  return {
    manifest,
    claims: claims.map(({ id, text, status }) => ({
      id,
      text,
      status,
      asserting: counts.asserts.get(id) ?? 0,
      denying: counts.denies.get(id) ?? 0,
    })),
    relations: relations
      .filter(({ type }) => type === 'contradicts' || relations.length <= OUTLINED)
      .map(({ id, from, to, type, status }) => ({ id, from, to, type, status })),
  }
}

/** What was found in a case as the lines of `api/analyses`. */
export function analysisLines(analyses: Analyses): Generator<string> {
  return linesOf(ANALYSES, analyses, {})
}

function* linesOf<Name extends ListName>(
  names: readonly Name[],
  lists: Readonly<Record<Name, readonly object[]>>,
  more: object,
): Generator<string> {
  const sizes = Object.fromEntries(names.map((name) => [name, lists[name].length]))
  yield `${JSON.stringify({ format: SNAPSHOT_FORMAT, ...more, sizes })}\n`
  for (const list of names) {
    const values = new Map<string, Values>()
    for (let from = 0; from < lists[list].length; from += ROWS) {
      const rows = lists[list].slice(from, from + ROWS)
      yield `${JSON.stringify({ list, size: rows.length, columns: columnsOf(rows, values) })}\n`
    }
  }
  yield `${JSON.stringify({ end: true })}\n`
}

/** The values of a column so far, with their places. */
class Values {
  readonly #plain = new Map<unknown, number>()
  readonly #structures = new Map<unknown, number>()

  /** The place of a value; a new one is handed to `add`. */
  place(value: unknown, add: (value: unknown) => void): number {
    const isStructure = typeof value === 'object' && value !== null
    const places: Map<unknown, number> = isStructure ? this.#structures : this.#plain
    const key = isStructure ? JSON.stringify(value) : value
    const known = places.get(key)
    if (known !== undefined) return known
    const place = this.#plain.size + this.#structures.size
    places.set(key, place)
    add(value)
    return place
  }
}

function columnsOf(rows: readonly object[], known: Map<string, Values>): Record<string, Column> {
  const keys = new Set<string>()
  for (const row of rows) for (const key in row) if (Object.hasOwn(row, key)) keys.add(key)
  return Object.fromEntries(
    [...keys].map((key) => {
      const column = rows.map((row) => (Object.hasOwn(row, key) ? (Reflect.get(row, key) as unknown) : undefined))
      if (!column.includes(undefined) && !repeats(column)) return [key, column]
      const values = known.get(key) ?? new Values()
      known.set(key, values)
      const fresh: unknown[] = []
      const at = column.map((value) => (value === undefined ? -1 : values.place(value, (one) => fresh.push(one))))
      return [key, { new: fresh, at }]
    }),
  )
}

/** Rows that tell whether the values of a column come again, or are ids of others. */
const SAMPLE = 200

/** True when at most half the values of a column are different. */
function repeats(column: readonly unknown[]): boolean {
  const sample = column.slice(0, SAMPLE)
  const values = new Set(sample.map((value) => (typeof value === 'object' ? JSON.stringify(value) : value)))
  return values.size * 2 <= sample.length
}

/** Lines that are no snapshot of this format. `format` is the one they say they are, `unknown` where they say nothing. */
export class UnreadableSnapshot extends Error {
  readonly format: string

  constructor(format: string, options?: ErrorOptions) {
    super(`not a snapshot of format ${SNAPSHOT_FORMAT}: ${format}`, options)
    this.format = format
  }
}

/** Puts a snapshot together line by line. What its lines say is checked, the records themselves were when the case was read. */
export class SnapshotReader {
  #head: { readonly manifest: unknown; readonly sizes: ReadonlyMap<string, number> } | null = null
  #isWhole = false
  readonly #lists = new Map<string, unknown[]>()
  readonly #values = new Map<string, unknown[]>()
  /** Ids that were read: whoever points to one has the same string. */
  readonly #ids = new Map<string, string>()

  /** Takes a line. Throws `UnreadableSnapshot`. */
  read(line: string): void {
    const body = parse(line)
    if (!this.#head) this.#head = headOf(body)
    else if (body['end'] === true) this.#isWhole = true
    else this.#readPiece(body)
  }

  /** What is being read: how many records of which list are here, of how many. */
  get progress(): { readonly list: string; readonly done: number; readonly of: number } | null {
    for (const [list, size] of this.#head?.sizes ?? []) {
      const done = this.#lists.get(list)?.length ?? 0
      if (done < size) return { list, done, of: size }
    }
    return null
  }

  /** The records of a case. Throws `UnreadableSnapshot` where something is missing. */
  records(): Records {
    // What the manifest and the records are is the case format's own affair.
    return { manifest: this.#head?.manifest as Manifest, ...this.#take(RECORDS) } as Records
  }

  /** The outline of a case. Throws `UnreadableSnapshot` where something is missing. */
  outline(): Outline {
    return { manifest: this.#head?.manifest as Manifest, ...this.#take(OUTLINE) } as Outline
  }

  /** What was found in it. Throws `UnreadableSnapshot` where something is missing. */
  analyses(): Analyses {
    return this.#take(ANALYSES) as unknown as Analyses
  }

  #take(names: readonly ListName[]): Record<string, unknown[]> {
    const isWhole = names.every((name) => (this.#lists.get(name)?.length ?? 0) === this.#head?.sizes.get(name))
    if (!this.#isWhole || !isWhole) throw new UnreadableSnapshot('incomplete')
    return Object.fromEntries(names.map((name) => [name, this.#lists.get(name) ?? []]))
  }

  #readPiece({ list, size, columns }: Readonly<Record<string, unknown>>): void {
    if (typeof list !== 'string' || !this.#head?.sizes.has(list) || !isCount(size) || !isObject(columns))
      throw new UnreadableSnapshot('damaged')
    const keys = Object.keys(columns)
    const isFull = (column: unknown) => Array.isArray(column) && column.length === size
    const isSound = keys.every((key) => {
      const column = columns[key]
      return isFull(isObject(column) ? column['at'] : column)
    })
    if (!isSound || (keys.length === 0 && size > 0)) throw new UnreadableSnapshot('damaged')
    // A copy of one blank record has room for all of them: half of what growing key by key takes.
    const blank = Object.fromEntries(keys.map((key) => [key, null]))
    const rows = Array.from({ length: size }, (): Record<string, unknown> => ({ ...blank }))
    for (const key of keys) this.#readColumn(`${list}.${key}`, key, columns[key], rows)
    const known = this.#lists.get(list)
    if (known) for (const row of rows) known.push(row)
    else this.#lists.set(list, rows)
  }

  #readColumn(name: string, key: string, column: unknown, rows: Record<string, unknown>[]): void {
    const isPlain = Array.isArray(column)
    const { new: fresh, at }: Readonly<Record<string, unknown>> = isPlain || !isObject(column) ? { at: column } : column
    if (!Array.isArray(at)) throw new UnreadableSnapshot('damaged')
    if (isPlain) {
      const isReference = at.slice(0, SAMPLE).some((value) => typeof value === 'string' && this.#ids.has(value))
      rows.forEach((row, i) => {
        row[key] = isReference ? this.#same(at[i]) : at[i]
      })
      if (key === 'id') for (const { id } of rows) if (typeof id === 'string') this.#ids.set(id, id)
      return
    }
    if (!Array.isArray(fresh)) throw new UnreadableSnapshot('damaged')
    const values = this.#values.get(name) ?? []
    this.#values.set(name, values)
    for (const value of fresh) values.push(this.#same(value))
    rows.forEach((row, i) => {
      const place: unknown = at[i]
      if (place === -1) delete row[key]
      else if (isCount(place) && place < values.length) row[key] = values[place]
      else throw new UnreadableSnapshot('damaged')
    })
  }

  #same(value: unknown): unknown {
    return typeof value === 'string' && value.length <= LONGEST_ID ? (this.#ids.get(value) ?? value) : value
  }
}

function parse(line: string): Readonly<Record<string, unknown>> {
  try {
    const body: unknown = JSON.parse(line)
    if (isObject(body)) return body
  } catch (cause) {
    throw new UnreadableSnapshot('damaged', { cause })
  }
  throw new UnreadableSnapshot('damaged')
}

function headOf({ format, manifest, sizes }: Readonly<Record<string, unknown>>) {
  if (format !== SNAPSHOT_FORMAT) throw new UnreadableSnapshot(typeof format === 'number' ? String(format) : 'unknown')
  const entries = isObject(sizes) ? Object.entries(sizes) : []
  if (!entries.every((entry): entry is [string, number] => isCount(entry[1]))) throw new UnreadableSnapshot('damaged')
  return { manifest, sizes: new Map(entries) }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}
