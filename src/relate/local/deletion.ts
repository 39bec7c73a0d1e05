import type { Token } from '../../language/english.ts'
import privative from './privative.json' with { type: 'json' }
import type { Reading } from './reading.ts'
import { entailment, type Verdict } from './verdict.ts'

const PRIVATIVE: ReadonlySet<string> = new Set(privative.words.map(({ word }) => word))
/** Words under which a part that is left out may matter to the rest. */
const CLOSED: ReadonlySet<string> = new Set(
  'no not never nobody none nothing few any all every each most both either neither only if unless when whether than as like that while because may might could would should can must without before until'.split(
    ' ',
  ),
)
const FEWEST_KEPT = 2

/** "The old boat, which burned, sank near the pier" entails "the boat sank": the same words in their order, whole modifiers left out. */
export function compareDeletion(premise: Reading, hypothesis: Reading): Verdict | null {
  const { words, keys } = premise
  if (hypothesis.keys.length >= keys.length || hypothesis.keys.length < FEWEST_KEPT || keys[0] === undefined)
    return null
  const kept = matches(keys, hypothesis.keys)
  if (!kept || premise.negations.length + hypothesis.negations.length > 0) return null
  if (hypothesis.hasKnownSubject && !premise.hasKnownSubject) return null
  if (words.some(({ lemma }) => CLOSED.has(lemma) || PRIVATIVE.has(lemma))) return null
  const runs: (readonly Token[])[] = []
  let from = 0
  for (const at of [...kept, words.length]) {
    if (at > from) runs.push(words.slice(from, at))
    const [run, before, next] = [words.slice(from, at), words[from - 1], words[at]]
    if (run.length > 0 && !isModifier(run, before, next)) return null
    from = at + 1
  }
  const left = runs.flat()
  return entailment('deletion', `The same without “${left.map(({ text }) => text).join(' ')}”.`, left)
}

/** The places of the second's words in the first; null where they are not all there in their order. */
function matches(all: readonly string[], some: readonly string[]): number[] | null {
  const places: number[] = []
  let at = 0
  for (const key of some) {
    while (at < all.length && all[at] !== key) at++
    if (at === all.length) return null
    places.push(at++)
  }
  return places
}

/** Adjectives before a noun, a prepositional phrase before a verb or another phrase, adverbs, and what trails at the end. */
function isModifier(run: readonly Token[], before: Token | undefined, next: Token | undefined): boolean {
  const [first] = run
  if (!first) return true
  const isNominal = (token: Token | undefined) => token?.pos === 'NOUN' || token?.pos === 'PROPN'
  if (isNominal(next) && run.every(({ pos }) => pos === 'ADJ')) return before === undefined || !isNominal(before)
  const isPhrase =
    first.pos === 'ADP' && run.slice(1).every(({ pos }) => /^(?:NOUN|PROPN|ADJ|NUM|DET|ADP|PRON)$/.test(pos))
  if (next === undefined && isTrailing(run, before)) return true
  // What follows the phrase must not be its own: "(in a) boat".
  if (isPhrase && isNominal(run.at(-1)))
    return before !== undefined && (next === undefined || /^(?:VERB|AUX|ADP)$/.test(next.pos))
  return run.every(({ pos }) => pos === 'ADV') && before?.pos !== 'ADP'
}

/** "(the boat sank,) which burned", "burning", "and burned": the last clause or conjunct; "between Ana and Ben" is no two. */
function isTrailing([first, second]: readonly Token[], before: Token | undefined): boolean {
  if (!first || !before || before.pos === 'AUX' || before.pos === 'ADP') return false
  if (/^(?:who|which|where)$/.test(first.lemma)) return true
  if (first.pos === 'VERB') return first.text.endsWith('ing') && before.pos !== 'VERB'
  return first.lemma === 'and' && second?.pos === 'VERB'
}
