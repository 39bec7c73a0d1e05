import type { Relation } from '../../src/model/records.ts'
import { saidLater, type Answer, type Evidence, type Finding } from './answer.ts'
import { push, type Kept } from './kept.ts'
import { dfQuad, quadraticEnergy, type Strengths } from './semantics.ts'
import { count, plain, roleOf } from './say.ts'

/** The named ways of computing strength. */
const SEMANTICS = { 'df-quad': dfQuad, 'quadratic-energy': quadraticEnergy } as const
export type SemanticsName = keyof typeof SEMANTICS

/** What one relation does to the strength of a claim: its strength less what it would be without the relation. */
interface Contribution {
  readonly relation: string
  readonly kind: Relation['kind']
  readonly reason: string
  readonly strength: number
  readonly without: number
  readonly difference: number
}

/** A claim's strength under one named semantics. It is arithmetic over relations, not a verdict on the claim. */
export interface ClaimStrength {
  readonly claim: string
  readonly text: string
  readonly semantics: SemanticsName
  readonly base: number
  /** From 0 to 1; null where the computation did not settle. */
  readonly strength: number | null
  /** The last values it stood at, and how much the last step changed any claim around it. */
  readonly last: number
  readonly lastChange: number
  readonly attackers: number
  readonly supporters: number
  /** On request, the largest first: relations around the claim, the nearest ones. */
  readonly contributions: readonly Contribution[]
}

/** How to compute. All claims begin with the same base score: hearsay does not know which deserve more. */
export interface StrengthOptions {
  readonly semantics?: SemanticsName
  /** From 0 to 1. */
  readonly base?: number
  /** A claim whose relations are to be weighed one by one; then it alone is answered. */
  readonly claim?: string
}

/** Relations weighed one by one at most; fewer where the cluster is large, as each one computes all of it again. */
const WEIGHED = 50
const WEIGHED_IN_ALL = 20_000
/** Statements of a claim that an answer names, and of all claims. */
const SHOWN = 5
const SHOWN_IN_ALL = 20

/**
 * Gradual strength of each claim that has relations and statements: a contradiction (contradictory or contrary) attacks both
 * ways, `entails` and `evidence` support; `qualifies` is left out. Claims are by id; how many speak for a claim plays no part. A
 * relation's contribution is the claim's strength less its strength without the relation, as removal-based contribution
 * functions do for arguments (Kampik, Potyka, Yin, Čyras, Toni, arXiv 2401.08879). Throws
 * RangeError for a base score outside 0 to 1.
 */
export function strength(
  kept: Kept,
  { semantics = 'quadratic-energy', base = 0.5, claim }: StrengthOptions = {},
): readonly Answer<ClaimStrength>[] {
  if (!(base >= 0 && base <= 1)) throw new RangeError(`base score: ${base}. It is between 0 and 1.`)
  const used = kept.relations.filter(({ kind, from, to }) => kind !== 'qualifies' && from !== to)
  const around = relationsOf(used)
  const answers: Answer<ClaimStrength>[] = []
  for (const cluster of clustersOf(around, claim === undefined ? [...around.keys()].sort() : [claim])) {
    const compute = (relations: readonly Relation[]) => SEMANTICS[semantics](graphOf(cluster.claims, relations, base))
    const found = compute(cluster.relations)
    for (const [place, id] of cluster.claims.entries()) {
      const words = kept.stancesOn.get(id) ?? []
      const record = kept.claims.get(id)
      if ((claim !== undefined && id !== claim) || !record || words.length === 0) continue
      const last = found.values[place] ?? base
      const answer: ClaimStrength = {
        claim: id,
        text: record.text,
        semantics,
        base,
        strength: found.isConverged ? last : null,
        last,
        lastChange: found.lastChange,
        ...degreesOf(around.get(id) ?? [], id),
        contributions: claim === undefined || !found.isConverged ? [] : contributionsOf(cluster, place, found, compute),
      }
      answers.push(saidLater(answer, (told) => tell(kept, told, around.get(id) ?? [])))
    }
  }
  return answers.sort((a, b) => (a.answer.claim < b.answer.claim ? -1 : 1))
}

/** Claims that relations join, over however many others; relations the nearest to the first claim first. */
interface Cluster {
  readonly claims: readonly string[]
  readonly relations: readonly Relation[]
}

function relationsOf(relations: readonly Relation[]): ReadonlyMap<string, readonly Relation[]> {
  const around = new Map<string, Relation[]>()
  for (const relation of relations) {
    push(around, relation.from, relation)
    push(around, relation.to, relation)
  }
  return around
}

/** Each cluster by itself, so that one that does not settle leaves the others alone. */
function* clustersOf(around: ReadonlyMap<string, readonly Relation[]>, starts: readonly string[]): Generator<Cluster> {
  const seen = new Set<string>()
  for (const start of starts) {
    if (seen.has(start) || !around.has(start)) continue
    const claims = [start]
    seen.add(start)
    const relations = new Set<Relation>()
    for (let i = 0; i < claims.length; i++)
      for (const relation of around.get(claims[i] ?? '') ?? []) {
        relations.add(relation)
        for (const end of [relation.from, relation.to]) {
          if (seen.has(end)) continue
          seen.add(end)
          claims.push(end)
        }
      }
    yield { claims, relations: [...relations] }
  }
}

function graphOf(claims: readonly string[], relations: readonly Relation[], base: number) {
  const places = new Map(claims.map((claim, i) => [claim, i]))
  const attackers: number[][] = claims.map(() => [])
  const supporters: number[][] = claims.map(() => [])
  for (const { type, from, to } of relations) {
    const [source = 0, target = 0] = [places.get(from), places.get(to)]
    if (type === 'supports') supporters[target]?.push(source)
    else {
      attackers[target]?.push(source)
      attackers[source]?.push(target)
    }
  }
  return { attackers, supporters, base }
}

function contributionsOf(
  { relations }: Cluster,
  place: number,
  found: Strengths,
  compute: (relations: readonly Relation[]) => Strengths,
): readonly Contribution[] {
  const strength = found.values[place] ?? 0
  return relations
    .slice(0, Math.max(1, Math.min(WEIGHED, Math.floor(WEIGHED_IN_ALL / relations.length))))
    .flatMap((relation) => {
      const left = compute(relations.filter((other) => other !== relation))
      if (!left.isConverged) return []
      const without = left.values[place] ?? 0
      const { id, kind, reason } = relation
      return [{ relation: id, kind, reason, strength, without, difference: strength - without }]
    })
    .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference) || (a.relation < b.relation ? -1 : 1))
}

function degreesOf(relations: readonly Relation[], claim: string): { attackers: number; supporters: number } {
  const attackers = relations.filter(({ type }) => type === 'contradicts').length
  return { attackers, supporters: relations.filter(({ type, to }) => type === 'supports' && to === claim).length }
}

const NAMES: Readonly<Record<SemanticsName, string>> = {
  'df-quad': 'DF-QuAD',
  'quadratic-energy': 'quadratic energy',
}

function tell(kept: Kept, answer: ClaimStrength, relations: readonly Relation[]): Finding {
  const { claim, semantics, base, strength, lastChange, attackers, supporters, contributions } = answer
  const others = relations.map(({ from, to }) => (from === claim ? to : from))
  const words = [claim, ...new Set(others)].flatMap((id) =>
    (kept.stancesOn.get(id) ?? []).slice(0, SHOWN).map(({ statement }): Evidence => {
      const role = roleOf(kept, statement, id)
      return { statement, role: id === claim ? role : `${role} (a related claim)` }
    }),
  )
  const by = `By ${NAMES[semantics]}, base score ${base}`
  const [most] = contributions
  return {
    analysis: 'strength',
    headline:
      strength === null
        ? `${by}, the strength did not converge: ${plain(answer.text)}`
        : `${by}, strength ${strength.toFixed(2)}: ${plain(answer.text)}`,
    note: [
      `One way of computing over ${count(attackers, 'contradiction')} and ${count(supporters, 'support')}, not a verdict and no probability. Another way gives another number.`,
      ...(strength === null ? [`The last step still changed a value by ${lastChange.toFixed(3)}.`] : []),
      ...(most ? [`Most by one relation (${most.kind}): ${most.without.toFixed(2)} without it. ${most.reason}`] : []),
    ].join(' '),
    claims: [claim, ...new Set(others)],
    actors: [],
    words: words.slice(0, SHOWN_IN_ALL),
  }
}
