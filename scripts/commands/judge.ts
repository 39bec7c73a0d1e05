import { createInterface } from 'node:readline'
import * as v from 'valibot'
import { check } from '../../src/model/check.ts'
import { HearsayError } from '../../src/model/error.ts'
import type { Judgement } from '../../src/relate/judge.ts'
import { openJudge } from '../judges.ts'
import { LlmRun, type LlmOptions } from '../llm.ts'
import { showProgress } from '../progress.ts'

const PairSchema = v.looseObject({
  id: v.union([v.string(), v.number()]),
  premise: v.string(),
  hypothesis: v.string(),
})
type Pair = v.InferOutput<typeof PairSchema>

/** Judges pairs from standard input, in their order. 1 when a line was set aside, or an endpoint gave no answer. */
export async function run(options: LlmOptions & { json?: boolean; llmAnswers?: string }): Promise<0 | 1> {
  const progress = showProgress()
  const llm = LlmRun.open(options, options.llmAnswers ?? null, () => progress.stop())
  const own = await openJudge(options.judge, progress)
  const judge = llm?.judge ?? own.judge
  const print = ({ id }: Pair, { label, score, reason }: Judgement) => {
    if (options.json) console.log(JSON.stringify({ id, label, score, reason, method: judge.method }))
    else console.log(`${id}\t${label}\t${score}\t${reason}`)
  }
  /** A model reads many at once, when all are there. */
  const pairs: Pair[] = []
  let line = 0
  let code: 0 | 1 = 0
  try {
    for await (const text of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
      line++
      if (text.trim() === '') continue
      try {
        const pair = check(PairSchema, parse(text, line), { file: 'standard input', line })
        if (judge.judgeAll) pairs.push(pair)
        else print(pair, await judge.judge(pair.premise, pair.hypothesis))
      } catch (error) {
        if (!(error instanceof HearsayError)) throw error
        console.error(`hearsay: set aside: ${error.message}`)
        code = 1
      }
    }
    const judgements = await judge.judgeAll?.(
      pairs.map(({ premise, hypothesis }) => [premise, hypothesis]),
      (done) => progress('judge', done, pairs.length),
    )
    progress.stop()
    for (const [index, judgement] of (judgements ?? []).entries()) {
      const pair = pairs[index]
      if (pair) print(pair, judgement)
    }
    return llm?.judge?.fault() ? 1 : code
  } finally {
    progress.stop()
    llm?.report()
    own.report()
    await llm?.close()
    await own.close()
  }
}

function parse(text: string, line: number): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new HearsayError('damaged-line', `standard input:${line}: no JSON. Write one object a line.`, { cause })
  }
}
