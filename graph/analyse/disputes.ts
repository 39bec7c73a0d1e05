import type { Statement } from '../../src/model/records.ts'
import type { Answer, Evidence, Finding } from './answer.ts'
import { conflictsOf, voicesOf, type Conflict, type Position, type Voice } from './conflicts.ts'
import type { Kept } from './kept.ts'
import { areOfOneSide, labelOf, partiesOf, type Party } from './parties.ts'
import type { Principals } from './principals.ts'
import { counted, namesOf, plain, roleOf } from './wording.ts'

/** A claim taken one way, by its ids and text. */
interface Taken {
  readonly claim: string
  readonly text: string
  readonly stance: Position['stance']
}

/** Two statements that stand against each other, ids. */
interface WordPair {
  readonly one: string
  readonly other: string
}

/** One matter in which two parties stand against each other. */
interface Dispute {
  readonly how: Conflict['how']
  /** What the first party says, and what the second. */
  readonly one: Taken
  readonly other: Taken
  /** The relation between two claims and why it stands; null where one claim is asserted and denied. */
  readonly relation: string | null
  readonly reason: string | null
  /** True where each of the two also says what the other says. */
  readonly isMutual: boolean
  /** Pairs of statements there are, and the first of them. */
  readonly pairs: number
  readonly words: readonly WordPair[]
  /** Actor ids of the relayers through whom alone the first, or the second, is known to say so. */
  readonly oneThrough: readonly string[]
  readonly otherThrough: readonly string[]
  /** True where more parties speak here than are compared. */
  readonly isBounded: boolean
}

/** A cell of the matrix: two parties and all that they dispute. */
export interface DisputeCell {
  readonly one: Party
  readonly other: Party
  /** How many disputes: denied claims and pairs of contradicting claims, each once. */
  readonly count: number
  readonly disputes: readonly Dispute[]
}

/** Word pairs that a cell and one dispute of it show at most. */
const PAIRS_A_CELL = 20
const PAIRS_A_DISPUTE = 3

/** Pairs of parties that one conflict, and all together, may make: 10,000 speakers on one claim are not compared each with each. */
const PARTY_PAIRS = 2500
const PARTY_PAIRS_IN_ALL = 500_000

/**
 * Who disputes whom: one answer for each two parties of whom one asserts what the other denies, or who assert claims that a
 * relation calls contradictory or contrary; a claim that qualifies another is no dispute. Named parties first, those with
 * most disputes first. Parties that share a principal are of one side and never dispute each other here. Where more than
 * 2,500 pairs of parties stand on one matter, those with most statements are compared.
 */
export function disputes(kept: Kept, principals: Principals): readonly Answer<DisputeCell>[] {
  const cells = new Map<string, { one: Party; other: Party; met: Meeting[] }>()
  for (const meeting of meetingsOf(kept, principals)) {
    const { one, other } = meeting
    const key = `${one.party.id} ${other.party.id}`
    const cell = cells.get(key) ?? { one: one.party, other: other.party, met: [] }
    if (cell.met.length === 0) cells.set(key, cell)
    cell.met.push(meeting)
  }
  const isVague = ({ one, other }: { one: Party; other: Party }) => (one.isUnnamed || other.isUnnamed ? 1 : 0)
  return [...cells]
    .map(([key, { one, other, met }]) => ({ key, cell: { one, other, ...disputesOf(met) } }))
    .sort((a, b) => isVague(a.cell) - isVague(b.cell) || b.cell.count - a.cell.count || (a.key < b.key ? -1 : 1))
    .map(({ cell }) => ({ answer: cell, finding: tell(kept, cell) }))
}

/**
 * Principals in dispute: for each, those against whom it stands and in how many disputes; symmetric. Only named actors count:
 * who an unnamed one really is, is not known.
 */
export function opponentsOf(kept: Kept, principals: Principals): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const disputed = new Map<string, Map<string, Set<Conflict>>>()
  const add = (one: string, other: string, conflict: Conflict) => {
    const others = disputed.get(one) ?? new Map<string, Set<Conflict>>()
    disputed.set(one, others.set(other, (others.get(other) ?? new Set()).add(conflict)))
  }
  for (const { one, other, conflict } of meetingsOf(kept, principals)) {
    if (one.party.isUnnamed || other.party.isUnnamed) continue
    for (const first of one.party.principals)
      for (const second of other.party.principals) {
        add(first, second, conflict)
        add(second, first, conflict)
      }
  }
  return new Map(
    [...disputed].map(([one, others]) => [one, new Map([...others].map(([other, found]) => [other, found.size]))]),
  )
}

/** Two parties on the two sides of a conflict; `one` sorts before `other`. */
interface Meeting {
  readonly conflict: Conflict
  readonly one: Voice
  readonly other: Voice
  readonly onePosition: Position
  readonly otherPosition: Position
  readonly isBounded: boolean
}

function meetingsOf(kept: Kept, principals: Principals): readonly Meeting[] {
  const partyOf = partiesOf(kept, principals)
  const known = new Map<Position, readonly Voice[]>()
  const voices = (position: Position) => {
    const found = known.get(position) ?? voicesOf(kept, partyOf, position)
    known.set(position, found)
    return found
  }
  const opposed = conflictsOf(kept).map((conflict) => ({
    conflict,
    left: voices(conflict.one),
    right: voices(conflict.other),
  }))
  const most = boundOf(opposed.map(({ left, right }) => left.length * right.length))
  const meetings: Meeting[] = []
  for (const { conflict, left, right } of opposed) {
    const isBounded = left.length * right.length > most
    const ones = isBounded ? loudest(left, most / Math.min(right.length, Math.sqrt(most))) : left
    const others = isBounded ? loudest(right, most / Math.min(left.length, Math.sqrt(most))) : right
    for (const one of ones)
      for (const other of others) {
        if (areOfOneSide(one.party, other.party)) continue
        const [onePosition, otherPosition] = [conflict.one, conflict.other]
        meetings.push(
          one.party.id < other.party.id
            ? { conflict, one, other, onePosition, otherPosition, isBounded }
            : { conflict, one: other, other: one, onePosition: otherPosition, otherPosition: onePosition, isBounded },
        )
      }
  }
  return meetings
}

/** How many pairs of parties a conflict may make so that all together stay bounded. */
function boundOf(products: readonly number[]): number {
  let most = PARTY_PAIRS
  while (most > 1 && products.reduce((sum, product) => sum + Math.min(product, most), 0) > PARTY_PAIRS_IN_ALL) most /= 2
  return most
}

/** Those with most statements, named ones first among equals. */
function loudest(voices: readonly Voice[], most: number): readonly Voice[] {
  return [...voices]
    .sort(
      (a, b) =>
        b.statements.length - a.statements.length ||
        Number(a.party.isUnnamed) - Number(b.party.isUnnamed) ||
        (a.party.id < b.party.id ? -1 : 1),
    )
    .slice(0, Math.max(1, Math.floor(most)))
}

/** Meetings of two parties as disputes. Both meetings of a conflict, where each says both, are one dispute. */
function disputesOf(met: readonly Meeting[]): { readonly count: number; readonly disputes: readonly Dispute[] } {
  const byConflict = new Map<Conflict, Meeting[]>()
  for (const meeting of met) byConflict.set(meeting.conflict, [...(byConflict.get(meeting.conflict) ?? []), meeting])
  let shown = 0
  const disputes = [...byConflict].flatMap(([{ how, relation }, meetings]) => {
    const [first] = meetings
    if (!first) return []
    const words = meetings
      .flatMap(({ one, other }) => wordPairs(one.statements, other.statements))
      .slice(0, Math.max(0, Math.min(PAIRS_A_DISPUTE, PAIRS_A_CELL - shown)))
    shown += words.length
    return [
      {
        how,
        one: takenOf(first.onePosition),
        other: takenOf(first.otherPosition),
        relation: relation?.id ?? null,
        reason: relation?.reason ?? null,
        isMutual: meetings.length > 1,
        pairs: meetings.reduce((sum, { one, other }) => sum + one.statements.length * other.statements.length, 0),
        words,
        oneThrough: first.one.through,
        otherThrough: first.other.through,
        isBounded: first.isBounded,
      },
    ]
  })
  return { count: disputes.length, disputes }
}

const takenOf = ({ claim, stance }: Position): Taken => ({ claim: claim.id, text: claim.text, stance })

/** The first of the one with the first of the other, the second with the second, so that few pairs show many words. */
function wordPairs(ones: readonly Statement[], others: readonly Statement[]): readonly WordPair[] {
  const length = Math.min(PAIRS_A_DISPUTE, Math.max(ones.length, others.length))
  return Array.from({ length }, (_, i) => ({
    one: (ones[i] ?? ones.at(-1))?.id ?? '',
    other: (others[i] ?? others.at(-1))?.id ?? '',
  }))
}

function tell(kept: Kept, { one, other, count, disputes }: DisputeCell): Finding {
  const [first] = disputes
  const more = count > 1 ? `, and ${count - 1} more` : ''
  const roles = new Map<string, string>()
  for (const dispute of disputes)
    for (const pair of dispute.words) {
      roles.set(pair.one, roles.get(pair.one) ?? roleOf(kept, pair.one, dispute.one.claim))
      roles.set(pair.other, roles.get(pair.other) ?? roleOf(kept, pair.other, dispute.other.claim))
    }
  const words = [...roles].map(([statement, role]): Evidence => ({ statement, role }))
  return {
    analysis: 'disputes',
    headline: `${labelOf(kept, one)} and ${labelOf(kept, other)} dispute ${counted(count, 'matter')}: ${first ? matter(one, other, first) : ''}${more}.`,
    note: notes(kept, one, other, disputes).join(' '),
    claims: [...new Set(disputes.flatMap((dispute) => [dispute.one.claim, dispute.other.claim]))],
    actors: [...new Set([...actorsOf(one), ...actorsOf(other)])],
    words,
  }
}

const actorsOf = ({ id, principals, isUnnamed }: Party) => (isUnnamed ? [id] : principals)
const done = { asserts: 'asserted', denies: 'denied' } as const

function matter(one: Party, other: Party, { how, one: taken, other: otherTaken, isMutual }: Dispute): string {
  const text = how === 'denies' ? plain(taken.text) : `${plain(taken.text)} against ${plain(otherTaken.text)}`
  if (isMutual) return `${text} (both say both)`
  if (how !== 'denies')
    return `${plain(taken.text)} (asserted by ${one.name}) against ${plain(otherTaken.text)} (asserted by ${other.name})`
  return `${plain(taken.text)} (${done[taken.stance]} by ${one.name}, ${done[otherTaken.stance]} by ${other.name})`
}

function notes(kept: Kept, one: Party, other: Party, disputes: readonly Dispute[]): readonly string[] {
  const through = (party: Party, ids: (dispute: Dispute) => readonly string[]) => {
    const known = disputes.filter((dispute) => ids(dispute).length > 0)
    const who = [...new Set(known.flatMap(ids))].sort()
    return known.length === 0
      ? []
      : [`In ${known.length} of ${disputes.length}, ${party.name} is heard only through ${namesOf(kept, who)}.`]
  }
  const pairs = disputes.reduce((sum, dispute) => sum + dispute.pairs, 0)
  const shown = disputes.reduce((sum, { words }) => sum + words.length, 0)
  const speaking = (party: Party, side: 'one' | 'other') => {
    const speakers = new Set(
      disputes.flatMap(({ words }) => words.map((pair) => kept.statements.get(pair[side])?.speaker ?? '')),
    )
    const others = [...speakers].filter((id) => id !== party.id).sort()
    return others.length === 0 ? [] : [`Counted for ${party.name}: ${namesOf(kept, others)}.`]
  }
  return [
    ...speaking(one, 'one'),
    ...speaking(other, 'other'),
    ...through(one, ({ oneThrough }) => oneThrough),
    ...through(other, ({ otherThrough }) => otherThrough),
    ...(one.isUnnamed || other.isUnnamed ? ['Who the unnamed speaker is, is not known.'] : []),
    ...(pairs > shown ? [`${shown} of ${pairs} pairs of statements are shown.`] : []),
    ...(disputes.some(({ isBounded }) => isBounded)
      ? ['More parties speak on this than are compared: those with most statements are.']
      : []),
  ]
}
