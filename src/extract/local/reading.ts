import { readEnglish, tokensIn, type Token } from '../../language/english.ts'
import { plainMarks } from './marks.ts'
import { quotationsOf } from './quotations.ts'
import type { Range } from './tagger.ts'

/** A text and what every step reads of it. */
export interface Reading {
  readonly text: string
  /** As long as `text`, with its marks as the tagger knows them. */
  readonly plain: string
  readonly tokens: readonly Token[]
  readonly quotations: readonly Range[]
}

/** Reads a text for all steps. */
export function readText(text: string): Reading {
  const plain = plainMarks(text)
  return { text, plain, tokens: readEnglish(plain), quotations: quotationsOf(plain) }
}

/** The words that tokens cover, from the first to the last; null where there is none. */
export function rangeOf(tokens: readonly Token[]): Range | null {
  const [first, last] = [tokens[0], tokens.at(-1)]
  return first && last ? [first.start, last.end] : null
}

/** Ranges in order, those with no word between them as one. */
export function joinParts(tokens: readonly Token[], parts: readonly Range[]): Range[] {
  const joined: Range[] = []
  for (const part of parts) {
    const last = joined.at(-1)
    if (last && !tokensIn(tokens, last[1], part[0]).some((token) => token.pos !== 'PUNCT'))
      joined[joined.length - 1] = [last[0], Math.max(last[1], part[1])]
    else joined.push(part)
  }
  return joined
}
