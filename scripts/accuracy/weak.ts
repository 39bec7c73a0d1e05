import type { NotionScores } from '../eval/relations.ts'
import { perCent } from '../eval/spans.ts'
import type { RelationFigures } from './relations.ts'

/** Of 100 pairs: a set with fewer answers is one on which hearsay is silent. */
const FEW_ANSWERS = 5
/** Of 100 related pairs: a pool with fewer proposed ones loses much before anything is judged. */
const MANY_PROPOSED = 80
/** Answers from which a rate is worth a sentence. */
const ENOUGH = 20
/** Of 100 answered pairs with one label in the set, from which its precision says little. */
const ONE_SIDED = 80

const list = (names: readonly string[]) => names.join(', ')

/** What the figures show hearsay to be bad at, and what it means for a reader: sentences, none without a number. */
export function weaknessesOf(figures: Omit<RelationFigures, 'judge'>): string[] {
  const { claims, stance, candidates, relations } = figures
  const { inference, argument } = relations
  return [
    ...silence(inference),
    ...missed(inference, 'contradiction', 'Two claims without a line between them may well contradict each other.'),
    ...missed(inference, 'entailment', 'That no other claim supports a claim says little.'),
    ...oneSided(inference),
    ...wrongRules(inference),
    ...arguing(argument),
    ...claimsApart(claims),
    ...notProposed(candidates),
    ...stances(stance),
  ]
}

function silence({ sets }: NotionScores): string[] {
  const silent = sets.filter(({ answered }) => answered < FEW_ANSWERS)
  if (silent.length === 0) return []
  return [
    `On ${silent.length} of ${sets.length} sets of inference it answers fewer than ${FEW_ANSWERS} of 100 pairs: ${list(
      silent.map(({ set, answered }) => `${set} (${answered})`),
    )}. Its silence there is no judgement.`,
  ]
}

function missed({ sets }: NotionScores, label: 'contradiction' | 'entailment', meaning: string): string[] {
  const found = sets
    .flatMap(({ set, labels }) =>
      labels.filter((one) => one.label === label && one.wanted > 0).map((one) => ({ ...one, set })),
    )
    .toSorted((a, b) => b.recall - a.recall)
  const wanted = found.reduce((sum, one) => sum + one.wanted, 0)
  const right = found.reduce((sum, one) => sum + one.right, 0)
  if (wanted === 0) return []
  const what = label === 'contradiction' ? 'contradictions' : 'entailments'
  return [
    `Of the ${what} that people see it misses ${perCent(1 - right / wanted)} of 100; found by set: ${list(
      found.map(({ set, recall }) => `${set} ${recall}`),
    )}. ${meaning}`,
  ]
}

function oneSided({ sets }: NotionScores): string[] {
  const shares = sets.flatMap(({ set, pairs, labels }) =>
    labels
      .filter(({ said }) => said >= ENOUGH)
      .map(({ label, wanted }) => ({ set, label, share: perCent(wanted / pairs) })),
  )
  return shares
    .filter(({ share }) => share >= ONE_SIDED)
    .map(
      ({ set, label, share }) =>
        `The precision on ${set} says little: ${share} of 100 of its pairs are labelled ${label}. Among the claims of a case most pairs are neither.`,
    )
}

function wrongRules({ rules, bands }: NotionScores): string[] {
  const worst = rules
    .filter(({ said, right }) => said >= ENOUGH && right < said)
    .toSorted((a, b) => a.precision - b.precision)[0]
  const rare = rules.filter(({ said }) => said < ENOUGH)
  const unsure = bands.filter(({ said, mean, right }) => said >= ENOUGH && right < mean)
  return [
    ...(worst
      ? [`The rule most often wrong is “${worst.rule}”: ${worst.said - worst.right} of its ${worst.said} answers.`]
      : []),
    ...(rare.length > 0
      ? [
          `Too rare to be measured (fewer than ${ENOUGH} answers on all sets): ${list(
            rare.map(({ rule, said }) => `“${rule}” (${said})`),
          )}.`,
        ]
      : []),
    ...unsure.map(
      ({ from, mean, right }) =>
        `Scores from ${from} promise too much: their mean is ${mean}, and ${right} of the answers are right.`,
    ),
  ]
}

function arguing({ sets }: NotionScores): string[] {
  const pairs = sets.reduce((sum, one) => sum + one.pairs, 0)
  if (pairs === 0) return []
  const labels = sets.flatMap((one) => one.labels)
  const total = (key: 'wanted' | 'said' | 'right') => labels.reduce((sum, one) => sum + one[key], 0)
  return [
    `Of ${total('wanted')} links of support and attack between arguments it finds ${total('right')}; wrong answers: ${total('said') - total('right')}. What argues for a claim need not entail it.`,
  ]
}

function claimsApart({ sets }: RelationFigures['claims']): string[] {
  const all = sets.find(({ set }) => set === 'all')
  if (!all) return []
  const { joined, linked, same, allYes } = all
  return [
    `Of ${same} pairs that people call the same ${joined.right} become one claim, and ${linked.right} become one or are linked both ways (F1 ${linked.f1}; calling every pair the same has ${allYes}). Who counts the statements behind one claim may count too few.`,
  ]
}

function notProposed(candidates: RelationFigures['candidates']): string[] {
  const poor = candidates.filter(({ recall }) => recall < MANY_PROPOSED).toSorted((a, b) => a.recall - b.recall)
  if (poor.length === 0) return []
  return [
    `In ${poor.length} of ${candidates.length} pools fewer than ${MANY_PROPOSED} of 100 related pairs are proposed, and what is not proposed is never judged: ${list(
      poor.map(({ set, recall }) => `${set} (${recall})`),
    )}.`,
  ]
}

function stances({ rates, confusion }: RelationFigures['stance']): string[] {
  const all = rates.find(({ set }) => set === 'all')
  if (!all) return []
  const turned = confusion.reduce(
    (sum, { people, committed, opposite }) =>
      sum + (people === 'committed' ? opposite : people === 'opposite' ? committed : 0),
    0,
  )
  const worst = rates.filter(({ answered }) => answered >= ENOUGH).toSorted((a, b) => a.accuracy - b.accuracy)[0]
  return [
    `Under a negation, a modal, an if or a question ${all.items - all.answered} of ${all.items} clauses get no stance. Of the ${
      all.answered
    } stances ${all.answered - all.right} are not what readers say, ${turned} of them the very opposite${
      worst ? `; worst with ${ENOUGH} and more: ${worst.set}, ${worst.accuracy} of 100 right` : ''
    }.`,
  ]
}
