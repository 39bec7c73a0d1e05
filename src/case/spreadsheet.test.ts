import { mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { normaliseText } from '../model/text.ts'
import { checkCase } from './check.ts'
import { COLUMNS, importSpreadsheets } from './spreadsheet.ts'
import { anchorContent, foldText } from './spreadsheet/anchor.ts'
import { writeCase } from './write.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hearsay-import-'))
})

async function files(contents: Record<string, string>): Promise<Record<string, string>> {
  for (const [name, content] of Object.entries(contents)) await writeFile(join(dir, `${name}.csv`), content)
  return Object.fromEntries(Object.keys(contents).map((name) => [name, join(dir, `${name}.csv`)]))
}

const TEXT =
  '𝗕𝗼𝗮𝘁𝘀: “The  lock is shut,” Mara Quill told Canal Radio — “for good.” Later Bo Reed said the lock is open.\n\nMara Quill said nothing of it. Aides said the pump failed.'
const SOURCES = `key,title,text,outlet,published\nq1,Locked,"${TEXT}",Canal Post,2025-03-04\n`

test('imports the worked example of the documentation', async () => {
  const doc = await readFile(new URL('../../docs/import.md', import.meta.url), 'utf8')
  const blocks = [...doc.matchAll(/`(\w+)\.csv`\n\n```csv\n([\s\S]*?)```/g)].map((match) => [match[1], match[2]])
  const result = await importSpreadsheets(await files(Object.fromEntries(blocks)), null)
  expect(result.faults).toEqual([])
  const { sources, actors, statements, claims, stances } = result.case
  expect([sources, actors, statements, claims, stances].map((list) => list.length)).toEqual([1, 4, 2, 2, 2])
  expect(statements.map(({ content, form, status }) => [content, form, status])).toContainEqual([
    'The ferry stays in port',
    'indirect',
    'accepted',
  ])
  await writeCase(join(dir, 'case'), result.case)
  expect(await checkCase(join(dir, 'case'))).toEqual([])
})

test.each(Object.entries(COLUMNS))('the documentation names every column of %s', async (name, columns) => {
  const doc = await readFile(new URL('../../docs/import.md', import.meta.url), 'utf8')
  const section = doc.split(`## ${name}.csv`)[1]?.split('\n## ')[0] ?? ''
  const named = [...section.matchAll(/^\| (.*?) +\|/gm)].flatMap((row) => [...(row[1] ?? '').matchAll(/`(\w+)`/g)])
  expect(named.map((match) => match[1])).toEqual(columns)
})

test('keeps the text’s own words where the sheet spells spaces, quotes and dashes otherwise', async () => {
  const paths = await files({
    sources: SOURCES,
    statements: `source,speaker,content,cue,via\nq1,Mara Quill,"""The lock is shut,"" | ""for good.""",told,Canal Radio\n`,
  })
  const result = await importSpreadsheets(paths, null)
  expect(result.faults).toEqual([])
  const [statement] = result.case.statements
  expect(statement?.contentSpans.map((span) => span.exact)).toEqual(['“The  lock is shut,”', '“for good.”'])
  expect(statement?.form).toBe('direct')
  expect(statement?.cueSpans.map((span) => span.exact)).toEqual(['told'])
  expect(statement?.viaSpans.map((span) => span.exact)).toEqual(['Canal Radio'])
  const text = result.case.texts.get(statement?.source ?? '') ?? ''
  expect(statement?.contentSpans.every((span) => text.slice(span.start, span.end) === span.exact)).toBe(true)
})

test('claims with one key are one claim, with the wording of the first row', async () => {
  const rows =
    'source,speaker,content,claim\nq1,Mara Quill,The lock is shut,The lock is shut\nq1,Bo Reed,the lock is open,A lock is shut\n'
  const paths = await files({ sources: SOURCES, statements: rows.replace('The lock is shut', 'The  lock is shut') })
  const { case: apart } = await importSpreadsheets(paths, null)
  expect(apart.claims).toHaveLength(2)
  const { case: joined } = await importSpreadsheets(paths, null, (text) => text.replace(/^(?:The|A) /, ''))
  expect(joined.claims.map(({ text }) => text)).toEqual(['The lock is shut'])
  expect(new Set(joined.stances.map(({ claim }) => claim))).toEqual(new Set(joined.claims.map(({ id }) => id)))
})

test.each([
  ['q1,Bo Reed,the lock,said,,', 'ambiguous content'],
  ['q1,Bo Reed,the bridge is open,said,,', 'content not found'],
  ['q1,Bo Reed,ock is open,said,,', 'content not found'],
  ['q1,Bo Reed,the lock is open,shouted,,', 'cue not found'],
  ['q9,Bo Reed,the lock is open,said,,', 'unknown source'],
  ['q1,Bo Reed,the lock is open,said,king,', 'invalid kind'],
  ['q1,Bo Reed,the lock is open,said,,9', 'unknown relay'],
  ['q1,,the lock is open,said,,', 'invalid name'],
  ['q1,Bo Reed,the lock is open,said,,,x,y', 'too many cells'],
])('sets the row %s aside as %s and imports the rest', async (row, message) => {
  const good = 'q1,aides,the pump failed,said,,'
  const paths = await files({
    sources: SOURCES.replace('Later', 'Then the lock broke. Later'),
    statements: `source,speaker,content,cue,speaker_kind,relayed_by\n${row}\n${good}\n`,
  })
  const result = await importSpreadsheets(paths, null)
  expect(result.faults.map((fault) => fault.message)).toEqual([expect.stringContaining(`statements.csv:2: ${message}`)])
  expect(result.case.statements.map((statement) => statement.content)).toEqual(['the pump failed'])
  expect(result.case.actors.map((actor) => actor.name).sort()).toEqual(['Canal Post', 'aides'])
})

test('resolves relays whatever the order of the rows and sets circles aside with all that hang on them', async () => {
  const head = 'key,source,speaker,content,cue,relayed_by\n'
  const inner = 'i,q1,Bo Reed,lock is open,,o\n'
  const outer = 'o,q1,Mara Quill,the lock is open,said,'
  const sheet = (end: string) => files({ sources: SOURCES, statements: head + inner + outer + end })
  const sound = await importSpreadsheets(await sheet('\n'), null)
  expect(sound.faults).toEqual([])
  const ids = sound.case.statements.map(({ id }) => id)
  expect(sound.case.statements.map(({ relayedBy }) => relayedBy).filter((id) => id !== null)).toEqual([
    expect.toBeOneOf(ids),
  ])
  const circle = await importSpreadsheets(await sheet('i\n'), null)
  expect(circle.case.statements).toEqual([])
  expect(circle.faults.map((fault) => fault.place.line)).toEqual([2, 3])
})

test('adds to a case without dropping or changing what it has, and twice is once', async () => {
  const paths = await files({
    sources: SOURCES,
    actors: 'name;kind;aliases;plural\r\nBo Reed;person;B. Reed|Bo;\r\n',
    statements: 'source\tspeaker\tcontent\tclaim\nq1\tB. Reed\tthe lock is open\tThe lock is open.\n',
  })
  const first = await importSpreadsheets(paths, null)
  expect(first.faults).toEqual([])
  expect(first.case.actors.map((actor) => actor.name).sort()).toEqual(['Bo Reed', 'Canal Post'])
  const existing = {
    ...first.case,
    statements: first.case.statements.map((statement) => ({ ...statement, certainty: 'certain' as const, mine: 1 })),
  }
  const second = await importSpreadsheets(paths, existing)
  expect(second.case).toEqual(existing)
})

test('reports unknown columns once and a broken quotation with its line', async () => {
  const broken = await importSpreadsheets(await files({ actors: 'name,mood\nA,b\n"C"x,d\n' }), null)
  expect(broken.faults.map((fault) => fault.message)).toEqual([expect.stringMatching(/^actors\.csv:\d: damaged table/)])
  const odd = await importSpreadsheets(await files({ actors: 'name,mood\nAda,b\nBea,d\n' }), null)
  expect(odd.faults.map((fault) => fault.message)).toEqual([expect.stringContaining('unknown column: "mood"')])
})

test('names the line where a row with line breaks in a cell begins', async () => {
  const { faults } = await importSpreadsheets(
    await files({ sources: 'key,text,kind\na,"one\ntwo",poem\n\nb,"x\ny",song\n' }),
    null,
  )
  expect(faults.map((fault) => fault.message.split(':').slice(0, 2).join(':'))).toEqual([
    'sources.csv:2',
    'sources.csv:5',
  ])
})

test('reads text files of its own folder only', async () => {
  await writeFile(join(dir, 'in.txt'), 'A\r\nplain text.')
  const outside = await mkdtemp(join(tmpdir(), 'hearsay-outside-'))
  await writeFile(join(outside, 'out.txt'), 'secret')
  await symlink(join(outside, 'out.txt'), join(dir, 'link.txt'))
  const rows = ['in.txt', 'link.txt', `../${outside.split('/').at(-1) ?? ''}/out.txt`, 'page.html', 'none.txt', '']
  const { case: made, faults } = await importSpreadsheets(
    await files({ sources: `file\n${rows.map((row) => `"${row}"`).join('\n')}\n,` }),
    null,
  )
  expect([...made.texts.values()]).toEqual(['A\nplain text.\n'])
  expect(faults.map((fault) => fault.kind)).toEqual([
    'outside-folder',
    'outside-folder',
    'unsupported-format',
    'missing-file',
  ])
})

test('finds words across direction marks and whole graphemes only', () => {
  const text = normaliseText('قال \u2067محمد\u2069 نعم. q\u0303 and 👩‍🚀 left.')
  expect(anchorContent(foldText(text), 'محمد نعم')).toEqual([expect.objectContaining({ exact: 'محمد\u2069 نعم' })])
  expect(anchorContent(foldText(text), 'q')).toBe('not-found')
  expect(anchorContent(foldText(text), '👩‍🚀 left')).toEqual([expect.objectContaining({ exact: '👩‍🚀 left' })])
})
