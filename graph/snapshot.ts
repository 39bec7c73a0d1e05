import type { Finding } from './analyse/answer.ts'
import type { Origins } from './analyse/origins.ts'
import type { Actor, Case, Claim, Manifest, Relation, Source, Stance, Statement } from '../src/model/records.ts'

/** The version of the snapshot that this program writes and the viewer reads. */
export const SNAPSHOT_FORMAT = 2

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
  /** On how many independent origins each claim rests, in the order of the claims. */
  readonly origins: readonly Origins[]
  /** What the other analyses found, the most telling first. */
  readonly findings: readonly Finding[]
}

/** What is found in a case and shown with it. */
export type Analyses = Pick<Snapshot, 'origins' | 'findings'>

/** The snapshot of a case and what was found in it. */
export function snapshotOf(
  { manifest, sources, actors, statements, claims, stances, relations }: Case,
  { origins, findings }: Analyses,
): Snapshot {
  return {
    format: SNAPSHOT_FORMAT,
    manifest,
    sources,
    actors,
    statements,
    claims,
    stances,
    relations,
    origins,
    findings,
  }
}
