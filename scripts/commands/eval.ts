import { evaluateAttribution } from '../eval/attribution.ts'
import { evaluateSpeakers } from '../eval/speakers.ts'
import { HearsayError, showValue } from '../../src/model/error.ts'

/** Measures a stage on annotated data. */
export async function run(what: string, folder: string, options: { json?: boolean }): Promise<0> {
  if (what === 'speakers') return printSpeakers(folder, options)
  if (what !== 'attribution')
    throw new HearsayError(
      'unknown-measure',
      `nothing to measure named ${showValue(what)}. There are: attribution, speakers.`,
      {
        isUsage: true,
      },
    )
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

function printSpeakers(folder: string, options: { json?: boolean }): 0 {
  const result = evaluateSpeakers(folder)
  if (options.json) console.log(JSON.stringify(result))
  else {
    console.log(`pronouns ${result.examples}, bias ${result.bias}`)
    for (const key of ['overall', 'masculine', 'feminine'] as const) {
      const { precision, recall, f1 } = result[key]
      console.log(`${key.padEnd(9)} P ${precision}  R ${recall}  F1 ${f1}`)
    }
    for (const { from, precision, coverage, isUsed } of result.certain)
      console.log(`taken from ${from}: P ${precision}  coverage ${coverage}${isUsed ? '  (as in a build)' : ''}`)
  }
  return 0
}
