import { expect, test } from 'vitest'
import { namesIn } from './names-in-text.ts'

test.each<[string, string[]]>([
  ['Harbour minister Ana Okoro met Ben Li.', ['person Ana Okoro', 'person Ben Li']],
  ['They met Dr. Li.', ['person Li']],
  ['Okoro stayed.', []],
  ['It was first written in Harbour News, later in HarbourPost.', ['outlet Harbour News', 'outlet HarbourPost']],
  ['The Harbour Times wrote it.', ['outlet Harbour Times']],
  ['But Okoro stayed. When Ana Okoro came, it rained.', ['person Ana Okoro']],
  ['On Monday Ana Okoro left. In March Ben Li came.', ['person Ana Okoro', 'person Ben Li']],
  ['The Northern Pier Opens Again On Monday\nit rained.', []],
  ['', []],
])('%j names %j', (text, names) => {
  const found = namesIn(text)
  expect(found.map(({ kind, name }) => `${kind} ${name}`)).toEqual(names)
  for (const { start, end, name } of found) expect(text.slice(start, end)).toContain(name)
})
