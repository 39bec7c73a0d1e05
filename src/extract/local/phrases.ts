import { firstAt, type PartOfSpeech, type Token } from '../../language/english.ts'

const PHRASE: ReadonlySet<PartOfSpeech> = new Set(['DET', 'ADJ', 'NOUN', 'PROPN', 'NUM'])
const HEAD: ReadonlySet<PartOfSpeech> = new Set(['NOUN', 'PROPN'])
/** Tokens on each side of a cue that can be of its sentence: longer ones are lists and tables. */
const LONGEST_SENTENCE = 120

/** The possessive ending. */
export const isPossessive = (token: Token) => /^['’]s?$/.test(token.text)
const isPart = (token: Token) => PHRASE.has(token.pos) && token.lemma !== 'that'

/** The noun phrase that begins at token `at`: determiners, adjectives and nouns up to its last noun. */
export function nounPhrase(tokens: readonly Token[], at: number): Token[] {
  const first = tokens[at]
  if (!first) return []
  let end = at
  while (end < tokens.length) {
    const token = tokens[end]
    if (!token || token.sentence !== first.sentence) break
    if (!isPart(token) && !(isPossessive(token) && end > at)) break
    end++
  }
  while (end > at && !HEAD.has(tokens[end - 1]?.pos ?? 'X')) end--
  return tokens.slice(at, end)
}

/** The noun phrase that ends before token `at`, possessives inside it included. */
export function nounPhraseBefore(tokens: readonly Token[], at: number): Token[] {
  const last = tokens[at - 1]
  if (!last || !HEAD.has(last.pos)) return []
  let start = at - 1
  for (;;) {
    const token = tokens[start - 1]
    if (!token || token.sentence !== last.sentence) break
    if (!isPart(token) && !isPossessive(token)) break
    start--
  }
  while (start < at && isPossessive(tokens[start] ?? last)) start++
  return tokens.slice(start, at)
}

/** The tokens of the sentence that `position` stands in, at most 120 on each side. */
export function sentenceAt(tokens: readonly Token[], position: number): readonly Token[] {
  const here = firstAt(tokens, position)
  const sentence = tokens[here]?.sentence
  let from = here
  let to = here
  while (from > 0 && here - from < LONGEST_SENTENCE && tokens[from - 1]?.sentence === sentence) from--
  while (to < tokens.length && to - here < LONGEST_SENTENCE && tokens[to]?.sentence === sentence) to++
  return tokens.slice(from, to)
}
