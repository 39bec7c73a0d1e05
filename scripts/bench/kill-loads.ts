import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { checksum } from '../../graph/checksum.ts'
import { EmbeddedStore } from '../../graph/embedded/store.ts'
import { load } from '../../graph/load.ts'
import { seededRandom } from '../../src/model/random.fixture.ts'
import { BATCH_SIZE, caseNumber, openPlace, type Order, type Place } from './load-worker.ts'

const CASES = 5
const WORKER = fileURLToPath(new URL('load-worker.ts', import.meta.url))
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href

/** What kills did: how many hit a load that was under way, and after which of them the next load made another graph. */
export interface Kills {
  readonly hits: number
  readonly lost: readonly string[]
}

/**
 * Loads cases in processes of their own, each ended by SIGKILL after some batches, and each followed by a load that ends: its graph
 * must have the checksum of a load that nothing disturbed. Every third kill hits an empty store.
 */
export async function killLoads(place: Place, kills: number, caseKey: string): Promise<Kills> {
  const random = seededRandom(kills)
  const expected: string[] = []
  for (let seed = 0; seed < CASES; seed++) {
    const store = EmbeddedStore.open()
    await load(store, caseNumber(seed), caseKey)
    expected.push(await checksum(store, caseKey))
    await store.close()
  }
  const lost: string[] = []
  let hits = 0
  for (let i = 0; i < kills; i++) {
    const seed = i % CASES
    if (await killOne({ place, caseKey, seed }, Math.floor(random() * (i % 3 === 0 ? 55 : 8)), random() * 4)) hits++
    const store = await openPlace(place)
    await load(store, caseNumber(seed), caseKey, { batchSize: BATCH_SIZE })
    if ((await checksum(store, caseKey)) !== expected[seed]) lost.push(`kill ${i + 1}`)
    if (i % 3 === 2) await store.clear(caseKey)
    await store.close()
  }
  return { hits, lost }
}

/** True where the load had not ended yet. */
async function killOne(order: Order, batches: number, ms: number): Promise<boolean> {
  const child = fork(WORKER, [], { execArgv: ['--import', TSX], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const exit = once(child, 'exit')
  let [done, seen] = [false, 0]
  await new Promise<void>((resolve) => {
    child.on('message', (message) => {
      if (message !== 'batch') done = true
      if (done) resolve()
      else if (seen++ === batches) setTimeout(resolve, ms)
    })
    child.once('exit', () => resolve())
    child.send(order)
  })
  child.kill('SIGKILL')
  await exit
  return !done
}
