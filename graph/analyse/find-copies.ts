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
/** What stands in more sources than this may be furniture of pages: footers, biographies of authors, offers. */
const MOST_SOURCES = 5
/**
 * It counts only between two sources that share so many words, or half of each: a story that many papers print. A story of fewer
 * words inside longer texts is missed where more than `MOST_SOURCES` have it.
 */
const LONG_STORY = 100
/** A source is compared with so many sources before it, the earliest that have each shingle, and keeps so many copies: ten thousand equal texts make ten pairs each. */
const MOST_EARLIER = 10

/**
 * Which sources repeat text of others: those that share words in a row outside quotation marks. Every shingle of `SHINGLE`
 * words is looked up, so that a shared passage is found however small a part of a text it is; each is then followed word for
 * word to both its ends. Where a text has a passage twice, its first place counts. Sorted by `later`, then `earlier`.
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
  const common = commonIn(words, shingles)
  return inOrder
    .flatMap((source, text) =>
      [...passagesOf(text, words, shingles)]
        .flatMap(([other, passages]) => {
          const before = inOrder[other]
          return before ? (copyOf([before, other], [source, text], passages, words, common) ?? []) : []
        })
        .sort((a, b) => b.words - a.words || byIds(a, b))
        .slice(0, MOST_EARLIER),
    )
    .sort(byIds)
}

/** Words in a row that two texts share: where they begin in the one and in the other. */
interface Passage {
  readonly one: number
  readonly other: number
  readonly length: number
}

/** What a text shares with texts before it, by the number of the other. */
function passagesOf(text: number, words: Words, shingles: Shingles): Map<number, Passage[]> {
  const { offsets, ids } = words
  const [start = 0, end = 0] = offsets.subarray(text, text + 2)
  const found = new Map<number, Passage[]>()
  for (let word = start; word < end; word++) {
    if (shingles.spread(word) < 2) continue
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
  return found
}

/** The copy that two sources with shared passages are, or null where they share too little. */
function copyOf(
  [one, oneText]: readonly [Source, number],
  [other, otherText]: readonly [Source, number],
  passages: readonly Passage[],
  words: Words,
  common: Uint8Array,
): Copy | null {
  const order = orderOf(one, other)
  const isOneEarlier = order === 'unknown' ? one.id < other.id : order < 0
  const inOrder = passages
    .map((passage) => (isOneEarlier ? passage : { ...passage, one: passage.other, other: passage.one }))
    .sort((a, b) => a.one - b.one)
  const sizeOf = (text: number) => (words.offsets[text + 1] ?? 0) - (words.offsets[text] ?? 0)
  const all = piecesOf(inOrder, words)
  const isLong = all.shared >= LONG_STORY || all.shared * 2 >= Math.max(sizeOf(oneText), sizeOf(otherText)) - all.quoted
  const { pieces, shared, longest } = isLong ? all : piecesOf(inOrder, words, common)
  const size = sizeOf(isOneEarlier ? otherText : oneText) - all.quoted
  const isEnough = shared >= FEWEST_WORDS && longest >= FEWEST_IN_A_ROW
  const isHalf = shared >= FEWEST_OF_SHORT && shared * 2 >= size
  if (!isEnough && !isHalf) return null
  return {
    later: isOneEarlier ? other.id : one.id,
    earlier: isOneEarlier ? one.id : other.id,
    order: order === 'unknown' ? order : 'dated',
    share: shared / size,
    words: shared,
    spans: pieces.map(({ one, other, length }) => ({
      later: rangeOf(words, one, length),
      earlier: rangeOf(words, other, length),
    })),
  }
}

/**
 * What is left of passages without the words that both texts have within quotation marks, and without those in `without`. A
 * passage of which no shingle is left does not count: "she said" between two quotations.
 */
function piecesOf(passages: readonly Passage[], { quoted }: Words, without?: Uint8Array) {
  const pieces: Passage[] = []
  let shared = 0
  let longest = 0
  let inQuotations = 0
  let until = 0
  for (const { one, other, length } of passages) {
    const own: Passage[] = []
    // Where two passages of the one stand at one place of the other, that place counts once.
    let from = Math.max(0, until - one)
    for (let i = from; i <= length; i++) {
      const isQuoted = i < length && quoted[one + i] === 1 && quoted[other + i] === 1
      if (isQuoted) inQuotations++
      else if (i < length && !(without?.[one + i] || without?.[other + i])) continue
      if (i > from) own.push({ one: one + from, other: other + from, length: i - from })
      from = i + 1
    }
    until = Math.max(until, one + length)
    if (!own.some(({ length }) => length >= SHINGLE)) continue
    for (const piece of own) {
      pieces.push(piece)
      shared += piece.length
      longest = Math.max(longest, piece.length)
    }
  }
  return { pieces, shared, longest, quoted: inQuotations }
}

/** 1 for words of shingles that stand in many sources. */
function commonIn({ ids }: Words, shingles: Shingles): Uint8Array {
  const common = new Uint8Array(ids.length)
  for (let word = 0; word < ids.length; word++)
    if (shingles.spread(word) > MOST_SOURCES) common.fill(1, word, word + SHINGLE)
  return common
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

const byIds = (a: Copy, b: Copy) => compare(a.later, b.later) || compare(a.earlier, b.earlier)

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
