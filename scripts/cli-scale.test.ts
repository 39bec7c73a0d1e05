import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { hashesIn, hearsay, LATE, makeFolder, startHearsay } from './cli.fixture.ts'

const GERMAN =
  'Hafenministerin Ana Okoro sagte am Montag, der Anleger bleibe geschlossen, bis die Ingenieure jeden Balken geprüft hätten. ' +
  'Ben Li, der die Fähre betreibt, erklärte der Zeitung, niemand habe ihn gefragt, und er werde am Freitag wie immer fahren.\n'

/** Texts that take a while: each says the same of other piers. */
const ARTICLES = Object.fromEntries(
  Array.from({ length: 8 }, (_, i) => [
    `article-${i}.txt`,
    Array.from(
      { length: 4 },
      (_, k) => `Mate Ada Quist said that pier ${i * 100 + k} was closed. “We told the harbour twice,” Quist added.\n`,
    ).join(''),
  ]),
)
const pathsIn = (folder: string) => Object.keys(ARTICLES).map((name) => path.join(folder, name))
const linesOf = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0)

it('a build that is killed goes on where it was, to the same bytes as one that was not', async () => {
  const folder = await makeFolder(ARTICLES)
  const [whole, killed] = [path.join(folder, 'whole'), path.join(folder, 'killed')]
  expect(await hearsay(['build', whole, ...pathsIn(folder), '--name', 'Piers'])).toMatchObject({ code: 0, err: '' })

  const journal = path.join(killed, '.hearsay/extracted.jsonl')
  const args = ['build', killed, ...pathsIn(folder), '--name', 'Piers']
  const { child, ended } = startHearsay(args)
  await vi.waitUntil(() => linesOf(journal) >= 2, { timeout: 240_000, interval: 5 })
  child.kill('SIGKILL')
  expect(await ended()).toMatchObject({ signal: 'SIGKILL' })
  expect(existsSync(path.join(killed, 'case.yaml'))).toBe(false)
  const kept = linesOf(journal)
  expect(kept).toBeLessThan(Object.keys(ARTICLES).length)

  const resumed = await hearsay(args)
  expect(resumed).toMatchObject({
    code: 0,
    err: `hearsay: going on from ${kept} sources that a build before had read.\n`,
  })
  expect(hashesIn(killed)).toEqual(hashesIn(whole))
  expect(existsSync(path.dirname(journal))).toBe(false)
})

describe.concurrent('a text in another language', () => {
  it('is set aside by build, and the others go on', async () => {
    const folder = await makeFolder({ 'a.txt': LATE, 'b.txt': GERMAN })
    const made = path.join(folder, 'case')
    const { code, out, err } = await hearsay(['build', made, path.join(folder, 'a.txt'), path.join(folder, 'b.txt')])
    expect([code, err]).toEqual([
      1,
      `hearsay: set aside: ${path.join(folder, 'b.txt')}: not English: it reads as German. ` +
        'Give it in English, or add --language en if it is in English after all.\n',
    ])
    expect(out).toContain(': 1 source, ')
  })

  it('is set aside by extract, unless a person says that it is English', async () => {
    const folder = await makeFolder({ 'b.txt': GERMAN })
    const file = path.join(folder, 'b.txt')
    expect(await hearsay(['extract', file])).toMatchObject({ code: 1, out: '', err: expect.stringContaining('German') })
    expect(await hearsay(['extract', file, '--language', 'en'])).toMatchObject({ code: 0, err: '' })
  })
})
