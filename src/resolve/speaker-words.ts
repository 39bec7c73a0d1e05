import { normalise } from '../model/id.ts'
import { joinSpans, type Span } from '../model/span.ts'
import { readMention, type Mention } from './mention.ts'

/**
 * Reads the words of one speaker, which can stand in several places. Where they name two, or one and somebody else by other
 * words ("Mr. Okoro … the mayor"), nobody knows whose words they are.
 */
export function readSpeakerWords(spans: readonly Span[]): Mention {
  const words = joinSpans(spans).replaceAll(' … ', ' ')
  const parts = spans.map(({ exact }) => readMention(exact))
  const named = parts.filter((part) => part.type === 'named')
  const [only] = named
  if (parts.length < 2 || named.every(({ kind }) => kind !== 'person') || !only) return readMention(words)
  const isOne = new Set(named.map(({ name }) => normalise(name))).size === 1
  const others = spans.filter((_, index) => parts[index]?.type !== 'named')
  const isOther = others.some(
    ({ exact }) => /^(?:the|an?|each|every|both|he|she|they)\b/i.test(exact) || /\p{Lu}/u.test(exact),
  )
  return isOne && !isOther ? only : { type: 'unnamed', words, isPlural: true }
}
