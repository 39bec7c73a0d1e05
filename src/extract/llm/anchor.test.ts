import { describe, expect, it } from 'vitest'
import { anchor, fold } from './anchor.ts'

/** The words found for an entry, whose paragraph is that of the words `near`. */
function find(text: string, speaker: string | null, cue: string, content: readonly string[], near = text.trim()) {
  const start = text.indexOf(near)
  const entry = { paragraph: 1, speaker, cue, content: [...content] }
  const found = anchor(fold(text, 0, text.length), entry, [start, start + near.length])
  return (
    found && {
      speaker: found.speaker.map((range) => text.slice(...range)),
      cue: text.slice(...found.cue),
      at: found.cue[0],
      content: found.content.map((range) => text.slice(...range)),
    }
  )
}

const LATE = 'Mara Holt said the ferry ran late. Ivo Brand said the ferry ran late.'

describe('words that stand in the text', () => {
  it('are found as they stand there, spaces and line ends included', () => {
    expect(find('Mara\u00a0Holt  said\nthe ferry\n\nran late.', 'Mara Holt', 'said', ['the ferry ran late'])).toEqual({
      speaker: ['Mara\u00a0Holt'],
      cue: 'said',
      at: 11,
      content: ['the ferry\n\nran late'],
    })
  })

  it('are the cue nearest to its speaker, wherever the content stands too', () => {
    expect(find('Holt said no. "Yes," Quist said.', 'Quist', 'said', ['"Yes,"'])?.at).toBe(27)
    expect(find('Holt said no. "Yes," Quist said.', 'Holt', 'said', ['no'])?.at).toBe(5)
  })

  it('are looked for in their paragraph first', () => {
    expect(find(LATE, 'Mara Holt', 'said', ['the ferry ran late'], 'Mara Holt said the ferry ran late.')?.at).toBe(10)
    expect(find(LATE, 'Ivo Brand', 'said', ['the ferry ran late'], 'Ivo Brand said the ferry ran late.')?.at).toBe(45)
  })

  it('may come in several pieces, even equal ones, in any order', () => {
    const text = '"No," Holt said, "no, the crew was tired."'
    expect(find(text, 'Holt', 'said', ['"no, the crew was tired."', '"No,"'])?.content).toEqual([
      '"No,"',
      '"no, the crew was tired."',
    ])
    expect(find('"No," Holt said, "No,"', 'Holt', 'said', ['"No,"', '"No,"'])?.content).toEqual(['"No,"', '"No,"'])
  })

  it('may have no speaker, and be in any script', () => {
    expect(find('The pump reportedly failed.', null, 'reportedly', ['failed'])?.speaker).toEqual([])
    expect(find('哈瓦拉说渡轮晚点了。', '哈瓦拉', '说', ['渡轮晚点了'])?.content).toEqual(['渡轮晚点了'])
    expect(find('قالت هالة إن العبارة تأخرت.', 'هالة', 'قالت', ['إن العبارة تأخرت'])?.cue).toBe('قالت')
  })
})

describe('words that do not stand there', () => {
  it.each([
    ['a content in other words', 'Mara Holt', 'said', ['that the ferry was late']],
    ['one piece of two', 'Mara Holt', 'said', ['the ferry ran late', 'again']],
    ['a piece twice that stands there once', 'Mara Holt', 'said', ['Mara', 'Mara']],
    ['a cue that is none', 'Mara Holt', 'insisted', ['the ferry ran late']],
    ['another speaker', 'Ada Quist', 'said', ['the ferry ran late']],
    ['half a word', 'Mara Holt', 'aid', ['the ferry ran late']],
    ['half a word at the end', 'Mara Holt', 'said', ['the ferr']],
    ['other letter case', 'mara holt', 'said', ['the ferry ran late']],
    ['a cue inside the content', 'Mara Holt', 'ran', ['the ferry ran late. Ivo Brand said the ferry ran late']],
    ['spaces only', ' ', 'said', ['the ferry ran late']],
  ])('%s', (_, speaker, cue, content) => expect(find(LATE, speaker, cue, content)).toBe(null))

  it('nor does a cue or a speaker that stands far away, for something else', () => {
    const far = ` ${'The pier was empty. '.repeat(30)}`
    expect(find(`Holt said no.${far}The ferry ran late.`, 'Holt', 'said', ['The ferry ran late'])).toBe(null)
    expect(find(`Mara Holt was there.${far}She said no.`, 'Mara Holt', 'said', ['no'])).toBe(null)
  })
})

it('is not slowed down by a word that stands everywhere', () => {
  const text = 'a '.repeat(4000)
  const content = Array.from({ length: 20 }, () => 'a')
  for (let i = 0; i < 300; i++) expect(find(text, 'a', 'a', content)?.content).toHaveLength(20)
})
