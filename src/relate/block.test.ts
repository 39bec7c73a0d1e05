import { expect, test } from 'vitest'
import { claimId } from '../model/id.ts'
import type { Claim } from '../model/records.ts'
import { block } from './block.ts'

const claimOf = (text: string, about: string[] = []): Claim => ({
  id: claimId(text),
  text,
  about,
  method: { name: 'local', version: '1' },
  status: 'proposed',
})
const textPairs = (claims: readonly Claim[]) => Array.from(block(claims), ([a, b]) => [a.text, b.text].sort())
/** A word that stands for a number, and that no lemma or stem changes. */
const wordOf = (number: number) =>
  `q${Array.from(String(number), (digit) => 'bcdfghjklm'.charAt(Number(digit))).join('')}x`

test.each([
  ['The storm killed 40 sailors', 'The storm killed 50 sailors', 1],
  ['The storm killed sailors', 'Sailors were killed by a storm near the pier in the north', 1],
  ['Prices rose', 'They will fall', 1],
  ['The storm killed sailors', 'The mayor likes tea', 0],
  ['It was so', 'It was not so', 0],
  ['She said it never was', 'He said it never will be', 0],
  ['Storm', 'Storms', 1],
  ['Storm', '', 0],
  ['', ' ', 0],
  ['𝒫𝒾ℯ𝓇 😀', 'A 𝒫𝒾ℯ𝓇', 1],
])('%j and %j make %i pairs', (a, b, count) => {
  const pairs = block([claimOf(a), claimOf(b)])
  expect(pairs).toHaveLength(count)
  expect([...pairs]).toHaveLength(count)
  for (const [x, y] of pairs) expect(x.id < y.id).toBe(true)
})

test('claims about one actor make a pair, whatever words they have', () => {
  const actor = 'act_0123456789abcdef'
  expect(block([claimOf('The mayor likes tea', [actor]), claimOf('Ana Okoro left', [actor])])).toHaveLength(1)
})

test('no claim, and one claim, make no pair', () => {
  expect([...block([])]).toEqual([])
  expect([...block([claimOf('The pier is closed')])]).toEqual([])
})

test('each pair is proposed once, however many words it shares, in the order of ids', () => {
  const claims = ['red', 'blue', 'green', 'white'].map((colour) => claimOf(`The ${colour} ship left the old harbour`))
  const keys = Array.from(block(claims), ([a, b]) => `${a.id} ${b.id}`)
  expect(keys).toHaveLength(6)
  expect(keys).toEqual([...new Set(keys)].sort())
})

test('the order of claims makes no difference, and the pairs can be walked through twice', () => {
  const claims = Array.from({ length: 600 }, (_, i) =>
    claimOf(`The ${wordOf(i % 7)} ship of ${wordOf(i % 50)} left ${wordOf(i)}`),
  )
  const pairs = block(claims)
  const ids = Array.from(pairs, ([a, b]) => `${a.id} ${b.id}`)
  expect(ids).toHaveLength(pairs.length)
  expect(Array.from(pairs, ([a, b]) => `${a.id} ${b.id}`)).toEqual(ids)
  // 7 has no common divisor with 600, so this is a permutation.
  const others = claims.map((_, i) => claims[(i * 7 + 3) % 600]).filter((claim) => claim !== undefined)
  expect(others).toHaveLength(600)
  expect(Array.from(block(others), ([a, b]) => `${a.id} ${b.id}`)).toEqual(ids)
})

test('a claim proposes its hundred best pairs, those with the rarest words first', () => {
  const near = Array.from({ length: 3 }, (_, i) => claimOf(`The old zeppelin left ${wordOf(i)}`))
  const far = Array.from({ length: 500 }, (_, i) => claimOf(`The old ship left ${wordOf(1000 + i)}`))
  const pairs = textPairs([...near, ...far])
  for (const [i, a] of near.entries())
    for (const b of near.slice(i + 1)) expect(pairs).toContainEqual([a.text, b.text].sort())
  expect(pairs.length).toBeLessThanOrEqual(503 * 100)
})

test('10,000 claims that share one word propose only the pairs of a hundred of them', () => {
  const claims = Array.from({ length: 10_000 }, (_, i) => claimOf(`The ship ${wordOf(i)}`))
  const { length } = block(claims)
  expect(length).toBeGreaterThan(0)
  expect(length).toBeLessThanOrEqual((100 * 99) / 2)
})

test('10,000 claims with all words but one in common still have their pairs, at most a hundred each', () => {
  const claims = Array.from({ length: 10_000 }, (_, i) => claimOf(`The storm killed ${i + 10} sailors`))
  const pairs = block(claims)
  const seen = new Set<Claim>()
  for (const pair of pairs) for (const claim of pair) seen.add(claim)
  expect(seen.size).toBe(10_000)
  expect(pairs.length).toBeLessThanOrEqual(10_000 * 100)
})

test('two claims of frequent words find each other by the words together', () => {
  const claims = ['ship', 'pier', 'storm'].flatMap((noun, n) =>
    Array.from({ length: 300 }, (_, i) => claimOf(`The ${noun} near ${wordOf(n * 300 + i)} and ${wordOf(5000 + i)}`)),
  )
  const [a, b] = [claimOf('The ship hit the pier'), claimOf('A storm, a pier and a ship in the long night')]
  expect(textPairs([...claims, a, b])).toContainEqual([a.text, b.text].sort())
})
