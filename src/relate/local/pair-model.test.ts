import { afterAll, beforeAll, expect, test } from 'vitest'
import { pairReader, type PairReader } from './pair-reader.ts'

let reader: PairReader
beforeAll(() => {
  reader = pairReader()
})
afterAll(() => reader.close())

const PAIRS = [
  ['The northern pier is closed.', 'The northern pier is not closed.'],
  ['The storm killed 40 sailors in the harbour.', 'The storm killed sailors.'],
  ['The mayor likes tea.', 'The bridge was built in 1931.'],
] as const

test('what contradicts, entails and says nothing of the other is likeliest so, and the three sum to 1', async () => {
  const read = await reader.read(PAIRS)
  const likeliest = read.map((one) => Object.entries(one).toSorted(([, a], [, b]) => b - a)[0]?.[0])
  expect(likeliest).toEqual(['contradiction', 'entailment', 'neutral'])
  for (const one of read) expect(one.entailment + one.neutral + one.contradiction).toBeCloseTo(1, 5)
})

test('an answer does not depend on the pairs beside it, and asking twice changes nothing', async () => {
  const together = await reader.read([...PAIRS, ...PAIRS.map(([a, b]) => [b, a] as const)])
  const fresh = pairReader()
  const alone = await Promise.all(PAIRS.map((pair) => fresh.read([pair])))
  await fresh.close()
  expect(alone.flat()).toEqual(together.slice(0, PAIRS.length))
  expect(await reader.read(PAIRS)).toEqual(together.slice(0, PAIRS.length))
})

test.each<[string, string, string]>([
  ['nothing', '', ''],
  ['one word', 'Yes', 'No'],
  ['2,000 words', 'the pier is closed and '.repeat(500), 'The pier is open.'],
  ['a word of 20 kB', 'x'.repeat(20_000), 'The pier is open.'],
  ['another script', 'Причал закрыт. 桟橋は閉鎖。', '🚢🚢 \u0000 \u202e'],
])('%s is read', async (_, premise, hypothesis) => {
  const [one] = await reader.read([[premise, hypothesis]])
  expect((one?.entailment ?? 0) + (one?.neutral ?? 0) + (one?.contradiction ?? 0)).toBeCloseTo(1, 5)
})
