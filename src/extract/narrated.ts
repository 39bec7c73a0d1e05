import type { Token } from '../language/english.ts'
import type { Attribution } from '../model/attribution.ts'
import { spanOf } from '../model/span.ts'
import { actOfSentence } from './act.ts'
import { quotationsOf } from './local/quotations.ts'

type Range = readonly [start: number, end: number]

/** Words that a sentence must have; shorter ones are captions, names and exclamations. */
const LEAST_WORDS = 4
/** Share of the letters of a sentence that may stand in quotation marks: a term, not a quotation. */
const MOST_QUOTED = 0.3
/**
 * Share of the sentences found that no annotator of PolNeAR's dev split gives to anybody else: the score of every narrated
 * statement. What is wrong with the others is an attribution that was missed.
 */
const SCORE = 0.9

/**
 * What a text says in its own voice, sentence by sentence: whole sentences with a verb and an end mark that no attribution
 * touches and that stand in no quotation. A sentence with an attribution in it is left out, and so are headlines and captions,
 * which lack the end mark. `tokens` are those of `text`.
 */
export function narratedIn(
  text: string,
  tokens: readonly Token[],
  attributions: readonly Attribution[],
): Attribution[] {
  const taken = merged(
    attributions.flatMap(({ speakerSpans, cueSpans, contentSpans }) =>
      [...speakerSpans, ...cueSpans, ...contentSpans].map(({ start, end }): Range => [start, end]),
    ),
  )
  const quotations = quotationsOf(text)
  const found: Attribution[] = []
  let nextTaken = 0
  let nextQuotation = 0
  for (const sentence of sentencesOf(tokens)) {
    const start = sentence[0]?.start ?? 0
    const end = sentence.at(-1)?.end ?? 0
    while ((taken[nextTaken]?.[1] ?? Infinity) <= start) nextTaken++
    while ((quotations[nextQuotation]?.[1] ?? Infinity) <= start) nextQuotation++
    if ((taken[nextTaken]?.[0] ?? Infinity) < end || !isSentence(sentence)) continue
    let quoted = 0
    for (let i = nextQuotation; (quotations[i]?.[0] ?? Infinity) < end; i++) {
      const [from, to] = quotations[i] ?? [0, 0]
      quoted += Math.min(to, end) - Math.max(from, start)
    }
    if (quoted > (end - start) * MOST_QUOTED) continue
    found.push({
      ...actOfSentence(sentence),
      speakerSpans: [],
      cueSpans: [],
      contentSpans: [spanOf(text, start, end)],
      viaSpans: [],
      form: 'narrated',
      relayedBy: null,
      score: SCORE,
    })
  }
  return found
}

function* sentencesOf(tokens: readonly Token[]): Generator<readonly Token[]> {
  let from = 0
  for (let to = 1; to <= tokens.length; to++) {
    if (tokens[to]?.sentence === tokens[from]?.sentence && to < tokens.length) continue
    yield tokens.slice(from, to)
    from = to
  }
}

/** Enough words, one of them a verb, and an end mark. */
function isSentence(sentence: readonly Token[]): boolean {
  const words = sentence.filter(({ pos }) => pos !== 'PUNCT')
  const last = sentence.at(-1)?.text ?? ''
  return (
    words.length >= LEAST_WORDS && /^[.!?…]$/.test(last) && words.some(({ pos }) => pos === 'VERB' || pos === 'AUX')
  )
}

function merged(ranges: readonly Range[]): Range[] {
  const result: [number, number][] = []
  for (const [start, end] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = result.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else result.push([start, end])
  }
  return result
}
