type Range = readonly [start: number, end: number]

/** A part of a text that is read in one request: paragraphs with what stands around them. */
export interface Window {
  /** All paragraphs, those around included, in order. */
  readonly paragraphs: readonly Range[]
  /** From the first paragraph to read to the end of the last; windows of a text do not share any of it. */
  readonly body: Range
}

/** Characters to read in a window: answers about more leave things out. */
const BODY = 5000
/** Characters around it on either side, at least, where the text has them: a pronoun's name mostly stands there. */
const AROUND = 600
/** A longer line is cut after a sentence or a word. */
const LONGEST_PARAGRAPH = 2000

/** Cuts a text into windows. Linear in its length. */
export function windowsOf(text: string): Window[] {
  const all = paragraphsOf(text)
  const windows: Window[] = []
  for (let from = 0, to = 0; from < all.length; from = to) {
    to = reach(all, from, 1, BODY)
    const first = reach(all, from - 1, -1, AROUND) + 1
    const last = reach(all, to, 1, AROUND)
    windows.push({ paragraphs: all.slice(first, last), body: [all[from]?.[0] ?? 0, all[to - 1]?.[1] ?? 0] })
  }
  return windows
}

/** Where as many paragraphs from `at` on end as have `characters` together; one that is there always counts. */
function reach(all: readonly Range[], at: number, step: 1 | -1, characters: number): number {
  let index = at
  for (let room = characters, one = all[index]; one && room > 0; one = all[index]) {
    room -= one[1] - one[0]
    if (room < 0 && index !== at) break
    index += step
  }
  return index
}

/** Lines with something in them, without the spaces around; long ones in pieces. */
function paragraphsOf(text: string): Range[] {
  const found: Range[] = []
  let lineStart = 0
  for (const line of text.split('\n')) {
    for (let from = 0; from < line.length;) {
      const to = pieceEnd(line, from)
      const piece = line.slice(from, to)
      const start = lineStart + from + piece.length - piece.trimStart().length
      if (piece.trim() !== '') found.push([start, start + piece.trim().length])
      from = to
    }
    lineStart += line.length + 1
  }
  return found
}

function pieceEnd(line: string, from: number): number {
  if (line.length - from <= LONGEST_PARAGRAPH) return line.length
  const piece = line.slice(from, from + LONGEST_PARAGRAPH)
  const sentenceEnd = Math.max(...['. ', '? ', '! ', '。'].map((mark) => piece.lastIndexOf(mark)))
  const cut = sentenceEnd > 0 ? sentenceEnd : piece.lastIndexOf(' ')
  if (cut > 0) return from + cut + 1
  // No character is cut in two.
  const end = from + LONGEST_PARAGRAPH
  return /[\udc00-\udfff]/.test(line.charAt(end)) ? end - 1 : end
}
