import { describe, expect, it } from 'vitest'
import { captionOf, svgPicture } from './svg-picture.ts'
import type { Disc, Line } from './encode.ts'
import type { Scene } from './scene.ts'
import type { Surround } from './svg-picture.ts'

const palette = {
  ink: '#000001',
  label: '#000002',
  faint: '#000003',
  node: '#000004',
  nodeInk: '#000005',
  paper: '#fffff0',
  supports: '#0072b2',
  contradicts: '#d55e00',
  contradictsFaint: '#f4d2b8',
  contradictsText: '#a84800',
  cut: '#6d0f52',
  cutInk: '#fffff1',
  control: '#8a8780',
  sunken: '#f1efea',
  ground: [1, 1, 1, 1],
} as const

const bare: Surround = { ground: '#fffff0', below: [], above: [], runs: [] }
const footer = { title: 'Ferry', date: '7 May 2031' }

function disc(id: string, x: number, more: Partial<Disc> = {}): Scene['discs'][number] {
  const own: Disc = {
    id,
    radius: 10,
    weight: 3,
    rings: 1,
    more: 0,
    isUnnamed: false,
    reach: 14,
    isHollow: false,
    lines: ['A barge struck', 'the stage'],
    narrowLines: [],
    wholes: [],
    isHidden: false,
    ...more,
  }
  return { disc: own, x, y: 100, radius: own.radius, reach: own.reach }
}

function line(mark: Line['mark'], more: Partial<Line> = {}): Line {
  return { id: mark, from: 'a', to: 'b', mark, isProposed: false, isHidden: false, ...more }
}

function scene(more: Partial<Scene> = {}): Scene {
  return {
    width: 400,
    height: 300,
    palette,
    dim: 1,
    kept: null,
    emphasis: { selected: new Set(), main: new Set(), cursor: null },
    scale: 1,
    discs: [disc('a', 100), disc('b', 300)],
    isNarrow: false,
    isMany: false,
    headed: new Set(),
    origin: { x: 0, y: 0 },
    lines: () => [],
    relations: [],
    boxed: null,
    at: () => null,
    places: new Map([['a', { dx: 0, dy: 18, align: 'center', form: 0 }]]),
    redraw: () => {},
    far: [],
    ...more,
  }
}

const count = (text: string, part: string) => text.split(part).length - 1

describe('the vector picture', () => {
  it('has a disc with its number and rings, and the label that is on screen', () => {
    const drawn = svgPicture(scene(), bare, footer)
    expect(count(drawn, '>3</text>')).toBe(2)
    // Halo, one ring, disc.
    expect(count(drawn, '<circle')).toBe(6)
    expect(drawn).toContain('<circle r="13.2" stroke-width="1.4"/>')
    expect(drawn).toContain('>A barge struck</tspan>')
    expect(count(drawn, '>the stage</tspan>')).toBe(1)
  })

  it('has what stands in for claims from far out, every word of it escaped', () => {
    const look = { colour: '#d55e00', width: 2, alpha: 0.5 }
    const words = { text: '<b>&', size: 13, weight: 650, colour: '#000001', halo: '#fffff0', alpha: 1 }
    const drawn = svgPicture(
      scene({
        discs: [],
        far: [
          { kind: 'line', x1: 1, y1: 2, x2: 3, y2: 4, dash: [7, 5], ...look },
          { kind: 'circle', x: 5, y: 6, radius: 7, fill: null, ...look },
          { kind: 'text', x: 12, y: 13, ...words },
        ],
      }),
      bare,
      footer,
    )
    expect(drawn).toContain(
      '<path d="M1 2L3 4" fill="none" stroke="#d55e00" stroke-width="2" opacity="0.5" stroke-dasharray="7 5"/>',
    )
    expect(drawn).toContain('<circle cx="5" cy="6" r="7" fill="none"')
    expect(drawn).toContain('>&lt;b&gt;&amp;</text>')
  })

  it('draws selected claims in ink with a ring, proposed ones hollow, unnamed ones dotted, and says what has no ring', () => {
    const discs = [
      disc('a', 100, { isHollow: true, isUnnamed: true, rings: 0 }),
      disc('b', 300, { rings: 3, more: 2, reach: 20 }),
    ]
    const emphasis = { selected: new Set(['b']), main: new Set<string>(), cursor: null }
    const drawn = svgPicture(scene({ discs, emphasis }), bare, footer)
    expect(drawn).toContain('fill="#fffff0" stroke-width="1.5"')
    expect(count(drawn, 'stroke-dasharray')).toBe(1)
    expect(drawn).toContain('<circle r="24" stroke-width="2"/>')
    expect(drawn).toContain('>+2</text>')
  })

  it('draws actors as squares, the unnamed dashed, and a relay as wide as its statements, beside a dispute, with its number', () => {
    const drawn = svgPicture(
      scene({
        discs: [
          disc('a', 100, { form: 'actor', rings: 0 }),
          disc('b', 300, { form: 'actor', rings: 0, isUnnamed: true, isHollow: true }),
        ],
        relations: [line('relays', { tie: { size: 5, shift: 9 } })],
        at: (id) => ({ x: id === 'a' ? 100 : 300, y: 100 }),
      }),
      bare,
      footer,
    )
    expect(count(drawn, '<circle')).toBe(0)
    expect(count(drawn, 'stroke-dasharray')).toBe(1)
    expect(drawn).toContain('stroke="#000003" stroke-width="3"')
    expect(drawn).toMatch(/translate\([\d.]+ 9\)/)
    expect(drawn).toContain('<text x="200" y="109.5"')
  })

  it.each([
    ['supports', false, ['#0072b2', 'M172 0l-11 -4.6v9.2z" fill="#0072b2"'], 'dasharray'],
    ['supports', true, ['fill="#fffff0" stroke="#0072b2"', 'stroke-width="1.1"'], 'dasharray'],
    ['contradicts', false, ['#d55e00', 'stroke-dasharray="7 5"', 'v18h-3'], '-4.6v'],
    ['contradicts', true, ['stroke-dasharray="4 4"', 'fill="#fffff0" stroke="#d55e00"'], '-4.6v'],
    ['rejected', false, ['l8 8m0 -8l-8 8', '#000003'], 'dasharray'],
  ] as const)('draws %s (proposed: %s) by its form', (mark, isProposed, parts, other) => {
    const drawn = svgPicture(
      scene({
        relations: [line(mark, { isProposed })],
        discs: [disc('a', 100, { reach: 10.5 }), disc('b', 300, { reach: 10.5 })],
      }),
      bare,
      footer,
    )
    for (const part of parts) expect(drawn).toContain(part)
    expect(drawn.split('</title>')[1]).not.toContain(other)
  })

  it('leaves out what is hidden and what leads nowhere, and draws lines that leave the view', () => {
    const relations = [line('supports', { isHidden: true }), line('contradicts', { to: 'gone' })]
    expect(svgPicture(scene({ relations }), bare, footer)).not.toContain('<path')
    const at = (id: string) => (id === 'gone' ? { x: 3000, y: 100 } : null)
    expect(svgPicture(scene({ relations, at }), bare, footer)).toContain('H2869')
  })

  it('has the fields below, the headings above, and a line with the case and its day', () => {
    const surround: Surround = {
      ground: '#f7f6f3',
      below: [{ x: 0, y: 0, width: 200, height: 300, radius: 8, fill: '#fff', line: null }],
      above: [{ x: 10, y: 10, width: 20, height: 20, radius: 0, fill: 'none', line: '#333' }],
      runs: [
        {
          text: 'Side A',
          x: 16,
          y: 20,
          size: 12,
          weight: '600',
          family: 'Public Sans',
          colour: '#111',
          isRightToLeft: false,
        },
      ],
    }
    const drawn = svgPicture(scene(), surround, footer)
    const at = (part: string) => drawn.indexOf(part)
    expect(at('width="200"')).toBeGreaterThan(0)
    expect(at('width="200"')).toBeLessThan(at('<circle'))
    expect(at('stroke="#333"')).toBeGreaterThan(at('<circle'))
    expect(drawn).toContain('>Side A</text>')
    expect(drawn).toContain('>Ferry · 7 May 2031</text>')
    expect(drawn).toContain('>hearsay</text>')
  })

  it('escapes every string, and has nothing that XML forbids', () => {
    const hostile = `</text><script>alert(1)</script><image href="x" onerror='1'/>&amp;\u0000\u0008\ud800`
    const run = {
      text: hostile,
      x: 0,
      y: 0,
      size: 12,
      weight: hostile,
      family: hostile,
      colour: hostile,
      isRightToLeft: true,
    }
    const drawn = svgPicture(
      scene({ discs: [disc('a', 100, { lines: [hostile, hostile] })], palette: { ...palette, node: hostile } }),
      {
        ground: hostile,
        below: [{ x: NaN, y: 0, width: Infinity, height: 0, radius: 0, fill: hostile, line: hostile }],
        above: [],
        runs: [run],
      },
      { title: hostile, date: hostile },
    )
    expect(drawn).not.toMatch(/<script|<image|<foreignObject/)
    expect(drawn).not.toMatch(/="[^"]*[<']/)
    expect(drawn).not.toMatch(/NaN|Infinity/)
    // oxlint-disable-next-line no-control-regex
    expect(drawn).not.toMatch(/[\u0000-\u0008]|\p{Surrogate}/u)
    expect(count(drawn, '<text')).toBe(count(drawn, '</text>'))
  })

  it('has the boxes of the attribution view, the cut between two bars, and lines that pass a column or end in a bar', () => {
    const blank = { lines: [], sub: '', isOpen: false, isCut: false, isFirstCut: false, width: 100, height: 30, y: 100 }
    const box = (id: string, x: number, more: object) => ({ ...blank, id, form: 'actor' as const, x, ...more })
    const point = { x: 0, y: 0 }
    const flow = (from: string, to: string, more: object) => ({
      id: `${from}>${to}`,
      from,
      to,
      width: 2,
      count: null,
      isOn: true,
      isDashed: false,
      isDenial: false,
      way: 'on' as const,
      start: point,
      end: point,
      ...more,
    })
    const discs = [disc('a', 380, { lines: [], beside: ['A <barge>'] })]
    const drawn = svgPicture(
      scene({
        discs,
        places: new Map(),
        boxed: {
          palette,
          scale: 1,
          selected: new Set(['s']),
          cursor: null,
          alphaOf: () => 1,
          discs,
          boxes: [
            box('s', 60, { form: 'source', lines: ['العنوان'], sub: '7 May' }),
            box('p', 180, { form: 'pass', height: 0 }),
            box('c', 280, { lines: ['Ilse Brandt'], isCut: true, isFirstCut: true }),
          ],
          flows: [
            flow('s', 'p', { isDashed: true }),
            flow('c', 'a', { isDenial: true, isOn: false, count: 7 }),
            flow('s', 'gone', {}),
          ],
        },
      }),
      bare,
      footer,
    )
    expect(drawn).toContain('C120 100 120 100 130 100H230" stroke-width="2" stroke-dasharray="4.2 2.8"')
    expect(drawn).toContain('<path d="M364 93v14" stroke-width="2.4"/>')
    expect(drawn).toContain('<path d="M224 76v48M336 76v48" stroke-width="2.6"/>')
    expect(count(drawn, 'opacity="0.5"')).toBe(1)
    expect(drawn).toMatch(/direction="rtl"[^>]*>العنوان</)
    for (const words of ['>7 May<', '>the cut<', '>Ilse Brandt<', '>7<', '>A &lt;barge&gt;<'])
      expect(drawn).toContain(words)
  })

  it('shortens the title in the middle, never the day', () => {
    const caption = captionOf(
      { title: 'The long name of a very long case that nobody remembers', date: '7 May 2031' },
      360,
    )
    expect(caption).toMatch(/…/)
    expect(caption).toMatch(/ · 7 May 2031$/)
    expect(caption.length).toBeLessThan(50)
  })
})
