/**
 * Fits what a judging model's scores mean: `npm run calibrate:judge -- --model WHERE --data DIR` reads labelled pairs as a build
 * would, fits a temperature and, for contradiction and entailment, the score from which the model is believed, and writes them
 * to hearsay-judge.json in the model's folder, with the precision on each set. The pairs should not be among those that the model
 * learnt from; as the thresholds are chosen on them, other pairs will come out somewhat worse.
 */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { Command } from 'commander'
import { CALIBRATION_FILE, softmax, type Calibration } from '../../src/relate/model/calibration.ts'
import { CrossEncoder, LABELS } from '../../src/relate/model/cross-encoder.ts'
import { findModel } from '../../src/relate/model/find.ts'
import { readSets } from '../eval/sets.ts'
import { showProgress } from '../progress.ts'
import { formatRows } from '../table.ts'
import {
  fitTemperature,
  fitThreshold,
  precisionFrom,
  type Answer,
  type AnswersOfSet,
  type LabelledLogits,
} from './judge/fit.ts'

const { model: where, data } = new Command('calibrate:judge')
  .requiredOption('--model <where>', 'a folder, or a name on the hub')
  .requiredOption('--data <dir>', 'labelled pairs: .jsonl of {"id","premise","hypothesis","label"}')
  .parse()
  .opts<{ model: string; data: string }>()

const progress = showProgress()
const found = await findModel(where, {
  onFetch: (address, folder) => console.error(`The model is fetched from ${address} into ${folder}.`),
  onProgress: (done, total) => progress('fetch', done, total),
})
const model = await CrossEncoder.open(found)
const CONTRADICTION = LABELS.indexOf('contradiction')
const ENTAILMENT = LABELS.indexOf('entailment')

interface ReadPair extends LabelledLogits {
  /** The logits of the pair turned round; null where the first direction says something else than contradiction. */
  readonly backward: readonly number[] | null
}
const read: { readonly set: string; readonly pairs: readonly ReadPair[] }[] = []
for (const { set, pairs } of readSets(data, ['inference'])) {
  const forward = await model.read(
    pairs.map(({ premise, hypothesis }) => [premise, hypothesis]),
    (done) => progress(set, done, pairs.length),
  )
  // Only where one direction says contradiction the other one matters.
  const asked = forward.flatMap(({ logits }, i) => (Math.max(...logits) === logits[CONTRADICTION] ? [i] : []))
  const turned = await model.read(
    asked.flatMap((i) => pairs.slice(i, i + 1)).map(({ premise, hypothesis }) => [hypothesis, premise]),
    (done) => progress(`${set}, turned round`, done, asked.length),
  )
  const backward = new Map(asked.map((i, place) => [i, turned[place]?.logits ?? []]))
  read.push({
    set,
    pairs: pairs.flatMap((pair, i): ReadPair[] => {
      const label = LABELS.find((known) => known === pair.label)
      return label ? [{ label, logits: forward[i]?.logits ?? [], backward: backward.get(i) ?? null }] : []
    }),
  })
}
progress.stop()
await model.close()

const temperature = Math.round(fitTemperature(read.map(({ pairs }) => pairs)) * 1000) / 1000
const scoreOf = (logits: readonly number[], place: number) =>
  Math.round((softmax(logits, temperature)[place] ?? 0) * 1000) / 1000
const contradictions = read.map(({ set, pairs }): AnswersOfSet => {
  const answers = pairs.flatMap(({ label, logits, backward }): Answer[] => {
    if (!backward) return []
    const score = Math.min(scoreOf(logits, CONTRADICTION), scoreOf(backward, CONTRADICTION))
    return [{ score, isRight: label === 'contradiction' }]
  })
  return { set, answers }
})
const entailments = read.map(({ set, pairs }): AnswersOfSet => {
  const answers = pairs.map(({ label, logits }) => ({
    score: scoreOf(logits, ENTAILMENT),
    isRight: label === 'entailment',
  }))
  return { set, answers }
})

/** The threshold for a label, and what it makes of each set. */
function measure(sets: readonly AnswersOfSet[]): Calibration['contradiction'] {
  const threshold = fitThreshold(sets)
  return { threshold, precision: threshold === null ? [] : sets.map((set) => precisionFrom(set, threshold)) }
}
const calibration = {
  temperature,
  contradiction: measure(contradictions),
  entailment: measure(entailments),
} satisfies Calibration

console.log(`temperature ${temperature}`)
for (const label of ['contradiction', 'entailment'] as const) {
  const { threshold, precision } = calibration[label]
  if (threshold === null) {
    console.log(
      `${label}: no score from which 90 of 100 are right on every set with more than 20 answers; never answered`,
    )
    continue
  }
  const rows = precision.map((row) => {
    const { pairs = [] } = read.find(({ set }) => set === row.set) ?? {}
    const wanted = pairs.filter((pair) => pair.label === label).length
    return { ...row, recall: Math.round((1000 * row.right) / (wanted || 1)) / 1000 }
  })
  console.log(`${label}: from ${threshold} up`)
  console.log(formatRows({ columns: Object.keys(rows[0] ?? {}), rows }, 'table', undefined))
}
const file = path.join(found.folder, CALIBRATION_FILE)
writeFileSync(file, `${JSON.stringify(calibration, null, 2)}\n`)
console.log(`written to ${file}`)
