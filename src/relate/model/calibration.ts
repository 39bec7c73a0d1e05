import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import * as v from 'valibot'
import { HearsayError, showValue } from '../../model/error.ts'

/** Lies beside a model; `npm run calibrate:judge` makes it. */
export const CALIBRATION_FILE = 'hearsay-judge.json'

const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const AnswersSchema = v.looseObject({
  /** The score from which the model is believed; null where it never is. From 0.5 up no two labels reach it. */
  threshold: v.nullable(v.pipe(v.number(), v.minValue(0.5), v.maxValue(1))),
  /** What was right from there up, on each set of pairs; `lower` is the lower end of Wilson's 95 % interval. */
  precision: v.pipe(
    v.array(v.looseObject({ set: v.string(), answers: count, right: count, precision: share, lower: share })),
    v.readonly(),
  ),
})
const CalibrationSchema = v.looseObject({
  /** The logits are divided by it. */
  temperature: v.pipe(v.number(), v.gtValue(0)),
  contradiction: AnswersSchema,
  entailment: AnswersSchema,
})

/** What the scores of a model mean, and from where they are believed. */
export type Calibration = v.InferOutput<typeof CalibrationSchema>

/** For a model that nobody measured: its own probabilities, and only those next to certainty. */
export const UNCALIBRATED: Calibration = {
  temperature: 1,
  contradiction: { threshold: 0.98, precision: [] },
  entailment: { threshold: 0.98, precision: [] },
}

/** The calibration in the folder of a model; null where there is none. Throws for a file of another form. */
export function readCalibration(folder: string): Calibration | null {
  const file = path.join(folder, CALIBRATION_FILE)
  if (!existsSync(file)) return null
  const wayOut = 'Delete it, or make it again with npm run calibrate:judge.'
  let record: unknown
  try {
    record = JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new HearsayError('damaged-calibration', `${file}: no JSON. ${wayOut}`, { cause })
  }
  const parsed = v.safeParse(CalibrationSchema, record)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  const field = v.getDotPath(issue) ?? 'the file'
  throw new HearsayError('damaged-calibration', `${file}: ${field} is ${showValue(issue.input)}. ${wayOut}`)
}

/** Probabilities by the softmax of logits over a temperature. */
export function softmax(logits: readonly number[], temperature: number): number[] {
  const highest = Math.max(...logits)
  const powers = logits.map((logit) => Math.exp((logit - highest) / temperature))
  const sum = powers.reduce((sum, power) => sum + power, 0)
  return powers.map((power) => power / sum)
}
