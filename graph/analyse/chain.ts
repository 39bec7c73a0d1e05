import type { Source, Statement } from '../../src/model/records.ts'
import { isOpen, type Kept } from './kept.ts'

/**
 * One station of an attribution chain: the source that was read, its outlet, whoever relayed (`via`: on or to whom it was
 * said), the first speaker. `id` is a source's or an actor's; `statement` is the one whose words show it.
 */
export interface Hop {
  readonly kind: 'source' | 'outlet' | 'relay' | 'via' | 'speaker'
  readonly id: string
  readonly statement: string
}

/**
 * Where a statement comes from, from the reader inwards: the source; its outlet; each relaying speaker, the outermost first;
 * the first speaker. A step has several hops only where the words went through several at once ("told Reuters and AFP").
 * Vague media ("told reporters") are no step, for they may be the outlet itself, nor is anybody who is no outlet ("told the
 * committee"): he was there, and relays nothing.
 */
export interface Chain {
  readonly source: Source
  readonly steps: readonly (readonly Hop[])[]
  /** The statements from the outermost in: each is relayed by the one before. The last is the statement asked for. */
  readonly statements: readonly Statement[]
}

/** The chain of a kept statement. A statement that relays itself, over however many others, is gone round once. */
export function chainOf(kept: Kept, statement: Statement): Chain | null {
  const source = kept.sources.get(statement.source)
  if (!source) return null
  const statements = relaysOf(kept, statement)
  const outermost = (statements[0] ?? statement).id
  const steps: (readonly Hop[])[] = [hopsOf('source', [source.id], outermost)]
  const outlet = outletOf(kept, source)
  if (outlet !== null) steps.push(hopsOf('outlet', [outlet], outermost))
  addAttributed(kept, statements, steps, hopsOf)
  return { source, steps, statements }
}

/** The stations of one step. */
export const hopsOf = <Kind>(kind: Kind, ids: readonly string[], statement: string) =>
  ids.map((id) => ({ kind, id, statement }))

/** A statement and those that relay it, the outermost first. */
export function relaysOf(kept: Kept, statement: Statement): readonly Statement[] {
  if (statement.relayedBy === null) return [statement]
  const statements = new Set([statement])
  for (const inner of statements) {
    const outer = inner.relayedBy === null ? undefined : kept.statements.get(inner.relayedBy)
    if (outer) statements.add(outer)
  }
  return [...statements].reverse()
}

/** Adds what `make` makes of each step that is attributed: of the outlets spoken to, and of the speakers. */
export function addAttributed<Step>(
  kept: Kept,
  statements: readonly Statement[],
  steps: Step[],
  make: (kind: 'via' | 'relay' | 'speaker', ids: readonly string[], statement: string) => Step,
): void {
  for (let i = 0; i < statements.length; i++) {
    const one = statements[i]
    if (!one) continue
    const media = mediaOf(kept, one)
    if (media.length > 0) steps.push(make('via', media, one.id))
    steps.push(make(i === statements.length - 1 ? 'speaker' : 'relay', [one.speaker], one.id))
  }
}

/** The named outlets on or to which something was said. */
export function mediaOf(kept: Kept, { via, speaker }: Statement): readonly string[] {
  if (via.length === 0) return via
  return via.filter((id) => isNamed(kept, id) && kept.actors.get(id)?.kind === 'outlet' && id !== speaker)
}

/** The outlet of a source, or null where none is known by name: then the source stands for itself. */
export function outletOf(kept: Kept, source: Source): string | null {
  return source.outlet !== null && isNamed(kept, source.outlet) ? source.outlet : null
}

function isNamed(kept: Kept, id: string): boolean {
  const actor = kept.actors.get(id)
  return actor !== undefined && !isOpen(actor)
}
