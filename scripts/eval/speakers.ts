import path from 'node:path'
import { CERTAIN, rankAntecedents } from '../../src/resolve/antecedent.ts'
import { readGap } from './gap.ts'

interface Rates {
  /** Per cent, one decimal. */
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/** How well pronouns find whom they stand for. */
export interface SpeakerScores {
  readonly examples: number
  readonly overall: Rates
  readonly masculine: Rates
  readonly feminine: Rates
  /** F1 of feminine pronouns by F1 of masculine ones. */
  readonly bias: number
  /**
   * Where a name is taken from this probability up: of 100 names taken how many are right, and of 100 that are right how
   * many are taken; per cent, one decimal.
   */
  readonly certain: readonly OperatingPoint[]
}

interface OperatingPoint {
  readonly from: number
  readonly precision: number
  readonly coverage: number
  /** The one that a build works at. */
  readonly isUsed: boolean
}

interface Decision {
  readonly isFeminine: boolean
  readonly isA: boolean
  readonly isB: boolean
  readonly probabilityOfA: number
  readonly probabilityOfB: number
}

/** The likelier name is said to be meant from this probability up; F1 on gap-development is flat from 0 to 0.15. */
const MEANT = 0.1
const CURVE = [0.5, 0.6, 0.7, 0.8, 0.9]

/**
 * Scores the ranking of antecedents on gap-validation.tsv of a folder, by the snippet alone, as GAP's own scorer does: one
 * decision a name, precision, recall and F1 over them (Webster et al. 2018).
 */
export function evaluateSpeakers(folder: string): SpeakerScores {
  const examples = readGap(path.join(folder, 'gap-validation.tsv'))
  return scoreDecisions(
    examples.map((example): Decision => {
      const ranked = rankAntecedents(example.tokens, example.mentions, example.position)
      const of = (name: number) => ranked.find(({ person }) => person === name)?.probability ?? 0
      return { ...example, probabilityOfA: of(example.a), probabilityOfB: of(example.b) }
    }),
  )
}

/** Scores of given probabilities. */
export function scoreDecisions(decisions: readonly Decision[]): SpeakerScores {
  const masculine = ratesOf(decisions.filter(({ isFeminine }) => !isFeminine))
  const feminine = ratesOf(decisions.filter(({ isFeminine }) => isFeminine))
  return {
    examples: decisions.length,
    overall: ratesOf(decisions),
    masculine,
    feminine,
    bias: Math.round((100 * feminine.f1) / (masculine.f1 || 1)) / 100,
    certain: [...new Set([...CURVE, CERTAIN])]
      .toSorted((a, b) => a - b)
      .map((from) => {
        const { precision, recall } = ratesOf(decisions, from)
        return { from, precision, coverage: recall, isUsed: from === CERTAIN }
      }),
  }
}

function ratesOf(decisions: readonly Decision[], from = MEANT): Rates {
  let [hits, said, gold] = [0, 0, 0]
  for (const { isA, isB, probabilityOfA, probabilityOfB } of decisions) {
    const isAMeant = probabilityOfA >= probabilityOfB && probabilityOfA >= from
    const isBMeant = probabilityOfB > probabilityOfA && probabilityOfB >= from
    hits += Number(isAMeant && isA) + Number(isBMeant && isB)
    said += Number(isAMeant) + Number(isBMeant)
    gold += Number(isA) + Number(isB)
  }
  const precision = hits / (said || 1)
  const recall = hits / (gold || 1)
  const perCent = (share: number) => Math.round(1000 * share) / 10
  return {
    precision: perCent(precision),
    recall: perCent(recall),
    f1: perCent((2 * precision * recall) / (precision + recall || 1)),
  }
}
