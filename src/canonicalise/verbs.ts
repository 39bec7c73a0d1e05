import { readEnglish, type Token } from '../language/english.ts'
import irregularData from './irregular-verbs.json' with { type: 'json' }

const IRREGULAR = new Map(irregularData.verbs.map((verb) => [verb.base, verb]))
const IRREGULAR_PASTS: ReadonlySet<string> = new Set(irregularData.verbs.map(({ past }) => past))

/**
 * The tokens of a clause. A name that the tagger does not know passes for a verb; a capital inside a clause, or before an
 * auxiliary, makes it a name again, unless all verbs have capitals, as in a headline.
 */
export function readClause(text: string): Token[] {
  const tokens = readEnglish(text)
  const isHeadline = !tokens.some(({ pos, text: word }) => (pos === 'VERB' || pos === 'AUX') && /^\p{Ll}/u.test(word))
  if (isHeadline) return tokens
  return tokens.map((token, at) =>
    token.pos === 'VERB' &&
    /^\p{Lu}\p{Ll}/u.test(token.text) &&
    ((at > 0 && tokens[at - 1]?.sentence === token.sentence) || tokens[at + 1]?.pos === 'AUX')
      ? { ...token, pos: 'PROPN' }
      : token,
  )
}

/** Determiners that can be a subject. */
const STANDS_ALONE = /^(?:this|that|these|those|all|both|some|many|most|each|none|any)$/i

/** A verb with a tense: an auxiliary, or a verb that is no gerund, after no "to" and after no auxiliary. */
function isFinite(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]
  if (token?.pos !== 'AUX' && token?.pos !== 'VERB') return false
  let before = at - 1
  while (tokens[before]?.pos === 'ADV' || tokens[before]?.lemma === 'not') before--
  const last = tokens[before]
  if (last?.lemma === 'to' || last?.pos === 'AUX') return false
  // "the very need", "misread reports" after an article or adjective: no verb, whatever its tag.
  if (token.pos === 'VERB' && last?.pos === 'DET' && !STANDS_ALONE.test(last.text)) return false
  if (token.pos === 'VERB' && last?.pos === 'ADJ' && tokens[at - 1] === last) return false
  return token.pos === 'AUX' || !token.text.endsWith('ing')
}

/** Indices of the verbs with a tense. */
export const finiteVerbs = (tokens: readonly Token[]): number[] =>
  tokens.flatMap((_, at) => (isFinite(tokens, at) ? [at] : []))

/** True for a verb in the past tense, or a participle that looks like it. */
export function isPastForm({ text, lemma, pos }: Token): boolean {
  const word = text.toLowerCase()
  return (
    (pos === 'VERB' && (word.endsWith('ed') || IRREGULAR_PASTS.has(word)) && (word !== lemma || word.endsWith('ed'))) ||
    (pos === 'AUX' && ['was', 'were', 'had', 'did', 'would', 'could', 'might'].includes(word))
  )
}

/** The past tense for a participle; null where it is not known for sure. */
export function pastOfParticiple({ text, lemma }: Token): string | null {
  const known = IRREGULAR.get(lemma)
  if (known) return known.participle === text.toLowerCase() && lemma !== 'be' ? known.past : null
  return text.endsWith('ed') ? text : null
}

/** The past tense for a gerund ("signing"); null for "being" and "having", which tell how things are. */
export function pastOfGerund({ text, lemma }: Token): string | null {
  if (lemma === 'be' || lemma === 'have' || !text.endsWith('ing')) return null
  const known = IRREGULAR.get(lemma)
  if (known) return known.past
  const stem = text.slice(0, -3)
  if (/^[^aeiou]?[ld]y$/.test(stem)) return null
  return /[^aeiou]y$/.test(stem) ? `${stem.slice(0, -1)}ied` : `${stem}ed`
}
