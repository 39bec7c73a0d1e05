import { expect, test } from 'vitest'
import { ABSTAINED, type Judge } from '../../src/relate/judge.ts'
import { localJudge } from '../../src/relate/local/judge.ts'
import { evaluateClaims } from './claims.ts'
import { folderWith } from './folder.fixture.ts'

const HEADER = 'Quality\t#1 ID\t#2 ID\t#1 String\t#2 String'
const line = (quality: string, a: string, b: string) => `${quality}\t1\t2\t${a}\t${b}`
const FERRY = 'Ana Okoro closed the pier'

/** Takes a sentence to entail every one that is not longer. */
const BY_LENGTH: Judge = {
  method: { name: 'length', version: '1' },
  judge: (premise, hypothesis) =>
    Promise.resolve(
      hypothesis.length <= premise.length
        ? { ...ABSTAINED, label: 'entailment', score: 0.9, rule: 'length' }
        : ABSTAINED,
    ),
}

test('tells pairs that become one claim from those of which each supports the other', async () => {
  const folder = await folderWith({
    'msrp/msr-para-train.tsv': [
      HEADER,
      line('1', FERRY, `${FERRY}.`),
      line('1', FERRY, 'Ana Okoro shut the harbour'),
      line('1', FERRY, 'Okoro shut the pier'),
      line('0', FERRY, 'Ana Okoro reopened the pier'),
      line('0', 'Ben Li bought a red boat', 'Ben Li rented a red car!'),
      '',
    ].join('\r\n'),
    'sts-headlines/2013/headlines.own.tsv': [
      '4.5\tFerry sinks off Larn\tThe ferry sinks off Larn',
      '4.4\tTwo ferries sink\tFerries sink',
      '\tnever\trated',
    ].join('\n'),
  })
  const { sets, byReason, wrong, adversarial } = await evaluateClaims(folder, BY_LENGTH)
  const joined = { said: 1, right: 1, precision: 100 }
  expect(sets).toEqual([
    {
      set: 'headlines.2013',
      pairs: 2,
      same: 1,
      literal: 0,
      joined: { ...joined, recall: 100, f1: 100 },
      linked: { ...joined, recall: 100, f1: 100 },
      allYes: 66.7,
    },
    {
      set: 'msrp.train',
      pairs: 5,
      same: 3,
      literal: 1,
      joined: { ...joined, recall: 33.3, f1: 50 },
      linked: { said: 2, right: 1, precision: 50, recall: 33.3, f1: 40 },
      allYes: 75,
    },
    {
      set: 'all',
      pairs: 7,
      same: 4,
      literal: 1,
      joined: { said: 2, right: 2, precision: 100, recall: 50, f1: 66.7 },
      linked: { said: 3, right: 2, precision: 66.7, recall: 50, f1: 57.1 },
      allYes: 72.7,
    },
  ])
  expect(byReason).toEqual([
    { reason: 'the same words but for articles', joined: 1, right: 1 },
    { reason: 'the same words', joined: 1, right: 1 },
  ])
  expect(wrong).toEqual([
    { set: 'msrp.train', as: 'linked', a: 'Ben Li bought a red boat', b: 'Ben Li rented a red car!' },
  ])
  expect(adversarial).toEqual([{ change: 'role', pairs: expect.any(Number), joined: 0 }])
})

test('measures only the sets that are named', async () => {
  const folder = await folderWith({
    'msr-para-val.tsv': [HEADER, line('0', 'x', 'y')].join('\n'),
    'msr-para-train.tsv': 'damaged\ndamaged',
  })
  const { sets } = await evaluateClaims(folder, localJudge(), ['msrp.val'])
  expect(sets.map(({ set }) => set)).toEqual(['msrp.val', 'all'])
  await expect(evaluateClaims(folder, localJudge(), ['msrp.test'])).rejects.toMatchObject({
    isUsage: true,
    message: expect.stringContaining('There is: msrp.train, msrp.val.'),
  })
})

test.each<[string, Readonly<Record<string, string>>, string]>([
  ['an empty folder', {}, 'no pairs there that are labelled for sameness'],
  ['a pair with one sentence', { 'msr-para-val.tsv': `${HEADER}\n1\t1\t2\tx` }, 'msr-para-val.tsv:2: not the columns'],
  ['a pair of no known quality', { 'msr-para-val.tsv': `${HEADER}\n\n${line('2', 'x', 'y')}` }, 'msr-para-val.tsv:3:'],
  [
    'a similarity that is no number',
    { '2013/headlines.x.tsv': '4\tx\ty\nhigh\tx\ty' },
    'headlines.x.tsv:2: not the columns',
  ],
])('refuses %s', async (_, files, why) => {
  await expect(evaluateClaims(await folderWith(files), localJudge())).rejects.toThrow(why)
})
