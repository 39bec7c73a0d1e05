import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as v from 'valibot'
import { AnswerCache } from './cache.ts'

const Word = v.object({ word: v.string() })
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hearsay-answers-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

it('finds what was kept, and nothing for other words', async () => {
  const cache = new AnswerCache(path.join(folder, 'a', 'b'))
  expect(await cache.find(['judge', 'x'], Word)).toBe(null)
  await cache.keep(['judge', 'x'], { word: 'ferry' })
  expect(await cache.find(['judge', 'x'], Word)).toEqual({ word: 'ferry' })
  expect(await cache.find(['judge', 'x '], Word)).toBe(null)
  expect(await readdir(path.join(folder, 'a', 'b'))).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.json$/)])
})

it.each(['', '{"wor', '{"word":7}', 'null'])('does not use a file that says %j', async (content) => {
  const cache = new AnswerCache(path.join(folder, 'damaged'))
  await cache.keep(['y'], { word: 'ferry' })
  const [name = ''] = await readdir(path.join(folder, 'damaged'))
  await writeFile(path.join(folder, 'damaged', name), content)
  expect(await cache.find(['y'], Word)).toBe(null)
  await cache.keep(['y'], { word: 'pump' })
  expect(await cache.find(['y'], Word)).toEqual({ word: 'pump' })
})

it('goes on where nothing can be kept', async () => {
  await writeFile(path.join(folder, 'file'), '')
  for (const cache of [new AnswerCache(null), new AnswerCache(path.join(folder, 'file', 'inside'))]) {
    await cache.keep(['z'], { word: 'ferry' })
    expect(await cache.find(['z'], Word)).toBe(null)
  }
})
