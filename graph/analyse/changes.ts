import type { Statement } from '../../src/model/records.ts'
import type { Answer, Evidence, Finding } from './answer.ts'
import { conflictsOf, throughWhom, type Conflict, type Position } from './conflicts.ts'
import { push, type Kept } from './kept.ts'
import { partiesOf, type Party } from './parties.ts'
import type { Principals } from './principals.ts'
import { orderOf, saidWhen } from './said.ts'
import { apart, utterancesOf } from './utterances.ts'
import { namesOf, plain, roleOf } from './say.ts'

/** What is said on one side of a contradiction. */
interface Side {
  readonly claim: string
  readonly text: string
  readonly stance: Position['stance']
  /** Who says it: actor ids, sorted. */
  readonly actors: readonly string[]
  /** How many statements say it, and the first ids: in order of time where it changed, else of publication. */
  readonly total: number
  readonly statements: readonly string[]
  /** Relayers of another side through whom alone it is known, actor ids; empty where one statement is no relay. */
  readonly through: readonly string[]
}

/** Something said and its opposite, by one actor or on one side. */
export interface Change {
  /** "changed" where the dates put every statement of one side before or after every one of the other; else "conflicting". */
  readonly kind: 'changed' | 'conflicting'
  /** The very same actor, or different actors of one principal. */
  readonly by: 'one actor' | 'one side'
  /** That actor, or that principal: id and name. */
  readonly actor: string
  readonly name: string
  readonly how: Conflict['how']
  readonly relation: string | null
  readonly reason: string | null
  /** The side that was said first where it changed. */
  readonly one: Side
  readonly other: Side
  /** How often it went from one side to the other; 0 where it is not known to have changed. */
  readonly turns: number
  /** Pairs of statements, one of each side, and how many of them the dates order. */
  readonly pairs: number
  readonly ordered: number
}

/** Statements that one side of an answer names at most. */
const SHOWN = 5

/**
 * Where an actor, or different actors of one principal, assert a claim and deny it, or assert two that contradict
 * (contradictory or contrary). Unnamed and vague actors never contradict themselves, as nobody knows that they are one; they
 * may stand against others of their side. An utterance that is reported both ways says nothing about its speaker: its reports are
 * left out. One actor's own come first, changes before conflicts.
 */
export function changes(kept: Kept, principals: Principals): readonly Answer<Change>[] {
  const partyOf = partiesOf(kept, principals)
  const utteranceOf = utterancesOf(kept)
  const found: Change[] = []
  for (const conflict of conflictsOf(kept)) {
    const [ones, others] = apart(conflict.one.statements, conflict.other.statements, utteranceOf)
    const own = { ones: bySpeaker(ones), others: bySpeaker(others) }
    for (const [actor, mine] of own.ones) {
      const against = own.others.get(actor)
      if (against && !partyOf(actor).isUnnamed)
        found.push(changeOf(kept, partyOf, conflict, actor, 'one actor', mine, against))
    }
    const sides = { ones: byPrincipal(ones, partyOf), others: byPrincipal(others, partyOf) }
    for (const [principal, mine] of sides.ones) {
      const against = sides.others.get(principal)
      if (against && new Set([...mine, ...against].map(({ speaker }) => speaker)).size > 1)
        found.push(changeOf(kept, partyOf, conflict, principal, 'one side', mine, against))
    }
  }
  return found
    .map((change) => ({ change, key: keyOf(change) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ change }) => ({ answer: change, finding: tell(kept, change) }))
}

/** One actor before one side, changed before conflicting, then by actor, claims and relation. */
function keyOf({ by, kind, actor, one, other, relation }: Change): string {
  return [by, kind, actor, one.claim, other.claim, one.stance, relation ?? ''].join(' ')
}

function bySpeaker(statements: readonly Statement[]): ReadonlyMap<string, readonly Statement[]> {
  const lists = new Map<string, Statement[]>()
  for (const statement of statements) push(lists, statement.speaker, statement)
  return lists
}

function byPrincipal(
  statements: readonly Statement[],
  partyOf: (actor: string) => Party,
): ReadonlyMap<string, readonly Statement[]> {
  const lists = new Map<string, Statement[]>()
  for (const statement of statements)
    for (const principal of partyOf(statement.speaker).principals) push(lists, principal, statement)
  return lists
}

function changeOf(
  kept: Kept,
  partyOf: (actor: string) => Party,
  { how, relation, one, other }: Conflict,
  actor: string,
  by: Change['by'],
  mine: readonly Statement[],
  against: readonly Statement[],
): Change {
  const when = (statement: Statement) => saidWhen(kept, statement)
  const { first, turns, ordered } = orderOf(mine.map(when), against.map(when))
  const sideOf = (position: Position, statements: readonly Statement[]): Side => ({
    claim: position.claim.id,
    text: position.claim.text,
    stance: position.stance,
    actors: [...new Set(statements.map(({ speaker }) => speaker))].sort(),
    total: statements.length,
    statements: inTime(kept, statements, first !== null)
      .slice(0, SHOWN)
      .map(({ id }) => id),
    through: throughWhom(kept, partyOf, partyOf(actor).principals, statements),
  })
  const sides = [sideOf(one, mine), sideOf(other, against)] as const
  const [earlier, later] = first === 'other' ? [sides[1], sides[0]] : sides
  return {
    kind: first === null ? 'conflicting' : 'changed',
    by,
    actor,
    name: kept.actors.get(actor)?.name ?? actor,
    how,
    relation: relation?.id ?? null,
    reason: relation?.reason ?? null,
    one: earlier,
    other: later,
    turns,
    pairs: mine.length * against.length,
    ordered,
  }
}

function inTime(kept: Kept, statements: readonly Statement[], isDated: boolean): readonly Statement[] {
  if (!isDated) return statements
  const begins = new Map(statements.map((statement) => [statement, saidWhen(kept, statement).from]))
  const at = (statement: Statement) => begins.get(statement) ?? 0
  // Two that begin at no known time stay as they were published.
  return statements.toSorted((a, b) => (at(a) === at(b) ? 0 : at(a) - at(b)))
}

function tell(kept: Kept, change: Change): Finding {
  const { one, other } = change
  return {
    analysis: 'changes',
    headline: change.by === 'one actor' ? ofOneActor(kept, change) : ofOneSide(kept, change),
    note: notes(kept, change).join(' '),
    claims: [...new Set([one.claim, other.claim])],
    actors: [...new Set([change.actor, ...one.actors, ...other.actors])],
    words: [one, other].flatMap(({ statements, claim }) =>
      statements.map((statement): Evidence => ({ statement, role: roleOf(kept, statement, claim, 'dated') })),
    ),
  }
}

function ofOneActor(kept: Kept, { kind, name, how, one, other, turns }: Change): string {
  const act = ({ stance, through }: Side) =>
    through.length === 0 ? stance : `${stance} (as relayed by ${namesOf(kept, through)})`
  if (how !== 'denies') {
    const [first, second] = [one, other].map(
      ({ text, through }) => plain(text) + (through.length === 0 ? '' : ` (as relayed by ${namesOf(kept, through)})`),
    )
    if (kind === 'conflicting') return `${name} asserts two claims that contradict each other: ${first}; ${second}`
    if (turns > 1)
      return `${name} went ${turns} times between two claims that contradict each other: ${first}; ${second}`
    return `${name} changed from one claim to another that contradicts it: ${first}; later: ${second}`
  }
  if (kind === 'conflicting') return `${name} both ${act(one)} and ${act(other)}: ${plain(one.text)}`
  if (turns > 1) return `${name} went ${turns} times between asserting and denying: ${plain(one.text)}`
  return `${name} changed: first ${act(one)}, later ${act(other)}: ${plain(one.text)}`
}

function ofOneSide(kept: Kept, { kind, name, how, one, other }: Change): string {
  const act = ({ stance, actors, through }: Side) => {
    const relayed = through.length === 0 ? '' : `, as relayed by ${namesOf(kept, through)}`
    return `${stance === 'asserts' ? 'asserted' : 'denied'} by ${namesOf(kept, actors)}${relayed}`
  }
  const [first, then] = kind === 'changed' ? ['first ', 'later '] : ['', '']
  return how === 'denies'
    ? `Different speakers for ${name} differ: ${plain(one.text)} (${first}${act(one)}; ${then}${act(other)})`
    : `Different speakers for ${name} differ: ${plain(one.text)} (${first}${act(one)}); ${plain(other.text)} (${then}${act(other)})`
}

function notes(kept: Kept, change: Change): readonly string[] {
  const { kind, by, actor, name, one, other, pairs, ordered, reason } = change
  const isPerson = kept.actors.get(actor)?.kind === 'person'
  const shown = one.statements.length + other.statements.length
  const total = one.total + other.total
  return [
    ...(reason === null ? [] : [`Why they contradict each other: ${reason}`]),
    kind === 'changed'
      ? 'The order is that of the days of speaking; a publication proves only that something was said before it.'
      : `The dates order ${ordered} of ${pairs} ${pairs === 1 ? 'pair' : 'pairs'} of statements, so no change is shown.`,
    ...(by === 'one actor' && !isPerson ? [`${name} is no person: who spoke for it may differ.`] : []),
    ...(by === 'one side' ? [`Two voices of one principal are not one person who contradicts himself.`] : []),
    ...([one, other].some(({ through }) => through.length > 0)
      ? ['What only others relay may be their version of it.']
      : []),
    ...(total > shown ? [`${shown} of ${total} statements are shown.`] : []),
  ]
}
