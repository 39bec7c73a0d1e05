import { readEnglish, stemOf, type PartOfSpeech } from '../language/english.ts'
import type { Claim } from '../model/records.ts'
import { OPPOSITE_VERBS } from './local/exclusive.ts'
import stopWords from './stop-words.json' with { type: 'json' }

/** X is what the tagger cannot read, such as a name in another script. */
const CONTENT: ReadonlySet<PartOfSpeech> = new Set(['NOUN', 'PROPN', 'VERB', 'ADJ', 'ADV', 'NUM', 'X'])
const STOP_WORDS: ReadonlySet<string> = new Set(stopWords.words.map(({ lemma }) => lemma))

/**
 * For each stem a key for every pair of opposites that it is in: "prices rose" and "they fell" share it. Verbs only: beside the
 * opposites of adjectives and adverbs more words are the same, and their keys cost recall on public pairs (1 to 6 points).
 */
const PAIR_KEYS = new Map<string, string[]>()
for (const pair of OPPOSITE_VERBS) {
  const stems = pair.map((lemma) => stemOf(lemma)).sort()
  for (const stem of stems) PAIR_KEYS.set(stem, [...(PAIR_KEYS.get(stem) ?? []), stems.join('|')])
}

/**
 * What can tie a claim to another, each once: stems of the lemmas of its content words and names, its numbers, and the actors
 * that it is about. Function words, negations and verbs of reporting are none.
 */
export function keysOf({ text, about }: Pick<Claim, 'text' | 'about'>): Set<string> {
  const keys = new Set(about)
  for (const token of readEnglish(text)) {
    if (/\p{Nd}/u.test(token.text)) keys.add(token.text.normalize('NFKC').toLowerCase().replaceAll(',', ''))
    else if (CONTENT.has(token.pos) && !STOP_WORDS.has(token.lemma)) {
      const stem = stemOf(token.lemma)
      for (const key of [stem, ...(PAIR_KEYS.get(stem) ?? [])]) keys.add(key)
    }
  }
  return keys
}
