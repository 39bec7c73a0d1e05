import { against, behind, isOpen } from './case-index.ts'
import { isShown } from './state.ts'
import type { Actor, Claim, Relation, Statement } from '../src/model/records.ts'
import type { CaseIndex, Voice } from './case-index.ts'
import type { State } from './state.ts'

/** On whose behalf something is said: the last principals of a named actor, or an unnamed or vague actor by itself. */
export interface Party {
  /** Actor ids, joined by "+" where there are several. */
  readonly id: string
  readonly name: string
  readonly principals: readonly string[]
  readonly isOpen: boolean
}

/** One matter in which the party of a row stands against that of a column. */
export interface Matter {
  /** The relation between what both assert; null where the one denies what the other asserts. */
  readonly relation: Relation | null
  /** What the one asserts, or denies, and what the other asserts. */
  readonly claim: Claim
  readonly against: Claim
  readonly isProposed: boolean
  /** Their statements, in reading order. */
  readonly ones: readonly Statement[]
  readonly others: readonly Statement[]
}

/** Who disputes whom. */
export interface Matrix {
  /** Named parties first, those with most matters first. */
  readonly parties: readonly Party[]
  /** Matters of a row and a column, by `cellOf`. On the diagonal a party stands against itself. */
  readonly cells: ReadonlyMap<string, readonly Matter[]>
  /** True where more parties speak on a matter than are compared. */
  readonly isBounded: boolean
}

/** Parties that are compared on each side of a matter: those with most statements. */
const MOST = 50

/** The key of a cell. */
export function cellOf(row: Party, column: Party): string {
  return `${row.id} ${column.id}`
}

/**
 * Who disputes whom in what is shown: a contradiction stands in the cells of both parties, a denial in the row of who denies.
 * A claim that qualifies another is no dispute. Parties that share a principal are of one side; a named party that stands on
 * both sides is on the diagonal, an unnamed one never is, for nobody knows that it is one.
 */
export function matrixOf(index: CaseIndex, shown: CaseIndex, hidden: State['hidden']): Matrix {
  const partyOf = partiesOf(index.actors)
  const cells = new Map<string, Matter[]>()
  const parties = new Map<string, Party>()
  const sizes = new Map<string, number>()
  let isBounded = false
  const add = (row: Party, column: Party, matter: Matter) => {
    const key = cellOf(row, column)
    const list = cells.get(key)
    if (list) list.push(matter)
    else cells.set(key, [matter])
    for (const party of new Set([row, column])) {
      parties.set(party.id, party)
      sizes.set(party.id, (sizes.get(party.id) ?? 0) + 1)
    }
  }
  const meet = (ones: readonly Voice[], others: readonly Voice[], matter: Omit<Matter, 'ones' | 'others'>) => {
    const [left, right] = [ones, others].map((voices) => byParty(voices, partyOf))
    if (!left || !right) return
    if (left.length > MOST || right.length > MOST) isBounded = true
    for (const one of left.slice(0, MOST))
      for (const other of right.slice(0, MOST)) {
        if (one.party === other.party ? one.party.isOpen : areOfOneSide(one.party, other.party)) continue
        const [own, against] = [one.voices, other.voices].map((voices) => voices.map(({ statement }) => statement))
        const said = { ...matter, ones: own ?? [], others: against ?? [] }
        const isProposed = matter.isProposed || one.voices.every(({ stance }) => stance.status === 'proposed')
        add(one.party, other.party, matter.relation ? said : { ...said, isProposed })
        if (!matter.relation || one.party === other.party) continue
        add(other.party, one.party, {
          ...said,
          claim: said.against,
          against: said.claim,
          ones: said.others,
          others: said.ones,
        })
      }
  }
  for (const { ones, others, ...matter } of opposedIn(index, shown, hidden)) meet(ones, others, matter)
  const sorted = [...parties.values()].sort(
    (a, b) =>
      Number(a.isOpen) - Number(b.isOpen) ||
      (sizes.get(b.id) ?? 0) - (sizes.get(a.id) ?? 0) ||
      (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  )
  return { parties: sorted, cells, isBounded }
}

/** A matter with all who speak on either side of it. */
interface Opposed extends Omit<Matter, 'ones' | 'others'> {
  readonly ones: readonly Voice[]
  readonly others: readonly Voice[]
}

/** Everything that is disputed in what is shown. A claim that qualifies another is no dispute. */
export function* opposedIn(index: CaseIndex, shown: CaseIndex, hidden: State['hidden']): Generator<Opposed> {
  for (const dispute of shown.disputes) {
    if (dispute.kind === 'denial') {
      const { claim } = dispute
      const ones = against(shown, claim.id)
      yield { relation: null, claim, against: claim, isProposed: false, ones, others: behind(shown, claim.id) }
      continue
    }
    const { relation } = dispute
    const [claim, other] = [index.claims.get(relation.from), index.claims.get(relation.to)]
    if (!claim || !other || relation.kind === 'qualifies' || !isShown(relation, hidden)) continue
    const [ones, others] = [behind(shown, claim.id), behind(shown, other.id)]
    yield { relation, claim, against: other, isProposed: relation.status === 'proposed', ones, others }
  }
}

/** Voices of each party, the party with most first. */
function byParty(voices: readonly Voice[], partyOf: (actor: string) => Party) {
  const groups = new Map<Party, Voice[]>()
  for (const voice of voices) {
    const party = partyOf(voice.statement.speaker)
    const group = groups.get(party)
    if (group) group.push(voice)
    else groups.set(party, [voice])
  }
  return [...groups].map(([party, own]) => ({ party, voices: own })).sort((a, b) => b.voices.length - a.voices.length)
}

/** True for parties that share a principal. */
export function areOfOneSide(one: Party, other: Party): boolean {
  return one.principals.some((principal) => other.principals.includes(principal))
}

/** Looks up the party of each actor; actors of one party get the same object. */
export function partiesOf(actors: ReadonlyMap<string, Actor>): (actor: string) => Party {
  const principals = principalsOf(actors)
  const parties = new Map<string, Party>()
  return (actor) => {
    const own = actors.get(actor)
    const behindIt = principals(actor)
    const isAlone = own !== undefined && isOpen(own)
    const id = isAlone ? actor : behindIt.join('+')
    const known = parties.get(id)
    if (known) return known
    const nameOf = (one: string) => actors.get(one)?.name ?? one
    const name = isAlone ? own.name : behindIt.map(nameOf).join(' and ')
    const party = { id, name, principals: behindIt, isOpen: isAlone }
    parties.set(id, party)
    return party
  }
}

/**
 * For whom an actor speaks in the end: SPEAKS_FOR and PART_OF as far as they lead, a spokesman to his ministry to its state.
 * Who speak for each other are one, under the id that sorts first. A vague plural is nobody's principal.
 */
function principalsOf(actors: ReadonlyMap<string, Actor>): (actor: string) => readonly string[] {
  const next = (id: string): readonly string[] => {
    const actor = actors.get(id)
    return [...(actor?.speaksFor ?? []), ...(actor?.partOf ?? [])].filter((other) => {
      const principal = actors.get(other)
      return other !== id && principal !== undefined && !isOpen(principal)
    })
  }
  const reached = new Map<string, ReadonlySet<string>>()
  const reach = (id: string): ReadonlySet<string> => {
    const known = reached.get(id)
    if (known) return known
    const found = new Set([id])
    // A set that grows while it is walked is walked to its end.
    for (const one of found) for (const other of next(one)) found.add(other)
    reached.set(id, found)
    return found
  }
  return (actor) => {
    // Last are those whom all that they lead to lead back to.
    const lasts = [...reach(actor)].filter((one) => [...reach(one)].every((other) => reach(other).has(one)))
    return [...new Set(lasts.map((one) => [...reach(one)].sort()[0] ?? one))].sort()
  }
}
