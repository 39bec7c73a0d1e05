import { claimId } from '../../src/model/id.ts'
import type { Claim } from '../../src/model/records.ts'
import { block } from '../../src/relate/block.ts'
import { readSets, type LabelledPair, type PairSet } from './sets.ts'
import { perCent } from './spans.ts'

/** Of pairs with these labels one sentence bears on the other. */
const RELATED: ReadonlySet<LabelledPair['label']> = new Set([
  'entailment',
  'contradiction',
  'support',
  'undermine',
  'paraphrase',
])

/** What blocking proposes in one pool of sentences. Shares are per cent with one decimal. */
export interface BlockingScores {
  readonly set: string
  readonly sentences: number
  /** Pairs labelled related, each once, and the share of them that is proposed. */
  readonly related: number
  readonly recall: number
  /** Share of all pairs of sentences that is proposed, and proposals a sentence. */
  readonly proposed: number
  readonly pairsASentence: number
}

/**
 * Proposes pairs among all premises and hypotheses of each set of labelled pairs (sets.ts), as if each sentence were a claim, and counts
 * how many of the related pairs are among them.
 */
export function evaluateBlocking(data: string, names: readonly string[] = []): BlockingScores[] {
  return readSets(data, ['inference', 'argument', 'sameness'], names).map((set) => scoreBlocking(set))
}

function scoreBlocking({ set, pairs }: PairSet): BlockingScores {
  const claims = new Map<string, Claim>()
  const related = new Set<string>()
  const add = (text: string) => {
    const id = claimId(text)
    claims.set(id, { id, text, about: [], method: { name: 'eval', version: '1' }, status: 'proposed' })
    return id
  }
  for (const { premise, hypothesis, label } of pairs) {
    const ids = [add(premise), add(hypothesis)].sort()
    if (RELATED.has(label) && ids[0] !== ids[1]) related.add(ids.join(' '))
  }
  const candidates = block([...claims.values()])
  let found = 0
  for (const [a, b] of candidates) if (related.has(`${a.id} ${b.id}`)) found++
  const all = (claims.size * (claims.size - 1)) / 2
  return {
    set,
    sentences: claims.size,
    related: related.size,
    recall: perCent(found / (related.size || 1)),
    proposed: perCent(candidates.length / (all || 1)),
    pairsASentence: Math.round((10 * candidates.length) / (claims.size || 1)) / 10,
  }
}
