import { parseArgs } from 'node:util'
import { claimId } from '../../src/model/id.ts'
import type { Claim } from '../../src/model/records.ts'
import { block } from '../../src/relate/block.ts'
import { localJudge } from '../../src/relate/local/judge.ts'
import { relate } from '../../src/relate/relate.ts'
import { cpuSeconds, exponent } from './measure.ts'
import { sentencesFrom } from './sentences.ts'

/**
 * `npm run bench:block -- --data DIR [--sizes 1000,3000,10000,30000,100000] [--judge]`: CPU seconds and pairs that blocking takes for claims
 * made of the sentences of the .txt files of DIR, a line of JSON a size, then the exponents of growth of both. With `--judge` the
 * local judge judges the pairs, too.
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    sizes: { type: 'string', default: '1000,3000,10000,30000,100000' },
    judge: { type: 'boolean', default: false },
  },
})
if (values.data === undefined) throw new Error('--data is missing: name a folder with .txt files.')
const sentences = sentencesFrom(values.data)

/** `size` different claims. */
const claimsOf = (size: number) =>
  sentences(size).map((text): Claim => ({
    id: claimId(text),
    text,
    about: [],
    method: { name: 'bench', version: '1' },
    status: 'proposed',
  }))

// The first run compiles; it is not counted.
block(claimsOf(1000))
const rows = []
for (const size of values.sizes.split(',').map(Number)) {
  const claims = claimsOf(size)
  const from = process.cpuUsage()
  const pairs = values.judge ? await judgePairs(claims) : block(claims).length
  const seconds = cpuSeconds(from)
  const megabytes = Math.round(process.memoryUsage().rss / 1e6)
  rows.push({ size, seconds, pairs })
  console.log(JSON.stringify({ claims: size, cpuSeconds: seconds, pairs, pairsAClaim: pairs / size, megabytes }))
}
console.log(
  JSON.stringify({
    timeExponent: exponent(rows.map(({ size, seconds }) => [size, seconds])),
    pairsExponent: exponent(rows.map(({ size, pairs }) => [size, pairs])),
  }),
)

async function judgePairs(claims: readonly Claim[]): Promise<number> {
  let judged = 0
  await relate(
    { claims, stances: [], statements: [], utterances: [], texts: new Map<string, string>() },
    localJudge(),
    (done) => (judged = done),
  )
  return judged
}
