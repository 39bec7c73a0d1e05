import { expect, test } from 'vitest'
import { smallestCut } from './flow.ts'

/** A random directed graph of up to 9 vertices. */
function randomGraph(seed: number) {
  let state = seed
  const below = (n: number) => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 8) % n
  const n = 1 + below(9)
  const some = (share: number) => Array.from({ length: n }, (_, v) => v).filter(() => below(100) < share)
  const edges: [number, number][] = []
  const density = 5 + below(40)
  for (let u = 0; u < n; u++) for (let v = 0; v < n; v++) if (u !== v && below(100) < density) edges.push([u, v])
  return { n, edges, starts: some(40), ends: some(40) }
}

type Graph = ReturnType<typeof randomGraph>

const bits = (set: number, n: number) => Array.from({ length: n }, (_, v) => v).filter((v) => set & (1 << v))

/** True when an end can be reached from a start without the vertices of `removed`. */
function isConnected({ edges, starts, ends }: Graph, removed: number): boolean {
  const reached = new Set(starts.filter((v) => !(removed & (1 << v))))
  for (const u of reached) for (const [from, to] of edges) if (from === u && !(removed & (1 << to))) reached.add(to)
  return ends.some((v) => reached.has(v))
}

/** By trying every set of vertices. */
function smallestCutByForce(graph: Graph): number {
  const sizes = Array.from({ length: 1 << graph.n }, (_, set) => set).filter((set) => !isConnected(graph, set))
  return Math.min(...sizes.map((set) => bits(set, graph.n).length))
}

/** By trying every path, then every path that is disjoint from it, and so on. */
function mostPathsByForce(graph: Graph): number {
  const { edges, starts, ends } = graph
  const paths = new Set<number>()
  const extend = (v: number, used: number) => {
    if (ends.includes(v)) paths.add(used)
    for (const [from, to] of edges) if (from === v && !(used & (1 << to))) extend(to, used | (1 << to))
  }
  for (const v of starts) extend(v, 1 << v)
  // A path whose vertices contain another's is never needed.
  const small = [...paths].filter((path) => ![...paths].some((other) => other !== path && (other & path) === other))
  const most = (from: number, used: number): number =>
    small
      .slice(from)
      .reduce((best, path, i) => (path & used ? best : Math.max(best, 1 + most(from + i + 1, used | path))), 0)
  return most(0, 0)
}

test('cut and paths are as many as trying everything finds, on 2,000 graphs of up to 9 vertices', () => {
  for (let seed = 1; seed <= 2000; seed++) {
    const graph = randomGraph(seed)
    const { size, cut, paths } = smallestCut(graph.n, graph.edges, graph.starts, graph.ends)
    expect([seed, size]).toEqual([seed, smallestCutByForce(graph)])
    expect(size).toBe(mostPathsByForce(graph))
    expect(cut).toHaveLength(size)
    expect(
      isConnected(
        graph,
        cut.reduce((set, v) => set | (1 << v), 0),
      ),
    ).toBe(false)
    expect(paths).toHaveLength(size)
    expect(new Set(paths.flat()).size).toBe(paths.flat().length)
    for (const path of paths) {
      expect(graph.starts).toContain(path[0])
      expect(graph.ends).toContain(path.at(-1))
      for (const [i, v] of path.slice(1).entries()) expect(graph.edges).toContainEqual([path[i], v])
    }
  }
})

test('the cut is the one nearest to the end', () => {
  expect(
    smallestCut(
      3,
      [
        [0, 1],
        [1, 2],
      ],
      [0],
      [2],
    ).cut,
  ).toEqual([2])
})

test('starts that are ends, starts named twice, edges to oneself', () => {
  const edges = [[0, 0] as const, [0, 1] as const]
  const { size, paths } = smallestCut(2, edges, [0, 0, 1], [0, 1, 1])
  expect([size, paths.flat().toSorted((a, b) => a - b)]).toEqual([2, [0, 1]])
})
