import { describe, expect, test } from 'vitest'
import { dfQuad, quadraticEnergy, type Bipolar } from './semantics.ts'
import { strength, type StrengthOptions } from './strength.ts'
import { Talk } from './talk.builder.ts'
import { seededRandom } from '../../src/model/random.fixture.ts'

/** Arguments 0 to n - 1 with edges [from, to], all of one base score. */
function graph(
  n: number,
  base: number,
  attacks: readonly (readonly [number, number])[],
  supports: typeof attacks = [],
): Bipolar {
  const into = (edges: typeof attacks) =>
    Array.from({ length: n }, (_, i) => edges.filter(([, to]) => to === i).map(([from]) => from))
  return { attackers: into(attacks), supporters: into(supports), base }
}
const BOTH = [
  ['df-quad', dfQuad],
  ['quadratic-energy', quadraticEnergy],
] as const

// By hand from the formulas of the papers; base score 0.5 unless it is said.
test.each([
  ['nobody', 1, 0.5, [], [], 0.5, 0.5],
  // 0.5 - 0.5 * 0.5; E = -0.5, h = 0.25 / 1.25 = 0.2, 0.5 - 0.5 * 0.2.
  ['one attacker', 2, 0.5, [[1, 0]], [], 0.25, 0.4],
  ['one supporter', 2, 0.5, [], [[1, 0]], 0.75, 0.6],
  // 1 - 0.5 * 0.5 = 0.75; E = -1, h = 1 / 2.
  [
    'two attackers',
    3,
    0.5,
    [
      [1, 0],
      [2, 0],
    ],
    [],
    0.125,
    0.25,
  ],
  ['one of each', 3, 0.5, [[1, 0]], [[2, 0]], 0.5, 0.5],
  // Supporters 0.75 less attacker 0.5; E = 1 - 0.5, h = 0.2.
  [
    'two supporters, one attacker',
    4,
    0.5,
    [[1, 0]],
    [
      [2, 0],
      [3, 0],
    ],
    0.625,
    0.6,
  ],
  // 2 attacks 1 attacks 0: 1 stands at 0.25; then at 0.4, E = -0.4, h = 0.16 / 1.16.
  [
    'an attacked attacker',
    3,
    0.5,
    [
      [2, 1],
      [1, 0],
    ],
    [],
    0.375,
    0.5 - 0.5 * (0.16 / 1.16),
  ],
  // Base 0.8: 0.8 - 0.8 * 0.8; E = -0.8, h = 0.64 / 1.64.
  ['one attacker, base 0.8', 2, 0.8, [[1, 0]], [], 0.16, 0.8 - 0.8 * (0.64 / 1.64)],
  ['one supporter, base 0.2', 2, 0.2, [], [[1, 0]], 0.36, 0.2 + 0.8 * (0.04 / 1.04)],
] as const)('%s', (_, n, base, attacks, supports, byDfQuad, byEnergy) => {
  expect(dfQuad(graph(n, base, attacks, supports)).values[0]).toBeCloseTo(byDfQuad, 6)
  expect(quadraticEnergy(graph(n, base, attacks, supports)).values[0]).toBeCloseTo(byEnergy, 6)
})

describe.each(BOTH)('%s', (_, semantics) => {
  test('equal places in a graph get equal values, and those lie between 0 and 1', () => {
    const ring = Array.from({ length: 6 }, (_, i) => [i, (i + 1) % 6] as const)
    const { values, isConverged } = semantics(graph(6, 0.5, ring))
    expect(isConverged).toBe(true)
    expect(Math.max(...values) - Math.min(...values)).toBeLessThan(1e-9)
  })

  test('one attacker more never makes stronger, one supporter more never weaker', () => {
    const random = seededRandom(7)
    for (let round = 0; round < 100; round++) {
      const n = 2 + Math.floor(random() * 7)
      // From higher to lower numbers only: no cycles.
      const edge = () => {
        const to = Math.floor(random() * (n - 1))
        return [to + 1 + Math.floor(random() * (n - 1 - to)), to] as const
      }
      const attacks = Array.from({ length: Math.floor(random() * n) }, edge)
      const supports = Array.from({ length: Math.floor(random() * n) }, edge)
      const before = semantics(graph(n, 0.5, attacks, supports)).values[0] ?? 0
      const more = [n, 0] as const
      const attacked = semantics(graph(n + 1, 0.5, [...attacks, more], supports)).values[0] ?? 0
      const supported = semantics(graph(n + 1, 0.5, attacks, [...supports, more])).values[0] ?? 0
      expect(attacked).toBeLessThanOrEqual(before + 1e-9)
      expect(supported).toBeGreaterThanOrEqual(before - 1e-9)
      for (const value of [before, attacked, supported]) expect(value >= 0 && value <= 1).toBe(true)
    }
  })
})

test('two that attack each other from base score 1 swing for ever by DF-QuAD, not by quadratic energy', () => {
  const mutual = graph(2, 1, [
    [0, 1],
    [1, 0],
  ])
  expect(dfQuad(mutual)).toMatchObject({ isConverged: false, lastChange: 1 })
  const { values, isConverged } = quadraticEnergy(mutual)
  expect(isConverged).toBe(true)
  // The root of s = 1 - s² / (1 + s²), which is s + s³ = 1.
  expect(values[0]).toBeCloseTo(0.6823278, 6)
})

describe('strength of claims', () => {
  function ask(options?: StrengthOptions) {
    const talk = new Talk()
    const ben = talk.actor('Ben Li')
    for (const claim of ['Shut.', 'Open.', 'Shut at nine.', 'Wide.']) talk.says(ben, 'asserts', claim)
    talk.relation('contrary', 'Shut.', 'Open.', { reason: 'Opposites.' })
    talk.relation('entails', 'Shut at nine.', 'Shut.', { reason: 'The same, and more.' })
    talk.relation('qualifies', 'Wide.', 'Open.')
    const { kept } = talk.kept()
    return strength(kept, { ...options, ...(options?.claim ? { claim: talk.b.claim(options.claim) } : {}) })
  }

  test('names the semantics and says that it is no verdict', () => {
    const found = ask({ semantics: 'df-quad' })
    expect(found.map(({ answer }) => answer.text).sort()).toEqual(['Open.', 'Shut at nine.', 'Shut.'])
    for (const { finding } of found) {
      expect(finding.headline).toMatch(/^By DF-QuAD, base score 0\.5, strength 0\.\d\d: /)
      expect(finding.note).toContain('not a verdict')
      expect(finding.words.length).toBeGreaterThan(0)
    }
  })

  test('on request for one claim, what each relation contributes', () => {
    const [found, ...rest] = ask({ semantics: 'df-quad', claim: 'Shut.' })
    expect(rest).toEqual([])
    // With the support alone 0.75; with the attack alone the root of s = 0.5 - 0.5 s.
    expect(found?.answer.contributions.map(({ kind, without }) => [kind, Number(without.toFixed(4))])).toEqual([
      ['entails', 0.3333],
      ['contrary', 0.75],
    ])
    expect(ask({ claim: 'Wide.' })).toEqual([])
  })

  test('says where it did not converge, for its own cluster only', () => {
    const talk = new Talk()
    const ben = talk.actor('Ben Li')
    for (const claim of ['Shut.', 'Open.', 'Dry.', 'It rained.']) talk.says(ben, 'asserts', claim)
    talk.relation('contrary', 'Shut.', 'Open.')
    talk.relation('evidence', 'It rained.', 'Dry.')
    const found = strength(talk.kept().kept, { semantics: 'df-quad', base: 1 })
    expect(
      found
        .filter(({ answer }) => answer.strength === null)
        .map(({ answer }) => answer.text)
        .sort(),
    ).toEqual(['Open.', 'Shut.'])
    expect(found.find(({ answer }) => answer.text === 'Shut.')?.finding.headline).toContain('did not converge')
  })

  test('a base score outside 0 to 1 is refused', () => {
    expect(() => ask({ base: 2 })).toThrow(RangeError)
    expect(() => ask({ base: Number.NaN })).toThrow(RangeError)
  })
})
