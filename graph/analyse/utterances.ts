import type { Statement } from '../../src/model/records.ts'
import type { Kept } from './kept.ts'

/** The utterance that statements report, over however many records: its first statement. Others report one of their own. */
export function utterancesOf(kept: Kept): ReadonlyMap<string, string> {
  const parent = new Map<string, string>()
  const rootOf = (id: string): string => {
    let root = id
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root)) {
      parent.set(root, parent.get(up) ?? up)
      root = up
    }
    return root
  }
  for (const { statements } of kept.utterances)
    for (const id of statements) parent.set(rootOf(id), rootOf(statements[0] ?? id))
  return new Map([...parent.keys()].map((id) => [id, rootOf(id)]))
}

/** The statements of both sides without those of an utterance, or a statement, that stands on both. */
export function apart(
  ones: readonly Statement[],
  others: readonly Statement[],
  utteranceOf: ReadonlyMap<string, string>,
): readonly [readonly Statement[], readonly Statement[]] {
  const speech = ({ id }: Statement) => utteranceOf.get(id) ?? id
  const [mine, theirs] = [new Set(ones.map(speech)), new Set(others.map(speech))]
  return [ones.filter((one) => !theirs.has(speech(one))), others.filter((other) => !mine.has(speech(other)))]
}
