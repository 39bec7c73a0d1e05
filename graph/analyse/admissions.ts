import type { Stance, Statement } from '../../src/model/records.ts'
import type { Answer } from './answer.ts'
import { chainOf, outletOf } from './chain.ts'
import { push, type Kept } from './kept.ts'
import { opponentsByCase, type Opponents } from './opponents.ts'
import type { Principals } from './principals.ts'
import { howKnown, mediaOf, sideIn, type Known, type Side } from './known-through.ts'
import { count, list, nameOf, namesOf, publisherOf } from './say.ts'

/** Who stands between the reader and an admission. */
interface Carrier {
  /** An actor's id; the source's where its outlet is not known. */
  readonly id: string
  readonly name: string
  readonly kind: 'source' | 'outlet' | 'via' | 'relay'
  /** As seen from whoever admits. */
  readonly side: Side
}

/** An admission that the one who admits makes in no source that is clear of the other side. */
export interface Admission {
  readonly claim: string
  readonly text: string
  /** `asserts`: it is admitted that the claim holds; `denies`: that it does not. */
  readonly stance: Exclude<Stance['stance'], 'questions'>
  /** Who admits: the principal of the speakers. */
  readonly by: string
  readonly known: Known
  /** The outlets, sources and relaying speakers through whom it reaches the reader, of the first 50 reports. */
  readonly carriers: readonly Carrier[]
  /** Where the opponents come from. */
  readonly opponentsBy: 'case.yaml' | 'disputes'
  /** All opponents of the one who admits; principals. */
  readonly opponents: readonly string[]
  /** The statements that report the admission, those that concede first. */
  readonly reports: readonly string[]
  /** Statements of the same side that say the contrary. */
  readonly against: readonly string[]
}

/** Reports whose carriers are named. */
const MOST_REPORTS = 50
/** Carriers that a headline names. */
const MOST_NAMED = 4

/**
 * Partisan admission: somebody is reported to concede a claim, and no report is clear. A report is clear when it quotes the
 * admitting side directly in a source whose outlet is known and is no opponent; its own outlets are among these. What
 * the side says with any other cue counts as a report too, and so does a claim that entails the one admitted. Opponents are those of
 * `case.yaml` for whom it names any, else those of `byDisputes`.
 */
export function admissions(kept: Kept, principals: Principals, byDisputes: Disputed): readonly Answer<Admission>[] {
  const opponentsOf = lookUp(opponentsByCase(kept, principals), byDisputes)
  const entailments = entailmentsOf(kept)
  return [...kept.stancesOn.keys()].sort().flatMap((claim) =>
    (['asserts', 'denies'] as const).flatMap((stance) => {
      const conceding = statementsOn(kept, [claim], stance).filter(isConceding)
      // Somebody unnamed who speaks for nobody has no side.
      const sides = [...bySide(principals, conceding).keys()].filter(
        (side) => kept.actors.get(side)?.kind !== 'unnamed',
      )
      if (sides.length === 0) return []
      const reports = bySide(principals, statementsOn(kept, closure(claim, entailments[stance]), stance).sort(inOrder))
      const contrary = statementsOn(kept, [claim], stance === 'asserts' ? 'denies' : 'asserts')
      const against = bySide(principals, contrary.sort(inOrder))
      return sides.sort().flatMap((by) => {
        const ofSide = reports.get(by) ?? []
        const opponents = opponentsOf(by)
        const sideOf = (actor: string) => sideIn(principals.of(actor), by, opponents.all)
        const known = howKnown(kept, ofSide, sideOf)
        if (known === null) return []
        const found = { claim, stance, by, known, opponents, reports: ofSide, against: against.get(by) ?? [], sideOf }
        return [answerOf(kept, found)]
      })
    }),
  )
}

/** The opponents of a side, and where they come from. */
interface OpponentsOfSide {
  readonly all: ReadonlySet<string>
  readonly sorted: readonly string[]
  readonly basis: Admission['opponentsBy']
}

/** Against whom a principal stands in the disputes of a case. */
interface Disputed {
  readonly get: (side: string) => Pick<ReadonlySet<string>, 'keys'> | undefined
}

/** Looks up the opponents of each side: those that the case names, else those of its disputes. */
function lookUp(byCase: Opponents, byDisputes: Disputed): (side: string) => OpponentsOfSide {
  const known = new Map<string, OpponentsOfSide>()
  return (side) => {
    const found = known.get(side)
    if (found) return found
    const own = byCase.get(side)
    const all = own ?? new Set(byDisputes.get(side)?.keys())
    const made = { all, sorted: [...all].sort(), basis: own ? ('case.yaml' as const) : ('disputes' as const) }
    known.set(side, made)
    return made
  }
}

/** Statements by the principals of who speaks; each as often as he has principals. */
function bySide(principals: Principals, statements: readonly Statement[]): ReadonlyMap<string, readonly Statement[]> {
  const sides = new Map<string, Statement[]>()
  for (const statement of statements) for (const side of principals.of(statement.speaker)) push(sides, side, statement)
  return sides
}

function statementsOn(kept: Kept, claims: readonly string[], stance: Stance['stance']): Statement[] {
  const found = new Set<Statement>()
  for (const claim of claims)
    for (const taken of kept.stancesOn.get(claim) ?? []) {
      const statement = taken.stance === stance ? kept.statements.get(taken.statement) : undefined
      if (statement) found.add(statement)
    }
  return [...found]
}

const isConceding = ({ cueClass }: Statement) => cueClass === 'concede'

/** Those that concede first, then by id. */
const inOrder = (a: Statement, b: Statement) =>
  Number(isConceding(b)) - Number(isConceding(a)) || (a.id < b.id ? -1 : 1)

/** Per claim, the claims that entail it, for assertions; those that it entails, for denials: who denies these denies it. */
function entailmentsOf(kept: Kept): Readonly<Record<Admission['stance'], ReadonlyMap<string, readonly string[]>>> {
  const [entailing, entailed] = [new Map<string, string[]>(), new Map<string, string[]>()]
  for (const { type, kind, from, to } of kept.relations)
    if (type === 'supports' && kind === 'entails') {
      push(entailing, to, from)
      push(entailed, from, to)
    }
  return { asserts: entailing, denies: entailed }
}

/** The claim and all that `next` leads to, over any number of steps. */
function closure(claim: string, next: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const found = new Set([claim])
  for (const one of found) for (const other of next.get(one) ?? []) found.add(other)
  return [...found]
}

/** Through whom the reports reach the reader, in order of the reports, each once. */
function carriersOf(kept: Kept, reports: readonly Statement[], sideOf: (actor: string) => Side): readonly Carrier[] {
  const carriers = new Map<string, Carrier>()
  for (const report of reports.slice(0, MOST_REPORTS)) {
    const chain = chainOf(kept, report)
    const hasOutlet = chain?.steps.flat().some(({ kind }) => kind === 'outlet')
    const media = new Set(chain?.statements.flatMap((statement) => mediaOf(kept, statement)))
    for (const { kind, id } of chain?.steps.flat() ?? [])
      if (kind === 'source' && !hasOutlet && chain)
        carriers.set(id, { id, name: publisherOf(kept, chain.source), kind, side: 'unknown' })
      else if (kind !== 'source' && kind !== 'speaker' && (kind !== 'via' || media.has(id)) && !carriers.has(id))
        carriers.set(id, { id, name: nameOf(kept, id), kind, side: sideOf(id) })
  }
  return [...carriers.values()]
}

interface Found {
  readonly claim: string
  readonly stance: Admission['stance']
  readonly by: string
  readonly known: Known
  readonly opponents: OpponentsOfSide
  readonly reports: readonly Statement[]
  readonly against: readonly Statement[]
  readonly sideOf: (actor: string) => Side
}

function answerOf(kept: Kept, found: Found): Answer<Admission> {
  const { claim, stance, by, known, opponents, reports, against } = found
  const text = kept.claims.get(claim)?.text ?? ''
  const carriers = carriersOf(kept, reports, found.sideOf)
  const own = new Set(reports.map(({ id }) => id))
  const relaying = reports
    .slice(0, MOST_REPORTS)
    .flatMap(({ relayedBy }) => relayedBy ?? [])
    .filter((id) => kept.statements.has(id) && !own.has(id))
  return {
    answer: {
      claim,
      text,
      stance,
      by,
      known,
      carriers,
      opponentsBy: opponents.basis,
      opponents: opponents.sorted,
      reports: reports.map(({ id }) => id),
      against: against.map(({ id }) => id),
    },
    finding: {
      analysis: 'admissions',
      headline: headlineOf(nameOf(kept, by), known, carriers, stance === 'asserts' ? text : `the denial of: ${text}`),
      note: noteOf(kept, found, carriers),
      claims: [claim],
      actors: [by, ...carriers.map(({ id }) => id).filter((id) => kept.actors.has(id))],
      words: [
        ...reports.map((report) => ({ statement: report.id, role: isConceding(report) ? 'concedes' : 'says' })),
        ...[...new Set(relaying)].map((statement) => ({ statement, role: 'relays' })),
        ...against.map(({ id }) => ({ statement: id, role: stance === 'asserts' ? 'denies' : 'asserts' })),
      ],
    },
  }
}

function namesOfCarriers(carriers: readonly Carrier[]): string {
  const names = carriers.slice(0, MOST_NAMED).map(({ name }) => name)
  const more = carriers.length - names.length
  return list(more > 0 ? [...names, count(more, 'other')] : names)
}

function headlineOf(name: string, known: Known, carriers: readonly Carrier[], what: string): string {
  const opponents = carriers.filter(({ side }) => side === 'opponent')
  const between = carriers.filter(({ side, kind }) => side === 'opponent' || (side === 'unknown' && kind === 'relay'))
  switch (known) {
    case 'opponents':
      return `What ${name} is reported to admit is known only through its opponents (${namesOfCarriers(opponents)}): ${what}`
    case 'second hand':
      return `What ${name} is reported to admit is known only through others (${namesOfCarriers(between)}): ${what}`
    case 'undecided':
      return `What ${name} is reported to admit may be known only through the other side: ${what}`
  }
}

function noteOf(kept: Kept, found: Found, carriers: readonly Carrier[]): string {
  const { by, known, opponents, reports, against } = found
  const name = nameOf(kept, by)
  const side = (wanted: Side) => carriers.filter((carrier) => carrier.side === wanted)
  const isUnpublished = reports.some((report) => {
    const source = kept.sources.get(report.source)
    return source !== undefined && outletOf(kept, source) === null
  })
  const notes = [
    `${count(reports.length, 'report')}; no source quotes ${name} directly on it whose outlet is known and is no opponent.`,
    opponents.sorted.length === 0
      ? `No opponents of ${name} are known, neither from case.yaml nor by the disputes on what is loaded.`
      : `Opponents by ${opponents.basis === 'case.yaml' ? 'case.yaml' : 'the disputes on what is loaded (one over this very claim counts)'}: ${namesOf(kept, opponents.sorted)}.`,
    ...(side('unknown').length > 0
      ? [`On which side they stand is not known: ${namesOfCarriers(side('unknown'))}.`]
      : []),
    ...(known === 'undecided' && isUnpublished
      ? ['Some sources have no known outlet: who published them decides it.']
      : []),
    ...(against.length > 0
      ? [`${name} ${found.stance === 'asserts' ? 'denies' : 'asserts'} it in ${count(against.length, 'statement')}.`]
      : []),
    ...(reports.length > MOST_REPORTS ? [`Carriers are those of the first ${MOST_REPORTS} reports.`] : []),
  ]
  return notes.join(' ')
}
