import { expect, test } from 'vitest'
import { readEnglish } from '../../language/english.ts'
import type { Range } from './tagger.ts'
import { keepNamesWhole } from './whole-names.ts'

const rangeOf = (text: string, words: string): Range => [text.indexOf(words), text.indexOf(words) + words.length]
const taggedOf = (text: string, cue: string, speaker: readonly string[], content: string) => ({
  cue: rangeOf(text, cue),
  speaker: speaker.map((words) => rangeOf(text, words)),
  content: [rangeOf(text, content)],
  score: 1,
})

test.each<[string, string, string, string, string, string]>([
  [
    'According to Harbour News the pier broke.',
    'According to Harbour',
    'News',
    'the pier broke',
    'According to',
    'Harbour News',
  ],
  ['Ana Maria Okoro said the pier broke.', 'said', 'Maria', 'the pier broke', 'said', 'Ana Maria Okoro'],
  ['Ana Okoro said the pier broke.', 'said', 'Ana Okoro', 'the pier broke', 'said', 'Ana Okoro'],
])('in %j the speaker gets its whole name and the cue gives up its words', (text, cue, part, content, kept, whole) => {
  const found = keepNamesWhole(readEnglish(text), taggedOf(text, cue, [part], content))
  expect(text.slice(...found.cue)).toBe(kept)
  expect(found.speaker.map((range) => text.slice(...range))).toEqual([whole])
})
