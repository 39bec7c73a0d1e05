import { expect, test } from 'vitest'
import { nest } from './nest.ts'
import type { Range, TaggedAttribution } from './tagger.ts'

const make = (cue: Range, content: Range, speaker: Range[] = []): TaggedAttribution => ({
  cue,
  speaker,
  content: [content],
  score: 1,
})

test('an attribution is the relay of the closest one that it stands in', () => {
  const [outer, middle, inner] = nest([make([5, 9], [10, 100]), make([20, 24], [25, 90]), make([30, 34], [35, 80])])
  expect(outer?.outer).toBeNull()
  expect(middle?.outer).toBe(outer)
  expect(inner?.outer).toBe(middle)
})

test('one whose speaker stands outside is none', () => {
  const [, citing] = nest([make([5, 9], [10, 100]), make([20, 24], [25, 90], [[0, 4]])])
  expect(citing?.outer).toBeNull()
})

test('who is known to pass on whom counts first, and a circle ends', () => {
  const a = make([0, 4], [5, 50])
  const b = make([60, 64], [5, 50])
  expect(nest([a, b], new Map([[b, a]]))[1]?.outer?.cue).toEqual([0, 4])
  const found = nest(
    [a, b],
    new Map([
      [a, b],
      [b, a],
    ]),
  )
  expect(found.some(({ outer }) => outer === null || outer.outer === null)).toBe(true)
})

test('20,000 attributions nest in linear time', () => {
  const many = Array.from({ length: 20_000 }, (_, i) => make([i * 100, i * 100 + 4], [i * 100 + 5, i * 100 + 250]))
  expect(nest(many)).toHaveLength(20_000)
})
