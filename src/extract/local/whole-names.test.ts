import { expect, test } from 'vitest'
import { readEnglish } from '../../language/english.ts'
import { repair } from './repair.ts'
import { readText } from './reading.ts'
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

function repaired(text: string, cue: string, speaker: readonly string[], content: string) {
  const found = repair(readText(text), taggedOf(text, cue, speaker, content))
  return found.map((one) => ({
    speaker: one.speaker.map((range) => text.slice(...range)),
    content: one.content.map((range) => text.slice(...range)),
  }))
}

test('a headline is cut off the content of the sentence below it', () => {
  const text = 'Pier breaks again\nThe pier broke, Ana said.\n'
  expect(repaired(text, 'said', ['Ana'], 'Pier breaks again\nThe pier broke')).toEqual([
    { speaker: ['Ana'], content: ['The pier broke'] },
  ])
})

test('a quotation of two paragraphs stays whole', () => {
  const text = '“It broke.\n“It is gone,” Ana said.\n'
  expect(repaired(text, 'said', ['Ana'], '“It broke.\n“It is gone,”')).toEqual([
    { speaker: ['Ana'], content: ['“It broke.\n“It is gone,”'] },
  ])
})

test('“reportedly” names no speaker', () => {
  const text = 'The pier reportedly broke.'
  expect(repaired(text, 'reportedly', ['The pier'], 'broke')).toEqual([{ speaker: [], content: ['broke'] }])
})

test('a passive that would name the wrong speaker is dropped', () => {
  const text = 'Ana’s report was confirmed by Ben.'
  expect(repaired(text, 'was confirmed by', ['Ana’s report'], 'Ben')).toEqual([])
})
