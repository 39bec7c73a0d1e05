import type { Statement } from '../../src/model/records.ts'
import { outletOf } from './chain.ts'
import type { Kept } from './kept.ts'

/** Of whom somebody is, as seen from one principal: its own side, an opponent, or neither as far as the case says. */
export type Side = 'own' | 'opponent' | 'unknown'

/**
 * How words of one side are known. `opponents`: every report passes through an opponent. `second hand`: every report that does
 * not is relayed by somebody of neither side. `undecided`: some report stands in a source whose outlet is not known.
 */
export type Known = 'opponents' | 'second hand' | 'undecided'

/** The outlets on or to which something was said; whoever else was spoken to passes nothing on by that. */
export function mediaOf(kept: Kept, statement: Statement): readonly string[] {
  return statement.via.filter((id) => id !== statement.speaker && kept.actors.get(id)?.kind === 'outlet')
}

/** The side of an actor with these principals, as seen from `by`. */
export function sideIn(principals: readonly string[], by: string, opponents: ReadonlySet<string>): Side {
  if (principals.includes(by)) return 'own'
  return principals.some((principal) => opponents.has(principal)) ? 'opponent' : 'unknown'
}

/** What stands outside a statement, up to the reader. */
interface Route {
  readonly hasOpponent: boolean
  /** Somebody who is not of the side relays it. */
  readonly isRelayed: boolean
  readonly hasOutlet: boolean
}

/** How an admission is known from its reports; null where a report is clear, or there is none. */
export function howKnown(kept: Kept, reports: readonly Statement[], sideOf: (actor: string) => Side): Known | null {
  const routes = new Map<string, Route>()
  let known: Known | null = null
  for (const report of reports) {
    const { hasOpponent, isRelayed, hasOutlet } = routeOf(kept, report, sideOf, routes)
    if (hasOpponent) known ??= 'opponents'
    else if (isRelayed) known = known === 'undecided' ? known : 'second hand'
    else if (!hasOutlet) known = 'undecided'
    else return null
  }
  return known
}

/** Each route is made of the one outside it and kept, so that a chain of relays is walked once. */
function routeOf(kept: Kept, statement: Statement, sideOf: (actor: string) => Side, routes: Map<string, Route>): Route {
  const walk: Statement[] = []
  const seen = new Set<string>()
  let outside: Statement | undefined = statement
  while (outside && !routes.has(outside.id) && !seen.has(outside.id)) {
    seen.add(outside.id)
    walk.push(outside)
    outside = outside.relayedBy === null ? undefined : kept.statements.get(outside.relayedBy)
  }
  const source = kept.sources.get(statement.source)
  const outlet = source ? outletOf(kept, source) : null
  let route = (outside && routes.get(outside.id)) ?? {
    hasOpponent: outlet !== null && sideOf(outlet) === 'opponent',
    isRelayed: false,
    hasOutlet: outlet !== null,
  }
  let relayer = outside
  for (const inner of walk.reverse()) {
    const sides = [...mediaOf(kept, inner), ...(relayer ? [relayer.speaker] : [])].map(sideOf)
    route = {
      hasOpponent: route.hasOpponent || sides.includes('opponent'),
      isRelayed: route.isRelayed || (relayer !== undefined && sideOf(relayer.speaker) !== 'own'),
      hasOutlet: route.hasOutlet,
    }
    routes.set(inner.id, route)
    relayer = inner
  }
  return route
}
