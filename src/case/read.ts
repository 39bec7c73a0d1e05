import type { Case } from '../model/records.ts'
import { errorOf } from './fault.ts'
import type { Line } from './lines.ts'
import { loadCase } from './load.ts'
import { breaches } from './rules.ts'

/**
 * What a case can be read in spite of, because building it again mends it: a write that was cut short between two files
 * leaves nothing worse. Everything else would make wrong evidence.
 */
const READABLE: ReadonlySet<string> = new Set([
  'blank-line',
  'dangling-id',
  'duplicate-path',
  'invalid-target',
  'mismatched-id',
  'narrated-by-other',
  'narrated-with-cue',
  'plural-of-one',
  'relay-across-sources',
  'repeated-statement',
  'shared-unnamed-actor',
  'unformatted-line',
  'unnormalised-text',
  'unsorted-line',
])

const recordsOf = <T>(lines: readonly Line<T>[]): readonly T[] => lines.map(({ record }) => record)
const sorted = <T extends { readonly id: string }>(lines: readonly Line<T>[]): readonly T[] =>
  [...recordsOf(lines)].sort((a, b) => (a.id < b.id ? -1 : 1))

/**
 * The case in the folder `dir`: every record valid, no id twice, every span in its text, no relay in a circle. Lists are
 * sorted by id, reviews as they stand. Ids may point nowhere (`checkCase` says which). Throws a `HearsayError` for the first
 * thing that cannot be read, among them `not-a-case` and `newer-format`.
 */
export async function readCase(dir: string): Promise<Case> {
  const loaded = await loadCase(dir)
  for (const fault of [...loaded.faults, ...breaches(loaded)]) if (!READABLE.has(fault.kind)) throw errorOf(fault)
  const { manifest, texts, lines } = loaded
  return {
    manifest,
    texts,
    sources: sorted(lines.sources),
    actors: sorted(lines.actors),
    statements: sorted(lines.statements),
    utterances: sorted(lines.utterances),
    claims: sorted(lines.claims),
    stances: sorted(lines.stances),
    relations: sorted(lines.relations),
    reviews: recordsOf(lines.reviews),
  }
}
