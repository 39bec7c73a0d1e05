import { normaliseText } from '../model/text.ts'
import { headerKey } from './header.ts'
import type { Found, Overrides } from './read-text.ts'

const DATE_PREFIX = /^\s*(?:date|published)(?:\s*:\s*|\s+)(\d{4}-\d{2}-\d{2}(?:T\S+)?)\s+/i
const MAX_TITLE_LINE = 120
const EMPTY_LINE = /\n[^\S\n]*\n/

/** `Title: …`, `Outlet: …` and such lines up to the first empty one, or null where the text begins otherwise. */
function header(whole: string): { about: Overrides; rest: string } | null {
  const text = whole.trimStart()
  const end = text.search(EMPTY_LINE)
  if (end === -1) return null
  const about: { -readonly [Key in keyof Overrides]: Overrides[Key] } = {}
  for (const line of text.slice(0, end).split('\n')) {
    const [, name = '', value = ''] = /^\s*([A-Za-z]{2,12})\s*:\s*(.*)$/.exec(line) ?? []
    const key = headerKey(name)
    if (key === undefined) return null
    about[key] = value
  }
  return { about, rest: text.slice(end).trimStart() }
}

/** The text's own title: a short first line without final punctuation, with an empty line below it. */
function titleLine(text: string): string | undefined {
  const [first = '', below, next] = text.trimStart().split('\n', 3)
  const line = first.trimEnd()
  const isTitle = below?.trim() === '' && next !== undefined && line.length <= MAX_TITLE_LINE
  return isTitle && !/[.!?…,;:]["'”’»)]*$/.test(line) ? line : undefined
}

/**
 * What a plain text says: a header of `Title:`, `Outlet:`, `Author:`, `URL:`, `Date:` lines, or a leading `date 2025-10-30`,
 * is about the text and not part of it. A title line is both.
 */
export function readPlain(raw: string): Found {
  const whole = normaliseText(raw)
  const { about, rest } = header(whole) ?? { about: {}, rest: whole }
  const date = about.published === undefined ? DATE_PREFIX.exec(rest) : null
  const text = normaliseText(date ? rest.slice(date[0].length) : rest)
  const title = titleLine(text)
  return { ...(title ? { title } : {}), ...about, ...(date?.[1] ? { published: date[1] } : {}), text }
}
