import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { project } from '../graph/project.ts'
import { RELATIONSHIPS } from '../graph/schema.ts'
import { SOURCES_FOLDER } from '../src/case/files.ts'
import type { Extractor } from '../src/extract/extractor.ts'
import { HearsayError, showValue } from '../src/model/error.ts'
import type { Case } from '../src/model/records.ts'
import type { Overrides, ReadText } from '../src/read/read-text.ts'

/**
 * A text by the name it was given on the command line, an address or a file, in a language that `extractor` reads or that the
 * person says it is in.
 */
export async function readInput(
  name: string,
  overrides: Overrides,
  allowPrivate: boolean,
  extractor: Extractor,
): Promise<ReadText> {
  const read = await readAnywhere(name, overrides, allowPrivate)
  const { refuseOtherLanguages } = await import('../src/extract/language.ts')
  if (overrides.language === undefined) refuseOtherLanguages(read.text, name, extractor)
  return read
}

async function readAnywhere(name: string, overrides: Overrides, allowPrivate: boolean): Promise<ReadText> {
  if (!/^[a-z][a-z\d+.-]+:\/\//i.test(name)) {
    const { readFile } = await import('../src/read/file.ts')
    return readFile(name, overrides)
  }
  const { readAddress } = await import('../src/read/address.ts')
  const { isAnyAddress } = await import('../src/read/address-range.ts')
  const readAt = new Date().toISOString()
  return readAddress(name, { readAt, overrides, ...(allowPrivate ? { isAllowedAddress: isAnyAddress } : {}) })
}

/** `--threshold` as a number; the extractor's own where it was not given. Throws for what is no score. */
export function thresholdOf(option: string | undefined): number | undefined {
  if (option === undefined) return undefined
  const threshold = Number(option)
  if (option.trim() !== '' && threshold >= 0 && threshold <= 1) return threshold
  throw new HearsayError('bad-threshold', `${showValue(option)} is no score: give --threshold a number from 0 to 1.`, {
    isUsage: true,
  })
}

/** Those of the options that say something about a text. */
export function overridesOf(options: Overrides): Overrides {
  const { title, outlet, author, url, published, kind, language } = options
  const given = Object.entries({ title, outlet, author, url, published, kind, language })
  return Object.fromEntries(given.filter(([, value]) => value !== undefined))
}

/**
 * The case in a folder, or an empty one where there is no folder yet or nothing in it but what a failed first write leaves. Refuses a file and a folder of
 * something else before any work is done.
 */
export async function readOrStart(folder: string): Promise<{ readonly case: Case; readonly isNew: boolean }> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    if (error.code !== 'ENOTDIR') throw error
    const message = `not a case: ${showValue(folder)} is a file. Name the folder of the case first: hearsay build talks/ a.txt.`
    throw new HearsayError('not-a-case', message, { isUsage: true })
  })
  const { emptyCase } = await import('../src/case/merge.ts')
  const { readCase } = await import('../src/case/read.ts')
  return names.some((name) => !name.startsWith('.') && name !== SOURCES_FOLDER)
    ? { case: await readCase(folder), isNew: false }
    : { case: emptyCase(path.basename(path.resolve(folder))), isNew: true }
}

/** The case in a folder, to be shown or loaded: of one with ids that point nowhere, parts would be missing without a word. */
export async function readWholeCase(folder: string): Promise<Case> {
  const { readCase } = await import('../src/case/read.ts')
  const theCase = await readCase(folder)
  const { nodes, relationships } = project(theCase, 'case', [])
  const ids = new Map([...nodes].map(([label, rows]) => [label, new Set(rows.map(({ id }) => id))]))
  for (const [type, rows] of relationships)
    for (const { from, to } of rows) {
      const missing = [[from, RELATIONSHIPS[type].from] as const, [to, RELATIONSHIPS[type].to] as const].find(
        ([id, label]) => !ids.get(label)?.has(id),
      )
      if (missing)
        throw new HearsayError(
          'dangling-id',
          `${folder}: dangling id: ${showValue(missing[0])}. \`hearsay check ${folder}\` says where; building again mends what a cut-short write left.`,
        )
    }
  return theCase
}

/** The key of a case in a database: given, or the name of its folder. */
export function caseKeyOf(folder: string, as: string | undefined): string {
  const key = as ?? path.basename(path.resolve(folder))
  if (key.trim() !== '') return key
  throw new HearsayError('invalid-key', `invalid case key: ${showValue(key)}. Name one with --as.`, { isUsage: true })
}
