import { describe, expect, test } from 'vitest'
import { readEnglish } from '../../language/english.ts'
import { relaysByStructure, withPassedOn } from './chains.ts'
import type { Range, TaggedAttribution } from './tagger.ts'

const show = (text: string, one: TaggedAttribution) =>
  [one.speaker, [one.cue], one.content].map((ranges) => ranges.map((range) => text.slice(...range)).join(' … '))

describe('what the grammar of a content names', () => {
  test.each<[string, string, string[][]]>([
    ['the captain as saying that the pier was shut', 'quoted', [['the captain', 'saying', 'that the pier was shut']]],
    ['the captain as telling the crew that it was shut', 'cited', [['the captain', 'telling', 'that it was shut']]],
    ['the firm’s claim that the pier was shut', 'dismissed', [['the firm', 'claim', 'that the pier was shut']]],
    ['accusations by two clerks that he had paid', 'rejected', [['two clerks', 'accusation', 'that he had paid']]],
    [
      'a report by the Harbour Daily that the pier had sunk',
      'denied',
      [['the Harbour Daily', 'report', 'that the pier had sunk']],
    ],
    ['they were told by the driver that it was shut', 'said', [['the driver', 'told by', 'that it was shut']]],
    ['he had heard from the port that it was shut', 'said', [['the port', 'heard from', 'that it was shut']]],
    ['it was heard from the port and shut', 'said', []],
    ['that the firm’s claim that the pier was shut was wrong', 'said', []],
    ['the firm’s claim that the pier was shut was wrong', 'said', []],
    ['the pier as a saying goes', 'quoted', []],
    ['nothing', 'quoted', []],
  ])('%s', (text, cue, expected) => {
    const found = relaysByStructure(readEnglish(text), readEnglish(cue)).map((one) => show(text, one))
    expect(found.map(([speaker, cue, content]) => [speaker, cue?.replace(/s$/, ''), content])).toEqual(expected)
  })
})

function passedOn(text: string, parts: readonly [speaker: string, cue: string, content: string][]) {
  const rangeOf = (words: string): Range => [text.indexOf(words), text.indexOf(words) + words.length]
  const tagged = parts.map(([speaker, cue, content]) => ({
    speaker: [rangeOf(speaker)],
    cue: rangeOf(cue),
    content: [rangeOf(content)],
    score: 1,
  }))
  const passed = withPassedOn(readEnglish(text), tagged)
  return [...passed.outers].map(([inner, outer]) => [...show(text, inner), ...show(text, outer)])
}

test.each<[string, [string, string, string][], string[][]]>([
  [
    'Ana Okoro was quoted by the Harbour Daily as saying that the pier was shut.',
    [],
    [
      [
        'Ana Okoro',
        'saying',
        'that the pier was shut',
        'the Harbour Daily',
        'quoted by',
        'Ana Okoro … as saying that the pier was shut',
      ],
    ],
  ],
  [
    'Ana Okoro, quoted by the Harbour Daily, said that the pier was shut.',
    [['Ana Okoro,', 'said', 'that the pier was shut']],
    [
      [
        'Ana Okoro',
        'said',
        'that the pier was shut',
        'the Harbour Daily',
        'quoted by',
        'Ana Okoro … said that the pier was shut',
      ],
    ],
  ],
  [
    'The Harbour Daily reported, citing two officials, that the pier was shut.',
    [['The Harbour Daily', 'reported', 'citing two officials, that the pier was shut']],
    [['two officials', 'citing', 'that the pier was shut', 'The Harbour Daily', 'reported', 'that the pier was shut']],
  ],
  ['The Harbour Daily said, citing health reasons, that he left.', [['The Harbour Daily', 'said', 'that he left']], []],
])('who passes on whom in %s', (text, parts, expected) => {
  expect(passedOn(text, parts)).toEqual(expected)
})
