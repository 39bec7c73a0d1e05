import type { Kept } from './kept.ts'

/** Statements that come back to themselves over `relayedBy`, a list a loop, each from its first id on. */
export function relayLoops(kept: Kept): readonly (readonly string[])[] {
  const walkOf = new Map<string, number>()
  const loops: string[][] = []
  let walk = 0
  for (const start of [...kept.statements.keys()].sort()) {
    walk++
    const path: string[] = []
    let id: string | null | undefined = start
    while (typeof id === 'string' && kept.statements.has(id) && !walkOf.has(id)) {
      walkOf.set(id, walk)
      path.push(id)
      id = kept.statements.get(id)?.relayedBy
    }
    if (typeof id !== 'string' || walkOf.get(id) !== walk) continue
    const loop = path.slice(path.indexOf(id))
    const first = loop.indexOf([...loop].sort()[0] ?? '')
    loops.push([...loop.slice(first), ...loop.slice(0, first)])
  }
  return loops.sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))
}
