import { expect, test } from 'vitest'
import { formOf, quotationsFor, quotationsOf } from './quotations.ts'
import type { Range } from './tagger.ts'

test.each<[string, string[]]>([
  ['“Ana comes”, he said', ['“Ana comes”']],
  ['"Ana comes", he said, "now"', ['"Ana comes"', '"now"']],
  ['‘Ana’s here’, he said', ['‘Ana’s here’']],
  ['The sailors’ boats and ’tis “it’s fine”', ['“it’s fine”']],
  ["the sailors' boats aren't 'theirs'", ["'theirs'"]],
  ['“outer ‘inner’ and «third» end” rest', ['“outer ‘inner’ and «third» end”']],
  ['“goes on\n“in the next” paragraph', ['“goes on', '“in the next”']],
  ['«goes on', ['«goes on']],
  ['an inch is " and a foot is \'', []],
  ['He said "it', []],
  ['a stray” mark and ”another', []],
  ['„Ana kommt“, sagte er', ['„Ana kommt“']],
  ['„Ana jön”, mondta', ['„Ana jön”']],
  ['»Ana kommt«, sagte er', ['»Ana kommt«']],
  ['»Ana tulee», sanoi hän', ['»Ana tulee»']],
  ['”Ana kommer”, sa han', ['”Ana kommer”']],
  ['« Ana vient », dit-il', ['« Ana vient »']],
  ['«Ana viene», ha detto', ['«Ana viene»']],
  ['‚Ana kommt‘, ‹Ana›, ›Ana‹', ['‚Ana kommt‘', '‹Ana›', '›Ana‹']],
  ['', []],
])('%j quotes %j', (text, quotations) => {
  expect(quotationsOf(text).map((range) => text.slice(...range))).toEqual(quotations)
})

test('marks that never close are looked for once a line', () => {
  expect(quotationsOf(`${'‘a '.repeat(50_000)}\n${"'a ".repeat(50_000)}`)).toEqual([])
})

const rangeOf = (text: string, words: string): Range => [text.indexOf(words), text.indexOf(words) + words.length]

test('for a cue inside a quotation only the quotations inside that one count', () => {
  const text = '“The mayor said ‘no’ twice,” she said.'
  const all = quotationsOf(text)
  expect(quotationsFor(text, rangeOf(text, 'she said'), all)).toEqual(all)
  expect(quotationsFor(text, rangeOf(text, 'mayor said'), all)).toEqual([rangeOf(text, '‘no’')])
})

test.each([
  ['“The pier is closed,”', 'direct'],
  ['the pier is closed', 'indirect'],
  ['the pier is “closed” now', 'mixed'],
  ['“Closed 2025,”.', 'direct'],
])('the content %s is %s', (text, form) => {
  expect(formOf(text, [[0, text.length]], quotationsOf(text))).toBe(form)
})
