import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Extractor } from '../extractor.ts'
import { openLocalExtractor } from './extractor.ts'
import { openLocalWorkers } from './workers.ts'

let alone: Extractor
let pool: Extractor
beforeAll(async () => {
  ;[alone, pool] = await Promise.all([openLocalExtractor(), openLocalWorkers(undefined, 2)])
})
afterAll(() => Promise.all([alone.close(), pool.close()]))

test('threads find what one thread finds, whichever reads a text', async () => {
  const texts = [
    'Ana Okoro said that the pier was closed. Ben Li denied it.\n',
    '“Our engineers told me that the pier is safe,” Ana Okoro said on Monday.\n',
    'Nobody came.\n',
    'The Harbour Times reported that Ana Okoro said that Ben Li denied that the bridge was unsafe.\n',
  ]
  const expected = []
  for (const text of texts) expected.push(await alone.extract(text))
  expect(expected.flat().length).toBeGreaterThan(5)
  expect(await Promise.all(texts.map((text) => pool.extract(text)))).toEqual(expected)
  expect(await Promise.all(texts.toReversed().map((text) => pool.extract(text)))).toEqual(expected.toReversed())
  expect(pool).toMatchObject({ method: alone.method, languages: ['en'], parallel: 2 })
})
