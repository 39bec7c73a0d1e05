import { describe, expect, it } from 'vitest'
import { formatRows } from './table.ts'

const ID = 'stm_0123456789abcdef'
const LONG =
  'The harbour chief said that the ferry had been late on every single day of the week, and nobody asked why.'

describe('formatRows', () => {
  it('sets columns apart by room alone, a line a row where nothing wraps', () => {
    const rows = [
      { name: 'Mara Holt', says: LONG, aliases: ['Holt', 'chief'] },
      { name: 'Ivo', says: 'two\nlines\u001b[31m', aliases: [] },
    ]
    expect(formatRows({ columns: ['name', 'says', 'aliases'], rows }, 'table', undefined)).toBe(
      [
        `name       says${' '.repeat(LONG.length - 4)}  aliases`,
        `─────────  ${'─'.repeat(LONG.length)}  ────────────`,
        `Mara Holt  ${LONG}  Holt | chief`,
        'Ivo        two lines [31m',
        '',
      ].join('\n'),
    )
  })

  it('wraps at words to 100 columns, ids in one piece', () => {
    const text = formatRows({ columns: ['says', 'why', 'id'], rows: [{ says: LONG, why: LONG, id: ID }] }, 'table', 100)
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100)
    expect(text).toContain(ID)
    expect(text.split('\n').length).toBeGreaterThan(4)
    for (const word of LONG.split(' ')) expect(text.split(word).length).toBeGreaterThan(2)
  })

  it('cuts a word that is too long and loses nothing of it', () => {
    const url = `https://courier.example/${'ferry-'.repeat(30)}`
    const text = formatRows({ columns: ['url'], rows: [{ url }] }, 'table', 60)
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(60)
    expect(text.split('\n').slice(2).join('')).toBe(url)
  })

  it('prints a block a row where the columns have no room side by side', () => {
    const columns = Array.from({ length: 8 }, (_, i) => `column${i}`)
    const row = Object.fromEntries(columns.map((column, i) => [column, i === 0 ? LONG : ID]))
    const text = formatRows({ columns, rows: [row, row] }, 'table', 100)
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100)
    expect(text).toContain(`\ncolumn1  ${ID}\n`)
    expect(text).toContain(`column7  ${ID}\n\ncolumn0  The harbour`)
  })

  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@x', "'@x"],
    [' =1', "' =1"],
    ['＝1', "'＝1"],
    [['=a', 'b'], "'=a | b"],
    [-1, '-1'],
    [null, ''],
    ['a=1', 'a=1'],
  ])('writes %j into CSV as %s', (value, expected) => {
    expect(formatRows({ columns: ['x'], rows: [{ x: value }] }, 'csv', undefined)).toBe(`x\n${expected}\n`)
  })
})
