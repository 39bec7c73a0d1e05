import { endsOf, oppositionTo } from './case-index.ts'
import { factsOf } from './facts.ts'
import type { CaseIndex, Dispute } from './case-index.ts'
import type { State } from './state.ts'
import type { Statement } from '../src/model/records.ts'

/** Statements on one day, or in one range of days. */
export interface Spot {
  /** First and last day, since 1970. */
  readonly from: number
  readonly to: number
  /** Said then, or else published then. */
  readonly said: readonly Statement[]
  readonly published: readonly Statement[]
}

/** A row of the timeline: one side of a dispute, or what stands outside it. */
export interface Lane {
  readonly letter: 'A' | 'B' | ''
  readonly name: string
  /** Single days in order, then ranges, those with most statements first. */
  readonly days: readonly Spot[]
  readonly ranges: readonly Spot[]
  readonly undated: readonly Statement[]
}

/** When what was said: lanes over the same days. */
export interface Timeline {
  readonly lanes: readonly Lane[]
  readonly first: number
  readonly last: number
  readonly hasUndated: boolean
}

/** The timeline of what is shown, with the dispute that is selected, else the largest; null where there is nothing to place. */
export function timelineOf(index: CaseIndex, shown: CaseIndex, selection: State['selection']): Timeline | null {
  const dispute = disputeOf(shown, selection)
  const sides = dispute ? sidesOf(shown, dispute) : []
  const inside = new Set(sides.flatMap(({ statements }) => [...statements]))
  const rest = new Set<Statement>()
  for (const statement of shown.statements.values()) if (!inside.has(statement)) rest.add(statement)
  const named = sides.map(({ name, statements }, i) => laneOf(index, i === 0 ? 'A' : 'B', name, statements))
  const outside = laneOf(index, '', sides.length > 0 ? 'Outside the dispute' : 'All statements', rest)
  const lanes = rest.size > 0 ? [...named, outside] : named
  const spots = lanes.flatMap(({ days, ranges }) => [...days, ...ranges])
  if (spots.length === 0) return null
  return {
    lanes,
    first: spots.reduce((least, { from }) => Math.min(least, from), Infinity),
    last: spots.reduce((most, { to }) => Math.max(most, to), -Infinity),
    hasUndated: lanes.some(({ undated }) => undated.length > 0),
  }
}

function disputeOf(shown: CaseIndex, selection: State['selection']): Dispute | null {
  const of = (id: string) =>
    shown.disputes.find((dispute) =>
      dispute.kind === 'contradiction' ? dispute.relation.id === id : dispute.claim.id === id,
    )
  if (selection.kind === 'relation') return of(selection.id) ?? shown.disputes[0] ?? null
  if (selection.kind === 'claim') {
    const [opposed] = oppositionTo(shown, selection.id)
    return (opposed && of(opposed.relation.id)) ?? of(selection.id) ?? shown.disputes[0] ?? null
  }
  return shown.disputes[0] ?? null
}

interface Side {
  readonly name: string
  readonly statements: ReadonlySet<Statement>
}

/** Both sides: what asserts a claim or one that supports it, or denies the other side's claim. */
function sidesOf(shown: CaseIndex, dispute: Dispute): readonly Side[] {
  const text = (claim: string) => shown.claims.get(claim)?.text ?? ''
  if (dispute.kind === 'denial') {
    const { id } = dispute.claim
    return [
      { name: text(id), statements: saying(shown, supportersOf(shown, [id]), null) },
      { name: 'It is denied', statements: saying(shown, new Set(), id) },
    ]
  }
  const [one, other] = endsOf(shown, dispute.relation)
  const [ones, others] = [supportersOf(shown, [one]), supportersOf(shown, [other])]
  // What supports both is on neither side.
  const only = (own: ReadonlySet<string>, against: ReadonlySet<string>, main: string) =>
    new Set([...own].filter((claim) => claim === main || !against.has(claim)))
  return [
    { name: text(one), statements: saying(shown, only(ones, others, one), other) },
    { name: text(other), statements: saying(shown, only(others, ones, other), one) },
  ]
}

function supportersOf(shown: CaseIndex, claims: readonly string[]): ReadonlySet<string> {
  const found = new Set(claims)
  // A set that grows while it is walked is walked to its end.
  for (const claim of found)
    for (const { type, from, to } of shown.relationsOf.get(claim) ?? [])
      if (type === 'supports' && to === claim) found.add(from)
  return found
}

function saying(shown: CaseIndex, asserted: ReadonlySet<string>, denied: string | null): ReadonlySet<Statement> {
  const list = (claim: string, stance: string) =>
    (shown.voices.get(claim) ?? []).flatMap((voice) => (voice.stance.stance === stance ? [voice.statement] : []))
  return new Set([
    ...[...asserted].flatMap((claim) => list(claim, 'asserts')),
    ...(denied ? list(denied, 'denies') : []),
  ])
}

function laneOf(index: CaseIndex, letter: Lane['letter'], name: string, statements: ReadonlySet<Statement>): Lane {
  const facts = factsOf(index)
  const spots = new Map<string, { from: number; to: number; said: Statement[]; published: Statement[] }>()
  const undated: Statement[] = []
  for (const statement of statements) {
    const number = facts.numberOf.get(statement.id) ?? -1
    const [from = NaN, to = NaN] = [facts.from[number], facts.to[number]]
    if (Number.isNaN(from)) {
      undated.push(statement)
      continue
    }
    const key = `${from} ${to}`
    const spot = spots.get(key) ?? { from, to, said: [], published: [] }
    spots.set(key, spot)
    spot[facts.isSaid[number] === 1 ? 'said' : 'published'].push(statement)
  }
  const all = [...spots.values()]
  return {
    letter,
    name,
    days: all.filter(({ from, to }) => from === to).sort((a, b) => a.from - b.from),
    ranges: all.filter(({ from, to }) => from < to).sort((a, b) => sizeOf(b) - sizeOf(a) || a.from - b.from),
    undated,
  }
}

/** Statements of a spot. */
export function sizeOf({ said, published }: Spot): number {
  return said.length + published.length
}

/** Neighbouring days in bins of so many days, counted from `first`. */
export function binned(days: readonly Spot[], first: number, size: number): readonly Spot[] {
  const bins = new Map<number, { from: number; to: number; said: Statement[]; published: Statement[] }>()
  for (const { from, said, published } of days) {
    const start = first + Math.floor((from - first) / size) * size
    const bin = bins.get(start) ?? { from: start, to: start + size - 1, said: [], published: [] }
    bins.set(start, bin)
    for (const statement of said) bin.said.push(statement)
    for (const statement of published) bin.published.push(statement)
  }
  return [...bins.values()]
}

/** Two ends of a brush, first and last day. */
export type Ends = readonly [number, number]

/** Moves one end of a brush, or both; neither leaves the days that there are, and ends that pass each other change places. */
export function moveBrush(ends: Ends, part: 'first' | 'last' | 'both', by: number, [least, most]: Ends): Ends {
  const within = (day: number) => Math.max(least, Math.min(most, day))
  if (part === 'both') {
    const step = Math.max(least - ends[0], Math.min(most - ends[1], by))
    return [ends[0] + step, ends[1] + step]
  }
  const [a, b] = part === 'first' ? [within(ends[0] + by), ends[1]] : [ends[0], within(ends[1] + by)]
  return a <= b ? [a, b] : [b, a]
}
