import { expect, test } from 'vitest'
import { makeWordPieces } from './word-pieces.ts'

const VOCABULARY = ['[PAD]', '[UNK]', 'har', 'harbour', '##bour', '##s', '🚢', '##🚢']

test.each<[string, number[]]>([
  ['harbour', [3]],
  ['harbours', [3, 5]],
  ['hars', [2, 5]],
  ['🚢🚢', [6, 7]],
  ['pier', [1]],
  ['harx', [1]],
  ['har'.repeat(50), [1]],
])('splits %s greedily, the longest piece first', (form, ids) => {
  for (const vocabulary of [VOCABULARY.join('\n'), VOCABULARY.join('\r\n')]) {
    const split = makeWordPieces(vocabulary)
    expect(split(form)).toEqual(ids)
    expect(split(form)).toEqual(ids)
  }
})
