import { parseArgs } from 'node:util'
import { analysisNamed, materialsOf } from '../../graph/analyse/analyses.ts'
import { caseOf } from './made-case.ts'
import { cpuSeconds, exponent } from './measure.ts'

/**
 * `npm run bench:analyse [-- --sizes 1000,10000,100000 --only origins,copies,circular,…]`: seconds by the clock that each analysis takes on
 * generated cases of so many statements (`made-case.ts`), a line of JSON a size, then the exponents of growth. `cpu` is what the
 * process took, its collector included: on a machine with others at work it says more than the clock. `shown` also has every finding
 * made, and paths and principals of the origins, which else are made on demand.
 */
const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,3000,10000,30000,100000' },
    only: { type: 'string', default: 'origins,knock-out,disputes' },
  },
})
const names = values.only.split(',')
const sizes = values.sizes.split(',').map(Number)
const seconds = new Map<string, [number, number][]>()
// The first run compiles; it is not counted.
for (const [run, size] of [sizes[0] ?? 1000, ...sizes].entries()) {
  const theCase = caseOf(size)
  const line: Record<string, number> = { statements: size }
  /** Runs something and notes its seconds by the clock and of the processor. */
  const time = <T>(name: string, work: () => T): T => {
    const [from, used] = [performance.now(), process.cpuUsage()]
    const made = work()
    line[name] = (performance.now() - from) / 1000
    line[`${name} cpu`] = cpuSeconds(used)
    const points = seconds.get(name) ?? []
    seconds.set(name, points)
    if (run > 0) points.push([size, line[name]])
    return made
  }
  const materials = time('materials', () => materialsOf(theCase))
  for (const name of names) {
    const answers = time(name, () => analysisNamed(name).run(materials))
    line[`${name} answers`] = answers.length
    time(`${name} shown`, () => JSON.stringify(answers).length)
  }
  line['megabytes'] = Math.round(process.memoryUsage().rss / 1e6)
  console.log(JSON.stringify(line))
}
for (const [name, points] of seconds) console.log(JSON.stringify({ analysis: name, exponent: exponent(points) }))
