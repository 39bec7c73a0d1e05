import { html, type Content, type Markup } from './markup.ts'
import type { Quotations } from './quotation.ts'
import { count, showNumber } from '../../analyse/say.ts'

/** What one section holds at most: a report is for reading, and a browser must open it. */
const MOST = { entries: 50, quotations: 150 }

/** Statements that are quoted for one side of one claim. */
const MOST_QUOTED = 4

/** The entries of a section, as many as it holds, and a sentence for those left out. */
export function bounded<T>(
  entries: readonly T[],
  quotations: Quotations,
  noun: string,
  show: (entry: T, index: number) => Content,
): Content {
  const before = quotations.size
  const shown: Content[] = []
  for (const [i, entry] of entries.entries()) {
    if (i === MOST.entries || quotations.size - before >= MOST.quotations) break
    shown.push(show(entry, i))
  }
  return [shown, leftOut(entries.length, shown.length, noun)]
}

/** Says how many of a list are not shown; nothing where all are. */
export function leftOut(all: number, shown: number, noun: string, where = 'the viewer has all'): Markup | null {
  if (all <= shown) return null
  return html`<p class="left-out">
    ${count(all - shown, noun)} of ${showNumber(all)} ${all - shown === 1 ? 'is' : 'are'} left out here; ${where}.
  </p> `
}

/** The first statements of a list in their words, and how many more there are. */
export function quoted(quotations: Quotations, statements: readonly string[], cut?: ReadonlySet<string>): Content {
  return [
    statements.slice(0, MOST_QUOTED).map((id) => quotations.show(id, cut ? { cut } : {})),
    leftOut(statements.length, MOST_QUOTED, 'statement'),
  ]
}
