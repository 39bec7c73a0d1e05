import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startCopyProcess } from '../../graph/embedded/copy-process.ts'
import { keptGraph } from '../../graph/embedded/kept-graph.ts'
import { EmbeddedStore } from '../../graph/embedded/store.ts'
import { readWholeCase } from '../inputs.ts'
import { graphOf } from '../store.ts'

/**
 * `npm run bench:open [-- CASE]`: how long the graph of a case takes to be written, and to be opened and asked from then on, in
 * milliseconds; median and slowest of 30.
 */
const folder = process.argv[2] ?? 'graph/cases/istanbul'
const base = await mkdtemp(path.join(tmpdir(), 'hearsay-copy-'))
const graph = { ...graphOf(folder, 'bench'), place: path.join(base, 'graphs') }
const find = () =>
  keptGraph(graph, {
    readCase: () => readWholeCase(folder),
    start: () => startCopyProcess(base),
    say: (line) => console.error(line),
  })

const RUNS = 30
const times = { open: new Array<number>(), 'first query': new Array<number>() }
const begun = performance.now()
await find()
const written = performance.now() - begun
for (let run = 0; run < RUNS; run++) {
  const started = performance.now()
  const store = EmbeddedStore.openReadOnly((await find()) ?? '')
  const opened = performance.now()
  await store.run('MATCH (n:Claim {caseKey: $caseKey}) RETURN count(n) AS n', { caseKey: 'bench' })
  times.open.push(opened - started)
  times['first query'].push(performance.now() - opened)
  await store.close()
}
await rm(base, { recursive: true, force: true })

console.log(`${folder}: write ${written.toFixed(0)} ms`)
for (const [what, all] of Object.entries(times)) {
  const sorted = all.toSorted((a, b) => a - b)
  console.log(`${what}: median ${sorted[RUNS / 2]?.toFixed(1)} ms, slowest ${sorted.at(-1)?.toFixed(1)} ms`)
}
