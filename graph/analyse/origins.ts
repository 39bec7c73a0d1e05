import { entailmentOf, sidesOf } from './entailment.ts'
import { smallestCut } from './flow.ts'
import type { Kept } from './kept.ts'
import { ANYBODY, networkOf, routesOf, type Network, type NetworkTools, type Route, type Station } from './network.ts'

/** On how many independent origins a claim rests, and its denial. At most so many, on what is loaded. */
export interface Origins {
  readonly claim: string
  readonly text: string
  /** How many sources carry a statement that asserts the claim, or one that entails it. */
  readonly sources: number
  readonly asserting: OriginSide
  readonly denying: OriginSide
}

/** What stands behind one side of a claim. */
interface OriginSide {
  /**
   * The size of a smallest set of actors through whom every named path passes; 0 where nobody is named; null where it cannot be
   * decided, `undecided` says why.
   */
  readonly atMost: number | null
  readonly undecided: string | null
  /** That set, nearest to the first speakers: ids of actors, taken by principal, and of sources whose outlet is not known. */
  readonly cut: readonly string[]
  readonly cutNames: readonly string[]
  /** The distinct first speakers that are named, by themselves. It is a count of names, not of origins. */
  readonly speakers: readonly string[]
  /** Statements whose first speaker is unnamed or a vague plural: beside the number, never in it. */
  readonly unnamed: readonly string[]
  /** Where nobody is named: the fewest actors and sources through whom all unnamed statements came. */
  readonly unnamedThrough: readonly string[]
  /** As many paths as `atMost` that share no actor, from the source inwards. */
  readonly paths: readonly (readonly OriginHop[])[]
  /** Who counted as one: a principal and those in this network that speak for it or belong to it. */
  readonly principals: readonly { readonly id: string; readonly actors: readonly string[] }[]
}

/** A station of a path: a source or an actor, and the statement whose words show it. `copied`: the text it repeats. */
interface OriginHop {
  readonly kind: Station['kind']
  readonly id: string
  readonly name: string
  readonly statement: string
}

/** The origins of the claims asked for, or of every claim, in the order of the case. */
export function originsOf(
  kept: Kept,
  tools: NetworkTools,
  claims: Iterable<string> = kept.claims.keys(),
): readonly Origins[] {
  const entailment = entailmentOf(kept)
  return [...claims].flatMap((id) => {
    const claim = kept.claims.get(id)
    if (!claim) return []
    const { asserting, denying } = sidesOf(kept, entailment, id)
    const sources = new Set(asserting.map((statement) => kept.statements.get(statement)?.source))
    return {
      claim: id,
      text: claim.text,
      sources: sources.size,
      asserting: sideOf(kept, tools, asserting),
      denying: sideOf(kept, tools, denying),
    }
  })
}

function sideOf(kept: Kept, tools: NetworkTools, statements: readonly string[]): OriginSide {
  const { named, unnamed } = routesOf(kept, tools, statements)
  const network = namedNetwork(kept, tools, named)
  const { size, cut, paths } = smallestCut(network.vertices.length, network.edges, network.starts, network.ends)
  const isCircle = named.length > 0 && network.ends.length === 0
  const idsOf = ({ vertices }: Network, numbers: readonly number[]) =>
    numbers.flatMap((number) => vertices[number]?.id ?? []).sort()
  const cutIds = idsOf(network, cut)
  return {
    atMost: isCircle ? null : size,
    undecided: isCircle ? sayCircle(kept, idsOf(network, network.circle)) : null,
    cut: cutIds,
    cutNames: cutIds.map((id) => nameOf(kept, id)),
    speakers: [...new Set(named.map(({ statement }) => statement.speaker))].sort(),
    unnamed: unnamed.map(({ statement }) => statement.id),
    unnamedThrough: named.length > 0 || unnamed.length === 0 ? [] : throughWhom(kept, tools, unnamed),
    paths: paths.map((path) =>
      network
        .stationsOf(path)
        .map(({ kind, id, statement }): OriginHop => ({ kind, id, name: nameOf(kept, id), statement })),
    ),
    principals: network.vertices.flatMap(({ id, actors }) =>
      id === ANYBODY || actors.length === 0 || (actors.length === 1 && actors[0] === id) ? [] : { id, actors },
    ),
  }
}

/**
 * The network that is counted. Whoever is unnamed may be anybody named elsewhere, so no path through an unnamed relay
 * adds to the others; where there is no other, all unnamed relays are one.
 *
 * The number is then the least over all ways in which the unnamed could be named actors: let every unnamed relay be a member
 * of a smallest cut of the other paths, and the cut holds; where there are no other paths, let them all be one.
 */
function namedNetwork(kept: Kept, tools: NetworkTools, named: readonly Route[]): Network {
  const clear = named.filter((route) => !route.isThroughUnnamed)
  return clear.length > 0 ? networkOf(kept, tools, clear) : networkOf(kept, tools, named, { anybody: true })
}

/** The fewest through whom everything of the unnamed came: relays, outlets, or sources that stand for themselves. */
function throughWhom(kept: Kept, tools: NetworkTools, unnamed: readonly Route[]): readonly string[] {
  const { vertices, edges, starts, ends } = networkOf(kept, tools, unnamed)
  const { cut } = smallestCut(vertices.length, edges, starts, ends)
  return cut.flatMap((number) => vertices[number]?.id ?? []).sort()
}

/** The name of an actor, the title of a source, or who an unnamed relay is called. */
function nameOf(kept: Kept, id: string): string {
  if (id === ANYBODY) return 'somebody unnamed'
  const source = kept.sources.get(id)
  return kept.actors.get(id)?.name ?? (source ? source.title || source.path : id)
}

function sayCircle(kept: Kept, ids: readonly string[]): string {
  const names = ids.map((id) => nameOf(kept, id))
  return `not decidable on what is loaded, because ${names.join(' and ')} have it from each other, in a circle`
}
