import type { Source } from '../model/records.ts'
import { isoDate } from './date.ts'
import { linkedData, names, type Thing } from './linked-data.ts'
import type { Overrides } from './read-text.ts'

const words = (value: string | null | undefined) => value?.replace(/\s+/g, ' ').trim() || undefined

/** The content of the first `<meta>` that has one of `keys` as name, property or itemprop; earlier keys win. */
function meta(document: Document, ...keys: readonly string[]): string | undefined {
  const found = new Map<string, string>()
  for (const element of document.querySelectorAll('meta[content]')) {
    const content = words(element.getAttribute('content'))
    for (const attribute of ['property', 'name', 'itemprop'])
      for (const key of element.getAttribute(attribute)?.toLowerCase().split(/\s+/) ?? [])
        if (content !== undefined && !found.has(key)) found.set(key, content)
  }
  return keys.map((key) => found.get(key)).find((value) => value !== undefined)
}

/** The first of `values` that is a date: a page's date that cannot be read is no reason to refuse the page. */
function firstDate(...values: readonly (string | null | undefined)[]): string | undefined {
  for (const value of values) {
    const date = value ? isoDate(value) : null
    if (date !== null) return date
  }
  return undefined
}

function timeElement(document: Document): string | null | undefined {
  const marked = 'time[itemprop~="datePublished"][datetime], time[pubdate][datetime]'
  return (document.querySelector(marked) ?? document.querySelector('time[datetime]'))?.getAttribute('datetime')
}

const isAddress = (value: string | null | undefined): value is string =>
  !!value && /^https?:\/\/\S+$/i.test(value) && URL.canParse(value)

function kindOf(types: readonly string[]): Source['kind'] {
  if (types.some((type) => /^(?:SocialMedia|DiscussionForum)Posting$/.test(type))) return 'post'
  return types.some((type) => type === 'Report') ? 'report' : 'article'
}

const text = (thing: Thing | undefined, key: string) => names(thing?.values[key]).join(', ') || undefined

/** What a page says about itself: JSON-LD first, then OpenGraph and other meta elements, then the page's own elements. */
export function pageMetadata(document: Document): Overrides {
  const article = linkedData(document)
  const author = text(article, 'author') ?? meta(document, 'author', 'article:author', 'dc.creator', 'parsely-author')
  const about = {
    title: text(article, 'headline') ?? meta(document, 'og:title', 'twitter:title') ?? words(document.title),
    outlet: text(article, 'publisher') ?? meta(document, 'og:site_name', 'application-name', 'dc.publisher'),
    // Some pages give the author's profile in place of the name.
    author: author !== undefined && isAddress(author) ? undefined : author,
    url: [
      document.querySelector('link[rel~="canonical"]')?.getAttribute('href'),
      meta(document, 'og:url'),
      text(article, 'url'),
    ].find(isAddress),
    published: firstDate(
      text(article, 'datePublished'),
      meta(document, 'article:published_time', 'datepublished', 'og:published_time', 'parsely-pub-date'),
      meta(document, 'date', 'dc.date', 'dc.date.issued', 'pubdate', 'publish-date', 'dcterms.created'),
      timeElement(document),
    ),
    language: words(document.documentElement?.getAttribute('lang')) ?? text(article, 'inLanguage'),
    kind: kindOf(article?.types ?? []),
  }
  return Object.fromEntries(Object.entries(about).filter(([, value]) => value !== undefined))
}
