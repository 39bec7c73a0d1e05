import { constants } from 'node:fs'
import { open, realpath, type FileHandle } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { HearsayError, showValue } from '../model/error.ts'

/** The `code` of a system error, e.g. `ENOENT`; '' for anything else. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/**
 * The bytes of the plain file at `path` (relative to `folder`), wherever its links lead as long as that is inside `folder`.
 * Throws `missing-file`, `outside-folder`, `not-a-file`, `file-too-large` (more than `limit` bytes; it is not read) or
 * `unreadable-file`.
 */
export async function readInside(folder: string, path: string, limit: number): Promise<Buffer> {
  const shown = showValue(path)
  let handle: FileHandle | undefined
  try {
    const root = await realpath(folder)
    const real = await realpath(join(folder, path))
    if (!real.startsWith(root.endsWith(sep) ? root : root + sep))
      throw new HearsayError(
        'outside-folder',
        `outside the folder: ${shown}. Copy the file into the folder; nothing outside it is read.`,
      )
    // Without O_NONBLOCK, opening a named pipe would wait for its writer for ever.
    handle = await open(real, constants.O_RDONLY | constants.O_NONBLOCK)
    const stat = await handle.stat()
    if (!stat.isFile())
      throw new HearsayError('not-a-file', `not a file: ${shown}. Put a plain file there, or move what is there away.`)
    if (stat.size > limit)
      throw new HearsayError(
        'file-too-large',
        `file too large: ${shown}, ${stat.size} bytes. At most ${limit} bytes are read: split it.`,
      )
    return await handle.readFile()
  } catch (error) {
    if (error instanceof HearsayError) throw error
    const code = systemCode(error)
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new HearsayError('missing-file', `missing file: ${shown}. Put it back, or drop what names it.`, {
        cause: error,
      })
    throw new HearsayError(
      'unreadable-file',
      `unreadable file: ${shown} (${code || 'unknown error'}). Check that you may read it.`,
      { cause: error },
    )
  } finally {
    await handle?.close()
  }
}

/** `bytes` as UTF-8 text with its byte order mark kept, or null where they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}
