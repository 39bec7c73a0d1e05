import { expect, test } from 'vitest'
import { reasonedClaimIn } from './connective.ts'

const read = (sentence: string) => {
  const found = reasonedClaimIn(sentence)
  return found && [found.claim, found.link, found.reason].map(({ start, end }) => sentence.slice(start, end))
}

test.each<[string, string, string, string]>([
  ['The pier is unsafe because its piles are rotten.', 'The pier is unsafe', 'because', 'its piles are rotten'],
  ['Because the piles are rotten, the pier is unsafe', 'the pier is unsafe', 'Because', 'the piles are rotten'],
  ['The piles are rotten, so the pier is unsafe', 'the pier is unsafe', 'so', 'The piles are rotten'],
  ['The piles are old and therefore the pier is unsafe', 'the pier is unsafe', 'and therefore', 'The piles are old'],
  ['The envoy left, which shows that the talks failed', 'the talks failed', 'which shows that', 'The envoy left'],
  ['The pier is unsafe, given that two ships sank', 'The pier is unsafe', 'given that', 'two ships sank'],
  ['The talks did not fail, since the envoy stayed', 'The talks did not fail', 'since', 'the envoy stayed'],
])('%j gives a reason', (sentence, claim, link, reason) => {
  expect(read(sentence)).toEqual([claim, link, reason])
})

test.each([
  ['a noun phrase', 'The talks failed because of the rain'],
  ['a negation that may reach over it', 'The talks did not fail because the envoy left'],
  ['a focus', 'The talks failed only because the envoy left'],
  ['a condition', 'If it rains, the talks will fail because the hall leaks'],
  ['a verb of saying', 'Officials believe the talks failed because the envoy left'],
  ['joined claims', 'The pier is closed and the bridge is open because the storm came'],
  ['two links', 'The talks failed because the envoy left because he was ill'],
  ['a purpose', 'The army left, so that the talks could begin'],
  ['a degree', 'The sailors were so tired that they slept'],
  ['a clause that only points', 'This is because the envoy left'],
  ['a question', 'Did the talks fail because the envoy left?'],
  ['time', 'The pier is closed since the storm came'],
  ['nothing', ''],
])('no reason is read from %s', (_, sentence) => {
  expect(reasonedClaimIn(sentence)).toBeNull()
})
