import { mkdir, readdir, readFile, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { HearsayError, showValue } from '../model/error.ts'
import type { Case, Review } from '../model/records.ts'
import { check } from '../model/check.ts'
import { byId, sha256 } from '../model/id.ts'
import { fileOf, LISTS, MAX_RECORDS, MAX_TEXT, SOURCES_FOLDER, type ListName } from './files.ts'
import { readInside, systemCode } from './inside.ts'
import { formatLine, parseLines } from './lines.ts'
import { readManifest } from './load.ts'
import { formatManifest, MANIFEST_FILE } from './manifest.ts'
import { replaceFile, writeFailed } from './replace.ts'

type SortedList = Exclude<ListName, 'reviews'>

const WRITTEN: readonly SortedList[] = [
  'sources',
  'actors',
  'statements',
  'utterances',
  'claims',
  'stances',
  'relations',
]
/** Characters that are written at once: a whole list in memory would be many times its records. */
const PIECE = 2 ** 16

/** The lines of a list, sorted, in pieces of many lines. Throws `duplicate-id` or `InvalidRecord`. */
function* formatList<Name extends SortedList>(name: Name, records: Case[Name]): Generator<string> {
  const file = fileOf(name)
  const sorted: Case[Name][number][] = [...records]
  let last: string | null = null
  let piece = ''
  for (const record of sorted.sort(byId)) {
    if (record.id === last)
      throw new HearsayError('duplicate-id', `${file}: duplicate id: ${showValue(record.id)}. Drop one of the two.`)
    last = record.id
    piece += `${formatLine<Case[Name][number]>(LISTS[name], record, file)}\n`
    if (piece.length < PIECE) continue
    yield piece
    piece = ''
  }
  yield piece
}

async function missingAsNull<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read
  } catch (error) {
    if (error instanceof HearsayError && error.code === 'missing-file') return null
    throw error
  }
}

/**
 * Makes `dir` ready to be written: a case of this format, or an empty folder (names with a leading dot do not count, nor
 * does the folder of the sources: a first write that found no room leaves it).
 */
async function prepare(dir: string): Promise<void> {
  const names = await readdir(dir).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return [] as string[]
    throw writeFailed(dir, error)
  })
  if (names.includes(MANIFEST_FILE)) await readManifest(dir)
  else if (names.some((name) => !name.startsWith('.') && name !== SOURCES_FOLDER))
    throw new HearsayError(
      'not-a-case',
      `not a case: ${showValue(dir)}. It has files but no ${MANIFEST_FILE}: name an empty or a new folder.`,
    )
  const folder = join(dir, SOURCES_FOLDER)
  try {
    await mkdir(folder, { recursive: true })
    const root = await realpath(dir)
    if ((await realpath(folder)).startsWith(root.endsWith(sep) ? root : root + sep)) return
  } catch (error) {
    throw writeFailed(folder, error)
  }
  throw new HearsayError(
    'outside-folder',
    `outside the folder: ${showValue(SOURCES_FOLDER)}. It is a link out of the case: make it a folder of the case.`,
  )
}

async function writeTexts(dir: string, { sources, texts }: Case): Promise<void> {
  for (const source of sources) {
    const { path, id, sha256: hash } = check(LISTS.sources, source, { file: fileOf('sources') })
    const text = texts.get(id)
    if (text === undefined || sha256(text) !== hash)
      throw new HearsayError(
        'changed-text',
        `${fileOf('sources')}: changed text: ${showValue(id)}. texts must hold the text whose sha256 the source has.`,
      )
    const before = await missingAsNull(readInside(dir, path, MAX_TEXT))
    if (before === null) await replaceFile(join(dir, path), text)
    else if (!before.equals(Buffer.from(text, 'utf8')))
      throw new HearsayError(
        'changed-text',
        `${path}: changed text: ${showValue(id)}. A source is never overwritten: put the original text back, or give this source another path.`,
      )
  }
}

const timeOf = (review: Review) => Date.parse(review.at)

/**
 * Appends to `reviews.jsonl` those of `reviews` whose id is not there yet, by time. Lines that are there stay byte for byte,
 * damaged ones too; a review that is there in other words is `changed-review`. Throws `write-failed`.
 */
export async function appendReviews(dir: string, reviews: readonly Review[]): Promise<void> {
  const file = fileOf('reviews')
  const before = (await missingAsNull(readInside(dir, file, MAX_RECORDS))) ?? Buffer.alloc(0)
  const read = parseLines<Review>(file, before, LISTS.reviews)
  const known = new Map(read.lines.map(({ record }) => [record.id, JSON.stringify(record)]))
  const added: Review[] = []
  for (const review of reviews) {
    const line = formatLine<Review>(LISTS.reviews, review, file)
    const other = known.get(review.id)
    if (other !== undefined && other !== line)
      throw new HearsayError(
        'changed-review',
        `${file}: changed review: ${showValue(review.id)}. What a person decided stays: add a review that undoes it.`,
      )
    if (other === undefined) added.push(review)
    known.set(review.id, line)
  }
  const gap = before.length === 0 || before.at(-1) === 10 || added.length === 0 ? '' : '\n'
  const lines = added.sort((a, b) => timeOf(a) - timeOf(b)).map((review) => `${known.get(review.id) ?? ''}\n`)
  await replaceFile(join(dir, file), Buffer.concat([before, Buffer.from(gap + lines.join(''), 'utf8')]))
}

/**
 * Writes `written` as the case folder `dir`, made if it is not there. Each file is replaced atomically and only when its
 * bytes change; every list has its file, an empty one too. Texts are written once, reviews are appended, comments in
 * `case.yaml` stay, nothing is deleted. Everything is checked before the first byte is written. Throws `not-a-case`,
 * `newer-format`, `changed-text`, `changed-review`, `outside-folder`, `InvalidRecord` or `write-failed`.
 */
export async function writeCase(dir: string, written: Case): Promise<void> {
  for (const name of WRITTEN) for (const _ of formatList(name, written[name]));
  await prepare(dir)
  const manifest = join(dir, MANIFEST_FILE)
  const yaml = await readFile(manifest, 'utf8').catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return null
    throw writeFailed(manifest, error)
  })
  await replaceFile(manifest, formatManifest(written.manifest, yaml))
  await appendReviews(dir, written.reviews)
  await writeTexts(dir, written)
  for (const name of WRITTEN) await replaceFile(join(dir, fileOf(name)), formatList(name, written[name]))
}
