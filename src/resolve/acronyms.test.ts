import { expect, test } from 'vitest'
import { acronymsIn } from './acronyms.ts'

test.each<[string, Record<string, string>]>([
  ['The Harbour Relief Agency (HRA) came.', { HRA: 'Harbour Relief Agency' }],
  ['The Council of Northern Harbours (CNH) met.', { CNH: 'Council of Northern Harbours' }],
  ['It rained (HRA) there.', {}],
  ['Ana Okoro left. Relief Agency (HRA) came.', {}],
  ['Harbour Relief Agency (HRA) met Harbour Rowing Association (HRA).', {}],
  ['(HRA)', {}],
  ['', {}],
])('%j gives %j', (text, acronyms) => {
  expect(acronymsIn(text)).toEqual(acronyms)
})
