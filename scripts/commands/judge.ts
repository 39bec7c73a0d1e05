import { createInterface } from 'node:readline'
import * as v from 'valibot'
import { check } from '../../src/model/check.ts'
import { HearsayError } from '../../src/model/error.ts'
import { localJudge } from '../../src/relate/local/judge.ts'

const PairSchema = v.looseObject({
  id: v.union([v.string(), v.number()]),
  premise: v.string(),
  hypothesis: v.string(),
})

/** Judges pairs from standard input, in their order. 1 when a line was set aside. */
export async function run(options: { json?: boolean }): Promise<0 | 1> {
  const judge = localJudge()
  let line = 0
  let code: 0 | 1 = 0
  for await (const text of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    line++
    if (text.trim() === '') continue
    try {
      const place = { file: 'standard input', line }
      const { id, premise, hypothesis } = check(PairSchema, parse(text, line), place)
      const { label, score, reason } = await judge.judge(premise, hypothesis)
      if (options.json) console.log(JSON.stringify({ id, label, score, reason, method: judge.method }))
      else console.log(`${id}\t${label}\t${score}\t${reason}`)
    } catch (error) {
      if (!(error instanceof HearsayError)) throw error
      console.error(`hearsay: set aside: ${error.message}`)
      code = 1
    }
  }
  return code
}

function parse(text: string, line: number): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new HearsayError('damaged-line', `standard input:${line}: no JSON. Write one object a line.`, { cause })
  }
}
