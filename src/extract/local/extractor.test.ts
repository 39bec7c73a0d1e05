import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Attribution } from '../../model/attribution.ts'
import { areAnchored, joinSpans } from '../../model/span.ts'
import type { Extractor } from '../extractor.ts'
import { openLocalExtractor } from './extractor.ts'

let extractor: Extractor
beforeAll(async () => {
  extractor = await openLocalExtractor()
})
afterAll(() => extractor.close())

/** Extracts, and checks what holds of every attribution of every text. */
async function extract(text: string): Promise<Attribution[]> {
  const found = await extractor.extract(text)
  found.forEach((one, index) => {
    for (const spans of [one.speakerSpans, one.cueSpans, one.contentSpans, one.viaSpans])
      expect(areAnchored(text, spans)).toBe(true)
    expect(one.contentSpans.length).toBeGreaterThan(0)
    expect(one.relayedBy ?? -1).toBeLessThan(index)
    expect(one.score).toBeGreaterThan(0)
    expect(one.score).toBeLessThanOrEqual(1)
  })
  return found
}
const row = (one: Attribution) => [
  joinSpans(one.speakerSpans),
  joinSpans(one.contentSpans),
  one.form,
  joinSpans(one.viaSpans),
  one.relayedBy,
]

test.each<[string, unknown[][]]>([
  [
    'Harbour minister Ana Okoro said on Monday that the pier would stay closed.\n',
    [['Harbour minister Ana Okoro', 'that the pier would stay closed', 'indirect', '', null]],
  ],
  ['“The pier is closed,” said Ana Okoro.\n', [['Ana Okoro', '“The pier is closed,”', 'direct', '', null]]],
  [
    'Ana Okoro said the pier was “closed for good” after the storm.\n',
    [['Ana Okoro', 'the pier was “closed for good” after the storm', 'mixed', '', null]],
  ],
  [
    'Negotiators told local media that the ferry would sail on Friday.\n',
    [['Negotiators', 'that the ferry would sail on Friday', 'indirect', 'local media', null]],
  ],
  [
    'Ana Okoro said on Channel News that the ferry would sail on Friday.\n',
    [['Ana Okoro', 'that the ferry would sail on Friday', 'indirect', 'Channel News', null]],
  ],
  ['The pier reportedly collapsed.\n', [['', 'The pier … collapsed', 'indirect', '', null]]],
  [
    '“Our engineers told me that the pier is safe,” Ana Okoro said on Monday.\n',
    [
      ['Ana Okoro', '“Our engineers told me that the pier is safe,”', 'direct', '', null],
      ['Our engineers', 'that the pier is safe,', 'indirect', '', 0],
    ],
  ],
  [
    'The Harbour Times reported that Ana Okoro said that Ben Li denied that the bridge was unsafe.\n',
    [
      ['The Harbour Times', 'that Ana Okoro said that Ben Li denied that the bridge was unsafe', 'indirect', '', null],
      ['Ana Okoro', 'that Ben Li denied that the bridge was unsafe', 'indirect', '', 0],
      ['Ben Li', 'that the bridge was unsafe', 'indirect', '', 1],
    ],
  ],
])('%s', async (text, attributions) => {
  expect((await extract(text)).map(row)).toEqual(attributions)
})

describe('hostile texts do not crash it, and every span stays exact', () => {
  test.each<[string, string]>([
    ['nothing', ''],
    ['only space', ' \n\t\n '],
    ['only punctuation', '…?!—“”"\'.,;:'.repeat(50)],
    ['60 kB of one line', 'international '.repeat(4_300)],
    ['a word of 20 kB', `Ana said ${'x'.repeat(20_000)} broke.`],
    ['emoji only', '😀👩🏽‍🔧'.repeat(300)],
    ['NULs only', '\u0000'.repeat(1000)],
  ])('%s says nothing', async (_, text) => {
    expect((await extract(text)).filter(({ speakerSpans }) => joinSpans(speakerSpans).length > 100)).toEqual([])
  })

  test.each<[string, string]>([
    ['unbalanced quotes', '“Ana said "the pier “ was ” closed \' she said « that „ it was.\n'],
    ['emoji', '🚢🚢 Ana Okoro said the 𝒜-pier was closed 👍🏽.\n'],
    ['combining marks', 'Zo\u0308e Ng\u0303 said the cafe\u0301\u0323 was closed.\n'],
    ['direction marks', '\u200fAna Okoro\u200e said \u202bthe pier was closed\u202c.\n'],
    ['all capitals', 'ANA OKORO SAID THE PIER WAS CLOSED.\n'],
    ['NULs', 'Ana\u0000 Okoro\u0000 said\u0000 the pier\u0000 was closed\u0000.\n'],
    ['many lines', 'Ana Okoro said the pier was closed.\n'.repeat(40)],
  ])('a statement among %s is found', async (_, text) => {
    expect((await extract(text)).length).toBeGreaterThan(0)
  })
})

test('the same text gives the same attributions', async () => {
  const text = 'Ana Okoro said that the mayor, Ben Li, had told her the pier was safe.\n'
  const found = await extract(text)
  expect(found).toHaveLength(2)
  expect(await extract(text)).toEqual(found)
})
