import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { sampleCase } from '../src/case/sample.ts'
import { writeCase } from '../src/case/write.ts'
import { hearsay, inShell, LATE, makeFolder, startHearsay } from './cli.fixture.ts'

const folder = await makeFolder({ 'a.txt': LATE })
const ferry = path.join(folder, 'ferry')
await writeCase(ferry, sampleCase())

/** The commands that `hearsay --help` lists, but `help` itself. */
const commandsOf = (help: string) =>
  [...(help.split('Commands:')[1] ?? '').matchAll(/^ {2}([a-z]+) /gm)]
    .map(([, name]) => name ?? '')
    .filter((name) => name !== 'help')
const COMMANDS = commandsOf((await hearsay(['--help'])).out)

describe.concurrent('help', () => {
  it('prints the version of the package', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
    expect(await hearsay(['--version'])).toMatchObject({ code: 0, out: `${version}\n`, err: '' })
  })

  it('lists every command', async () => {
    expect(COMMANDS).toEqual([
      'build',
      'open',
      'load',
      'unload',
      'query',
      'analyse',
      'mcp',
      'report',
      'export',
      'import',
      'check',
      'doctor',
      'extract',
      'judge',
      'eval',
    ])
  })

  it.each(COMMANDS)('of %s shows an example whose command and options exist', async (name) => {
    const { code, out, err } = await hearsay([name, '--help'])
    const [usage = '', example = ''] = out.split('Example:')
    expect([code, err]).toEqual([0, ''])
    expect(example.trim()).toMatch(new RegExp(`^hearsay ${name}( |$)`))
    const options = [...example.matchAll(/\s(--[a-z-]+)/g)].map(([, option]) => option ?? '')
    for (const option of options) expect(usage).toMatch(new RegExp(`^ +(-\\w, )?${option}\\b`, 'm'))
  })

  it('of no command at all is wrong usage', async () => {
    const { code, out, err } = await hearsay([])
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('Usage: hearsay')
  })
})

describe.concurrent('wrong usage ends with 2 and one reason', () => {
  it.each([
    [['fly'], "unknown command 'fly'"],
    [['buidl', 'x', 'y'], 'Did you mean build?'],
    [['check', ferry, '--fast'], "unknown option '--fast'"],
    [['check'], "missing required argument 'case'"],
    [['build', ferry], "missing required argument 'texts'"],
    [['check', ferry, 'more'], 'too many arguments'],
    [['query', ferry, 'sources', '--format', 'xml'], 'Allowed choices are table, json, csv'],
    [['build', ferry, 'a.txt', '--kind', 'poem'], 'Allowed choices are article'],
    [['open', ferry, '--port', '99999'], 'invalid port: "99999"'],
    [['open', ferry, '--port', 'http'], 'invalid port: "http"'],
    [['open', ferry, '--port', '-1'], 'invalid port: "-1"'],
    [['query', ferry], 'no case or no query named'],
    [['query', ferry, 'nothing-like-it'], 'There is no query named "nothing-like-it"'],
    [['query', ferry, 'statements-of'], 'needs the parameter "actor"'],
    [['query', ferry, 'sources', '--param', 'x=1'], 'has no parameter "x"'],
    [['query', ferry, 'sources', '--param', 'x'], 'Write --param name=value'],
    [['query', ferry, 'sources', '--as', ' '], 'invalid case key'],
    [['import', ferry], 'no spreadsheet named'],
    [['load', ferry], 'Add --to bolt://localhost:7687'],
    [['unload', 'ferry'], 'Add --from bolt://localhost:7687'],
    [['extract', ferry, '--threshold', '2'], 'from 0 to 1'],
    [['eval', 'everything', ferry], 'There is: attribution'],
    [['eval', 'attribution', ferry], 'no annotated articles'],
    [['eval', 'attribution', ferry, '--set', 'x'], 'has no sets to choose from'],
    [['eval', 'relations', ferry, '--set', 'actors', '--set', 'nowhere,x'], 'no set named "nowhere"'],
    [['eval', 'candidates', ferry, '--set', ''], 'There is: actors, '],
    [['eval', 'relations', path.join(ferry, 'sources')], 'labelled for inference or argument. Sets found: none'],
    [['eval', 'claims', path.join(ferry, 'sources')], 'labelled for sameness. Sets found: none'],
    [['eval', 'claims', path.join(ferry, 'nowhere')], 'cannot be read'],
    [['eval', 'stance', path.join(ferry, 'nowhere.csv')], 'no items of CommitmentBank'],
    [['build', path.join(folder, 'a.txt'), path.join(folder, 'a.txt')], 'is a file. Name the folder of the case first'],
  ])('%j', async (args, reason) => {
    const { code, out, err } = await hearsay(args)
    expect(err).toContain(reason)
    expect(err).not.toMatch(/^\s+at /m)
    expect([code, out]).toEqual([2, ''])
  })
})

describe.concurrent('standard streams', () => {
  it.each([['query', ferry, 'sources'], ['extract', path.join(folder, 'a.txt'), '--json'], ['--help']])(
    '%s ends in peace when nobody reads its output',
    async (...args) => {
      const { child, ended } = startHearsay(args)
      child.stdout?.destroy()
      expect(await ended()).toMatchObject({ code: 0, signal: null, err: '' })
    },
  )

  it('says in one line that the output has no room', async () => {
    const { code, err } = await inShell('exec "$@" >/dev/full', ['query', '--list'])
    expect({ code, err }).toEqual({
      code: 1,
      err: 'hearsay: output failed: ENOSPC. Free the disk or name another file.\n',
    })
  })

  it('works with all of them closed', async () => {
    expect(await inShell('exec "$@" <&- >&- 2>&-', ['check', ferry])).toMatchObject({ code: 0, out: '', err: '' })
  })

  it('judges nothing when standard input is closed', async () => {
    expect(await inShell('exec "$@" <&-', ['judge', '--json'])).toMatchObject({ code: 0, out: '', err: '' })
  })
})
