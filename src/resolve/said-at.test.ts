import { expect, test } from 'vitest'
import { readEnglish } from '../language/english.ts'
import type { Attribution } from '../model/attribution.ts'
import { spanOf } from '../model/span.ts'
import { saidAtOf } from './said-at.ts'

/** An attribution from a text in which ⟨speaker⟩, [cue] and {content} are marked. */
function read(marked: string): { text: string; attribution: Attribution } {
  const text = marked.replace(/[⟨⟩[\]{}]/g, '')
  const spans: Record<string, [number, number][]> = { '⟨': [], '[': [], '{': [] }
  const open: [string, number][] = []
  let at = 0
  for (const char of marked) {
    if ('⟨[{'.includes(char)) open.push([char, at])
    else if ('⟩]}'.includes(char)) {
      const [mark = '', start = 0] = open.pop() ?? []
      spans[mark]?.push([start, at])
    } else at += char.length
  }
  const of = (mark: string) => (spans[mark] ?? []).map(([start, end]) => spanOf(text, start, end))
  return {
    text,
    attribution: {
      speakerSpans: of('⟨'),
      cueSpans: of('['),
      contentSpans: of('{'),
      form: 'indirect',
      viaSpans: [],
      relayedBy: null,
      cueClass: 'report',
      illocution: 'assertive',
      certainty: 'certain',
      score: 1,
    },
  }
}

function saidAt(marked: string, publishedAt: string | null = '2025-10-30'): string | null {
  const { text, attribution } = read(marked)
  return saidAtOf(text, readEnglish(text), attribution, publishedAt)
}

test.each([
  ['⟨Okoro⟩ [said] on Tuesday {that the pier was closed}.', '2025-10-28'],
  ['⟨Okoro⟩ [said Tuesday] {that the pier was closed}.', '2025-10-28'],
  ['On Tuesday, ⟨Ana Okoro⟩ [told] reporters {that the pier was closed}.', '2025-10-28'],
  ['Late on Wednesday ⟨the port⟩ [announced] {a closure}.', '2025-10-29'],
  ['⟨The minister⟩ on Friday [said] {the pier was closed}.', '2025-10-24'],
  ['{The pier was closed}, ⟨Okoro⟩ [said] in a statement on October 12.', '2025-10-12'],
  ['⟨Okoro⟩ [said] on December 3 {that the pier was closed}.', '2024-12-03'],
  ['⟨Okoro⟩ [said] yesterday {that the pier was closed}.', '2025-10-29'],
  ['⟨Okoro⟩ [told] the Harbour Daily two days ago {that the pier was closed}.', '2025-10-28'],
  ['⟨Okoro⟩ [said] on 3 March 2024 {that the pier was closed}.', '2024-03-03'],
])('%s was said on %s', (marked, day) => {
  expect(saidAt(marked)).toBe(day)
})

test.each([
  ['no day', '⟨Okoro⟩ [said] {the pier was closed}.'],
  ['a day in the content', '⟨Okoro⟩ [said] {the pier was closed on Tuesday}.'],
  ['a day of something else', '⟨Ben Li, who resigned⟩ on Monday after a row, [said] {the pier was closed}.'],
  ['another verb between', '⟨Okoro⟩ [said] at talks that ended on Monday {the pier was closed}.'],
  ['no single day', '⟨Okoro⟩ [said] last week {the pier was closed}.'],
  ['a month', '⟨Okoro⟩ [said] in March {the pier was closed}.'],
  ['a day after publication', '⟨Okoro⟩ [said] on 3 March 2031 {the pier was closed}.'],
  ['two days', 'On Monday, ⟨Okoro⟩ [said] on Tuesday {the pier was closed}.'],
])('%s gives no date: %s', (_, marked) => {
  expect(saidAt(marked)).toBeNull()
})

test('without a day of publication only a date with its year counts', () => {
  expect(saidAt('⟨Okoro⟩ [said] on Tuesday {the pier was closed}.', null)).toBeNull()
  expect(saidAt('⟨Okoro⟩ [said] yesterday {the pier was closed}.', null)).toBeNull()
  expect(saidAt('⟨Okoro⟩ [said] on 3 March 2024 {the pier was closed}.', null)).toBe('2024-03-03')
})

test('a relay takes only days that stand inside the content it was relayed in', () => {
  const { text, attribution } = read('On Monday the paper said ⟨Okoro⟩ [said] on Tuesday {the pier was closed}.')
  expect(saidAtOf(text, readEnglish(text), attribution, '2025-10-30', [spanOf(text, 25, text.length)])).toBe(
    '2025-10-28',
  )
})
