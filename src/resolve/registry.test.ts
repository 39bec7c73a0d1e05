import { expect, test } from 'vitest'
import { ActorRegistry } from './registry.ts'

const ONE = 'src_1111111111111111'
const TWO = 'src_2222222222222222'

test('a surname is the full name that its source announced', () => {
  const registry = new ActorRegistry()
  registry.announcePerson('Ana Okoro', ONE)
  expect(registry.named('person', 'Okoro', ONE)).toBe(registry.named('person', 'Ana Okoro', ONE))
  expect(registry.actors().map(({ name, aliases }) => [name, aliases])).toEqual([['Ana Okoro', ['Okoro']]])
})

test('two people of one surname stay two, and the surname alone is neither', () => {
  const registry = new ActorRegistry()
  registry.announcePerson('Ana Okoro', ONE)
  registry.announcePerson('Ida Okoro', ONE)
  const ids = ['Ana Okoro', 'Ida Okoro', 'Okoro'].map((name) => registry.named('person', name, ONE))
  expect(new Set(ids).size).toBe(3)
})

test('a source’s own full name wins over that of another', () => {
  const registry = new ActorRegistry()
  registry.announcePerson('Ana Okoro', ONE)
  registry.announcePerson('Ida Okoro', TWO)
  expect(registry.fullNameOf('Okoro', TWO)).toBe('Ida Okoro')
  expect(registry.fullNameOf('Okoro', 'src_3333333333333333')).toBeNull()
})

test('lone names and unnamed actors of two sources are never one', () => {
  const registry = new ActorRegistry()
  expect(registry.named('person', 'Okoro', ONE)).not.toBe(registry.named('person', 'Okoro', TWO))
  expect(registry.unnamed('officials', true, ONE)).not.toBe(registry.unnamed('officials', true, TWO))
})

test('an outlet spelled in two ways is one', () => {
  const registry = new ActorRegistry()
  expect(registry.named('outlet', 'HarbourNews', ONE)).toBe(registry.named('outlet', 'Harbour News', TWO))
  expect(registry.actors().map(({ name, aliases }) => [name, aliases])).toEqual([['Harbour News', ['HarbourNews']]])
})

test.each([
  ['defence minister', 'Kenya', 1],
  ['foreign ministry spokesman', 'Kenya', 1],
  ['foreign ministry lawyer', null, 0],
  ['former defence minister', 'Kenya', 0],
  ['defence minister', 'Harbour', 0],
  ['defence minister', null, 0],
])('a %s of %s speaks for %i states', (title, of, states) => {
  const registry = new ActorRegistry()
  const id = registry.named('person', 'Ana Okoro', ONE, [{ title, of }])
  expect(registry.actors().find((actor) => actor.id === id)?.speaksFor).toHaveLength(states)
})

test.each([
  ['Ana Okoro', 'Ana B. Okoro', 1],
  ['Muhammad Ali Okoro', 'Mohammad Ali Okoro', 1],
  ['Muhammad Ali Okoro', 'Mohammad Ben Okoro', 2],
  ['Ana Okoro', 'Anna Okoro', 2],
])('%j and %j of one source are %i; of two sources they are two', (one, other, people) => {
  const inOne = new ActorRegistry()
  for (const name of [one, other]) inOne.announcePerson(name, ONE)
  expect(new Set([one, other].map((name) => inOne.named('person', name, ONE))).size).toBe(people)
  const inTwo = new ActorRegistry()
  inTwo.announcePerson(one, ONE)
  inTwo.announcePerson(other, TWO)
  expect(inTwo.named('person', one, ONE)).not.toBe(inTwo.named('person', other, TWO))
})

test('a surname finds its person where the source writes the name with an initial too', () => {
  const registry = new ActorRegistry()
  for (const name of ['Ana B. Okoro', 'Ana Okoro']) registry.announcePerson(name, ONE)
  expect(registry.named('person', 'Okoro', ONE)).toBe(registry.named('person', 'Ana Okoro', ONE))
})
