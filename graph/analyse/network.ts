import { componentsOf } from './components.ts'
import { ANYBODY, type Route, type Routes, type Station } from './route.ts'

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
  /** First speakers that have it from each other and from nobody else: a circle without an end. */
  readonly circle: readonly number[]
  /** Per vertex, the actors that stand there for their principal. */
  readonly deputies: ReadonlyMap<number, ReadonlySet<string>>
  /** The stations of paths of vertices from a start to an end, each from the source inwards: their words show it. */
  readonly stationsOf: (paths: readonly (readonly number[])[]) => readonly (readonly Station[])[]
}

/** An edge as one number; from -1 is from the reader. */
const edgeKey = (from: number, to: number) => (from + 1) * 2 ** 26 + to

/** The network of some routes. Unnamed stations are stepped over, or with `anybody` are all one vertex: they may be the same. */
export function networkOf(all: Routes, routes: readonly Route[], { anybody = false } = {}): Network {
  const joined = joinNumbers(routes)
  const vertices = new Map<number, number>()
  const ids: string[] = []
  const vertexOf = (number: number): number => {
    const one = joined(number)
    const known = vertices.get(one)
    if (known !== undefined) return known
    const vertex = ids.push(all.idOf(one)) - 1
    vertices.set(one, vertex)
    return vertex
  }
  const isStep = (step: readonly number[]) => anybody || !step.every((number) => number === ANYBODY)
  /** Visits the edges of a route, the reader's first: from, to, and where among its stations `to` stands. */
  const walk = ({ steps }: Route, visit: (from: number, to: number, step: number, place: number) => void) => {
    let before = FROM_READER
    for (const [i, step] of steps.entries()) {
      if (!isStep(step)) continue
      const here: number[] = []
      for (const [place, number] of step.entries()) {
        if (number === ANYBODY && !anybody) continue
        const to = vertexOf(number)
        here.push(to)
        for (const from of before) if (from !== to) visit(from, to, i, place)
      }
      before = here
    }
  }
  const edges = new Map<number, readonly [number, number]>()
  const behind = new Map<number, Set<number>>()
  const firsts = new Map<number, Route>()
  const deputies = new Map<number, Set<string>>()
  for (const route of routes) {
    const last = (route.steps.findLast(isStep) ?? []).map(vertexOf)
    for (const vertex of last) if (!firsts.has(vertex)) firsts.set(vertex, route)
    for (const { actor, number } of route.deputies) {
      const vertex = vertexOf(number)
      const set = deputies.get(vertex)
      if (set) set.add(actor)
      else deputies.set(vertex, new Set([actor]))
    }
    walk(route, (from, to) => {
      const key = edgeKey(from, to)
      if (!edges.has(key)) edges.set(key, [from, to])
      // Whoever is reported to have it from somebody else is not where it began.
      if (from === -1 || last.includes(from)) return
      const set = behind.get(from)
      if (set) set.add(to)
      else behind.set(from, new Set([to]))
    })
  }
  const spoken = [...firsts.keys()]
  const ends = spoken.filter((vertex) => !behind.has(vertex))
  return {
    ids,
    edges: [...edges.values()].filter(([from]) => from !== -1),
    starts: [...edges.values()].flatMap(([from, to]) => (from === -1 ? [to] : [])),
    ends,
    circle: ends.length > 0 ? [] : inCircles(ids.length, spoken, behind),
    deputies,
    stationsOf: (paths) => {
      const edgesOf = (path: readonly number[]) => path.map((to, i) => edgeKey(path[i - 1] ?? -1, to))
      const wanted = new Map(paths.flatMap(edgesOf).map((key) => [key, new Map<string, readonly Station[]>()]))
      for (const route of routes)
        walk(route, (from, to, step, place) => {
          const bySource = wanted.get(edgeKey(from, to))
          const { source } = route.statement
          if (!bySource || bySource.has(source)) return
          const { read, steps } = all.stationsOf(route)
          const station = steps[step]?.[place]
          if (station) bySource.set(source, from === -1 ? [...read, station] : [station])
        })
      return paths.map((path) => {
        const shown = edgesOf(path).flatMap((key) => wanted.get(key) ?? [])
        const first = firsts.get(path.at(-1) ?? -1)
        return inFewestSources(shown, first && all.stationsOf(first).steps.at(-1)?.[0])
      })
    },
  }
}

const FROM_READER: readonly number[] = [-1]

/** One station for each edge of a path, in words of one source as far as they lead, then of the next. */
function inFewestSources(
  shown: readonly ReadonlyMap<string, readonly Station[]>[],
  first: Station | undefined,
): readonly Station[] {
  let source = ''
  const stations = shown.flatMap((bySource, i) => {
    if (!bySource.has(source)) {
      let longest = 0
      for (const id of bySource.keys()) {
        const stop = shown.slice(i).findIndex((other) => !other.has(id))
        const length = stop === -1 ? shown.length : stop
        if (length > longest) [longest, source] = [length, id]
      }
    }
    return bySource.get(source) ?? []
  })
  const last = stations.at(-1)
  // Words of several statements make a path: who spoke for himself in one of them passes on here.
  const passed = stations.map((one) =>
    one.kind === 'speaker' && one !== last ? { ...one, kind: 'relay' as const } : one,
  )
  const isSpoken = !last || !first || last.kind === 'speaker' || last.statement === first.statement
  return isSpoken ? passed : [...passed, first]
}

/** The first speakers that lead back to each other. */
function inCircles(
  n: number,
  spoken: readonly number[],
  behind: ReadonlyMap<number, ReadonlySet<number>>,
): readonly number[] {
  const next = Array.from({ length: n }, (_, vertex) => [...(behind.get(vertex) ?? [])])
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
