import { firstAt, type Token } from '../../language/english.ts'
import type { Range, TaggedAttribution } from './tagger.ts'

const overlaps = (range: Range, token: Token) => token.start < range[1] && token.end > range[0]

/**
 * The tagger labels word by word and sometimes cuts a name in two ("According to TOLO" | "News"). Where a speaker begins or
 * ends inside a run of proper nouns, the whole run is the speaker; a cue gives up such words as long as it keeps one in lower
 * case (a headline's cue has none). Contents give up nothing.
 */
export function keepNamesWhole(tokens: readonly Token[], tagged: TaggedAttribution): TaggedAttribution {
  let cue = tagged.cue
  const isFree = (token: Token) => !tagged.content.some((range) => overlaps(range, token))
  const joins = (token: Token | undefined, neighbour: Token | undefined) =>
    token?.pos === 'PROPN' &&
    neighbour?.pos === 'PROPN' &&
    token.sentence === neighbour.sentence &&
    isFree(token) &&
    Math.max(token.start, neighbour.start) - Math.min(token.end, neighbour.end) <= 1

  const speaker = tagged.speaker.map(([start, end]): Range => {
    let first = firstAt(tokens, start)
    let last = firstAt(tokens, end - 1)
    const cueWithout = (token: Token): Range | undefined => {
      if (!overlaps(cue, token)) return cue
      const rest: Range = token.start <= cue[0] ? [token.end, cue[1]] : [cue[0], token.start]
      const kept = tokens.slice(firstAt(tokens, rest[0])).filter((word) => overlaps(rest, word))
      const [from, to] = [kept[0], kept.at(-1)]
      if (!from || !to || !kept.some((word) => /^\p{Ll}/u.test(word.text))) return undefined
      return [Math.max(rest[0], from.start), Math.min(rest[1], to.end)]
    }
    const take = (step: -1 | 1) => {
      for (;;) {
        const edge = step < 0 ? first : last
        const next = tokens[edge + step]
        if (!next || !joins(next, tokens[edge])) return
        const rest = cueWithout(next)
        if (!rest) return
        cue = rest
        if (step < 0) first += step
        else last += step
      }
    }
    take(-1)
    take(1)
    return [Math.min(start, tokens[first]?.start ?? start), Math.max(end, tokens[last]?.end ?? end)]
  })
  return { ...tagged, cue, speaker: mergeOverlaps(speaker) }
}

function mergeOverlaps(ranges: readonly Range[]): Range[] {
  const merged: Range[] = []
  for (const range of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1)
    if (last && range[0] < last[1]) merged[merged.length - 1] = [last[0], Math.max(last[1], range[1])]
    else merged.push(range)
  }
  return merged
}
