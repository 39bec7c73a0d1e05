import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { openLocalExtractor } from '../../src/extract/local/extractor.ts'
import type { Attribution } from '../../src/model/attribution.ts'
import { HearsayError } from '../../src/model/error.ts'
import { SpanSchema } from '../../src/model/span-schema.ts'
import { areAnchored, type Span } from '../../src/model/span.ts'
import { dice, overlap, perCent, type Range } from './spans.ts'

const spans = v.array(SpanSchema)
const PassageSchema = v.object({
  id: v.string(),
  text: v.string(),
  attributions: v.array(
    v.object({ speaker: spans, cue: spans, content: spans, via: spans, outer: v.nullable(v.number()) }),
  ),
})
type Passage = v.InferOutput<typeof PassageSchema>
type Gold = Passage['attributions'][number]

/** Figures of an extractor on labelled relays: counts, and per cent with one decimal. */
export interface RelayScores {
  readonly passages: number
  /** Relays labelled, found, and found with speaker, content and the attribution that relays them right. */
  readonly gold: number
  readonly predicted: number
  readonly right: number
  readonly precision: number
  readonly recall: number
  readonly f1: number
  /** Relays of relays, and how many of them are right with all that they stand in. */
  readonly chains: number
  readonly chainsRight: number
  /** Spans of via labelled, found, and found with Dice 0.5. */
  readonly via: { readonly gold: number; readonly predicted: number; readonly right: number }
  /** Ids of the passages with a fault. */
  readonly faults: readonly string[]
}

/** Share of characters that two sets of ranges have in common (Dice) from which a span is right. */
const RIGHT = 0.5

/**
 * Runs the local extractor over labelled passages (relays/README.md) and scores the relays it finds. A relay is right when its cue
 * overlaps the labelled one, speaker and content each reach Dice 0.5 in characters, and the attribution that relays it has a
 * cue that overlaps the labelled outer cue.
 */
export async function evaluateRelays(file: string): Promise<RelayScores> {
  const passages = readPassages(file)
  const extractor = await openLocalExtractor()
  const counts = { gold: 0, predicted: 0, right: 0, chains: 0, chainsRight: 0 }
  const via = { gold: 0, predicted: 0, right: 0 }
  const faults: string[] = []
  try {
    for (const { id, text, attributions: gold } of passages) {
      const found = await extractor.extract(text)
      const isRight = rightRelays(gold, found)
      const labelled = gold.filter((one) => one.outer !== null)
      const predicted = found.filter((one) => one.relayedBy !== null).length
      const right = labelled.filter((one) => isRight(one)).length
      counts.gold += labelled.length
      counts.predicted += predicted
      counts.right += right
      if (right < labelled.length || right < predicted) faults.push(id)
      for (const one of labelled) {
        const outer = gold[one.outer ?? -1]
        if (!outer || outer.outer === null) continue
        counts.chains++
        if (isRight(one) && isRight(outer)) counts.chainsRight++
      }
      const wanted = gold.flatMap((one) => one.via)
      const given = found.flatMap((one) => one.viaSpans)
      via.gold += wanted.length
      via.predicted += given.length
      via.right += wanted.filter((one) => given.some((span) => dice(rangesOf([one]), rangesOf([span])) >= RIGHT)).length
    }
  } finally {
    await extractor.close()
  }
  const precision = counts.right / (counts.predicted || 1)
  const recall = counts.right / (counts.gold || 1)
  const f1 = (2 * precision * recall) / (precision + recall || 1)
  return {
    passages: passages.length,
    ...counts,
    precision: perCent(precision),
    recall: perCent(recall),
    f1: perCent(f1),
    via,
    faults,
  }
}

const rangesOf = (list: readonly Span[]) => list.map((span): Range => [span.start, span.end])
const shareCue = (gold: Gold, one: Attribution) => overlap(rangesOf(gold.cue), rangesOf(one.cueSpans)) > 0

/** Tells of a labelled relay whether it was found; each found relay answers one. */
function rightRelays(gold: readonly Gold[], found: readonly Attribution[]): (one: Gold) => boolean {
  const used = new Set<Attribution>()
  const right = new Set<Gold>()
  for (const want of gold) {
    const outer = gold[want.outer ?? -1]
    if (!outer) continue
    const match = found.find((one) => {
      const relayer = found[one.relayedBy ?? -1]
      return (
        !used.has(one) &&
        shareCue(want, one) &&
        relayer !== undefined &&
        shareCue(outer, relayer) &&
        dice(rangesOf(want.speaker), rangesOf(one.speakerSpans)) >= RIGHT &&
        dice(rangesOf(want.content), rangesOf(one.contentSpans)) >= RIGHT
      )
    })
    if (!match) continue
    used.add(match)
    right.add(want)
  }
  return (one) => right.has(one)
}

function readPassages(file: string): Passage[] {
  const refuse = (why: string, cause?: unknown) =>
    new HearsayError('no-passages', `${file}: ${why}. Name a file such as scripts/eval/relays/tune.jsonl.`, {
      isUsage: true,
      cause,
    })
  let lines: string[]
  try {
    lines = readFileSync(file, 'utf8').split('\n')
  } catch (cause) {
    throw refuse('it cannot be read', cause)
  }
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return []
    let passage: Passage
    try {
      passage = v.parse(PassageSchema, JSON.parse(line))
    } catch (cause) {
      throw refuse(`line ${index + 1} is no labelled passage`, cause)
    }
    const { text, attributions } = passage
    for (const { speaker, cue, content, via } of attributions)
      if (![speaker, cue, content, via].every((list) => areAnchored(text, list)))
        throw refuse(`line ${index + 1} has a span that its text does not hold`)
    return [passage]
  })
}
