import { parseArgs } from 'node:util'
import { openLocalWorkers } from '../../src/extract/local/workers.ts'
import { hostileText } from '../../src/extract/local/hostile-text.fixture.ts'
import { seededRandom } from '../../src/model/random.fixture.ts'
import { areAnchored } from '../../src/model/span.ts'

/**
 * `npm run bench:fuzz -- [--texts 100000] [--length 300] [--growth 2000000]`: extracts from seeded hostile texts and counts those that fail
 * or give a span that is off (there should be none: their seeds are printed, the exit code is 1), then from longer and longer
 * ones, news-like and on one line, up to `--growth` UTF-16 units, and prints the CPU time a character of each length: it should not grow.
 */
const { values } = parseArgs({
  options: {
    texts: { type: 'string', default: '100000' },
    length: { type: 'string', default: '300' },
    growth: { type: 'string', default: '2000000' },
  },
})
const pool = await openLocalWorkers()
const wrong: { seed: number; why: string }[] = []
let found = 0
let seed = 0
const lane = async () => {
  for (let mine = seed++; mine < Number(values.texts); mine = seed++) {
    const random = seededRandom(mine)
    const text = hostileText(random, random() * 2 * Number(values.length))
    try {
      const all = await pool.extract(text)
      found += all.length
      const isOff = all.some((one) =>
        [one.speakerSpans, one.cueSpans, one.contentSpans, one.viaSpans].some((spans) => !areAnchored(text, spans)),
      )
      if (isOff) wrong.push({ seed: mine, why: 'a span is off' })
    } catch (error) {
      wrong.push({ seed: mine, why: String(error) })
    }
    if ((mine + 1) % 1000 === 0) console.error(`${mine + 1} texts, ${found} attributions, ${wrong.length} wrong`)
  }
}
await Promise.all(Array.from({ length: 2 * pool.parallel }, lane))
console.log(JSON.stringify({ texts: Number(values.texts), attributions: found, wrong }))

const SHAPES: Readonly<Record<string, (length: number) => string>> = {
  hostile: (length) => hostileText(seededRandom(1), length),
  'one line': (length) => 'Ana Okoro said that the pier was closed. “It is shut,” said Ben Li. '.repeat(length / 67),
  'one sentence': (length) => 'the pier which Ana Okoro said that Ben Li denied was closed and '.repeat(length / 65),
  'no cues': (length) => 'international '.repeat(length / 14),
  'one word': (length) => 'x'.repeat(length),
  'open quotations': (length) => '“'.repeat(length),
}
for (const [shape, make] of Object.entries(SHAPES))
  for (let length = 10_000; length <= Number(values.growth); length *= 5) {
    const text = make(length)
    const from = process.cpuUsage()
    const count = (await pool.extract(text)).length
    const { user, system } = process.cpuUsage(from)
    console.log(
      JSON.stringify({ shape, length, attributions: count, microsecondsACharacter: (user + system) / length }),
    )
  }
await pool.close()
if (wrong.length > 0) process.exitCode = 1
