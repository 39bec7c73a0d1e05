import { evaluateAttribution } from '../eval/attribution.ts'
import { evaluateRelays } from '../eval/relays.ts'
import { HearsayError, showValue } from '../../src/model/error.ts'

/** Measures a stage on annotated data. */
export async function run(what: string, data: string, options: { json?: boolean }): Promise<0> {
  if (what === 'relays') {
    const result = await evaluateRelays(data)
    if (options.json) console.log(JSON.stringify(result))
    else {
      const { passages, gold, predicted, right, precision, recall, f1, chains, chainsRight, via } = result
      console.log(`passages ${passages}, relays ${gold}, predicted ${predicted}, right ${right}`)
      console.log(`relays   P ${precision}  R ${recall}  F1 ${f1}`)
      console.log(
        `chains of three: ${chainsRight} of ${chains}; via: ${via.right} of ${via.gold}, ${via.predicted} predicted`,
      )
    }
    return 0
  }
  if (what !== 'attribution')
    throw new HearsayError(
      'unknown-measure',
      `nothing to measure named ${showValue(what)}. There is: attribution, relays.`,
      { isUsage: true },
    )
  const result = await evaluateAttribution(data)
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
