import { expect, test } from 'vitest'
import { readEnglish } from '../../language/english.ts'
import { withLayout } from './layout.ts'
import type { TaggedAttribution } from './tagger.ts'

function rows(text: string, tagged: TaggedAttribution[] = []) {
  return withLayout({ plain: text, tokens: readEnglish(text) }, tagged).map(({ speaker, cue, content }) =>
    [
      speaker.map((range) => text.slice(...range)),
      text.slice(...cue),
      content.map((range) => text.slice(...range)),
    ].flat(),
  )
}

test.each<[string, string, string[][]]>([
  [
    'an interview',
    'Harbour Daily: Is the pier shut?\nAna Okoro: Yes, since May.\nHarbour Daily: Who shut it?\nAna Okoro: We did.\n',
    [
      ['Harbour Daily', ':', 'Is the pier shut?'],
      ['Ana Okoro', ':', 'Yes, since May.'],
      ['Harbour Daily', ':', 'Who shut it?'],
      ['Ana Okoro', ':', 'We did.'],
    ],
  ],
  [
    'questions and answers',
    'Q: Is it shut?\nA: Yes.\nQ: Since when?\nA: Since May.\n',
    [
      ['Q', ':', 'Is it shut?'],
      ['A', ':', 'Yes.'],
      ['Q', ':', 'Since when?'],
      ['A', ':', 'Since May.'],
    ],
  ],
  [
    'a post with a handle',
    'The pier is shut for good.\n— Ana Okoro (@okoro) May 3, 2020\n',
    [['Ana Okoro', '—', 'The pier is shut for good.']],
  ],
  [
    'a quotation with a name below',
    '“The pier is shut for good.”\n\n― Ana Okoro\n',
    [['Ana Okoro', '―', '“The pier is shut for good.”']],
  ],
])('%s names its speakers', (_, text, expected) => {
  expect(rows(text)).toEqual(expected)
})

test.each<[string, string]>([
  ['one label', 'Update: the pier is shut.\nThe crew left.\n'],
  ['labels that are no names', 'Photo: the pier.\nNote: shut.\nPhoto: the quay.\nNote: open.\n'],
  ['a score', 'Spain 2: Italy 1\nChile 0: Peru 3\n'],
  ['times', '10:30 The pier opens.\n11:30 The pier shuts.\n'],
  ['a list', '- Bring a coat.\n- Bring a map.\n'],
  ['a byline', 'The pier is shut.\n— Reuters\n'],
  ['nothing', ''],
])('%s names nobody', (_, text) => {
  expect(rows(text)).toEqual([])
})

test('what the tagger found at the same place stays', () => {
  const text = '“The pier is shut.”\n― Ana Okoro\n'
  const tagged = { cue: [20, 21] as const, speaker: [], content: [[0, 19] as const], score: 1 }
  expect(withLayout({ plain: text, tokens: [] }, [tagged])).toEqual([tagged])
})

test.each<[string, string[][]]>([
  ['Ferry had ignored warnings: inquiry', [['inquiry', ':', 'Ferry had ignored warnings']]],
  ['# Inquiry: ferry had ignored warnings', [['Inquiry', ':', 'ferry had ignored warnings']]],
  ['Inquiry: the ferry disaster', []],
  ['Minister: ferry had ignored warnings', []],
  ['Inquiry: ferry had ignored warnings.', []],
])('“%s” above a text in which an inquiry speaks', (headline, expected) => {
  const text = `${headline}\n\nThe inquiry found that two warnings were ignored.`
  const rangeOf = (words: string) => [text.indexOf(words), text.indexOf(words) + words.length] as const
  const body = {
    cue: rangeOf('found'),
    speaker: [rangeOf('The inquiry')],
    content: [rangeOf('that two warnings were ignored')],
    score: 1,
  }
  expect(rows(text, [body]).slice(1)).toEqual(expected)
})

test('many labels and dashes are read in linear time', () => {
  const text = 'Ana Ana Ana: yes.\n— Ben\n'.repeat(20_000)
  expect(rows(text)).toEqual([])
})
