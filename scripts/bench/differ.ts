import { parseArgs } from 'node:util'
import neo4j from 'neo4j-driver'
import { BoltStore } from '../../graph/bolt/store.ts'
import { difference, questionsOf } from '../../graph/differential.fixture.ts'
import { EmbeddedStore } from '../../graph/embedded/store.ts'
import { load } from '../../graph/load.ts'
import { startNeo4j } from '../../graph/neo4j-server.ts'
import { randomCase } from '../../graph/random-case.fixture.ts'

/**
 * `npm run bench:differ [-- --seeds 10 --sizes 4,30,120,400 --large 5000]`: cases made by chance, so many seeds of each size (about
 * so many nodes) and one large one, on the embedded store and on a Neo4j that this starts. Every named and every portable query is
 * asked of both. Prints a line of JSON a case, with each question on which they part, and a summary. Ends with 1 where there is any.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '10' },
    sizes: { type: 'string', default: '4,30,120,400' },
    large: { type: 'string', default: '5000' },
  },
})
const numbers = (text: string) =>
  text
    .split(',')
    .map(Number)
    .filter((one) => one > 0)

const server = await startNeo4j()
// The first query of a server takes long, and a store waits for it no longer than a person would.
const driver = neo4j.driver(server.uri, neo4j.auth.basic(server.user, server.password))
await driver.executeQuery('RETURN 1')
await driver.close()
const bolt = await BoltStore.open({ address: server.uri, user: server.user, password: server.password })
const embedded = EmbeddedStore.open()

const plans = [
  ...numbers(values.sizes).flatMap((size) =>
    Array.from({ length: Number(values.seeds) }, (_, i) => [i + 1, size] as const),
  ),
  ...numbers(values.large).map((size) => [1, size] as const),
]
const cases = plans.map(([seed, size]) => ({ key: `${seed}-${size}`, theCase: randomCase(seed, size) }))
for (const { key, theCase } of cases) for (const store of [embedded, bolt]) await load(store, theCase, key)

let asked = 0
let parted = 0
for (const { key, theCase } of cases) {
  const started = performance.now()
  const questions = questionsOf(theCase, key)
  const differences: string[] = []
  for (const question of questions) {
    const found = await difference(embedded, bolt, question).catch(String)
    if (found !== null) differences.push(`${question.name}: ${found}`)
  }
  const { nodes, relationships } = await embedded.counts(key)
  const total = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((sum, n) => sum + n, 0)
  const seconds = Math.round((performance.now() - started) / 100) / 10
  console.log(
    JSON.stringify({
      case: key,
      nodes: total(nodes),
      relationships: total(relationships),
      questions: questions.length,
      differences,
      seconds,
    }),
  )
  asked += questions.length
  parted += differences.length
}
console.log(JSON.stringify({ cases: cases.length, questions: asked, differences: parted }))

await Promise.all([embedded.close(), bolt.close()])
await server.stop()
process.exitCode = parted > 0 ? 1 : 0
