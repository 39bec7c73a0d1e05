import { describe, expect, test } from 'vitest'
import type { Relation } from '../../src/model/records.ts'
import { cores, type Core } from './cores.ts'
import { keep } from './kept.ts'
import { Talk } from './talk.builder.ts'
import { seededRandom } from '../../src/model/random.fixture.ts'

const KINDS = ['contradictory', 'contrary', 'entails', 'entails', 'evidence', 'qualifies'] as const
const texts = (n: number) => Array.from({ length: n }, (_, i) => `Claim ${i}.`)

/** A literal as text, "+0" or "-0"; a clause holds where one of its literals does. */
type Clause = readonly [string, string]
interface Network {
  readonly talk: Talk
  readonly n: number
  readonly taken: readonly string[]
  readonly clauses: readonly Clause[]
}

function clausesOf(kind: Relation['kind'], a: number, b: number): readonly Clause[] {
  if (kind === 'entails') return [[`-${a}`, `+${b}`]]
  if (kind === 'contrary') return [[`-${a}`, `-${b}`]]
  if (kind !== 'contradictory') return []
  return [
    [`-${a}`, `-${b}`],
    [`+${a}`, `+${b}`],
  ]
}

function generated(seed: number, n: number, relations: number): Network {
  const random = seededRandom(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const talk = new Talk()
  const speakers = ['Ana Okoro', 'Ben Li'].map((name) => talk.actor(name))
  const taken: string[] = []
  for (let i = 0; i < n; i++)
    for (const [stance, sign, chance] of [
      ['asserts', '+', 0.75],
      ['denies', '-', 0.3],
    ] as const) {
      if (random() >= chance) continue
      talk.says(speakers[below(2)] ?? '', stance, `Claim ${i}.`)
      taken.push(`${sign}${i}`)
    }
  const clauses = new Map<string, readonly Clause[]>()
  for (let i = 0; i < relations; i++) {
    const [a, b] = [below(n), below(n)]
    const kind = KINDS[below(KINDS.length)] ?? 'contrary'
    if (a === b) continue
    // A relation of a type between two claims is one record, and the last one made is it.
    clauses.set(talk.relation(kind, `Claim ${a}.`, `Claim ${b}.`), clausesOf(kind, a, b))
  }
  return { talk, n, taken, clauses: [...clauses.values()].flat() }
}

const holds = (model: number, literal: string) =>
  ((model >> Number(literal.slice(1))) & 1) === (literal[0] === '+' ? 1 : 0)
const modelsOf = (n: number, clauses: readonly Clause[]) =>
  Array.from({ length: 2 ** n }, (_, model) => model).filter((model) =>
    clauses.every((clause) => clause.some((literal) => holds(model, literal))),
  )
const subsets = <T>(list: readonly T[]) =>
  Array.from({ length: 2 ** list.length }, (_, bits) => list.filter((_, i) => (bits >> i) & 1))
const isRefuted = (set: readonly string[], models: readonly number[]) =>
  !models.some((model) => set.every((literal) => holds(model, literal)))
const takesBoth = (set: readonly string[]) =>
  set.some((literal) => set.includes(`-${literal.slice(1)}`) && literal[0] === '+')

/** Every minimal set among those taken, by trying each subset; claims taken both ways are no set. */
function minimal(taken: readonly string[], isRefuted: (set: readonly string[]) => boolean): readonly string[] {
  return subsets(taken)
    .filter(
      (set) =>
        !takesBoth(set) && isRefuted(set) && set.every((one) => !isRefuted(set.filter((other) => other !== one))),
    )
    .map((set) => set.toSorted().join(' '))
    .sort()
}

const literalOf = ({ text, stance }: Core['positions'][number]) =>
  `${stance === 'asserts' ? '+' : '-'}${text.slice(6, -1)}`
function found({ talk }: Network): readonly Core[] {
  const { kept, principals } = talk.kept()
  const answers = cores(kept, principals, { limit: 1000 })
  expect(answers.every(({ finding, answer }) => finding.words.length > 0 && answer.isComplete)).toBe(true)
  return answers.map(({ answer }) => answer)
}
const setsOf = (answers: readonly Core[]) =>
  answers
    .filter(({ positions }) => positions.length > 0)
    .map(({ positions }) => positions.map(literalOf).sort().join(' '))
    .sort()

describe('against every subset and every truth assignment', () => {
  test('the minimal sets of networks of up to nine claims whose relations can all be right', () => {
    let seen = 0
    let largest = 0
    for (let seed = 0; seed < 250; seed++) {
      const network = generated(seed, 3 + (seed % 7), 3 + (seed % 11))
      const models = modelsOf(network.n, network.clauses)
      if (models.length === 0) continue
      const sets = setsOf(found(network))
      expect(sets, `seed ${seed}`).toEqual(minimal(network.taken, (set) => isRefuted(set, models)))
      seen += sets.length
      largest = Math.max(largest, network.n)
    }
    expect(seen).toBeGreaterThan(500)
    expect(largest).toBe(9)
  })

  test('the sets that some consistent part of the relations refutes, where all of them cannot be right', () => {
    let broken = 0
    for (let seed = 0; seed < 120; seed++) {
      const network = generated(seed, 2 + (seed % 3), 6 + (seed % 6))
      if (network.clauses.length > 10) continue
      const distinct = new Map(
        subsets(network.clauses)
          .map((part) => modelsOf(network.n, part))
          .map((models) => [models.join(), models]),
      )
      const parts = [...distinct.values()].filter((models) => models.length > 0)
      const cannot = (set: readonly string[]) => parts.some((models) => isRefuted(set, models))
      const isBroken = (i: number) => cannot([`+${i}`]) && cannot([`-${i}`])
      const expected = minimal(network.taken, cannot).filter(
        (set) => set.includes(' ') || !isBroken(Number(set.slice(1))),
      )
      const answers = found(network)
      expect(setsOf(answers), `seed ${seed}`).toEqual(expected)
      const hasBroken = network.taken.some((literal) => isBroken(Number(literal.slice(1))))
      expect(
        answers.some(({ positions }) => positions.length === 0),
        `seed ${seed}`,
      ).toBe(hasBroken)
      if (hasBroken) broken++
    }
    expect(broken).toBeGreaterThan(5)
  })

  test('the steps of each answer are a proof, from the first position to the opposite of the last', () => {
    for (let seed = 0; seed < 200; seed++) {
      const network = generated(seed, 9, 9)
      for (const { positions, steps } of found(network)) {
        const link = ({ text, holds }: Core['steps'][number]['from']) => `${holds ? '+' : '-'}${text.slice(6, -1)}`
        const flip = (literal: string) => (literal[0] === '+' ? '-' : '+') + literal.slice(1)
        for (const [i, step] of steps.entries()) {
          expect(network.clauses.map((clause) => clause.toSorted().join())).toContain(
            [flip(link(step.from)), link(step.to)].sort().join(),
          )
          const after = steps[i + 1]
          if (after) expect(after.from).toEqual(step.to)
        }
        const [first, last] = [steps[0], steps.at(-1)]
        if (!first || !last) throw new Error('no steps')
        const start = positions[0] ? literalOf(positions[0]) : link(first.from)
        expect(link(first.from)).toBe(start)
        const end = positions.at(-1)
        expect(link(last.to)).toBe(end ? flip(literalOf(end)) : start)
      }
    }
  })
})

describe('what an answer says', () => {
  test('a chain through a claim that nobody asserts, with who asserts its ends', () => {
    const talk = new Talk()
    const velden = talk.actor('Velden', { kind: 'state' })
    const ana = talk.actor('Ana Okoro', { speaksFor: [velden] })
    talk.says(ana, 'asserts', 'The bridge was shut at nine.')
    talk.says(velden, 'asserts', 'The bridge was open.')
    talk.relation('entails', 'The bridge was shut at nine.', 'The bridge was shut.', { reason: 'The same, and more.' })
    talk.relation('contrary', 'The bridge was shut.', 'The bridge was open.', { reason: 'Opposites.' })
    const { kept, principals } = talk.kept()
    const [answer, ...rest] = cores(kept, principals)
    expect(rest).toEqual([])
    expect(answer?.answer.within.map(({ name }) => name)).toEqual(['Velden'])
    expect(answer?.answer.steps.map(({ kind }) => kind).sort()).toEqual(['contrary', 'entails'])
    expect(answer?.finding.headline).toMatch(/^Cannot both hold if 2 relations are right: .*\(asserted by Velden\)/)
    expect(answer?.finding.note).toContain('Both by one side: Velden.')
    expect(answer?.finding.note).toMatch(/\(entails: The same, and more\.\)/)
  })

  test('two reports of one utterance are not both by one side', () => {
    const talk = new Talk()
    const ben = talk.actor('Ben Li')
    talk.b.utterance([talk.says(ben, 'asserts', 'Nine died.'), talk.says(ben, 'asserts', 'Ten died.')])
    talk.relation('contrary', 'Nine died.', 'Ten died.')
    const { kept, principals } = talk.kept()
    expect(cores(kept, principals).map(({ answer }) => answer.within)).toEqual([[]])
  })

  test('three that each exclude the other two blame the relations, not a claim', () => {
    const talk = new Talk()
    const ben = talk.actor('Ben Li')
    talk.says(ben, 'asserts', 'Claim 0.')
    for (const [a, b] of [
      [0, 1],
      [1, 2],
      [0, 2],
    ])
      talk.relation('contradictory', `Claim ${a}.`, `Claim ${b}.`)
    const { kept, principals } = talk.kept()
    const [answer, ...rest] = cores(kept, principals)
    expect(rest).toEqual([])
    expect(answer?.answer.positions).toEqual([])
    expect(answer?.finding.headline).toMatch(/^3 relations cannot all be right: /)
  })

  test('the limit keeps the shortest and is said; the order of records does not matter', () => {
    const talk = new Talk()
    const ben = talk.actor('Ben Li')
    for (const text of texts(30)) talk.says(ben, 'asserts', text)
    for (let i = 0; i + 1 < 30; i++) talk.relation('entails', `Claim ${i}.`, `Claim ${i + 1}.`)
    talk.relation('contrary', 'Claim 29.', 'Other claim.')
    talk.says(ben, 'asserts', 'Other claim.')
    const { kept, principals } = talk.kept()
    const all = cores(kept, principals)
    expect(all).toHaveLength(30)
    const few = cores(kept, principals, { limit: 7 })
    expect(few.map(({ answer }) => answer.steps.length)).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(few.every(({ finding, answer }) => !answer.isComplete && finding.note.includes('there may be more'))).toBe(
      true,
    )
    const turned = keep({ ...kept.case, relations: kept.case.relations.toReversed() })
    expect(cores(turned, principals).map(({ answer }) => answer.positions)).toEqual(
      all.map(({ answer }) => answer.positions),
    )
  })

  test('a chain of 1,000 claims ends at a limit, with what was found', () => {
    const talk = new Talk()
    const ben = talk.actor('Ben Li')
    for (const text of texts(1000)) talk.says(ben, 'asserts', text)
    for (let i = 0; i + 1 < 1000; i++) talk.relation('entails', `Claim ${i}.`, `Claim ${i + 1}.`)
    talk.relation('contrary', 'Claim 500.', 'Claim 999.')
    const { kept, principals } = talk.kept()
    const found = cores(kept, principals)
    expect(found).toHaveLength(200)
    expect(found[0]?.answer.isComplete).toBe(false)
  })
})
