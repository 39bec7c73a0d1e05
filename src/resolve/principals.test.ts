import { expect, test } from 'vitest'
import { officeOf, principalsOf, readBelonging } from './principals.ts'

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
  expect(readBelonging(words)).toMatchObject({ principal: { kind: 'state', name: state }, name, relations })
})

test.each(['the delegation', 'the former Kenyan ambassador', 'Kenyan farmers', 'the harbour delegation', 'Kenya', ''])(
  '%j belongs to no state',
  (words) => {
    expect(readBelonging(words)).toBeNull()
  },
)

test.each<[string, string, string, string[]]>([
  ['the Harbour Party delegation', 'organisation Harbour Party', 'Harbour Party delegation', ['speaksFor', 'partOf']],
  ['the Harbour Party’s army', 'organisation Harbour Party', 'Harbour Party’s army', ['partOf']],
  ['Taliban government', 'group Taliban', 'Taliban government', ['speaksFor', 'partOf']],
])('%j belongs to %s', (words, principal, name, relations) => {
  const belonging = readBelonging(words)
  expect(`${belonging?.principal.kind} ${belonging?.principal.name}`).toBe(principal)
  expect(belonging).toMatchObject({ name, relations })
})

test.each<[string, string | null, string[]]>([
  ['Defence Minister', 'Kenya', ['state Kenya']],
  ['Kenyan Defence Minister', null, ['state Kenya']],
  ['Defence Minister', null, []],
  ['Defence Minister', 'Harbour', []],
  ['former Defence Minister', 'Kenya', []],
  ['Harbour Party spokesman', null, ['organisation Harbour Party']],
  ['chief Harbour Party spokeswoman', null, ['organisation Harbour Party']],
  ['spokesman', 'Harbour News', ['outlet Harbour News']],
  ['spokesman for Mrs. Okoro', null, ['person Okoro']],
  ['spokesman for President Ana Okoro', null, ['person Ana Okoro']],
  ['Kenyan Foreign Ministry spokesman', null, ['organisation Kenyan Foreign Ministry', 'state Kenya']],
  ['spokesman for the Kenyan government', null, ['state Kenya']],
  ['spokesman for the ministry', null, []],
  ['Ministry spokesman', null, []],
  ['former Harbour Party spokesman', null, []],
  ['lawyer', 'Ana Okoro', ['person Ana Okoro']],
  ['lawyer for Ana Okoro', null, ['person Ana Okoro']],
  ['Kenyan lawyer', null, []],
])('a %s of %s speaks for %j', (title, of, principals) => {
  expect(principalsOf({ title, of }).map(({ kind, name }) => `${kind} ${name}`)).toEqual(principals)
})

test.each<[string, string | null, string | null]>([
  ['Defence Minister', 'Kenya', 'Kenya defence minister'],
  ['Kenyan Defence Minister', null, 'Kenya defence minister'],
  ['former Kenyan Defence Minister', null, null],
  ['Defence Minister', null, null],
  ['Kenyan lawyer', null, null],
])('the office of a %s of %s is %j', (title, of, office) => {
  expect(officeOf({ title, of })).toBe(office)
})
