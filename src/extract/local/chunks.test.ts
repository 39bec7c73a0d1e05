import { expect, test } from 'vitest'
import { chunksOf } from './chunks.ts'
import { readDocument } from './document.ts'

/** As many pieces as a word has letters. */
const letters = (form: string) => Array.from(form, () => 7)
const documentOf = (text: string) => readDocument(text, letters)

test.each<[string, string]>([
  ['one short line', 'ab cd'],
  ['one long line', 'abc '.repeat(500)],
  ['many lines', 'ab cde f\n'.repeat(300)],
  ['a word longer than a chunk', `ab ${'x'.repeat(500)} cd`],
  ['nothing but long words', `${'x'.repeat(150)} `.repeat(9)],
])('chunks of %s cover every piece, and each piece is owned once', (_, text) => {
  const document = documentOf(text)
  const total = document.pieceIds.length
  const chunks = chunksOf(document, 100, 40)
  const covered = new Uint8Array(total)
  const owned = new Uint8Array(total)
  for (const { start, end, ownStart, ownEnd } of chunks) {
    expect(end - start).toBeLessThanOrEqual(100)
    expect(end).toBeGreaterThan(start)
    expect(ownStart).toBeGreaterThanOrEqual(start)
    expect(ownEnd).toBeLessThanOrEqual(end)
    covered.fill(1, start, end)
    for (let piece = ownStart; piece < ownEnd; piece++) owned[piece] = (owned[piece] ?? 0) + 1
  }
  expect(covered.every((n) => n === 1)).toBe(true)
  expect(owned.every((n) => n === 1)).toBe(true)
})

test('an empty text has no chunks', () => {
  expect(chunksOf(documentOf(''), 100, 40)).toEqual([])
})

test('a chunk begins with a line where one begins near the wanted overlap', () => {
  const document = documentOf(`${'abc '.repeat(22)}\n${'abc '.repeat(60)}`)
  expect(chunksOf(document, 100, 40)[1]?.start).toBe(66)
})
