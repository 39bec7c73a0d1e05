import type { Statement } from '../../../src/model/records.ts'

/** A run of words as it stands in a source: a part of the statement, or what stands around it. */
interface Piece {
  readonly text: string
  readonly role: 'speaker' | 'cue' | 'content' | 'around'
}

/** Words of a source without a gap: from the beginning of a sentence to the end of one, unless `isCut` says otherwise. */
export interface Passage {
  readonly pieces: readonly Piece[]
  readonly isCutBefore: boolean
  readonly isCutAfter: boolean
}

/** How far around a content its sentence is looked for, in UTF-16 units. */
const REACH = 240
/** A longer content loses its middle; of a discontinuous one so many parts are shown. */
const LONGEST = { head: 480, tail: 160, parts: 6 }

/**
 * The content of a statement within its sentences, in one passage or in several where words lie between. Every piece stands
 * letter by letter in the text.
 */
export function passagesOf(text: string, statement: Statement): readonly Passage[] {
  const { head, tail, parts } = LONGEST
  const windows: { from: number; to: number; isCutBefore: boolean; isCutAfter: boolean }[] = []
  for (const { start, end } of statement.contentSpans.slice(0, parts)) {
    const [before, after] = [sentenceBefore(text, start), sentenceAfter(text, end)]
    const last = windows.at(-1)
    const isLong = end - start > head + tail
    if (last && text.slice(last.to, before.at).trim() === '') {
      last.to = isLong ? wholeAt(text, start + head) : Math.max(last.to, after.at)
      last.isCutAfter = isLong || after.isCut
    } else
      windows.push({
        from: before.at,
        to: isLong ? wholeAt(text, start + head) : after.at,
        isCutBefore: before.isCut,
        isCutAfter: isLong || after.isCut,
      })
    if (isLong)
      windows.push({ from: wholeAt(text, end - tail), to: after.at, isCutBefore: true, isCutAfter: after.isCut })
  }
  const lastWindow = windows.at(-1)
  if (lastWindow && statement.contentSpans.length > parts) lastWindow.isCutAfter = true
  return windows.map(({ from, to, ...cuts }) => ({ pieces: piecesOf(text, statement, from, to), ...cuts }))
}

function piecesOf(text: string, statement: Statement, from: number, to: number): readonly Piece[] {
  const roles = [
    ['content', statement.contentSpans],
    ['speaker', statement.speakerSpans],
    ['cue', statement.cueSpans],
  ] as const
  const spans = roles.flatMap(([role, all]) =>
    all
      .filter(({ start, end }) => start < to && end > from)
      .slice(0, LONGEST.parts * 2)
      .map(({ start, end }) => ({ role, start: Math.max(start, from), end: Math.min(end, to) })),
  )
  const edges = [...new Set([from, to, ...spans.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b)
  return edges.slice(1).map((end, i): Piece => {
    const start = edges[i] ?? from
    const role = spans.find((span) => span.start <= start && span.end >= end)?.role ?? 'around'
    return { text: text.slice(start, end), role }
  })
}

const SENTENCES = new Intl.Segmenter('en', { granularity: 'sentence' })
/** What ends like a sentence and need not be its end: "Mr.", "Gen.", "U.S.", "J.". */
const SHORTENED = /(?:^|[\s."“(])\p{Lu}\p{L}{0,3}\.\s*$/u
/** Enough on the other side of a place for the rules to see what it stands in. */
const BEYOND = 40

/** Where the sentence begins that a place stands in; `isCut` where that is too far away, or mid-line. */
function sentenceBefore(text: string, place: number): { readonly at: number; readonly isCut: boolean } {
  const reach = Math.max(0, place - REACH)
  const line = text.slice(reach, place).lastIndexOf('\n') + 1
  const isWhole = reach === 0 || line > 0 || text[reach - 1] === '\n'
  const from = reach + line
  const ends = endsOf(text.slice(from, place + BEYOND)).filter((end) => from + end <= place)
  const last = ends.at(-1)
  if (last !== undefined) return { at: from + last, isCut: false }
  if (isWhole) return { at: from, isCut: false }
  const space = text.slice(from, place).search(/\s\S/u)
  return { at: space === -1 ? place : from + space + 1, isCut: true }
}

/** Where the sentence ends that stands before a place, without the space after it. */
function sentenceAfter(text: string, place: number): { readonly at: number; readonly isCut: boolean } {
  const reach = Math.min(text.length, place + REACH)
  const line = text.slice(place, reach).indexOf('\n')
  const isWhole = reach === text.length || line !== -1
  const to = line === -1 ? reach : place + line
  const from = Math.max(0, place - BEYOND)
  const first = endsOf(text.slice(from, to)).find((end) => from + end >= place)
  if (first !== undefined)
    return { at: Math.max(place, from + text.slice(from, from + first).trimEnd().length), isCut: false }
  if (isWhole) return { at: to, isCut: false }
  const space = /\s+\S*$/u.exec(text.slice(place, to))
  return { at: place + (space?.index ?? 0), isCut: true }
}

/** Where sentences end inside some words, the last one left out: what comes next is not seen. */
function endsOf(words: string): readonly number[] {
  const ends = [...SENTENCES.segment(words)].map(({ index, segment }) => index + segment.length)
  return ends.slice(0, -1).filter((end) => !SHORTENED.test(words.slice(Math.max(0, end - 12), end)))
}

/** A place that does not part a character of two units. */
export function wholeAt(text: string, place: number): number {
  return /[\uDC00-\uDFFF]/.test(text[place] ?? '') ? place + 1 : place
}
