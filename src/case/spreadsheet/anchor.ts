import { spanOf, type Span } from '../../model/span.ts'

/** A text in which spelling out of spaces, quotation marks and dashes is levelled, with the way back to its own positions. */
export interface FoldedText {
  readonly text: string
  readonly folded: string
  /** For each unit of `folded`, where it begins and ends in `text`. */
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

/** Why words have no span. */
export type Unanchored = 'not-found' | 'ambiguous'

function foldCharacter(character: string): string {
  if (/[“”„‟«»″＂]/u.test(character)) return '"'
  if (/[‘’‚‛‹›′`´]/u.test(character)) return "'"
  if (/[‐‑‒–—―−]/u.test(character)) return '-'
  if (/\s/u.test(character)) return ' '
  // Soft hyphens, direction marks and joiners cannot be seen, so nobody copies them reliably.
  return /\p{Cf}/u.test(character) ? '' : character
}

/** `text`, which is NFC, in folded form. */
export function foldText(text: string): FoldedText {
  let folded = ''
  const starts: number[] = []
  const ends: number[] = []
  for (let at = 0; at < text.length;) {
    const isDots = text.startsWith('...', at)
    const character = isDots ? '...' : String.fromCodePoint(text.codePointAt(at) ?? 0)
    const plain = isDots ? '…' : foldCharacter(character)
    const next = at + character.length
    if (plain === ' ' && folded.endsWith(' ')) ends[ends.length - 1] = next
    else
      for (let unit = 0; unit < plain.length; unit += 1) {
        starts.push(at)
        ends.push(next)
      }
    if (plain !== ' ' || !folded.endsWith(' ')) folded += plain
    at = next
  }
  return { text, folded, starts, ends }
}

const WORD_END = /[\p{L}\p{N}\p{M}]$/u
const WORD_START = /^[\p{L}\p{N}\p{M}]/u

/** Every place where the words of `needle` stand whole, from `from` (a position of the text) on. */
function occurrences({ text, folded, starts, ends }: FoldedText, needle: string, from = 0): readonly Span[] {
  const words = foldText(needle.normalize('NFC')).folded.trim()
  const found: Span[] = []
  if (words === '') return found
  for (let at = folded.indexOf(words); at !== -1; at = folded.indexOf(words, at + 1)) {
    const start = starts[at] ?? 0
    const end = ends[at + words.length - 1] ?? 0
    const isCut =
      (WORD_START.test(words) && WORD_END.test(folded.slice(Math.max(0, at - 2), at))) ||
      (WORD_END.test(words) && WORD_START.test(folded.slice(at + words.length, at + words.length + 2)))
    if (start >= from && !isCut) found.push(spanOf(text, start, end))
  }
  return found
}

const pieces = (words: string) => words.split(/\s+(?:…|\.\.\.|\|)\s+/u)

/**
 * The spans of `content` in `text`: one, or, where something is left out (" … " or " | "), one a piece. Each further piece
 * is the next one after the piece before. Words that could stand in two places are `ambiguous`.
 */
export function anchorContent(text: FoldedText, content: string): readonly Span[] | Unanchored {
  const whole = occurrences(text, content)
  if (whole.length > 0) return whole.length === 1 ? whole : 'ambiguous'
  const [head = '', ...rest] = pieces(content)
  const chains = occurrences(text, head).flatMap((first) => {
    const chain = [first]
    for (const piece of rest) {
      const next = occurrences(text, piece, chain.at(-1)?.end)[0]
      if (!next) return []
      chain.push(next)
    }
    return [chain]
  })
  const [only] = chains
  if (!only || rest.length === 0) return 'not-found'
  return chains.length === 1 ? only : 'ambiguous'
}

const overlaps = (a: Span, b: Span) => a.start < b.end && b.start < a.end

/**
 * The spans of `words` (a cue, a name) that stand nearest to `content`, outside it and in its paragraph; before it where two are equally
 * near. `null` where a piece of them is not there.
 */
export function anchorNear(text: FoldedText, words: string, content: readonly Span[]): readonly Span[] | null {
  const from = text.text.lastIndexOf('\n', content[0]?.start ?? 0) + 1
  const end = text.text.indexOf('\n', content.at(-1)?.end ?? 0)
  const to = end === -1 ? text.text.length : end
  const distance = (span: Span) =>
    Math.min(
      ...content
        .map((part) => (span.end <= part.start ? part.start - span.end : span.start - part.end + 0.5))
        .map(Math.abs),
    )
  const found: Span[] = []
  for (const piece of pieces(words)) {
    const [nearest] = occurrences(text, piece, from)
      .filter((span) => span.end <= to && ![...content, ...found].some((other) => overlaps(span, other)))
      .sort((a, b) => distance(a) - distance(b))
    if (!nearest) return null
    found.push(nearest)
  }
  return found.sort((a, b) => a.start - b.start)
}
