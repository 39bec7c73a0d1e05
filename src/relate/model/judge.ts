import { createHash } from 'node:crypto'
import { ABSTAINED, FEW_PAIRS, type Judge, type Judgement } from '../judge.ts'
import { readCalibration, softmax, UNCALIBRATED } from './calibration.ts'
import { CrossEncoder, LABELS, type Reading } from './cross-encoder.ts'
import { findModel, type Fetching } from './find.ts'

/** A judge that runs a model on this computer. */
export interface ModelJudge extends Judge {
  readonly judgeAll: NonNullable<Judge['judgeAll']>
  /** Whether somebody measured what its scores mean. */
  readonly isCalibrated: boolean
  /** Ordered pairs of which the model read only the beginning, so far. */
  readonly cut: () => number
  readonly longest: number
  close(): Promise<void>
}

/**
 * Judge that runs a model of natural language inference (a cross-encoder in ONNX) with `@huggingface/transformers`. `where` is a folder, or a
 * name on the public hub that is fetched once. It answers from the thresholds of the model's calibration up, and without one only
 * next to certainty; otherwise it abstains. A score is the probability of the label after temperature scaling (Guo et al. 2017).
 * Throws where the library or the model is missing or the model has other labels.
 */
export async function openModelJudge(where: string, fetching: Fetching = {}): Promise<ModelJudge> {
  const found = await findModel(where, fetching)
  const model = await CrossEncoder.open(found)
  const measured = readCalibration(found.folder)
  const { temperature, contradiction, entailment } = measured ?? UNCALIBRATED
  const thresholds = { contradiction: contradiction.threshold, entailment: entailment.threshold }
  const bounds = createHash('sha256')
    .update(JSON.stringify([temperature, thresholds]))
    .digest('hex')
    .slice(0, 4)
  let cut = 0

  function judgementOf({ logits, isCut }: Reading): Judgement {
    if (isCut) cut++
    const scores = softmax(logits, temperature).map((score) => Math.round(score * 1000) / 1000)
    const best = scores.indexOf(Math.max(...scores))
    const [label = 'neutral', score = 0] = [LABELS[best], scores[best]]
    if (label === 'neutral')
      return {
        ...ABSTAINED,
        score,
        rule: 'model',
        reason: `The model ${model.name} reads these as neither (${score}).`,
      }
    const threshold = thresholds[label]
    if (threshold === null || score < threshold) return ABSTAINED
    const reads = label === 'contradiction' ? 'these as contradicting' : 'one as following from the other'
    const means = measured ? `${score}` : `${score}, not calibrated`
    const part = isCut ? ' It read only the beginning of what was too long for it.' : ''
    const reason = `The model ${model.name} reads ${reads} (${means}); it gives no words.${part}`
    // Whether both can be false, a label does not say; contrary is the weaker claim.
    return {
      label,
      score,
      rule: 'model',
      reason,
      kind: label === 'contradiction' ? 'contrary' : 'entails',
      deciding: [],
    }
  }
  const judgeAll: ModelJudge['judgeAll'] = async (pairs, onProgress) =>
    (await model.read(pairs, onProgress)).map(judgementOf)

  return {
    method: { name: `model:${model.name}`, version: `${model.version}-${bounds}` },
    pairsPerClaim: FEW_PAIRS,
    isCalibrated: measured !== null,
    cut: () => cut,
    longest: model.longest,
    judgeAll,
    judge: async (premise, hypothesis) => (await judgeAll([[premise, hypothesis]]))[0] ?? ABSTAINED,
    close: () => model.close(),
  }
}
