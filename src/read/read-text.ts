import { HearsayError, showValue } from '../model/error.ts'
import type { Source } from '../model/records.ts'
import { firstWords, normaliseText } from '../model/text.ts'
import { isoDate } from './date.ts'

/** One text as it was read, before it has ids. `text` is final: every position of the case counts in it. */
export interface ReadText {
  /** Normalised by `normaliseText`, never empty. */
  readonly text: string
  /** The title that was found, or else the text's first words. */
  readonly title: string
  /** Name of whoever published it. */
  readonly outlet: string | null
  readonly author: string | null
  readonly url: string | null
  /** ISO 8601 date, or date and time with offset. */
  readonly publishedAt: string | null
  /** ISO 8601. For a file only what its front matter says, so that reading it again gives the same. */
  readonly readAt: string | null
  /** Primary BCP 47 subtag, e.g. `en`. */
  readonly language: string
  readonly kind: Source['kind']
  /** What a person would call it: outlet and title where a title was found, else the file's name without extension. */
  readonly name: string
}

/** What a person says about a text; wins over what is found in it. */
export interface Overrides {
  readonly title?: string
  readonly outlet?: string
  readonly author?: string
  readonly url?: string
  readonly published?: string
  readonly read?: string
  readonly kind?: string
  readonly language?: string
}

/** What a format found in a document: its text and, as written, what is known about it. */
export interface Found extends Overrides {
  readonly text: string
}

const KINDS: readonly Source['kind'][] = ['article', 'post', 'transcript', 'report', 'document']

const oneLine = (value: string | undefined) => value?.normalize('NFC').replace(/\s+/g, ' ').trim() || null

function kindOf(value: string | undefined, place: string): Source['kind'] {
  const kind = KINDS.find((known) => known === (value?.trim().toLowerCase() || 'article'))
  if (kind) return kind
  throw new HearsayError(
    'invalid-kind',
    `${place}: invalid kind: ${showValue(value)}. A source is one of ${KINDS.join(', ')}.`,
  )
}

function dateOf(value: string | undefined, place: string): string | null {
  if (value === undefined || value.trim() === '') return null
  const date = isoDate(value)
  if (date !== null) return date
  throw new HearsayError(
    'invalid-date',
    `${place}: invalid date: ${showValue(value)}. Write an ISO 8601 date such as 2025-10-30, a time with its offset.`,
  )
}

function urlOf(value: string | undefined, place: string): string | null {
  const url = oneLine(value)
  if (url === null || (/^https?:\/\/\S+$/i.test(url) && URL.canParse(url))) return url
  throw new HearsayError(
    'invalid-url',
    `${place}: invalid url: ${showValue(value)}. An address begins with http:// or https://.`,
  )
}

/** Only the language itself: `en-GB` and `en_US` are both `en`. */
function languageOf(value: string | undefined): string {
  return /^([a-z]{2,3})(?:[-_]|$)/.exec(value?.trim().toLowerCase() ?? '')?.[1] ?? 'en'
}

/** Drops keys without a value, so that they do not hide what was found. */
const given = (overrides: Overrides) =>
  Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined && value !== ''))

/**
 * The text of `place` (a path or address, for messages) from what was `found` there and what a person says about it. `stem`
 * names it where no title was found. Throws `empty-text`, `invalid-date`, `invalid-kind` or `invalid-url`.
 */
export function makeReadText(found: Found, overrides: Overrides, place: string, stem: string): ReadText {
  const text = normaliseText(found.text)
  if (!/[\p{L}\p{N}]/u.test(text))
    throw new HearsayError('empty-text', `${place}: empty text: no words in it. Name a file that has some.`)
  const about: Overrides = { ...found, ...given(overrides) }
  const title = oneLine(about.title)
  const outlet = oneLine(about.outlet)
  return Object.freeze({
    text,
    title: title ?? firstWords(text),
    outlet,
    author: oneLine(about.author),
    url: urlOf(about.url, place),
    publishedAt: dateOf(about.published, place),
    readAt: dateOf(about.read, place),
    language: languageOf(about.language),
    kind: kindOf(about.kind, place),
    name: title === null ? stem : [outlet, title].filter((part) => part !== null).join(' '),
  })
}
