import path from 'node:path'
import { expect, test } from 'vitest'
import { folderWith } from './folder.fixture.ts'
import { evaluateStance } from './stance.ts'

const HEADER = 'uID,Verb,Embedding,Target,MatSubjPer,Embedding,Mean'
const item = (id: string, verb: string, embedding: string, target: string, person: string, mean: string) =>
  [id, verb, embedding, `"${target}"`, person, embedding, mean].join(',')

const fileWith = async (...lines: readonly string[]) =>
  path.join(await folderWith({ 'items.csv': lines.join('\n') }), 'items.csv')

test('counts stances as readers took them, by operator, person and verb', async () => {
  const file = await fileWith(
    HEADER,
    item('own-1', 'think', 'negation', 'I do not think that the pier is safe.', 'first', '-2'),
    item('own-2', 'think', 'negation', 'Well, I do not think that the ferry is late.', 'first', '1.5'),
    item('own-3', 'notice', 'negation', 'Ben Li did not notice that the pier was shut.', 'third', '2.5'),
    // What another person does not think tells nothing of the author; without an operator there are no words to read.
    item('own-4', 'think', 'negation', 'Ana Okoro does not think that the pier is safe.', 'third', '0'),
    item('own-5', 'think', 'modal', 'I think that the pier is safe.', 'first', '1'),
    item('own-6', 'think', 'modal', 'The pier is safe.', 'first', '0.99'),
  )
  const { rates, confusion, byVerb, wrong } = evaluateStance(file)
  expect(rates).toEqual([
    { set: 'all', items: 6, answered: 3, right: 2, accuracy: 66.7 },
    { set: 'first person', items: 4, answered: 2, right: 1, accuracy: 50 },
    { set: 'other persons', items: 2, answered: 1, right: 1, accuracy: 100 },
    { set: 'modal', items: 2, answered: 0, right: 0, accuracy: 0 },
    { set: 'negation', items: 4, answered: 3, right: 2, accuracy: 66.7 },
  ])
  expect(confusion).toEqual([
    { people: 'committed', committed: 1, open: 0, opposite: 1, none: 1 },
    { people: 'open', committed: 0, open: 0, opposite: 0, none: 2 },
    { people: 'opposite', committed: 0, open: 0, opposite: 1, none: 0 },
  ])
  expect(byVerb.map(({ set, answered }) => [set, answered])).toEqual([
    ['notice', 1],
    ['think', 2],
  ])
  expect(wrong).toEqual(['own-2'])
})

test.each<[string, readonly string[]]>([
  ['is empty', []],
  ['has no items', [HEADER]],
  ['is no table', [HEADER, 'one,two']],
])('calls a file that %s wrong usage', async (_, lines) => {
  const file = await fileWith(...lines)
  expect(() => evaluateStance(file)).toThrow(expect.objectContaining({ isUsage: true }))
  expect(() => evaluateStance(file)).toThrow('items.csv: no items of CommitmentBank')
})

test('calls a file that is missing wrong usage', () => {
  expect(() => evaluateStance('/nowhere/items.csv')).toThrow(expect.objectContaining({ isUsage: true }))
})

test.each([
  ['without an answer of readers', ''],
  ['with words for it', 'sure'],
])('names the line of an item %s', async (_, mean) => {
  const good = item('own-1', 'think', 'negation', 'I do not think so.', 'first', '1')
  const file = await fileWith(HEADER, good, item('own-2', 'think', 'negation', 'I do not think so.', 'first', mean))
  expect(() => evaluateStance(file)).toThrow(/items\.csv:3: invalid Mean/)
})
