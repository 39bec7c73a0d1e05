import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import * as v from 'valibot'
import { operatorsIn, stanceOfCue, type Attitude } from '../../src/canonicalise/stance.ts'
import { cueClassOf } from '../../src/extract/act.ts'
import { readEnglish, type Token } from '../../src/language/english.ts'
import { check } from '../../src/model/check.ts'
import { HearsayError } from '../../src/model/error.ts'
import { perCent } from './spans.ts'

const ItemSchema = v.object({
  uID: v.string(),
  Verb: v.string(),
  Embedding: v.string(),
  Target: v.string(),
  MatSubjPer: v.string(),
  Mean: v.pipe(v.string(), v.nonEmpty(), v.transform(Number), v.finite()),
})
type Item = v.InferOutput<typeof ItemSchema>
/** A record, and the line of the file where it ends. */
const RowSchema = v.object({ record: v.unknown(), info: v.object({ lines: v.number() }) })

/** How far people took the author of a sentence to hold what a clause in it says. */
type Commitment = 'committed' | 'open' | 'opposite'
const COMMITMENTS: readonly Commitment[] = ['committed', 'open', 'opposite']
const COMMITMENT: Readonly<Record<Exclude<Attitude, null>, Commitment>> = {
  asserts: 'committed',
  questions: 'open',
  denies: 'opposite',
}
/** Mean answer (-3 to 3) from which people are sure. */
const SURE = 1

interface Rate {
  readonly set: string
  readonly items: number
  readonly answered: number
  readonly right: number
  /** Per cent of the answers, with one decimal. */
  readonly accuracy: number
}

/** Figures on CommitmentBank: counts, and per cent with one decimal. */
export interface StanceScores {
  /** All, by whose words the operator stands in, and by operator. */
  readonly rates: readonly Rate[]
  /** Rows: how people took it; columns: our answer, "none" where there is no stance. */
  readonly confusion: readonly ({ readonly people: Commitment; readonly none: number } & Readonly<
    Record<Commitment, number>
  >)[]
  /** By cue verb, where we answer. */
  readonly byVerb: readonly Rate[]
  /** Ids of the items that we answer and people answered otherwise. */
  readonly wrong: readonly string[]
}

/**
 * Reads the stance of each item of CommitmentBank (de Marneffe, Simons, Tonhauser 2019) from the words that embed its clause, and
 * compares with the mean answer of its readers: 1 and more committed, -1 and less committed to the opposite. The clause and its verb
 * are given, nothing is looked for. In the first person the author is the speaker, as in a direct quotation; in the others
 * only what the words presuppose (factive cues) tells of the author, and everything else has no stance.
 */
export function evaluateStance(file: string): StanceScores {
  const answers = readItems(file).map((item) => ({ item, people: peopleOf(item), ours: oursOf(item) }))
  type Answer = (typeof answers)[number]
  const rateOf = (set: string, among: readonly Answer[]): Rate => {
    const answered = among.filter(({ ours }) => ours !== null)
    const right = answered.filter(({ ours, people }) => ours === people).length
    const accuracy = perCent(right / (answered.length || 1))
    return { set, items: among.length, answered: answered.length, right, accuracy }
  }
  const groups = (keyOf: (answer: Answer) => string) => {
    const keys = [...new Set(answers.map((answer) => keyOf(answer)))].toSorted()
    return keys.map((key) =>
      rateOf(
        key,
        answers.filter((answer) => keyOf(answer) === key),
      ),
    )
  }
  const count = (people: Commitment, ours: Commitment | null) =>
    answers.filter((answer) => answer.people === people && answer.ours === ours).length
  return {
    rates: [
      rateOf('all', answers),
      ...groups(({ item }) => (item.MatSubjPer === 'first' ? 'first person' : 'other persons')),
      ...groups(({ item }) => item.Embedding),
    ],
    confusion: COMMITMENTS.map((people) => ({
      people,
      committed: count(people, 'committed'),
      open: count(people, 'open'),
      opposite: count(people, 'opposite'),
      none: count(people, null),
    })),
    byVerb: groups(({ item }) => item.Verb).filter(({ answered }) => answered > 0),
    wrong: answers.filter(({ ours, people }) => ours !== null && ours !== people).map(({ item }) => item.uID),
  }
}

const peopleOf = ({ Mean }: Item): Commitment => (Mean >= SURE ? 'committed' : Mean <= -SURE ? 'opposite' : 'open')

function oursOf(item: Item): Commitment | null {
  const tokens = readEnglish(item.Target)
  const isOwn = item.MatSubjPer === 'first'
  const matrix = matrixOf(tokens, item.Verb)
  if (!matrix) return null
  const { isNegated, isOpen } = operatorsIn(matrix)
  // Every item has an operator; where it stands elsewhere, these are not the words that decide.
  if (!isNegated && !isOpen) return null
  const stance = stanceOfCue(matrix, cueClassOf(matrix) ?? 'other', true)
  return stance === null || (!isOwn && stance !== 'asserts') ? null : COMMITMENT[stance]
}

/** The clause of the verb up to "that": from the last mark or conjunction before it. */
function matrixOf(tokens: readonly Token[], verb: string): Token[] | null {
  const at = tokens.findIndex(({ lemma, pos }) => lemma === verb && (pos === 'VERB' || pos === 'AUX'))
  if (at < 0) return null
  const before = tokens.slice(0, at)
  const start = before.findLastIndex(({ pos, lemma }) => pos === 'PUNCT' || lemma === 'and' || lemma === 'but')
  return tokens.slice(start + 1, at + 1)
}

function readItems(file: string): Item[] {
  const refuse = (cause?: unknown) =>
    new HearsayError('no-items', `${file}: no items of CommitmentBank there. Name CommitmentBank-items.csv.`, {
      isUsage: true,
      cause,
    })
  let rows: unknown[]
  try {
    // Two columns are called Embedding and say the same.
    rows = parse(readFileSync(file), { columns: true, bom: true, info: true })
  } catch (cause) {
    throw refuse(cause)
  }
  if (rows.length === 0) throw refuse()
  return rows.map((row) => {
    const { record, info } = v.parse(RowSchema, row)
    return check(ItemSchema, record, { file, line: info.lines })
  })
}
