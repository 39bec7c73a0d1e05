import { tokensIn, type Token } from '../../language/english.ts'
import { cueClassOf } from '../act.ts'
import type { Range, TaggedAttribution } from './tagger.ts'
import { keepNamesWhole } from './whole-names.ts'

/**
 * What the tagger's labels, which know no syntax, get wrong in ways that can be told: names cut in two, a headline run into the
 * sentence below it, a speaker for "reportedly", which names none, and a passive read backwards, which is dropped because it
 * would name the wrong speaker.
 */
export function repair(
  text: string,
  tokens: readonly Token[],
  quotations: readonly Range[],
  tagged: TaggedAttribution,
): TaggedAttribution[] {
  const whole = keepNamesWhole(tokens, tagged)
  const content = whole.content.flatMap((range) => cutAtLineBreaks(text, quotations, whole.cue, range))
  const isUnsaid = isHearsayAdverb(tokensIn(tokens, ...whole.cue))
  const speaker = isUnsaid ? [] : withoutHeadlines(text, whole.cue, whole.speaker)
  const repaired = { ...whole, speaker, content }
  return content.length === 0 || isBackwardPassive(tokens, repaired) ? [] : [repaired]
}

/**
 * A headline above a sentence is no part of its speaker: of a speaker in several lines, none that stands in another line than
 * the cue where that line ends like no sentence. (A name two sentences back can be part of one, beside its pronoun.)
 */
function withoutHeadlines(text: string, cue: Range, speaker: readonly Range[]): readonly Range[] {
  const lines = speaker.flatMap((range) => linesOf(text, range))
  const kept = lines.filter(([start, end]) => {
    const isNear = !text.slice(Math.min(end, cue[1]), Math.max(start, cue[0])).includes('\n')
    const lineEnd = text.indexOf('\n', end)
    return isNear || /[.!?,;:…"”’)]\s*$/.test(text.slice(start, lineEnd < 0 ? undefined : lineEnd))
  })
  return kept.length > 0 ? kept : speaker
}

/** The lines of a range, without the space around them. */
function linesOf(text: string, [start, end]: Range): Range[] {
  return [...text.slice(start, end).matchAll(/\S(?:.*\S)?/g)].map(({ index, 0: line }): Range => [
    start + index,
    start + index + line.length,
  ])
}

/** Of a range that runs over the end of a line outside quotation marks, the lines on the cue's side of the first such end. */
function cutAtLineBreaks(text: string, quotations: readonly Range[], cue: Range, range: Range): Range[] {
  const lines: Range[] = []
  let [start] = range
  for (let at = range[0]; at < range[1]; at++) {
    if (text.charAt(at) !== '\n' || quotations.some(([from, to]) => at >= from && at < to)) continue
    // A quotation that goes on in the next paragraph opens again there.
    if (/^\s*["“„«]/.test(text.slice(at, range[1]))) continue
    lines.push([start, at])
    start = at + 1
  }
  lines.push([start, range[1]])
  const kept = range[0] >= cue[1] ? lines[0] : lines.at(-1)
  if (!kept) return []
  const line = text.slice(...kept)
  const from = kept[0] + line.length - line.trimStart().length
  const to = from + line.trim().length
  return to > from ? [[from, to]] : []
}

/** "reportedly surprised": the adverb says that somebody said it, never who; in "reportedly told" its subject did. */
function isHearsayAdverb(cue: readonly Token[]): boolean {
  const isAdverb = (token: Token) => token.pos === 'ADV' && cueClassOf([token]) === 'distance'
  return cue.some(isAdverb) && cueClassOf(cue.filter((token) => !isAdverb(token))) === null
}

/** In "X was later confirmed by Y" Y speaks; a tagger that names what stands before the cue has it backwards. */
function isBackwardPassive(tokens: readonly Token[], { cue, speaker }: TaggedAttribution): boolean {
  const words = tokensIn(tokens, ...cue)
  const [first] = speaker
  return words.at(-1)?.lemma === 'by' && first !== undefined && first[0] < cue[0] && cueClassOf(words) !== null
}
