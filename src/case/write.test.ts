import { execFileSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import type { Case } from '../model/records.ts'
import { checkCase } from './check.ts'
import { readCase } from './read.ts'
import { replaceFile, writeFailed } from './replace.ts'
import { sampleCase } from './sample.ts'
import { appendReviews, writeCase } from './write.ts'

let dir: string
beforeEach(async () => {
  dir = join(await mkdtemp(join(tmpdir(), 'hearsay-case-')), 'ferry')
})

const at = (name: string) => join(dir, name)
const text = (name: string) => readFile(at(name), 'utf8')

test('reads back what it wrote, and writing that again touches no file', async () => {
  await writeCase(dir, sampleCase())
  expect(await readCase(dir)).toEqual(sampleCase())
  expect(await checkCase(dir)).toEqual([])
  expect((await readdir(dir)).sort()).toEqual([
    'actors.jsonl',
    'case.yaml',
    'claims.jsonl',
    'relations.jsonl',
    'reviews.jsonl',
    'sources',
    'sources.jsonl',
    'stances.jsonl',
    'statements.jsonl',
    'utterances.jsonl',
  ])
  expect(await text('utterances.jsonl')).toBe('')
  const past = new Date('2020-01-01')
  const names = [...(await readdir(dir)), 'sources/ferry.txt']
  for (const name of names) await utimes(at(name), past, past)
  await writeCase(dir, await readCase(dir))
  for (const name of names) expect((await stat(at(name))).mtime, name).toEqual(past)
})

test('sorts lines by id and writes keys in the order of the format, then unknown ones', async () => {
  const sample = sampleCase()
  const [first, ...rest] = sample.claims
  if (!first) throw new Error('no claim')
  const { id, ...fields } = first
  const shuffled: Case = { ...sample, claims: [...rest, { zebra: [1], ...fields, ant: null, id }] }
  await writeCase(dir, shuffled)
  const lines = (await text('claims.jsonl')).split('\n')
  expect(lines.map((line) => line.slice(7, 27))).toEqual([...sample.claims.map((claim) => claim.id), ''])
  expect(lines[0]).toMatch(/^{"id":.*"text":.*"about":.*"status":"accepted","zebra":\[1\],"ant":null}$/)
  await writeCase(dir, await readCase(dir))
  expect((await text('claims.jsonl')).split('\n')).toEqual(lines)
})

test('keeps what a person wrote in case.yaml', async () => {
  await mkdir(dir)
  const yaml = '# Ours\nformat: 1 # never change\ntitle: "Old"   # working title\nteam: [ana, bo]\n'
  await writeFile(at('case.yaml'), yaml)
  const read = await readCase(dir)
  expect(read.manifest).toEqual({
    format: 1,
    title: 'Old',
    question: '',
    language: 'en',
    notes: '',
    team: ['ana', 'bo'],
  })
  await writeCase(dir, read)
  expect(await text('case.yaml')).toBe(yaml)
  await writeCase(dir, { ...read, manifest: { ...read.manifest, title: 'New' } })
  expect(await text('case.yaml')).toBe(yaml.replace('"Old"   #', '"New" #').replace('[ana, bo]', '[ ana, bo ]'))
})

test('never overwrites a text', async () => {
  await writeCase(dir, sampleCase())
  await writeFile(at('sources/ferry.txt'), 'other words')
  await expect(writeCase(dir, sampleCase())).rejects.toThrow(/^sources\/ferry\.txt: changed text: /)
  expect(await text('sources/ferry.txt')).toBe('other words')
  await expect(readCase(dir)).rejects.toMatchObject({ code: 'changed-text' })
})

test('appends reviews and leaves the lines that are there byte for byte', async () => {
  await writeCase(dir, sampleCase())
  const [review] = sampleCase().reviews
  if (!review) throw new Error('no review')
  const odd = `{ "reason":"", "id":"rev_00000000000000bb", "at":"2025-03-06", "by":"bo","action":"reject","target":"clm_0000000000000000","patch":null}`
  await writeFile(at('reviews.jsonl'), `${await text('reviews.jsonl')}{broken\r\n${odd}`)
  const before = await text('reviews.jsonl')
  const later = { ...review, id: 'rev_00000000000000cc', at: '2025-03-08' }
  const earlier = { ...review, id: 'rev_00000000000000dd', at: '2025-03-07' }
  await appendReviews(dir, [later, review, earlier])
  expect(await text('reviews.jsonl')).toBe(`${before}\n${JSON.stringify(earlier)}\n${JSON.stringify(later)}\n`)
  await expect(appendReviews(dir, [{ ...later, reason: 'changed' }])).rejects.toMatchObject({ code: 'changed-review' })
  await writeCase(dir, { ...sampleCase(), reviews: [] })
  expect(await text('reviews.jsonl')).toContain('rev_00000000000000cc')
})

test('writes nothing at all when a record is not valid', async () => {
  const sample = sampleCase()
  const broken = { ...sample, relations: sample.relations.map((relation) => ({ ...relation, score: Number.NaN })) }
  await expect(writeCase(dir, broken)).rejects.toThrow(/^relations\.jsonl: invalid score: null\./)
  await expect(stat(dir)).rejects.toMatchObject({ code: 'ENOENT' })
})

test('refuses a folder of other files, a newer format and a sources folder that leads out', async () => {
  await mkdir(dir)
  await writeFile(at('letters.doc'), '')
  await expect(writeCase(dir, sampleCase())).rejects.toMatchObject({ code: 'not-a-case' })
  await writeFile(at('case.yaml'), 'format: 2\n')
  await expect(writeCase(dir, sampleCase())).rejects.toMatchObject({ code: 'newer-format' })
  await writeFile(at('case.yaml'), 'format: 1\n')
  await symlink(await mkdtemp(join(tmpdir(), 'hearsay-elsewhere-')), at('sources'))
  await expect(writeCase(dir, sampleCase())).rejects.toMatchObject({ code: 'outside-folder' })
})

test('passes over what a crash left, and check names it', async () => {
  await writeCase(dir, sampleCase())
  const leftover = '.claims.jsonl.0b1d4c1e-1111-4222-8333-444455556666.tmp'
  await writeFile(at(leftover), '{"half')
  expect(await readCase(dir)).toEqual(sampleCase())
  expect((await checkCase(dir)).map((fault) => fault.message)).toEqual([
    `sources: stray file: "${leftover}". A write that was cut short left it: delete it.`,
  ])
})

test('leaves the old or the new bytes when it is killed while writing', async () => {
  await writeCase(dir, sampleCase())
  const script = `
    import { replaceFile } from ${JSON.stringify(join(import.meta.dirname, 'replace.ts'))}
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), 40)
    for (let i = 0; ; i++) await replaceFile(${JSON.stringify(at('notes.txt'))}, String(i % 10).repeat(300_000))`
  await replaceFile(at('notes.txt'), '0'.repeat(300_000))
  for (let run = 0; run < 3; run += 1) {
    expect(() =>
      execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { stdio: 'ignore' }),
    ).toThrow(expect.objectContaining({ signal: 'SIGKILL' }))
    expect(await text('notes.txt')).toMatch(/^(\d)\1{299999}$/)
  }
})

test('a rewritten file stays as private as it was', async () => {
  await writeCase(dir, sampleCase())
  await chmod(at('claims.jsonl'), 0o600)
  await writeCase(dir, { ...sampleCase(), claims: [] })
  expect((await stat(at('claims.jsonl'))).mode & 0o777).toBe(0o600)
})

test('says that nothing was lost when a file cannot be written', async () => {
  await writeCase(dir, sampleCase())
  await mkdir(at('plan'))
  await expect(replaceFile(at('plan'), 'x')).rejects.toThrow(/EISDIR\)\. Nothing was lost: .* move it away/)
  expect((await readdir(dir)).filter((name) => name.endsWith('.tmp'))).toEqual([])
})

test.each([
  ['ENOSPC', 'free some space'],
  ['EACCES', 'change the permissions'],
  ['EROFS', 'copy the case'],
  ['EIO', 'run it again'],
])('%s comes with a way out', (code, wayOut) => {
  const error = writeFailed('claims.jsonl', Object.assign(new Error('no'), { code }))
  expect(error.code).toBe('write-failed')
  expect(error.message).toContain('Nothing was lost')
  expect(error.message).toContain(wayOut)
})

test('a folder that may not be written says so', async () => {
  // Nobody may make files there, the superuser neither; elsewhere the permissions say so.
  const isSuperuser = process.getuid?.() === 0
  const locked = isSuperuser ? '/sys/kernel/hearsay' : join(dir, 'locked')
  if (!isSuperuser) await mkdir(locked, { mode: 0o500 })
  await expect(writeCase(locked, sampleCase())).rejects.toMatchObject({ code: 'write-failed' })
})
