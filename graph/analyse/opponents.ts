import { actorsByName } from '../../src/case/opponents.ts'
import type { Kept } from './kept.ts'
import type { Principals } from './principals.ts'

/** By principal, who stands against it; principals too, and both ways. */
export type Opponents = ReadonlyMap<string, ReadonlySet<string>>

/**
 * The opponents that `case.yaml` names, by principal; empty where it names none. A name that is nobody's, or several actors',
 * names nobody (`hearsay check` says so), and nobody is his own opponent.
 */
export function opponentsByCase(kept: Kept, principals: Principals): Opponents {
  const find = actorsByName([...kept.actors.values()])
  const opponents = new Map<string, Set<string>>()
  const add = (one: string, other: string) => opponents.set(one, (opponents.get(one) ?? new Set()).add(other))
  for (const pair of kept.case.manifest.opponents ?? []) {
    const [ones = [], others = []] = pair.map((name) => {
      const [actor, ...more] = find(name)
      return actor && more.length === 0 ? principals.of(actor.id) : []
    })
    for (const one of ones)
      for (const other of others)
        if (one !== other) {
          add(one, other)
          add(other, one)
        }
  }
  return opponents
}
