import { describe, expect, it } from 'vitest'
import { analyse } from '../graph/analyse/analyses.ts'
import { SnapshotReader, outlineLines, snapshotOf } from '../graph/snapshot.ts'
import type { Case } from '../src/model/records.ts'
import { CaseBuilder, ferryCase, largeCase, pierCase } from './case.fixture.ts'
import { indexCase, indexOutline } from './case-index.ts'
import { encode, radiusOf, ringsOf, speak } from './encode.ts'
import { placeLabels } from './label-places.ts'
import { layOut } from './layout.ts'
import { paragraphsOf } from './highlight.ts'
import { START, selectFirst, toggle } from './state.ts'
import { addressOf, count, isRightToLeft, labelLines, sayingOf, showDate, wholeLines } from './words.ts'
import type { Disc } from './encode.ts'
import type { Plan } from './layout.ts'
import type { Wish } from './label-places.ts'

const shown = (theCase: Case) => snapshotOf(theCase, analyse(theCase))

const index = indexCase(shown(ferryCase()))
const planOf = (claims: number): Plan => {
  const { discs, lines } = encode(indexCase(shown(largeCase(claims))), START)
  return {
    discs,
    lines: lines.map((l) => ({ ...l, isContradiction: l.mark === 'contradicts' })),
    level: null,
    aspect: 1,
  }
}

const area = (n: number) => radiusOf(n) ** 2

describe('the picture', () => {
  it('grows the area of a disc by the same step with each statement', () => {
    expect(area(3) - area(2)).toBeCloseTo(area(9) - area(8))
    expect(radiusOf(0)).toBe(radiusOf(1))
    expect(radiusOf(1e6)).toBe(34)
  })

  it('draws proposed claims hollow, and marks each relation by type and status', () => {
    const { discs, lines } = encode(index, START)
    expect(discs.filter((disc) => disc.isHollow).map((disc) => disc.lines.join(' '))).toEqual([
      'The other landing stage may collapse',
    ])
    const marks = lines.map(
      (line) => `${line.mark}${line.isProposed ? ' proposed' : ''}${line.isHidden ? ' hidden' : ''}`,
    )
    expect(marks.sort()).toEqual([
      'contradicts',
      'contradicts proposed',
      'rejected hidden',
      'supports',
      'supports',
      'supports',
      'supports proposed',
    ])
  })

  it('is that of the outline but for the rings, and opens the same dispute', () => {
    const ferry = ferryCase()
    const reader = new SnapshotReader()
    for (const line of outlineLines(ferry)) reader.read(line)
    const outline = indexOutline(reader.outline())
    const [early, whole] = [encode(outline, START), encode(index, START)]
    expect(early.lines).toEqual(whole.lines)
    const seen = ({ id, radius, weight, isHollow, isHidden, lines }: Disc) => [
      id,
      radius,
      weight,
      isHollow,
      isHidden,
      lines,
    ]
    expect(early.discs.map(seen)).toEqual(whole.discs.map(seen))
    expect(outline.disputes).toHaveLength(index.disputes.length)
    expect(selectFirst(START, outline).selection).toEqual(selectFirst(START, index).selection)
  })

  it.each([
    ['supports', 2],
    ['contradicts', 4],
    ['proposed', 4],
    ['rejected', 7],
  ] as const)('shows the rest when %s is switched', (row, shown) => {
    expect(encode(index, toggle(START, row)).lines.filter((line) => !line.isHidden)).toHaveLength(shown)
  })

  it.each([
    ['sold', { rings: 1, more: 0, isUnnamed: false }, 'at most 1 origin, denied by 1'],
    ['gone', { rings: 0, more: 0, isUnnamed: true }, 'none named'],
    ['lamp', { rings: 0, more: 0, isUnnamed: false }, 'not decidable'],
    ['Smoke', { rings: 3, more: 7, isUnnamed: false }, 'at most 10 origins'],
  ])('draws a ring for each origin of "%s", and says how many', (text, rings, words) => {
    const pier = indexCase(shown(pierCase()))
    const claim = pier.ranking.find((one) => one.text.includes(text))
    const picture = encode(pier, START)
    expect(picture.discs.find(({ id }) => id === claim?.id)).toMatchObject(rings)
    expect(speak(pier, picture, claim?.id ?? '')).toMatch(new RegExp(`^Claim, \\d+ statements, ${words}: `))
  })

  it('reaches as far as its last ring, and lays claims out with their rings apart', () => {
    const reach = (atMost: number | null, isUnnamed = false) => ringsOf(10, atMost, isUnnamed).reach
    expect([reach(null), reach(0)]).toEqual([10, 10])
    expect(reach(0, true)).toBe(reach(1))
    expect(reach(2) - reach(1)).toBeCloseTo(reach(3) - reach(2))
    expect(reach(9)).toBe(reach(3))
  })

  it('says a claim aloud', () => {
    const claim = index.ranking.find(({ text }) => text.startsWith('Rusted'))?.id ?? ''
    expect(speak(index, encode(index, START), claim)).toBe(
      'Claim, 3 statements, at most 1 origin, denied by 1, contradicts 1, supported by 2: Rusted bolts brought the landing stage down',
    )
  })
})

describe('the layout', () => {
  it.each([1, 2, 3, 60, 400])('gives %i claims the same places every time, apart from each other', (claims) => {
    const plan = planOf(claims)
    const positions = layOut(plan)
    expect(layOut(plan)).toEqual(positions)
    const discs = plan.discs.map(({ id, radius }) => ({
      radius,
      x: positions[id]?.x ?? NaN,
      y: positions[id]?.y ?? NaN,
    }))
    const overlapping = discs.flatMap((a, i) =>
      discs.slice(i + 1).filter((b) => !(Math.hypot(a.x - b.x, a.y - b.y) > (a.radius + b.radius) * 0.98)),
    )
    expect(overlapping).toEqual([])
  })

  it('lays the largest dispute level, or upright on a phone', () => {
    const [a = '', b = ''] = planOf(20)
      .lines.filter((line) => line.isContradiction)
      .flatMap(({ from, to }) => [from, to])
    const ends = (aspect: number) => {
      const positions = layOut({ ...planOf(20), level: [a, b], aspect })
      return [positions[a] ?? { x: 0, y: 0 }, positions[b] ?? { x: 0, y: 0 }] as const
    }
    const [left, right] = ends(1)
    expect(left.y).toBeCloseTo(right.y)
    expect(left.x).toBeLessThan(right.x)
    const [top, bottom] = ends(0.5)
    expect(top.x).toBeCloseTo(bottom.x)
    expect(top.y).toBeLessThan(bottom.y)
  })
})

describe('the grid of claims without relations', () => {
  const disc = (n: number) => ({ id: `c${String(n).padStart(2, '0')}`, radius: 10 })
  const rows = (positions: ReturnType<typeof layOut>, ids: readonly string[]) =>
    ids.reduce((found, id) => {
      const y = Math.round(positions[id]?.y ?? NaN)
      return found.set(y, [...(found.get(y) ?? []), id])
    }, new Map<number, string[]>())

  it('sets them in even rows and columns, in the order of the plan', () => {
    const discs = Array.from({ length: 10 }, (_, n) => disc(9 - n))
    const positions = layOut({ discs, lines: [], level: null, aspect: 1 })
    const ids = discs.map(({ id }) => id)
    const inRows = [...rows(positions, ids).values()]
    expect(inRows.flat()).toEqual(ids)
    const columns = inRows.map((row) => row.map((id) => Math.round(positions[id]?.x ?? NaN)))
    for (const row of columns) expect(columns[0]?.slice(0, row.length)).toEqual(row)
    expect(columns.slice(0, -1).every((row) => row.length === columns[0]?.length)).toBe(true)
  })

  it('puts it below the claims that are joined', () => {
    const discs = Array.from({ length: 9 }, (_, n) => disc(n))
    const lines = [{ from: 'c03', to: 'c05', isContradiction: true }]
    const positions = layOut({ discs, lines, level: ['c03', 'c05'], aspect: 1 })
    const lowest = Math.max(positions['c03']?.y ?? NaN, positions['c05']?.y ?? NaN)
    for (const { id } of discs.filter(({ id }) => id !== 'c03' && id !== 'c05'))
      expect(positions[id]?.y).toBeGreaterThan(lowest)
  })
})

it('a part where nearly all are joined lies around a ring, so that words stand outside of its lines', () => {
  const ids = Array.from({ length: 12 }, (_, n) => `c${String(n).padStart(2, '0')}`)
  const lines = ids.flatMap((from, i) => ids.slice(i + 1).map((to) => ({ from, to, isContradiction: true })))
  const radii = (drawn: typeof lines) => {
    const discs = ids.map((id) => ({ id, radius: 10 }))
    const places = Object.values(layOut({ discs, lines: drawn, level: null, aspect: 1, tight: 1 }))
    const [x, y] = [mean(places.map((p) => p.x)), mean(places.map((p) => p.y))]
    const all = places.map((p) => Math.round(Math.hypot(p.x - x, p.y - y)))
    return { size: new Set(all).size, places }
  }
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length
  const ring = radii(lines.slice(0, 60))
  expect(ring.size).toBe(1)
  expect(radii(lines.slice(0, 20)).size).toBeGreaterThan(1)
  // Room for a line of words from one to the next on either side.
  const middle = mean(ring.places.map((p) => p.x))
  const right = ring.places.flatMap((p) => (p.x > middle ? [p.y] : [])).toSorted((a, b) => a - b)
  expect(right).toHaveLength(6)
  expect(new Set(right.slice(1).map((y, i) => Math.round(y - (right[i] ?? NaN)))).size).toBe(1)
})

const wish = (id: string, x: number, y: number, isMain = false): Wish => ({
  id,
  x,
  y,
  radius: 10,
  forms: [
    { lines: 2, width: 60, isCut: false },
    { lines: 1, width: 60, isCut: true },
  ],
  wholes: [],
  lineHeight: 15,
  isMain,
  ring: 0,
})

describe('labels', () => {
  const bounds = { width: 400, height: 400 }

  it('stand below a disc that is alone, and beside it where a line goes down', () => {
    const alone = placeLabels([wish('a', 200, 200)], [], [], bounds)
    expect(alone.get('a')).toMatchObject({ dx: 0, dy: 15, align: 'center', form: 0 })
    const crossed = placeLabels([wish('a', 200, 200)], [], [[200, 200, 200, 400]], bounds)
    expect(crossed.get('a')?.dy).toBeLessThan(0)
  })

  it('move on for one that has no room, one after the other', () => {
    const one = (id: string, x: number): Wish => ({
      ...wish(id, x, 24),
      forms: [{ lines: 1, width: 60, isCut: false }],
    })
    // Those at the sides stand below their discs, and leave the one in the middle none.
    const low = { width: 400, height: 70 }
    const placed = placeLabels([one('a', 130), one('c', 190), one('b', 160)], [], [], low)
    expect([...placed.keys()].toSorted()).toEqual(['a', 'b', 'c'])
  })

  it('are written in full where there is room, else cut', () => {
    const cut: Wish = {
      ...wish('a', 200, 200),
      forms: [
        { lines: 2, width: 120, isCut: true },
        { lines: 1, width: 110, isCut: true },
      ],
      wholes: [{ lines: 3, width: 120, isCut: false }],
    }
    expect(placeLabels([cut], [], [], bounds).get('a')?.form).toBe(2)
    const low = { width: 400, height: 74 }
    expect(placeLabels([{ ...cut, y: 37 }], [], [], low).get('a')?.form).toBe(0)
  })

  it('go where there is no room, main claims last', () => {
    const crowd = Array.from({ length: 30 }, (_, i) => wish(`c${i}`, 190 + (i % 6) * 4, 190 + Math.floor(i / 6) * 4))
    const placed = placeLabels([wish('main', 200, 200, true), ...crowd], crowd, [], bounds)
    expect(placed.has('main')).toBe(true)
    expect(placed.size).toBeLessThan(8)
  })

  it.each([
    ['Short', ['Short']],
    ['A barge struck the landing stage', ['A barge struck', 'the landing stage']],
    [
      'The Joint Monitoring and Verification Mechanism of both towns',
      ['The Joint Monitoring', 'and Verification Mech…'],
    ],
    ['Pakistan, who had earlier shown some interest in the negotiations', ['Pakistan, who had', 'earlier shown some…']],
    ['Donaudampfschifffahrtsgesellschaft', ['Donaudampfschifffahrt-', 'sgesellschaft']],
    ['😀'.repeat(30), ['😀'.repeat(11), `${'😀'.repeat(10)}…`]],
    ['一艘驳船在午夜前不久，撞上了马罗码头', ['一艘驳船在午夜前不', '久，撞上了马罗码头']],
    ['ボルトが錆びていた', ['ボルトが錆びていた']],
  ])('write %s in at most two lines of 22', (text, lines) => {
    expect(labelLines(text)).toEqual(lines)
    for (const line of lines) expect(Array.from(line).length).toBeLessThanOrEqual(22)
    expect(lines.join('')).not.toMatch(/^[，。」]|-[一-龥]/u)
  })
})

it.each([
  [
    'India was behind the collapse of the Istanbul talks',
    22,
    ['India was behind', 'the collapse of', 'the Istanbul talks'],
  ],
  ['Short', 22, ['Short']],
  ['一艘驳船在午夜前不久，撞上了马罗码头', 17, ['一艘驳船在午', '夜前不久，撞', '上了马罗码头']],
  ['one two three four five six seven', 8, null],
])('%s stands whole in lines of %i, or not at all', (text, limit, lines) => {
  expect(wholeLines(text, limit, 3)).toEqual(lines)
})

describe('words', () => {
  it.each([
    [null, 'undated'],
    ['2031-05-06', '6 May'],
    ['2031-05-06T10:00:00Z', '6 May'],
    ['2030-12-31', '31 Dec 2030'],
    ['2031-05-06/2031-05-08', '6–8 May'],
    ['2031-04-30/2031-05-02', '30 Apr – 2 May'],
    ['last spring', 'last spring'],
  ])('write the date %s as %s', (date, shown) => {
    expect(showDate(date, '2031')).toBe(shown)
  })

  it('stand in quotation marks only where the source has them', () => {
    const b = new CaseBuilder()
    const speaker = b.actor('Ana', 'person')
    const source = b.source('t', 'She said “no, never” and “not now”. He agreed it was late.', null, null)
    const say = (content: string | string[], form: 'direct' | 'indirect' | 'mixed') =>
      sayingOf(b.say(source, { by: speaker, content, form }))
    expect(say('no, never', 'direct')).toBe('“no, never”')
    expect(say('never”', 'direct')).toBe('never”')
    expect(say('“no, never”', 'direct')).toBe('“no, never”')
    expect(say(['no, never', 'not now'], 'direct')).toBe('“no, never” … “not now”')
    expect(say('it was late', 'indirect')).toBe('it was late')
    expect(say('“no, never” and “not now”', 'mixed')).toBe('“no, never” and “not now”')
  })

  it.each([
    ['https://news.example/a b', 'https://news.example/a%20b'],
    ['http://news.example/', 'http://news.example/'],
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['not an address', null],
    [null, null],
  ])('open the address %s as %s', (url, href) => {
    const [source] = ferryCase().sources
    expect(source && addressOf({ ...source, url })).toBe(href)
  })

  it('count with a noun and a comma', () => {
    expect([count(1, 'claim'), count(0, 'claim'), count(3000, 'claim')]).toEqual([
      '1 claim',
      '0 claims',
      '3,000 claims',
    ])
  })

  it('are right to left by their first letter', () => {
    expect(['نفى', '« المرفأ', 'A نفى', '12 שלום', ''].map(isRightToLeft)).toEqual([true, true, false, true, false])
  })

  it('keep their positions in paragraphs', () => {
    const text = '\nOne 😀.\n\n\nTwo\nthree.\n'
    for (const { start, exact } of paragraphsOf(text)) expect(text.slice(start, start + exact.length)).toBe(exact)
    expect(paragraphsOf(text).map(({ exact }) => exact)).toEqual(['One 😀.', 'Two', 'three.'])
  })
})
