import { expect, test } from 'vitest'
import { readBelonging, stateOfRole } from './principals.ts'

test.each<[string, string, string, string[]]>([
  ['the Kenyan delegation', 'Kenya', 'Kenyan delegation', ['speaksFor', 'partOf']],
  ['Kenya’s delegation', 'Kenya', 'Kenyan delegation', ['speaksFor', 'partOf']],
  ["Nairobi's foreign ministry", 'Kenya', 'Kenyan foreign ministry', ['speaksFor', 'partOf']],
  ['the South African government', 'South Africa', 'South African government', ['state']],
  ['two senior Kenyan officials', 'Kenya', 'Kenyan officials', ['partOf']],
  ['Kenyan authorities', 'Kenya', 'Kenyan authorities', ['speaksFor']],
  ['US negotiators', 'United States', 'American negotiators', ['speaksFor']],
  ['the Kenyan army', 'Kenya', 'Kenyan army', ['partOf']],
])('%j belongs to %s', (words, state, name, relations) => {
  expect(readBelonging(words)).toMatchObject({ state, name, relations })
})

test.each(['the delegation', 'the former Kenyan ambassador', 'Kenyan farmers', 'the harbour delegation', 'Kenya', ''])(
  '%j belongs to no state',
  (words) => {
    expect(readBelonging(words)).toBeNull()
  },
)

test.each([
  ['Defence Minister', 'Kenya', 'Kenya'],
  ['Kenyan Defence Minister', null, 'Kenya'],
  ['Defence Minister', null, null],
  ['Defence Minister', 'Harbour', null],
])('a %s of %s is of the state %s', (title, of, state) => {
  expect(stateOfRole({ title, of })).toBe(state)
})
