import { Readability } from '@mozilla/readability'
import { compile } from 'html-to-text'
import { parseHTML } from 'linkedom'
import { HearsayError } from '../model/error.ts'
import { normaliseText } from '../model/text.ts'
import { pageMetadata } from './html-metadata.ts'
import type { Found } from './read-text.ts'

/** An article has at least so many letters and digits; less is a notice such as "please enable scripts". */
const MIN_LETTERS = 40
/** Where more of the text than this is links, it is a list of other pages. */
const MAX_LINK_SHARE = 0.6
/** The parser and Readability take more than linear time in tags and in depth; the longest live blog has a tenth of this. */
const MAX_TAGS = 100_000
/** Real pages stay below 100. */
const MAX_DEPTH = 200

const paragraph = { format: 'block', options: { leadingLineBreaks: 2, trailingLineBreaks: 2 } }
const line = { format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } }
const heading = { format: 'heading', options: { uppercase: false, leadingLineBreaks: 2, trailingLineBreaks: 2 } }
const select = (names: string, how: object) => names.split(' ').map((selector) => ({ selector, ...how }))

const toText = compile({
  wordwrap: false,
  limits: { maxInputLength: 2 ** 26 },
  selectors: [
    ...select('p blockquote pre ul ol dl table figure section', paragraph),
    ...select('div article aside li dt dd tr td th caption figcaption details summary address', line),
    ...select('h1 h2 h3 h4 h5 h6', heading),
    ...select('img hr script style noscript template svg video audio iframe', { format: 'skip' }),
    { selector: 'a', options: { ignoreHref: true } },
  ],
})

const letters = (text: string | null | undefined) => text?.match(/[\p{L}\p{N}]/gu)?.length ?? 0

// The parser keeps them when a page writes them as entities; they are no words.
// oxlint-disable-next-line no-control-regex -- these characters are what is looked for
const CONTROL = /[\u0000-\u0008\u000e-\u001f\u007f\u0080-\u0084\u0086-\u009f]/g

function tagsOf(html: string): number {
  let count = 0
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at + 1)) count += 1
  return count
}

/** Elements that need no end tag, so that an open one says nothing about depth. */
const UNNESTED = new Set(
  (
    'area base br col embed hr img input link meta source track wbr ' +
    'p li dt dd tr td th thead tbody tfoot colgroup option optgroup rt rp html head body'
  ).split(' '),
)

/** How many elements stand inside each other at most, as the tags have it: cheap enough to ask before parsing. */
function depthOf(html: string): number {
  let depth = 0
  let deepest = 0
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (UNNESTED.has(name.toLowerCase())) continue
    depth = Math.max(0, depth + (slash === '' ? 1 : -1))
    deepest = Math.max(deepest, depth)
  }
  return deepest
}

function documentOf(html: string): Document {
  // linkedom takes a fragment's first element for the whole document.
  return parseHTML(/<html[\s>]/i.test(html) ? html : `<!doctype html><html><head></head><body>${html}</body></html>`)
    .document
}

/**
 * The readable part of a page, paragraphs and quotations as paragraphs, without images and link targets, and what its
 * metadata say about it. Throws `no-article`.
 */
export function readHtml(html: string, place: string): Found {
  let article: ReturnType<Readability['parse']> = null
  let about: Omit<Found, 'text'> = {}
  let cause: unknown
  try {
    if (tagsOf(html) > MAX_TAGS) throw new RangeError(`more than ${MAX_TAGS} tags`)
    if (depthOf(html) > MAX_DEPTH) throw new RangeError(`elements nested deeper than ${MAX_DEPTH}`)
    const document = documentOf(html)
    about = pageMetadata(document)
    article = new Readability(document).parse()
  } catch (error) {
    // The libraries throw plain errors on what is too large or nested too deep for them.
    cause = error
  }
  const content = article?.content ?? ''
  const text = normaliseText(toText(content).replace(CONTROL, ''))
  const words = letters(text)
  const inLinks = [...documentOf(content).querySelectorAll('a')].reduce(
    (sum, link) => sum + letters(link.textContent),
    0,
  )
  if (words < MIN_LETTERS || inLinks / words > MAX_LINK_SHARE)
    throw new HearsayError(
      'no-article',
      `${place}: no article: ${cause instanceof RangeError ? cause.message : `${words} letters of prose`}. Copy the article's words into a .txt file and read that.`,
      { cause },
    )
  const title = about.title ?? article?.title
  return { ...about, ...(title ? { title } : {}), text }
}
