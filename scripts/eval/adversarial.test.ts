import { expect, test } from 'vitest'
import { adversarialPairs } from './adversarial.ts'

test('makes every change that a sentence allows, one at a time', () => {
  const sentence = 'The ferry will carry 40 passengers to Larn on Sunday'
  expect(adversarialPairs(sentence)).toEqual(
    [
      ['polarity', 'The ferry will not carry 40 passengers to Larn on Sunday'],
      ['number', 'The ferry will carry 41 passengers to Larn on Sunday'],
      ['date', 'The ferry will carry 40 passengers to Larn on Monday'],
      ['modality', 'The ferry may carry 40 passengers to Larn on Sunday'],
      ['role', 'The passengers will carry 40 ferry to Larn on Sunday'],
    ].map(([change, changed]) => ({ change, sentence, changed })),
  )
})

test.each([
  ['is negated', 'The ferry is not late', []],
  ['has its negation in a contraction', 'The ferry isn’t late', []],
  ['says one noun twice', 'Boats followed boats', []],
  ['has a month', 'It closed in December', ['It closed in January']],
  ['is empty', '', []],
])('changes nothing else where a sentence %s', (_, sentence, changed) => {
  expect(adversarialPairs(sentence).map((pair) => pair.changed)).toEqual(changed)
})
