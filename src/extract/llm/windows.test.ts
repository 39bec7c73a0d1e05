import { expect, it } from 'vitest'
import { windowsOf } from './windows.ts'

const PARAGRAPH = 'Mara Holt said on Tuesday that the ferry ran late again. '

it('reads a short text in one window, empty lines left out', () => {
  const text = ' Late again \n\n\t\nThe ferry ran late.\n'
  const [window, ...others] = windowsOf(text)
  expect(others).toEqual([])
  expect(window?.paragraphs.map((range) => text.slice(...range))).toEqual(['Late again', 'The ferry ran late.'])
  expect(text.slice(...(window?.body ?? [0, 0]))).toBe('Late again \n\n\t\nThe ferry ran late.')
})

it.each([
  ['many paragraphs', Array.from({ length: 400 }, (_, n) => `${n} ${PARAGRAPH}`).join('\n\n')],
  ['one endless line', PARAGRAPH.repeat(600)],
  ['one endless word', '𝒜'.repeat(20_000)],
  ['hard-wrapped lines', PARAGRAPH.repeat(300).replaceAll(' ', '\n')],
])('reads every word of %s once, with what stands around', (_, text) => {
  const windows = windowsOf(text)
  expect(windows.length).toBeGreaterThan(1)
  windows.forEach(({ paragraphs, body }, index) => {
    const [first, last] = [paragraphs[0]?.[0] ?? 0, paragraphs.at(-1)?.[1] ?? 0]
    expect(last - first).toBeLessThan(12_000)
    if (index > 0) expect(first).toBeLessThan(body[0])
    if (index < windows.length - 1) expect(last).toBeGreaterThan(body[1])
    for (const range of paragraphs) expect(text.slice(...range)).not.toMatch(/\p{Cs}/u)
  })
  const read = windows.map(({ body }) => text.slice(...body)).join('')
  expect(read.replace(/\s+/g, '')).toBe(text.replace(/\s+/g, ''))
})

it.each(['', '\n', ' \n\t\n'])('has no window for %j', (text) => expect(windowsOf(text)).toEqual([]))

it('cuts two megabytes in linear time', () => {
  for (const text of ['a'.repeat(2_000_000), 'a\n'.repeat(1_000_000), ' '.repeat(2_000_000)])
    expect(windowsOf(text).length).toBeLessThan(2000)
})
