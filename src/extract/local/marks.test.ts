import { expect, test } from 'vitest'
import { plainMarks } from './marks.ts'

test.each([
  ['‘The pier is shut,’ said Ana.', '“The pier is shut,” said Ana.'],
  ["'The pier is shut,' said Ana.", '“The pier is shut,” said Ana.'],
  ['«The pier is shut», said Ana.', '“The pier is shut”, said Ana.'],
  ['„The pier is shut“, said Ana.', '“The pier is shut”, said Ana.'],
  ["``The pier is shut,'' said Ana.", ' “The pier is shut,”  said Ana.'],
  ["''The pier is shut,'' said Ana.", ' “The pier is shut,”  said Ana.'],
  ['“The ‘old’ pier is shut,” said Ana.', '“The ‘old’ pier is shut,” said Ana.'],
  ["The workers' pier isn't shut, Ana's crew said.", "The workers' pier isn't shut, Ana's crew said."],
  ['👍🏽 Ana said the pier was shut.', '     Ana said the pier was shut.'],
  ['<b>Ana</b> said &quot;no&quot;.', '   Ana     said "     no"     .'],
  ['2 < 3 said Ana > Ben', '2 < 3 said Ana > Ben'],
  ['', ''],
])('%j is read as %j', (text, plain) => {
  expect(plainMarks(text)).toBe(plain)
  expect(plainMarks(text)).toHaveLength(text.length)
})

test('marks that never close are read in linear time', () => {
  const text = "<a ‘ « '' `` ".repeat(20_000)
  expect(plainMarks(text)).toHaveLength(text.length)
})
