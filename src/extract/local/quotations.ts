import type { Form } from '../../model/records.ts'
import type { Range } from './tagger.ts'

const CLOSING: Readonly<Record<string, string>> = {
  '“': '”',
  '”': '”',
  '„': '“”',
  '‚': '‘’',
  '«': '»',
  '»': '«»',
  '‹': '›',
  '›': '‹›',
  '"': '"',
  '‘': '’',
  "'": "'",
}
/** Marks that cannot tell opening from closing, or are apostrophes and commas too: one that is not closed opens nothing. */
const MUST_CLOSE = '"\'‘‚”»‹›'
/** Marks that close in some languages and open in others (Swedish ”…”, German »…«): these open only before a word and after a space. */
const EITHER_WAY = '”»›'
const isLetter = (char: string) => /[\p{L}\p{N}]/u.test(char)

/** A single mark opens only before a word and after none, so that an apostrophe is none. */
function opens(paragraph: string, at: number): boolean {
  const mark = paragraph.charAt(at)
  if (!(mark in CLOSING)) return false
  if (EITHER_WAY.includes(mark)) return !/\S/.test(paragraph.charAt(at - 1)) && isLetter(paragraph.charAt(at + 1))
  if (mark !== "'" && mark !== '‘') return true
  return !isLetter(paragraph.charAt(at - 1)) && isLetter(paragraph.charAt(at + 1))
}

function closes(paragraph: string, at: number, opening: string): boolean {
  if (!(CLOSING[opening] ?? '').includes(paragraph.charAt(at))) return false
  return (opening !== "'" && opening !== '‘') || !isLetter(paragraph.charAt(at + 1))
}

/**
 * The outermost quotations of a text, marks included. One that is not closed runs to the end of its line when its mark
 * tells opening from closing (a quotation that goes on in the next paragraph); straight and single marks must be closed.
 */
export function quotationsOf(text: string): Range[] {
  const found: Range[] = []
  let lineStart = 0
  for (const line of text.split('\n')) {
    // What is not closed after one mark is not closed after the next either: no line is searched twice for it.
    const unclosed = new Set<string>()
    for (let at = 0; at < line.length; at++) {
      if (!opens(line, at)) continue
      const opening = line.charAt(at)
      if (unclosed.has(opening)) continue
      let end = at + 1
      while (end < line.length && !closes(line, end, opening)) end++
      if (end === line.length && MUST_CLOSE.includes(opening)) {
        unclosed.add(opening)
        continue
      }
      found.push([lineStart + at, Math.min(lineStart + end + 1, lineStart + line.length)])
      at = end
    }
    lineStart += line.length + 1
  }
  return found
}

/** Those of a text's quotations, in order, that have a part in [from, to). */
export function quotationsIn(quotations: readonly Range[], from: number, to: number): Range[] {
  let low = 0
  let high = quotations.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((quotations[middle]?.[1] ?? 0) > from) high = middle
    else low = middle + 1
  }
  let end = low
  while ((quotations[end]?.[0] ?? to) < to) end++
  return quotations.slice(low, end)
}

/**
 * The quotations that quote what a cue reports. A quotation that the cue itself stands in is somebody else's words: of it,
 * only the quotations inside count.
 */
export function quotationsFor(text: string, cue: Range, quotations: readonly Range[]): Range[] {
  return quotations.flatMap(([start, end]) => {
    if (cue[0] < start || cue[1] > end) return [[start, end] as const]
    const inner = quotationsOf(text.slice(start + 1, end - 1)).map(([from, to]): Range => [
      from + start + 1,
      to + start + 1,
    ])
    return quotationsFor(text, cue, inner)
  })
}

/** direct: every letter and digit of the content stands in quotation marks; mixed: some; indirect: none. */
export function formOf(
  text: string,
  content: readonly Range[],
  quotations: readonly Range[],
): Exclude<Form, 'narrated'> {
  let inside = 0
  let outside = 0
  for (const [start, end] of content) {
    const near = quotationsIn(quotations, start, end)
    for (let at = start; at < end; at++) {
      if (!isLetter(text.charAt(at))) continue
      if (near.some(([from, to]) => at >= from && at < to)) inside++
      else outside++
    }
  }
  if (inside === 0) return 'indirect'
  return outside === 0 ? 'direct' : 'mixed'
}
