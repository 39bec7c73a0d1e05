import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { evaluateBlocking } from './block.ts'

const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
})
async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'hearsay-'))
  folders.push(folder)
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text)
  return folder
}
const pair = (premise: string, hypothesis: string, label: string) => JSON.stringify({ premise, hypothesis, label })

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

test.each<[string, Readonly<Record<string, string>>, string]>([
  ['without pairs', { 'a.txt': '' }, 'no .jsonl'],
  ['with a line that is no pair', { 'a.jsonl': '{"premise":"x"}' }, 'line 1 of a.jsonl'],
])('refuses a folder %s', async (_, files, why) => {
  const folder = await folderWith(files)
  expect(() => evaluateBlocking(folder)).toThrow(why)
})
