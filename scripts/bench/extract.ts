import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { openLocalExtractor } from '../../src/extract/local/extractor.ts'
import { Tagger } from '../../src/extract/local/tagger.ts'
import { openLocalWorkers } from '../../src/extract/local/workers.ts'
import { splitWords } from '../../src/language/words.ts'

/**
 * `npm run bench:extract -- --data DIR [--most 30] [--rounds 3] [--weights DIR] [--against COMMAND]`: words a CPU second of the tagger and of the
 * whole extractor on the texts of DIR, and how many cores its threads keep busy. `--against` is a shell command that reads the
 * same texts and prints JSON with `words_per_cpu_s`; it runs in turn with ours, and the ratio is ours to its, median of rounds.
 * `--weights` is for the tagger
 * alone. Words and punctuation marks count alike (BERT's basic tokeniser). One line of JSON.
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    against: { type: 'string' },
    most: { type: 'string', default: '30' },
    rounds: { type: 'string', default: '3' },
    weights: { type: 'string', default: 'src/extract/local/weights' },
  },
})
if (values.data === undefined) throw new Error('--data is missing: name a folder with .txt files.')
const folder = values.data
const texts = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .sort()
  .slice(0, Number(values.most))
  .map((name) => readFileSync(path.join(folder, name), 'utf8'))
const words = texts.reduce((sum, text) => sum + splitWords(text).length, 0)

/** CPU seconds of this process (all its threads) and seconds that `work` takes. */
async function measure(work: () => Promise<unknown>): Promise<{ cpu: number; wall: number }> {
  const [from, start] = [process.cpuUsage(), performance.now()]
  await work()
  const { user, system } = process.cpuUsage(from)
  return { cpu: (user + system) / 1e6, wall: (performance.now() - start) / 1e3 }
}
const inTurn = (read: (text: string) => Promise<unknown>) => async () => {
  for (const text of texts) await read(text)
}
const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0

/** Words a CPU second of the other program. */
function runOther(command: string): number {
  const { stdout } = spawnSync(command, { shell: true, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
  const found: unknown = JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
  if (typeof found === 'object' && found && 'words_per_cpu_s' in found) return Number(found.words_per_cpu_s)
  throw new Error(`--against printed no words_per_cpu_s: ${stdout}`)
}

const tagger = await Tagger.open(values.weights)
const extractor = await openLocalExtractor()
await extractor.extract(texts[0] ?? '')
const rounds = []
for (let round = 0; round < Number(values.rounds); round++) {
  const other = values.against === undefined ? null : runOther(values.against)
  const tag = words / (await measure(inTurn((text) => tagger.tag(text)))).cpu
  const extract = words / (await measure(inTurn((text) => extractor.extract(text)))).cpu
  rounds.push({ other, tag, extract })
}
await tagger.close()
await extractor.close()

const pool = await openLocalWorkers()
// Every thread is there before the clock starts.
await Promise.all(texts.slice(0, 2 * pool.parallel).map((text) => pool.extract(text)))
const parallel = await measure(() => Promise.all(texts.map((text) => pool.extract(text))))
await pool.close()

const other = values.against === undefined ? null : median(rounds.map((round) => round.other ?? 0))
console.log(
  JSON.stringify({
    texts: texts.length,
    words,
    tag: Math.round(median(rounds.map((round) => round.tag))),
    extract: Math.round(median(rounds.map((round) => round.extract))),
    other,
    ratio: other === null ? null : median(rounds.map((round) => round.tag / (round.other ?? 1))),
    threads: pool.parallel,
    coresUsed: parallel.cpu / parallel.wall,
    megabytes: Math.round(process.memoryUsage().rss / 1e6),
  }),
)
