import { expect, test } from 'vitest'
import { fitTemperature, fitThreshold, precisionFrom, wilson, type Answer, type LabelledLogits } from './fit.ts'

/** `n` pairs of which `right` are contradictions, as the model says with these logits. */
const pairs = (n: number, right: number, logit: number): LabelledLogits[] =>
  Array.from({ length: n }, (_, i) => ({ logits: [0, 0, logit], label: i < right ? 'contradiction' : 'neutral' }))
const answers = (score: number, right: number, of: number): Answer[] =>
  Array.from({ length: of }, (_, i) => ({ score, isRight: i < right }))

test('the temperature makes the probability what share is right', () => {
  // 80 of 100: e^x / (e^x + 2) = 0.8 where x = ln 8.
  expect(fitTemperature([pairs(100, 80, 6)])).toBeCloseTo(6 / Math.log(8), 3)
  expect(fitTemperature([pairs(100, 80, 0.5)])).toBeCloseTo(0.5 / Math.log(8), 3)
})

test('every set counts the same for the temperature, whatever its size', () => {
  const small = pairs(50, 30, 4)
  const large = pairs(50, 45, 4)
  const grown = Array.from({ length: 20 }, () => large).flat()
  expect(fitTemperature([small, grown])).toBeCloseTo(fitTemperature([small, large]), 6)
})

test("Wilson's interval", () => {
  // Values of Newcombe 1998, "Two-sided confidence intervals for the single proportion", method 3.
  for (const [right, of, lower, upper] of [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ] as const) {
    expect(wilson(right, of).lower).toBeCloseTo(lower, 4)
    expect(wilson(right, of).upper).toBeCloseTo(upper, 4)
  }
  expect(wilson(0, 0)).toEqual({ lower: 0, upper: 1 })
})

test('the threshold is the lowest score from which every set with enough answers is precise', () => {
  const good = { set: 'good', answers: [...answers(0.95, 30, 30), ...answers(0.6, 20, 20)] }
  const worse = { set: 'worse', answers: [...answers(0.9, 28, 30), ...answers(0.7, 0, 10)] }
  const few = { set: 'few', answers: [...answers(0.99, 17, 20), ...answers(0.65, 0, 30)] }
  const fewer = { set: 'fewer', answers: answers(0.99, 0, 4) }
  expect(fitThreshold([good])).toBe(0.5)
  expect(fitThreshold([good, worse, few, fewer])).toBe(0.701)
  expect(precisionFrom(worse, 0.701)).toEqual({ set: 'worse', answers: 30, right: 28, precision: 0.933, lower: 0.787 })
})

test('a bad set does not get out of the way by having few answers left', () => {
  const good = { set: 'good', answers: answers(0.99, 50, 50) }
  const bad = { set: 'bad', answers: [...answers(0.9, 14, 20), ...answers(0.6, 0, 20)] }
  expect(fitThreshold([good, bad])).toBe(0.901)
})

test('there is no threshold where nothing is precise enough or too little is answered', () => {
  expect(fitThreshold([{ set: 'wrong', answers: answers(0.9999, 20, 30) }])).toBeNull()
  expect(fitThreshold([{ set: 'few', answers: answers(0.9, 20, 20) }])).toBeNull()
})
