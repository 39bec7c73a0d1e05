import { UndirectedGraph } from 'graphology'
import louvain from 'graphology-communities-louvain'
import type { Plan } from './layout.ts'

/**
 * Groups of claims that hold together by their relations, whichever these are: communities by Louvain (Blondel et al. 2008), without a
 * random walk. A number each, the same for equal plans; a claim without a relation is in no group.
 */
export function findGroups({ discs, lines }: Pick<Plan, 'discs' | 'lines'>): Map<string, number> {
  const graph = new UndirectedGraph<object, { weight: number }>()
  const ids = new Set(discs.map(({ id }) => id))
  for (const { from, to } of lines) {
    if (from === to || !ids.has(from) || !ids.has(to)) continue
    graph.mergeNode(from)
    graph.mergeNode(to)
    graph.updateEdge(from, to, ({ weight = 0 }) => ({ weight: weight + 1 }))
  }
  if (graph.order === 0) return new Map()
  return new Map(Object.entries(louvain(graph, { randomWalk: false })))
}
