import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import * as v from 'valibot'
import { HearsayError } from '../../src/model/error.ts'
import { claimId } from '../../src/model/id.ts'
import type { Claim } from '../../src/model/records.ts'
import { block } from '../../src/relate/block.ts'
import { perCent } from './spans.ts'

const PairSchema = v.object({ premise: v.string(), hypothesis: v.string(), label: v.string() })
/** Of pairs with these labels one sentence bears on the other. */
const RELATED: ReadonlySet<string> = new Set([
  'entailment',
  'contradiction',
  'support',
  'undermine',
  'partial',
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
 * Proposes pairs among all premises and hypotheses of each `x.jsonl` in a folder, as if each sentence were a claim, and counts
 * how many of the related pairs are among them. A line has `premise`, `hypothesis` and `label`. Throws `no-pairs`.
 */
export function evaluateBlocking(folder: string): BlockingScores[] {
  const refuse = (why: string, cause?: unknown) =>
    new HearsayError(
      'no-pairs',
      `${folder}: ${why}. Name a folder of JSONL files with premise, hypothesis and label.`,
      {
        isUsage: true,
        cause,
      },
    )
  let files: string[]
  try {
    files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'))
  } catch (cause) {
    throw refuse('it cannot be read', cause)
  }
  if (files.length === 0) throw refuse('it has no .jsonl')
  return files.sort().map((file) => {
    const lines = readFileSync(path.join(folder, file), 'utf8').split('\n')
    const pairs = lines.flatMap((line, index) => {
      if (line.trim() === '') return []
      try {
        return [v.parse(PairSchema, JSON.parse(line))]
      } catch (cause) {
        throw refuse(`line ${index + 1} of ${file} is no labelled pair`, cause)
      }
    })
    return scoreBlocking(file.replace(/\.jsonl$/, ''), pairs)
  })
}

function scoreBlocking(set: string, pairs: readonly v.InferOutput<typeof PairSchema>[]): BlockingScores {
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
