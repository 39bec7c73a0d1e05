import { afterAll, beforeAll, expect, test } from 'vitest'
import { areAnchored } from '../../model/span.ts'
import { normaliseText } from '../../model/text.ts'
import type { Extractor } from '../extractor.ts'
import { openLocalExtractor } from './extractor.ts'
import { seededRandom } from '../../model/random.fixture.ts'
import { hostileText } from './hostile-text.fixture.ts'

let extractor: Extractor
beforeAll(async () => {
  extractor = await openLocalExtractor()
})
afterAll(() => extractor.close())

test.each([1, 2, 3, 4])('of 75 hostile texts (seed %i) none crashes it and no span is off', async (seed) => {
  const random = seededRandom(seed)
  let count = 0
  for (let i = 0; i < 75; i++) {
    // What reading a file makes of it, and what a program may hand in.
    const raw = hostileText(random, 20 + random() * 400)
    const text = i % 2 === 0 ? raw : normaliseText(raw)
    const found = await extractor.extract(text)
    count += found.length
    for (const [index, one] of found.entries()) {
      for (const spans of [one.speakerSpans, one.cueSpans, one.contentSpans, one.viaSpans])
        expect(areAnchored(text, spans), text).toBe(true)
      expect(one.relayedBy ?? -1).toBeLessThan(index)
    }
    expect(JSON.parse(JSON.stringify(found)), text).toEqual(found)
  }
  expect(count).toBeGreaterThan(20)
})
