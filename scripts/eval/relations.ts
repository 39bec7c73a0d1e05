import { ABSTAINED, weaker, type Judge, type Judgement, type Label, type OrderedPair } from '../../src/relate/judge.ts'
import { judgementsOn } from './judged.ts'
import { readSets, type LabelledPair, type Notion, type PairSet } from './sets.ts'
import { perCent } from './spans.ts'

type Answer = Exclude<Label, 'neutral'>
const ANSWERS: readonly Answer[] = ['contradiction', 'entailment']

/** Which answer of a judge people's label asks for. */
const WANTED: Readonly<Record<LabelledPair['label'], Label>> = {
  entailment: 'entailment',
  neutral: 'neutral',
  contradiction: 'contradiction',
  support: 'entailment',
  undermine: 'contradiction',
  unrelated: 'neutral',
  paraphrase: 'entailment',
  different: 'neutral',
}

/** Answers of one kind: how many, how many of them right, and per cent. Recall is of all pairs with the label. */
interface LabelScores {
  readonly label: Answer
  /** Pairs that people gave this label. */
  readonly wanted: number
  readonly said: number
  readonly right: number
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/** Figures of one set of pairs. */
interface SetScores {
  readonly set: string
  readonly pairs: number
  /** Per cent of pairs with an answer other than "not sure". */
  readonly answered: number
  /** Per cent of all pairs whose label is right, where no answer counts as neutral. */
  readonly accuracy: number
  /** The accuracy of never answering. */
  readonly silent: number
  readonly labels: readonly LabelScores[]
}

interface RuleScores {
  readonly rule: string
  readonly said: number
  readonly right: number
  readonly precision: number
}

/** Answers with a score from `from` up to the next tenth: how many, their mean score and the share that is right (0 to 1). */
interface Band {
  readonly from: number
  readonly said: number
  readonly mean: number
  readonly right: number
}

/** Precision and recall of one answer over all sets, where only scores of `from` and more count. */
interface CurvePoint {
  readonly label: Answer
  readonly from: number
  readonly precision: number
  readonly recall: number
}

/** A wrong answer. */
interface Confusion {
  readonly set: string
  readonly id: string
  readonly premise: string
  readonly hypothesis: string
  readonly label: LabelledPair['label']
  readonly said: Label
  readonly reason: string
}

/** Figures over all sets labelled after one notion; all lists are empty where there is no such set. */
export interface NotionScores {
  readonly sets: readonly SetScores[]
  readonly rules: readonly RuleScores[]
  readonly bands: readonly Band[]
  /** Mean distance of score and share right over all answers (expected calibration error). */
  readonly error: number
  readonly curve: readonly CurvePoint[]
  /** Rows: what people say; columns: how many pairs the judge answers how. */
  readonly confusion: readonly ({ readonly people: LabelledPair['label'] } & Readonly<Record<Label, number>>)[]
  readonly confusions: readonly Confusion[]
}

/** Figures of a judge on labelled pairs of sentences. */
export interface RelationScores {
  readonly inference: NotionScores
  /** Support and attack between arguments: another notion, which a judge of inference is only compared with. */
  readonly argument: NotionScores
}

interface Answered extends LabelledPair {
  readonly set: string
  readonly said: Label
  readonly judgement: Judgement
}

/**
 * Asks a judge about labelled pairs (sets.ts) as a build does: a contradiction counts where both directions give it, with the
 * lower score, an entailment in the direction asked.
 */
export async function evaluateRelations(
  data: string,
  judge: Judge,
  names: readonly string[] = [],
  onProgress: (done: number, total: number) => void = () => {},
): Promise<RelationScores> {
  const sets = readSets(data, ['inference', 'argument'], names)
  const total = sets.reduce((sum, { pairs }) => sum + pairs.length, 0)
  const answers: Answered[][] = []
  let before = 0
  for (const set of sets) {
    answers.push(await answersOn(set, judge, (done) => onProgress(before + done, total)))
    before += set.pairs.length
  }
  const scoresOf = (notion: Notion) => scoreNotion(answers.filter((_, index) => sets[index]?.notion === notion))
  return { inference: scoresOf('inference'), argument: scoresOf('argument') }
}

async function answersOn(
  { set, pairs }: PairSet,
  judge: Judge,
  onProgress: (done: number) => void,
): Promise<Answered[]> {
  const forward = await judgementsOn(
    judge,
    pairs.map(({ premise, hypothesis }): OrderedPair => [premise, hypothesis]),
    onProgress,
  )
  const asked = pairs.flatMap((_, index) => (forward[index]?.label === 'contradiction' ? [index] : []))
  const backward = await judgementsOn(
    judge,
    asked.map((index): OrderedPair => [pairs[index]?.hypothesis ?? '', pairs[index]?.premise ?? '']),
  )
  const turned = new Map(asked.map((index, at) => [index, backward[at] ?? ABSTAINED]))
  return pairs.map((pair, index) => {
    const judgement = forward[index] ?? ABSTAINED
    const other = turned.get(index)
    if (!other) return { ...pair, set, judgement, said: judgement.label }
    if (other.label !== 'contradiction') return { ...pair, set, judgement, said: 'neutral' }
    return { ...pair, set, judgement: weaker(judgement, other), said: 'contradiction' }
  })
}

const isAnswer = ({ said }: Answered) => said !== 'neutral'
const isRight = ({ said, label }: Answered) => said === WANTED[label]
const shareRight = (among: readonly Answered[]) => among.filter(isRight).length / (among.length || 1)

function scoreNotion(bySet: readonly (readonly Answered[])[]): NotionScores {
  const all = bySet.flat()
  const answers = all.filter(isAnswer)
  const bands = bandsOf(answers)
  return {
    sets: bySet.map((among) => scoreSet(among)),
    rules: rulesOf(answers),
    bands,
    error: rounded(
      bands.reduce((sum, { said, mean, right }) => sum + said * Math.abs(mean - right), 0) / (answers.length || 1),
    ),
    curve: ANSWERS.flatMap((label) => curveOf(label, all)),
    confusion: [...new Set(all.map(({ label }) => label))].toSorted().map((people) => {
      const count = (said: Label) => all.filter((one) => one.label === people && one.said === said).length
      return {
        people,
        contradiction: count('contradiction'),
        entailment: count('entailment'),
        neutral: count('neutral'),
      }
    }),
    confusions: answers
      .filter((answer) => !isRight(answer))
      .map(({ set, id, premise, hypothesis, label, said, judgement: { reason } }) => ({
        set,
        id: String(id),
        premise,
        hypothesis,
        label,
        said,
        reason,
      })),
  }
}

function scoreSet(among: readonly Answered[]): SetScores {
  const share = (is: (answer: Answered) => boolean) => perCent(among.filter(is).length / (among.length || 1))
  return {
    set: among[0]?.set ?? '',
    pairs: among.length,
    answered: share(isAnswer),
    accuracy: share(isRight),
    silent: share(({ label }) => WANTED[label] === 'neutral'),
    labels: ANSWERS.map((label) => {
      const said = among.filter((one) => one.said === label)
      const right = said.filter(isRight).length
      const wanted = among.filter((one) => WANTED[one.label] === label).length
      return {
        label,
        wanted,
        said: said.length,
        right,
        precision: perCent(right / (said.length || 1)),
        recall: perCent(right / (wanted || 1)),
        f1: perCent((2 * right) / (said.length + wanted || 1)),
      }
    }),
  }
}

function rulesOf(answers: readonly Answered[]): RuleScores[] {
  return [...new Set(answers.map(({ judgement }) => judgement.rule))]
    .map((rule) => {
      const own = answers.filter(({ judgement }) => judgement.rule === rule)
      const right = own.filter(isRight).length
      return { rule, said: own.length, right, precision: perCent(right / own.length) }
    })
    .toSorted((a, b) => b.said - a.said || (a.rule < b.rule ? -1 : 1))
}

const BANDS = 10

function bandsOf(answers: readonly Answered[]): Band[] {
  return Array.from({ length: BANDS }, (_, band) => {
    const inside = answers.filter(({ judgement }) => Math.min(BANDS - 1, Math.floor(judgement.score * BANDS)) === band)
    const mean = inside.reduce((sum, { judgement }) => sum + judgement.score, 0) / (inside.length || 1)
    return { from: band / BANDS, said: inside.length, mean: rounded(mean), right: rounded(shareRight(inside)) }
  }).filter(({ said }) => said > 0)
}

/** One point for each score, in steps of a hundredth, from the highest down. */
function curveOf(label: Answer, all: readonly Answered[]): CurvePoint[] {
  const own = all.filter(({ said }) => said === label)
  const wanted = all.filter((one) => WANTED[one.label] === label).length
  const hundredth = ({ judgement }: Answered) => Math.floor(judgement.score * 100 + 1e-9) / 100
  return [...new Set(own.map(hundredth))]
    .toSorted((a, b) => b - a)
    .map((from) => {
      const said = own.filter((one) => hundredth(one) >= from)
      const recall = said.filter(isRight).length / (wanted || 1)
      return { label, from, precision: perCent(shareRight(said)), recall: perCent(recall) }
    })
}

const rounded = (share: number) => Math.round(share * 1000) / 1000
