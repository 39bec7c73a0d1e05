import MiniSearch from 'minisearch'

/** A text that can be found, and what it opens. */
export interface Entry {
  readonly kind: 'claim' | 'words' | 'actor' | 'source'
  readonly id: string
  readonly text: string
  /** Other names that it is found by and that are not shown. */
  readonly also: string
}

/** A row of the search, with where the words that matched stand in its text, in UTF-16 units. */
export interface Hit extends Pick<Entry, 'kind' | 'id' | 'text'> {
  readonly marks: readonly (readonly [number, number])[]
}

/** What a query found: the best rows of each kind. */
export interface Found {
  readonly query: string
  readonly hits: readonly Hit[]
  /** Matches that the filter keeps out. */
  readonly outside: number
  /** A near spelling that matches, where nothing else does. */
  readonly near: { readonly text: string; readonly size: number } | null
}

/** Rows of one kind that are shown at a time. */
const HITS_A_KIND = 6
/** The order of the kinds. */
const KINDS: readonly Entry['kind'][] = ['claim', 'words', 'actor', 'source']
/** Share of a word's letters that may differ: for a match, and for a spelling that is offered where nothing matches. */
const FUZZY = 0.15
const NEAR = 0.35
const SHORT_WORD = 5

/**
 * A search over texts by their words: every word of a query must begin a word of the text, in any order; of words of five
 * letters and more a letter in seven may differ. Case, accents and vowel points do not count.
 */
export class SearchIndex {
  readonly #entries: Entry[] = []
  readonly #mini = new MiniSearch<Entry & { readonly number: number }>({
    idField: 'number',
    fields: ['text', 'also'],
    tokenize: (text) => tokensOf(text).map(({ word }) => word),
    processTerm: (term) => term,
  })
  #passing: Uint8Array | null = null

  add(entries: readonly Entry[]): void {
    const first = this.#entries.length
    this.#mini.addAll(entries.map((entry, i) => ({ ...entry, number: first + i })))
    this.#entries.push(...entries)
  }

  /** Which entries the filter lets through, 1 each in the order they were added; null for all. */
  let(passing: Uint8Array | null): void {
    this.#passing = passing
  }

  /** The best rows of each kind, at most `most`. */
  find(query: string, most = HITS_A_KIND): Found {
    const piles = new Map<Entry['kind'], Hit[]>(KINDS.map((kind) => [kind, []]))
    const { passing, outside } = this.#search(query)
    for (const { id, terms } of passing) {
      const entry = this.#entries[id]
      const pile = entry && piles.get(entry.kind)
      if (pile && pile.length < most)
        pile.push({ kind: entry.kind, id: entry.id, text: entry.text, marks: marksIn(entry.text, new Set(terms)) })
    }
    const isNothing = passing.length === 0 && outside === 0
    return { query, hits: [...piles.values()].flat(), outside, near: isNothing ? this.#near(query) : null }
  }

  #search(query: string) {
    const results = this.#mini.search(query, {
      combineWith: 'AND',
      prefix: true,
      fuzzy: (term) => (term.length < SHORT_WORD ? false : FUZZY),
    }) as unknown as readonly { readonly id: number; readonly terms: readonly string[] }[]
    const passing = results.filter(({ id }) => !this.#passing || this.#passing[id] === 1)
    return { passing, outside: results.length - passing.length }
  }

  #near(query: string): Found['near'] {
    const [best] = this.#mini.autoSuggest(query, { fuzzy: NEAR, prefix: false, combineWith: 'AND' })
    if (!best) return null
    const size = this.#search(best.suggestion).passing.length
    return size > 0 ? { text: best.suggestion, size } : null
  }
}

interface Token {
  /** Folded: what is compared. */
  readonly word: string
  readonly start: number
  readonly end: number
}

const RUN = /[\p{L}\p{N}\p{M}]+/gu
/** Scripts that write no space between words. */
const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' })

/** The words of a text: runs of letters and digits; where a script has no spaces, what the browser takes for words. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  const add = (exact: string, start: number) => {
    const word = fold(exact)
    if (word) tokens.push({ word, start, end: start + exact.length })
  }
  for (const { 0: run, index } of text.matchAll(RUN)) {
    if (!SPACELESS.test(run)) add(run, index)
    else for (const part of segmenter.segment(run)) add(part.segment, index + part.index)
  }
  return tokens
}

/** Marks that change no letter: accents, Arabic and Hebrew points, the long stroke between Arabic letters. */
const MARKS = /[\p{Script=Inherited}\u0591-\u05c7\u0640]/gu
/** Letters that are one sign and look like another with a mark. */
const LETTERS: Readonly<Record<string, string>> = { ł: 'l', ø: 'o', đ: 'd', ı: 'i', ß: 'ss', æ: 'ae', œ: 'oe' }

function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(/[łøđıßæœ]/g, (letter) => LETTERS[letter] ?? letter)
}

function marksIn(text: string, terms: ReadonlySet<string>): Hit['marks'] {
  return tokensOf(text).flatMap(({ word, start, end }) => (terms.has(word) ? [[start, end] as const] : []))
}
