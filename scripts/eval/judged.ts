import type { Judge, Judgement, OrderedPair } from '../../src/relate/judge.ts'

/** The judgements of any judge on pairs, in their order; many at once where it can. */
export async function judgementsOn(judge: Judge, pairs: readonly OrderedPair[]): Promise<readonly Judgement[]> {
  if (judge.judgeAll) return judge.judgeAll(pairs)
  const judgements: Judgement[] = []
  for (const [premise, hypothesis] of pairs) judgements.push(await judge.judge(premise, hypothesis))
  return judgements
}
