import { firstAt, type PartOfSpeech, type Token } from '../../language/english.ts'
import data from './via.json' with { type: 'json' }
import type { Range, TaggedAttribution } from './tagger.ts'

const PHRASE: ReadonlySet<PartOfSpeech> = new Set(['DET', 'ADJ', 'NOUN', 'PROPN', 'NUM'])
const HEAD: ReadonlySet<PartOfSpeech> = new Set(['NOUN', 'PROPN'])
const VENUES = new Set(data.venues.map((venue) => venue.lemma))

/** The noun phrase that begins at token `at`: determiners, adjectives and nouns up to its last noun. */
function nounPhrase(tokens: readonly Token[], at: number): Token[] {
  const first = tokens[at]
  if (!first) return []
  let end = at
  while (end < tokens.length) {
    const token = tokens[end]
    const isPart = token && (PHRASE.has(token.pos) || (token.text.match(/^['’]s$/) !== null && end > at))
    if (!token || !isPart || token.sentence !== first.sentence) break
    end++
  }
  while (end > at && !HEAD.has(tokens[end - 1]?.pos ?? 'X')) end--
  return tokens.slice(at, end)
}

/** The tokens of the sentence that `position` stands in. */
function sentenceAt(tokens: readonly Token[], position: number): readonly Token[] {
  let from = firstAt(tokens, position)
  let to = from
  const sentence = tokens[from]?.sentence
  while (tokens[from - 1]?.sentence === sentence && from > 0) from--
  while (to < tokens.length && tokens[to]?.sentence === sentence) to++
  return tokens.slice(from, to)
}

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
