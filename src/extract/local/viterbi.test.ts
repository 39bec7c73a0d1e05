import { expect, test } from 'vitest'
import { bestLabels, SPAN_LABELS } from './viterbi.ts'

const N = SPAN_LABELS.length

/** Numbers from 0 to 1 that are the same in every run (a linear congruential generator). */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

const isSound = (labels: readonly number[]) =>
  labels.every((label, i) => {
    const name = SPAN_LABELS[label] ?? ''
    const before = SPAN_LABELS[labels[i - 1] ?? 0] ?? 'O'
    return !name.startsWith('I-') || (i > 0 && before.slice(2) === name.slice(2))
  })

/** Every sequence of `n` labels. */
function* sequences(n: number): Generator<number[]> {
  if (n === 0) yield []
  else for (const rest of sequences(n - 1)) for (let y = 0; y < N; y++) yield [...rest, y]
}

test.each([1, 2, 3, 4, 5])('of all sound sequences of %i labels the likeliest is found', (n) => {
  const random = randomNumbers(n)
  for (let round = 0; round < 20; round++) {
    const scores = Float64Array.from({ length: n * N }, () => Math.log(random()))
    const sumOf = (labels: Iterable<number>) => [...labels].reduce((sum, y, i) => sum + (scores[i * N + y] ?? 0), 0)
    const best = Math.max(...[...sequences(n)].filter(isSound).map(sumOf))
    const found = [...bestLabels(scores, n)]
    expect(isSound(found)).toBe(true)
    expect(sumOf(found)).toBeCloseTo(best, 10)
  }
})

test('no inside label comes without its begin, however likely it is', () => {
  const random = randomNumbers(99)
  const scores = Float64Array.from({ length: 2000 * N }, (_, i) => (i % N === 2 || i % N === 4 ? 0 : -5 * random()))
  expect(isSound([...bestLabels(scores, 2000)])).toBe(true)
})

test('no words have no labels', () => {
  expect(bestLabels(new Float64Array(), 0)).toHaveLength(0)
})
