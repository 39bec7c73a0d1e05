import { expect, test } from 'vitest'
import { splitWords } from './words.ts'

test.each<[string, string[], string[]]>([
  ['Ana said.', ['Ana', 'said', '.'], ['ana', 'said', '.']],
  ['$5m don’t', ['$', '5m', 'don', '’', 't'], ['$', '5m', 'don', '’', 't']],
  ['🚢 𝒜b', ['🚢', '𝒜b'], ['🚢', '𝒜b']],
  ['Zoë cafe\u0301 x', ['Zoë', 'cafe\u0301', 'x'], ['zoe', 'cafe', 'x']],
  ['a\u0000b c\u200d', ['a\u0000b', 'c'], ['ab', 'c']],
  ['東京x', ['東', '京', 'x'], ['東', '京', 'x']],
  ['İz', ['İz'], ['iz']],
  ['\u0301\u0000 ', [], []],
  ['', [], []],
  ['one\u00a0two\u2003three', ['one', 'two', 'three'], ['one', 'two', 'three']],
])('%j has the words %j', (text, words, forms) => {
  const found = splitWords(text)
  expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(words)
  expect(found.map(({ form }) => form)).toEqual(forms)
})
