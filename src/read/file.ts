import { readFile as readBytes, stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { HearsayError } from '../model/error.ts'
import { decodePage, decodeText } from './decode.ts'
import { readHtml } from './html.ts'
import { readMarkdown } from './markdown.ts'
import { readPlain } from './plain.ts'
import { makeReadText, type Found, type Overrides, type ReadText } from './read-text.ts'

/** A larger file is not read: 10 MB is several books, and holding it as a text takes many times that. */
const MAX_FILE_BYTES = 10_000_000

/** A format: what the bytes of `place` say. `charset` is what the server said that they are in, if one did. */
export type Format = (bytes: Uint8Array, place: string, charset: string | null) => Found

const plain: Format = (bytes, place) => readPlain(decodeText(bytes, place))
const markdown: Format = (bytes, place) => readMarkdown(decodeText(bytes, place), place)
const html: Format = (bytes, place, charset) => readHtml(decodePage(bytes, charset), place)

const EXTENSIONS: Readonly<Record<string, Format>> = {
  '.txt': plain,
  '.md': markdown,
  '.html': html,
  '.htm': html,
}

const WAYS_OUT: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file: check the path.',
  ENOTDIR: 'There is no such file: check the path.',
  EACCES: 'You may not read it: change its permissions.',
  EPERM: 'You may not read it: change its permissions.',
  ELOOP: 'It is a link to itself: name the file itself.',
}

function unreadable(path: string, cause: unknown): HearsayError {
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
  const kind = code === 'ENOENT' || code === 'ENOTDIR' ? 'missing-file' : 'unreadable-file'
  const wayOut = WAYS_OUT[code] ?? 'Check that it can be opened.'
  return new HearsayError(kind, `${path}: ${kind.replace('-', ' ')}: ${code || String(cause)}. ${wayOut}`, { cause })
}

/**
 * Reads the file at `path`: .txt, .md, .html or .htm. Throws a `HearsayError`: `missing-file`, `unreadable-file`,
 * `not-a-file`, `unsupported-format`, `too-large`, `empty-text`, `binary-file`, `invalid-encoding`, `no-article`,
 * `invalid-front-matter`, `invalid-date`, `invalid-kind` or `invalid-url`.
 */
export async function readFile(path: string, overrides: Overrides = {}): Promise<ReadText> {
  const found = await stat(path).catch((error: unknown) => {
    throw unreadable(path, error)
  })
  if (found.isDirectory())
    throw new HearsayError('not-a-file', `${path}: not a file: it is a folder. Name the files in it: ${path}/*.txt.`)
  // A pipe or a device has no end that could be checked beforehand.
  if (!found.isFile())
    throw new HearsayError('not-a-file', `${path}: not a file. Save what it gives as a file and name that.`)
  const extension = extname(path)
  const format = EXTENSIONS[extension.toLowerCase()]
  if (!format)
    throw new HearsayError(
      'unsupported-format',
      `${path}: unsupported format: ${extension || 'no extension'}. Supported are ${Object.keys(EXTENSIONS).join(', ')}: save it as one of them.`,
    )
  if (found.size > MAX_FILE_BYTES)
    throw new HearsayError(
      'too-large',
      `${path}: too large: ${found.size} bytes. At most ${MAX_FILE_BYTES} are read: split it into its texts.`,
    )
  const bytes = await readBytes(path).catch((error: unknown) => {
    throw unreadable(path, error)
  })
  if (bytes.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d)))
    throw new HearsayError('empty-text', `${path}: empty text: no words in it. Name a file that has some.`)
  return makeReadText(format(bytes, path, null), overrides, path, basename(path, extension))
}

/** The formats by media type, as servers name them. */
export const MEDIA_TYPES: Readonly<Record<string, Format>> = {
  'text/html': html,
  'application/xhtml+xml': html,
  'text/plain': (bytes, place, charset) => readPlain(served(bytes, place, charset)),
  'text/markdown': (bytes, place, charset) => readMarkdown(served(bytes, place, charset), place),
}

/** A served text is in the encoding that the server names, which need not be UTF-8. */
function served(bytes: Uint8Array, place: string, charset: string | null): string {
  return decodeText(Buffer.from(charset === null ? bytes : decodePage(bytes, charset)), place)
}
