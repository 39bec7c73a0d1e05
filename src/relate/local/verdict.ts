import type { Token } from '../../language/english.ts'
import type { Judgement } from '../judge.ts'

/** What a rule says of an ordered pair. One that is not certain only proposes: two parts exclude each other if both sentences are about one thing. */
export interface Verdict {
  readonly judgement: Judgement
  readonly isCertain: boolean
  /** True for a proposal about a known subject, of which both say another thing; false where the words tell two subjects apart. */
  readonly isOfOneThing?: boolean
}

/** Not calibrated: a little below the precision that each rule showed on development pairs (docs/architecture.md). */
const SCORES = {
  negation: 0.95,
  denial: 0.95,
  antonym: 0.9,
  opposite: 0.9,
  number: 0.9,
  kind: 0.9,
  date: 0.8,
  place: 0.8,
  'denied cause': 0.9,
  'denied accusation': 0.9,
  'rival cause': 0.8,
  narrowing: 0.9,
  specialisation: 0.9,
  deletion: 0.9,
} as const

/** The name of a rule, as judgements carry it. */
export type Rule = keyof typeof SCORES
/** What a rule that only proposes is sure of. */
const PROPOSED = 0.5

const textsOf = (tokens: readonly Token[]) => tokens.map(({ text }) => text)

/** Both cannot hold. */
export function contradiction(
  kind: 'contradictory' | 'contrary',
  rule: Rule,
  reason: string,
  deciding: readonly Token[],
): Verdict {
  const judgement: Judgement = {
    label: 'contradiction',
    score: SCORES[rule],
    rule,
    reason,
    kind,
    deciding: textsOf(deciding),
  }
  return { judgement, isCertain: true }
}

/** What holds of the first holds of the second. */
export function entailment(rule: Rule, reason: string, deciding: readonly Token[]): Verdict {
  const judgement: Judgement = {
    label: 'entailment',
    score: SCORES[rule],
    rule,
    reason,
    kind: 'entails',
    deciding: textsOf(deciding),
  }
  return { judgement, isCertain: true }
}

/** The same, where it is not known that both are about one thing. */
export const proposed = ({ judgement }: Verdict): Verdict => ({
  judgement: { ...judgement, score: PROPOSED, rule: `${judgement.rule}?` },
  isCertain: false,
})
