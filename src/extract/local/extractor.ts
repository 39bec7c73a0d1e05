import { createRequire } from 'node:module'
import path from 'node:path'
import type { Attribution } from '../../model/attribution.ts'
import type { Method } from '../../model/records.ts'
import { spanOf } from '../../model/span.ts'
import { actOf } from '../act.ts'
import type { Extractor } from '../extractor.ts'
import { withPassedOn } from './chains.ts'
import { withLayout } from './layout.ts'
import { nest, type Found } from './nest.ts'
import { formOf, quotationsFor, quotationsIn } from './quotations.ts'
import { readText, type Reading } from './reading.ts'
import { relaysOf } from './relays.ts'
import { repair } from './repair.ts'
import { Tagger, type Range, type TaggedAttribution } from './tagger.ts'
import { viaOf } from './via.ts'

/** Changes whenever the same text may give other attributions. */
const METHOD: Method = { name: 'local', version: '2' }
/** Share of two contents in common (Dice) from which they are one. */
const TWIN = 0.8
/** Relays inside relays; deeper ones have not been seen in news text. */
const DEEPEST_RELAY = 4

/** The weights shipped with hearsay, wherever the program runs from. */
const WEIGHTS = path.join(
  path.dirname(createRequire(import.meta.url).resolve('hearsay/package.json')),
  'src/extract/local/weights',
)

/** The local extractor, and the score below which it leaves statements out. */
export interface LocalExtractor extends Extractor {
  readonly threshold: number
}

/**
 * Opens the extractor that needs no network: the shipped tagger. `score` is the probability that a statement is usable
 * (docs/accuracy.md); those below `threshold` (0..1; default: the weights' own) are left out.
 */
export async function openLocalExtractor(threshold?: number): Promise<LocalExtractor> {
  const tagger = await Tagger.open(WEIGHTS, threshold)
  return {
    method: threshold === undefined ? METHOD : { ...METHOD, version: `${METHOD.version}, threshold ${threshold}` },
    languages: ['en'],
    threshold: tagger.threshold,
    parallel: 1,
    extract: (text) => findAll(tagger, readText(text)),
    close: () => tagger.close(),
  }
}

/** What stands in running text, and what stands inside the contents of that, any depth. */
async function findAll(tagger: Tagger, reading: Reading): Promise<Attribution[]> {
  const tagged = await tagger.tag(reading.plain)
  const passed = withPassedOn(
    reading.tokens,
    withLayout(reading, withoutTwins(tagged.flatMap((one) => repair(reading, one)))).filter(
      ({ score }) => score >= tagger.threshold,
    ),
  )
  const found = nest(passed.tagged, passed.outers)
  /** 1 at every position that a known cue covers: one word is the cue of one attribution. */
  const isCue = new Uint8Array(reading.text.length)
  for (const { cue } of found) isCue.fill(1, ...cue)
  let outers: readonly Found[] = found
  for (let depth = 1; depth <= DEEPEST_RELAY && outers.length > 0; depth++) {
    const relays: Found[] = []
    for (const outer of outers)
      for (const relay of await relaysOf(tagger, reading, outer)) {
        if (isCue.subarray(...relay.cue).includes(1)) continue
        isCue.fill(1, ...relay.cue)
        relays.push({ ...relay, outer })
      }
    found.push(...relays)
    outers = relays
  }
  return toAttributions(reading, found)
}

/** "TOLO's report claimed that P" has one cue too many: of two neighbours with one speaker and one content the surer stays. */
function withoutTwins(tagged: readonly TaggedAttribution[]): TaggedAttribution[] {
  const kept: TaggedAttribution[] = []
  for (const one of tagged) {
    const before = kept.at(-1)
    const isTwin =
      before !== undefined &&
      sharedUnits(before.speaker, one.speaker) > 0 &&
      2 * sharedUnits(before.content, one.content) >= TWIN * (unitsIn(before.content) + unitsIn(one.content))
    if (!isTwin) kept.push(one)
    else if (one.score >= before.score) kept[kept.length - 1] = one
  }
  return kept
}

const unitsIn = (ranges: readonly Range[]) => ranges.reduce((sum, [start, end]) => sum + end - start, 0)
const sharedUnits = (a: readonly Range[], b: readonly Range[]) =>
  a.reduce((sum, [s, e]) => sum + b.reduce((n, [t, f]) => n + Math.max(0, Math.min(e, f) - Math.max(s, t)), 0), 0)

function toAttributions({ text, plain, tokens, quotations }: Reading, found: readonly Found[]): Attribution[] {
  const toSpan = (range: Range) => spanOf(text, ...withWholeMarks(text, range))
  const depthOf = (one: Found): number => (one.outer ? depthOf(one.outer) + 1 : 0)
  const order = found.toSorted((a, b) => depthOf(a) - depthOf(b) || a.cue[0] - b.cue[0])
  const placeOf = new Map(order.map((one, place) => [one, place]))
  return order.map((one) => {
    const ranges = [one.cue, ...one.content]
    const [from, to] = [Math.min(...ranges.map(([start]) => start)), Math.max(...ranges.map(([, end]) => end))]
    const around = quotationsIn(quotations, from, to)
    return {
      speakerSpans: one.speaker.map(toSpan),
      cueSpans: [toSpan(one.cue)],
      contentSpans: one.content.map(toSpan),
      form: formOf(plain, one.content, quotationsFor(plain, one.cue, around)),
      viaSpans: viaOf(tokens, one, one.outer?.content ?? null).map(toSpan),
      relayedBy: one.outer ? (placeOf.get(one.outer) ?? null) : null,
      ...actOf(plain.slice(...one.cue), one.content.map((range) => plain.slice(...range)).join(' ')),
      score: Math.round(one.score * 100) / 100,
    }
  })
}

/** A typewriter's quotation mark is two characters: a range with one has both. */
function withWholeMarks(text: string, [start, end]: Range): Range {
  const isMark = (at: number) => /^(?:''|``)$/.test(text.slice(at, at + 2))
  return [start > 0 && isMark(start - 1) ? start - 1 : start, isMark(end - 1) ? end + 1 : end]
}
