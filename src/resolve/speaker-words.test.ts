import { expect, test } from 'vitest'
import { spanOf } from '../model/span.ts'
import { readSpeakerWords } from './speaker-words.ts'

test.each<[string[], string]>([
  [['Ana Okoro'], 'named Ana Okoro'],
  [['keeper', 'Ana Okoro'], 'named Ana Okoro'],
  [['Ana Okoro', 'Ben Li'], 'unnamed Ana Okoro Ben Li'],
  [['Mr. Okoro', 'the harbour mayor'], 'unnamed Mr. Okoro the harbour mayor'],
  [['each keeper', 'Ana Okoro'], 'unnamed each keeper Ana Okoro'],
  [[], 'unnamed not named'],
])('%j is %s', (parts, expected) => {
  const text = parts.join(' or ')
  const spans = parts.map((part) => spanOf(text, text.indexOf(part), text.indexOf(part) + part.length))
  const mention = readSpeakerWords(spans)
  expect(`${mention.type} ${mention.type === 'named' ? mention.name : 'words' in mention ? mention.words : ''}`).toBe(
    expected,
  )
})
