import { tokensIn } from '../../language/english.ts'
import labelData from './labels.json' with { type: 'json' }
import type { Reading } from './reading.ts'
import type { Range, TaggedAttribution } from './tagger.ts'

const NO_SPEAKERS = new Set(labelData.labels.map(({ word }) => word))
/** What a structure that the layout makes is worth: it has no words that could be misread. */
const LAYOUT_SCORE = 0.8
/** "Ana Okoro: …", "DR. OKORO: …", "Q: …": up to five words with capitals, at the start of a line. */
const LABEL =
  /^(\s*)((?:\p{Lu}[\p{L}.'’-]{0,30}|of|de|van|bin|al)(?: (?:\p{Lu}[\p{L}.'’-]{0,30}|of|de|van|bin|al)){0,4}) ?:(?=\s)/u
/** "— Ana Okoro (@okoro) May 3, 2020", "- Ana Okoro": a line of its own, below the words. */
const SIGNATURE =
  /^(\s*)([—―–]|--?)\s*(\p{Lu}[^@(),:;“”"]{1,60}?)(?:\s*(\(@\w{1,30}\))[^\n]{0,40}|,[^\n]{0,60})?\.?\s*$/u
const LONGEST_SIGNATURE = 140
/** The first line with words, of a Markdown title too: one colon before a space, no end of a sentence. */
const HEADLINE = /^(\s*#{0,3}\s*)[^:\n]{2,120}: [^:\n]{2,160}(?<![.!?…]["”’]?\s*)$/u
/** Words of a label in a headline. */
const LONGEST_LABEL = 4
/** Two speakers with two turns each are a conversation, one line with a colon is anything. */
const LEAST_TURNS = 2
const LEAST_SPEAKERS = 2

interface Line {
  readonly start: number
  readonly text: string
}

function linesOf(text: string): Line[] {
  const lines: Line[] = []
  let start = 0
  for (const line of text.split('\n')) {
    lines.push({ start, text: line })
    start += line.length + 1
  }
  return lines
}

/** The words of [start, end) without the space around them; null where there is none. */
function wordsIn(text: string, start: number, end: number): Range | null {
  const words = text.slice(start, end)
  const from = start + words.length - words.trimStart().length
  const to = from + words.trim().length
  return to > from ? [from, to] : null
}

/**
 * `tagged` and what the layout of the text attributes, which the tagger, trained on running text, mostly misses: the turns
 * of a conversation ("Ana Okoro: …", "Q: …"), and quotations or posts with their author's line below, headlines. An attribution of the
 * tagger's at the same place stays instead.
 */
export function withLayout(
  reading: Pick<Reading, 'plain' | 'tokens'>,
  tagged: readonly TaggedAttribution[],
): TaggedAttribution[] {
  const { plain } = reading
  const lines = linesOf(plain)
  const found = [...turnsOf(plain, lines), ...signaturesOf(plain, lines), ...headlineOf(reading, lines, tagged)]
  if (found.length === 0) return [...tagged]
  const isCue = new Uint8Array(plain.length)
  for (const { cue } of tagged) isCue.fill(1, ...cue)
  return [
    ...tagged,
    ...found.filter(({ cue, speaker }) => ![cue, ...speaker].some((range) => isCue.subarray(...range).includes(1))),
  ]
}

/** The turns of a conversation: labels that come back, of two speakers or more. */
function turnsOf(text: string, lines: readonly Line[]): TaggedAttribution[] {
  const turns = lines.flatMap((line) => {
    const match = LABEL.exec(line.text)
    const name = match?.[2] ?? ''
    const isName =
      name !== '' &&
      !name
        .toLowerCase()
        .split(/[\s.'’]+/)
        .some((word) => NO_SPEAKERS.has(word))
    if (!match || !isName) return []
    const from = line.start + (match[1] ?? '').length
    const colon = line.start + match[0].length - 1
    const content = wordsIn(text, colon + 1, line.start + line.text.length)
    return content
      ? [{ name, speaker: [from, from + name.length] as const, cue: [colon, colon + 1] as const, content }]
      : []
  })
  const counts = new Map<string, number>()
  for (const { name } of turns) counts.set(name, (counts.get(name) ?? 0) + 1)
  const speakers = new Set([...counts].filter(([, count]) => count >= LEAST_TURNS).map(([name]) => name))
  if (speakers.size < LEAST_SPEAKERS) return []
  return turns
    .filter(({ name }) => speakers.has(name))
    .map(({ speaker, cue, content }) => ({ speaker: [speaker], cue, content: [content], score: LAYOUT_SCORE }))
}

/**
 * A headline that names who says it before or after a colon ("Minister: talks failed"), where the text below has that speaker: a
 * colon stands for much else.
 */
function headlineOf(
  { plain: text, tokens }: Pick<Reading, 'plain' | 'tokens'>,
  lines: readonly Line[],
  tagged: readonly TaggedAttribution[],
): TaggedAttribution[] {
  const line = lines.find((one) => one.text.trim() !== '')
  const match = HEADLINE.exec(line?.text ?? '')
  if (!line || !match) return []
  const speakers = new Set(
    tagged
      .filter(({ cue }) => cue[0] > line.start + line.text.length)
      .flatMap(({ speaker }) =>
        speaker.flatMap((range) => wordsOf(text.slice(...range).replace(/,.*/s, '')).slice(-1)),
      ),
  )
  const colon = line.start + line.text.indexOf(':')
  const before = wordsIn(text, line.start + (match[1] ?? '').length, colon)
  const after = wordsIn(text, colon + 1, line.start + line.text.length)
  if (!before || !after) return []
  const sides: readonly (readonly [Range, Range])[] = [
    [before, after],
    [after, before],
  ]
  for (const [speaker, content] of sides) {
    const name = wordsOf(text.slice(...speaker))
    const isSpeaker = name.length <= LONGEST_LABEL && speakers.has(name.at(-1) ?? '')
    const isClause = tokensIn(tokens, ...content).some(({ pos }) => pos === 'VERB' || pos === 'AUX')
    if (isSpeaker && isClause)
      return [{ speaker: [speaker], cue: [colon, colon + 1], content: [content], score: LAYOUT_SCORE }]
  }
  return []
}

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? []

/** A quotation, or whatever stands above a name with a handle, said by who signs below. */
function signaturesOf(text: string, lines: readonly Line[]): TaggedAttribution[] {
  return lines.flatMap((line, at) => {
    const match = line.text.length > LONGEST_SIGNATURE ? null : SIGNATURE.exec(line.text)
    if (!match) return []
    const [, space = '', dash = '', name = '', handle] = match
    let above = at - 1
    while (above >= 0 && lines[above]?.text.trim() === '') above--
    const said = lines[above]
    const content = said && wordsIn(text, said.start, said.start + said.text.length)
    if (!content || at - above > 2) return []
    const words = text.slice(...content)
    const isQuotation = /^["“]/.test(words) && /["”][.]?$/.test(words)
    if (!handle && !isQuotation) return []
    const from = line.start + space.length
    const speaker = from + line.text.slice(space.length).indexOf(name, dash.length)
    return [
      {
        speaker: [[speaker, speaker + name.length] as const],
        cue: [from, from + dash.length] as const,
        content: [content],
        score: LAYOUT_SCORE,
      },
    ]
  })
}
