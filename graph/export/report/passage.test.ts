import { expect, test } from 'vitest'
import { CaseBuilder } from '../../case.builder.ts'
import type { Statement } from '../../../src/model/records.ts'
import { spanOf } from '../../../src/model/span.ts'
import { passagesOf, type Passage } from './passage.ts'

const said = (text: string, speaker: string, cue: string, ...contents: readonly string[]): Statement => {
  const b = new CaseBuilder()
  const source = b.source('Ferry', text)
  b.statement(source, b.actor('Ana Okoro', 'person'), { speaker, cue, content: contents[0] ?? '' })
  const [statement] = b.build().statements
  if (!statement) throw new Error('no statement')
  let from = 0
  const contentSpans = contents.map((content) => {
    const start = text.indexOf(content, from)
    from = start + content.length
    return spanOf(text, start, from)
  })
  return { ...statement, contentSpans }
}

const show = (passages: readonly Passage[]) =>
  passages
    .map(({ pieces, isCutBefore, isCutAfter }) => {
      const words = pieces.map(({ role, text }) => (role === 'around' ? text : `<${role} ${text}>`))
      return `${isCutBefore ? '… ' : ''}${words.join('')}${isCutAfter ? ' …' : ''}`
    })
    .join(' | ')

test.each([
  [
    'the sentence alone',
    said('It rained. Ana Okoro said the ferry sank. Nobody spoke.', 'Ana Okoro', 'said', 'the ferry sank'),
    'It rained. Ana Okoro said the ferry sank. Nobody spoke.',
    '<speaker Ana Okoro> <cue said> <content the ferry sank>.',
  ],
  [
    'the title of a name is no end of a sentence',
    said('It rained. Gen. Ana Okoro said the U.S. Navy left. It did.', 'Gen. Ana Okoro', 'said', 'the U.S. Navy left'),
    'It rained. Gen. Ana Okoro said the U.S. Navy left. It did.',
    '<speaker Gen. Ana Okoro> <cue said> <content the U.S. Navy left>.',
  ],
  [
    'a line break ends a sentence',
    said('The ferry\n“It sank,” Ana Okoro said\nNobody spoke', 'Ana Okoro', 'said', '“It sank,”'),
    'The ferry\n“It sank,” Ana Okoro said\nNobody spoke',
    '<content “It sank,”> <speaker Ana Okoro> <cue said>',
  ],
  [
    'two parts in one sentence are one passage',
    said('“It sank,” Ana Okoro said, “at noon.” It rained.', 'Ana Okoro', 'said', '“It sank,”', '“at noon.”'),
    '“It sank,” Ana Okoro said, “at noon.” It rained.',
    '<content “It sank,”> <speaker Ana Okoro> <cue said>, <content “at noon.”>',
  ],
  [
    'two parts far apart are two passages',
    said('“It sank.” Ana Okoro said so. It rained. “At noon.”', 'Ana Okoro', 'said', '“It sank.”', '“At noon.”'),
    '“It sank.” Ana Okoro said so. It rained. “At noon.”',
    '<content “It sank.”> | <content “At noon.”>',
  ],
])('%s', (_, statement, text, shown) => {
  expect(show(passagesOf(text, statement))).toBe(shown)
})

test('a sentence without an end near by is cut between words, and says so', () => {
  const text = `${'rain and '.repeat(100)}Ana Okoro said it sank ${'and rain '.repeat(100)}`
  const [passage, ...others] = passagesOf(text, said(text, 'Ana Okoro', 'said', 'it sank'))
  const words = passage?.pieces.map((piece) => piece.text).join('') ?? ''
  expect(others).toEqual([])
  expect([passage?.isCutBefore, passage?.isCutAfter]).toEqual([true, true])
  expect(words).toMatch(/^(rain|and) .* (rain|and)$/)
  expect(words.length).toBeLessThan(500)
})

test('a content of thousands of words loses its middle between whole characters', () => {
  const content = '🚢🌊'.repeat(2000)
  const text = `Ana Okoro said ${content}`
  const passages = passagesOf(text, said(text, 'Ana Okoro', 'said', content))
  expect(passages.map(({ isCutBefore, isCutAfter }) => [isCutBefore, isCutAfter])).toEqual([
    [false, true],
    [true, false],
  ])
  const words = passages.flatMap(({ pieces }) => pieces.map((piece) => piece.text))
  expect(words.every((part) => text.includes(part) && !/\p{Cs}/u.test(part))).toBe(true)
  expect(words.join('').length).toBeLessThan(800)
})

test('a line of a million characters is not read beyond the reach', () => {
  const text = `${'a'.repeat(500_000)}it sank${'. '.repeat(250_000)}`
  const passages = passagesOf(text, said(text, 'a', 'a', 'it sank'))
  expect(show(passages).length).toBeLessThan(600)
})
