import type { Answer } from './answer.ts'
import type { Network } from './network.ts'
import { namedNetwork } from './origins.ts'
import type { Route, Routes } from './route.ts'
import { sidesIn } from './sides.ts'
import { smallestCut } from './flow.ts'
import { count, nameOf } from './say.ts'

/** An actor, by principal, or a source, without which claims have no named origin left. */
export interface KnockOut {
  readonly kind: 'actor' | 'source'
  readonly id: string
  readonly name: string
  /** The claims that lose their last origin, with a statement that goes with each. */
  readonly claims: readonly { readonly claim: string; readonly text: string; readonly statement: string }[]
}

/** Statements that a finding quotes at most; the answer has all. */
const MOST_WORDS = 20

/**
 * Who or what cannot be spared: for each actor and source, the claims that nothing else on what is loaded leads to. The
 * first loses most. Taking an actor away takes every path that passes through it or through who speaks for it; taking a source
 * away takes what it alone carries.
 */
export function knockOuts(routes: Routes): readonly Answer<KnockOut>[] {
  const { kept } = routes
  const sidesOf = sidesIn(routes)
  const losses = new Map<string, { claim: string; text: string; statement: string }[]>()
  for (const [claim, { text }] of kept.claims) {
    const { named } = sidesOf(claim).asserting
    const network = namedNetwork(routes, named)
    const { size, paths } = smallestCut(network.ids.length, network.edges, network.starts, network.ends)
    if (size === 0) continue
    const sources = new Set(named.map(({ statement }) => statement.source))
    const [path = []] = paths
    const spared = size > 1 ? [] : indispensable(network, path).map((number) => network.ids[number] ?? '')
    const statement = network.stationsOf([path])[0]?.at(-1)?.statement ?? ''
    for (const id of new Set([...spared, ...(sources.size === 1 ? sources : [])])) {
      if (id === '') continue
      const list = losses.get(id) ?? []
      if (list.length === 0) losses.set(id, list)
      list.push({ claim, text, statement })
    }
  }
  return [...losses]
    .map(([id, claims]): KnockOut => {
      return { kind: kept.sources.has(id) ? 'source' : 'actor', id, name: nameOf(kept, id), claims }
    })
    .sort((a, b) => b.claims.length - a.claims.length || (a.id < b.id ? -1 : 1))
    .map((answer) => ({ answer, finding: say(answer) }))
}

/** The principals and sources on each of whom all of some named routes rest; the cut, where it takes several. */
export function restsOn(routes: Routes, named: readonly Route[]): readonly string[] {
  const network = namedNetwork(routes, named)
  const { cut, paths } = smallestCut(network.ids.length, network.edges, network.starts, network.ends)
  const [path = []] = paths
  return (paths.length === 1 ? indispensable(network, path) : cut).map((vertex) => network.ids[vertex] ?? '')
}

/**
 * The vertices of a path that every path from a start to an end passes. One is, when from what comes before it on the path
 * nothing behind it can be reached any other way.
 */
function indispensable({ ids, edges, starts, ends }: Network, path: readonly number[]): readonly number[] {
  const next = ids.map((): number[] => [])
  for (const [from, to] of edges) next[from]?.push(to)
  const placeOf = new Map(path.map((number, i) => [number, i]))
  const isEnd = new Set(ends)
  const seen = new Set<number>()
  let furthest = -1
  /** Goes on from `first` without entering the path; notes how far along it that leads. */
  const explore = (first: readonly number[]) => {
    const queue = [...first]
    for (const number of queue) {
      const place = placeOf.get(number)
      if (place !== undefined) furthest = Math.max(furthest, place)
      else if (!seen.has(number)) {
        seen.add(number)
        if (isEnd.has(number)) furthest = path.length
        queue.push(...(next[number] ?? []))
      }
    }
  }
  explore(starts)
  return path.filter((number, i) => {
    const isOnlyWay = furthest === i
    if (isEnd.has(number)) furthest = Math.max(furthest, path.length)
    explore(next[number] ?? [])
    return isOnlyWay
  })
}

function say({ kind, id, name, claims }: KnockOut): Answer<KnockOut>['finding'] {
  const lost = count(claims.length, 'claim')
  return {
    analysis: 'knock-out',
    headline: `Without ${name}, ${lost} ${claims.length === 1 ? 'has' : 'have'} no named origin left`,
    note:
      kind === 'source'
        ? 'No other source that is loaded carries them on a named speaker’s word.'
        : 'Every named path to them passes through this actor, or through who speaks for it.',
    claims: claims.map(({ claim }) => claim),
    actors: kind === 'actor' ? [id] : [],
    words: [...new Set(claims.map(({ statement }) => statement))]
      .slice(0, MOST_WORDS)
      .map((statement) => ({ statement, role: 'goes with it' })),
  }
}
