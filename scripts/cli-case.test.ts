import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { appendFile, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it } from 'vitest'
import { sampleCase } from '../src/case/sample.ts'
import { writeCase } from '../src/case/write.ts'
import { hashesIn, hearsay, makeFolder, serveHttp, startHearsay } from './cli.fixture.ts'

async function ferryCase(): Promise<string> {
  const folder = path.join(await makeFolder(), 'ferry')
  await writeCase(folder, sampleCase())
  return folder
}

async function edit(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(file, 'utf8')
  expect(text).toContain(from)
  await writeFile(file, text.replace(from, to))
}

/** A case that lost an actor somebody points at, as a write that was cut short leaves one. */
async function danglingCase(): Promise<string> {
  const folder = await ferryCase()
  const file = path.join(folder, 'actors.jsonl')
  const lines = (await readFile(file, 'utf8')).split('\n')
  await writeFile(file, lines.filter((line) => !line.includes('Ida Lund')).join('\n'))
  return folder
}

describe.concurrent('check', () => {
  it('finds no fault in a sound case', async () => {
    const folder = await ferryCase()
    expect(await hearsay(['check', folder])).toEqual({
      code: 0,
      signal: null,
      out: `${folder}: no fault found.\n`,
      err: '',
    })
  })

  it('prints one line a fault and changes nothing', async () => {
    const folder = await danglingCase()
    await edit(path.join(folder, 'claims.jsonl'), '"status":"accepted"', '"status":"perhaps"')
    await appendFile(path.join(folder, 'relations.jsonl'), 'broken\n')
    await writeFile(path.join(folder, 'sources', 'stray.txt'), 'stray')
    const before = hashesIn(folder)
    const { code, out, err } = await hearsay(['check', folder])
    expect([code, err]).toEqual([1, ''])
    const lines = out.trimEnd().split('\n')
    expect(lines).toHaveLength(4)
    for (const [index, start] of [
      /^statements\.jsonl:\d: dangling id: "act_/,
      /^claims\.jsonl:1: invalid status: "perhaps"\. .+/,
      /^relations\.jsonl:2: damaged line: "broken"\. .+/,
      /^sources: stray file: "sources\/stray\.txt"\. .+/,
    ].entries())
      expect(lines[index]).toMatch(start)
    expect(hashesIn(folder)).toEqual(before)
  })
})

describe.concurrent('a folder that cannot be shown', () => {
  it.each(['check', 'open', 'query', 'load'])('%s refuses what is no case', async (command) => {
    const folder = await makeFolder({ 'diary.txt': 'mine' })
    const more = { query: ['sources'], load: ['--to', 'bolt://127.0.0.1:1'] }[command] ?? []
    const { code, out, err } = await hearsay([command, folder, ...more])
    expect(code).toBe(1)
    expect(out + err).toContain(`not a case: ${JSON.stringify(folder)}. It has no case.yaml: `)
    expect((out + err).trimEnd().split('\n')).toHaveLength(1)
  })

  it('says so where there is no folder', async () => {
    const { code, err } = await hearsay(['open', path.join(await makeFolder(), 'nowhere')])
    expect([code, err]).toEqual([1, expect.stringContaining('There is no such folder')])
  })

  it('refuses a case of a newer format and says what to do', async () => {
    const folder = await ferryCase()
    await edit(path.join(folder, 'case.yaml'), 'format: 1', 'format: 2')
    const { code, err } = await hearsay(['open', folder])
    expect([code, err]).toEqual([1, expect.stringContaining('case.yaml: newer format: 2. ')])
  })

  it('names file and line of a damaged line', async () => {
    const folder = await ferryCase()
    await appendFile(path.join(folder, 'claims.jsonl'), '{"id":"clm_\n')
    const { code, err } = await hearsay(['query', folder, 'sources'])
    expect([code, err]).toEqual([1, expect.stringContaining('hearsay: claims.jsonl:3: damaged line: ')])
  })

  it.each([['open'], ['query', 'sources'], ['load', '--to', 'bolt://127.0.0.1:1']])(
    '%s refuses ids that point nowhere, with the command that says where',
    async (command, ...more) => {
      const folder = await danglingCase()
      const { code, out, err } = await hearsay([command, folder, ...more])
      expect([code, out]).toEqual([1, ''])
      expect(err).toMatch(/^hearsay: .*: dangling id: "act_[0-9a-f]{16}"\. `hearsay check /)
    },
  )
})

describe.concurrent('open', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('serves the address it prints until %s', async (signal) => {
    const { child, ended } = startHearsay(['open', await ferryCase(), '--port', '0'])
    if (!child.stdout) throw new Error('no standard output')
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
    const address = /^http:\/\/127\.0\.0\.1:\d+\//.exec(line)?.[0] ?? line
    const snapshot = await fetch(`${address}api/snapshot`)
    expect([snapshot.status, await snapshot.text()]).toEqual([200, expect.stringContaining('"title":"Ferry"')])
    const page = await fetch(address)
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<html')])
    child.kill(signal)
    expect(await ended()).toMatchObject({ code: 0, signal: null, err: '' })
  })

  it('names a port that is taken and the way out', async () => {
    const port = new URL(await serveHttp((_, response) => response.end())).port
    const { code, out, err } = await hearsay(['open', await ferryCase(), '--port', port])
    expect([code, out]).toEqual([1, ''])
    expect(err).toBe(
      `hearsay: port ${port} is taken. Stop what uses it, or choose another: \`--port 0\` picks a free one.\n`,
    )
  })
})

const SHEETS = {
  'sources.csv':
    'key,title,text,outlet,published\nk1,Pump,"Ada Quist said the pump failed. The mayor denied that.",Lorne Courier,2025-03-02\n',
  'actors.csv': 'name,kind,roles\nAda Quist,person,mate\n',
  'statements.csv':
    'source,speaker,content,cue,claim\n' +
    'k1,Ada Quist,the pump failed,said,The pump failed.\n' +
    'k1,Ada Quist,the pump exploded,said,The pump exploded.\n',
}

describe.concurrent('import', () => {
  it('adds what three spreadsheets hold, sets the bad row aside, and changes nothing the second time', async () => {
    const folder = await makeFolder(SHEETS)
    const made = path.join(folder, 'pump')
    const args = ['import', made]
    for (const kind of ['sources', 'actors', 'statements']) args.push(`--${kind}`, path.join(folder, `${kind}.csv`))
    const first = await hearsay(args)
    expect([first.code, first.out]).toEqual([1, `Made ${made}: 1 source, 2 actors and 1 statement added.\n`])
    expect(first.err).toMatch(/^hearsay: set aside: statements\.csv:3: content not found: "the pump exploded"\. .+\n$/)
    expect(await hearsay(['check', made])).toMatchObject({ code: 0 })
    expect(readFileSync(path.join(made, 'claims.jsonl'), 'utf8')).toContain('"The pump failed."')

    const before = hashesIn(made)
    const second = await hearsay(args)
    expect([second.code, second.out]).toEqual([1, `Updated ${made}: 0 sources, 0 actors and 0 statements added.\n`])
    expect(hashesIn(made)).toEqual(before)
  })

  it('leaves no case behind when the spreadsheet is missing', async () => {
    const folder = await makeFolder()
    const { code, err } = await hearsay(['import', path.join(folder, 'new'), '--actors', path.join(folder, 'a.csv')])
    expect([code, err]).toEqual([1, expect.stringContaining('missing file: ')])
    expect(hashesIn(folder)).toEqual({})
  })

  it('reads a case again that was moved', async () => {
    const folder = await ferryCase()
    const moved = path.join(path.dirname(folder), 'moved')
    await rename(folder, moved)
    expect((await hearsay(['query', moved, 'sources', '--format', 'json'])).out).toContain('"Ferry talk"')
  })
})
