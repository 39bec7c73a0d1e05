import type { Actor, Case, Claim, Manifest, Relation, Source, Stance, Statement } from '../src/model/records.ts'

/** The version of the snapshot that this program writes and the viewer reads. */
export const SNAPSHOT_FORMAT = 1

/** What the viewer loads first: a case without the texts of its sources, which it asks for one by one. */
export interface Snapshot {
  readonly format: typeof SNAPSHOT_FORMAT
  readonly manifest: Manifest
  readonly sources: readonly Source[]
  readonly actors: readonly Actor[]
  readonly statements: readonly Statement[]
  readonly claims: readonly Claim[]
  readonly stances: readonly Stance[]
  readonly relations: readonly Relation[]
}

/** The snapshot of a case. */
export function snapshotOf({ manifest, sources, actors, statements, claims, stances, relations }: Case): Snapshot {
  return { format: SNAPSHOT_FORMAT, manifest, sources, actors, statements, claims, stances, relations }
}
