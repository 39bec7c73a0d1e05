import { readEnglish, stemOf, type PartOfSpeech } from '../language/english.ts'
import type { Claim } from '../model/records.ts'
import opposites from './local/antonyms.json' with { type: 'json' }
import stopWords from './stop-words.json' with { type: 'json' }

/** X is what the tagger cannot read, such as a name in another script. */
const CONTENT: ReadonlySet<PartOfSpeech> = new Set(['NOUN', 'PROPN', 'VERB', 'ADJ', 'ADV', 'NUM', 'X'])
const STOP_WORDS: ReadonlySet<string> = new Set(stopWords.words.map(({ lemma }) => lemma))

/** Parent of a stem among stems that are opposites of each other. */
const parents = new Map<string, string>()
for (const { pair } of opposites.antonyms) {
  const [a = '', b = ''] = pair.map((lemma) => groupOf(stemOf(lemma)))
  if (a !== b) parents.set(b, a)
}

/** A stem that stands for all its opposites, and theirs: claims that contradict in one word share its key. */
function groupOf(stem: string): string {
  const parent = parents.get(stem)
  return parent === undefined ? stem : groupOf(parent)
}

/**
 * What can tie a claim to another, each once: stems of the lemmas of its content words and names, its numbers, and the actors
 * that it is about. Function words, negations and verbs of reporting are none.
 */
export function keysOf({ text, about }: Pick<Claim, 'text' | 'about'>): Set<string> {
  const keys = new Set(about)
  for (const token of readEnglish(text)) {
    if (/\p{Nd}/u.test(token.text)) keys.add(token.text.normalize('NFKC').toLowerCase().replaceAll(',', ''))
    else if (CONTENT.has(token.pos) && !STOP_WORDS.has(token.lemma)) keys.add(groupOf(stemOf(token.lemma)))
  }
  return keys
}
