import { HearsayError } from '../model/error.ts'

/** The encoding that the first bytes name, if they do. */
function markedEncoding(bytes: Uint8Array): string | null {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  return null
}

/** Offset of the first byte that is not UTF-8. */
function firstInvalid(bytes: Uint8Array): number {
  const lossy = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  let offset = 0
  let from = 0
  for (let at = lossy.indexOf('\uFFFD'); at !== -1; at = lossy.indexOf('\uFFFD', from)) {
    offset += Buffer.byteLength(lossy.slice(from, at), 'utf8')
    // The character itself may stand in a sound text.
    const isGenuine = bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd
    if (!isGenuine) return offset
    offset += 3
    from = at + 1
  }
  return bytes.length
}

/** What no text has: NUL and the control characters except tab and the line and page ends. */
// oxlint-disable-next-line no-control-regex -- these characters are what is looked for
const CONTROL = /[\u0000-\u0008\u000e-\u001f\u007f]/

/** The words of `place` decoded strictly: UTF-8, or UTF-16 with a byte order mark. Throws `binary-file` or `invalid-encoding`. */
export function decodeText(bytes: Uint8Array, place: string): string {
  const encoding = markedEncoding(bytes) ?? 'utf-8'
  let text: string
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (error) {
    if (bytes.includes(0)) throw binary(place, bytes.indexOf(0), error)
    const where =
      encoding === 'utf-8' ? `byte ${firstInvalid(bytes)} is not UTF-8` : `it is not ${encoding.toUpperCase()}`
    throw new HearsayError('invalid-encoding', `${place}: invalid encoding: ${where}. Save the file as UTF-8.`, {
      cause: error,
    })
  }
  const control = CONTROL.exec(text)
  if (control) throw binary(place, Buffer.byteLength(text.slice(0, control.index), 'utf8'))
  return text
}

function binary(place: string, offset: number, cause?: unknown): HearsayError {
  return new HearsayError(
    'binary-file',
    `${place}: binary file: byte ${offset} is no text. Save the document as text, Markdown or HTML.`,
    { cause },
  )
}

/** What the bytes 0x80–0x9F are in windows-1252: before Node 23 its decoder leaves them control characters. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

function decodeAs(label: string, bytes: Uint8Array): string | null {
  let decoder: TextDecoder
  try {
    decoder = new TextDecoder(label)
  } catch {
    return null
  }
  if (decoder.encoding !== 'windows-1252') return decoder.decode(bytes)
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (control) => WINDOWS_1252[control.charCodeAt(0) - 0x80] ?? control)
}

/** The encoding named in the first bytes of an HTML document. */
function declaredEncoding(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1')
  const label = /<meta[^>]+charset\s*=\s*["']?\s*([\w:.-]+)/i.exec(head)?.[1] ?? null
  // A document whose own ASCII could be read to find the label is not UTF-16 (HTML standard, "prescan a byte stream").
  return label !== null && /^utf-?16/i.test(label) ? 'utf-8' : label
}

/**
 * The text of a page as a browser decodes it: byte order mark, then the `charset` of its header, then its `<meta>`, then
 * UTF-8 where it is that, else windows-1252. A byte that is none of it becomes U+FFFD.
 */
export function decodePage(bytes: Uint8Array, charset: string | null): string {
  for (const label of [markedEncoding(bytes), charset, declaredEncoding(bytes)]) {
    const text = label === null ? null : decodeAs(label, bytes)
    if (text !== null) return text
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return decodeAs('windows-1252', bytes) ?? ''
  }
}
