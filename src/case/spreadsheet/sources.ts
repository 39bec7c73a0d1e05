import { dirname, extname } from 'node:path'
import { check } from '../../model/check.ts'
import { HearsayError, showValue } from '../../model/error.ts'
import { sha256, sourceId } from '../../model/id.ts'
import { SourceSchema, type Source } from '../../model/records.ts'
import { sourcePath } from '../../model/source-path.ts'
import { firstWords, normaliseText } from '../../model/text.ts'
import { decodeUtf8, readInside } from '../inside.ts'
import type { Roster } from './roster.ts'
import type { Row } from './table.ts'

const MAX_TEXT_FILE = 10_000_000

/** The sources of a case while rows are added to it. */
export interface Shelf {
  readonly sources: Map<string, Source>
  readonly texts: Map<string, string>
  /** Ids by whatever a row may call a source: its key, title, path or id. */
  readonly called: Map<string, Set<string>>
}

/** A shelf with `sources`. */
export function makeShelf(sources: readonly Source[], texts: ReadonlyMap<string, string>): Shelf {
  const shelf: Shelf = { sources: new Map(), texts: new Map(texts), called: new Map() }
  for (const source of sources) shelve(shelf, source, '')
  return shelf
}

function shelve({ sources, called }: Shelf, source: Source, key: string): void {
  sources.set(source.id, source)
  for (const name of [key, source.id, source.title, source.path])
    if (name !== '') called.set(name, (called.get(name) ?? new Set()).add(source.id))
}

/** The source that a row calls `name`. Throws `unknown-source` or `ambiguous-source`. */
export function sourceCalled({ sources, called }: Shelf, name: string): Source {
  const [id, other] = called.get(name) ?? []
  const source = id === undefined ? undefined : sources.get(id)
  if (!source)
    throw new HearsayError(
      'unknown-source',
      `unknown source: ${showValue(name)}. Write a key of sources.csv, or the title or path of a source of the case.`,
    )
  if (other === undefined) return source
  throw new HearsayError(
    'ambiguous-source',
    `ambiguous source: ${showValue(name)} is ${id} and ${other}. Give the sources keys, and write the key.`,
  )
}

async function textOf(row: Row, csv: string): Promise<string> {
  const file = row.cell('file')
  const given = row.cell('text')
  if ((file === '') === (given === ''))
    throw new HearsayError(
      'invalid-source',
      `invalid source: ${showValue(file)}. A row has a text or a file, not both.`,
    )
  if (file === '') return normaliseText(given)
  if (extname(file).toLowerCase() !== '.txt')
    throw new HearsayError(
      'unsupported-format',
      `unsupported format: ${showValue(file)}. Name a .txt file here; other formats are read into a case by hearsay build.`,
    )
  const text = decodeUtf8(await readInside(dirname(csv), file, MAX_TEXT_FILE))
  if (text === null)
    throw new HearsayError('invalid-encoding', `invalid encoding: ${showValue(file)} is not UTF-8. Save it as UTF-8.`)
  return normaliseText(text)
}

/** Some disks take paths that differ in letter case only for one. */
const takenPaths = (shelf: Shelf) => new Set([...shelf.sources.values()].map(({ path }) => path.toLowerCase()))

/** Adds the source of a row of sources.csv, `csv` being the file's path. Throws `HearsayError` for a row that cannot be used. */
export async function addSourceRow(shelf: Shelf, roster: Roster, row: Row, csv: string): Promise<void> {
  const text = await textOf(row, csv)
  if (text === '') throw new HearsayError('empty-text', 'empty text: "". Give the words of the source.')
  const id = sourceId(text)
  const outlet = row.cell('outlet')
  const name = row.cell('title') || row.cell('file').replace(/\.txt$/i, '')
  const source = shelf.sources.get(id) ?? {
    id,
    path: sourcePath([outlet, name].filter(Boolean).join(' ') || row.cell('key'), takenPaths(shelf)),
    title: row.cell('title') || firstWords(text),
    kind: row.cell('kind').toLowerCase() || 'article',
    url: row.cell('url') || null,
    outlet: outlet === '' ? null : roster.get(outlet, 'outlet').id,
    author: row.cell('author') || null,
    publishedAt: row.cell('published') || null,
    readAt: null,
    language: 'en',
    sha256: sha256(text),
  }
  shelve(shelf, check(SourceSchema, source, row.place), row.cell('key'))
  shelf.texts.set(id, text)
}
