import { Worker } from 'node:worker_threads'
import { afterEach, expect, test } from 'vitest'
import type { Extractor } from './extractor.ts'
import { openPool } from './pool.ts'

/** A real thread that finds nothing in a text, fails on "fail", ends itself on "end", and counts the threads that started. */
const CODE = `
  const { parentPort } = require('node:worker_threads')
  parentPort.on('message', (text) => {
    if (text === null) parentPort.close()
    else if (text === 'end') process.exit(1)
    else if (text === 'fail') parentPort.postMessage({ error: new Error('cannot read it') })
    else parentPort.postMessage({ attributions: [{ text }] })
  })
  parentPort.postMessage({ method: { name: 'echo', version: '1' }, languages: 'any' })
`
let started = 0
let pool: Extractor
const open = async (most: number) => {
  started = 0
  const start = () => {
    started++
    return new Worker(CODE, { eval: true })
  }
  pool = await openPool(start, most)
}
afterEach(() => pool.close())

const TEXTS = Array.from({ length: 20 }, (_, i) => `text ${i}`)

test.each([1, 2, 5])('%i threads answer each text with its own result, and no more start', async (most) => {
  await open(most)
  expect(pool).toMatchObject({ method: { name: 'echo', version: '1' }, languages: 'any', parallel: most })
  expect(await Promise.all(TEXTS.map((text) => pool.extract(text)))).toEqual(TEXTS.map((text) => [{ text }]))
  expect(started).toBe(most)
})

test('a thread starts only for a text that has to wait', async () => {
  await open(5)
  for (const text of TEXTS) await pool.extract(text)
  expect(started).toBe(1)
})

test.each([1, 3])('of %i threads, a text that fails or ends its thread is rejected alone', async (most) => {
  await open(most)
  const texts = ['a', 'end', 'b', 'fail', 'c', 'end', 'd']
  const results = await Promise.allSettled(texts.map((text) => pool.extract(text)))
  expect(
    results.map((result) => (result.status === 'fulfilled' ? result.value : String(result.reason.message))),
  ).toEqual([
    [{ text: 'a' }],
    expect.stringContaining('ended a worker thread'),
    [{ text: 'b' }],
    'cannot read it',
    [{ text: 'c' }],
    expect.stringContaining('ended a worker thread'),
    [{ text: 'd' }],
  ])
})

test('after the last thread ended, the next text gets a new one', async () => {
  await open(1)
  await expect(pool.extract('end')).rejects.toMatchObject({ code: 'worker-ended' })
  expect(await pool.extract('a')).toEqual([{ text: 'a' }])
})

test('threads that cannot start reject the opening', async () => {
  await open(1)
  const start = () => new Worker('throw new Error("no model")', { eval: true })
  await expect(openPool(start, 2)).rejects.toThrow('no model')
})
