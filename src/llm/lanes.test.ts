import { expect, it } from 'vitest'
import { Lanes } from './lanes.ts'

it('lets so many run at a time, in order, whatever becomes of them', async () => {
  const lanes = new Lanes(2)
  const started: number[] = []
  const ends: (() => void)[] = []
  const tasks = Array.from({ length: 5 }, (_, n) =>
    lanes.run(async () => {
      started.push(n)
      await new Promise<void>((resolve) => ends.push(resolve))
      if (n === 1) throw new Error('broken')
      return n
    }),
  )
  const results = Promise.allSettled(tasks)
  const seen: number[][] = []
  for (let n = 0; n < 5; n++) {
    await new Promise((resolve) => setImmediate(resolve))
    seen.push([...started])
    ends[n]?.()
  }
  expect(seen).toEqual([
    [0, 1],
    [0, 1, 2],
    [0, 1, 2, 3],
    [0, 1, 2, 3, 4],
    [0, 1, 2, 3, 4],
  ])
  expect((await results).map((one) => (one.status === 'fulfilled' ? one.value : 'broken'))).toEqual([
    0,
    'broken',
    2,
    3,
    4,
  ])
})
