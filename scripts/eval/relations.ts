import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import * as v from 'valibot'
import { check } from '../../src/model/check.ts'
import { HearsayError } from '../../src/model/error.ts'
import { ABSTAINED, weaker, type Judge, type Judgement, type Label, type OrderedPair } from '../../src/relate/judge.ts'
import { perCent } from './spans.ts'

const LABELS = ['entailment', 'neutral', 'contradiction'] as const
const PairSchema = v.looseObject({
  id: v.union([v.string(), v.number()]),
  premise: v.string(),
  hypothesis: v.string(),
  label: v.picklist(LABELS),
})
type Pair = v.InferOutput<typeof PairSchema>

/** Answers of one kind: how many, how many of them right, and per cent. Recall is of all pairs with the label. */
interface LabelScores {
  readonly label: Exclude<Label, 'neutral'>
  readonly said: number
  readonly right: number
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

interface RuleScores {
  readonly rule: string
  readonly said: number
  readonly right: number
  readonly precision: number
}

/** A wrong answer. */
interface Confusion {
  readonly set: string
  readonly id: string
  readonly premise: string
  readonly hypothesis: string
  readonly label: Label
  readonly said: Label
  readonly reason: string
}

/** Figures of a judge on labelled pairs of sentences. */
export interface RelationScores {
  readonly sets: readonly {
    readonly set: string
    readonly pairs: number
    /** Per cent of pairs with an answer other than "not sure". */
    readonly answered: number
    /** Per cent of all pairs whose label is right, where no answer counts as neutral. */
    readonly accuracy: number
    readonly labels: readonly LabelScores[]
  }[]
  readonly rules: readonly RuleScores[]
  /** What a score means: of the answers with a score in a band, how many are right. */
  readonly bands: readonly {
    readonly from: number
    readonly said: number
    readonly mean: number
    readonly right: number
  }[]
  readonly confusions: readonly Confusion[]
}

/**
 * Asks a judge about labelled pairs, a file or a folder of .jsonl, as a build does: a contradiction counts where both directions
 * give it, with the lower score, an entailment in the direction asked.
 */
export async function evaluateRelations(
  data: string,
  judge: Judge,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<RelationScores> {
  const sets: RelationScores['sets'][number][] = []
  const rules = new Map<string, { said: number; right: number }>()
  const scores: { score: number; isRight: boolean }[] = []
  const confusions: Confusion[] = []
  const labelled = readSets(data)
  const total = labelled.reduce((sum, { pairs }) => sum + pairs.length, 0)
  let done = 0
  for (const { set, pairs } of labelled) {
    const judgements = await judgeAsBuilt(judge, pairs, (some) => onProgress(done + some, total))
    done += pairs.length
    const answers: { label: Label; said: Label }[] = []
    for (const [index, { id, premise, hypothesis, label }] of pairs.entries()) {
      const { label: said, rule: by, score, reason } = judgements[index] ?? ABSTAINED
      answers.push({ label, said })
      if (said === 'neutral') continue
      const isRight = said === label
      const rule = rules.get(by) ?? { said: 0, right: 0 }
      rules.set(by, { said: rule.said + 1, right: rule.right + Number(isRight) })
      scores.push({ score, isRight })
      if (!isRight) confusions.push({ set, id: String(id), premise, hypothesis, label, said, reason })
    }
    const answered = answers.filter(({ said }) => said !== 'neutral').length
    const right = answers.filter(({ label, said }) => label === said).length
    sets.push({
      set,
      pairs: pairs.length,
      answered: perCent(answered / pairs.length),
      accuracy: perCent(right / pairs.length),
      labels: (['contradiction', 'entailment'] as const).map((label) => labelScores(label, answers)),
    })
  }
  const ruleScores = [...rules]
    .map(([rule, { said, right }]) => ({ rule, said, right, precision: perCent(right / said) }))
    .toSorted((a, b) => b.said - a.said)
  return { sets, rules: ruleScores, bands: bandsOf(scores), confusions }
}

/** The judgements on pairs, where a contradiction that the other direction does not give is none. */
async function judgeAsBuilt(
  judge: Judge,
  pairs: readonly Pair[],
  onProgress: (done: number) => void,
): Promise<Judgement[]> {
  const forwards = await judgeMany(
    judge,
    pairs.map(({ premise, hypothesis }): OrderedPair => [premise, hypothesis]),
    onProgress,
  )
  const asked = pairs.flatMap(({ premise, hypothesis }, index) =>
    forwards[index]?.label === 'contradiction' ? [{ index, turned: [hypothesis, premise] as const }] : [],
  )
  const backwards = await judgeMany(
    judge,
    asked.map(({ turned }) => turned),
  )
  for (const [place, { index }] of asked.entries()) {
    const [forward = ABSTAINED, backward = ABSTAINED] = [forwards[index], backwards[place]]
    forwards[index] = backward.label === 'contradiction' ? weaker(forward, backward) : ABSTAINED
  }
  return forwards
}

async function judgeMany(
  judge: Judge,
  pairs: readonly OrderedPair[],
  onProgress: (done: number) => void = () => {},
): Promise<Judgement[]> {
  if (judge.judgeAll) return judge.judgeAll(pairs, onProgress)
  const judgements: Judgement[] = []
  for (const pair of pairs) {
    judgements.push(await judge.judge(...pair))
    onProgress(judgements.length)
  }
  return judgements
}

function labelScores(
  label: LabelScores['label'],
  answers: readonly { readonly label: Label; readonly said: Label }[],
): LabelScores {
  const said = answers.filter((one) => one.said === label)
  const right = said.filter((one) => one.label === label).length
  const wanted = answers.filter((one) => one.label === label).length
  return {
    label,
    said: said.length,
    right,
    precision: perCent(right / (said.length || 1)),
    recall: perCent(right / (wanted || 1)),
    f1: perCent((2 * right) / (said.length + wanted || 1)),
  }
}

const BANDS = 10

function bandsOf(scores: readonly { readonly score: number; readonly isRight: boolean }[]): RelationScores['bands'] {
  return Array.from({ length: BANDS }, (_, i) => {
    const inside = scores.filter(({ score }) => Math.min(BANDS - 1, Math.floor(score * BANDS)) === i)
    const mean = inside.reduce((sum, { score }) => sum + score, 0) / (inside.length || 1)
    const right = inside.filter(({ isRight }) => isRight).length / (inside.length || 1)
    return {
      from: i / BANDS,
      said: inside.length,
      mean: Math.round(mean * 1000) / 1000,
      right: Math.round(right * 1000) / 1000,
    }
  }).filter(({ said }) => said > 0)
}

/** The labelled pairs in a file or a folder of .jsonl. Sets with other labels (support, undermine) are no inference and left out. */
export function readSets(data: string): { readonly set: string; readonly pairs: readonly Pair[] }[] {
  const files = statSync(data).isDirectory()
    ? readdirSync(data)
        .filter((name) => name.endsWith('.jsonl'))
        .sort()
        .map((name) => path.join(data, name))
    : [data]
  return files
    .map((file) => ({ set: path.basename(file, '.jsonl'), pairs: readPairs(file) }))
    .filter(({ pairs }) => pairs.length > 0)
}

function readPairs(file: string): Pair[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, i) => {
      if (line.trim() === '') return []
      const record: unknown = parse(line, `${file}:${i + 1}`)
      const label = typeof record === 'object' && record && 'label' in record ? record.label : null
      return LABELS.some((known) => known === label) ? [check(PairSchema, record, { file, line: i + 1 })] : []
    })
}

function parse(line: string, place: string): unknown {
  try {
    return JSON.parse(line)
  } catch (cause) {
    throw new HearsayError('damaged-line', `${place}: no JSON. Write one object a line.`, { cause })
  }
}
