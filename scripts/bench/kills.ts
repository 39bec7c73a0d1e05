import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startNeo4j } from '../../graph/neo4j-server.ts'
import { killLoads } from './kill-loads.ts'

/**
 * `npm run bench:kills [-- --kills 100 --stores embedded,neo4j]`: loads are ended by kill -9 in the middle, and the next load must make
 * the same graph. A line of JSON a store.
 */
const { values } = parseArgs({
  options: { kills: { type: 'string', default: '100' }, stores: { type: 'string', default: 'embedded,neo4j' } },
})
const kills = Number(values.kills)
for (const store of values.stores.split(',')) {
  const folder = await mkdtemp(join(tmpdir(), 'hearsay-kills-'))
  const server = store === 'neo4j' ? await startNeo4j() : null
  const place = server
    ? { bolt: { address: server.uri, user: server.user, password: server.password } }
    : { file: join(folder, 'case.grafeo') }
  console.log(JSON.stringify({ store, kills, ...(await killLoads(place, kills, 'killed')) }))
  await server?.stop()
  await rm(folder, { recursive: true })
}
