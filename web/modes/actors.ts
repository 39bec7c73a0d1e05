import { isOpen, relayersOf } from '../case-index.ts'
import { areOfOneSide, opposedIn, partiesOf } from '../disputes.ts'
import { radiusOf } from '../encode.ts'
import { once } from '../once.ts'
import { RELATION_SWITCHES } from '../state.ts'
import { tangledIn } from '../tangle.ts'
import { count, fitName, wholeLines } from '../words.ts'
import type { Actor } from '../../src/model/records.ts'
import type { CaseIndex, Voice } from '../case-index.ts'
import type { Matter, Party } from '../disputes.ts'
import type { Disc, Line, Picture } from '../encode.ts'
import type { Plan } from '../layout.ts'
import type { State } from '../state.ts'

/** Two actors who stand against each other, or of whom the first relays the second, and in how much. */
export interface Tie {
  /** As `actorsOfTie` reads it. */
  readonly id: string
  readonly kind: 'disputes' | 'relays'
  readonly from: string
  readonly to: string
  /** Matters that they dispute, or statements that are relayed. */
  readonly size: number
  /** Every matter between them is only proposed. */
  readonly isProposed: boolean
}

/** Who stands in what relation to whom. */
export interface Ties {
  /** Those in most matters first, disputes before relays. */
  readonly list: readonly Tie[]
  /** Statements in which each actor speaks, or passes on what was said to it: those that its sheet lists. */
  readonly weights: ReadonlyMap<string, number>
  /** True where more actors speak on a matter than are compared. */
  readonly isBounded: boolean
}

/** Speakers on one side of a matter that are compared: those with most statements there. */
const MOST_SPEAKERS = 24
/** Lines that are drawn, where everybody who has a tie has one of them. */
const MOST_LINES = 3000

/**
 * Who disputes whom: two actors of whom one asserts what contradicts what the other asserts, or denies it. Who share a principal are
 * of one side, and one that qualifies another is no dispute, as in the matrix of parties. A matter counts once for two actors.
 * Who relays whom: the speaker who reports a statement, or the outlet that it was given to, and its speaker.
 */
export function tiesIn(index: CaseIndex, shown: CaseIndex, hidden: State['hidden']): Ties {
  const ties = new Map<string, Map<string, Tie & { readonly last: number }>>()
  const add = (kind: Tie['kind'], from: string, to: string, matter: number, isProposed: boolean) => {
    const row = ties.get(from) ?? new Map<string, Tie & { readonly last: number }>()
    ties.set(from, row)
    const id = `${from}${kind === 'disputes' ? '~' : '>'}${to}`
    const known = row.get(id)
    if (known?.last === matter) return
    row.set(id, {
      id,
      kind,
      from,
      to,
      last: matter,
      size: (known?.size ?? 0) + 1,
      isProposed: (known?.isProposed ?? true) && isProposed,
    })
  }
  const partyOf = partiesIn(index)
  let [matter, isBounded] = [0, false]
  for (const { ones, others, isProposed, relation } of opposedIn(index, shown, hidden)) {
    matter++
    const [left, right] = [bySpeaker(ones), bySpeaker(others)]
    isBounded ||= Math.max(left.length, right.length) > MOST_SPEAKERS
    for (const [one, own] of left.slice(0, MOST_SPEAKERS)) {
      const isOnlyProposed = isProposed || (!relation && own.every(({ stance }) => stance.status === 'proposed'))
      for (const [other] of right.slice(0, MOST_SPEAKERS))
        if (areAgainst(partyOf, one, other))
          add('disputes', one < other ? one : other, one < other ? other : one, matter, isOnlyProposed)
    }
  }
  const weights = new Map<string, number>()
  for (const statement of shown.statements.values()) {
    for (const actor of new Set([statement.speaker, ...statement.via]))
      weights.set(actor, (weights.get(actor) ?? 0) + 1)
    for (const relaying of relayersOf(index, statement)) add('relays', relaying, statement.speaker, ++matter, false)
  }
  const list = [...ties.values()].flatMap((row) => [...row.values()])
  return { list: list.sort(byRank), weights, isBounded }
}

const bySwitches = once((_shown: CaseIndex) => new Map<string, Ties>())

/** The same, worked out once for what is shown. */
export function tiesNow(index: CaseIndex, shown: CaseIndex, hidden: State['hidden'] = new Set()): Ties {
  const known = bySwitches(shown)
  const key = RELATION_SWITCHES.filter((row) => hidden.has(row)).join()
  const ties = known.get(key) ?? tiesIn(index, shown, hidden)
  known.set(key, ties)
  return ties
}

function byRank(a: Tie, b: Tie): number {
  return Number(a.kind === 'relays') - Number(b.kind === 'relays') || b.size - a.size || (a.id < b.id ? -1 : 1)
}

/** The matters between two actors, with what each of them said on them: the first one's statements first. */
export function mattersBetween(
  index: CaseIndex,
  shown: CaseIndex,
  hidden: State['hidden'],
  [one = '', other = '']: readonly string[],
): readonly Matter[] {
  if (!areAgainst(partiesIn(index), one, other)) return []
  const said = (voices: readonly Voice[], actor: string) =>
    voices.flatMap(({ statement }) => (statement.speaker === actor ? [statement] : []))
  return [...opposedIn(index, shown, hidden)].flatMap((opposed): Matter[] => {
    const straight = { ...opposed, ones: said(opposed.ones, one), others: said(opposed.others, other) }
    if (straight.ones.length > 0 && straight.others.length > 0) return [straight]
    const [ones, others] = [said(opposed.others, one), said(opposed.ones, other)]
    if (ones.length === 0 || others.length === 0) return []
    return [{ ...opposed, claim: opposed.against, against: opposed.claim, ones, others }]
  })
}

function areAgainst(partyOf: (actor: string) => Party, one: string, other: string): boolean {
  return one !== other && partyOf(one) !== partyOf(other) && !areOfOneSide(partyOf(one), partyOf(other))
}

function partiesIn(index: CaseIndex): (actor: string) => Party {
  const find = partiesOf(index.actors)
  const known = new Map<string, Party>()
  return (actor) => {
    const party = known.get(actor) ?? find(actor)
    known.set(actor, party)
    return party
  }
}

/** Voices of each speaker, who has most first. */
function bySpeaker(voices: readonly Voice[]): readonly (readonly [string, readonly Voice[]])[] {
  const groups = new Map<string, Voice[]>()
  for (const voice of voices) {
    const group = groups.get(voice.statement.speaker)
    if (group) group.push(voice)
    else groups.set(voice.statement.speaker, [voice])
  }
  return [...groups].sort((a, b) => b[1].length - a[1].length)
}

/** A picture of actors. */
export interface ActorsPicture extends Picture {
  /** What the filter and the switches let through. */
  readonly now: Ties
  /** Lines that there was no room for. */
  readonly left: number
  /** Some lines are faint until one of their actors is pointed at. */
  readonly isTangled: boolean
}

/**
 * The picture of who disputes whom and who relays whom: everybody who speaks or has a tie in the whole case, so that nothing moves
 * when the filter leaves some of them out. `now` is what it lets through.
 */
export function drawActors(
  index: CaseIndex,
  shown: CaseIndex,
  { whole, now }: { readonly whole: Ties; readonly now: Ties },
  hidden: State['hidden'],
): ActorsPicture {
  const drawn = largestOf(whole.list)
  const passing = new Map(now.list.map((tie) => [tie.id, tie]))
  const ids = new Set(drawn.map(({ id }) => id))
  const tangled = tangledIn(drawn.filter(({ kind }) => kind === 'disputes'))
  const lines = drawn.map((tie): Line => {
    const left = passing.get(tie.id)
    const isProposed = left?.isProposed ?? tie.isProposed
    return {
      id: tie.id,
      from: tie.from,
      to: tie.to,
      mark: tie.kind === 'disputes' ? 'contradicts' : 'relays',
      isProposed,
      isHidden: !left || hidden.has(tie.kind),
      isFaint: tangled.has(tie.id),
      tie: { size: left?.size ?? tie.size, shift: shiftOf(tie, ids) },
    }
  })
  const tied = (list: readonly Tie[]) => new Set(list.flatMap(({ from, to }) => [from, to]))
  const [ever, still] = [tied(whole.list), tied(now.list)]
  const speaking = new Set([...index.statements.values()].map(({ speaker }) => speaker))
  const discs = [...index.actors.values()]
    .filter(({ id }) => speaking.has(id) || ever.has(id))
    .sort((a, b) => (whole.weights.get(b.id) ?? 0) - (whole.weights.get(a.id) ?? 0) || (a.name < b.name ? -1 : 1))
    .map((actor) => discOfActor(actor, now.weights.get(actor.id) ?? 0, still.has(actor.id)))
  return { hidden, shown, discs, lines, now, left: whole.list.length - drawn.length, isTangled: tangled.size > 0 }
}

/** As many ties as are drawn: the largest of everybody who has one, so that nobody seems to have none, then the largest of each kind. */
function largestOf(list: readonly Tie[]): readonly Tie[] {
  if (list.length <= MOST_LINES) return list
  const tied = new Set<string>()
  const kept = new Set<Tie>()
  for (const tie of list) {
    if (!tied.has(tie.from) || !tied.has(tie.to)) kept.add(tie)
    tied.add(tie.from).add(tie.to)
  }
  const kinds = (['disputes', 'relays'] as const).map((kind) => list.filter((tie) => tie.kind === kind))
  for (let i = 0; i < list.length && kept.size < MOST_LINES; i++)
    for (const ties of kinds) {
      const tie = ties[i]
      if (tie && kept.size < MOST_LINES) kept.add(tie)
    }
  return list.filter((tie) => kept.has(tie))
}

/** Lines between the same two actors run beside each other: a dispute in the middle, relays at either side. */
function shiftOf({ kind, from, to }: Tie, ids: ReadonlySet<string>): number {
  if (kind === 'disputes') return 0
  const isDisputed = ids.has(`${from}~${to}`) || ids.has(`${to}~${from}`)
  return isDisputed ? 9 : ids.has(`${to}>${from}`) ? 5 : 0
}

const labelOf = once(({ name }: Actor) => ({
  lines: fitName(name, 22),
  narrowLines: fitName(name, 16),
  wholes: [wholeLines(name, 22, 3), wholeLines(name, 16, 3)].flatMap((lines) => (lines ? [lines] : [])),
}))

/** Half the side of a square with the area of the disc of as many statements, in CSS pixels. */
export function halfSideOf(statements: number): number {
  return radiusOf(statements) * 0.886
}

function discOfActor(actor: Actor, weight: number, isTied: boolean): Disc {
  const radius = halfSideOf(weight)
  return {
    id: actor.id,
    form: 'actor',
    radius,
    weight,
    rings: 0,
    more: 0,
    isUnnamed: isOpen(actor),
    // Lines end between its sides and its corners.
    reach: radius * 1.12,
    isHollow: isOpen(actor),
    get lines() {
      return labelOf(actor).lines
    },
    get narrowLines() {
      return labelOf(actor).narrowLines
    },
    get wholes() {
      return labelOf(actor).wholes
    },
    isHidden: weight === 0 && !isTied,
  }
}

/** What a layout needs of the picture: who has no tie stands in a grid, by statements; the largest dispute lies level. */
export function planOfActors({ discs, lines }: Picture, aspect: number): Plan {
  const [largest] = lines
  return {
    discs: discs.map(({ id, reach }) => ({ id, radius: reach })),
    lines: lines.map(({ from, to, mark }) => ({ from, to, isContradiction: mark === 'contradicts' })),
    level: largest?.mark === 'contradicts' ? [largest.from, largest.to] : null,
    aspect,
  }
}

/** The spoken line of an actor: `Actor, 5 statements, disputes 2, relays 1, relayed by 1: Ana Okoro`. */
export function speakActor(index: CaseIndex, { lines, discs }: Picture, id: string): string {
  const own = lines.filter((line) => !line.isHidden && (line.from === id || line.to === id))
  const disputes = own.filter(({ mark }) => mark === 'contradicts').length
  const relays = own.filter(({ mark, from }) => mark === 'relays' && from === id).length
  const disc = discs.find((one) => one.id === id)
  return [
    disc?.isUnnamed ? 'Actor, unnamed or a group' : 'Actor',
    count(disc?.weight ?? 0, 'statement'),
    ...(disputes ? [`disputes ${disputes}`] : []),
    ...(relays ? [`relays ${relays}`] : []),
    ...(own.length - disputes - relays ? [`relayed by ${own.length - disputes - relays}`] : []),
  ]
    .join(', ')
    .concat(`: ${index.actors.get(id)?.name ?? ''}`)
}
