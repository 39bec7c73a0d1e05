import { expect, test } from 'vitest'
import { readEnglish } from '../../language/english.ts'
import type { Range } from './tagger.ts'
import { viaOf } from './via.ts'

const rangeOf = (text: string, words: string): Range => [text.indexOf(words), text.indexOf(words) + words.length]

function viaWords(text: string, cue: string, speaker: string, content: string, within: string | null = null) {
  const tagged = {
    cue: rangeOf(text, cue),
    speaker: [rangeOf(text, speaker)],
    content: [rangeOf(text, content)],
    score: 1,
  }
  const found = viaOf(readEnglish(text), tagged, within === null ? null : [rangeOf(text, within)])
  return found.map((range) => text.slice(...range))
}

test.each<[string, string, string, string, string[]]>([
  [
    'Negotiators told local media that the ferry sails.',
    'told',
    'Negotiators',
    'that the ferry sails',
    ['local media'],
  ],
  ['Ana Okoro said on Channel News that it sails.', 'said', 'Ana Okoro', 'that it sails', ['Channel News']],
  ['Talking to a local station, Ana said it sails.', 'said', 'Ana', 'it sails', ['a local station']],
  ['In a post on X, Ana said it sails.', 'said', 'Ana', 'it sails', ['X']],
  ['Ana said on Monday that it sails.', 'said', 'Ana', 'that it sails', []],
  ['Ana said the ferry was on state television.', 'said', 'Ana', 'the ferry was on state television', []],
  ['Ana spoke to Ben. Li said it sails.', 'said', 'Li', 'it sails', []],
])('%s', (text, cue, speaker, content, via) => {
  expect(viaWords(text, cue, speaker, content)).toEqual(via)
})

test('a relay takes no words from outside the content that it stands in', () => {
  const text = 'On Channel News, Ana said the mayor told reporters it sails.'
  const outer = 'the mayor told reporters it sails'
  expect(viaWords(text, 'told', 'the mayor', 'it sails', outer)).toEqual(['reporters'])
})
