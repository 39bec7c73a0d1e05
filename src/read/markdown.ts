import { parseDocument } from 'yaml'
import { HearsayError, showValue } from '../model/error.ts'
import { normaliseText } from '../model/text.ts'
import { headerKey } from './header.ts'
import { plainWords } from './markdown-words.ts'
import type { Found, Overrides } from './read-text.ts'

const FENCE = /^---[ \t]*\n([\s\S]*?)^(?:---|\.\.\.)[ \t]*(?:\n|$)/m

function wordsOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) return value.flatMap((part: unknown) => wordsOf(part) ?? []).join(', ')
  return undefined
}

function frontMatter(yaml: string, place: string): Overrides {
  const document = parseDocument(yaml, { prettyErrors: true })
  const [error] = document.errors
  let values: unknown
  try {
    values = error ? undefined : document.toJS({ maxAliasCount: 100 })
  } catch {
    values = undefined
  }
  if (error || values === undefined) {
    const line = (error?.linePos?.[0].line ?? 0) + 1
    throw new HearsayError(
      'invalid-front-matter',
      `${place}:${line}: invalid front matter: ${showValue(error?.code ?? 'too many aliases')}. Correct the YAML between the --- lines, or drop it.`,
    )
  }
  const about: { -readonly [Key in keyof Overrides]: Overrides[Key] } = {}
  for (const [name, value] of Object.entries(typeof values === 'object' && values !== null ? values : {})) {
    const key = headerKey(name)
    const words = wordsOf(value)
    if (key !== undefined && words !== undefined) about[key] = words
  }
  return about
}

/**
 * What a Markdown document says: its front matter (title, outlet, author, url, published, kind, read, language), the first heading as title
 * where that gives none, and its words without the markup. Throws `invalid-front-matter`.
 */
export function readMarkdown(raw: string, place: string): Found {
  const text = raw.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const fence = text.startsWith('---') ? FENCE.exec(text) : null
  const isFront = fence?.index === 0
  const about = isFront ? frontMatter(fence[1] ?? '', place) : {}
  const body = isFront ? text.slice(fence[0].length) : text
  const heading = /^ {0,3}# +(\S.*)$/m.exec(body)?.[1] ?? /^(\S.*)\n=+ *$/m.exec(body)?.[1]
  const title = heading === undefined ? '' : plainWords(`# ${heading}`).trim()
  return { ...(title ? { title } : {}), ...about, text: normaliseText(plainWords(body)) }
}
