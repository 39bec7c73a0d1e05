import type { Method, Relation } from '../model/records.ts'

/** Label of an ordered pair of texts, as in natural language inference. */
export type Label = 'entailment' | 'contradiction' | 'neutral'

/** What a judge says of a pair. One that abstains says neutral with score 0. */
export interface Judgement {
  readonly label: Label
  /** 0..1, what it means is documented with the method. */
  readonly score: number
  /** The rule or model that decided; empty when the judge abstains. */
  readonly rule: string
  /** A sentence a reader understands. */
  readonly reason: string
  /** The kind of relation that the judgement makes; null for neutral. */
  readonly kind: Relation['kind'] | null
  /** The words that decided, as they stand in premise and hypothesis; empty when the judge abstains. */
  readonly deciding: readonly string[]
}

/** Two texts in the order in which they are judged. */
export type OrderedPair = readonly [premise: string, hypothesis: string]

/** `pairsPerClaim` of a judge to which each pair is dear. What is lost by it is in docs/architecture.md. */
export const FEW_PAIRS = 20

/** Judges whether a premise entails or contradicts a hypothesis. */
export interface Judge {
  readonly method: Method
  /** Pairs that a claim proposes to it at most, its best; without it 100. */
  readonly pairsPerClaim?: number
  judge(premise: string, hypothesis: string): Promise<Judgement>
  /** The judgements on many pairs, in their order, for a judge to which each call is dear. `done` may grow by many at a time. */
  judgeAll?(pairs: readonly OrderedPair[], onProgress?: (done: number) => void): Promise<Judgement[]>
}

/** The judgement of a judge that is not sure. */
export const ABSTAINED: Judgement = {
  label: 'neutral',
  score: 0,
  rule: '',
  reason: 'The judge is not sure and abstains.',
  kind: null,
  deciding: [],
}

/** Of two judgements that agree the one with the lower score. */
export const weaker = (forward: Judgement, backward: Judgement) => (backward.score < forward.score ? backward : forward)
