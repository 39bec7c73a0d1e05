import { quotationsOf } from '../../src/extract/local/quotations.ts'

/** Words in a row that make a shingle. Of five, formulas ("at a news conference in New York") would be shared by chance. */
export const SHINGLE = 8

const ALONE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const LETTER = /[\p{L}\p{N}\p{M}\p{Cs}]/u
const APOSTROPHES = ["'".charCodeAt(0), '’'.charCodeAt(0)]

/**
 * The words of texts, one text after the other: word `i` of text `t` is at `offsets[t] + i`. Equal words have equal numbers
 * in `ids`; `starts` and `ends` are UTF-16 units of the text.
 */
export interface Words {
  readonly offsets: Int32Array
  readonly ids: Int32Array
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** 1 for what stands within quotation marks. */
  readonly quoted: Uint8Array
}

/**
 * The words of texts. A word is a run of letters, digits and marks, apostrophes inside it; letter case and the form of the
 * apostrophe do not count. In scripts without spaces every character is one.
 */
export function wordsOf(texts: readonly string[]): Words {
  const classOf = classifier()
  const numbers = new Map<string, number>()
  const offsets = new Int32Array(texts.length + 1)
  let ids = new Int32Array(1 << 16)
  let starts = new Int32Array(ids.length)
  let ends = new Int32Array(ids.length)
  let quoted = new Uint8Array(ids.length)
  let count = 0
  for (const [t, text] of texts.entries()) {
    const quotations = quotationsOf(text)
    let next = 0
    for (let at = 0; at < text.length; at++) {
      const kind = classOf(text.charCodeAt(at))
      if (kind !== 'letter' && kind !== 'alone') continue
      let end = at + 1
      if (kind === 'letter')
        for (; end < text.length; end++) {
          const kind = classOf(text.charCodeAt(end))
          if (kind === 'letter') continue
          if (kind !== 'apostrophe' || classOf(text.charCodeAt(end + 1)) !== 'letter') break
        }
      if (count === ids.length) {
        ids = grown(ids)
        starts = grown(starts)
        ends = grown(ends)
        const more = new Uint8Array(ids.length)
        more.set(quoted)
        quoted = more
      }
      const word = text.slice(at, end).toLowerCase().replaceAll('’', "'")
      let id = numbers.get(word)
      if (id === undefined) numbers.set(word, (id = numbers.size))
      ids[count] = id
      starts[count] = at
      ends[count] = end
      while ((quotations[next]?.[1] ?? Infinity) <= at) next++
      if ((quotations[next]?.[0] ?? Infinity) < end) quoted[count] = 1
      count++
      at = end - 1
    }
    offsets[t + 1] = count
  }
  return {
    offsets,
    ids: ids.subarray(0, count),
    starts: starts.subarray(0, count),
    ends: ends.subarray(0, count),
    quoted: quoted.subarray(0, count),
  }
}

const KINDS = [undefined, 'other', 'letter', 'alone', 'apostrophe'] as const

/** Looks a UTF-16 unit up once: regular expressions over every word take four times as long. */
function classifier() {
  const known = new Uint8Array(1 << 16)
  return (unit: number) => {
    if (!(unit >= 0)) return 'other'
    return KINDS[(known[unit] ||= kindOf(unit))]
  }
}

function kindOf(unit: number): number {
  if (APOSTROPHES.includes(unit)) return 4
  const char = String.fromCharCode(unit)
  return ALONE.test(char) ? 3 : LETTER.test(char) ? 2 : 1
}

function grown(numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const more = new Int32Array(numbers.length * 2)
  more.set(numbers)
  return more
}

/** Which shingles stand in several texts, all of them: word `p` begins the shingle of words `p` to `p + SHINGLE - 1`. */
export interface Shingles {
  /** In how many texts the shingle that begins at a word stands; 0 where none begins. */
  readonly spread: (word: number) => number
  /** Where the same shingle begins first in each text that has it, in the order of the texts. */
  readonly places: (word: number) => Iterable<number>
}

/**
 * The inverted index of every shingle (Broder 1997 compares texts by their shingles): a hash table with open addressing whose
 * entries are compared word for word. Time and memory grow with the number of words.
 */
export function shinglesOf({ offsets, ids }: Words): Shingles {
  const size = 2 ** Math.ceil(Math.log2(ids.length * 1.5 + 2))
  /** Per slot, 1 + the word where the shingle begins first of all; per such word, in how many texts and where last. */
  const slots = new Int32Array(size)
  const spread = new Int32Array(ids.length)
  const last = new Int32Array(ids.length)
  /** Per word, where its shingle begins first of all, and where in the next text that has it; -1 for nowhere. */
  const first = new Int32Array(ids.length).fill(-1)
  const next = new Int32Array(ids.length).fill(-1)
  for (let t = 0; t + 1 < offsets.length; t++) {
    const from = offsets[t] ?? 0
    const to = (offsets[t + 1] ?? 0) - SHINGLE
    for (let word = from; word <= to; word++) {
      let slot = hashOf(ids, word) & (size - 1)
      while (slots[slot] !== 0 && !areEqual(ids, (slots[slot] ?? 0) - 1, word)) slot = (slot + 1) & (size - 1)
      if (slots[slot] === 0) slots[slot] = word + 1
      const head = (slots[slot] ?? 0) - 1
      first[word] = head
      if (head !== word && (last[head] ?? 0) >= from) continue
      if (head !== word) next[last[head] ?? 0] = word
      last[head] = word
      spread[head] = (spread[head] ?? 0) + 1
    }
  }
  return {
    spread: (word) => spread[first[word] ?? -1] ?? 0,
    *places(word) {
      for (let place = first[word] ?? -1; place !== -1; place = next[place] ?? -1) yield place
    },
  }
}

/** Of the words of a shingle (FNV-1a over their numbers, mixed once more so that the low bits tell them apart). */
function hashOf(ids: Int32Array, from: number): number {
  let hash = 0x811c9dc5
  for (let word = from; word < from + SHINGLE; word++) hash = Math.imul(hash ^ (ids[word] ?? 0), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}

function areEqual(ids: Int32Array, one: number, other: number): boolean {
  for (let i = 0; i < SHINGLE; i++) if (ids[one + i] !== ids[other + i]) return false
  return true
}
