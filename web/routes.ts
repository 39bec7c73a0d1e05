import { isOpen } from './case-index.ts'
import { statementsOn } from './origins.ts'
import type { Statement } from '../src/model/records.ts'
import type { CaseIndex, Origins } from './case-index.ts'
import type { SideName } from './origins.ts'

/** A station on the way from the reader to a first speaker. Stations of one `key` are one box: a principal counts once. */
export interface Station {
  readonly key: string
  /** The actor, or the source whose outlet is not known. */
  readonly id: string
  readonly name: string
  /** The statement whose words show it. */
  readonly statement: string
  /** Whoever may be anybody: drawn dashed, never counted. */
  readonly isOpen: boolean
  readonly isCut: boolean
  /** A text, or its outlet, that the one before repeats. */
  readonly isCopied: boolean
}

/** A way from the reader inwards; a step has several stations where the words went through several at once. */
export interface Route {
  readonly steps: readonly (readonly Station[])[]
  readonly isNamed: boolean
}

/** Stands in the cut for everybody unnamed, who may all be the same. */
const ANYBODY = ''

/**
 * The ways behind one side of a claim, each once: first the paths that were counted, then others that pass through the cut,
 * then those to unnamed speakers.
 *
 * Another named way is drawn only where it shows the cut. What joins it to the rest otherwise, a copied text above all, is
 * known to the analysis alone; drawn without it, the two would look independent.
 */
export function routesBehind(index: CaseIndex, origins: Origins, sideName: SideName): readonly Route[] {
  const side = origins[sideName]
  const principals = new Map(side.principals.flatMap(({ id, actors }) => actors.map((actor) => [actor, id] as const)))
  const cut = new Map(side.cut.map((id, i) => [id, i]))
  const make = (id: string, name: string, statement: string, isLast: boolean, isCopied = false): Station => {
    const actor = index.actors.get(id)
    const isAnybody = actor !== undefined && isOpen(actor)
    const key = isAnybody && !isLast && cut.has(ANYBODY) ? ANYBODY : (principals.get(id) ?? id)
    return { key, id, name: actor?.name ?? name, statement, isOpen: isAnybody, isCut: cut.has(key), isCopied }
  }
  const ranked = side.paths.map((path) => {
    // A source is shown with its outlet where that is known.
    const hops = path.filter((hop, i) => hop.kind !== 'source' || path[i + 1]?.kind !== 'outlet')
    const stations = hops.map(({ kind, id, name, statement }, i) =>
      make(id, name, statement, i === hops.length - 1, kind === 'copied'),
    )
    const rank = Math.max(...stations.map(({ key }) => cut.get(key) ?? 0))
    return { rank, route: { steps: joined(stations.map((station) => [station])), isNamed: true } }
  })
  // In the order in which the cut is named.
  const counted = ranked.sort((a, b) => a.rank - b.rank).map(({ route }) => route)
  const own = (statement: Statement): Route => {
    const steps = stepsOf(index, statement)
    const last = steps.length - 1
    return {
      steps: joined(steps.map((step, i) => step.map(({ id, name, at }) => make(id, name, at, i === last)))),
      isNamed: !isUnnamed(index, statement),
    }
  }
  const shown = new Set(side.paths.map((path) => path.at(-1)?.statement))
  const others = statementsOn(index, origins.claim, sideName)
    .filter((statement) => !isUnnamed(index, statement) && !shown.has(statement.id))
    .map(own)
    .filter(({ steps }) => side.atMost === null || steps.some((step) => step.some(({ isCut }) => isCut)))
  const unnamed = side.unnamed.flatMap((id) => {
    const statement = index.statements.get(id)
    return statement ? [own(statement)] : []
  })
  return distinct([...counted, ...others, ...unnamed])
}

function isUnnamed(index: CaseIndex, { speaker }: Statement): boolean {
  const actor = index.actors.get(speaker)
  return actor !== undefined && isOpen(actor)
}

interface Stop {
  readonly id: string
  readonly name: string
  readonly at: string
}

/** Who passed a statement on, from the reader inwards: outlet or source, then of each statement whom it was told, and its speaker. */
export function stepsOf(index: CaseIndex, statement: Statement): Stop[][] {
  const source = index.sources.get(statement.source)
  const chain: Statement[] = []
  const seen = new Set<string>()
  let current: Statement | undefined = statement
  while (current && !seen.has(current.id)) {
    seen.add(current.id)
    chain.unshift(current)
    current = current.relayedBy ? index.statements.get(current.relayedBy) : undefined
  }
  const nameOf = (id: string) => index.actors.get(id)?.name ?? ''
  const outlet = source?.outlet ? index.actors.get(source.outlet) : undefined
  const at = chain[0]?.id ?? statement.id
  const read: Stop =
    outlet && !isOpen(outlet)
      ? { id: outlet.id, name: outlet.name, at }
      : { id: statement.source, name: source?.title || source?.path || '', at }
  return [
    [read],
    ...chain.flatMap((one) => {
      const via = one.via.filter((id) => {
        const actor = index.actors.get(id)
        return actor?.kind === 'outlet' && !isOpen(actor) && id !== one.speaker
      })
      const stop = (id: string): Stop => ({ id, name: nameOf(id), at: one.id })
      return [...(via.length > 0 ? [via.map(stop)] : []), [stop(one.speaker)]]
    }),
  ]
}

/** Steps without a station that stands in the step before already: whoever reports himself is shown once. */
function joined(steps: readonly (readonly Station[])[]): readonly (readonly Station[])[] {
  const kept: (readonly Station[])[] = []
  for (const step of steps) {
    const before = new Set(kept.at(-1)?.map(({ key }) => key))
    const fresh = step.filter(({ key }) => !before.has(key))
    if (fresh.length > 0) kept.push(fresh)
  }
  return kept
}

function distinct(routes: readonly Route[]): readonly Route[] {
  const seen = new Set<string>()
  return routes.filter(({ steps }) => {
    const key = steps.map((step) => step.map((station) => station.key).join('+')).join('>')
    const isNew = !seen.has(key)
    seen.add(key)
    return isNew
  })
}
