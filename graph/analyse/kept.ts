import type { Actor, Case, Claim, Relation, Source, Stance, Statement, Utterance } from '../../src/model/records.ts'

/**
 * What every analysis reads: a case without its rejected records and without whatever points to one, looked up once. Lists
 * are in the order of the case (by id), so that equal cases give equal answers.
 */
export interface Kept {
  readonly case: Case
  readonly sources: ReadonlyMap<string, Source>
  readonly actors: ReadonlyMap<string, Actor>
  readonly statements: ReadonlyMap<string, Statement>
  readonly claims: ReadonlyMap<string, Claim>
  readonly relations: readonly Relation[]
  readonly utterances: readonly Utterance[]
  /** Per claim, how statements take it. */
  readonly stancesOn: ReadonlyMap<string, readonly Stance[]>
  /** Per statement, how it takes claims. */
  readonly stancesOf: ReadonlyMap<string, readonly Stance[]>
}

/** The records of a case that nobody rejected. Those that point nowhere are left out: the format's own check reports them. */
export function keep(theCase: Case): Kept {
  const sources = byId(theCase.sources)
  const actors = byId(theCase.actors)
  const statements = byId(theCase.statements.filter((s) => isKept(s) && sources.has(s.source) && actors.has(s.speaker)))
  const claims = byId(theCase.claims.filter(isKept))
  const stancesOn = new Map<string, Stance[]>()
  const stancesOf = new Map<string, Stance[]>()
  for (const stance of theCase.stances) {
    if (!isKept(stance) || !statements.has(stance.statement) || !claims.has(stance.claim)) continue
    push(stancesOn, stance.claim, stance)
    push(stancesOf, stance.statement, stance)
  }
  return {
    case: theCase,
    sources,
    actors,
    statements,
    claims,
    relations: theCase.relations.filter((r) => isKept(r) && claims.has(r.from) && claims.has(r.to)),
    utterances: theCase.utterances.filter(isKept),
    stancesOn,
    stancesOf,
  }
}

/** True for whoever may be anybody already named: unnamed speakers and vague plurals ("various outlets"). */
export function isOpen(actor: Actor): boolean {
  return actor.kind === 'unnamed' || actor.plural
}

/** Adds to the list of a key. */
export function push<K, T>(lists: Map<K, T[]>, key: K, value: T): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

const isKept = ({ status }: { readonly status: string }) => status !== 'rejected'

const byId = <T extends { readonly id: string }>(records: readonly T[]): ReadonlyMap<string, T> =>
  new Map(records.map((record) => [record.id, record]))
