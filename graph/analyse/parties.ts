import { isOpen, type Kept } from './kept.ts'
import type { Principals } from './principals.ts'
import { namesOf } from './say.ts'

/**
 * On whose behalf something is said: the principals of a named actor, or an unnamed or vague actor by itself, under its own
 * words. An unnamed one is never one with another, nor with the principal it is said to belong to.
 */
export interface Party {
  /** The principal's id, several joined by "+", or the unnamed actor's own id. */
  readonly id: string
  readonly name: string
  /** Actor ids. Parties that share one are of one side. */
  readonly principals: readonly string[]
  readonly isUnnamed: boolean
}

/** Looks up the party of each actor. */
export function partiesOf(kept: Kept, principals: Principals): (actor: string) => Party {
  const parties = new Map<string, Party>()
  const make = (id: string): Party => {
    const actor = kept.actors.get(id)
    const behind = principals.of(id)
    if (actor === undefined || !isOpen(actor))
      return { id: behind.join('+'), name: namesOf(kept, behind), principals: behind, isUnnamed: false }
    return { id, name: actor.name, principals: behind, isUnnamed: true }
  }
  return (id) => {
    const known = parties.get(id)
    if (known) return known
    const made = make(id)
    parties.set(id, made)
    return made
  }
}

/** True where two parties share a principal, so that one does not stand against the other. */
export function areOfOneSide(one: Party, other: Party): boolean {
  // Asked for every two who meet: a loop, as closures took half of the time.
  for (const principal of one.principals) if (other.principals.includes(principal)) return true
  return false
}

/** A party's name, marked where it is unnamed: "officials (unnamed, for Velden)". */
export function labelOf(kept: Kept, { id, name, principals, isUnnamed }: Party): string {
  if (!isUnnamed) return name
  const others = principals.filter((principal) => principal !== id)
  return `${name} (${others.length > 0 ? `unnamed, for ${namesOf(kept, others)}` : 'unnamed'})`
}
