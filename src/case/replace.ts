import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { HearsayError, showValue } from '../model/error.ts'
import { systemCode } from './inside.ts'

/** Names of the temporary files that a crash may leave; readers pass over them. */
export const LEFTOVER = /(?:^|\/)\.[^/]+\.[0-9a-f-]{36}\.tmp$/

/** What a person can do about a failed write, by system error. */
const WAYS_OUT: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full: free some space and run it again.',
  EDQUOT: 'Your share of the disk is full: free some space and run it again.',
  EACCES: 'You may not write there: change the permissions, or copy the case to a folder of yours.',
  EPERM: 'You may not write there: change the permissions, or copy the case to a folder of yours.',
  EROFS: 'The disk is read-only: copy the case to one that can be written.',
  EISDIR: 'A folder has the name of the file: move it away and run it again.',
}

/** The error for a file that could not be written: what stood there before still stands. */
export function writeFailed(path: string, cause: unknown): HearsayError {
  const code = systemCode(cause)
  return new HearsayError(
    'write-failed',
    `write failed: ${showValue(path)} (${code || String(cause)}). Nothing was lost: the file is as it was before. ${WAYS_OUT[code] ?? 'Remove what hinders writing and run it again.'}`,
    { cause },
  )
}

async function syncFolder(dir: string): Promise<void> {
  let handle: FileHandle | undefined
  try {
    handle = await open(dir)
    await handle.sync()
  } catch (error) {
    // Windows and some network disks cannot sync a folder; the rename is still atomic there.
    if (!['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP'].includes(systemCode(error))) throw error
  } finally {
    await handle?.close()
  }
}

/** SHA-256 of a file's bytes, read piece by piece; null where there is none. */
async function hashOf(path: string): Promise<string | null> {
  const hash = createHash('sha256')
  try {
    for await (const piece of createReadStream(path)) hash.update(piece as Buffer)
    return hash.digest('hex')
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null
    throw error
  }
}

/**
 * Puts `content`, whole or in pieces, into `path`, all or nothing: whoever reads it sees the old bytes or the new ones, whenever
 * the power goes. A file that has these bytes is not touched. True when it was written. Throws `write-failed`.
 */
export async function replaceFile(path: string, content: string | Buffer | Iterable<string>): Promise<boolean> {
  const pieces = typeof content === 'string' || Buffer.isBuffer(content) ? [content] : content
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`)
  try {
    const before = await hashOf(path)
    // A case may be private to its owner: the new file is no more readable than the old one.
    const mode = before === null ? 0o666 : (await stat(path)).mode & 0o777
    const hash = createHash('sha256')
    let isSame = false
    const handle = await open(temporary, 'wx', mode)
    try {
      for (const piece of pieces) {
        hash.update(piece)
        await handle.writeFile(piece)
      }
      isSame = hash.digest('hex') === before
      if (!isSame) await handle.sync()
    } finally {
      await handle.close()
    }
    if (isSame) {
      await rm(temporary)
      return false
    }
    await rename(temporary, path)
    await syncFolder(dirname(path))
    return true
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw writeFailed(path, error)
  }
}
