import { describe, expect, test } from 'vitest'
import { claimId } from '../../src/model/id.ts'
import type { Case } from '../../src/model/records.ts'
import { CaseBuilder } from '../case.builder.ts'
import { generatedCase } from '../case.fixture.ts'
import type { Copy } from './find-copies.ts'
import { keep } from './kept.ts'
import { ASKED, networkCase, randomRoutes, type Extras } from './network.fixture.ts'
import { originsOf, type Origins } from './origins.ts'
import { principalsOf } from './principals.ts'
import { copiesBySource, routesOf } from './route.ts'

function originsIn(theCase: Case, copies: readonly Copy[] = [], claim = claimId(ASKED)): Origins {
  const kept = keep(theCase)
  const [found] = originsOf(routesOf(kept, principalsOf(kept.actors), copiesBySource(kept, copies)), [claim])
  if (!found) throw new RangeError('no such claim')
  return found
}

/** All of one text stands in another. */
const copy = (earlier = '', later = ''): Copy => {
  const all = { start: 0, end: 9999 }
  return { earlier, later, order: 'dated', share: 1, words: 99, spans: [{ later: all, earlier: all }] }
}

/** Small networks, their number, their cut, and why. */
const NETWORKS: readonly [string, readonly string[], number | null, readonly string[], Extras?][] = [
  ['nobody says it', [], 0, []],
  ['one paper in its own voice', ['Meridian'], 1, ['Meridian']],
  ['two papers in their own voices', ['Meridian', 'Harbour'], 2, ['Harbour', 'Meridian']],
  ['two texts of one paper', ['Meridian', 'Meridian'], 1, ['Meridian']],
  ['a wire story in five papers', ['A > AP', 'B > AP', 'C > AP', 'D > AP', 'E > AP'], 1, ['AP']],
  ['a wire story and the wire’s own text', ['A > AP', 'AP'], 1, ['AP']],
  ['two witnesses through one paper: the paper may err for both', ['A > Ana', 'A > Ben'], 1, ['A']],
  ['one witness through two papers', ['A > Ana', 'B > Ana'], 1, ['Ana']],
  ['two witnesses, two papers', ['A > Ana', 'B > Ben'], 2, ['Ana', 'Ben']],
  ['two witnesses, each in both papers', ['A > Ana', 'A > Ben', 'B > Ana', 'B > Ben'], 2, ['Ana', 'Ben']],
  ['three witnesses, two papers: the papers are the fewest', ['A > Ana', 'A > Ben', 'B > Cem'], 2, ['A', 'Cem']],
  ['A cites B, B cites A: no first speaker', ['A > B', 'B > A'], null, []],
  ['a circle of three', ['A > B', 'B > C', 'C > A'], null, []],
  ['A cites B, B cites A and a witness', ['A > B', 'B > A', 'B > Ana'], 1, ['Ana']],
  ['a circle, and beside it a paper that saw it', ['A > B', 'B > A', 'C'], 1, ['C']],
  ['a text in which A says B reports that A said it', ['A > B > A'], 1, ['A']],
  ['a leak to two papers: the same person, for all we know', ['A > ~officials', 'B > ~sources'], 0, []],
  ['a leak to two papers beside a witness', ['A > ~officials', 'B > ~sources', 'C > Ana'], 1, ['Ana']],
  ['various outlets report it', ['A > ~~outlets', 'B > ~~media'], 0, []],
  ['a minister and his ministry', ['A > Asif', 'B > Ministry'], 1, ['Ministry'], { speaksFor: ['Asif > Ministry'] }],
  [
    'a minister, his ministry and the army of one state',
    ['A > Asif', 'B > Ministry', 'C > Army'],
    1,
    ['Pakistan'],
    { speaksFor: ['Asif > Ministry', 'Ministry > Pakistan', 'Army > Pakistan'] },
  ],
  [
    'spokesmen of two states',
    ['A > Asif', 'B > Yaqoob'],
    2,
    ['Afghanistan', 'Pakistan'],
    { speaksFor: ['Asif > Pakistan', 'Yaqoob > Afghanistan'] },
  ],
  ['two papers of one owner', ['A', 'B'], 1, ['Group'], { speaksFor: ['A > Group', 'B > Group'] }],
  [
    'two that belong to a vague plural stay two',
    ['A', 'B'],
    2,
    ['A', 'B'],
    { speaksFor: ['A > ~~media', 'B > ~~media'] },
  ],
  ['a chain of relays is as strong as one', ['A > B > C > Ana'], 1, ['Ana']],
  ['two relays of one witness', ['A > R > Ana', 'B > S > Ana'], 1, ['Ana']],
  ['two witnesses through one agency in two papers', ['A > R > Ana', 'B > R > Ben'], 1, ['R']],
  ['two witnesses who spoke on one channel', ['A > @Geo > Ana', 'B > @Geo > Ben'], 1, ['Geo']],
  [
    'two who told reporters: these may be the papers’ own',
    ['A > @~reporters > Ana', 'B > @~reporters > Ben'],
    2,
    ['Ana', 'Ben'],
  ],
  ['a relay that is found to have it from a witness', ['A > R', 'R > Ana', 'B > Ana'], 1, ['Ana']],
  ['a paper that says it itself and cites a witness', ['A', 'A > Ana', 'B > Ana'], 1, ['Ana']],
  ['a text whose outlet is not known, and a paper', ['- > Ana', 'A > Ben'], 2, ['Ana', 'Ben']],
  ['two witnesses in a text whose outlet is not known', ['- > Ana'], 1, ['Ana']],
  ['an anonymous text in its own voice', ['-'], 0, []],
  [
    'named speakers through unnamed relays: these may be one',
    ['A > ~sources > Ana', 'B > ~sources > Ben'],
    1,
    ['somebody unnamed'],
  ],
  ['one named speaker through two unnamed relays', ['A > ~sources > Ana', 'B > ~sources > Ana'], 1, ['Ana']],
  ['an unnamed relay beside a clear path adds nothing', ['A > ~sources > Ana', 'B > Ben'], 1, ['Ben']],
  ['a claim that entails it counts', ['A > Ana'], 2, ['Ana', 'Ben'], { entailing: ['B > Ben'] }],
  ['a claim that only supports it does not', ['A > Ana'], 1, ['Ana'], { supporting: ['B > Ben'] }],
  ['a rejected statement does not count', ['A > Ana'], 0, [], { fields: { status: 'rejected' } }],
]

describe('independent origins', () => {
  test.each(NETWORKS)('%s', (_, routes, number, cut, extras) => {
    const { asserting } = originsIn(networkCase(routes, extras))
    expect([asserting.atMost, asserting.cutNames.toSorted()]).toEqual([number, [...cut].sort()])
    expect(asserting.paths).toHaveLength(number ?? 0)
    expect(asserting.undecided === null).toBe(number !== null)
  })

  test.each(NETWORKS)('denied instead of asserted: %s', (_, routes, number, cut, extras) => {
    const { entailing, supporting, ...rest } = extras ?? {}
    if (entailing ?? supporting)
      return expect(originsIn(networkCase([], { ...rest, denied: routes })).denying.atMost).toBe(1)
    const { asserting, denying } = originsIn(networkCase([], { ...rest, denied: routes }))
    expect([denying.atMost, denying.cutNames.toSorted()]).toEqual([number, [...cut].sort()])
    expect(asserting).toMatchObject({ atMost: 0, cut: [], unnamed: [], paths: [] })
  })

  test('lists unnamed speakers beside the number, with those through whom all of them came', () => {
    const { asserting } = originsIn(networkCase(['A > Reuters > ~officials', 'B > Reuters > ~a diplomat']))
    expect(asserting.unnamed).toHaveLength(2)
    expect(asserting.unnamedThrough).toEqual(originsIn(networkCase(['A > Reuters'])).asserting.cut)
  })

  test('names the first speakers, who are more than the origins', () => {
    const { asserting } = originsIn(networkCase(['A > Ana', 'A > Ben', 'A > Cem']))
    expect([asserting.speakers.length, asserting.atMost]).toEqual([3, 1])
  })

  test('says who have it from each other', () => {
    const { asserting } = originsIn(networkCase(['A > B', 'B > A']))
    expect(asserting.undecided).toMatch(
      /^not decidable on what is loaded, because (A and B|B and A) have it from each other/,
    )
  })

  test('a path goes from the source through outlet and relay to the speaker, each with a statement of that source', () => {
    const theCase = networkCase(['Meridian > Reuters > Ana'])
    const [path = []] = originsIn(theCase).asserting.paths
    expect(path.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'source Text 1',
      'outlet Meridian',
      'relay Reuters',
      'speaker Ana',
    ])
    const statements = new Map(theCase.statements.map((one) => [one.id, one]))
    expect(path.slice(2).map(({ id, statement }) => statements.get(statement)?.speaker === id)).toEqual([true, true])
    expect(path.every(({ statement }) => statements.get(statement)?.source === path[0]?.id)).toBe(true)
  })

  test('a text that repeats another rests on it', () => {
    const theCase = networkCase(['A > Ana', 'B > Ben'])
    const [a, b] = ['A', 'B'].map((name) =>
      theCase.sources.find(({ outlet }) => outlet === theCase.actors.find((one) => one.name === name)?.id),
    )
    const { asserting } = originsIn(theCase, [copy(a?.id, b?.id)])
    expect([asserting.atMost, asserting.cutNames]).toEqual([1, ['A']])
    expect(originsIn(theCase, [{ ...copy(a?.id, b?.id), spans: [] }]).asserting.atMost).toBe(2)
  })

  test('what a text repeats in its own voice, the other text said first', () => {
    const theCase = networkCase(['A', 'B'])
    const [one, other] = theCase.sources
    const { asserting } = originsIn(theCase, [copy(one?.id, other?.id)])
    expect([asserting.atMost, asserting.cut]).toEqual([1, [one?.outlet]])
  })

  test('who speaks for two states makes them one only where he has a part', () => {
    const b = new CaseBuilder()
    const [north, south] = [b.actor('North', 'state'), b.actor('South', 'state')]
    const envoy = b.actor('Envoy', 'person', { speaksFor: [north, south] })
    const [with_, without] = [b.claim('The border is open'), b.claim('The border is shut')]
    for (const [i, [speaker, claim]] of (
      [
        [north, with_],
        [south, with_],
        [envoy, with_],
        [north, without],
        [south, without],
      ] as const
    ).entries()) {
      const source = b.source(`S${i}`, `Words ${i} here.`, { outlet: b.actor(`Paper ${i}`, 'outlet') })
      b.stance(b.statement(source, speaker, { content: `Words ${i}` }, { form: 'indirect' }), 'asserts', claim)
    }
    expect(originsIn(b.build(), [], with_).asserting.atMost).toBe(1)
    expect(originsIn(b.build(), [], without).asserting.atMost).toBe(2)
  })

  test('10,000 statements on one claim', () => {
    const routes = Array.from({ length: 10_000 }, (_, i) => `P${i % 500} > R${i % 900} > W${i % 3000}`)
    const { asserting, sources } = originsIn(networkCase(routes))
    expect([sources, asserting.atMost]).toEqual([10_000, 500])
  })
})

const SEEDS = Array.from({ length: 300 }, (_, i) => i + 1)
const atMost = (routes: readonly string[], extras?: Extras) =>
  originsIn(networkCase(routes, extras)).asserting.atMost ?? 0

describe('what never raises the number', () => {
  test('an unnamed speaker in a new paper', () => {
    for (const seed of SEEDS) {
      const routes = randomRoutes(seed)
      expect(atMost([...routes, 'New > ~somebody'])).toBe(atMost(routes))
    }
  })

  test('a new paper that only has it from a paper that has it', () => {
    for (const seed of SEEDS) {
      const routes = randomRoutes(seed)
      expect(atMost([...routes, `New > ${routes[0] ?? ''}`])).toBeLessThanOrEqual(atMost(routes))
    }
  })

  test('a second spokesman of a state that said it', () => {
    for (const seed of SEEDS) {
      const routes = [...randomRoutes(seed), 'P0 > Asif']
      const extras = { speaksFor: ['Asif > Pakistan', 'Dar > Pakistan'] }
      expect(atMost([...routes, 'P0 > Dar'], extras)).toBe(atMost(routes, extras))
    }
  })

  test('a copy of a source', () => {
    for (const seed of SEEDS) {
      const routes = randomRoutes(seed)
      const [first = ''] = routes
      const theCase = networkCase([...routes, first.replace(/^P\d/, 'Copyist')])
      const ids = theCase.sources
        .toSorted((a, b) => Number(a.title.slice(5)) - Number(b.title.slice(5)))
        .map(({ id }) => id)
      expect(originsIn(theCase, [copy(ids[0], ids.at(-1))]).asserting.atMost ?? 0).toBeLessThanOrEqual(atMost(routes))
    }
  })
})

test('other names, the same numbers', () => {
  for (const seed of SEEDS) {
    const routes = randomRoutes(seed)
    const renamed = routes.map((route) =>
      route.replace(/([NP])(\d)/g, (_, letter, digit) => `${letter === 'N' ? 'Zora' : 'Quay'} ${9 - Number(digit)}`),
    )
    expect(originsIn(networkCase(renamed)).asserting.atMost).toBe(originsIn(networkCase(routes)).asserting.atMost)
  }
})

test('generated cases with everything in them have an answer for every claim, whose paths share nobody', () => {
  for (const seed of SEEDS.slice(0, 60)) {
    const kept = keep(generatedCase(seed))
    const principals = principalsOf(kept.actors)
    for (const { asserting, denying } of originsOf(routesOf(kept, principals, new Map())))
      for (const { atMost, cut, paths } of [asserting, denying]) {
        expect(cut).toHaveLength(atMost ?? 0)
        const passed = paths.flatMap((path) => [
          ...new Set(path.filter(({ kind }) => kind !== 'source').flatMap(({ id }) => principals.of(id))),
        ])
        expect(new Set(passed).size).toBe(passed.length)
      }
  }
})
