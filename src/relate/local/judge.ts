import { readEnglish } from '../../language/english.ts'
import { ABSTAINED, type Judge } from '../judge.ts'
import { causeIn, compareCauses, type Cause } from './cause.ts'
import { readFrame, type Frame } from './frame.ts'
import { compareFrames } from './frames.ts'
import { readWords, type Reading } from './reading.ts'
import { compareDeletion } from './deletion.ts'
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
 * Judge without a model: it compares two sentences word by word, then part by part, and answers only where a rule is certain. Everywhere
 * else it abstains.
 */
export function localJudge(rules: Rules = localRules()): Judge {
  return {
    method: { name: 'local', version: '2' },
    judge: (premise, hypothesis) => {
      const verdict = rules(premise, hypothesis)
      return Promise.resolve(verdict?.isCertain ? verdict.judgement : ABSTAINED)
    },
  }
}

function verdictOn(premise: Sentence, hypothesis: Sentence): Verdict | null {
  return (
    compareWords(premise.reading, hypothesis.reading) ??
    (premise.cause && hypothesis.cause && compareCauses(premise.cause, hypothesis.cause)) ??
    (premise.frame && hypothesis.frame && compareFrames(premise.frame, hypothesis.frame)) ??
    compareDeletion(premise.reading, hypothesis.reading) ??
    compareStretches(premise.reading, hypothesis.reading)
  )
}
