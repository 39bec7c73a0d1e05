import { describe, expect, it } from 'vitest'
import { analyse } from '../graph/analyse/analyses.ts'
import { snapshotOf } from '../graph/snapshot.ts'
import { CaseBuilder, pierCase } from './case.fixture.ts'
import { indexCase } from './case-index.ts'
import { layOutPaths } from './path-layout.ts'
import { routesBehind } from './routes.ts'
import { fitName } from './words.ts'
import type { Case } from '../src/model/records.ts'
import type { Box } from './path-layout.ts'
import type { SideName } from './origins.ts'

const routesOf = (theCase: Case, text: string, side: SideName = 'asserting') => {
  const index = indexCase(snapshotOf(theCase, analyse(theCase)))
  const origins = [...index.origins.values()].find((one) => one.text.includes(text))
  return origins ? routesBehind(index, origins, side) : []
}
const said = (...args: Parameters<typeof routesOf>) =>
  routesOf(...args).map(({ steps }) =>
    steps
      .map((step) =>
        step.map(({ name, isCut, isOpen }) => `${name}${isCut ? '|' : ''}${isOpen ? '?' : ''}`).join(' + '),
      )
      .join(' < '),
  )

const pier = pierCase()
const drawn = (...args: Parameters<typeof routesOf>) => layOutPaths(routesOf(...args), () => 26)
const names = (boxes: readonly Box[], column: number) =>
  boxes
    .filter((box) => box.column === column)
    .map(({ stations }) => stations.map(({ name }) => name).join(' + '))
    .sort()

describe('the ways behind a claim', () => {
  it('are the path that was counted, then others through the cut, then those to the unnamed', () => {
    expect(said(pier, 'was sold').slice(1).sort()).toEqual([
      'Harbour Daily < Coastal Agency < Ana Okoro|',
      'Island Lantern < Coastal Agency < Ana Okoro|',
      'Quay Gazette < Coastal Agency < Ana Okoro|',
      'Quay Gazette < officials?',
    ])
    expect(said(pier, 'was sold')[0]).toBe('Quay Gazette < Ben Li|')
  })

  it('have the denial apart, and go round a circle once', () => {
    expect(said(pier, 'was sold', 'denying')).toEqual(['Island Lantern < Quay Gazette < Ministry of Ports|'])
    expect(said(pier, 'lamp').sort()).toEqual(['Island Lantern < Quay Gazette', 'Quay Gazette < Island Lantern'])
    expect(said(pier, 'lamp', 'denying')).toEqual([])
  })

  it('end in nobody where nobody is named', () => {
    expect(said(pier, 'gone').sort()).toEqual(['Island Lantern < officials?', 'Quay Gazette < officials?'])
  })

  it('show no way round the cut that the analysis joined by a copied text', () => {
    const { claims, ...rest } = pier
    const snapshot = snapshotOf(pier, analyse(pier))
    const claim = claims.find(({ text }) => text.includes('sold'))?.id
    const origins = snapshot.origins.map((one) =>
      one.claim === claim ? { ...one, asserting: { ...one.asserting, cut: ['act_copied'], paths: [] } } : one,
    )
    const index = indexCase({ ...snapshot, ...rest, claims, origins })
    const own = index.origins.get(claim ?? '')
    expect(own && routesBehind(index, own, 'asserting').map(({ isNamed }) => isNamed)).toEqual([false])
  })

  it('end where a statement relays itself', () => {
    const b = new CaseBuilder()
    const ana = b.actor('Ana', 'person')
    const statement = b.say(b.source('t', 'It rained.', null, null), { by: ana, content: 'It rained' })
    b.claim('It rained', [[statement, 'asserts']])
    const built = b.build()
    const looped = built.statements.map((one) => ({ ...one, relayedBy: one.id }))
    expect(said({ ...built, statements: looped }, 'rained')).toEqual(['t < Ana|'])
  })
})

describe('the diagram of paths', () => {
  it('has a box for each actor, one for all of one principal, in columns from the reader to the first speaker', () => {
    const { boxes, columns } = drawn(pier, 'was sold')
    expect(columns).toHaveLength(3)
    expect(names(boxes, 1)).toEqual(['Harbour Daily', 'Island Lantern', 'Quay Gazette'])
    expect(names(boxes, 2)).toEqual(['Coastal Agency'])
    expect(names(boxes, 3)).toEqual(['Ben Li + Ana Okoro', 'officials'])
  })

  it('sets those who report each other beside each other', () => {
    const { boxes, columns, ways } = drawn(pier, 'lamp')
    expect([columns.length, boxes.map(({ column }) => column), ways.length]).toEqual([1, [1, 1], 4])
  })

  it.each([
    ['was sold', 10],
    ['gone', 10],
    ['lamp', 10],
    ['Smoke', 1],
    ['Smoke', 10],
    ['Smoke', 60],
  ])('of "%s" keeps its boxes apart and inside, the same every time', (text, witnesses) => {
    const theCase = pierCase(witnesses)
    const diagram = drawn(theCase, text)
    expect(drawn(theCase, text)).toEqual(diagram)
    const { boxes, width, height, ways } = diagram
    const overlapping = boxes.flatMap((a, i) =>
      boxes
        .slice(i + 1)
        .filter(
          (b) =>
            a.column === b.column && Math.abs(a.y + a.height / 2 - b.y - b.height / 2) < (a.height + b.height) / 2 + 8,
        ),
    )
    expect(overlapping).toEqual([])
    for (const box of boxes) {
      expect(box.y).toBeGreaterThanOrEqual(0)
      expect(box.y + box.height).toBeLessThanOrEqual(height)
      expect(box.x + box.width).toBeLessThanOrEqual(width)
    }
    for (const { path } of ways) expect(path).not.toMatch(/NaN|undefined/)
  })

  it('leaves out relays in the middle of a long chain, never the cut, the outlet or the speaker', () => {
    const b = new CaseBuilder()
    const paper = b.actor('Paper', 'outlet')
    const source = b.source('t', 'One, two, three, four, five.', paper, null)
    let outer: ReturnType<typeof b.say> | undefined
    for (const word of ['One', 'two', 'three', 'four', 'five'])
      outer = b.say(source, { by: b.actor(word, 'person'), content: word, ...(outer && { relayedBy: outer }) })
    b.claim('Five', outer ? [[outer, 'asserts']] : [])
    expect(said(b.build(), 'Five')).toEqual(['Paper < One < two < three < four < five|'])
    const { boxes, columns } = drawn(b.build(), 'Five')
    expect(columns).toHaveLength(4)
    expect([names(boxes, 1), names(boxes, 4)]).toEqual([['Paper'], ['five']])
  })
})

describe('a name in a box', () => {
  it.each([
    ['Ana Okoro', ['Ana Okoro']],
    ['Ministry of Border Affairs', ['Ministry of', 'Border Affairs']],
    ['spokesperson of the united harbour authorities', ['spokesperson of', '…authorities']],
    ['Donaudampfschifffahrtsgesellschaft', ['Donaudampfsch-', 'ifffahrts…chaft']],
    ['代表団の報道官と港湾局', ['代表団の報道官', 'と港湾局']],
    ['  ', ['']],
  ])('%s stands in at most two lines, its end kept', (name, lines) => {
    expect(fitName(name, 15)).toEqual(lines)
  })
})
