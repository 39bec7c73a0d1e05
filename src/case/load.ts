import { stat } from 'node:fs/promises'
import { HearsayError, showValue } from '../model/error.ts'
import { sha256 } from '../model/id.ts'
import type { Case, Manifest, Source } from '../model/records.ts'
import { fault, faultOf, type Fault } from './fault.ts'
import { fileOf, LISTS, MAX_RECORDS, MAX_TEXT, type ListName } from './files.ts'
import { decodeUtf8, readInside } from './inside.ts'
import { parseLines, type Line, type Lines } from './lines.ts'
import { MANIFEST_FILE, parseManifest } from './manifest.ts'

/** Every list of a case with the line of each record. */
type CaseLines = { readonly [Name in ListName]: readonly Line<Case[Name][number]>[] }

/** What could be read of a case folder, and what could not. */
export interface LoadedCase {
  readonly manifest: Manifest
  readonly texts: ReadonlyMap<string, string>
  readonly lines: CaseLines
  readonly damagedIds: ReadonlySet<string>
  readonly faults: readonly Fault[]
}

/** The manifest of the case in `dir`. Throws `not-a-case`, `newer-format` and what `parseManifest` throws. */
export async function readManifest(dir: string): Promise<Manifest> {
  const isFolder = await stat(dir).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (!isFolder)
    throw new HearsayError(
      'not-a-case',
      `not a case: ${showValue(dir)}. There is no such folder: check the path, or make a case with hearsay build.`,
    )
  let bytes: Buffer
  try {
    bytes = await readInside(dir, MANIFEST_FILE, 2 ** 20)
  } catch (error) {
    if (!(error instanceof HearsayError) || error.code !== 'missing-file') throw error
    throw new HearsayError(
      'not-a-case',
      `not a case: ${showValue(dir)}. It has no ${MANIFEST_FILE}: name the folder that has one, or make a case with hearsay build.`,
      { cause: error },
    )
  }
  const yaml = decodeUtf8(bytes)
  if (yaml === null)
    throw new HearsayError('invalid-encoding', `${MANIFEST_FILE}: invalid encoding: not UTF-8. Save it as UTF-8.`)
  return parseManifest(yaml.replace(/^\uFEFF/, ''))
}

async function readList<Name extends ListName>(dir: string, name: Name): Promise<Lines<Case[Name][number]>> {
  const file = fileOf(name)
  try {
    return parseLines<Case[Name][number]>(file, await readInside(dir, file, MAX_RECORDS), LISTS[name])
  } catch (error) {
    // A file that was never written is an empty list.
    const faults = error instanceof HearsayError && error.code === 'missing-file' ? [] : [faultOf(error, { file })]
    return { lines: [], damagedIds: [], faults }
  }
}

async function readText(dir: string, { record, line }: Line<Source>): Promise<string | Fault> {
  const place = { file: fileOf('sources'), line }
  try {
    const text = decodeUtf8(await readInside(dir, record.path, MAX_TEXT))
    if (text === null)
      return fault({ file: record.path }, 'invalid-encoding', 'not UTF-8', 'Put the original text back.')
    if (sha256(text) !== record.sha256)
      return fault(place, 'changed-text', record.path, 'Put the original text back: its sha256 is on this line.')
    return text
  } catch (error) {
    return faultOf(error, place)
  }
}

/** Reads the case in `dir` as far as it can be read. Throws only what `readManifest` throws. */
export async function loadCase(dir: string): Promise<LoadedCase> {
  const manifest = await readManifest(dir)
  const read = {
    sources: await readList(dir, 'sources'),
    actors: await readList(dir, 'actors'),
    statements: await readList(dir, 'statements'),
    utterances: await readList(dir, 'utterances'),
    claims: await readList(dir, 'claims'),
    stances: await readList(dir, 'stances'),
    relations: await readList(dir, 'relations'),
    reviews: await readList(dir, 'reviews'),
  }
  const faults = Object.values(read).flatMap((list) => list.faults)
  const texts = new Map<string, string>()
  for (const line of read.sources.lines) {
    const text = await readText(dir, line)
    if (typeof text === 'string') texts.set(line.record.id, text)
    else faults.push(text)
  }
  const lines: CaseLines = {
    sources: read.sources.lines,
    actors: read.actors.lines,
    statements: read.statements.lines,
    utterances: read.utterances.lines,
    claims: read.claims.lines,
    stances: read.stances.lines,
    relations: read.relations.lines,
    reviews: read.reviews.lines,
  }
  const damagedIds = new Set(Object.values(read).flatMap((list) => list.damagedIds))
  return { manifest, texts, lines, damagedIds, faults }
}
