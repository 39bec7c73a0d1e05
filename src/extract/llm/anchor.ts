import type { Range } from '../local/tagger.ts'
import type { Entry } from './prompt.ts'

/** Where the words of an entry stand. Parts are in order and do not overlap. */
export interface Anchored {
  readonly cue: Range
  readonly speaker: readonly Range[]
  readonly content: readonly Range[]
}

/**
 * Characters that may lie between a cue and its speaker, and between a cue and its content. Farther words stand there for something
 * else, and the attribution is made up.
 */
const MOST_BETWEEN = 400
/** Places of one word that are looked at. */
const MOST_PLACES = 200

/** Part of a text with every run of spaces as one, and where each of its characters stands in the text. */
export interface Folded {
  readonly words: string
  readonly places: Int32Array
}

/** Reads `text` from `start` to `end` for looking words up. */
export function fold(text: string, start: number, end: number): Folded {
  const places = new Int32Array(end - start)
  const kept: string[] = []
  for (let at = start; at < end; at++) {
    const char = text.charAt(at)
    const isSpace = /\s/.test(char)
    if (isSpace && kept.at(-1) === ' ') continue
    places[kept.length] = at
    kept.push(isSpace ? ' ' : char)
  }
  return { words: kept.join(''), places }
}

/**
 * Finds the words of an entry, whole and letter by letter; only the length of spaces may differ. The content is the one
 * nearest to `paragraph`, the cue the one nearest to content and speaker. Null where any of them does not stand there.
 */
export function anchor(folded: Folded, { speaker, cue, content }: Entry, paragraph: Range): Anchored | null {
  const longest = content.toSorted((a, b) => b.length - a.length)[0] ?? ''
  const main = nearest(placesOf(folded, longest), [paragraph], [])
  if (!main) return null
  const speakers = speaker === null ? null : placesOf(folded, speaker).filter((place) => !overlaps(place, main))
  const cues = placesOf(folded, cue).flatMap((place) => {
    if (overlaps(place, main) || between(place, main) > MOST_BETWEEN) return []
    if (speakers === null) return [{ cue: place, speaker: [], distance: between(place, main) }]
    const own = nearest(speakers, [place], [place])
    if (!own || between(own, place) > MOST_BETWEEN) return []
    return [{ cue: place, speaker: [own], distance: between(place, main) + between(own, place) }]
  })
  const best = cues.toSorted((a, b) => a.distance - b.distance)[0]
  if (!best) return null
  const taken: Range[] = [best.cue, ...best.speaker, main]
  const parts: Range[] = [main]
  let isMainLeft = true
  for (const piece of content) {
    if (piece === longest && isMainLeft) {
      isMainLeft = false
      continue
    }
    const part = nearest(placesOf(folded, piece), parts, taken)
    if (!part || between(part, best.cue) > MOST_BETWEEN + between(main, best.cue)) return null
    parts.push(part)
    taken.push(part)
  }
  return { cue: best.cue, speaker: best.speaker, content: parts.toSorted((a, b) => a[0] - b[0]) }
}

const overlaps = (a: Range, b: Range) => a[0] < b[1] && b[0] < a[1]
/** Characters between two ranges, 0 where they touch or overlap. */
const between = (a: Range, b: Range) => Math.max(0, a[0] - b[1], b[0] - a[1])

/** The place nearest to any of `to` that overlaps none of `taken`, of equals the first. */
function nearest(places: readonly Range[], to: readonly Range[], taken: readonly Range[]): Range | null {
  let found: Range | null = null
  let least = Infinity
  for (const place of places) {
    if (taken.some((other) => overlaps(place, other))) continue
    const distance = Math.min(...to.map((other) => between(place, other)))
    if (distance >= least) continue
    least = distance
    found = place
  }
  return found
}

/** A letter or digit of a script that puts spaces between words: a quotation does not begin or end inside such a word. */
const isInner = (char: string) =>
  /[\p{L}\p{N}]/u.test(char) &&
  !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u.test(
    char,
  )

/** Where `wanted` stands as whole words, in order. */
function placesOf({ words, places }: Folded, wanted: string): Range[] {
  const needle = wanted.replace(/\s+/g, ' ').trim()
  const found: Range[] = []
  if (needle === '') return found
  const [first, last] = [needle.charAt(0), needle.charAt(needle.length - 1)]
  for (let at = words.indexOf(needle); at >= 0 && found.length < MOST_PLACES; at = words.indexOf(needle, at + 1)) {
    const end = at + needle.length
    if (isInner(first) && isInner(words.charAt(at - 1))) continue
    if (isInner(last) && isInner(words.charAt(end))) continue
    found.push([places[at] ?? 0, (places[end - 1] ?? 0) + 1])
  }
  return found
}
