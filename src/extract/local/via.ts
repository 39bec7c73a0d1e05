import type { Token } from '../../language/english.ts'
import { nounPhrase, sentenceAt } from './phrases.ts'
import data from './via.json' with { type: 'json' }
import type { Range, TaggedAttribution } from './tagger.ts'

const VENUES = new Set(data.venues.map((venue) => venue.lemma))

/**
 * On or to whom something was said ("told local media", "on Geo News"): noun phrases after one of the frames of via.json, in the
 * cue's sentence, outside content and speaker, and for a relay inside the content it stands in (`within`). `text` are the
 * tokens of the whole text.
 */
export function viaOf(text: readonly Token[], tagged: TaggedAttribution, within: readonly Range[] | null): Range[] {
  const sentence = sentenceAt(text, tagged.cue[0])
  const cueTokens = sentence.filter((token) => token.start < tagged.cue[1] && token.end > tagged.cue[0])
  const isTaken = (token: Token) =>
    [...tagged.content, ...tagged.speaker].some(([start, end]) => token.start < end && token.end > start) ||
    (within !== null && !within.some(([start, end]) => token.start >= start && token.end <= end))
  const found: Range[] = []
  sentence.forEach((token, at) => {
    for (const { before, where } of data.frames) {
      const isFrame = before.every((lemma, i) => sentence[at + i]?.lemma === lemma)
      if (!isFrame || isTaken(token)) continue
      if (where === 'cue' && !cueTokens.includes(token)) continue
      const phrase = nounPhrase(sentence, at + before.length)
      const [first, head] = [phrase[0], phrase.at(-1)]
      if (!first || !head || phrase.some(isTaken)) continue
      if (where === 'venue' && !VENUES.has(head.lemma)) continue
      if (!found.some(([start, end]) => first.start < end && head.end > start)) found.push([first.start, head.end])
    }
  })
  return found.sort((a, b) => a[0] - b[0])
}
