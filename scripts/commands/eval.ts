import { evaluateAttribution } from '../eval/attribution.ts'
import { HearsayError, showValue } from '../../src/model/error.ts'

/** Measures a stage on annotated data. */
export async function run(what: string, folder: string, options: { json?: boolean }): Promise<0> {
  if (what !== 'attribution')
    throw new HearsayError('unknown-measure', `nothing to measure named ${showValue(what)}. There is: attribution.`, {
      isUsage: true,
    })
  const result = await evaluateAttribution(folder)
  if (options.json) console.log(JSON.stringify(result))
  else {
    console.log(`gold ${result.gold}, predicted ${result.predicted}`)
    for (const key of ['cue', 'source', 'content', 'usable', 'exact'] as const) {
      const { precision, recall, f1 } = result[key]
      console.log(`${key.padEnd(8)} P ${precision}  R ${recall}  F1 ${f1}`)
    }
  }
  return 0
}
