import type { Range, TaggedAttribution } from './tagger.ts'

/** An attribution and the one inside whose content it stands, or that passes it on. */
export interface Found extends TaggedAttribution {
  readonly outer: Found | null
}

const lengthOf = (ranges: readonly Range[]) => ranges.reduce((sum, [start, end]) => sum + end - start, 0)
const isInside = (inner: Range, outer: readonly Range[]) =>
  outer.some(([start, end]) => inner[0] >= start && inner[1] <= end)

/**
 * An attribution that stands inside another's content is its relay; of several, the closest. Sweeps over the
 * text: at each cue only the contents around it are looked at. `outers` are known beforehand.
 */
export function nest(
  tagged: readonly TaggedAttribution[],
  outers: ReadonlyMap<TaggedAttribution, TaggedAttribution> = new Map(),
): Found[] {
  const parts = tagged
    .flatMap((owner) => owner.content.map((range) => ({ range, owner })))
    .sort((a, b) => a.range[0] - b.range[0])
  const holders = new Map<TaggedAttribution, TaggedAttribution>()
  let next = 0
  let open: typeof parts = []
  for (const one of tagged.toSorted((a, b) => a.cue[0] - b.cue[0])) {
    for (let part = parts[next]; part && part.range[0] <= one.cue[0]; part = parts[++next]) open.push(part)
    open = open.filter(({ range }) => range[1] > one.cue[0])
    const around = open
      .filter(({ range, owner }) => owner !== one && isInside(one.cue, [range]))
      // A speaker outside the content is no part of what it says: "Y said, citing safety, that P" holds no relay.
      .filter(({ owner }) => [...one.content, ...one.speaker].every((range) => isInside(range, owner.content)))
      .map(({ owner }) => owner)
    // Two that stand in each other's content, which labels without syntax can give, hold nobody.
    const closest = around
      .filter((owner) => lengthOf(owner.content) > lengthOf(one.content))
      .sort((a, b) => lengthOf(a.content) - lengthOf(b.content))[0]
    if (closest) holders.set(one, closest)
  }
  const known = new Map<TaggedAttribution, Found>()
  const toFound = (one: TaggedAttribution, below: readonly TaggedAttribution[]): Found => {
    const before = known.get(one)
    if (before) return before
    const holder = outers.get(one) ?? holders.get(one)
    // What is known beforehand and what the text holds might go round in a circle.
    const outer = holder && !below.includes(holder) ? toFound(holder, [...below, one]) : null
    const found = { ...one, outer }
    known.set(one, found)
    return found
  }
  return tagged.map((one) => toFound(one, []))
}
