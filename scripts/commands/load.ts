import { load } from '../../graph/load.ts'
import { HearsayError } from '../../src/model/error.ts'
import { caseKeyOf, readWholeCase } from '../inputs.ts'
import { showProgress } from '../progress.ts'
import { openBolt, type BoltOptions } from '../store.ts'

/** Makes the graph of a case in Neo4j what the folder says. */
export async function run(folder: string, options: BoltOptions & { to?: string; as?: string }): Promise<0> {
  if (options.to === undefined)
    throw new HearsayError('missing-address', 'no database named. Add --to bolt://localhost:7687.', { isUsage: true })
  const caseKey = caseKeyOf(folder, options.as)
  const theCase = await readWholeCase(folder)
  const store = await openBolt(options.to, options)
  const progress = showProgress()
  try {
    const counts = await load(store, theCase, caseKey, {
      onProgress: ({ written, total }) => progress('load', written, total),
    })
    progress.stop()
    const sum = (numbers: Readonly<Record<string, number>>) => Object.values(numbers).reduce((a, b) => a + b, 0)
    console.log(
      `Loaded ${folder} as "${caseKey}" into ${options.to}: ${sum(counts.nodes)} nodes, ${sum(counts.relationships)} relationships.`,
    )
  } finally {
    progress.stop()
    await store.close()
  }
  return 0
}
