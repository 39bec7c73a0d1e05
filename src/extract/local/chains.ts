import { firstAt, type Token } from '../../language/english.ts'
import { cueClassOf } from '../act.ts'
import data from './chains.json' with { type: 'json' }
import { isPossessive, nounPhrase, nounPhraseBefore, sentenceAt } from './phrases.ts'
import { joinParts, rangeOf } from './reading.ts'
import type { Range, TaggedAttribution } from './tagger.ts'

const NOUNS = new Map(data.nouns.map(({ lemma, of }) => [lemma, of]))
const QUOTING = new Set(data.quoting.map(({ lemma }) => lemma))
const TOLD = new Set(data.told.map(({ lemma }) => lemma))
const HEARD = new Set(data.heard.map(({ lemma }) => lemma))
const CITED = new Set(data.cited.map(({ lemma }) => lemma))
/** What a structure that a list and the grammar name is worth; they are right far more often than not. */
const STRUCTURE_SCORE = 0.9
/** Words of a phrase for who is cited, up to a comma. */
const LONGEST_CITED = 15

const isWord = (token: Token | undefined, word: string) => token?.text.toLowerCase() === word
const isBreak = (token: Token) => /^[,;:.–—()]$/.test(token.text)
/** Tokens that are words, closing marks at the end left out. */
const trimmed = (tokens: readonly Token[]) => {
  let end = tokens.length
  while (end > 0 && tokens[end - 1]?.pos === 'PUNCT') end--
  return tokens.slice(0, end)
}

function make(speaker: Range | null, cue: Range | null, content: readonly (Range | null)[]): TaggedAttribution[] {
  const parts = content.filter((range) => range !== null)
  return speaker && cue && parts.length > 0 ? [{ speaker: [speaker], cue, content: parts, score: STRUCTURE_SCORE }] : []
}

/** A saying verb in its -ing form, after "as": "quoted him as saying". */
const isSaying = (token: Token | undefined) =>
  token !== undefined && token.text.endsWith('ing') && cueClassOf([{ ...token, pos: 'VERB' }]) !== null

/** Where what a saying verb says begins: after an addressee, at "that". */
function saidFrom(tokens: readonly Token[], verb: number): number {
  const that = tokens.findIndex((token, at) => at > verb && at <= verb + 6 && isWord(token, 'that'))
  return that > 0 ? that : verb + 1
}

/**
 * The relays inside one part of a content that its grammar names: "(quoted) X as saying P", "X's claim that P", "a report by X
 * that P", "told by X that P", "heard from X that P". `tokens` are those of the part, `cue` those of its cue.
 */
export function relaysByStructure(tokens: readonly Token[], cue: readonly Token[]): TaggedAttribution[] {
  const isQuoted = cue.some((token) => QUOTING.has(token.lemma))
  const cueClass = cueClassOf(cue)
  const isClause = cueClass === 'report' || cueClass === 'assert' || cueClass === null
  const found: TaggedAttribution[] = []
  if (isQuoted) {
    const as = tokens.findIndex((token, at) => isWord(token, 'as') && isSaying(tokens[at + 1]))
    const verb = tokens[as + 1]
    if (as > 0 && verb)
      found.push(
        ...make(
          rangeOf(trimmed(tokens.slice(0, as))),
          [verb.start, verb.end],
          [rangeOf(trimmed(tokens.slice(saidFrom(tokens, as + 1))))],
        ),
      )
  }
  tokens.forEach((verb, at) => {
    const preposition = TOLD.has(verb.lemma) ? 'by' : HEARD.has(verb.lemma) ? 'from' : null
    const teller = preposition && isWord(tokens[at + 1], preposition) ? nounPhrase(tokens, at + 2) : []
    const that = at + 2 + teller.length
    if (teller.length > 0 && isWord(tokens[that], 'that'))
      found.push(...make(rangeOf(teller), rangeOf(tokens.slice(at, at + 2)), [rangeOf(trimmed(tokens.slice(that)))]))
  })
  tokens.forEach((noun, at) => {
    const takesOf = noun.pos === 'NOUN' ? NOUNS.get(noun.lemma) : undefined
    if (takesOf === undefined) return
    const possessor = possessorBefore(tokens, at)
    const agent = isWord(tokens[at + 1], 'by') ? nounPhrase(tokens, at + 2) : []
    const next = agent.length > 0 ? at + 2 + agent.length : at + 1
    const speaker = agent.length > 0 ? agent : possessor
    if (speaker.length === 0) return
    // "X's claim that P is wrong": where P ends cannot be told from where the sentence goes on.
    const isSubject = isClause && speaker[0] === tokens.find((token) => token.pos !== 'PUNCT' && token.lemma !== 'that')
    if (isWord(tokens[next], 'that') && !isSubject)
      found.push(...make(rangeOf(speaker), [noun.start, noun.end], [rangeOf(trimmed(tokens.slice(next)))]))
    else if (takesOf && isWord(tokens[next], 'of'))
      found.push(...make(rangeOf(speaker), [noun.start, noun.end], [rangeOf(nounPhrase(tokens, next + 1))]))
  })
  return found
}

/** The words for whom a noun at `at` belongs to: "the firm('s)", "his". */
function possessorBefore(tokens: readonly Token[], at: number): readonly Token[] {
  let end = at
  while (tokens[end - 1]?.pos === 'ADJ') end--
  const before = tokens[end - 1]
  if (!before) return []
  if (/^(?:his|her|their|its|my|our)$/i.test(before.text)) return [before]
  return isPossessive(before) ? nounPhraseBefore(tokens, end - 1) : []
}

/** An attribution, who passes it on, and what of the tagger's the two stand for. */
interface Passed {
  readonly inner: TaggedAttribution
  readonly outer: TaggedAttribution
  readonly instead: readonly TaggedAttribution[]
}

/**
 * The chains whose outer speaker stands beside the statement, not around it: "X, quoted by Y, said P", "X was quoted by Y as
 * saying P", "Y reported P, citing X", "P, according to Y, which cited X". Gives `tagged` with them, and who passes on whom.
 */
export function withPassedOn(
  tokens: readonly Token[],
  tagged: readonly TaggedAttribution[],
): { readonly tagged: TaggedAttribution[]; readonly outers: ReadonlyMap<TaggedAttribution, TaggedAttribution> } {
  const quoting = tokens.filter((token) => QUOTING.has(token.lemma) && token.pos !== 'NOUN')
  const outers = new Map<TaggedAttribution, TaggedAttribution>()
  const all = new Set(tagged)
  const bySentence = new Map<number | undefined, TaggedAttribution[]>()
  for (const one of tagged) {
    const sentence = tokens[firstAt(tokens, one.cue[0])]?.sentence
    bySentence.set(sentence, [...(bySentence.get(sentence) ?? []), one])
  }
  for (const token of quoting) {
    const sentence = sentenceAt(tokens, token.start)
    const near = (bySentence.get(token.sentence) ?? []).filter((one) => all.has(one))
    const at = sentence.indexOf(token)
    const passed = isWord(sentence[at + 1], 'by') ? quotedBy(sentence, at, near) : citing(sentence, at, near)
    if (!passed) continue
    for (const one of passed.instead) all.delete(one)
    all.add(passed.outer).add(passed.inner)
    outers.set(passed.inner, passed.outer)
  }
  return { tagged: [...all], outers }
}

const overlaps = (a: Range, b: Range) => a[0] < b[1] && b[0] < a[1]

/** "X was quoted by Y as saying P" and "X, quoted by Y, said P"; `at` is the token of "quoted". */
function quotedBy(sentence: readonly Token[], at: number, near: readonly TaggedAttribution[]): Passed | null {
  const agent = nounPhrase(sentence, at + 2)
  const after = at + 2 + agent.length
  const cue = rangeOf(sentence.slice(at, at + 2))
  const verb = sentence[after + 1]
  if (agent.length === 0 || !cue) return null
  if (isWord(sentence[after], 'as') && verb && isSaying(verb)) {
    let end = at
    while (sentence[end - 1]?.pos === 'AUX' || sentence[end - 1]?.pos === 'ADV') end--
    const subject = rangeOf(nounPhraseBefore(sentence, end))
    const said = rangeOf(trimmed(sentence.slice(after)))
    const [inner] = make(
      subject,
      [verb.start, verb.end],
      [rangeOf(trimmed(sentence.slice(saidFrom(sentence, after + 1))))],
    )
    const [outer] = make(rangeOf(agent), cue, [subject, said])
    if (!inner || !outer) return null
    return { inner, outer, instead: near.filter((one) => overlaps(one.cue, [cue[0], verb.end])) }
  }
  const before = sentence[at - 2]
  if (!before || !isWord(sentence[at - 1], ',') || !isWord(sentence[after], ',')) return null
  const said = near.find(
    (one) => one.speaker.length === 1 && one.speaker.some((range) => overlaps(range, [before.start, before.end])),
  )
  if (!said || overlaps(said.cue, cue)) return null
  const speaker: Range = [said.speaker[0]?.[0] ?? before.start, before.end]
  const parts = [speaker, said.cue, ...said.content].toSorted((a, b) => a[0] - b[0])
  const [outer] = make(rangeOf(agent), cue, joinParts(sentence, parts))
  if (!outer) return null
  return {
    inner: { ...said, speaker: [speaker] },
    outer,
    instead: near.filter((one) => one === said || overlaps(one.cue, cue)),
  }
}

/** "Y reported P, citing X" and "P, according to Y, which cited X"; `at` is the token of "citing". */
function citing(sentence: readonly Token[], at: number, near: readonly TaggedAttribution[]): Passed | null {
  const token = sentence[at]
  const isRelative = isWord(sentence[at - 1], 'which') || isWord(sentence[at - 1], 'who')
  if (!token || !(isWord(token, 'citing') || isWord(token, 'quoting') || isRelative)) return null
  const head = nounPhrase(sentence, at + 1).at(-1)
  if (!head || !(head.pos === 'PROPN' || CITED.has(head.lemma))) return null
  let end = at + 1
  for (let next = sentence[end]; next && !isBreak(next) && !isWord(next, 'that'); next = sentence[++end])
    if (isWord(next, 'as') || /["“”‘’]/.test(next.text)) return null
  const cited = sentence.slice(at + 1, end)
  const speaker = rangeOf(cited)
  if (!speaker || cited.length > LONGEST_CITED) return null
  const cue: Range = [token.start, token.end]
  const phrase: Range = [sentence[isRelative ? at - 1 : at]?.start ?? cue[0], speaker[1]]
  const distance = ({ cue: [start, stop] }: TaggedAttribution) => Math.max(start - phrase[1], phrase[0] - stop)
  const [host] = near
    .filter(
      (one) =>
        one.speaker.length > 0 && !overlaps(one.cue, phrase) && !one.speaker.some((range) => overlaps(range, speaker)),
    )
    .toSorted((a, b) => distance(a) - distance(b))
  if (!host) return null
  const content = host.content.flatMap((range) => without(sentence, range, phrase))
  if (content.length === 0) return null
  return {
    inner: { speaker: [speaker], cue, content, score: host.score },
    outer: { ...host, content },
    instead: near.filter((one) => one === host || overlaps(one.cue, cue)),
  }
}

/** What of `range` stands before and after `phrase`, without commas at the cuts. */
function without(sentence: readonly Token[], range: Range, phrase: Range): Range[] {
  if (!overlaps(range, phrase)) return [range]
  const inside = sentence.filter((token) => token.start >= range[0] && token.end <= range[1])
  const before = rangeOf(trimmed(inside.filter((token) => token.end <= phrase[0])))
  const after = inside.filter((token) => token.start >= phrase[1])
  while (after[0]?.pos === 'PUNCT') after.shift()
  const rest = rangeOf(after)
  return [before, rest && ([rest[0], range[1]] as const)].filter((part) => part !== null)
}
