import { expect, test } from 'vitest'
import { isPastCue, withoutBackshift } from './tense.ts'

test.each([
  ['the boat had sunk', 'the boat sank'],
  ['the storm had killed 40 sailors', 'the storm killed 40 sailors'],
  ['the boat hadn’t sunk', 'the boat did not sink'],
  ['the boats had never sunk', 'the boats never sank'],
  ['the talks in Larn had been stopped', 'the talks in Larn were stopped'],
  ['the boat had been sunk', 'the boat was sunk'],
  ['the repair would take a year', 'the repair will take a year'],
  ['Larn could not break the deal', 'Larn cannot break the deal'],
])('%j was said as %j', (reported, said) => {
  expect(withoutBackshift(reported.replace('’', "'"))).toBe(said)
})

test.each([
  'the boat was old',
  'the boat had a hole',
  'the boat had sunk before the storm',
  'the boat that had sunk was old',
  'the police and the mayor had been there',
  'a ban would hurt the harbour',
  'the mayor would have closed the pier',
  'the mayor would close the pier if it rained',
  'the pier could collapse',
  'divers could not find the boat on Monday',
])('%j stays: how it was said is not certain', (reported) => {
  expect(withoutBackshift(reported)).toBe(reported)
})

test.each([
  ['said', true],
  ['told reporters', true],
  ['had said', true],
  ['says', false],
  ['has said', false],
  ['according to', false],
])('the cue %j is past: %j', (cue, isPast) => {
  expect(isPastCue(cue)).toBe(isPast)
})
