import type { Source } from '../../src/model/records.ts'
import { SHINGLE, type Shingles, shinglesOf, type Words, wordsOf } from './shingles.ts'

/** A range of a text, in UTF-16 units. */
interface Range {
  readonly start: number
  readonly end: number
}

/**
 * Two sources of which one repeats text of the other, word for word. `share` is the part of the later text's words that
 * stand in the earlier too, above 0 to 1; what both have within quotation marks counts neither as shared nor as text.
 */
export interface Copy {
  readonly later: string
  readonly earlier: string
  /** `unknown` where the days of publication do not decide: then `earlier` is only the id that sorts first. */
  readonly order: 'dated' | 'unknown'
  readonly share: number
  /** How many words of the later text stand in `spans`. */
  readonly words: number
  /** The shared text without quotations, in the order of the later text. */
  readonly spans: readonly { readonly later: Range; readonly earlier: Range }[]
}

/** Fewer shared words are formulas, a title with its names, a list of candidates. */
const FEWEST_WORDS = 30
/** One passage has so many in a row: several formulas ("a margin of error of plus or minus 3") are no copy. */
const FEWEST_IN_A_ROW = 2 * SHINGLE
/** Of a short text, a post or a brief, fewer are enough when they are half of it. */
const FEWEST_OF_SHORT = 12
/** What stands in more sources than this and is no long passage is taken for furniture of pages: footers, biographies of authors, offers. */
const MOST_SOURCES = 5
/** A passage of so many words, or half a text, is a much printed story though it stands in many sources. */
const LONG_PASSAGE = 100
/** A source is compared with so many sources before it, the earliest that have each shingle, and keeps so many copies: ten thousand equal texts make ten pairs each. */
const MOST_EARLIER = 10

/**
 * Which sources repeat text of others: those that share words in a row outside quotation marks. Every shingle of `SHINGLE`
 * words is looked up, so that nothing shared is missed, however small a part of a text it is; each passage is then followed
 * word for word to both its ends. Sorted by `later`, then `earlier`.
 *
 * Signatures were measured instead (MinHash with banded locality-sensitive hashing: Broder 1997; Leskovec, Rajaraman and
 * Ullman, Mining of Massive Datasets, chapter 3). They estimate the likeness of whole texts, so they lose the story that is a
 * part of a longer one: of stories that make 30 % of one, 64 bands of 2 propose 84 in 100, 32 of 4 propose 4; the index
 * finds all, in no more time.
 */
export function findCopies(sources: readonly Source[], texts: ReadonlyMap<string, string>): readonly Copy[] {
  const inOrder = sources.toSorted(byDate)
  const words = wordsOf(inOrder.map(({ id }) => texts.get(id) ?? ''))
  const shingles = shinglesOf(words)
  const furniture = furnitureIn(words, shingles)
  return inOrder
    .flatMap((source, text) =>
      passagesOf(text, words, shingles, furniture).flatMap(([other, passages]) => {
        const before = inOrder[other]
        return before ? (copyOf([before, other], [source, text], passages, words, furniture) ?? []) : []
      }),
    )
    .sort((a, b) => compare(a.later, b.later) || compare(a.earlier, b.earlier))
}

/** Words in a row that two texts share: where they begin in the one and in the other. */
interface Passage {
  readonly one: number
  readonly other: number
  readonly length: number
}

/** What a text shares with texts before it, by the number of the other, most words first. */
function passagesOf(text: number, words: Words, shingles: Shingles, furniture: Uint8Array): [number, Passage[]][] {
  const { offsets, ids } = words
  const [start = 0, end = 0] = offsets.subarray(text, text + 2)
  const found = new Map<number, Passage[]>()
  for (let word = start; word < end; word++) {
    if (shingles.spread(word) < 2 || furniture[word] === 1) continue
    let looked = 0
    for (const place of shingles.places(word)) {
      if (place >= start || looked++ === MOST_EARLIER) break
      const other = textAt(offsets, place)
      const passages = found.get(other) ?? []
      const before = passages.at(-1)
      const from = before ? before.one + before.length : start
      if (word < from) continue
      const [otherStart = 0, otherEnd = 0] = offsets.subarray(other, other + 2)
      let back = 0
      while (word - back > from && place - back > otherStart && ids[word - back - 1] === ids[place - back - 1]) back++
      let length = SHINGLE
      while (word + length < end && place + length < otherEnd && ids[word + length] === ids[place + length]) length++
      passages.push({ one: word - back, other: place - back, length: length + back })
      found.set(other, passages)
    }
  }
  const size = (passages: readonly Passage[]) => passages.reduce((sum, { length }) => sum + length, 0)
  return [...found].sort(([a, one], [b, other]) => size(other) - size(one) || a - b).slice(0, MOST_EARLIER)
}

/** The copy that two sources with shared passages are, or null where they share too little. */
function copyOf(
  [one, oneText]: readonly [Source, number],
  [other, otherText]: readonly [Source, number],
  passages: readonly Passage[],
  words: Words,
  furniture: Uint8Array,
): Copy | null {
  const order = orderOf(one, other)
  const isOneEarlier = order === 'unknown' ? one.id < other.id : order < 0
  const [later, text] = isOneEarlier ? [other, otherText] : [one, oneText]
  const inOrder = passages
    .map((passage) => (isOneEarlier ? passage : { ...passage, one: passage.other, other: passage.one }))
    .sort((a, b) => a.one - b.one)
  const spans: { later: Range; earlier: Range }[] = []
  let shared = 0
  let longest = 0
  let quoted = 0
  let until = 0
  for (const passage of inOrder) {
    // Where two passages of the one stand at one place of the other, that place counts once.
    const skip = Math.max(0, until - passage.one)
    const pieces = piecesOf(passage, skip, words, furniture)
    until = Math.max(until, passage.one + passage.length)
    quoted += pieces.quoted
    if (!pieces.own.some(({ length }) => length >= SHINGLE)) continue
    for (const { one, other, length } of pieces.own) {
      shared += length
      longest = Math.max(longest, length)
      spans.push({ later: rangeOf(words, one, length), earlier: rangeOf(words, other, length) })
    }
  }
  const all = (words.offsets[text + 1] ?? 0) - (words.offsets[text] ?? 0) - quoted
  const isEnough = shared >= FEWEST_WORDS && longest >= FEWEST_IN_A_ROW
  const isHalf = shared >= FEWEST_OF_SHORT && shared * 2 >= all
  if (!isEnough && !isHalf) return null
  return {
    later: later.id,
    earlier: isOneEarlier ? one.id : other.id,
    order: order === 'unknown' ? order : 'dated',
    share: shared / all,
    words: shared,
    spans,
  }
}

/** What is left of a passage without the words that both texts have within quotation marks, and without furniture. */
function piecesOf({ one, other, length }: Passage, skip: number, { quoted }: Words, furniture: Uint8Array) {
  const own: Passage[] = []
  let from = skip
  let inQuotations = 0
  for (let i = skip; i <= length; i++) {
    const isQuoted = i < length && quoted[one + i] === 1 && quoted[other + i] === 1
    if (i < length && !isQuoted && furniture[one + i] !== 1 && furniture[other + i] !== 1) continue
    if (i > from) own.push({ one: one + from, other: other + from, length: i - from })
    if (isQuoted) inQuotations++
    from = i + 1
  }
  return { own, quoted: inQuotations }
}

/** 1 for words of short passages that stand in many sources. */
function furnitureIn({ offsets, ids }: Words, shingles: Shingles): Uint8Array {
  const furniture = new Uint8Array(ids.length)
  for (let text = 0; text + 1 < offsets.length; text++) {
    const [start = 0, end = 0] = offsets.subarray(text, text + 2)
    let from = start
    let until = start
    for (let word = start; word <= end; word++) {
      const isCommon = word < end && shingles.spread(word) > MOST_SOURCES
      if (word < end && (word < until || !isCommon)) {
        if (isCommon) until = word + SHINGLE
        continue
      }
      if (until - from < LONG_PASSAGE && (until - from) * 2 < end - start) furniture.fill(1, from, until)
      from = word
      until = word + SHINGLE
    }
  }
  return furniture
}

/** Which of two was published first: below 0 for the one, above 0 for the other. Days decide, and times where both have them. */
function orderOf(one: Source, other: Source): number | 'unknown' {
  const [a, b] = [one.publishedAt ?? '', other.publishedAt ?? '']
  if (!DATE.test(a) || !DATE.test(b)) return 'unknown'
  const order = a.length > 10 && b.length > 10 ? Date.parse(a) - Date.parse(b) : compare(a.slice(0, 10), b.slice(0, 10))
  return order === 0 || Number.isNaN(order) ? 'unknown' : order
}

const DATE = /^\d{4}-\d{2}-\d{2}/

/** The order in which texts are looked through: by day and time of publication, those without after all others, then by id. */
function byDate(a: Source, b: Source): number {
  return compare(a.publishedAt ?? '~', b.publishedAt ?? '~') || compare(a.id, b.id)
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function rangeOf({ starts, ends }: Words, word: number, length: number): Range {
  return { start: starts[word] ?? 0, end: ends[word + length - 1] ?? 0 }
}

/** The number of the text in which a word stands. */
function textAt(offsets: Int32Array, word: number): number {
  let low = 0
  let high = offsets.length - 1
  while (low + 1 < high) {
    const middle = (low + high) >> 1
    if ((offsets[middle] ?? 0) <= word) low = middle
    else high = middle
  }
  return low
}
