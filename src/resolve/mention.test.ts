import { expect, test } from 'vitest'
import { kindOfName, readMention, type Mention } from './mention.ts'

const person = (name: string, ...roles: [title: string, of: string | null][]): Mention => ({
  type: 'named',
  name,
  kind: 'person',
  roles: roles.map(([title, of]) => ({ title, of })),
})
const named = (kind: 'outlet' | 'state' | 'organisation' | 'group', name: string): Mention => ({
  type: 'named',
  name,
  kind,
  roles: [],
})
const unnamed = (words: string, isPlural = false): Mention => ({ type: 'unnamed', words, isPlural })
const outlet = (words: string): Mention => ({ type: 'description', kind: 'outlet', words })

test.each<[string, Mention]>([
  ['Ana Okoro', person('Ana Okoro')],
  ['Okoro', person('Okoro')],
  ['Okoro (left)', person('Okoro')],
  ['“Ana Okoro”,', person('Ana Okoro')],
  ['ANA OKORO', person('ANA OKORO')],
  ['Ban Ki-moon', person('Ban Ki-moon')],
  ['Jean-Luc van der Berg', person('Jean-Luc van der Berg')],
  ['Abu al Rashid', person('Abu al Rashid')],
  ['John Major', person('John Major')],
  ['Mr. Okoro', person('Okoro')],
  ['Harbour Minister Ana Okoro', person('Ana Okoro', ['Harbour Minister', null])],
  ['the former mayor Ben Li', person('Ben Li', ['former mayor', null])],
  ['Prime Minister Okoro', person('Okoro', ['Prime Minister', null])],
  ['Ana Okoro, former envoy to Chad,', person('Ana Okoro', ['former envoy to Chad', null])],
  ['Chad’s harbour minister, Ana Okoro,', person('Ana Okoro', ['harbour minister', 'Chad'])],
  ["Kenya's Defence Minister Ana Okoro", person('Ana Okoro', ['Defence Minister', 'Kenya'])],
  ['Harbour News', named('outlet', 'Harbour News')],
  ['HarbourNews', named('outlet', 'HarbourNews')],
  ['The Harbour Times', named('outlet', 'Harbour Times')],
  ['the Harbour Times report', named('outlet', 'Harbour Times')],
  ['Harbour News’ report', named('outlet', 'Harbour News')],
  ['Kenya', named('state', 'Kenya')],
  ['Nairobi', named('state', 'Kenya')],
  ['the US', named('state', 'United States')],
  ['the Harbour Commission', named('organisation', 'Harbour Commission')],
  ['Commission on Harbour Safety', named('organisation', 'Commission on Harbour Safety')],
  ['the Ministry of Harbours', named('organisation', 'Ministry of Harbours')],
  ['NATO', named('organisation', 'NATO')],
  ['the Kenyan delegation', named('group', 'Kenyan delegation')],
  ['Ana Okoro and Ben Li', named('group', 'Ana Okoro and Ben Li')],
  ['He', { type: 'pronoun', word: 'he' }],
  ['they', { type: 'pronoun', word: 'they' }],
  ['who', { type: 'pronoun', word: 'who' }],
  ['the outlet', outlet('the outlet')],
  ['The report', outlet('The report')],
  ['the Kenyan newspaper', outlet('the Kenyan newspaper')],
  ['officials', unnamed('officials', true)],
  ['the officials', unnamed('officials', true)],
  ['two officials', unnamed('two officials', true)],
  ['many residents', unnamed('many residents', true)],
  ['local media', unnamed('local media', true)],
  ['an official', unnamed('official')],
  ['a spokesman for the ministry', unnamed('spokesman for the ministry')],
  ['The Foreign Minister', unnamed('Foreign Minister')],
  ['Prime Minister', unnamed('Prime Minister')],
  ['her lawyer', unnamed('her lawyer')],
  ['', unnamed('not named')],
  ['—', unnamed('not named')],
])('%j', (words, mention) => {
  expect(readMention(words)).toEqual(mention)
})

test.each([
  [['harbour', 'news'], 'outlet'],
  [['harbournews'], 'outlet'],
  [['the', 'associated', 'press'], 'outlet'],
  [['harbour', 'council'], 'organisation'],
  [['ana', 'okoro'], undefined],
  [['news'], 'outlet'],
  [[], undefined],
])('a name that ends like %j is of kind %s', (words, kind) => {
  expect(kindOfName(words)).toBe(kind)
})
