import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileOf, LISTS, MAX_RECORDS, SOURCES_FOLDER, type ListName } from './files.ts'
import { HearsayError } from '../model/error.ts'
import { readInside } from './inside.ts'

const RECORD_FILES = ['case.yaml', ...(Object.keys(LISTS) as ListName[]).map(fileOf)]

/**
 * SHA-256 of what a case folder holds now: the bytes of its records, and name, size and time of the texts, which nobody changes
 * after they were read. Two equal ones are the same case; a copied folder may have another. Throws what reading the case would.
 */
export async function digestCase(folder: string): Promise<string> {
  const hash = createHash('sha256')
  for (const file of RECORD_FILES) {
    const bytes = await readInside(folder, file, MAX_RECORDS).catch((error: unknown) => {
      if (file !== 'case.yaml' && error instanceof HearsayError && error.code === 'missing-file') return Buffer.of()
      throw error
    })
    hash.update(`${file} ${bytes.length}\n`).update(bytes)
  }
  const names = await readdir(join(folder, SOURCES_FOLDER)).catch(() => [])
  for (const name of names.sort((a, b) => (a < b ? -1 : 1))) {
    const { size, mtimeMs } = await stat(join(folder, SOURCES_FOLDER, name))
    hash.update(`${JSON.stringify(name)} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex')
}
