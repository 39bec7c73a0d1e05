import { componentsOf } from './components.ts'
import { push } from './kept.ts'
import { ANYBODY, type Route, type Routes, type Station, type Stations } from './route.ts'

/**
 * The attribution network behind some statements: from the reader through sources, outlets and relaying actors to first
 * speakers. A vertex is an actor together with all who speak for the same principal, or a source whose outlet is not known.
 */
export interface Network {
  /** Ids of the vertices: of a principal or a source; nothing for everybody unnamed. */
  readonly ids: readonly string[]
  readonly edges: readonly (readonly [number, number])[]
  /** What the reader has read. */
  readonly starts: readonly number[]
  /** Where a chain ends: first speakers who are nowhere here reported to have it from somebody named. */
  readonly ends: readonly number[]
  /** True where the first speaker of this number is no end: he has it from somebody else. */
  readonly isRelay: (number: number) => boolean
  /** First speakers that have it from each other and from nobody else: a circle without an end. */
  readonly circle: readonly number[]
  /** Per vertex, the actors that stand there for their principal. */
  readonly deputies: () => ReadonlyMap<number, string[]>
  /** The stations of paths of vertices from a start to an end, each from the source inwards: their words show it. */
  readonly stationsOf: (paths: readonly (readonly number[])[]) => readonly (readonly Station[])[]
}

/** The network of some routes. Unnamed stations are stepped over, or with `anybody` are all one vertex: they may be the same. */
export function networkOf(all: Routes, routes: readonly Route[], { anybody = false } = {}): Network {
  const joined = joinNumbers(routes)
  /** Of each number the list of only its vertex, so that steps of one station need no list of their own. */
  const vertices = new Map<number, readonly [number]>()
  const ids: string[] = []
  const verticesOf = (number: number): readonly [number] => {
    const known = vertices.get(number)
    if (known) return known
    const one = joined(number)
    const found = one === number ? ([ids.push(all.idOf(one)) - 1] as const) : verticesOf(one)
    vertices.set(number, found)
    return found
  }
  // An edge as one number, small enough to be no object; from -1 is from the reader.
  const width = all.numbers()
  const edgeKey = (from: number, to: number) => (from + 1) * width + to
  /** Visits the edges of a route, the reader's first: from, to, and where among its stations `to` stands. */
  const walk = ({ steps }: Route, visit: (from: number, to: number, step: number, place: number) => void) => {
    let before = FROM_READER
    for (let i = 0; i < steps.length; i++) {
      const step = steps[i] ?? NONE
      let here = NONE
      for (let place = 0; place < step.length; place++) {
        const number = step[place] ?? ANYBODY
        if (number === ANYBODY && !anybody) continue
        const vertex = verticesOf(number)
        const [to] = vertex
        here = here.length === 0 ? vertex : [...here, to]
        for (const from of before) if (from !== to) visit(from, to, i, place)
      }
      if (here.length > 0) before = here
    }
    return before
  }
  /** Edges with the first route that shows each. */
  const edges = new Map<number, Route>()
  /** Who is reported to have it from somebody else. */
  const behind = new Set<number>()
  const firsts = new Map<number, Route>()
  const passed: number[] = []
  for (const route of routes) {
    passed.length = 0
    const last = walk(route, (from, to) => {
      const key = edgeKey(from, to)
      if (!edges.has(key)) edges.set(key, route)
      if (from !== -1) passed.push(from)
    })
    for (const vertex of last) if (!firsts.has(vertex)) firsts.set(vertex, route)
    // Whoever is reported to have it from somebody else is not where it began, unless it comes back to him.
    for (const from of passed) if (!last.includes(from)) behind.add(from)
  }
  const ends: number[] = []
  for (const vertex of firsts.keys()) if (!behind.has(vertex)) ends.push(vertex)
  const starts: number[] = []
  const between: (readonly [number, number])[] = []
  for (const key of edges.keys()) {
    const to = key % width
    if (key < width) starts.push(to)
    else between.push([Math.floor(key / width) - 1, to])
  }
  return {
    ids,
    edges: between,
    starts,
    ends,
    isRelay: (number) => behind.has(vertices.get(joined(number))?.[0] ?? -1),
    circle: ends.length > 0 ? [] : inCircles(ids.length, [...firsts.keys()], between),
    deputies: () => {
      const deputies = new Map<number, string[]>()
      for (const { actor, number } of new Set(routes.flatMap((route) => route.deputies)))
        push(deputies, verticesOf(number)[0], actor)
      return deputies
    },
    stationsOf: (paths) => {
      const keysOf = (path: readonly number[]) => path.map((to, i) => edgeKey(path[i - 1] ?? -1, to))
      // Most paths stand in one source each; for the others all routes are looked through once more.
      const firstsOf = paths.map((path) => new Set(keysOf(path).flatMap((key) => edges.get(key) ?? [])))
      const isWhole = firstsOf.map((found) => new Set([...found].map(({ statement }) => statement.source)).size === 1)
      const wanted = new Map<number, Shown[]>()
      for (const path of paths) for (const key of keysOf(path)) wanted.set(key, [])
      const note = (route: Route) =>
        walk(route, (from, to, step, place) => wanted.get(edgeKey(from, to))?.push({ route, step, place }))
      for (const route of isWhole.every(Boolean) ? new Set(firstsOf.flatMap((found) => [...found])) : routes)
        note(route)
      return paths.map((path) => {
        const shown = inFewestSources(keysOf(path).map((key) => wanted.get(key) ?? []))
        return stationsAlong(all, shown, firsts.get(path.at(-1) ?? -1))
      })
    },
  }
}

const FROM_READER: readonly number[] = [-1]
const NONE: readonly number[] = []

/** Where an edge is shown: the station of a route that it leads to. */
interface Shown {
  readonly route: Route
  readonly step: number
  readonly place: number
}

/** One showing for each edge of a path, in words of one source as far as they lead, then of the next. */
function inFewestSources(edges: readonly (readonly Shown[])[]): readonly Shown[] {
  const find = (i: number, source: string) => edges[i]?.find(({ route }) => route.statement.source === source)
  const chosen: Shown[] = []
  for (let i = 0; i < edges.length; i = Math.max(i + 1, chosen.length)) {
    let longest = 0
    let source = ''
    // Where very many sources show an edge, the first of them are as good.
    for (const { route } of edges[i]?.slice(0, MOST_COMPARED) ?? []) {
      let length = 1
      while (find(i + length, route.statement.source)) length++
      if (length > longest) [longest, source] = [length, route.statement.source]
    }
    for (let j = i; j < i + longest; j++) {
      const shown = find(j, source)
      if (shown) chosen.push(shown)
    }
  }
  return chosen
}

const MOST_COMPARED = 20

/** The stations of a path as its edges are shown, and where he who said it first did so elsewhere, that too. */
function stationsAlong(all: Routes, shown: readonly Shown[], first: Route | undefined): readonly Station[] {
  const found: Station[] = []
  let known: Route | null = null
  let stations: Stations = { read: [], steps: [] }
  for (const [i, { route, step, place }] of shown.entries()) {
    // Most of a path stands in one route.
    if (known !== route) stations = all.stationsOf(route)
    known = route
    const { read, steps } = stations
    if (i === 0) found.push(...read)
    const station = steps[step]?.[place]
    // Words of several statements make a path: who spoke for himself in one of them passes on here.
    const isPassing = station?.kind === 'speaker' && i < shown.length - 1
    if (station) found.push(isPassing ? { ...station, kind: 'relay' } : station)
  }
  const last = found.at(-1)
  if (!last || !first || last.kind === 'speaker' || last.statement === first.statement.id) return found
  const spoken = all.stationsOf(first).steps.at(-1)?.[0]
  return spoken ? [...found, spoken] : found
}

/** The first speakers that lead back to each other. */
function inCircles(
  n: number,
  spoken: readonly number[],
  edges: readonly (readonly [number, number])[],
): readonly number[] {
  const next = Array.from({ length: n }, (): number[] => [])
  for (const [from, to] of edges) next[from]?.push(to)
  const component = componentsOf(n, (vertex) => next[vertex] ?? [])
  const sizes = new Map<number, number>()
  for (const vertex of spoken) sizes.set(component[vertex] ?? -1, (sizes.get(component[vertex] ?? -1) ?? 0) + 1)
  return spoken.filter((vertex) => (sizes.get(component[vertex] ?? -1) ?? 0) > 1)
}

/** Numbers that somebody on one of the routes speaks for together are one; the others stay what they are. */
function joinNumbers(routes: readonly Route[]): (number: number) => number {
  if (routes.every(({ joint }) => joint.length === 0)) return (number) => number
  const parent = new Map<number, number>()
  const find = (number: number): number => {
    let root = number
    for (let up = parent.get(root); up !== undefined; up = parent.get(root)) root = up
    return root
  }
  for (const [first = ANYBODY, ...rest] of routes.flatMap(({ joint }) => joint))
    for (const other of rest) {
      const [a, b] = [find(first), find(other)]
      if (a !== b) parent.set(Math.max(a, b), Math.min(a, b))
    }
  return find
}
