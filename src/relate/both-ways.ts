import type { Candidates, Pair } from './block.ts'
import { ABSTAINED, type Judge, type Judgement, type OrderedPair } from './judge.ts'

/** A pair with what a judge says of it in either direction. */
interface JudgedPair {
  readonly pair: Pair
  readonly forward: Judgement
  readonly backward: Judgement
}

/**
 * Judges every pair both ways: one after the other as they are walked through, so that none is held, or all at once by a judge that
 * can: first all forward, then all backward.
 */
export async function* judgeBothWays(
  judge: Judge,
  pairs: Candidates,
  onProgress: (done: number, total: number) => void,
): AsyncGenerator<JudgedPair> {
  const total = pairs.length
  let done = 0
  if (!judge.judgeAll) {
    for (const pair of pairs) {
      const [a, b] = pair
      const forward = await judge.judge(a.text, b.text)
      const backward = await judge.judge(b.text, a.text)
      yield { pair, forward, backward }
      onProgress(++done, total)
    }
    return
  }
  const all = [...pairs]
  const forwards = all.map(([a, b]): OrderedPair => [a.text, b.text])
  const backwards = all.map(([a, b]): OrderedPair => [b.text, a.text])
  const judgements = await judge.judgeAll([...forwards, ...backwards], (judged) => {
    if (judged % 2 === 0) onProgress(judged / 2, total)
  })
  for (const [index, pair] of all.entries())
    yield {
      pair,
      forward: judgements[index] ?? ABSTAINED,
      backward: judgements[all.length + index] ?? ABSTAINED,
    }
}
