import { expect, test } from 'vitest'
import words from './antecedent-words.json' with { type: 'json' }
import bodies from './bodies.json' with { type: 'json' }
import names from './names.json' with { type: 'json' }
import outlets from './outlets.json' with { type: 'json' }
import states from './states.json' with { type: 'json' }

interface Entry {
  readonly example: string
  readonly origin: string
}
const LISTS: readonly (readonly [
  name: string,
  entries: readonly Entry[],
  keyOf: (entry: never) => string | string[],
])[] = [
  ['gendered nouns', words.genders, ({ word }: { word: string }) => word],
  ['subordinators', words.subordinators, ({ word }: { word: string }) => word],
  ['verbs of saying', words.sayings, ({ lemma }: { lemma: string }) => lemma],
  ['bodies', bodies.bodies, ({ head }: { head: string }) => head],
  ['documents', names.documents, ({ word }: { word: string }) => word],
  ['spellings', names.spellings, ({ word }: { word: string }) => word],
  ['outlets', outlets.outlets, ({ name, aliases }: { name: string; aliases: string[] }) => [name, ...aliases]],
  ['demonyms', states.demonyms, ({ demonyms }: { demonyms: string[] }) => demonyms],
  ['names of states', states.names, ({ name }: { name: string }) => name],
  ['regions', states.regions, ({ word }: { word: string }) => word],
]

test.each(LISTS)('every entry of %s has an example and an origin, and none stands twice', (_, entries, keyOf) => {
  const keys = entries.flatMap((entry) => keyOf(entry as never))
  expect(keys.filter((key, i) => keys.indexOf(key) !== i || key.trim() === '')).toEqual([])
  expect(entries.filter(({ example, origin }) => example.trim() === '' || origin.trim() === '')).toEqual([])
})
