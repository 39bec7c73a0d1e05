import { firstAt, tokensIn, type Token } from '../../language/english.ts'
import { cueClassOf } from '../act.ts'
import { quotationsIn } from './quotations.ts'
import type { Range, TaggedAttribution } from './tagger.ts'
import { nounPhrase } from './phrases.ts'
import { joinParts, type Reading } from './reading.ts'
import { keepNamesWhole } from './whole-names.ts'

/**
 * What the tagger's labels, which know no syntax, get wrong in ways that can be told: names cut in two, a headline run into the
 * sentence below it, a speaker for "reportedly" and "was told", which name none, the speaker of the next words taken for that of "according
 * to", and a passive read backwards, which is dropped where it would name the wrong speaker.
 */
export function repair({ plain: text, tokens, quotations }: Reading, tagged: TaggedAttribution): TaggedAttribution[] {
  const whole = keepNamesWhole(tokens, agentOfPassive(tokens, onlyAccordingTo(tokens, tagged)))
  const content = whole.content
    .flatMap((range) => cutAtLineBreaks(text, quotations, whole.cue, range))
    .map((range) => withoutFullStop(text, range))
  const cue = tokensIn(tokens, ...whole.cue)
  const isUnsaid = isHearsayAdverb(cue) || isAgentlessPassive(tokens, whole)
  const speaker = isUnsaid ? [] : withoutHeadlines(text, whole.cue, whole.speaker)
  const repaired = { ...whole, speaker, content }
  // "Election 2024: what we know": a number says nothing.
  const isNumber = text.slice(...whole.cue) === ':' && speaker.some((range) => /\d$/.test(text.slice(...range)))
  const isWrong =
    isNumber || isAside(tokens, repaired) || isSubject(tokens, repaired) || agentAt(tokens, repaired) !== null
  return content.length === 0 || isWrong ? [] : [repaired]
}

/** "It was not the crew's fault, as the port has claimed, but …": what is set against an aside is not what it says. */
function isAside(tokens: readonly Token[], { cue, speaker, content }: TaggedAttribution): boolean {
  const [first] = speaker
  if (!first || first[0] > cue[0] || !content.every(([start]) => start >= cue[1])) return false
  const at = firstAt(tokens, first[0])
  const after = firstAt(tokens, cue[1])
  const [mark, but] = [tokens[after], tokens[after + 1]]
  const isMark = (token: Token | undefined) => token !== undefined && /^[,()–—]$/.test(token.text)
  return isMark(tokens[at - 2]) && tokens[at - 1]?.lemma === 'as' && isMark(mark) && but?.lemma === 'but'
}

/** "Accusations (that) now carry weight": what follows a noun with a verb of its own is said of it, not by anybody. */
function isSubject(tokens: readonly Token[], { cue, content }: TaggedAttribution): boolean {
  const noun = tokensIn(tokens, ...cue).at(-1)
  const [start] = content[0] ?? []
  if (noun?.pos !== 'NOUN' || start === undefined || start < cue[1]) return false
  let at = firstAt(tokens, cue[1])
  if (!tokens.slice(at, at + 2).some((token) => token.start === start)) return false
  if (tokens[at]?.lemma === 'that' || tokens[at]?.lemma === 'which') at++
  while (tokens[at]?.pos === 'ADV') at++
  const verb = tokens[at]
  return (verb?.pos === 'VERB' || verb?.pos === 'AUX') && !verb.text.endsWith('ing')
}

/**
 * A headline above a sentence is no part of its speaker: of a speaker in several lines, none that stands in another line than
 * the cue where that line ends like no sentence. (A name two sentences back can be part of one, beside its pronoun.)
 */
function withoutHeadlines(text: string, cue: Range, speaker: readonly Range[]): readonly Range[] {
  const lines = speaker.flatMap((range) => linesOf(text, range))
  const kept = lines.filter(([start, end]) => {
    const isNear = !text.slice(Math.min(end, cue[1]), Math.max(start, cue[0])).includes('\n')
    if (isNear) return true
    const lineEnd = text.indexOf('\n', end)
    return /[.!?,;:…"”’)]\s*$/.test(text.slice(start, lineEnd < 0 ? undefined : lineEnd))
  })
  return kept.length > 0 ? kept : speaker
}

/** The full stop of the sentence is none of the content's (8,434 of 8,524 annotated in PolNeAR train); an abbreviation's is. */
const withoutFullStop = (text: string, [start, end]: Range): Range =>
  end - start > 3 && /[\p{Ll}\d)%]{3}\.$/u.test(text.slice(Math.max(start, end - 4), end))
    ? [start, end - 1]
    : [start, end]

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
  const near = quotationsIn(quotations, ...range)
  for (let at = range[0]; at < range[1]; at++) {
    if (text.charAt(at) !== '\n' || near.some(([from, to]) => at >= from && at < to)) continue
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

/**
 * "They were told that P", "X is widely believed to P": the subject of a passive is no speaker. (PolNeAR's annotators name none
 * there.) A feeling is its subject's: "is worried that".
 */
function isAgentlessPassive(tokens: readonly Token[], { cue, speaker }: TaggedAttribution): boolean {
  const words = tokensIn(tokens, ...cue)
  const last = words.findLast((token) => token.pos === 'VERB')
  const cueClass = cueClassOf(words)
  if (!last || cueClass === null || cueClass === 'express' || /ing$/i.test(last.text)) return false
  if (words.at(-1)?.lemma === 'by' || !speaker.some(([start]) => start < cue[0])) return false
  let at = firstAt(tokens, last.start) - 1
  while (tokens[at]?.pos === 'ADV') at--
  return tokens[at]?.lemma === 'be' && tokens[firstAt(tokens, last.start) + 1]?.lemma !== 'by'
}

const DATES =
  /^(?:mon|tues|wednes|thurs|fri|satur|sun)day$|^(?:january|february|march|april|may|june|july|august|september|october|november|december)$/i

/**
 * Where the words for Y begin in "X was later confirmed by Y", null for anything else: a tagger that names what stands before the
 * cue has it backwards. "By" ends the cue or follows it: after a form of "be", or before a name that is no date.
 */
function agentAt(tokens: readonly Token[], { cue, speaker }: TaggedAttribution): number | null {
  const words = tokensIn(tokens, ...cue)
  const [first] = speaker
  if (first === undefined || first[0] > cue[0] || cueClassOf(words) === null) return null
  if (words.at(-1)?.lemma === 'by') return cue[1]
  const after = firstAt(tokens, cue[1])
  const [by, name] = [tokens[after], tokens[after + 1]]
  const isName = name?.pos === 'PROPN' && !DATES.test(name.text)
  const isPassive = isName || words.some(({ lemma, pos }) => lemma === 'be' && pos === 'AUX')
  return by?.lemma === 'by' && name && isPassive && by.sentence === words.at(-1)?.sentence ? name.start : null
}

/** "They were told by the driver that P": where a noun phrase fills what lies between "by" and the content, it speaks. */
function agentOfPassive(tokens: readonly Token[], tagged: TaggedAttribution): TaggedAttribution {
  const [content] = tagged.content
  const at = agentAt(tokens, tagged)
  if (!content || at === null) return tagged
  const between = tokensIn(tokens, at, content[0])
  const agent = nounPhrase(between, 0)
  const [first, last] = [agent[0], agent.at(-1)]
  if (!first || !last || between.slice(agent.length).some((token) => token.pos !== 'PUNCT')) return tagged
  const cue: Range = [tagged.cue[0], Math.max(tagged.cue[1], tokens[firstAt(tokens, at) - 1]?.end ?? 0)]
  return { ...tagged, cue, speaker: [[first.start, last.end]] }
}

/** "According to Radio Fjord, rescuers said P": who stands right after the cue speaks; the next name is part of the content. */
function onlyAccordingTo(tokens: readonly Token[], tagged: TaggedAttribution): TaggedAttribution {
  const words = tokensIn(tokens, ...tagged.cue)
  if (words.at(-1)?.lemma !== 'to' || words.at(-2)?.lemma !== 'accord' || tagged.speaker.length < 2) return tagged
  const [first] = tagged.speaker.filter(([start]) => start >= tagged.cue[1])
  if (!first || tokensIn(tokens, tagged.cue[1], first[0]).length > 0) return tagged
  const content = [...tagged.content, ...tagged.speaker.filter((range) => range !== first)].sort((a, b) => a[0] - b[0])
  return { ...tagged, speaker: [first], content: joinParts(tokens, content) }
}
