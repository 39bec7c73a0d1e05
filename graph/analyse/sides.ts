import { entailmentOf } from './entailment.ts'
import type { Route, Routes } from './route.ts'

/** The routes behind one side of a claim: those whose first speaker is named, and the others. */
export interface Side {
  readonly named: readonly Route[]
  readonly unnamed: readonly Route[]
}

/** Both sides of a claim. */
export interface Sides {
  readonly asserting: Side
  readonly denying: Side
}

/**
 * The routes of the statements that take a side of a claim, each once. Who asserts a claim that entails it asserts it too, and
 * who denies a claim that it entails denies it: if P entails Q, not-Q entails not-P. What only supports it does neither.
 */
export function sidesIn(routes: Routes): (claim: string) => Sides {
  const entailment = entailmentOf(routes.kept)
  const taken = new Map<string, Sides>()
  /** Those that take a side of the very claim. */
  const of = (claim: string): Sides => {
    const known = taken.get(claim)
    if (known) return known
    const sides = { asserting: { named: [], unnamed: [] }, denying: { named: [], unnamed: [] } } satisfies Sides
    for (const { statement, stance } of routes.kept.stancesOn.get(claim) ?? []) {
      const route = stance === 'questions' ? null : routes.of(statement)
      const side: Readonly<Record<keyof Side, Route[]>> = stance === 'asserts' ? sides.asserting : sides.denying
      if (route) side[route.isUnnamed ? 'unnamed' : 'named'].push(route)
    }
    taken.set(claim, sides)
    return sides
  }
  const together = (claims: readonly string[], side: keyof Sides): Side => {
    const [only = '', ...more] = claims
    if (more.length === 0) return of(only)[side]
    const all = (kind: keyof Side) => [...new Set(claims.flatMap((claim) => of(claim)[side][kind]))]
    return { named: all('named'), unnamed: all('unnamed') }
  }
  return (claim) => ({
    asserting: together(entailment.into(claim), 'asserting'),
    denying: together(entailment.from(claim), 'denying'),
  })
}
