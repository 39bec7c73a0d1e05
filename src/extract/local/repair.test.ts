import { expect, test } from 'vitest'
import { repair } from './repair.ts'
import { readText } from './reading.ts'
import type { Range } from './tagger.ts'

const rangeOf = (text: string, words: string): Range => [text.indexOf(words), text.indexOf(words) + words.length]
const taggedOf = (text: string, cue: string, speaker: readonly string[], content: string) => ({
  cue: rangeOf(text, cue),
  speaker: speaker.map((words) => rangeOf(text, words)),
  content: [rangeOf(text, content)],
  score: 1,
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

test.each<[string, string, string, string]>([
  ['It was no accident, as the port has claimed, but a plan.', 'has claimed', 'the port', 'a plan'],
  ['It was no accident—as the port has claimed—but a plan.', 'has claimed', 'the port', 'a plan'],
  ['Its accusations that now carry more weight.', 'accusations', 'Its', 'now carry more weight'],
  ['Its accusations that now carry more weight.', 'accusations', 'Its', 'that now carry more weight'],
  ['Its accusations now carry more weight.', 'accusations', 'Its', 'now carry more weight'],
  ['Election 2024: what we know', ':', 'Election 2024', 'what we know'],
])('in %j nobody says what follows', (text, cue, speaker, content) => {
  expect(repaired(text, cue, [speaker], content)).toEqual([])
})

test.each<[string, string, string, string]>([
  ['The captain, as the port has noted, ignored a warning.', 'has noted', 'the port', 'ignored a warning'],
  ['Its accusations that he lied carry weight.', 'accusations', 'Its', 'that he lied'],
  ['Okoro: what we know', ':', 'Okoro', 'what we know'],
])('in %j somebody does', (text, cue, speaker, content) => {
  expect(repaired(text, cue, [speaker], content)).toEqual([{ speaker: [speaker], content: [content] }])
})
