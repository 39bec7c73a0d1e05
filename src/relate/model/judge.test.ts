import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { claimId } from '../../model/id.ts'
import type { Claim } from '../../model/records.ts'
import { ABSTAINED, type OrderedPair } from '../judge.ts'
import { relate } from '../relate.ts'
import { openModelJudge, type ModelJudge } from './judge.ts'

const WORDS = path.join(import.meta.dirname, 'fixtures/words')
const LATE = 'The ferry ran late'
const NEVER_LATE = 'The ferry never ran late'
const LATE_ON_TUESDAY = 'The ferry ran late on Tuesday'

const scratch = mkdtempSync(path.join(tmpdir(), 'hearsay-model-'))
const opened: ModelJudge[] = []
const servers: ReturnType<typeof createServer>[] = []
afterAll(async () => {
  for (const judge of opened) await judge.close()
  for (const server of servers) server.close()
  rmSync(scratch, { recursive: true, force: true })
})

async function open(...args: Parameters<typeof openModelJudge>): Promise<ModelJudge> {
  const judge = await openModelJudge(...args)
  opened.push(judge)
  return judge
}

/** A copy of the model with files changed; null takes one away. */
function changed(name: string, files: Readonly<Record<string, object | string | null>>): string {
  const folder = path.join(scratch, name)
  cpSync(WORDS, folder, { recursive: true })
  for (const [file, content] of Object.entries(files)) {
    if (content === null) rmSync(path.join(folder, file))
    else writeFileSync(path.join(folder, file), typeof content === 'string' ? content : JSON.stringify(content))
  }
  return folder
}
/** The model with its weights under the name that whole ones have. */
function wholeWeights(name: string): string {
  const folder = changed(name, { 'onnx/model_quantized.onnx': null })
  cpSync(path.join(WORDS, 'onnx/model_quantized.onnx'), path.join(folder, 'onnx/model.onnx'))
  return folder
}
const configOf = () => JSON.parse(readFileSync(path.join(WORDS, 'config.json'), 'utf8')) as Record<string, unknown>

/** A real server in the place of the hub that serves `folder` as a model of this name and keeps the paths asked for. */
async function serveHub(folder: string, name = 'harbour/words'): Promise<{ hub: string; asked: string[] }> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://hub')
    asked.push(pathname)
    const file = path.join(folder, pathname.replace(`/${name}/resolve/main/`, ''))
    if (!pathname.startsWith(`/${name}/`) || !existsSync(file)) return response.writeHead(404).end()
    const content = readFileSync(file)
    return response.writeHead(200, { 'content-length': content.length }).end(content)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return { hub: `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`, asked }
}

let words: ModelJudge
beforeAll(async () => {
  words = await open(WORDS)
})

test('says what the model reads, and that it gives no words', async () => {
  expect(await words.judge(LATE, NEVER_LATE)).toEqual({
    label: 'contradiction',
    score: 0.993,
    rule: 'model',
    reason: 'The model words reads these as contradicting (0.993, not calibrated); it gives no words.',
    kind: 'contrary',
    deciding: [],
  })
  expect(words.method).toEqual({ name: 'model:words', version: expect.stringMatching(/^[0-9a-f]{12}-[0-9a-f]{4}$/) })
})

test('reads a pair in its order: what the wider text leaves out follows one way only', async () => {
  expect(await words.judge(LATE_ON_TUESDAY, LATE)).toMatchObject({ label: 'entailment', kind: 'entails', score: 0.993 })
  expect(await words.judge(LATE, LATE_ON_TUESDAY)).toMatchObject({ label: 'neutral', kind: null })
})

test('abstains below the threshold', async () => {
  // A negation and one word less: contradiction is likeliest, and not likely enough.
  expect(await words.judge(LATE, 'The ferry not ran')).toEqual(ABSTAINED)
})

test.each([
  ['another order', { 0: 'neutral', 1: 'contradiction', 2: 'entailment' }, 'neutral', 'contradiction'],
  ['other letter case', { 0: 'CONTRADICTION', 1: 'Entailment', 2: ' neutral ' }, 'contradiction', 'entailment'],
])('takes the labels from the configuration: %s', async (name, id2label, ofNegation, ofNarrowing) => {
  const judge = await open(changed(`labels ${name}`, { 'config.json': { ...configOf(), id2label } }))
  expect((await judge.judge(LATE, NEVER_LATE)).label).toBe(ofNegation)
  expect((await judge.judge(LATE_ON_TUESDAY, LATE)).label).toBe(ofNarrowing)
})

test.each([
  // Weights in 8 bits are asked pair by pair.
  ['in 8 bits', WORDS, [1, 2, 3], 49],
  ['whole', wholeWeights('whole in many'), [16, 32, 48, 49], 4],
])(
  'many pairs are judged as one by one, in their order, whatever their length: weights %s',
  async (_, folder, first, n) => {
    const judge = await open(folder)
    const texts = [
      LATE,
      NEVER_LATE,
      LATE_ON_TUESDAY,
      'Storm',
      'The harbour talks failed',
      '',
      'The harbour talks not failed',
    ]
    const pairs = texts.flatMap((a) => texts.map((b): OrderedPair => [a, b]))
    const progress: number[] = []
    const judgements = await judge.judgeAll(pairs, (done) => progress.push(done))
    expect(progress.slice(0, first.length)).toEqual(first)
    expect(progress).toHaveLength(n)
    for (const [index, [premise, hypothesis]] of pairs.entries())
      expect(judgements[index]).toEqual(await judge.judge(premise, hypothesis))
    expect(await judge.judgeAll(pairs.toReversed())).toEqual(judgements.toReversed())
    expect(judgements.filter(({ label }) => label === 'contradiction')).toHaveLength(4)
  },
)

test('of a text that is too long the beginning is read, which is said and counted', async () => {
  const judge = await open(WORDS)
  const long = `${LATE} on Tuesday ${'in Lorne harbour '.repeat(700)}`
  expect(await judge.judge(long, LATE)).toMatchObject({
    label: 'entailment',
    reason:
      'The model words reads one as following from the other (0.993, not calibrated); it gives no words. It read only the beginning of what was too long for it.',
  })
  // The short text is read whole, whichever comes first.
  expect(await judge.judge('never', long)).toMatchObject({ label: 'neutral' })
  expect(await judge.judge(long, long)).toMatchObject({ label: 'entailment' })
  expect(await judge.judge('x'.repeat(100_000), `${'\u{1f6a2}'.repeat(5000)} ferry`)).toMatchObject({ kind: null })
  expect(judge.cut()).toBe(4)
  await judge.judge('Storm', 'ferry')
  expect(judge.cut()).toBe(4)
})

test('a calibration beside the model sets temperature and thresholds', async () => {
  const calibration = {
    temperature: 2,
    contradiction: { threshold: 0.9, precision: [] },
    entailment: { threshold: null, precision: [] },
  }
  const folder = changed('calibrated', { 'hearsay-judge.json': calibration })
  const judge = await open(folder)
  // Logits 6, -10, 1 over 2.
  expect(await judge.judge(LATE, NEVER_LATE)).toMatchObject({
    label: 'contradiction',
    score: 0.924,
    reason: 'The model calibrated reads these as contradicting (0.924); it gives no words.',
  })
  expect(await judge.judge(LATE_ON_TUESDAY, LATE)).toEqual(ABSTAINED)
  expect([judge.isCalibrated, words.isCalibrated]).toEqual([true, false])
  expect(judge.method.version).not.toBe(words.method.version)
})

test('a relation has the lower of both scores, and only the best pairs of each claim are read', async () => {
  const claims = [LATE, NEVER_LATE, LATE_ON_TUESDAY, 'The ferry was late'].map((text): Claim => {
    return { id: claimId(text), text, about: [], method: words.method, status: 'proposed' }
  })
  const asked: OrderedPair[] = []
  const counting = (pairsPerClaim: number) => ({
    ...words,
    pairsPerClaim,
    judgeAll: (pairs: readonly OrderedPair[]) => {
      asked.push(...pairs)
      return words.judgeAll(pairs)
    },
  })
  const all = await relate(
    { claims, stances: [], statements: [], utterances: [], texts: new Map<string, string>() },
    counting(3),
  )
  expect(asked).toHaveLength(12)
  asked.length = 0
  await relate({ claims, stances: [], statements: [], utterances: [], texts: new Map<string, string>() }, counting(1))
  expect(asked.length).toBeLessThan(12)
  expect(all.map(({ type }) => type).toSorted()).toEqual(['contradicts', 'supports'])
  expect(words.pairsPerClaim).toBe(20)
})

test.each([
  [
    'a model of other labels',
    { 'config.json': { ...configOf(), id2label: { 0: 'LABEL_0', 1: 'LABEL_1', 2: 'LABEL_2' } } },
    'answers with "LABEL_0", "LABEL_1", "LABEL_2". A judge’s labels',
  ],
  [
    'a model of four labels',
    { 'config.json': { ...configOf(), id2label: { 0: 'neutral', 1: 'entailment', 2: 'contradiction', 3: 'other' } } },
    '"other". A judge’s labels',
  ],
  [
    'labels with gaps',
    { 'config.json': { ...configOf(), id2label: { 0: 'neutral', 1: 'entailment', 7: 'contradiction' } } },
    'A judge’s labels are',
  ],
  ['a model without names of labels', { 'config.json': { model_type: 'bert' } }, 'answers with labels without names'],
  ['no configuration', { 'config.json': null }, 'has no config.json.'],
  ['no tokenizer', { 'tokenizer.json': null }, 'has no tokenizer.json. A model’s folder has config.json,'],
  ['no weights', { 'onnx/model_quantized.onnx': null }, 'has no onnx/model_quantized.onnx.'],
  ['damaged weights', { 'onnx/model_quantized.onnx': 'no weights' }, 'does not load: '],
  ['a damaged configuration', { 'config.json': '{' }, 'is no configuration of a model.'],
  ['a damaged tokenizer', { 'tokenizer.json': '{' }, 'does not load: '],
  ['a damaged calibration', { 'hearsay-judge.json': '{' }, 'hearsay-judge.json: no JSON. Delete it'],
  [
    'a calibration of another form',
    { 'hearsay-judge.json': { temperature: 0 } },
    'hearsay-judge.json: temperature is 0. Delete it',
  ],
])('refuses %s, asking nobody', async (name, files, message) => {
  const { hub, asked } = await serveHub(WORDS)
  const folder = changed(name, files)
  await expect(openModelJudge(folder, { hub })).rejects.toThrow(message.replaceAll('’', "'"))
  await expect(openModelJudge(folder, { hub })).rejects.toHaveProperty('name', 'HearsayError')
  expect(asked).toEqual([])
})

test.each(['branch.int8.onnx', 'encoder.int8.onnx'])(
  'refuses the answers of weights of another kind: %s',
  async (file) => {
    const folder = changed(file, {})
    cpSync(path.join('src/extract/local/weights', file), path.join(folder, 'onnx/model_quantized.onnx'))
    const judge = await open(folder)
    await expect(judge.judge(LATE, NEVER_LATE)).rejects.toThrow('does not give three numbers for each pair.')
  },
)

test.each(['./words', '/nowhere/words', 'words', 'src/words', 'C:\\words', '../a/b', 'a/b/c', 'https://example.org/a'])(
  'takes %j for a folder that is not there, not for a name on the hub',
  async (where) => {
    const { hub, asked } = await serveHub(WORDS)
    await expect(openModelJudge(where, { hub, into: scratch })).rejects.toThrow('there is no folder')
    expect(asked).toEqual([])
  },
)

test('a name on the hub is said, fetched once, and read from its folder after that', async () => {
  const { hub, asked } = await serveHub(WORDS)
  const into = path.join(scratch, 'fetched')
  const said: string[][] = []
  const onFetch = (...words: string[]) => {
    expect(asked).toEqual([])
    said.push(words)
  }
  const judge = await open('harbour/words', { hub, into, onFetch })
  expect(said).toEqual([[`${hub}/harbour/words`, path.join(into, 'harbour/words')]])
  expect(judge.method.name).toBe('model:harbour/words')
  expect((await judge.judge(LATE, NEVER_LATE)).label).toBe('contradiction')
  expect(asked).toContain('/harbour/words/resolve/main/onnx/model_quantized.onnx')
  const count = asked.length
  await open('harbour/words', { hub, into, onFetch })
  expect([asked.length, said.length]).toEqual([count, 1])
})

test('takes whole weights where the hub has no quantized ones', async () => {
  const { hub } = await serveHub(wholeWeights('whole'), 'harbour/whole')
  const judge = await open('harbour/whole', { hub, into: path.join(scratch, 'fetched whole') })
  expect((await judge.judge(LATE, NEVER_LATE)).label).toBe('contradiction')
})

test('says that a name is neither a folder nor a model that could be fetched', async () => {
  const { hub } = await serveHub(WORDS)
  const into = path.join(scratch, 'none')
  await expect(openModelJudge('harbour/nothing', { hub, into })).rejects.toThrow(
    `there is no folder "harbour/nothing", and the model of that name could not be fetched from ${hub}: `,
  )
  await expect(openModelJudge('harbour/words', { hub: 'http://127.0.0.1:1', into })).rejects.toThrow(
    'could not be fetched',
  )
})

test('says what to install where the library is not', () => {
  // A copy of the adapter in a place where nothing but the checks of records is installed.
  const place = path.join(scratch, 'elsewhere')
  for (const folder of ['src/model', 'src/relate']) cpSync(folder, path.join(place, folder), { recursive: true })
  mkdirSync(path.join(place, 'node_modules'))
  symlinkSync(path.resolve('node_modules/valibot'), path.join(place, 'node_modules/valibot'), 'junction')
  writeFileSync(
    path.join(place, 'open.ts'),
    `import { openModelJudge } from './src/relate/model/judge.ts'
openModelJudge(${JSON.stringify(WORDS)}).catch((error) => console.log(error.code + ': ' + error.message))`,
  )
  writeFileSync(path.join(place, 'package.json'), '{"type": "module"}')
  const tsx = createRequire(import.meta.url).resolve('tsx')
  const { stdout } = spawnSync(process.execPath, ['--import', tsx, 'open.ts'], { cwd: place, encoding: 'utf8' })
  expect(stdout.trim()).toBe(
    'missing-library: a model needs @huggingface/transformers, which is not installed beside hearsay. Install it with: npm install @huggingface/transformers',
  )
})
