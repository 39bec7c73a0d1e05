import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { readEnglish } from '../../src/language/english.ts'
import { claimId } from '../../src/model/id.ts'
import type { Claim } from '../../src/model/records.ts'
import { block } from '../../src/relate/block.ts'
import { localJudge } from '../../src/relate/local/judge.ts'
import { relate } from '../../src/relate/relate.ts'

/**
 * `npm run bench:block -- --data DIR [--sizes 1000,3000,10000,30000,100000] [--judge]`: CPU seconds and pairs that blocking takes for claims
 * made of the sentences of the .txt files of DIR, a line of JSON a size, then the exponents of growth of both (slope of a least
 * squares line through the logarithms). Where the sentences do not suffice, the rest are halves of two of them put together, so
 * that words stay as frequent as they are. With `--judge` the local judge judges the pairs, too.
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    sizes: { type: 'string', default: '1000,3000,10000,30000,100000' },
    judge: { type: 'boolean', default: false },
  },
})
if (values.data === undefined) throw new Error('--data is missing: name a folder with .txt files.')
const folder = values.data
const LONGEST = 40

/** Words of sentences of three to forty words, each sentence once, in the order of a hash. */
const sentences = [
  ...new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith('.txt'))
      .flatMap((name) => sentencesOf(readFileSync(path.join(folder, name), 'utf8')))
      .filter(({ length }) => length >= 3 && length <= LONGEST)
      .map((words) => [claimId(words.join(' ')), words]),
  ),
]
  .toSorted(([a], [b]) => (a < b ? -1 : 1))
  .map(([, words]) => words)

function sentencesOf(text: string): string[][] {
  const found: string[][] = []
  for (const { text: word, sentence } of readEnglish(text)) (found[sentence] ??= []).push(word)
  return found.filter(Boolean)
}

/** `size` different claims. */
function claimsOf(size: number): Claim[] {
  const claims = new Map<string, Claim>()
  const half = (words: readonly string[], second: boolean) => {
    const middle = words.length >> 1
    return second ? words.slice(middle) : words.slice(0, middle)
  }
  for (let i = 0; claims.size < size; i++) {
    const own = sentences[i % sentences.length] ?? []
    const round = Math.floor(i / sentences.length)
    const other = sentences[(i + round * 7919) % sentences.length] ?? []
    const text = (round === 0 ? own : [...half(own, false), ...half(other, true)]).join(' ')
    const id = claimId(text)
    claims.set(id, { id, text, about: [], method: { name: 'bench', version: '1' }, status: 'proposed' })
  }
  return [...claims.values()]
}

const cpuSeconds = (from?: NodeJS.CpuUsage) => {
  const { user, system } = process.cpuUsage(from)
  return (user + system) / 1e6
}
/** Slope of the least squares line through the logarithms. */
function exponent(points: readonly (readonly [x: number, y: number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const)
  const mean = (pick: 0 | 1) => logs.reduce((sum, point) => sum + point[pick], 0) / logs.length
  const [mx, my] = [mean(0), mean(1)]
  const above = logs.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0)
  return above / logs.reduce((sum, [x]) => sum + (x - mx) ** 2, 0)
}

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
