import type { Statement } from '../../src/model/records.ts'
import { saidLater, type Answer, type Evidence, type Finding } from './answer.ts'
import { conflictsOf, voicesOf, type Conflict, type Position, type Voice } from './conflicts.ts'
import { push, type Kept } from './kept.ts'
import { areOfOneSide, labelOf, partiesOf, type Party } from './parties.ts'
import type { Principals } from './principals.ts'
import { count, namesOf, plain, roleOf } from './say.ts'

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
  /** How many cells the matrix has in all, of which the first are answered. */
  readonly cells: number
}

/** Word pairs that a cell and one dispute of it show at most. */
const PAIRS_A_CELL = 20
const PAIRS_A_DISPUTE = 3

/** Pairs of parties that one conflict, and all together, may make: 10,000 speakers on one claim are not compared each with each. */
const PARTY_PAIRS = 2500
const PARTY_PAIRS_IN_ALL = 200_000

/**
 * Who disputes whom: one answer for each two parties of whom one asserts what the other denies, or who assert claims that a
 * relation calls contradictory or contrary; a claim that qualifies another is no dispute. Named parties first, those with
 * most disputes, then most pairs of statements, first; at most `limit`. Parties that share a principal are of one side and never dispute each other here.
 * Where more than 2,500 pairs of parties stand on one matter, those with most statements are compared.
 */
export function disputes(kept: Kept, principals: Principals, { limit = 1000 } = {}): readonly Answer<DisputeCell>[] {
  const opposed = opposedOf(kept, principals)
  const rows: Map<number, Tally>[] = []
  const tallies: Tally[] = []
  for (const { conflict, left, right } of opposed)
    meet(left, right, (one, other) => {
      const [low, high] = one.number < other.number ? [one, other] : [other, one]
      const row = (rows[low.number] ??= new Map<number, Tally>())
      const pairs = one.statements.length * other.statements.length
      const tally = row.get(high.number)
      if (!tally) {
        const made = { low, high, count: 1, pairs, last: conflict, met: null }
        row.set(high.number, made)
        tallies.push(made)
        return
      }
      tally.pairs += pairs
      if (tally.last !== conflict) tally.count++
      tally.last = conflict
    })
  const first = highest(tallies, limit)
  // Who met is noted in a second round, only for the cells that are answered: most are not.
  const met = first.map((tally) => (tally.met = new Array<Meeting>()))
  for (const opposition of opposed)
    meet(opposition.left, opposition.right, (one, other) => {
      const [low, high] = one.number < other.number ? [one, other] : [other, one]
      rows[low.number]?.get(high.number)?.met?.push({ opposition, one, other })
    })
  return first.map(({ low, high }, i) => {
    const cell = { one: low.party, other: high.party, ...disputesOf(met[i] ?? []), cells: tallies.length }
    return saidLater(cell, (told) => tell(kept, told))
  })
}

/**
 * Principals in dispute: for each, those against whom it stands and in how many disputes; symmetric. Only named actors count:
 * who an unnamed one really is, is not known.
 */
export function opponentsOf(kept: Kept, principals: Principals): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const disputed = new Map<string, Map<string, { count: number; last: Conflict }>>()
  const add = (one: string, other: string, conflict: Conflict) => {
    const others = disputed.get(one) ?? new Map<string, { count: number; last: Conflict }>()
    if (others.size === 0) disputed.set(one, others)
    const tally = others.get(other)
    if (!tally) others.set(other, { count: 1, last: conflict })
    else if (tally.last !== conflict) {
      tally.count++
      tally.last = conflict
    }
  }
  for (const { conflict, left, right } of opposedOf(kept, principals))
    meet(left, right, (one, other) => {
      if (one.party.isUnnamed || other.party.isUnnamed) return
      for (const first of one.party.principals)
        for (const second of other.party.principals) {
          add(first, second, conflict)
          add(second, first, conflict)
        }
    })
  return new Map(
    [...disputed].map(([one, others]) => [one, new Map([...others].map(([other, { count }]) => [other, count]))]),
  )
}

/** A voice with the number of its party: parties are numbered by their ids. */
interface NumberedVoice extends Voice {
  readonly number: number
}

/** A conflict with those who are compared on its two sides. */
interface Opposition {
  readonly conflict: Conflict
  readonly left: readonly NumberedVoice[]
  readonly right: readonly NumberedVoice[]
  readonly isBounded: boolean
}

/** A cell while it is counted: a voice of each party, the one whose number is lower first. */
interface Tally {
  readonly low: NumberedVoice
  readonly high: NumberedVoice
  count: number
  pairs: number
  last: Conflict
  met: Meeting[] | null
}

/** Two voices on the two sides of a conflict. */
interface Meeting {
  readonly opposition: Opposition
  readonly one: NumberedVoice
  readonly other: NumberedVoice
}

/** Named parties before others, then most disputes, then most pairs of statements, as one number: exact in a double. */
function rankOf({ low, high, count, pairs }: Tally): number {
  const isNamed = !low.party.isUnnamed && !high.party.isUnnamed
  return (isNamed ? 2 ** 52 : 0) + Math.min(count, 2 ** 22 - 1) * 2 ** 30 + Math.min(pairs, 2 ** 30 - 1)
}

/** The first `limit` in order. What ranks below them is not sorted: most cells are. */
function highest(tallies: readonly Tally[], limit: number): readonly Tally[] {
  const ranks = Float64Array.from(tallies, rankOf)
  const least = ranks.toSorted()[Math.max(0, tallies.length - limit)] ?? 0
  return tallies
    .filter((_, i) => (ranks[i] ?? 0) >= least)
    .map((tally) => ({ tally, rank: rankOf(tally) }))
    .sort(
      (a, b) => b.rank - a.rank || a.tally.low.number - b.tally.low.number || a.tally.high.number - b.tally.high.number,
    )
    .slice(0, limit)
    .map(({ tally }) => tally)
}

function opposedOf(kept: Kept, principals: Principals): readonly Opposition[] {
  const partyOf = partiesOf(kept, principals)
  const ids = [...new Set([...kept.actors.keys()].map((actor) => partyOf(actor).id))].sort()
  const numbers = new Map(ids.map((id, i) => [id, i]))
  const known = new Map<Position, readonly NumberedVoice[]>()
  const voices = (position: Position) => {
    const found =
      known.get(position) ??
      voicesOf(kept, partyOf, position).map((voice) => ({ ...voice, number: numbers.get(voice.party.id) ?? 0 }))
    known.set(position, found)
    return found
  }
  const opposed = conflictsOf(kept).map((conflict) => ({
    conflict,
    left: voices(conflict.one),
    right: voices(conflict.other),
  }))
  const most = boundOf(opposed.map(({ left, right }) => left.length * right.length))
  return opposed.map(({ conflict, left, right }) =>
    left.length * right.length <= most
      ? { conflict, left, right, isBounded: false }
      : {
          conflict,
          left: loudest(left, most / Math.min(right.length, Math.sqrt(most))),
          right: loudest(right, most / Math.min(left.length, Math.sqrt(most))),
          isBounded: true,
        },
  )
}

/** Calls `visit` for each two that are not of one side. */
function meet(
  left: readonly NumberedVoice[],
  right: readonly NumberedVoice[],
  visit: (one: NumberedVoice, other: NumberedVoice) => void,
): void {
  for (const one of left) for (const other of right) if (!areOfOneSide(one.party, other.party)) visit(one, other)
}

/** How many pairs of parties a conflict may make so that all together stay bounded. */
function boundOf(products: readonly number[]): number {
  let most = PARTY_PAIRS
  while (most > 1 && products.reduce((sum, product) => sum + Math.min(product, most), 0) > PARTY_PAIRS_IN_ALL) most /= 2
  return most
}

/** Those with most statements, named ones first among equals. */
function loudest(voices: readonly NumberedVoice[], most: number): readonly NumberedVoice[] {
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
  for (const meeting of met) push(byConflict, meeting.opposition.conflict, meeting)
  let shown = 0
  const disputes = [...byConflict].flatMap(([conflict, meetings]) => {
    const [first] = meetings
    if (!first) return []
    // The party that sorts first comes first, whichever side of the conflict it is on.
    const pairs = meetings.map(({ one, other }) =>
      one.number < other.number ? { one, other } : { one: other, other: one },
    )
    const isTurned = first.other.number < first.one.number
    const [position, against] = isTurned ? [conflict.other, conflict.one] : [conflict.one, conflict.other]
    const most = Math.min(PAIRS_A_DISPUTE, PAIRS_A_CELL - shown)
    const words =
      most > 0 ? pairs.flatMap(({ one, other }) => wordPairs(one.statements, other.statements)).slice(0, most) : []
    shown += words.length
    return [
      {
        how: conflict.how,
        one: takenOf(position),
        other: takenOf(against),
        relation: conflict.relation?.id ?? null,
        reason: conflict.relation?.reason ?? null,
        isMutual: meetings.length > 1,
        pairs: pairs.reduce((sum, { one, other }) => sum + one.statements.length * other.statements.length, 0),
        words,
        oneThrough: (isTurned ? first.other : first.one).through,
        otherThrough: (isTurned ? first.one : first.other).through,
        isBounded: first.opposition.isBounded,
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

function tell(kept: Kept, { one, other, count: size, disputes }: DisputeCell): Finding {
  const [first] = disputes
  const more = size > 1 ? `, and ${size - 1} more` : ''
  const roles = new Map<string, string>()
  for (const dispute of disputes)
    for (const pair of dispute.words) {
      roles.set(pair.one, roles.get(pair.one) ?? roleOf(kept, pair.one, dispute.one.claim))
      roles.set(pair.other, roles.get(pair.other) ?? roleOf(kept, pair.other, dispute.other.claim))
    }
  const words = [...roles].map(([statement, role]): Evidence => ({ statement, role }))
  return {
    analysis: 'disputes',
    headline: `${labelOf(kept, one)} and ${labelOf(kept, other)} dispute ${count(size, 'matter')}: ${first ? matter(one, other, first) : ''}${more}`,
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
