import { createRequire } from 'node:module'
import path from 'node:path'
import { readEnglish, tokensIn, type Token } from '../../language/english.ts'
import type { Attribution } from '../../model/attribution.ts'
import type { Method } from '../../model/records.ts'
import { spanOf } from '../../model/span.ts'
import { actOf, isNegated } from '../act.ts'
import type { Extractor } from '../extractor.ts'
import { formOf, quotationsFor, quotationsOf } from './quotations.ts'
import { Tagger, type Range, type TaggedAttribution } from './tagger.ts'
import { repair } from './repair.ts'
import { viaOf } from './via.ts'

/** Changes whenever the same text may give other attributions. */
const METHOD: Method = { name: 'local', version: '1' }
/** A relay found by reading a content again is kept from this score on: below about 0.7 most are noise. */
const RELAY_THRESHOLD = 0.75
/** Words a content must have to be read again, and a relay's content to be kept. */
const LEAST_RELAY_WORDS = 3
/** Relays inside relays; deeper ones have not been seen in news text. */
const DEEPEST_RELAY = 4

/** The weights shipped with hearsay, wherever the program runs from. */
const WEIGHTS = path.join(
  path.dirname(createRequire(import.meta.url).resolve('hearsay/package.json')),
  'src/extract/local/weights',
)

interface Found extends TaggedAttribution {
  readonly outer: Found | null
}

const isInside = (inner: Range, outer: readonly Range[]) =>
  outer.some(([start, end]) => inner[0] >= start && inner[1] <= end)
const lengthOf = (ranges: readonly Range[]) => ranges.reduce((sum, [start, end]) => sum + end - start, 0)
const wordCount = (text: string) => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0

/** Opens the extractor that needs no network: the shipped tagger. `score` is the tagger's probability, not calibrated. */
export async function openLocalExtractor(): Promise<Extractor> {
  const tagger = await Tagger.open(WEIGHTS)
  return {
    method: METHOD,
    languages: ['en'],
    parallel: 1,
    extract: async (text) => {
      const tokens = readEnglish(text)
      return findAll(tagger, { text, tokens, quotations: quotationsOf(text) })
    },
    close: () => tagger.close(),
  }
}

/** A text and what every step reads of it. */
interface Reading {
  readonly text: string
  readonly tokens: readonly Token[]
  readonly quotations: readonly Range[]
}

/** What stands in running text, and what stands inside the contents of that, any depth. */
async function findAll(tagger: Tagger, reading: Reading): Promise<Attribution[]> {
  const { text, tokens, quotations } = reading
  const tagged = await tagger.tag(text)
  const found = nest(tagged.flatMap((one) => repair(text, tokens, quotations, one)))
  let outers: readonly Found[] = found
  for (let depth = 1; depth <= DEEPEST_RELAY && outers.length > 0; depth++) {
    const relays: Found[] = []
    for (const outer of outers)
      for (const one of await relaysOf(tagger, reading, outer))
        if (![...found, ...relays].some((known) => one.cue[0] < known.cue[1] && known.cue[0] < one.cue[1]))
          relays.push({ ...one, outer })
    found.push(...relays)
    outers = relays
  }
  return toAttributions(reading, found)
}

/** An attribution whose cue and content stand inside another's content is its relay; of several, the closest. */
function nest(tagged: readonly TaggedAttribution[]): Found[] {
  const holderOf = (one: TaggedAttribution) =>
    tagged
      .filter((other) => other !== one && isInside(one.cue, other.content))
      .filter((other) => one.content.every((range) => isInside(range, other.content)))
      .toSorted((a, b) => lengthOf(a.content) - lengthOf(b.content))[0]
  const known = new Map<TaggedAttribution, Found>()
  const toFound = (one: TaggedAttribution): Found => {
    const before = known.get(one)
    if (before) return before
    const holder = holderOf(one)
    const found = { ...one, outer: holder ? toFound(holder) : null }
    known.set(one, found)
    return found
  }
  return tagged.map(toFound)
}

/**
 * Reads a content again as a text of its own: without "that" before it and with its quotation marks blanked, both of which
 * hide attributions from the tagger. Ranges are of the whole text.
 */
async function relaysOf(tagger: Tagger, reading: Reading, outer: Found): Promise<TaggedAttribution[]> {
  const { text, tokens, quotations } = reading
  const relays: TaggedAttribution[] = []
  for (const [from, to] of outer.content) {
    const content = text
      .slice(from, to)
      .replace(/^that(?=\s)/i, (that) => ' '.repeat(that.length))
      .replace(/["“”«»„]/g, ' ')
    if (wordCount(content) < LEAST_RELAY_WORDS) continue
    const shift = ([start, end]: Range): Range => closeQuotation(text, [start + from, end + from], to)
    for (const one of await tagger.tag(content)) {
      const relay = { ...one, cue: shift(one.cue), speaker: one.speaker.map(shift), content: one.content.map(shift) }
      const isWeak = one.score < RELAY_THRESHOLD || one.speaker.length === 0
      if (isWeak || isNegated(tokensIn(tokens, ...relay.cue))) continue
      if (wordCount(relay.content.map((range) => text.slice(...range)).join(' ')) < LEAST_RELAY_WORDS) continue
      for (const repaired of repair(text, tokens, quotations, relay))
        if (repaired.speaker.every((range) => range[0] >= from && range[1] <= to)) relays.push(repaired)
    }
  }
  return relays
}

/** A range that opens a quotation it does not close takes the closing mark that stands right after it. */
function closeQuotation(text: string, [start, end]: Range, limit: number): Range {
  const marks = text.slice(start, end).match(/["“”]/g)?.length ?? 0
  return marks % 2 === 1 && end < limit && /["”]/.test(text.charAt(end)) ? [start, end + 1] : [start, end]
}

function toAttributions({ text, tokens, quotations }: Reading, found: readonly Found[]): Attribution[] {
  const toSpan = ([start, end]: Range) => spanOf(text, start, end)
  const depthOf = (one: Found): number => (one.outer ? depthOf(one.outer) + 1 : 0)
  const order = found.toSorted((a, b) => depthOf(a) - depthOf(b) || a.cue[0] - b.cue[0])
  return order.map((one) => ({
    speakerSpans: one.speaker.map(toSpan),
    cueSpans: [toSpan(one.cue)],
    contentSpans: one.content.map(toSpan),
    form: formOf(text, one.content, quotationsFor(text, one.cue, quotations)),
    viaSpans: viaOf(tokens, one, one.outer?.content ?? null).map(toSpan),
    relayedBy: one.outer ? order.indexOf(one.outer) : null,
    ...actOf(text.slice(...one.cue), one.content.map((range) => text.slice(...range)).join(' ')),
    score: Math.round(one.score * 100) / 100,
  }))
}
