import { access } from 'node:fs/promises'
import path from 'node:path'
import { emptyCase } from '../src/case/merge.ts'
import { readCase } from '../src/case/read.ts'
import { HearsayError, showValue } from '../src/model/error.ts'
import type { Case } from '../src/model/records.ts'
import { readAddress } from '../src/read/address.ts'
import { readFile } from '../src/read/file.ts'
import type { Overrides, ReadText } from '../src/read/read-text.ts'

/** A text by the name it was given on the command line: an address or a file. */
export function readInput(name: string, overrides: Overrides, allowPrivate: boolean): Promise<ReadText> {
  if (!/^[a-z][a-z\d+.-]+:\/\//i.test(name)) return readFile(name, overrides)
  const readAt = new Date().toISOString()
  return readAddress(name, { readAt, overrides, ...(allowPrivate ? { isAllowedAddress: () => true } : {}) })
}

/** Those of the options that say something about a text. */
export function overridesOf(options: Overrides): Overrides {
  const { title, outlet, author, url, published, kind, language } = options
  const given = Object.entries({ title, outlet, author, url, published, kind, language })
  return Object.fromEntries(given.filter(([, value]) => value !== undefined))
}

/** The case in a folder, or an empty one where there is no folder yet or nothing in it that could be a case. */
export async function readOrStart(folder: string): Promise<{ readonly case: Case; readonly isNew: boolean }> {
  const isCase = await access(path.join(folder, 'case.yaml')).then(
    () => true,
    () => false,
  )
  return isCase
    ? { case: await readCase(folder), isNew: false }
    : { case: emptyCase(path.basename(path.resolve(folder))), isNew: true }
}

/** The key of a case in a database: given, or the name of its folder. */
export function caseKeyOf(folder: string, as: string | undefined): string {
  const key = as ?? path.basename(path.resolve(folder))
  if (key.trim() !== '') return key
  throw new HearsayError('invalid-key', `invalid case key: ${showValue(key)}. Name one with --as.`, { isUsage: true })
}
