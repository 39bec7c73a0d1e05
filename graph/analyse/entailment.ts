import { push, type Kept } from './kept.ts'

/** Which claims entail which, over `supports` relations of the kind `entails`, however many steps. */
export interface Entailment {
  /** The claim itself and every claim that entails it. */
  readonly into: (claim: string) => readonly string[]
  /** The claim itself and every claim that it entails. */
  readonly from: (claim: string) => readonly string[]
}

/** Reads the entailments of a case. Evidence that only supports is none. */
export function entailmentOf(kept: Kept): Entailment {
  const into = new Map<string, string[]>()
  const from = new Map<string, string[]>()
  for (const { type, kind, from: premise, to: conclusion } of kept.relations) {
    if (type !== 'supports' || kind !== 'entails') continue
    push(into, conclusion, premise)
    push(from, premise, conclusion)
  }
  return { into: (claim) => reach(into, claim), from: (claim) => reach(from, claim) }
}

function reach(next: ReadonlyMap<string, readonly string[]>, start: string): readonly string[] {
  if (!next.has(start)) return [start]
  const found = new Set([start])
  for (const claim of found) for (const other of next.get(claim) ?? []) found.add(other)
  return [...found]
}
