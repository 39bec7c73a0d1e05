import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openModelJudge } from '../../src/relate/model/judge.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'hearsay-calibrate-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('calibrate:judge writes what the judge reads, and says how right it is', async () => {
  const model = path.join(folder, 'model')
  cpSync('src/relate/model/fixtures/words', model, { recursive: true })
  const things = ['ferry', 'boat', 'ship', 'bridge', 'harbour', 'port']
  const facts = ['opened', 'closed', 'failed', 'sank', 'left late']
  const sentences = things.flatMap((thing) => facts.map((fact) => [`The ${thing}`, fact] as const))
  const lines = sentences.flatMap(([thing, fact], i) => {
    const premise = `${thing} ${fact} on Tuesday`
    return [
      { id: `n${i}`, premise, hypothesis: `${thing} never ${fact} on Tuesday`, label: 'contradiction' },
      // People do not take every tenth for what the model does.
      { id: `e${i}`, premise, hypothesis: `${thing} ${fact}`, label: i % 10 === 0 ? 'neutral' : 'entailment' },
      { id: `o${i}`, premise, hypothesis: 'The talks failed', label: 'neutral' },
    ]
  })
  const data = path.join(folder, 'pairs.jsonl')
  writeFileSync(data, lines.map((line) => JSON.stringify(line)).join('\n'))
  const options = ['--import', 'tsx', 'scripts/train/calibrate-judge.ts', '--model', model, '--data', data]
  const out = execFileSync(process.execPath, options, { encoding: 'utf8' })

  const file = path.join(model, 'hearsay-judge.json')
  const made: unknown = JSON.parse(readFileSync(file, 'utf8'))
  expect(made).toEqual({
    temperature: expect.closeTo(1.7, 0),
    contradiction: {
      threshold: 0.5,
      precision: [{ set: 'pairs', answers: 30, right: 30, precision: 1, lower: 0.886 }],
    },
    entailment: {
      threshold: 0.5,
      precision: [{ set: 'pairs', answers: 30, right: 27, precision: 0.9, lower: 0.744 }],
    },
  })
  expect(out).toContain(`written to ${file}`)
  expect(out).toMatch(/entailment: from 0\.5 up/)
  const judge = await openModelJudge(model)
  expect(judge.isCalibrated).toBe(true)
  await judge.close()
})
