import { expect, test } from 'vitest'
import { keysOf } from './keys.ts'

const keys = (text: string, about: string[] = []) => [...keysOf({ text, about })].sort()
const shared = (a: string, b: string) => keys(a).filter((key) => keys(b).includes(key))

test.each([
  ['a word', 'The valve leaked', 'A valve broke', 1],
  ['a word in another form', 'The children were singing', 'A child sang', 2],
  ['a word derived from another', 'The harbour talks collapsed', 'The collapse was sudden', 1],
  ['a name', 'Ben Li was there', 'It was Okoro and not Li', 1],
  ['a number, however it is grouped', 'It cost 1,500 pounds', 'There were 1500', 1],
  ['a date', 'It sank on 2031-04-05', 'What of 2031-04-05', 1],
  ['an opposite that the judge knows', 'Prices rose', 'They may fall', 1],
  ['a name in another script', 'Москва is there', 'It was in Москва', 1],
  ['astral characters', 'There was a 𝒫𝒾ℯ𝓇', 'It was the 𝒫𝒾ℯ𝓇', 1],
])('%s ties two claims: %j and %j', (_, a, b, atLeast) => {
  expect(shared(a, b).length).toBeGreaterThanOrEqual(atLeast)
})

test.each([
  ['function words', 'He was there with them, and so it is'],
  ['negations', 'It is not so, nor never, and none of it'],
  ['words of reporting', 'She said what they had told him, according to her, she added'],
  ['nothing', ''],
  ['space and marks', ' \n “…” —'],
])('%s tie nothing: %j', (_, text) => {
  expect(keys(text)).toEqual([])
})

test('the actors that a claim is about tie it to other claims about them', () => {
  const actor = 'act_0123456789abcdef'
  expect(keys('He left', [actor])).toContain(actor)
})

test('a key stands once, however often its word does', () => {
  expect(keys('The pier, the piers and the pier')).toHaveLength(1)
})

test('a word of many thousand letters is read', () => {
  expect(keys(`${'ying'.repeat(20_000)} sank`)).toContain('sink')
})
