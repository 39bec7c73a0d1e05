import type { Actor } from '../../src/model/records.ts'
import { componentsOf } from './components.ts'
import { isOpen, push } from './kept.ts'

/** For whom each actor speaks in the end. */
export interface Principals {
  /**
   * The last principals of an actor, sorted: `['act_…']`, several for who speaks for several, itself for who speaks for
   * nobody.
   */
  readonly of: (actor: string) => readonly string[]
}

/**
 * Follows SPEAKS_FOR and PART_OF as far as they lead: a spokesman to his ministry to its state. Who speak for each other are
 * one, under the id that sorts first. A vague plural is nobody's principal: "Afghan media" makes no outlet speak for
 * another.
 */
export function principalsOf(actors: ReadonlyMap<string, Actor>): Principals {
  const ids = [...actors.keys()].sort()
  const numbers = new Map(ids.map((id, i) => [id, i]))
  const next = ids.map((id) => {
    const actor = actors.get(id)
    const principals = actor ? [...actor.speaksFor, ...actor.partOf] : []
    return principals.flatMap((principal) => {
      const other = actors.get(principal)
      const number = numbers.get(principal)
      return other && number !== undefined && principal !== id && !isOpen(other) ? [number] : []
    })
  })
  const component = componentsOf(ids.length, (node) => next[node] ?? [])
  const members = new Map<number, number[]>()
  for (const [node, number] of component.entries()) push(members, number, node)
  const lasts = new Map<number, readonly string[]>()
  for (let number = 0; number < members.size; number++) {
    const own = members.get(number) ?? []
    const behind = new Set(own.flatMap((node) => next[node] ?? []).map((node) => component[node] ?? -1))
    behind.delete(number)
    const [one = -1] = behind
    const last =
      behind.size === 0
        ? [ids[own[0] ?? 0] ?? '']
        : behind.size === 1
          ? (lasts.get(one) ?? [])
          : [...new Set([...behind].flatMap((other) => lasts.get(other) ?? []))].sort()
    lasts.set(number, last)
  }
  return {
    of: (actor) => {
      const node = numbers.get(actor)
      return node === undefined ? [actor] : (lasts.get(component[node] ?? -1) ?? [actor])
    },
  }
}

/** Every actor by itself: nobody speaks for anybody. */
export const NO_PRINCIPALS: Principals = { of: (actor) => [actor] }
