import { describe, expect, it } from 'vitest'
import { SearchIndex, tokensOf } from './search-index.ts'
import type { Entry } from './search-index.ts'

const entries: readonly Entry[] = [
  { kind: 'claim', id: 'c1', text: 'Rusted bolts brought the landing stage down', also: '' },
  { kind: 'claim', id: 'c2', text: 'A ceasefire was agreed', also: '' },
  { kind: 'actor', id: 'a1', text: 'Željko Đurić', also: 'the harbour master' },
  { kind: 'actor', id: 'a2', text: 'سامر الخطيب', also: '' },
  { kind: 'source', id: 's1', text: 'Vessel’s log, “Straße”', also: '' },
  { kind: 'words', id: 'w1', text: '双方昨天达成停火协议', also: '' },
  { kind: 'words', id: 'w2', text: 'אין הפסקת אש', also: '' },
  { kind: 'words', id: 'w3', text: 'لا هُدنة اليوم', also: '' },
  { kind: 'words', id: 'w4', text: '停戦の合意はない', also: '' },
  { kind: 'words', id: 'w5', text: 'युद्धविराम नहीं', also: '' },
  { kind: 'words', id: 'w6', text: 'ไม่มีข้อตกลงหยุดยิง', also: '' },
  { kind: 'words', id: 'w7', text: 'the bolts had been eaten through for years', also: '' },
]
const index = new SearchIndex()
index.add(entries)
const find = (query: string) => index.find(query).hits.map(({ id }) => id)

describe('the search index', () => {
  it.each([
    ['RUST bolts', ['c1']],
    ['bolts rust', ['c1']],
    ['bolt', ['c1', 'w7']],
    ['zeljko', ['a1']],
    ['djuric', ['a1']],
    ['duric', ['a1']],
    ['harbour ma', ['a1']],
    ['الخطيب', ['a2']],
    ['هدنة', ['w3']],
    ['هُدْنة', ['w3']],
    ['הפסקת', ['w2']],
    ['停火', ['w1']],
    ['停火协议', ['w1']],
    ['昨天', ['w1']],
    ['合意', ['w4']],
    ['नहीं', ['w5']],
    ['หยุด', ['w6']],
    ['strasse', ['s1']],
    ["vessel's", ['s1']],
    ['ceasfire', ['c2']],
    ['ceasefire stage', []],
    ['zeppelin', []],
    ['', []],
    ['  ', []],
    ['(*+?[', []],
    ['__proto__ constructor', []],
  ])('finds for %j', (query, ids) => {
    expect(find(query)).toEqual(ids)
  })

  it('marks the words that matched where they stand', () => {
    const marked = (query: string) =>
      index.find(query).hits.flatMap(({ text, marks }) => marks.map(([start, end]) => text.slice(start, end)))
    expect(marked('bolt eat')).toEqual(['bolts', 'eaten'])
    expect(marked('duric')).toEqual(['Đurić'])
    expect(marked('停火')).toEqual(['停火'])
    expect(marked('harbour')).toEqual([])
  })

  it('offers a near spelling with its count where nothing matches', () => {
    expect(index.find('ceessfira')).toMatchObject({ hits: [], near: { text: 'ceasefire', size: 1 } })
    expect(index.find('ceasefire').near).toBeNull()
    expect(index.find('qqqqqqq').near).toBeNull()
  })

  it('keeps out what the filter keeps out, and says how much that is', () => {
    const own = new SearchIndex()
    own.add(entries)
    own.let(Uint8Array.from(entries, ({ kind }) => (kind === 'claim' ? 0 : 1)))
    expect(own.find('bolts')).toMatchObject({ hits: [{ id: 'w7' }], outside: 1 })
    expect(own.find('ceasefire')).toMatchObject({ hits: [], outside: 1, near: null })
    own.let(null)
    expect(own.find('bolts').outside).toBe(0)
  })

  it('shows six rows a kind, best first', () => {
    const own = new SearchIndex()
    own.add(Array.from({ length: 50 }, (_, i) => ({ kind: 'claim', id: `c${i}`, text: `shed ${i} burned`, also: '' })))
    own.add([{ kind: 'actor', id: 'a', text: 'Burned Oak', also: '' }])
    const found = own.find('burned')
    expect(found.hits).toHaveLength(7)
    expect(own.find('shed 7').hits[0]?.id).toBe('c7')
  })
})

describe('the words of a text', () => {
  it('stand where the text has them', () => {
    const text = 'Émile’s 停火协议 (2025)'
    for (const { start, end, word } of tokensOf(text)) expect([text.slice(start, end), word]).not.toContain('')
    expect(tokensOf(text).map(({ word }) => word)).toEqual(['emile', 's', '停火', '协议', '2025'])
    expect(tokensOf(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'Émile',
      's',
      '停火',
      '协议',
      '2025',
    ])
  })

  it('are found in linear time', () => {
    expect(tokensOf('a'.repeat(200_000))).toHaveLength(1)
    expect(tokensOf('’'.repeat(200_000))).toHaveLength(0)
  })
})
