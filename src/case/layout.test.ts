import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { checkCase } from './check.ts'
import { NO_LAYOUT, formatLayout, parseLayout, readLayout, writeLayout } from './layout.ts'

const a = 'clm_000000000000000a'
const b = 'clm_000000000000000b'
let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hearsay-places-'))
})
afterEach(() => rm(dir, { recursive: true }))

it('is a line a claim, by id, in whole pixels; equal layouts are equal bytes', async () => {
  const layout = {
    format: 1 as const,
    places: { [b]: { x: 0.4, y: -0.4, group: 3 }, [a]: { x: 12.5, y: 7, pinned: true as const } },
  }
  await writeLayout(dir, layout)
  const text = await readFile(join(dir, 'layout.json'), 'utf8')
  expect(text).toBe(
    `{\n  "format": 1,\n  "places": {\n    "${a}": {"x":13,"y":7,"pinned":true},\n    "${b}": {"x":0,"y":0,"group":3}\n  }\n}\n`,
  )
  expect(formatLayout(parseLayout(text))).toBe(text)
  expect(await readLayout(dir)).toEqual(parseLayout(text))
})

it('is empty where there is no file, and as text', async () => {
  expect(await readLayout(dir)).toEqual(NO_LAYOUT)
  expect(parseLayout(formatLayout(NO_LAYOUT))).toEqual(NO_LAYOUT)
})

it.each([
  ['cut short', '{"format":1,'],
  ['of another format', '{"format":2,"places":{}}'],
  ['with a name that is no claim', '{"format":1,"places":{"x":{"x":1,"y":1}}}'],
  ['too far out', `{"format":1,"places":{"${a}":{"x":1e8,"y":1}}}`],
  ['with a group that is no number from 0 up', `{"format":1,"places":{"${a}":{"x":1,"y":1,"group":-1}}}`],
  ['with more in it', `{"format":1,"places":{},"script":1}`],
])('is refused %s, with a way out', (_, text) => {
  expect(() => parseLayout(text)).toThrow(/invalid layout: .*Delete the file/)
})

it('is a sound part of a case, and damaged a fault of its file', async () => {
  const folder = join(dir, 'case')
  await cp('graph/cases/istanbul', folder, { recursive: true })
  await writeLayout(folder, { format: 1, places: { [a]: { x: 1, y: 2 } } })
  expect(await checkCase(folder)).toEqual([])
  await writeFile(join(folder, 'layout.json'), '{}')
  expect((await checkCase(folder)).map(({ place, kind }) => [place.file, kind])).toEqual([
    ['layout.json', 'invalid-layout'],
  ])
})

it('is not read from outside the folder', async () => {
  const other = join(dir, 'other')
  await mkdir(other)
  await writeFile(join(dir, 'outside.json'), formatLayout(NO_LAYOUT))
  await symlink(join(dir, 'outside.json'), join(other, 'layout.json'))
  await expect(readLayout(other)).rejects.toMatchObject({ code: 'outside-folder' })
})
