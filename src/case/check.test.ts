import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { relationId, sha256, statementId } from '../model/id.ts'
import { checkCase } from './check.ts'
import { readCase } from './read.ts'
import { sampleCase } from './sample.ts'
import { writeCase } from './write.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hearsay-check-'))
  await writeCase(dir, sampleCase())
})

const sample = sampleCase()
const [source] = sample.sources
const [first, second] = sample.statements
const NOBODY = 'act_0000000000000000'

/** Replaces line `line` (from 1) of `file` by what `change` makes of its record. */
async function alter(file: string, line: number, change: (record: Record<string, unknown>) => unknown): Promise<void> {
  const lines = (await readFile(join(dir, file), 'utf8')).split('\n')
  const made = change(JSON.parse(lines[line - 1] ?? '') as Record<string, unknown>)
  lines[line - 1] = typeof made === 'string' ? made : JSON.stringify(made)
  await writeFile(join(dir, file), lines.join('\n'))
}
const faults = async () => (await checkCase(dir)).map(({ message }) => message)
const set = (values: Record<string, unknown>) => (record: Record<string, unknown>) => ({ ...record, ...values })

test.each<[string, number, (record: Record<string, unknown>) => unknown, string]>([
  ['sources.jsonl', 1, set({ outlet: NOBODY }), `dangling id: "${NOBODY}"`],
  ['sources.jsonl', 1, set({ path: 'sources/../../x.txt' }), 'invalid path: "sources/../../x.txt"'],
  ['sources.jsonl', 1, set({ publishedAt: 'yesterday' }), 'invalid publishedAt: "yesterday"'],
  ['sources.jsonl', 1, set({ path: 'sources/none.txt' }), 'missing file: "sources/none.txt"'],
  ['sources.jsonl', 1, set({ sha256: sha256('') }), 'changed text: "sources/ferry.txt"'],
  ['actors.jsonl', 1, set({ speaksFor: [NOBODY] }), `dangling id: "${NOBODY}"`],
  [
    'actors.jsonl',
    1,
    (record) => JSON.stringify(record).replace('{', '{"__proto__":{"x":1},'),
    'reserved key: "__proto__"',
  ],
  ['statements.jsonl', 1, set({ speaker: NOBODY }), `dangling id: "${NOBODY}"`],
  ['statements.jsonl', 2, set({ via: [NOBODY] }), `dangling id: "${NOBODY}"`],
  ['statements.jsonl', 1, set({ relayedBy: 'stm_0000000000000000' }), 'dangling id: "stm_0000000000000000"'],
  ['statements.jsonl', 1, set({ relayedBy: first?.id }), `relay cycle: "${first?.id}"`],
  ['statements.jsonl', 2, set({ speakerSpans: [{ start: 0, end: 2, exact: 'xx' }] }), 'unanchored span: "xx"'],
  ['statements.jsonl', 1, set({ form: 'narrated' }), 'narrated with cue'],
  ['statements.jsonl', 1, set({ score: 2 }), 'invalid score: 2'],
  ['statements.jsonl', 1, (record) => JSON.stringify(record).slice(0, -9), 'damaged line'],
  ['statements.jsonl', 1, (record) => JSON.stringify(record).replace(',', ', '), 'unformatted line'],
  ['statements.jsonl', 1, (record) => ({ mine: 1, ...record }), 'unformatted line'],
  ['statements.jsonl', 1, (record) => `${JSON.stringify(record)}\r`, 'unformatted line'],
  ['claims.jsonl', 1, set({ about: [NOBODY] }), `dangling id: "${NOBODY}"`],
  ['claims.jsonl', 1, () => '[1]', 'invalid'],
  ['stances.jsonl', 1, set({ id: 'stc_0000000000000000' }), 'mismatched id: "stc_0000000000000000"'],
  ['relations.jsonl', 1, set({ id: 'rel_0000000000000000' }), 'mismatched id: "rel_0000000000000000"'],
  ['relations.jsonl', 1, set({ kind: 'entails' }), 'invalid record'],
  ['relations.jsonl', 1, (record) => ({ ...record, from: record['to'], to: record['from'] }), 'invalid record'],
  [
    'relations.jsonl',
    1,
    set({ spans: [{ source: source?.id, start: 3, end: 5, exact: 'zz' }] }),
    'unanchored span: "zz"',
  ],
  ['reviews.jsonl', 1, set({ target: 'him' }), 'invalid target: "him"'],
  ['reviews.jsonl', 1, set({ action: 'undo', target: 'rev_00000000000000bb' }), 'invalid target'],
])('%s:%i is reported with place, kind and value (%#)', async (file, line, change, message) => {
  await alter(file, line, change)
  const found = await faults()
  expect(found.filter((fault) => fault.startsWith(`${file}:${line}: ${message}`))).toHaveLength(1)
  expect(found.every((fault) => !fault.includes('\n') && /[.!?]$/.test(fault))).toBe(true)
})

test('an id that an edited name no longer makes is no fault', async () => {
  await alter('actors.jsonl', 1, set({ name: 'Somebody Else' }))
  await alter('claims.jsonl', 1, set({ text: 'Edited words.' }))
  expect(await faults()).toEqual([])
})

test('goes on after damaged lines, reports all, and does not call their ids dangling', async () => {
  await alter('actors.jsonl', 2, set({ kind: 'ghost' }))
  await alter('statements.jsonl', 1, set({ speaker: NOBODY }))
  await alter('reviews.jsonl', 1, () => '{')
  expect((await checkCase(dir)).map(({ place, kind }) => [place.file, place.line, kind])).toEqual([
    ['reviews.jsonl', 1, 'damaged-line'],
    ['actors.jsonl', 2, 'invalid-record'],
    ['statements.jsonl', 1, 'dangling-id'],
  ])
})

test('names lines that are twice, out of order or blank', async () => {
  const path = join(dir, 'claims.jsonl')
  const [one = '', two = ''] = (await readFile(path, 'utf8')).split('\n')
  await writeFile(path, `${two}\n${one}\n\n${two}\n`)
  expect((await checkCase(dir)).map(({ place, kind }) => [place.line, kind])).toEqual([
    [2, 'unsorted-line'],
    [3, 'blank-line'],
    [4, 'duplicate-id'],
  ])
  await expect(readCase(dir)).rejects.toMatchObject({ code: 'duplicate-id' })
})

test('names an unnamed actor of two sources, a plural person and a narrated statement of somebody else', async () => {
  const text = 'Aides said nothing.\n'
  const id = `src_${sha256(text).slice(0, 16)}`
  const unnamed = sample.actors.find(({ kind }) => kind === 'unnamed')
  const person = sample.actors.find(({ kind }) => kind === 'person')
  if (!source || !first || !unnamed || !person) throw new Error('sample')
  const span = { start: 0, end: 5, exact: 'Aides' }
  const other = { ...first, source: id, cueSpans: [], contentSpans: [span], id: statementId(id, [], [span]) }
  await writeCase(dir, {
    ...sample,
    texts: new Map([...sample.texts, [id, text]]),
    sources: [...sample.sources, { ...source, id, path: 'sources/FERRY-2.txt', sha256: sha256(text), outlet: null }],
    actors: sample.actors.map((actor) => (actor === person ? { ...actor, plural: true } : actor)),
    statements: [
      ...sample.statements,
      { ...other, speaker: unnamed.id },
      {
        ...other,
        contentSpans: [{ start: 6, end: 10, exact: 'said' }],
        id: statementId(id, [], [{ start: 6, end: 10, exact: 'said' }]),
        form: 'narrated' as const,
        speaker: person.id,
      },
    ],
  })
  expect((await checkCase(dir)).map(({ kind }) => kind).sort()).toEqual([
    'narrated-by-other',
    'plural-of-one',
    'shared-unnamed-actor',
  ])
})

test('names circles of relays once and follows long chains', async () => {
  await alter('statements.jsonl', 1, set({ relayedBy: second?.id }))
  expect(await faults()).toEqual([])
  await alter('statements.jsonl', 2, set({ relayedBy: first?.id }))
  expect((await checkCase(dir)).map(({ kind }) => kind)).toEqual(['relay-cycle'])
  await expect(readCase(dir)).rejects.toMatchObject({ code: 'relay-cycle' })
})

test('names the opponents in case.yaml whom nobody is, or two are, with their line', async () => {
  const [actor, other] = sample.actors.filter(({ kind }) => kind !== 'unnamed')
  if (!actor || !other) throw new Error('sample')
  const yaml = await readFile(join(dir, 'case.yaml'), 'utf8')
  const write = (names: string) => writeFile(join(dir, 'case.yaml'), `${yaml}opponents:\n${names}`)
  await write(`  - [${JSON.stringify(actor.name)}, ${other.id}]\n`)
  expect(await faults()).toEqual([])
  const line = yaml.split('\n').length + 1
  await write(`  - [${other.id}, Nobody At All]\n`)
  expect(await faults()).toEqual([
    `case.yaml:${line}: unknown name: "Nobody At All". No actor has this name, alias or id: see actors.jsonl.`,
  ])
  const actors = sample.actors.map((one) => (one === actor || one === other ? { ...one, aliases: ['Both'] } : one))
  await writeCase(dir, { ...sample, actors })
  await write(`  - [${other.id}, "BOTH"]\n`)
  expect(await faults()).toEqual([
    expect.stringMatching(/^case\.yaml:\d+: ambiguous name: "BOTH"\. Write the id instead: act_/),
  ])
})

describe('hostile folders', () => {
  test('names stray files and texts that are not normalised', async () => {
    await writeFile(join(dir, 'sources', 'note\n.txt'), '')
    const [fault] = await faults()
    expect(fault).toBe(
      'sources: stray file: "sources/note\\n.txt". No line of sources.jsonl names it: delete it, or read it into the case.',
    )
  })

  test('refuses links out of the folder, pipes and folders in place of texts', async () => {
    const path = join(dir, 'sources', 'ferry.txt')
    const outside = join(await mkdtemp(join(tmpdir(), 'hearsay-out-')), 'x.txt')
    await writeFile(outside, 'x')
    await rm(path)
    await symlink(outside, path)
    expect(await faults()).toEqual([
      expect.stringMatching(/^sources\.jsonl:1: outside the folder: "sources\/ferry\.txt"/),
    ])
    await rm(path)
    execFileSync('sh', ['-c', 'mkfifo "$0"', path])
    expect(await faults()).toEqual([expect.stringMatching(/^sources\.jsonl:1: not a file/)])
  })

  test('names bytes that are not UTF-8, and the line', async () => {
    const path = join(dir, 'claims.jsonl')
    const bytes = await readFile(path)
    bytes[bytes.length - 3] = 0xff
    await writeFile(path, bytes)
    expect((await faults()).at(0)).toMatch(/^claims\.jsonl:2: invalid encoding/)
    await writeFile(join(dir, 'sources', 'ferry.txt'), Buffer.from([0xff, 0x41]))
    expect((await faults()).join()).toContain('sources/ferry.txt: invalid encoding')
  })

  test('passes over huge lines and lines nested without end', async () => {
    const path = join(dir, 'claims.jsonl')
    const before = await readFile(path, 'utf8')
    await writeFile(path, `${before}"${'x'.repeat(17 * 2 ** 20)}"\n${'['.repeat(2 ** 20)}${']'.repeat(2 ** 20)}\n`)
    expect((await checkCase(dir)).map(({ place, kind }) => [place.line, kind])).toEqual([
      [3, 'line-too-long'],
      [4, expect.stringMatching(/damaged-line|invalid-record/)],
    ])
  })
})

test.each([
  ['format: 9\n', 'newer-format', 'case.yaml: newer format: 9. This hearsay reads formats up to 1'],
  ['title: x\n', 'not-a-case', 'case.yaml: not a case'],
  ['- 1\n', 'not-a-case', 'case.yaml: not a case'],
  ['format: 1\ntitle: "x\n', 'damaged-manifest', 'case.yaml:3: damaged manifest'],
  ['format: 1\ntitle: 3\n', 'invalid-record', 'case.yaml: invalid title: 3'],
  ['format: 1\nopponents: [[Kenya]]\n', 'invalid-record', 'case.yaml: invalid opponents.0'],
  ['format: 1\nopponents: Kenya\n', 'invalid-record', 'case.yaml: invalid opponents: "Kenya"'],
])('%j is %s', async (yaml, code, message) => {
  await writeFile(join(dir, 'case.yaml'), yaml)
  await expect(readCase(dir)).rejects.toMatchObject({ code, message: expect.stringContaining(message) as string })
  expect((await faults()).map((fault) => fault.startsWith(message))).toEqual([true])
})

test('a folder without case.yaml, and no folder, are not a case', async () => {
  await rm(join(dir, 'case.yaml'))
  await expect(readCase(dir)).rejects.toMatchObject({ code: 'not-a-case' })
  await expect(readCase(join(dir, 'none'))).rejects.toMatchObject({ code: 'not-a-case' })
  expect(await checkCase(join(dir, 'none'))).toHaveLength(1)
})

test('a case cut short between two files can be read, so that building mends it', async () => {
  await writeFile(join(dir, 'stances.jsonl'), '')
  await writeFile(join(dir, 'claims.jsonl'), '')
  expect((await checkCase(dir)).map(({ kind }) => kind)).toEqual(['dangling-id', 'dangling-id'])
  expect((await readCase(dir)).relations.map(({ id, type, from, to }) => id === relationId(type, from, to))).toEqual([
    true,
  ])
})
