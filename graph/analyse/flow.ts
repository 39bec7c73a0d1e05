/** A smallest set of vertices between two ends of a network, and as many paths that share no vertex. */
export interface Cut {
  /** The size of the cut, and the number of paths: equal by Menger's theorem (1927). */
  readonly size: number
  /** The smallest cut nearest to the end of the paths, ascending. */
  readonly cut: readonly number[]
  /** Paths from first to last vertex; no vertex is on two of them. */
  readonly paths: readonly (readonly number[])[]
}

/** More than any number of disjoint paths. */
const UNBOUNDED = 1 << 30

/** What a flow is worked out in, per arc and per node. Networks come by the thousand, so it is kept for the next. */
interface Workroom {
  readonly to: Int32Array
  readonly room: Int32Array
  readonly nextArc: Int32Array
  readonly firstArc: Int32Array
  readonly level: Int32Array
  readonly at: Int32Array
  readonly queue: Int32Array
}

const workroom = (arcs: number, nodes: number): Workroom => {
  const [perArc, perNode] = [() => new Int32Array(arcs), () => new Int32Array(nodes)]
  const [to, room, nextArc] = [perArc(), perArc(), perArc()]
  return { to, room, nextArc, firstArc: perNode(), level: perNode(), at: perNode(), queue: perNode() }
}

let kept = workroom(0, 0)

function roomFor(arcs: number, nodes: number): Workroom {
  const isWide = arcs <= kept.to.length && nodes <= kept.queue.length
  if (!isWide) kept = workroom(Math.max(arcs, 2 * kept.to.length), Math.max(nodes, 2 * kept.queue.length))
  return kept
}

/**
 * The smallest vertex cut between everything in `starts` and everything in `ends` of a directed graph on the numbers below
 * `n`; starts and ends may be in it. Each vertex is split into an entry and an exit with an edge of capacity 1 between them,
 * every other edge has room for all, and the maximum flow is found by Dinic's algorithm (1970), on such networks in
 * O(edges · √vertices) (Even and Tarjan 1975).
 */
export function smallestCut(
  n: number,
  edges: readonly (readonly [number, number])[],
  starts: readonly number[],
  ends: readonly number[],
): Cut {
  if (starts.length === 0 || ends.length === 0) return { size: 0, cut: [], paths: [] }
  const source = 2 * n
  const sink = 2 * n + 1
  const arcs = 2 * (n + edges.length + starts.length + ends.length)
  const { to, room, nextArc, firstArc, level, at, queue } = roomFor(arcs, 2 * n + 2)
  firstArc.fill(-1, 0, 2 * n + 2)
  let count = 0
  const arc = (from: number, target: number, capacity: number) => {
    to[count] = target
    room[count] = capacity
    nextArc[count] = firstArc[from] ?? -1
    firstArc[from] = count++
  }
  // An arc and its reverse stand side by side: the reverse of `a` is `a ^ 1`.
  const join = (from: number, target: number, capacity: number) => {
    arc(from, target, capacity)
    arc(target, from, 0)
  }
  for (let v = 0; v < n; v++) join(2 * v, 2 * v + 1, 1)
  for (const [u, v] of edges) join(2 * u + 1, 2 * v, UNBOUNDED)
  for (const v of starts) join(source, 2 * v, UNBOUNDED)
  for (const v of ends) join(2 * v + 1, sink, UNBOUNDED)

  let size = 0
  while (findLevels()) {
    for (let v = 0; v < 2 * n + 2; v++) at[v] = firstArc[v] ?? -1
    while (augment()) size++
  }

  return { size, cut: size === 0 ? [] : lastCut(), paths: tracePaths() }

  function findLevels(): boolean {
    level.fill(-1, 0, 2 * n + 2)
    level[source] = 0
    queue[0] = source
    for (let head = 0, tail = 1; head < tail; head++) {
      const u = queue[head] ?? 0
      for (let arc = firstArc[u] ?? -1; arc !== -1; arc = nextArc[arc] ?? -1) {
        const v = to[arc] ?? 0
        if ((room[arc] ?? 0) === 0 || level[v] !== -1) continue
        level[v] = (level[u] ?? 0) + 1
        queue[tail++] = v
      }
    }
    return level[sink] !== -1
  }

  /** Sends one unit along a path of rising levels; false when there is none left. Every path passes a vertex, so one is all it takes. */
  function augment(): boolean {
    const walk: number[] = []
    let u = source
    while (u !== sink) {
      let arc = at[u] ?? -1
      while (arc !== -1 && ((room[arc] ?? 0) === 0 || level[to[arc] ?? 0] !== (level[u] ?? 0) + 1))
        arc = nextArc[arc] ?? -1
      at[u] = arc
      if (arc !== -1) {
        walk.push(arc)
        u = to[arc] ?? 0
        continue
      }
      const back = walk.pop()
      if (back === undefined) return false
      u = to[back ^ 1] ?? 0
      at[u] = nextArc[at[u] ?? 0] ?? -1
    }
    for (const arc of walk) {
      room[arc] = (room[arc] ?? 0) - 1
      room[arc ^ 1] = (room[arc ^ 1] ?? 0) + 1
    }
    return true
  }

  /** The vertices whose exit still reaches the sink and whose entry no longer does. */
  function lastCut(): number[] {
    const reaches = at.fill(0, 0, 2 * n + 2)
    reaches[sink] = 1
    queue[0] = sink
    for (let head = 0, tail = 1; head < tail; head++) {
      for (let arc = firstArc[queue[head] ?? 0] ?? -1; arc !== -1; arc = nextArc[arc] ?? -1) {
        const v = to[arc] ?? 0
        if ((room[arc ^ 1] ?? 0) === 0 || reaches[v] === 1) continue
        reaches[v] = 1
        queue[tail++] = v
      }
    }
    const found: number[] = []
    for (let v = 0; v < n; v++) if (reaches[2 * v + 1] === 1 && reaches[2 * v] === 0) found.push(v)
    return found
  }

  function tracePaths(): number[][] {
    // Reverse arcs have even counterparts with room used up: flow on arc `a` (even) is what its reverse has.
    const onward = (u: number) => {
      for (let arc = firstArc[u] ?? -1; arc !== -1; arc = nextArc[arc] ?? -1)
        if (arc % 2 === 0 && (room[arc ^ 1] ?? 0) > 0) {
          room[arc ^ 1] = (room[arc ^ 1] ?? 0) - 1
          return to[arc] ?? sink
        }
      return sink
    }
    return Array.from({ length: size }, () => {
      const path: number[] = []
      for (let u = onward(source); u !== sink; u = onward(u)) if (u % 2 === 1) path.push((u - 1) / 2)
      return path
    })
  }
}
