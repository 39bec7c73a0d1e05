import { expect, test } from 'vitest'
import { readEnglish } from '../language/english.ts'
import type { Attribution } from '../model/attribution.ts'
import { spanOf } from '../model/span.ts'
import { narratedIn } from './narrated.ts'

const TEXT = [
  'Pier closed for repairs',
  'The pier was closed on Monday. Ana Okoro said that the piles were rotten. Repairs may take a year.',
  '“We were not warned. Nobody told us anything about it,” a baker wrote.',
  'Who will pay for all of it? Photo: the port.',
  'The so-called “rotten piles” were replaced in March.',
].join('\n')

function attribution(content: string): Attribution {
  const at = TEXT.indexOf(content)
  return {
    speakerSpans: [],
    cueSpans: [],
    contentSpans: [spanOf(TEXT, at, at + content.length)],
    form: 'indirect',
    viaSpans: [],
    relayedBy: null,
    cueClass: 'report',
    illocution: 'assertive',
    certainty: 'certain',
    score: 1,
  }
}

const found = narratedIn(TEXT, readEnglish(TEXT), [attribution('that the piles were rotten')])

test('whole sentences outside attributions and quotations are the source’s own; headlines and captions are left out', () => {
  expect(found.map(({ contentSpans }) => contentSpans.map(({ exact }) => exact))).toEqual([
    ['The pier was closed on Monday.'],
    ['Repairs may take a year.'],
    ['Who will pay for all of it?'],
    ['The so-called “rotten piles” were replaced in March.'],
  ])
})

test('a narrated sentence has no cue; hedges and question marks count', () => {
  expect(
    found.every(({ form, cueSpans, speakerSpans }) => form === 'narrated' && !cueSpans.length && !speakerSpans.length),
  ).toBe(true)
  expect(found.map(({ illocution, certainty }) => [illocution, certainty])).toEqual([
    ['assertive', 'certain'],
    ['assertive', 'possible'],
    ['question', 'unspecified'],
    ['assertive', 'certain'],
  ])
})
