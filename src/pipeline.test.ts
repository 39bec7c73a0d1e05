import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkCase } from './case/check.ts'
import { emptyCase } from './case/merge.ts'
import { readCase } from './case/read.ts'
import { writeCase } from './case/write.ts'
import type { Extractor } from './extract/extractor.ts'
import { openLocalExtractor } from './extract/local/extractor.ts'
import type { Case } from './model/records.ts'
import { build } from './pipeline.ts'
import { makeReadText, type Overrides } from './read/read-text.ts'
import { localJudge } from './relate/local/judge.ts'

const FIRST =
  'Harbour minister Ana Okoro said on Monday that the northern pier was closed. Okoro said the storm had killed 40 sailors.\n\nHarbour News reported that the repair of the pier had begun.\n'
const SECOND =
  'Mayor Ben Li said that the northern pier was not closed. Li told local media that the storm had killed 50 sailors. Officials said the repair would take a year. Channel News reported that Li said the bridge was safe.\n'
const THIRD = '“The lighthouse is dark,” said keeper Ida Lund. Ana Okoro denied that the northern pier was closed.\n'

let extractor: Extractor
let two: Case
const read = (text: string, name: string, about: Overrides = {}) => makeReadText({ text }, about, name, name)
const run = (before: Case, texts: ReturnType<typeof read>[], overrides: Overrides = {}) =>
  build(before, texts, overrides, { extractor, judge: localJudge() })

beforeAll(async () => {
  extractor = await openLocalExtractor()
  two = (await run(emptyCase('Pier'), [read(FIRST, 'first', { outlet: 'HarbourNews' }), read(SECOND, 'second')])).case
})
afterAll(() => extractor.close())

const nameOf = (built: Case, id: string | null) => built.actors.find((actor) => actor.id === id)?.name
async function bytesOf(dir: string): Promise<Record<string, string>> {
  const names = (await readdir(dir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  const files = names.map(({ parentPath, name }) => join(parentPath, name)).toSorted()
  return Object.fromEntries(await Promise.all(files.map(async (file) => [file, await readFile(file, 'utf8')])))
}

test('two texts become statements of people known by name across each text', () => {
  const said = two.statements.map((one) => [nameOf(two, one.speaker), one.content])
  expect(said).toEqual(
    expect.arrayContaining([
      ['Ana Okoro', 'the northern pier was closed'],
      ['Ana Okoro', 'the storm had killed 40 sailors'],
      ['Ben Li', 'the northern pier was not closed'],
      ['Ben Li', 'the storm had killed 50 sailors'],
      ['Harbour News', 'the repair of the pier had begun'],
      ['Ben Li', 'the bridge was safe'],
    ]),
  )
  const relayed = two.statements.find(({ content }) => content === 'the bridge was safe')
  const outer = two.statements.find(({ id }) => id === relayed?.relayedBy)
  expect(nameOf(two, outer?.speaker ?? null)).toBe('Channel News')
})

test('a source speaks in its own voice too, and statements are dated against the day of publication', async () => {
  const text = 'The pier opened in 1931. Mayor Ben Li said on Tuesday that the pier was closed.\n'
  const about = { outlet: 'Harbour News', published: '2025-10-30' }
  const built = (await run(emptyCase('Pier'), [read(text, 'one', about), read(FIRST, 'two')])).case
  const narrated = built.statements.filter(({ form }) => form === 'narrated')
  expect(narrated.map((one) => [nameOf(built, one.speaker), one.content, one.cueSpans])).toEqual([
    ['Harbour News', 'The pier opened in 1931.', []],
  ])
  expect(built.statements.map(({ content, saidAt }) => [content, saidAt])).toContainEqual([
    'the pier was closed',
    '2025-10-28',
  ])
  expect((await run(built, [], {})).case).toEqual(built)
})

test('what two speakers contradict each other in is related, with the words that decide', () => {
  const textOf = (id: string) => two.claims.find((claim) => claim.id === id)?.text ?? ''
  const found = two.relations.map(({ type, from, to, spans }) => [
    type,
    [textOf(from), textOf(to)].toSorted(),
    spans.map(({ exact }) => exact).toSorted(),
  ])
  expect(found).toEqual(
    expect.arrayContaining([
      ['contradicts', ['The northern pier was closed', 'The northern pier was not closed'], ['not']],
      ['contradicts', ['The storm killed 40 sailors', 'The storm killed 50 sailors'], ['40', '50']],
    ]),
  )
})

test('an outlet typed in and the outlet that the text names are one, spelled either way', () => {
  const first = two.sources.find(({ path }) => path.includes('first'))
  expect(nameOf(two, first?.outlet ?? null)).toBe('Harbour News')
  expect(two.actors.find(({ id }) => id === first?.outlet)?.aliases).toEqual(['HarbourNews'])
})

test('check finds no fault in what build wrote, and building again changes no byte', async () => {
  const dir = join(await mkdtemp(join(tmpdir(), 'hearsay-pipeline-')), 'pier')
  await writeCase(dir, two)
  expect(await checkCase(dir)).toEqual([])
  const before = await bytesOf(dir)
  const again = await run(await readCase(dir), [read(FIRST, 'first', { outlet: 'HarbourNews' })])
  await writeCase(dir, again.case)
  expect(await bytesOf(dir)).toEqual(before)
  await writeCase(dir, (await run(await readCase(dir), [])).case)
  expect(await bytesOf(dir)).toEqual(before)
})

test('a third text keeps every id that was there', async () => {
  const { case: three } = await run(two, [read(THIRD, 'third')])
  for (const list of ['sources', 'actors', 'statements', 'claims', 'stances', 'relations'] as const) {
    const ids = three[list].map(({ id }) => id)
    expect(ids).toEqual(expect.arrayContaining(two[list].map(({ id }) => id)))
  }
  expect(three.sources).toHaveLength(3)
  const closed = three.claims.find(({ text }) => text === 'The northern pier was closed')
  const stances = three.stances.filter(({ claim }) => claim === closed?.id).map(({ stance }) => stance)
  expect(stances.toSorted()).toEqual(['asserts', 'denies'])
})

test('the order in which texts come makes no difference', async () => {
  const turned = [read(SECOND, 'second'), read(FIRST, 'first', { outlet: 'HarbourNews' })]
  const { case: other } = await run(emptyCase('Pier'), turned)
  expect(other).toEqual({ ...two, texts: other.texts })
  expect(new Map(other.texts)).toEqual(two.texts)
})

test('a text that comes twice is one source, and that is said', async () => {
  const { case: built, sameTexts } = await run(emptyCase('Pier'), [read(THIRD, 'third'), read(THIRD, 'copy')])
  expect(built.sources).toHaveLength(1)
  expect(sameTexts.map(({ name, source }) => [name, source.id])).toEqual([['copy', built.sources[0]?.id]])
})

test('what a person says of a known text is put right, and only that', async () => {
  const about = { outlet: 'Harbour Post', author: 'Ida Lund' }
  const { case: built } = await run(two, [read(SECOND, 'second', about)], about)
  const [was, is] = [two, built].map((one) => one.sources.find(({ path }) => path.includes('second')))
  expect(nameOf(built, is?.outlet ?? null)).toBe('Harbour Post')
  expect(is).toEqual({ ...was, outlet: is?.outlet, author: 'Ida Lund' })
  expect(built.statements).toEqual(two.statements)
})

test('an outlet that a person has renamed stays one actor under its id', async () => {
  const first = two.sources.find(({ path }) => path.includes('first'))
  const actors = two.actors.map((actor) => (actor.id === first?.outlet ? { ...actor, name: 'Larn Gazette' } : actor))
  const { case: built } = await run({ ...two, actors }, [read(THIRD, 'third')])
  expect(built.sources.find(({ id }) => id === first?.id)?.outlet).toBe(first?.outlet)
  const named = built.actors.filter(({ name, aliases }) => [name, ...aliases].includes('Larn Gazette'))
  expect(named.map(({ id }) => id)).toEqual([first?.outlet])
})

test('a decision survives the next build', async () => {
  const [claim] = two.claims
  const decided = {
    ...two,
    claims: two.claims.map((one) => (one === claim ? { ...one, status: 'rejected' as const } : one)),
  }
  expect((await run(decided, [read(THIRD, 'third')])).case.claims).toContainEqual({ ...claim, status: 'rejected' })
})

test('says how far it is, to the end', async () => {
  const seen: string[] = []
  const onProgress = (stage: string, done: number, total: number) => seen.push(`${stage} ${done}/${total}`)
  await build(two, [], {}, { extractor, judge: localJudge(), onProgress })
  expect(seen.slice(0, 2)).toEqual(['extract 1/2', 'extract 2/2'])
  expect(seen.at(-1)).toMatch(/^relate (\d+)\/\1$/)
})
