import { shipped } from '../../language/onnx.ts'
import type { Attribution } from '../../model/attribution.ts'
import type { Method } from '../../model/records.ts'
import type { Extractor } from '../extractor.ts'
import { toAttributions } from './attributions.ts'
import { withPassedOn } from './chains.ts'
import { withLayout } from './layout.ts'
import { nest, type Found } from './nest.ts'
import { readText, type Reading } from './reading.ts'
import { relaysOf } from './relays.ts'
import { repair } from './repair.ts'
import { Tagger, type Range, type TaggedAttribution } from './tagger.ts'

/** Changes whenever the same text may give other attributions. */
const METHOD: Method = { name: 'local', version: '3' }
/** Share of two contents in common (Dice) from which they are one. */
const TWIN = 0.8
/** Relays inside relays; deeper ones have not been seen in news text. */
const DEEPEST_RELAY = 4

/** The weights shipped with hearsay, wherever the program runs from. */
const WEIGHTS = shipped('src/extract/local/weights')

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
