import { readEnglish } from '../../language/english.ts'
import { ABSTAINED, type Judge, type Judgement } from '../judge.ts'
import { causeIn, compareCauses, type Cause } from './cause.ts'
import { readFrame, type Frame } from './frame.ts'
import { compareFrames } from './frames.ts'
import { readWords, type Reading } from './reading.ts'
import { compareDeletion } from './deletion.ts'
import type { PairReader } from './pair-reader.ts'
import { compareStretches } from './stretch.ts'
import type { Verdict } from './verdict.ts'
import { compareWords } from './words.ts'

/** All that the rules read of a sentence. */
interface Sentence {
  readonly reading: Reading
  readonly cause: Cause | null
  /** Null where the sentence is not plain. */
  readonly frame: Frame | null
}

/** Words, articles apart, of the shortest sentence that another can contradict: "no one called" may be about any call. */
const FEWEST_WORDS = 3
const NOBODY = /^(?:no|one|nobody|nothing|none)$/
/** Sentences kept, about 3 kB each; at so many all are dropped. */
const MOST_SENTENCES = 100_000

/** Gives the verdict on an ordered pair of sentences, null where no rule says anything. */
export type Rules = (premise: string, hypothesis: string) => Verdict | null

/** The rules over a memory of the sentences read: a claim stands in some hundred pairs and is read once. */
export function localRules(): Rules {
  const sentences = new Map<string, Sentence>()
  const read = (text: string) => {
    const known = sentences.get(text)
    if (known) return known
    if (sentences.size >= MOST_SENTENCES) sentences.clear()
    const sentence = readSentence(text)
    sentences.set(text, sentence)
    return sentence
  }
  return (premise, hypothesis) => verdictOn(read(premise), read(hypothesis))
}

function readSentence(text: string): Sentence {
  const tokens = readEnglish(text)
  const reading = readWords(tokens)
  return { reading, cause: causeIn(reading), frame: readFrame(tokens) }
}

/**
 * Probability of contradiction, in both directions, from which the cross-encoder confirms what a rule proposes: likelier than not. It is
 * asked only where both sentences are about one known thing; by itself it is believed nowhere (docs/accuracy.md).
 */
const CONFIRMED = 0.5

/**
 * Judge that needs no network: it compares two sentences word by word, then part by part, and answers where a rule is certain, or where a
 * rule proposes and `reader`, if there is one, confirms. Everywhere else it abstains.
 */
export function localJudge(reader: Pick<PairReader, 'read'> | null = null, rules: Rules = localRules()): Judge {
  return {
    method: { name: 'local', version: '3' },
    judge: async (premise, hypothesis) => {
      const verdict = rules(premise, hypothesis)
      if (!verdict) return ABSTAINED
      if (verdict.isCertain) return verdict.judgement
      if (!verdict.isOfOneThing) return ABSTAINED
      const [read] = (await reader?.read([[premise, hypothesis]])) ?? []
      return read && read.contradiction >= CONFIRMED ? confirmed(verdict.judgement, read.contradiction) : ABSTAINED
    },
  }
}

function confirmed(judgement: Judgement, probability: number): Judgement {
  const score = Math.round(probability * 100) / 100
  const reason = `${judgement.reason} A model trained on pairs of sentences reads them as contradicting (${score}).`
  return { ...judgement, rule: `${judgement.rule.replace('?', '')}, confirmed`, score, reason }
}

function verdictOn(premise: Sentence, hypothesis: Sentence): Verdict | null {
  const readings = [premise.reading, hypothesis.reading]
  if (readings.some(({ isUntold }) => isUntold)) return null
  const verdict = ruledOn(premise, hypothesis)
  const isShort = readings.some(({ words }) => isTooShort(words))
  if (isShort && verdict?.judgement.label === 'contradiction') return null
  if (!verdict || verdict.isCertain) return verdict
  const { deciding } = verdict.judgement
  return { ...verdict, isOfOneThing: [premise, hypothesis].every(({ reading }) => isSaidOf(reading, deciding)) }
}

function isTooShort(words: Reading['words']): boolean {
  const telling = words.filter(({ lemma }) => !NOBODY.test(lemma))
  return words.length < FEWEST_WORDS || telling.length < FEWEST_WORDS - 1
}

/** True where the sentence is about a known subject and has none of the words before its verb. */
function isSaidOf({ words, hasKnownSubject }: Reading, deciding: readonly string[]): boolean {
  const verb = words.findIndex(({ pos }) => pos === 'VERB' || pos === 'AUX')
  return hasKnownSubject && verb > 0 && !words.slice(0, verb).some(({ text }) => deciding.includes(text))
}

function ruledOn(premise: Sentence, hypothesis: Sentence): Verdict | null {
  return (
    compareWords(premise.reading, hypothesis.reading) ??
    (premise.cause && hypothesis.cause && compareCauses(premise.cause, hypothesis.cause)) ??
    (premise.frame && hypothesis.frame && compareFrames(premise.frame, hypothesis.frame)) ??
    compareDeletion(premise.reading, hypothesis.reading) ??
    compareStretches(premise.reading, hypothesis.reading)
  )
}
