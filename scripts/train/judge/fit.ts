import { softmax } from '../../../src/relate/model/calibration.ts'
import { LABELS } from '../../../src/relate/model/cross-encoder.ts'
import type { Label } from '../../../src/relate/judge.ts'

/** The logits of a pair, in the order of `LABELS`, and the label that people gave it. */
export interface LabelledLogits {
  readonly logits: readonly number[]
  readonly label: Label
}

/** What a model would answer, and with which score. */
export interface Answer {
  readonly score: number
  readonly isRight: boolean
}

/** The answers of one label on one set of pairs. */
export interface AnswersOfSet {
  readonly set: string
  readonly answers: readonly Answer[]
}

/** Inverse temperatures between which the best is sought, and in how many steps. */
const [LOWEST, HIGHEST, STEPS] = [0.02, 20, 100]
/** Precision that a threshold has to reach on every set with more answers than `FEW`; fewer than `TOO_FEW` say nothing. */
const WANTED = 0.9
const FEW = 20
const TOO_FEW = 5
/** Standard deviations of a 95 % interval. */
const Z = 1.96

/**
 * The temperature of least negative log-likelihood, each set counting the same (Guo et al. 2017, "On calibration of modern neural
 * networks"). The likelihood is convex in the inverse temperature, so halving the range by thirds finds it.
 */
export function fitTemperature(sets: readonly (readonly LabelledLogits[])[]): number {
  const loss = (inverse: number) =>
    sets.reduce((sum, pairs) => {
      const losses = pairs.map(({ logits, label }) =>
        // A probability of 0 has no logarithm.
        Math.log(Math.max(softmax(logits, 1 / inverse)[LABELS.indexOf(label)] ?? 0, Number.MIN_VALUE)),
      )
      return sum - losses.reduce((sum, one) => sum + one, 0) / (pairs.length || 1)
    }, 0)
  let [low, high] = [LOWEST, HIGHEST]
  for (let step = 0; step < STEPS; step++) {
    const [left, right] = [low + (high - low) / 3, high - (high - low) / 3]
    if (loss(left) < loss(right)) high = right
    else low = left
  }
  return 2 / (low + high)
}

/** Wilson's 95 % interval of a share. */
export function wilson(right: number, of: number): { readonly lower: number; readonly upper: number } {
  if (of === 0) return { lower: 0, upper: 1 }
  const share = right / of
  const middle = share + (Z * Z) / (2 * of)
  const margin = Z * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of))
  const scale = 1 + (Z * Z) / of
  return { lower: Math.max(0, (middle - margin) / scale), upper: Math.min(1, (middle + margin) / scale) }
}

/** How many answers from a score up are right. */
export function precisionFrom({ set, answers }: AnswersOfSet, threshold: number) {
  const kept = answers.filter(({ score }) => score >= threshold)
  const right = kept.filter(({ isRight }) => isRight).length
  const round = (share: number) => Math.round(share * 1000) / 1000
  const precision = round(right / (kept.length || 1))
  return { set, answers: kept.length, right, precision, lower: round(wilson(right, kept.length).lower) }
}

/**
 * The lowest score, in thousandths from 0.5, from which 90 of 100 answers are right on every set that has more than 20 of them, and on
 * none of 5 to 20 so many are wrong that 90 are out of question (Wilson's interval): otherwise the first score at which a bad set has
 * 20 answers left would do. Null where there is none or no set has more than 20.
 */
export function fitThreshold(sets: readonly AnswersOfSet[]): number | null {
  for (let thousandths = 500; thousandths < 1000; thousandths++) {
    const measured = sets.map((set) => precisionFrom(set, thousandths / 1000))
    const isAnswered = measured.some(({ answers }) => answers > FEW)
    const isPrecise = measured.every(({ answers, right }) => {
      if (answers > FEW) return right >= WANTED * answers
      return answers < TOO_FEW || wilson(right, answers).upper >= WANTED
    })
    if (isAnswered && isPrecise) return thousandths / 1000
  }
  return null
}
