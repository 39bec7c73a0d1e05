/**
 * Strongly connected components of a directed graph on the numbers below `n` (Tarjan 1972, without recursion: a chain may be
 * as long as memory allows). Gives the component of each node; a component has a higher number than all that it leads to.
 */
export function componentsOf(n: number, next: (node: number) => readonly number[]): Int32Array {
  const component = new Int32Array(n).fill(-1)
  const order = new Int32Array(n).fill(-1)
  const low = new Int32Array(n)
  const open: number[] = []
  let found = 0
  let count = 0
  for (let root = 0; root < n; root++) {
    if (order[root] !== -1) continue
    const walk = [{ node: root, at: 0 }]
    order[root] = low[root] = found++
    open.push(root)
    for (let step = walk.at(-1); step !== undefined; step = walk.at(-1)) {
      const { node } = step
      const to = next(node)[step.at++]
      if (to === undefined) {
        walk.pop()
        const outer = walk.at(-1)
        if (outer) low[outer.node] = Math.min(low[outer.node] ?? 0, low[node] ?? 0)
        if (low[node] !== order[node]) continue
        for (let member = open.pop(); member !== undefined; member = member === node ? undefined : open.pop())
          component[member] = count
        count++
      } else if (order[to] === -1) {
        order[to] = low[to] = found++
        open.push(to)
        walk.push({ node: to, at: 0 })
      } else if (component[to] === -1) low[node] = Math.min(low[node] ?? 0, order[to] ?? 0)
    }
  }
  return component
}
