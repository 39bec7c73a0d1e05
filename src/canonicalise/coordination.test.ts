import { expect, test } from 'vitest'
import { halvesOf } from './coordination.ts'

test.each([
  ['The pier is closed and the bridge is open', ['The pier is closed', 'the bridge is open']],
  ['The storm wrecked the pier and killed 40 sailors', ['The storm wrecked the pier', 'The storm killed 40 sailors']],
  ['Larn has a deal but will keep talking', ['Larn has a deal', 'Larn will keep talking']],
  ['The team had no ships and could not leave', ['The team had no ships', 'The team could not leave']],
])('the halves of %j stand alone', (clause, halves) => {
  expect(halvesOf(clause)).toEqual(halves)
})

test.each([
  'Ana and Ben closed the pier',
  'The pier was closed and damaged',
  'The mayor met the king and the queen left',
  'The mayor did not sign and pay',
  'Nobody came and was seen',
  'If the pier is closed and the bridge is open, ships wait',
  'The storm wrecked ships and piers',
  'Larn has a deal and it will keep it',
  'The storm hit the pier and destroyed it',
])('%j stays whole', (clause) => {
  expect(halvesOf(clause)).toBeNull()
})
