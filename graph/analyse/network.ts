import type { Statement } from '../../src/model/records.ts'
import { chainOf, outletOf, type Hop } from './chain.ts'
import { componentsOf } from './components.ts'
import { isOpen, push, type Kept } from './kept.ts'
import type { Principals } from './principals.ts'

/** A station on the way from the reader to a first speaker. `copied`: the text, or its outlet, that the one before repeats. */
export interface Station {
  readonly kind: Hop['kind'] | 'copied'
  readonly id: string
  readonly statement: string
}

/** A text that repeats another: which, and where in the later one. */
interface Repeat {
  readonly earlier: string
  readonly spans: readonly { readonly start: number; readonly end: number }[]
}

/** What a network is built with. */
export interface NetworkTools {
  readonly principals: Principals
  /** Per later source, the texts that it repeats, the one nearest in time first. */
  readonly repeats: ReadonlyMap<string, readonly Repeat[]>
}

/**
 * The attribution network behind some statements: from the reader through sources, outlets and relaying actors to first
 * speakers. A vertex is an actor together with all who speak for the same principal, or a source whose outlet is not known.
 */
export interface Network {
  readonly vertices: readonly Vertex[]
  readonly edges: readonly (readonly [number, number])[]
  /** What the reader has read. */
  readonly starts: readonly number[]
  /** Where a chain ends: first speakers who are nowhere here reported to have it from somebody named. */
  readonly ends: readonly number[]
  /** The stations of a path of vertices from a start to an end, from the source inwards: their words show it. */
  readonly stationsOf: (path: readonly number[]) => readonly Station[]
  /** First speakers that have it from each other and from nobody else: a circle without an end. */
  readonly circle: readonly number[]
}

/** A vertex: `id` of the principal or the source, and who stands for it here. */
interface Vertex {
  readonly id: string
  readonly actors: readonly string[]
}

/** One way from the reader to whoever first said it. */
export interface Route {
  readonly statement: Statement
  /** Stations between which nobody stands; a step has several where the words went through several at once. */
  readonly steps: readonly (readonly Station[])[]
  /** True when the first speaker may be anybody. */
  readonly isUnnamed: boolean
  /** True when somebody on the way may be anybody. */
  readonly isThroughUnnamed: boolean
}

/** The routes behind statements: those whose first speaker is named, and the others. */
export interface Routes {
  readonly named: readonly Route[]
  readonly unnamed: readonly Route[]
}

/** The routes behind statements, in the order given. */
export function routesOf(kept: Kept, tools: NetworkTools, statements: readonly string[]): Routes {
  const named: Route[] = []
  const unnamed: Route[] = []
  for (const id of statements) {
    const statement = kept.statements.get(id)
    const route = statement ? routeOf(kept, tools, statement) : null
    if (route) (route.isUnnamed ? unnamed : named).push(route)
  }
  return { named, unnamed }
}

function routeOf(kept: Kept, { repeats }: NetworkTools, statement: Statement): Route | null {
  const chain = chainOf(kept, statement)
  if (!chain) return null
  const outlet = outletOf(kept, chain.source)
  const [first = [], ...rest] = chain.steps
  const attributed = outlet === null ? rest : rest.slice(1)
  const read: Station[][] = [[...first], ...(outlet === null ? [] : rest.slice(0, 1).map((step) => [...step]))]
  let steps: (readonly Station[])[] = [...read, ...attributed]
  let isUnnamed = isOpenActor(kept, statement.speaker)

  const copied = (repeats.get(statement.source) ?? []).filter((repeat) =>
    isInside(chain.statements[0] ?? statement, repeat),
  )
  if (copied.length > 0) {
    const origins = copied.flatMap(({ earlier }) => {
      const source = kept.sources.get(earlier)
      return source ? [{ id: outletOf(kept, source) ?? earlier, isNamed: outletOf(kept, source) !== null }] : []
    })
    const stations = origins.map(({ id }): Station[] => [{ kind: 'copied', id, statement: statement.id }])
    // What a text copied in its own voice, the text that it copied said first.
    const isOwnVoice = attributed.length === 1 && statement.speaker === (chain.source.outlet ?? statement.speaker)
    if (isOwnVoice && statement.form === 'narrated') {
      steps = [...read, ...stations]
      isUnnamed = !origins.at(-1)?.isNamed
    } else steps = [...read, ...stations, ...attributed]
  }
  const isThroughUnnamed = steps.slice(0, -1).some((step) => step.some(({ id }) => isOpenActor(kept, id)))
  return { statement, steps, isUnnamed, isThroughUnnamed }
}

const isInside = ({ contentSpans }: Statement, { spans }: Repeat) =>
  contentSpans.some((content) => spans.some((span) => span.start < content.end && content.start < span.end))

function isOpenActor(kept: Kept, id: string): boolean {
  const actor = kept.actors.get(id)
  return actor !== undefined && isOpen(actor)
}

/** The vertex for everybody unnamed: they may all be the same. */
export const ANYBODY = ''

/** Edges are kept by one number; from -1 is from the reader. */
const edgeKey = (from: number, to: number) => (from + 1) * 2 ** 26 + to

/**
 * The network of some routes. Unnamed stations are stepped over, or with `anybody` are all one vertex. What a step shows stays
 * with its edge; of several statements the first given.
 */
export function networkOf(
  kept: Kept,
  { principals }: NetworkTools,
  routes: readonly Route[],
  { anybody = false } = {},
): Network {
  const keyOf = classes(kept, principals, routes)
  const numbers = new Map<string, number>()
  const members: Set<string>[] = []
  const numberOf = ({ id }: Station) => {
    const key = isOpenActor(kept, id) ? ANYBODY : keyOf(id)
    const number = numbers.get(key) ?? numbers.size
    if (number === numbers.size) {
      numbers.set(key, number)
      members.push(new Set())
    }
    if (kept.actors.has(id)) members[number]?.add(id)
    return number
  }
  const edges = new Map<number, { readonly from: number; readonly to: number; readonly stations: readonly Station[] }>()
  const behind = new Map<number, number[]>()
  const firsts = new Map<number, Station>()
  for (const { steps } of routes) {
    // A source whose outlet is known is no vertex of its own; it is shown with the outlet.
    const isShownWithOutlet = steps[1]?.[0]?.kind === 'outlet'
    const walk = (isShownWithOutlet ? steps.slice(1) : steps)
      .map((step) => (anybody ? step : step.filter(({ id }) => !isOpenActor(kept, id))))
      .filter((step) => step.length > 0)
      .map((stations) => ({ stations, here: stations.map(numberOf) }))
    const last = walk.at(-1)?.here ?? []
    let before = [-1]
    for (const { stations, here } of walk) {
      for (const [i, to] of here.entries())
        for (const from of before) {
          const station = stations[i]
          if (from === to || !station) continue
          const lead = from === -1 && isShownWithOutlet ? (steps[0] ?? []) : []
          if (!edges.has(edgeKey(from, to))) edges.set(edgeKey(from, to), { from, to, stations: [...lead, station] })
          // Whoever is reported to have it from somebody else is not where it began.
          if (from !== -1 && !last.includes(from)) push(behind, from, to)
        }
      before = here
    }
    for (const [i, number] of last.entries()) {
      const station = walk.at(-1)?.stations[i]
      if (station && !firsts.has(number)) firsts.set(number, station)
    }
  }
  const component = componentsOf(members.length, (number) => behind.get(number) ?? [])
  const spoken = [...firsts.keys()]
  const ids = [...numbers.keys()]
  return {
    vertices: members.map((actors, i) => ({ id: ids[i] ?? '', actors: [...actors].sort() })),
    edges: [...edges.values()].flatMap(({ from, to }) => (from === -1 ? [] : [[from, to] as const])),
    starts: [...edges.values()].flatMap(({ from, to }) => (from === -1 ? [to] : [])),
    ends: spoken.filter((number) => !behind.has(number)),
    circle: spoken.filter((a) => spoken.some((b) => a !== b && component[a] === component[b])),
    stationsOf: (path) => {
      const stations = path.flatMap((to, i) => edges.get(edgeKey(path[i - 1] ?? -1, to))?.stations ?? [])
      const last = stations.at(-1)
      // Words of several statements make a path: who only spoke in one of them passes on here.
      const passed = stations.map((one) =>
        one.kind === 'speaker' && one !== last ? { ...one, kind: 'relay' as const } : one,
      )
      const first = firsts.get(path.at(-1) ?? -1)
      return last && first && last.kind !== 'speaker' && last.kind !== 'copied' && last.kind !== 'source'
        ? [...passed, first]
        : passed
    },
  }
}

/**
 * The key of each actor's vertex: its last principal. Who speaks for several makes these one wherever he has a part:
 * otherwise his word would count for each of them.
 */
function classes(kept: Kept, principals: Principals, routes: readonly Route[]): (id: string) => string {
  const parent = new Map<string, string>()
  const find = (key: string): string => {
    let root = key
    for (let up = parent.get(root); up !== undefined; up = parent.get(root)) root = up
    return root
  }
  for (const { steps } of routes)
    for (const step of steps)
      for (const { id } of step) {
        const [first = id, ...rest] = principals.of(id)
        for (const other of rest) {
          const [low = '', high = ''] = [find(first), find(other)].sort()
          if (low !== high) parent.set(high, low)
        }
      }
  return (id) => (kept.actors.has(id) ? find(principals.of(id)[0] ?? id) : id)
}
