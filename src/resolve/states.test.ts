import { expect, test } from 'vitest'
import { stateNamed } from './states.ts'

test.each([
  ['Kenya', 'Kenya'],
  ['kenya', 'Kenya'],
  ['Nairobi', 'Kenya'],
  ['Kabul', 'Afghanistan'],
  ['U.S.', 'United States'],
  ['Washington', 'United States'],
  ['Singapore', 'Singapore'],
  ['Harbour', null],
  ['', null],
])('%j stands for %s', (name, state) => {
  expect(stateNamed(name)).toBe(state)
})
