import type { Judge, Judgement, OrderedPair } from '../../src/relate/judge.ts'

/** The judgements of any judge on pairs, in their order; many at once where it can. */
export async function judgementsOn(
  judge: Judge,
  pairs: readonly OrderedPair[],
  onProgress: (done: number) => void = () => {},
): Promise<readonly Judgement[]> {
  if (judge.judgeAll) return judge.judgeAll(pairs, onProgress)
  const judgements: Judgement[] = []
  for (const [premise, hypothesis] of pairs) {
    judgements.push(await judge.judge(premise, hypothesis))
    onProgress(judgements.length)
  }
  return judgements
}
