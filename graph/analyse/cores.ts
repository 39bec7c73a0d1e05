import type { Relation, Statement } from '../../src/model/records.ts'
import { saidLater, type Answer, type Evidence, type Finding } from './answer.ts'
import { positionsOf, voicesOf, type Position, type Voice } from './conflicts.ts'
import { Implications, opposite, type Implication, type Literal } from './implications.ts'
import type { Kept } from './kept.ts'
import { labelOf, partiesOf, type Party } from './parties.ts'
import type { Principals } from './principals.ts'
import { apart, utterancesOf } from './utterances.ts'
import { count, plain, roleOf } from './say.ts'

/** A claim that somebody asserts, or one that somebody denies, as a part of what cannot all hold. */
interface CorePosition {
  readonly claim: string
  readonly text: string
  readonly stance: Position['stance']
  /** Who takes it: each party with how many statements, and the first of them. */
  readonly by: readonly { readonly party: Party; readonly total: number; readonly statements: readonly string[] }[]
  /** Parties beyond those named. */
  readonly others: number
}

/** A claim that holds, or does not, on the way. */
interface Link {
  readonly claim: string
  readonly text: string
  readonly holds: boolean
}

/** One step: if `from` then `to`, because of a relation. */
interface Step {
  readonly from: Link
  readonly to: Link
  readonly relation: string
  readonly kind: Relation['kind']
  readonly reason: string
  readonly score: number
}

/** Positions that cannot all hold if the relations of `steps` are right. Without any of them, the others can. */
export interface Core {
  /** Two; one that refutes itself; none where the relations refute each other, whoever is right. */
  readonly positions: readonly CorePosition[]
  /** From the first position to the opposite of the last. A shortest way; there may be others. */
  readonly steps: readonly Step[]
  /** Parties that take every one of the positions, each in other words than the others. */
  readonly within: readonly Party[]
  /** False where the search ended at a limit: there may be more, and a part of this may refute itself. */
  readonly isComplete: boolean
}

/** Parties of a position, and statements of a party, that an answer names at most. */
const PARTIES = 20
const STATEMENTS = 3
/** Parties that stand in a sentence. */
const NAMED = 4
/** Steps that the search may take in all, about a second. */
const STEPS = 5_000_000

/**
 * Minimal sets of positions (claims asserted, claims denied) that cannot all hold, over `contradictory`, `contrary` and
 * `entails` relations between kept claims. Shortest ways first, at most `limit`. A claim that is asserted and denied needs
 * no relation: `disputes` has it.
 *
 * Every relation says something about two claims at a time, so that a minimal set has at most two positions (Aspvall, Plass,
 * Tarjan 1979). Proof, for relations that can all be right: if all that follows from a set holds no claim together with its
 * opposite, it can be completed by any assignment that fits the relations, as a relation with one end among what follows has what it
 * demands of its other end there too. So if a set cannot hold, some p of it leads to x and some q to not-x; then p leads to
 * x and, backwards, x leads to not-q, and p and q alone cannot both hold (p alone, where q is p).
 *
 * Relations are proposals and may not all be right. A set counts if some relations that can be right together refute it
 * (taking "not both" and "one of both" of a contradictory one as two); for a walk that visits no claim twice this always is so,
 * and one that visits x and then not-x begins at a position that refutes itself. Where relations alone lead from a claim to its
 * opposite and back, they are one core without positions, in the place of its claims.
 */
export function cores(kept: Kept, principals: Principals, { limit = 200 } = {}): readonly Answer<Core>[] {
  const network = new Implications(kept.relations)
  const positionOf = positionsOf(kept)
  const taken = network.claims.flatMap((claim) => [positionOf(claim, 'asserts'), positionOf(claim, 'denies')])
  const positions: readonly (Position | null)[] = taken
  const search = searchCores(network, (literal) => Boolean(positions[literal]), limit)
  const partyOf = partiesOf(kept, principals)
  const utteranceOf = utterancesOf(kept)
  const known = new Map<Position, readonly Voice[]>()
  const voices = (position: Position) => {
    const found = known.get(position) ?? voicesOf(kept, partyOf, position)
    known.set(position, found)
    return found
  }
  return search.found.map(({ literals, way }) => {
    const members = literals.flatMap((literal) => positions[literal] ?? [])
    const core: Core = {
      positions: members.map((position) => corePosition(position, voices(position))),
      steps: way.map((step) => stepOf(kept, network, step)),
      within: within(members.map(voices), utteranceOf),
      isComplete: search.isComplete,
    }
    return saidLater(core, (told) => tell(kept, told, positionOf))
  })
}

interface Found {
  readonly literals: readonly Literal[]
  readonly way: readonly Implication[]
}

function searchCores(
  network: Implications,
  isTaken: (literal: Literal) => boolean,
  limit: number,
): { readonly found: readonly Found[]; readonly isComplete: boolean } {
  // What has one position or none is all looked for first: a part of a pair must not refute itself.
  const alone: Found[] = []
  const found: Found[] = []
  const isOpen = () => found.length < limit && network.steps < STEPS
  const broken = new Set<Literal>()
  for (const claims of network.broken()) {
    const literals = claims.flatMap((claim) => network.literal(claim) ?? [])
    for (const literal of literals) broken.add(literal).add(opposite(literal))
    const start = literals.find((literal) => isTaken(literal) || isTaken(opposite(literal)))
    if (start === undefined || !isOpen()) continue
    alone.push({ literals: [], way: [...network.way(start, opposite(start)), ...network.way(opposite(start), start)] })
  }
  const refuted = new Set(broken)
  const all = network.claims.flatMap((_, i) => [2 * i, 2 * i + 1]).filter(isTaken)
  let isThrough = true
  for (const literal of all) {
    if (refuted.has(literal)) continue
    isThrough = network.steps < STEPS / 2
    if (!isThrough) break
    const way = network.way(literal, opposite(literal))
    if (way.length === 0) continue
    refuted.add(literal)
    alone.push({ literals: [literal], way })
  }
  let open = all.filter((literal) => !refuted.has(literal))
  // Depth by depth, walking again each time: what is found when the limits end the search are the shortest ways.
  for (let depth = 1; open.length > 0 && isOpen(); depth++)
    open = open.filter((literal) => {
      if (!isOpen()) return true
      const met: Literal[] = []
      const isAll = network.follow(literal, depth, (to, steps) => {
        const other = opposite(to)
        if (steps === depth && literal < other && isTaken(other) && !refuted.has(other)) met.push(other)
        return false
      })
      for (const other of met)
        if (isOpen()) found.push({ literals: [literal, other], way: network.way(literal, opposite(other)) })
      return !isAll
    })
  const sorted = [...alone, ...found].sort((a, b) => a.way.length - b.way.length)
  return {
    found: sorted.slice(0, limit),
    isComplete: isThrough && open.length === 0 && isOpen() && sorted.length <= limit,
  }
}

function corePosition({ claim, stance }: Position, voices: readonly Voice[]): CorePosition {
  const loudest = voices.toSorted(
    (a, b) =>
      Number(a.party.isUnnamed) - Number(b.party.isUnnamed) ||
      b.statements.length - a.statements.length ||
      (a.party.id < b.party.id ? -1 : 1),
  )
  return {
    claim: claim.id,
    text: claim.text,
    stance,
    by: loudest.slice(0, PARTIES).map(({ party, statements }) => ({
      party,
      total: statements.length,
      statements: statements.slice(0, STATEMENTS).map(({ id }) => id),
    })),
    others: Math.max(0, voices.length - PARTIES),
  }
}

function stepOf(kept: Kept, network: Implications, { from, to, relation }: Implication): Step {
  const linkOf = (literal: Literal): Link => {
    const claim = network.claim(literal)
    return { claim, text: kept.claims.get(claim)?.text ?? claim, holds: literal % 2 === 0 }
  }
  const { id, kind, reason, score } = relation
  return { from: linkOf(from), to: linkOf(to), relation: id, kind, reason, score }
}

/** Named parties that take every position, and not only where one utterance is reported in two ways. */
function within(
  [first = [], ...rest]: readonly (readonly Voice[])[],
  utteranceOf: ReadonlyMap<string, string>,
): readonly Party[] {
  const others = rest.map((voices) => new Map(voices.map(({ party, statements }) => [party.id, statements])))
  const isBoth = (one: readonly Statement[], other: readonly Statement[] | undefined) =>
    other !== undefined && apart(one, other, utteranceOf).every((left) => left.length > 0)
  return first
    .filter(({ party, statements }) => !party.isUnnamed && others.every((by) => isBoth(statements, by.get(party.id))))
    .map(({ party }) => party)
}

function tell(
  kept: Kept,
  { positions, steps, within, isComplete }: Core,
  positionOf: (claim: string, stance: Position['stance']) => Position | null,
): Finding {
  const claims = [...new Set([...positions.map(({ claim }) => claim), ...steps.map(({ from }) => from.claim)])]
  const relations = new Set(steps.map(({ relation }) => relation)).size
  const right = `if ${count(relations, 'relation')} ${relations === 1 ? 'is' : 'are'} right`
  const start = plain(steps[0]?.from.text ?? '')
  const sides = positions.map((position) => sideOf(kept, position)).join(' – and: ')
  const headline =
    positions.length === 0
      ? `${count(relations, 'relation')} cannot all be right: they leave no way for this claim to hold, and none for it not to: ${start}`
      : `${positions.length === 1 ? 'Cannot hold' : 'Cannot both hold'} ${right}: ${sides}`
  const own = within.map((party) => party.name)
  const taken =
    positions.length > 0
      ? positions.flatMap(({ claim, by }) => by.flatMap(({ statements }) => statements.map((id) => ({ id, claim }))))
      : claims.flatMap((claim) =>
          [positionOf(claim, 'asserts'), positionOf(claim, 'denies')].flatMap((position) =>
            (position?.statements ?? []).slice(0, STATEMENTS).map(({ id }) => ({ id, claim })),
          ),
        )
  return {
    analysis: 'cores',
    headline,
    note: [
      ...(positions.length === 2 && own.length > 0 ? [`Both by one side: ${own.join(', ')}.`] : []),
      steps.length === 1 && positions.length === 2
        ? steps.map(({ kind, reason }) => `By one relation (${kind}): ${reason}`).join('')
        : steps.map(inWords).join(' '),
      ...(isComplete ? [] : ['The search ended at its limit: there may be more.']),
    ].join(' '),
    claims,
    actors: [
      ...new Set(
        positions.flatMap(({ by }) => by.flatMap(({ party }) => (party.isUnnamed ? party.id : party.principals))),
      ),
    ],
    words: taken.map(({ id, claim }): Evidence => ({ statement: id, role: roleOf(kept, id, claim) })),
  }
}

function sideOf(kept: Kept, { text, stance, by, others }: CorePosition): string {
  const names = by.slice(0, NAMED).map(({ party }) => labelOf(kept, party))
  const rest = by.length - names.length + others
  const who = rest > 0 ? `${names.join(', ')} and ${count(rest, 'other')}` : names.join(', ')
  return `${plain(text)} (${stance === 'asserts' ? 'asserted' : 'denied'} by ${who})`
}

function inWords({ from, to, kind, reason }: Step): string {
  const not = ({ text, holds }: Link) => (holds ? plain(text) : `not: ${plain(text)}`)
  return `If ${not(from)}, then ${not(to)} (${kind}: ${reason}).`
}
