import type { PartOfSpeech, Token } from '../../language/english.ts'
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

/**
 * On or to whom something was said ("told local media", "on Geo News"): noun phrases after one of the frames of via.json, in the
 * cue's sentence, outside content and speaker, and for a relay inside the content it stands in (`within`). `tokens` are
 * those of the whole text.
 */
export function viaOf(tokens: readonly Token[], tagged: TaggedAttribution, within: readonly Range[] | null): Range[] {
  const cueTokens = tokens.filter((token) => token.start < tagged.cue[1] && token.end > tagged.cue[0])
  const sentence = cueTokens[0]?.sentence
  const isTaken = (token: Token) =>
    [...tagged.content, ...tagged.speaker].some(([start, end]) => token.start < end && token.end > start) ||
    (within !== null && !within.some(([start, end]) => token.start >= start && token.end <= end))
  const found: Range[] = []
  tokens.forEach((token, at) => {
    if (token.sentence !== sentence) return
    for (const { before, where } of data.frames) {
      const isFrame = before.every((lemma, i) => tokens[at + i]?.lemma === lemma)
      if (!isFrame || isTaken(token)) continue
      if (where === 'cue' && !cueTokens.includes(token)) continue
      const phrase = nounPhrase(tokens, at + before.length)
      const [first, head] = [phrase[0], phrase.at(-1)]
      if (!first || !head || phrase.some(isTaken)) continue
      if (where === 'venue' && !VENUES.has(head.lemma)) continue
      if (!found.some(([start, end]) => first.start < end && head.end > start)) found.push([first.start, head.end])
    }
  })
  return found.sort((a, b) => a[0] - b[0])
}
