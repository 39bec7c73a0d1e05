import type { Actor, Relation, Stance } from '../../src/model/records.ts'
import { CaseBuilder } from '../case.builder.ts'
import { keep, type Kept } from './kept.ts'
import { principalsOf, type Principals } from './principals.ts'

/** When something was said and published, and who relays it. */
interface Saying {
  readonly saidAt?: string
  readonly publishedAt?: string
  readonly relayedBy?: string
}

/** Puts together a case in which actors take claims: each saying in a source of its own. */
export class Talk {
  readonly b = new CaseBuilder()
  #count = 0

  actor(name: string, fields: Partial<Actor> & { readonly kind?: Actor['kind'] } = {}): string {
    return this.b.actor(name, fields.kind ?? 'person', fields)
  }

  /** A statement that takes a stance to each claim; returns its id. */
  says(speaker: string, stance: Stance['stance'], claims: string | readonly string[], saying: Saying = {}): string {
    const { saidAt = null, publishedAt = null, relayedBy = null } = saying
    const number = this.#count++
    const source = this.b.source(`Paper ${number}`, `Somebody said words number ${number}.`, { publishedAt })
    const words = { speaker: 'Somebody', cue: 'said', content: `words number ${number}` }
    const statement = this.b.statement(source, speaker, words, { saidAt, relayedBy })
    for (const claim of [claims].flat()) this.b.stance(statement, stance, this.b.claim(claim))
    return statement
  }

  /** A relation between two claims by their texts. */
  relation(kind: Relation['kind'], one: string, other: string, fields: Partial<Relation> = {}): string {
    const type = kind === 'entails' || kind === 'evidence' ? 'supports' : 'contradicts'
    return this.b.relation(type, this.b.claim(one), this.b.claim(other), { kind, ...fields })
  }

  /** What analyses read. */
  kept(): { readonly kept: Kept; readonly principals: Principals } {
    const kept = keep(this.b.build())
    return { kept, principals: principalsOf(kept.actors) }
  }
}
