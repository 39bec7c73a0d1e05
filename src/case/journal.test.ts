import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Attribution } from '../model/attribution.ts'
import { sourceId } from '../model/id.ts'
import { spanOf } from '../model/span.ts'
import { Journal } from './journal.ts'

const METHOD = { name: 'local', version: '1' }
const TEXTS = ['Ana said 🚢 sails.', 'Zoë Li denied it.', 'Nobody spoke.']
const attributionsOf = (text: string): Attribution[] =>
  text.startsWith('Nobody')
    ? []
    : [
        {
          speakerSpans: [spanOf(text, 0, 3)],
          cueSpans: [spanOf(text, 4, 8)],
          contentSpans: [spanOf(text, 9, text.length)],
          form: 'indirect',
          viaSpans: [],
          relayedBy: null,
          cueClass: 'report',
          illocution: 'assertive',
          certainty: 'certain',
          score: 0.9,
        },
      ]

let dir: string
let file: string
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'hearsay-journal-'))
  file = path.join(dir, 'case/.hearsay/extracted.jsonl')
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const openJournal = () => Journal.open(path.join(dir, 'case'))
async function findAll() {
  const journal = await openJournal()
  const found = []
  for (const text of TEXTS) found.push(await journal.find(sourceId(text), text, METHOD))
  await journal.close()
  return found
}
async function writeAll() {
  const journal = await openJournal()
  await Promise.all(TEXTS.map((text) => journal.add(sourceId(text), METHOD, attributionsOf(text))))
  await journal.close()
}

test('what was added is found by this journal and the next, sources without any attribution too', async () => {
  expect(await findAll()).toEqual([null, null, null])
  const journal = await openJournal()
  const [first = ''] = TEXTS
  await journal.add(sourceId(first), METHOD, attributionsOf(first))
  expect(await journal.find(sourceId(first), first, METHOD)).toEqual(attributionsOf(first))
  await journal.close()
  await writeAll()
  expect(await findAll()).toEqual(TEXTS.map(attributionsOf))
})

test('wherever the last line was torn, it does not count, and what is added after it does', async () => {
  await writeAll()
  const whole = readFileSync(file)
  const beforeLast = whole.lastIndexOf(10, whole.length - 2) + 1
  for (const cut of [beforeLast, beforeLast + 1, beforeLast + 40, whole.length - 1]) {
    writeFileSync(file, whole.subarray(0, cut))
    expect(await findAll()).toEqual([...TEXTS.slice(0, 2).map(attributionsOf), null])
    await writeAll()
    expect(await findAll()).toEqual(TEXTS.map(attributionsOf))
  }
})

test.each<[string, (line: string) => string]>([
  ['of another version', (line) => line.replace('"version":"1"', '"version":"0"')],
  ['not in the words of its text', (line) => line.replace('"exact":"said"', '"exact":"lied"')],
  ['with a span beyond its text', (line) => line.replace('"end":8,', '"end":900,')],
  ['with a relay before what it stands in', (line) => line.replace('"relayedBy":null', '"relayedBy":0')],
  ['with an unknown field', (line) => line.replace('{"speakerSpans"', '{"x":1,"speakerSpans"')],
  ['that is no JSON', (line) => line.replace('"attributions":', '')],
])('a line %s does not count', async (_, damage) => {
  await writeAll()
  const [first = '', ...others] = readFileSync(file, 'utf8').trimEnd().split('\n')
  expect(damage(first)).not.toBe(first)
  writeFileSync(file, [damage(first), ...others, ''].join('\n'))
  expect(await findAll()).toEqual([null, ...TEXTS.slice(1).map(attributionsOf)])
})

test('lines of anything do no harm', async () => {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, `\n\n{}\nnull\n${'x'.repeat(200_000)}\n\u0000\n{"source":"src_0000000000000000"}\n`)
  await writeAll()
  expect(await findAll()).toEqual(TEXTS.map(attributionsOf))
})

test('removing it leaves nothing but what it did not make', async () => {
  await writeAll()
  const journal = await openJournal()
  expect(journal.size).toBe(TEXTS.length)
  await journal.close()
  await journal.remove()
  expect(existsSync(path.dirname(file))).toBe(false)
  await writeAll()
  appendFileSync(path.join(path.dirname(file), 'notes.txt'), 'mine')
  const again = await openJournal()
  await again.close()
  await again.remove()
  expect(existsSync(file)).toBe(false)
  expect(existsSync(path.join(path.dirname(file), 'notes.txt'))).toBe(true)
})
