import { expect, test } from 'vitest'
import { claimId } from '../../src/model/id.ts'
import { smallestCut } from './flow.ts'
import { keep } from './kept.ts'
import { knockOuts } from './knock-out.ts'
import { ASKED, networkCase, randomRoutes } from './network.fixture.ts'
import { namedNetwork } from './origins.ts'
import { principalsOf } from './principals.ts'
import { routesOf } from './route.ts'
import { sidesIn } from './sides.ts'

const read = (routes: readonly string[], extras = {}) => {
  const kept = keep(networkCase(routes, extras))
  return routesOf(kept, principalsOf(kept.actors), new Map())
}
const lost = (routes: readonly string[], extras = {}) =>
  knockOuts(read(routes, extras)).map(({ answer }) => `${answer.kind} ${answer.name}`)

test.each<[string, string[], string[]]>([
  ['the wire and nobody else', ['A > AP', 'B > AP'], ['actor AP']],
  [
    'every station of a single chain, and its text',
    ['A > R > Ana'],
    ['actor A', 'actor Ana', 'actor R', 'source Text 1'],
  ],
  ['nobody where there are two origins', ['A > Ana', 'B > Ben'], []],
  ['nobody where there is none', ['A > ~officials'], []],
  ['nobody in a circle', ['A > B', 'B > A'], []],
])('without whom a claim has no origin left: %s', (_, routes, expected) => {
  expect(lost(routes).toSorted()).toEqual(expected.toSorted())
})

test('a state is missed with all who speak for it', () => {
  const extras = { speaksFor: ['Asif > Pakistan', 'Dar > Pakistan'] }
  expect(lost(['A > Asif', 'B > Dar'], extras)).toEqual(['actor Pakistan'])
})

test('whoever is named cannot be spared, whoever is not can, on 300 random networks', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const routes = read(randomRoutes(seed))
    const { named } = sidesIn(routes)(claimId(ASKED)).asserting
    const { ids, edges, starts, ends } = namedNetwork(routes, named)
    const isLeft = (without: number) => {
      const stay = (vertex: number) => vertex !== without
      const left = edges.filter(([from, to]) => stay(from) && stay(to))
      return smallestCut(ids.length, left, starts.filter(stay), ends.filter(stay)).size > 0
    }
    const hasOrigin = isLeft(-1)
    const expected = ids.filter((id, vertex) => id !== '' && hasOrigin && !isLeft(vertex))
    const found = knockOuts(routes).flatMap(({ answer }) => (answer.kind === 'actor' ? answer.id : []))
    expect([seed, found.toSorted()]).toEqual([seed, expected.toSorted()])
  }
})

test('every loss opens words', () => {
  const routes = read(['A > R > Ana'])
  for (const { finding } of knockOuts(routes)) {
    expect(finding.words.length).toBeGreaterThan(0)
    for (const { statement } of finding.words) expect(routes.kept.statements.has(statement)).toBe(true)
  }
})
