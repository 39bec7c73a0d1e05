import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { hearsay, LATE, makeFolder } from './cli.fixture.ts'

const WORDS = path.resolve('src/relate/model/fixtures/words')
const RAN_ON_TIME = 'Mate Ada Quist said that the ferry never ran late.\n'
const NOT_CALIBRATED = 'hearsay: model:words is not calibrated: nobody measured what its scores mean (docs/llm.md).\n'
const PAIRS = [
  { id: 'a', premise: 'The ferry ran late', hypothesis: 'The ferry never ran late', label: 'contradiction' },
  { id: 'b', premise: 'The ferry ran late', hypothesis: 'The ferry sank', label: 'neutral' },
  { id: 'c', premise: `The ferry ran late ${'on Tuesday '.repeat(1000)}`, hypothesis: 'It ran', label: 'neutral' },
]
  .map((pair) => JSON.stringify(pair))
  .join('\n')

describe.concurrent('--judge model:', () => {
  it('build has the model judge the claims', async () => {
    const folder = await makeFolder({ 'late.txt': LATE, 'time.txt': RAN_ON_TIME })
    const [made = '', ...texts] = ['case', 'late.txt', 'time.txt'].map((name) => path.join(folder, name))
    const { code, out, err } = await hearsay(['build', made, ...texts, '--judge', `model:${WORDS}`])
    expect([code, err]).toEqual([0, NOT_CALIBRATED])
    expect(out).toContain('1 contradiction.')
    expect(JSON.parse(readFileSync(path.join(made, 'relations.jsonl'), 'utf8'))).toMatchObject({
      type: 'contradicts',
      kind: 'contrary',
      reason: 'The model words reads these as contradicting (0.993, not calibrated); it gives no words.',
      method: { name: 'model:words' },
    })
    expect((await hearsay(['check', made])).code).toBe(0)
  })

  it('judge prints what it says of pairs, and of how many it read only a part', async () => {
    const { code, out, err } = await hearsay(['judge', '--judge', `model:${WORDS}`], { input: PAIRS })
    expect(code).toBe(0)
    expect(out.split('\n').map((line) => line.split('\t').slice(0, 2).join(' '))).toEqual([
      'a contradiction',
      'b neutral',
      'c neutral',
      '',
    ])
    expect(err).toBe(
      `${NOT_CALIBRATED}hearsay: judge: 1 pair longer than the 32 word pieces that the model reads: the rest was not read.\n`,
    )
  })

  it('eval relations measures it', async () => {
    const folder = await makeFolder({ 'pairs.jsonl': PAIRS })
    const { code, out } = await hearsay(['eval', 'relations', folder, '--judge', `model:${WORDS}`, '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      inference: {
        sets: [{ set: 'pairs', pairs: 3, accuracy: 100 }],
        rules: [{ rule: 'model', said: 1, right: 1 }],
      },
    })
  })

  it.each([
    [['build', 'x', 'a.txt', '--judge', 'model:./none'], 'there is no folder "./none". Name a model'],
    [
      ['eval', 'relations', '.', '--judge', 'llm:small'],
      '--judge "llm:small": "relations" and "claims" have one, local or model:WHERE.',
    ],
    [['eval', 'speakers', '.', '--judge', 'local'], '--judge "local": "relations" and "claims" have one'],
    [['judge', '--judge', 'model: '], '--judge "model: ": there is local, model:WHERE'],
  ])('%j is wrong usage', async (args, message) => {
    const { code, err } = await hearsay(args, { input: '' })
    expect(err).toContain(message)
    expect(code).toBe(2)
  })
})
