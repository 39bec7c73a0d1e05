import { expect, test } from 'vitest'
import { evaluateBlocking } from './block.ts'
import { folderWith } from './folder.fixture.ts'

const pair = (premise: string, hypothesis: string, label: string) =>
  JSON.stringify({ id: 1, premise, hypothesis, label })

test('counts the related pairs that are proposed, and all that are proposed, in each pool', async () => {
  const folder = await folderWith({
    'harbour.jsonl': [
      pair('The pier is closed', 'The pier is not closed', 'contradiction'),
      pair('A storm hit Ana Okoro', 'It rained', 'entailment'),
      pair('The pier is closed', 'Ben Li likes tea', 'neutral'),
      '',
    ].join('\n'),
    'other.txt': 'no pairs',
  })
  expect(evaluateBlocking(folder)).toEqual([
    { set: 'harbour', sentences: 5, related: 2, recall: 50, proposed: 10, pairsASentence: 0.2 },
  ])
})

test('makes a pool only of the sets that are named', async () => {
  const folder = await folderWith({ 'a.jsonl': pair('x', 'y', 'neutral'), 'b.jsonl': 'damaged' })
  expect(evaluateBlocking(folder, ['a']).map(({ set }) => set)).toEqual(['a'])
  expect(() => evaluateBlocking(folder, ['c'])).toThrow('There is: a, b.')
})

test.each<[string, Readonly<Record<string, string>>, string]>([
  ['without pairs', { 'a.txt': '' }, 'Sets found: none'],
  ['with a line that is no pair', { 'a.jsonl': '{"id":1,"premise":"x"}' }, 'a.jsonl:1: invalid hypothesis'],
])('refuses a folder %s', async (_, files, why) => {
  const folder = await folderWith(files)
  expect(() => evaluateBlocking(folder)).toThrow(why)
})
