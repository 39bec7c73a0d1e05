import { existsSync, readFileSync } from 'node:fs'
import { cp, mkdir, open, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { DENIED, hashesIn, hearsay, inShell, LATE, makeFolder, serveHttp } from './cli.fixture.ts'

const PAGE = `<!doctype html><html lang="en"><head><title>Ferry late again</title></head><body><article><h1>Ferry late again</h1>
<p>The night ferry to Lorne was again not where it should have been, and people at the pier asked the harbour why that was.</p>
<p>Mate Ada Quist said that the pump failed on Monday. "We told the harbour twice," Quist told reporters at the pier.</p>
<p>The harbour said on Wednesday that it would look into the pump, and that nobody had been in danger at any time.</p>
</article></body></html>`
const EMPTY_PAGE = '<!doctype html><title>Nothing</title><nav><a href="/">Home</a></nav><script>run()</script>'

async function texts(): Promise<string> {
  return makeFolder({ 'late.txt': LATE, 'denied.md': `# Denied\n\n${DENIED}`, 'page.html': PAGE })
}
const inside = (folder: string, ...names: string[]) => names.map((name) => path.join(folder, name))

describe.concurrent('build', () => {
  it('makes a sound case from .txt, .md and .html, and changes no byte the second time', async () => {
    const folder = await texts()
    const [made = ''] = inside(folder, 'case')
    const args = ['build', made, ...inside(folder, 'late.txt', 'denied.md', 'page.html'), '--outlet', 'Lorne Courier']
    const first = await hearsay(args)
    expect(first).toMatchObject({ code: 0, err: '' })
    expect(first.out).toContain(`Made ${made}: 3 sources, `)
    expect(first.out).toContain(`See it: hearsay open ${made}`)
    expect(readFileSync(path.join(made, 'statements.jsonl'), 'utf8').split('\n').length).toBeGreaterThan(2)
    expect(await hearsay(['check', made])).toMatchObject({ code: 0, out: `${made}: no fault found.\n` })

    const before = hashesIn(made)
    const second = await hearsay(args)
    expect(second.code).toBe(0)
    expect(second.out).toContain(`Updated ${made}: 3 sources, `)
    expect(second.err.match(/the same text as/g)).toHaveLength(3)
    expect(hashesIn(made)).toEqual(before)
  })

  it('says that a text was given twice and keeps one source', async () => {
    const folder = await makeFolder({ 'a.txt': LATE, 'b.txt': LATE })
    const { code, out, err } = await hearsay(['build', ...inside(folder, 'case', 'a.txt', 'b.txt')])
    expect([code, err]).toEqual([0, 'b: the same text as sources/a.txt, so one source.\n'])
    expect(out).toContain(': 1 source, ')
  })

  it('takes title and question of the case, and keeps them when they are not given again', async () => {
    const folder = await texts()
    const [made = '', late = '', denied = ''] = inside(folder, 'case', 'late.txt', 'denied.md')
    await hearsay(['build', made, late, '--name', 'The ferry', '--question', 'Was it late?'])
    expect((await hearsay(['build', made, denied])).code).toBe(0)
    expect(readFileSync(path.join(made, 'case.yaml'), 'utf8')).toBe(
      'format: 1\ntitle: The ferry\nquestion: Was it late?\nlanguage: en\nnotes: ""\n',
    )
  })

  it('reads an http address in a private network only when told to, and changes no byte the second time', async () => {
    const address = await serveHttp((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE)
    })
    const [made = ''] = inside(await makeFolder(), 'case')
    const refused = await hearsay(['build', made, `${address}/ferry`])
    expect([refused.code, refused.out]).toEqual([1, ''])
    expect(refused.err).toContain('private address: "127.0.0.1"')
    expect(existsSync(made)).toBe(false)

    const args = ['build', made, `${address}/ferry`, '--allow-private']
    expect(await hearsay(args)).toMatchObject({ code: 0, err: '' })
    const before = hashesIn(made)
    expect(readFileSync(path.join(made, 'sources.jsonl'), 'utf8')).toContain(`"url":"${address}/ferry"`)
    expect((await hearsay(args)).code).toBe(0)
    expect(hashesIn(made)).toEqual(before)
  })

  it('sets one bad document aside and goes on with the rest', async () => {
    const folder = await texts()
    const { code, out, err } = await hearsay(['build', ...inside(folder, 'case', 'missing.txt', 'late.txt')])
    expect(code).toBe(1)
    expect(out).toContain(': 1 source, ')
    expect(err).toBe(
      `hearsay: set aside: ${folder}/missing.txt: missing file: ENOENT. There is no such file: check the path.\n`,
    )
  })
})

describe.concurrent('a document that cannot be read', () => {
  const files = {
    'empty.txt': '',
    'blank.txt': ' \n\n',
    'binary.txt': Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3]),
    'latin.txt': Buffer.from('Caf\u00e9 owner Ivo Brand said it was late.', 'latin1'),
    'hollow.html': EMPTY_PAGE,
    'talk.pdf': '%PDF-1.4',
    'folder/x.txt': LATE,
  }
  it.each([
    ['empty.txt', 'empty text'],
    ['blank.txt', 'empty text'],
    ['binary.txt', 'binary file: byte 0'],
    ['latin.txt', 'byte 3 is not UTF-8'],
    ['hollow.html', 'no article'],
    ['talk.pdf', 'unsupported format: .pdf'],
    ['folder', 'it is a folder'],
    ['missing.txt', 'missing file'],
  ])('%s', async (name, reason) => {
    const folder = await makeFolder(files)
    const [made = '', input = ''] = inside(folder, 'case', name)
    const { code, out, err } = await hearsay(['build', made, input])
    expect([code, out]).toEqual([1, ''])
    const [first, ...rest] = err.split('\n')
    expect(first).toContain(`hearsay: set aside: ${input}: ${reason === 'it is a folder' ? 'not a file' : ''}`)
    expect(first).toContain(reason)
    expect(rest).toEqual([`hearsay: none of 1 texts could be read; ${made} is as it was.`, ''])
    expect(existsSync(made)).toBe(false)
  })

  it('of 50 MB is refused without reading it: it could not be read', async () => {
    const folder = await makeFolder()
    const [made = '', large = ''] = inside(folder, 'case', 'large.txt')
    const file = await open(large, 'w')
    await file.truncate(50_000_000)
    await file.close()
    const { code, err } = await hearsay(['build', made, large])
    // Its NUL bytes would make it a binary file if it were read.
    expect([code, err]).toEqual([1, expect.stringContaining('large.txt: too large: 50000000 bytes. At most 10000000')])
  })

  it.each([
    ['a refused connection', 'http://127.0.0.1:1/', ['--allow-private'], 'address unreachable'],
    ['a name without an address', 'http://nobody.invalid/', [], 'address unreachable'],
    ['a scheme that is not read', 'ftp://127.0.0.1/a.txt', [], 'Only http:// and https:// are read'],
    ['a password in the address', 'http://ana:secret@127.0.0.1/', ['--allow-private'], 'has a name or password in it'],
  ])('%s', async (_, address, options, reason) => {
    const [made = ''] = inside(await makeFolder(), 'case')
    const { code, err } = await hearsay(['build', made, address, ...options])
    expect(code).toBe(1)
    expect(err).toContain(`hearsay: set aside: `)
    expect(err).toContain(reason)
    expect(err).not.toContain('secret')
  })

  it('an answer that is no page', async () => {
    const address = await serveHttp((_, response) => {
      response.writeHead(404, { 'content-type': 'text/html' }).end(PAGE)
    })
    const [made = ''] = inside(await makeFolder(), 'case')
    const { code, err } = await hearsay(['build', made, `${address}/gone`, '--allow-private'])
    expect([code, err]).toEqual([1, expect.stringContaining(`"${address}/gone" answers 404`)])
  })
})

describe.concurrent('a case that cannot be written', () => {
  it('is a folder of something else, which stays as it is', async () => {
    const folder = await makeFolder({ 'late.txt': LATE, 'other/diary.txt': 'mine' })
    const [other = '', late = ''] = inside(folder, 'other', 'late.txt')
    const { code, err } = await hearsay(['build', other, late])
    expect([code, err]).toEqual([1, expect.stringContaining(`not a case: ${JSON.stringify(other)}`)])
    expect(Object.keys(hashesIn(other))).toEqual(['diary.txt'])
  })

  it('keeps every byte when the first new file finds no room', async () => {
    const folder = await makeFolder({ 'late.txt': LATE, 'long.txt': DENIED.repeat(60) })
    const [made = '', late = '', long = ''] = inside(folder, 'case', 'late.txt', 'long.txt')
    expect((await hearsay(['build', made, late])).code).toBe(0)
    const before = hashesIn(made)
    const { code, signal, out, err } = await inShell('ulimit -f 1; exec "$@"', ['build', made, long])
    expect({ code, signal, out }).toEqual({ code: 1, signal: null, out: '' })
    expect(err).toMatch(/^hearsay: write failed: ".*long\.txt" \(EFBIG\)\. Nothing was lost: the file is as it was/)
    expect(hashesIn(made)).toEqual(before)
  })

  it('can be made once there is room', async () => {
    const folder = await makeFolder({ 'late.txt': LATE })
    const args = ['build', ...inside(folder, 'case', 'late.txt')]
    const failed = await inShell('ulimit -f 0; exec "$@"', args)
    expect([failed.code, failed.err]).toEqual([1, expect.stringContaining('write failed: ')])
    expect((await hearsay(args)).code).toBe(0)
    expect((await hearsay(['check', path.join(folder, 'case')])).code).toBe(0)
  })

  it('has every file old or new, none in between, when a write fails midway; the next run finishes it', async () => {
    const folder = await makeFolder({ 'late.txt': LATE, 'denied.txt': DENIED })
    const [made = '', copy = '', late = '', denied = ''] = inside(
      folder,
      'a/ferry',
      'b/ferry',
      'late.txt',
      'denied.txt',
    )
    expect((await hearsay(['build', made, late])).code).toBe(0)
    await cp(made, copy, { recursive: true })
    expect((await hearsay(['build', copy, denied])).code).toBe(0)
    const before = hashesIn(made)
    const after = hashesIn(copy)

    const { code, signal, err } = await inShell('ulimit -f 2; exec "$@"', ['build', made, denied])
    expect([code, signal, err]).toEqual([1, null, expect.stringContaining('Nothing was lost')])
    const { '.hearsay/extracted.jsonl': _, ...files } = hashesIn(made)
    for (const [file, hash] of Object.entries(files)) expect([before[file], after[file]]).toContain(hash)
    expect(hashesIn(made)).not.toEqual(after)

    expect((await hearsay(['build', made, denied])).code).toBe(0)
    expect(hashesIn(made)).toEqual(after)
  })

  it.each([
    ['case.yaml', 'format: 2\n', 'newer format: 2'],
    ['case.yaml', 'title: x\n', 'not a case'],
    ['claims.jsonl', '{"id":\n', 'claims.jsonl:1: damaged line'],
  ])('has a %s that says %j', async (file, content, reason) => {
    const folder = await makeFolder({ 'late.txt': LATE })
    const [made = '', late = ''] = inside(folder, 'case', 'late.txt')
    await mkdir(made)
    await writeFile(path.join(made, 'case.yaml'), 'format: 1\n')
    await writeFile(path.join(made, file), content)
    const before = hashesIn(made)
    const { code, out, err } = await hearsay(['build', made, late])
    expect([code, out, err]).toEqual([1, '', expect.stringContaining(reason)])
    expect(hashesIn(made)).toEqual(before)
  })
})
