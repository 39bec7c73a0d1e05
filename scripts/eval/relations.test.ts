import path from 'node:path'
import { expect, test } from 'vitest'
import { ABSTAINED, type Judge, type Judgement, type Label, type OrderedPair } from '../../src/relate/judge.ts'
import { localJudge } from '../../src/relate/local/judge.ts'
import { evaluateRelations } from './relations.ts'
import { folderWith } from './folder.fixture.ts'
import { readSets } from './sets.ts'

const pair = (premise: string, hypothesis: string, label: string) =>
  JSON.stringify({ id: `${premise} ${hypothesis}`, premise, hypothesis, label })

const OPEN = 'The ferry to Larn was open on Monday'
const SHUT = 'The ferry to Larn was not open on Monday'
const GRAPH = (links: string) =>
  `<?xml version='1.0' encoding='UTF-8'?>
<arggraph id="own_1" stance="pro">
  ${['The pier should stay.', 'Tourists like it &', 'but it is old', 'and a new one costs more.'].map((words, at) => `<edu id="e${at + 1}"><![CDATA[${words}]]></edu><adu id="a${at + 1}" type="pro"/><edge id="s${at + 1}" src="e${at + 1}" trg="a${at + 1}" type="seg"/>`).join('\n  ')}
  ${links}
</arggraph>`
const LINKS = `<edge id="c1" src="a2" trg="a1" type="sup"/><edge id="c2" src="a3" trg="c1" type="und"/><edge id="c3" src="a4" trg="c2" type="add"/>`

/** A judge that says of each pair what the table says. */
function saying(answers: readonly (readonly [string, string, Label, number])[], isMany = false): Judge {
  const judge = (premise: string, hypothesis: string): Promise<Judgement> => {
    const found = answers.find(([p, h]) => p === premise && h === hypothesis)
    return Promise.resolve(
      found ? { ...ABSTAINED, label: found[2], score: found[3], rule: 'table', reason: 'By the table.' } : ABSTAINED,
    )
  }
  const judgeAll = (pairs: readonly OrderedPair[]) => Promise.all(pairs.map(([p, h]) => judge(p, h)))
  return { method: { name: 'table', version: '1' }, judge, ...(isMany ? { judgeAll } : {}) }
}

test.each([false, true])(
  'counts right and wrong answers by set, rule, band and label; judges many at once: %s',
  async (isMany) => {
    const folder = await folderWith({
      'b.jsonl': [pair('a', 'b', 'contradiction'), pair('c', 'd', 'contradiction'), '', pair('e', 'f', 'neutral')].join(
        '\n',
      ),
      'a.jsonl': [pair('g', 'h', 'entailment'), pair('i', 'j', 'neutral')].join('\r\n'),
    })
    const { inference, argument } = await evaluateRelations(
      folder,
      saying(
        [
          ['a', 'b', 'contradiction', 0.95],
          ['b', 'a', 'contradiction', 0.93],
          // One direction alone is no contradiction.
          ['c', 'd', 'contradiction', 0.9],
          ['g', 'h', 'entailment', 0.9],
          ['i', 'j', 'entailment', 0.62],
        ],
        isMany,
      ),
    )
    const none = { said: 0, right: 0, precision: 0, recall: 0, f1: 0 }
    expect(inference.sets).toEqual([
      {
        set: 'a',
        pairs: 2,
        answered: 100,
        accuracy: 50,
        silent: 50,
        labels: [
          { label: 'contradiction', wanted: 0, ...none },
          { label: 'entailment', wanted: 1, said: 2, right: 1, precision: 50, recall: 100, f1: 66.7 },
        ],
      },
      {
        set: 'b',
        pairs: 3,
        answered: 33.3,
        accuracy: 66.7,
        silent: 33.3,
        labels: [
          { label: 'contradiction', wanted: 2, said: 1, right: 1, precision: 100, recall: 50, f1: 66.7 },
          { label: 'entailment', wanted: 0, ...none },
        ],
      },
    ])
    expect(inference.rules).toEqual([{ rule: 'table', said: 3, right: 2, precision: 66.7 }])
    expect(inference.bands).toEqual([
      { from: 0.6, said: 1, mean: 0.62, right: 0 },
      { from: 0.9, said: 2, mean: 0.915, right: 1 },
    ])
    expect(inference.error).toBe(0.263)
    expect(inference.curve).toEqual([
      { label: 'contradiction', from: 0.93, precision: 100, recall: 50 },
      { label: 'entailment', from: 0.9, precision: 100, recall: 100 },
      { label: 'entailment', from: 0.62, precision: 50, recall: 100 },
    ])
    expect(inference.confusion).toEqual([
      { people: 'contradiction', contradiction: 1, entailment: 0, neutral: 1 },
      { people: 'entailment', contradiction: 0, entailment: 1, neutral: 0 },
      { people: 'neutral', contradiction: 0, entailment: 1, neutral: 1 },
    ])
    expect(inference.confusions).toMatchObject([
      {
        set: 'a',
        id: 'i j',
        premise: 'i',
        hypothesis: 'j',
        label: 'neutral',
        said: 'entailment',
        reason: 'By the table.',
      },
    ])
    expect(argument.sets).toEqual([])
  },
)

test('reports arguments apart from inference', async () => {
  const folder = await folderWith({
    'inference.jsonl': pair(OPEN, SHUT, 'contradiction'),
    'perspectives.jsonl': [pair(OPEN, SHUT, 'undermine'), pair(SHUT, OPEN, 'support')].join('\n'),
    'en/own.xml': GRAPH(LINKS),
  })
  const { inference, argument } = await evaluateRelations(folder, localJudge())
  expect(inference.sets.map(({ set, accuracy }) => [set, accuracy])).toEqual([['inference', 100]])
  expect(inference.rules).toEqual([{ rule: 'negation', said: 1, right: 1, precision: 100 }])
  expect(argument.sets.map(({ set, pairs, accuracy }) => [set, pairs, accuracy])).toEqual([
    ['microtexts', 6, 50],
    ['perspectives', 2, 50],
  ])
  expect(argument.confusion.map(({ people }) => people)).toEqual(['support', 'undermine', 'unrelated'])
})

test('reads the links of an argument graph as pairs of segments', async () => {
  const folder = await folderWith({ 'own.xml': GRAPH(LINKS) })
  const [set] = readSets(folder, ['argument'])
  expect(set?.pairs.map(({ premise, hypothesis, label }) => [premise, label, hypothesis])).toEqual([
    ['Tourists like it &', 'support', 'The pier should stay.'],
    ['but it is old', 'undermine', 'Tourists like it &'],
    ['and a new one costs more.', 'undermine', 'Tourists like it &'],
    ['The pier should stay.', 'unrelated', 'but it is old'],
    ['The pier should stay.', 'unrelated', 'and a new one costs more.'],
    ['but it is old', 'unrelated', 'and a new one costs more.'],
  ])
})

test.each<[string, string, string]>([
  ['is no graph', '<html/>', 'no argument graph'],
  ['has a link to nowhere', GRAPH('<edge id="c1" src="a2" trg="a9" type="sup"/>'), 'no target of the link from "a2"'],
  ['has links in a circle', GRAPH('<edge id="c1" src="a2" trg="c1" type="add"/>'), 'a circle of links'],
  [
    'has a link of an unknown type',
    GRAPH('<edge id="c1" src="a2" trg="a1" type="likes"/>'),
    'unknown type of link: "likes"',
  ],
  ['has a link without a type', GRAPH('<edge id="c1" src="a2" trg="a1"/>'), 'no type in "edge"'],
  ['has a unit without words', GRAPH('<adu id="a5" type="pro"/>'), 'no words of "a5"'],
])('names the file that %s', async (_, text, why) => {
  const folder = await folderWith({ 'own.xml': text })
  expect(() => readSets(folder, ['argument'])).toThrow(why)
  expect(() => readSets(folder, ['argument'])).toThrow('own.xml')
})

test('measures only the sets that are named, and reads no other', async () => {
  const folder = await folderWith({ 'a.jsonl': pair(OPEN, SHUT, 'contradiction'), 'b.jsonl': 'damaged' })
  const { inference } = await evaluateRelations(folder, localJudge(), ['a'])
  expect(inference.sets).toMatchObject([{ set: 'a', pairs: 1 }])
  const file = await evaluateRelations(path.join(folder, 'a.jsonl'), localJudge())
  expect(file.inference.sets).toMatchObject([{ set: 'a', pairs: 1 }])
})

test.each<[string, Readonly<Record<string, string>>, readonly string[], string, string]>([
  ['a set that is not there', { 'a.jsonl': '', 'b.jsonl': '' }, ['c'], 'unknown-set', 'no set named "c"'],
  ['an empty folder', {}, [], 'no-pairs', 'labelled for inference or argument. Sets found: none'],
  ['a folder that is missing', {}, [], 'no-pairs', 'cannot be read'],
  ['sets without pairs', { 'a.jsonl': '\n' }, [], 'no-pairs', 'Sets found: a'],
  ['sets of another notion', { 'a.jsonl': pair('x', 'y', 'paraphrase') }, [], 'no-pairs', 'Sets found: a'],
  ['two sets of one name', { 'a.jsonl': '', 'x/a.jsonl': '' }, [], 'two-sets', 'another set is named "a"'],
])('calls %s wrong usage', async (what, files, names, code, why) => {
  const folder = await folderWith(files)
  const data = what.includes('missing') ? path.join(folder, 'none') : folder
  await expect(evaluateRelations(data, localJudge(), names)).rejects.toMatchObject({
    code,
    isUsage: true,
    message: expect.stringContaining(why),
  })
})

test.each<[string, string, string]>([
  ['no JSON', '{"id":1', 'a.jsonl:2: no JSON'],
  ['an unknown label', pair('x', 'y', 'maybe'), 'a.jsonl:2: invalid label: "maybe"'],
  ['no hypothesis', '{"id":1,"premise":"x","label":"neutral"}', 'a.jsonl:2: invalid hypothesis'],
  ['a label of another notion', pair('x', 'y', 'support'), 'a: labels of two notions, "neutral" and "support"'],
])('names a line with %s', async (_, line, why) => {
  const folder = await folderWith({ 'a.jsonl': `${pair('x', 'y', 'neutral')}\n${line}` })
  await expect(evaluateRelations(folder, localJudge())).rejects.toThrow(why)
})
