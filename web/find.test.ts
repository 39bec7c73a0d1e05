import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { analyse } from '../graph/analyse/analyses.ts'
import { disputes } from '../graph/analyse/disputes.ts'
import { keep } from '../graph/analyse/kept.ts'
import { principalsOf } from '../graph/analyse/principals.ts'
import { snapshotOf } from '../graph/snapshot.ts'
import { CaseBuilder, ferryCase, largeCase } from './case.fixture.ts'
import { indexCase } from './case-index.ts'
import { toCsv } from './csv.ts'
import { cellOf, matrixOf } from './disputes.ts'
import { encode } from './encode.ts'
import { NO_FILTER, withPicks } from './filter.ts'
import { narrow } from './narrow.ts'
import { START } from './state.ts'
import { tableOf } from './tables.ts'
import { binned, moveBrush, sizeOf, timelineOf } from './timeline.ts'
import type { Case } from '../src/model/records.ts'
import type { CaseIndex } from './case-index.ts'

const indexOf = (theCase: Case) => indexCase(snapshotOf(theCase, analyse(theCase)))
const ferry = indexOf(ferryCase())
const NONE = new Set<never>()

describe('who disputes whom', () => {
  const b = new CaseBuilder()
  const velden = b.actor('Velden', 'state')
  const ministry = b.actor('Ministry of Ports', 'organisation', { partOf: [velden.id] })
  const okoro = b.actor('Ana Okoro', 'person', { speaksFor: [ministry.id] })
  const li = b.actor('Ben Li', 'person')
  const diplomats = b.actor('diplomats', 'unnamed', { plural: true })
  const source = b.source(
    't',
    'It sank. It floats. It did not sink. It swam. It sank, they say. No it sank.',
    null,
    null,
  )
  const sank = b.claim('It sank', [
    [b.say(source, { by: okoro, content: 'It sank' }), 'asserts'],
    [b.say(source, { by: li, content: 'It did not sink' }), 'denies'],
    [b.say(source, { by: diplomats, content: 'It sank, they say' }), 'asserts'],
  ])
  const floats = b.claim('It floats', [
    [b.say(source, { by: li, content: 'It floats' }), 'asserts'],
    [b.say(source, { by: velden, content: 'It swam' }), 'asserts'],
    [b.say(source, { by: diplomats, content: 'No it sank' }), 'asserts'],
  ])
  b.relate('contradicts', sank, floats, { kind: 'contrary', status: 'proposed' })
  const theCase = b.build()
  const index = indexOf(theCase)
  const matrix = matrixOf(index, index, NONE)
  const at = (row: string, column: string) => {
    const [one, other] = [row, column].map((name) => matrix.parties.find((party) => party.name === name))
    return one && other ? (matrix.cells.get(cellOf(one, other)) ?? []) : []
  }

  it('counts for whoever is spoken for, a denial in the row of who denies', () => {
    expect(matrix.parties.map(({ name }) => name)).toEqual(['Velden', 'Ben Li', 'diplomats'])
    expect(at('Ben Li', 'Velden').map(({ relation }) => relation?.kind ?? 'denies')).toEqual(['contrary', 'denies'])
    expect(at('Velden', 'Ben Li').map(({ relation }) => relation?.kind ?? 'denies')).toEqual(['contrary'])
  })

  it('has its own conflicts on the diagonal, of named parties alone', () => {
    expect(at('Velden', 'Velden')).toHaveLength(1)
    expect(at('diplomats', 'diplomats')).toEqual([])
    expect(at('Ben Li', 'Ben Li')).toEqual([])
  })

  it('gives the words of both, the row’s first, and what is only proposed', () => {
    for (const [row, column] of [
      ['Ben Li', 'Velden'],
      ['Velden', 'Ben Li'],
    ] as const)
      for (const { ones, others, isProposed, relation } of at(row, column)) {
        const speaks = (party: string) => (party === 'Ben Li' ? [li.id] : [okoro.id, velden.id])
        for (const { speaker } of ones) expect(speaks(row)).toContain(speaker)
        for (const { speaker } of others) expect(speaks(column)).toContain(speaker)
        expect(isProposed).toBe(relation !== null)
      }
  })

  it('is in step with the filter and the legend', () => {
    expect(matrixOf(index, index, new Set(['proposed'])).parties.map(({ name }) => name)).toEqual([
      'Ben Li',
      'Velden',
      'diplomats',
    ])
    const own = matrixOf(index, index, new Set(['proposed']))
    expect([...own.cells.values()].flat().every(({ relation }) => relation === null)).toBe(true)
    const left = narrow(index, withPicks(NO_FILTER, 'actor', [okoro.id, diplomats.id]))
    expect(
      matrixOf(index, left, NONE)
        .parties.map(({ name }) => name)
        .sort(),
    ).toEqual(['Velden', 'diplomats'])
  })

  it.each([
    ['this case', theCase],
    ['a small case', ferryCase()],
    ['a larger one', largeCase(120)],
  ])('finds the pairs of parties that the analysis finds: %s', (_, own) => {
    const mine = indexOf(own)
    const found = matrixOf(mine, mine, NONE)
    const pairs = [...found.cells].flatMap(([key]) => {
      const [one = '', other = ''] = key.split(' ')
      return one === other ? [] : [[one, other].sort().join(' ')]
    })
    const kept = keep(own)
    const wanted = disputes(kept, principalsOf(kept.actors)).map(({ answer }) =>
      [answer.one.id, answer.other.id].sort().join(' '),
    )
    expect([...new Set(pairs)].sort()).toEqual(wanted.sort())
  })

  it('stays bounded where thousands speak on one matter', () => {
    const crowd = new CaseBuilder()
    const text = Array.from({ length: 600 }, (_, i) => `Word ${i}.`).join(' ')
    const place = crowd.source('t', text, null, null)
    const voices = Array.from({ length: 600 }, (_, i) => {
      const statement = crowd.say(place, { by: crowd.actor(`Witness ${i}`, 'person'), content: `Word ${i}.` })
      return [statement, i % 2 === 0 ? 'asserts' : 'denies'] as const
    })
    crowd.claim('It happened', voices)
    const made = crowd.build()
    const many = indexCase(snapshotOf(made, { origins: [], findings: [] }))
    const bounded = matrixOf(many, many, NONE)
    expect([bounded.isBounded, bounded.cells.size]).toEqual([true, 2500])
  })
})

describe('the timeline', () => {
  it('has a lane for each side of the selected dispute and one for the rest, each statement somewhere', () => {
    const dispute = ferry.disputes.find(({ kind }) => kind === 'contradiction')
    const id = dispute?.kind === 'contradiction' ? dispute.relation.id : ''
    const timeline = timelineOf(ferry, ferry, { kind: 'relation', id })
    expect(timeline?.lanes.map(({ letter }) => letter)).toEqual(['A', 'B', ''])
    const placed = new Set(
      timeline?.lanes.flatMap(({ days, ranges, undated }) => [
        ...[...days, ...ranges].flatMap(({ said, published }) => [...said, ...published]),
        ...undated,
      ]),
    )
    expect(placed.size).toBe(ferry.statements.size)
  })

  it('has one lane where nothing is disputed, and none where nothing is dated', () => {
    const b = new CaseBuilder()
    const ana = b.actor('Ana Okoro', 'person')
    b.say(b.source('t', 'One.', null, '2031-05-06'), { by: ana, content: 'One' })
    const index = indexOf(b.build())
    expect(timelineOf(index, index, { kind: 'none' })?.lanes.map(({ name }) => name)).toEqual(['All statements'])
    const undated = new CaseBuilder()
    const one = undated.actor('Ana Okoro', 'person')
    undated.say(undated.source('t', 'One.', null, null), { by: one, content: 'One', saidAt: '2031-99-99' })
    const none = indexOf(undated.build())
    expect(timelineOf(none, none, { kind: 'none' })).toBeNull()
  })

  it('puts days into bins without losing a statement', () => {
    const timeline = timelineOf(ferry, ferry, { kind: 'none' })
    for (const { days } of timeline?.lanes ?? [])
      for (const size of [1, 2, 30]) {
        const total = (list: typeof days) => list.reduce((sum, spot) => sum + sizeOf(spot), 0)
        expect(total(binned(days, timeline?.first ?? 0, size))).toBe(total(days))
      }
  })

  it.each([
    ['first', 2, [5, 7]],
    ['first', -9, [0, 7]],
    ['first', 6, [7, 9]],
    ['last', 9, [3, 10]],
    ['both', 9, [6, 10]],
    ['both', -9, [0, 4]],
    ['first', Infinity, [7, 10]],
  ] as const)('moves the %s of a brush by %d', (part, by, ends) => {
    expect(moveBrush([3, 7], part, by, [0, 10])).toEqual(ends)
  })
})

describe('the tables', () => {
  const rowsOf = (name: 'claims' | 'relations' | 'statements', index: CaseIndex, shown = index) =>
    tableOf(name, index, shown, encode(index, START, shown), null).rows

  it('have a row for everything that the canvas and the filter show', () => {
    const shown = narrow(ferry, withPicks(NO_FILTER, 'form', ['indirect']))
    const picture = encode(ferry, START, shown)
    expect(
      rowsOf('claims', ferry, shown)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(
      picture.discs
        .filter((disc) => !disc.isHidden)
        .map(({ id }) => id)
        .sort(),
    )
    expect(rowsOf('relations', ferry, shown)).toHaveLength(picture.lines.filter((line) => !line.isHidden).length)
    expect(rowsOf('statements', ferry, shown)).toHaveLength(shown.statements.size)
  })

  it('sort by each column, both ways, what is empty last', () => {
    const picture = encode(ferry, START)
    for (const name of ['claims', 'relations', 'statements'] as const) {
      const { columns } = tableOf(name, ferry, ferry, picture, null)
      for (const [column] of columns.entries()) {
        const values = (isDown: boolean) =>
          tableOf(name, ferry, ferry, picture, { column, isDown }).rows.map((row) => row.values[column] ?? '')
        const [up, down] = [values(false), values(true)]
        expect(up.filter((value) => value !== '')).toEqual(down.filter((value) => value !== '').reverse())
        const firstEmpty = up.indexOf('')
        if (firstEmpty >= 0) expect(up.slice(firstEmpty).every((value) => value === '')).toBe(true)
      }
    }
  })

  it('come back from CSV as they were, with no cell that a spreadsheet takes for a formula', () => {
    const nasty = ['=1+1', '+1', '-1', '@x', ' =1', '\t=1', 'a,b', 'a "b"', 'a\r\nb', '', 'a;b', '＝1']
    const text = toCsv(
      ['=head', 'n'],
      nasty.map((cell, i) => [cell, i - 3]),
    )
    const rows = parse(text)
    expect(rows[0]).toEqual(["'=head", 'n'])
    expect(rows.slice(1).map(([cell]) => cell?.replace(/^'/, ''))).toEqual(nasty)
    for (const [cell = ''] of rows) expect(cell).not.toMatch(/^\s*[=+\-@＝]/)
    expect(rows.slice(1).map(([, n]) => Number(n))).toEqual(nasty.map((_, i) => i - 3))
    expect(text.endsWith('\r\n')).toBe(true)
  })
})
