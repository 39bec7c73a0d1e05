import type { Attribution } from '../../model/attribution.ts'
import { spanOf } from '../../model/span.ts'
import { actOf } from '../act.ts'
import type { Found } from './nest.ts'
import { formOf, quotationsFor, quotationsIn } from './quotations.ts'
import type { Reading } from './reading.ts'
import type { Range } from './tagger.ts'
import { viaOf } from './via.ts'

/** What was found in a text as attributions: with form, act and via, in order of the cues, relays after what they stand in. */
export function toAttributions({ text, plain, tokens, quotations }: Reading, found: readonly Found[]): Attribution[] {
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
