import { evaluateAttribution, MEASURES, type AttributionScores } from '../eval/attribution.ts'
import { evaluateBlocking } from '../eval/block.ts'
import { evaluateClaims, type ClaimScores } from '../eval/claims.ts'
import { evaluateRelations, type RelationScores } from '../eval/relations.ts'
import { evaluateRelays, type RelayScores } from '../eval/relays.ts'
import { evaluateSpeakers, type SpeakerScores } from '../eval/speakers.ts'
import { evaluateStance, type StanceScores } from '../eval/stance.ts'
import { HearsayError, showValue } from '../../src/model/error.ts'
import { openJudge, whereOf } from '../judges.ts'
import { showProgress } from '../progress.ts'
import { formatRows } from '../table.ts'

/** What can be measured: figures as data, and as text. */
const STAGES: Readonly<
  Record<string, (data: string, judge?: string) => Promise<{ readonly figures: object; readonly text: string }>>
> = {
  attribution: async (data) => {
    const figures = await evaluateAttribution(data)
    return { figures, text: attributionText(figures) }
  },
  speakers: (data) => {
    const figures = evaluateSpeakers(data)
    return Promise.resolve({ figures, text: speakersText(figures) })
  },
  relations: async (data, option) => {
    const progress = showProgress()
    const { judge, report, close } = await openJudge(option, progress)
    try {
      const figures = await evaluateRelations(data, judge, (done, total) => progress('judge', done, total))
      return { figures, text: relationsText(figures) }
    } finally {
      progress.stop()
      report()
      await close()
    }
  },
  relays: async (data) => {
    const figures = await evaluateRelays(data)
    return { figures, text: relaysText(figures) }
  },
  candidates: (data) => {
    const figures = evaluateBlocking(data)
    return Promise.resolve({ figures, text: section('Pairs of claims proposed', figures).trimStart() })
  },
  claims: (data) => {
    const figures = evaluateClaims(data)
    return Promise.resolve({ figures, text: claimsText(figures) })
  },
  stance: (data) => {
    const figures = evaluateStance(data)
    return Promise.resolve({ figures, text: stanceText(figures) })
  },
}

/** Measures a stage on annotated data. */
export async function run(what: string, data: string, options: { json?: boolean; judge?: string }): Promise<0> {
  const measure = Object.hasOwn(STAGES, what) ? STAGES[what] : undefined
  if (!measure)
    throw new HearsayError(
      'unknown-measure',
      `nothing to measure named ${showValue(what)}. There is: ${Object.keys(STAGES).join(', ')}.`,
      { isUsage: true },
    )
  if (
    options.judge !== undefined &&
    (what !== 'relations' || (options.judge !== 'local' && whereOf(options.judge) === null))
  )
    throw new HearsayError(
      'unknown-adapter',
      `--judge ${showValue(options.judge)}: "relations" has one, local or model:WHERE. To measure llm:NAME, give hearsay judge the pairs.`,
      { isUsage: true },
    )
  const { figures, text } = await measure(data, options.judge)
  console.log(options.json ? JSON.stringify(figures) : text)
  return 0
}

/** Longer words of a text are cut in a table; `--json` has them whole. */
const WIDEST = 60

/** Records as a table under a heading, set apart by an empty line. */
function section(heading: string, records: readonly object[]): string {
  const rows = records.map((record) =>
    Object.fromEntries(
      Object.entries(record).map(([key, value]: [string, string | number]) => [
        key,
        typeof value === 'string' && value.length > WIDEST ? `${value.slice(0, WIDEST)}…` : value,
      ]),
    ),
  )
  return `\n${heading}\n${formatRows({ columns: Object.keys(rows[0] ?? {}), rows }, 'table', undefined)}`.trimEnd()
}

function attributionText(scores: AttributionScores): string {
  const { gold, predicted, byForm, byOutlet, byLength, reliability, worst } = scores
  const rates = MEASURES.map((key) => {
    const { precision, recall, f1 } = scores[key]
    return `${key.padEnd(8)} P ${precision}  R ${recall}  F1 ${f1}`
  })
  return [
    `gold ${gold}, predicted ${predicted}`,
    ...rates,
    section('Found usable, by form', byForm),
    section('Found usable, by outlet', byOutlet),
    section('Found usable, by length of content', byLength),
    section(`What a score means (expected calibration error ${reliability.error})`, reliability.bands),
    section(`The ${worst.length} worst misses`, worst),
  ].join('\n')
}

/** Wrong answers that the text shows; `--json` has them all. */
const MOST_CONFUSIONS = 20

function relationsText({ sets, rules, bands, confusions }: RelationScores): string {
  const rows = sets.map(({ set, pairs, answered, accuracy, labels }) => ({
    set,
    pairs,
    answered,
    accuracy,
    ...Object.fromEntries(
      labels.flatMap(({ label, said, precision, recall }) =>
        [
          [`${label}s`, said],
          ['P', precision],
          ['R', recall],
        ].map(([key, value]) => [key === 'P' || key === 'R' ? `${label.slice(0, 3)} ${key}` : key, value]),
      ),
    ),
  }))
  return [
    section('By set (no answer counts as neutral)', rows).trimStart(),
    section('By rule', rules),
    section('What a score means', bands),
    section(
      `Wrong answers, ${Math.min(MOST_CONFUSIONS, confusions.length)} of ${confusions.length}`,
      confusions.slice(0, MOST_CONFUSIONS),
    ),
  ].join('\n')
}

function relaysText(scores: RelayScores): string {
  const { passages, gold, predicted, right, precision, recall, f1, chains, chainsRight, via } = scores
  return [
    `passages ${passages}, relays ${gold}, predicted ${predicted}, right ${right}`,
    `relays   P ${precision}  R ${recall}  F1 ${f1}`,
    `chains of three: ${chainsRight} of ${chains}; via: ${via.right} of ${via.gold}, ${via.predicted} predicted`,
  ].join('\n')
}

function claimsText({ sets, byReason, wrong, adversarial }: ClaimScores): string {
  return [
    'Which pairs of sentences become one claim',
    section('By set', sets),
    section('What they had in common', byReason),
    section('One change by rule: pairs, and how many became one claim', adversarial),
    `\nJoined and different for people (${wrong.length})`,
    ...wrong.map(({ set, a, b }) => `  ${set}\n    ${a}\n    ${b}`),
  ].join('\n')
}

function stanceText({ rates, confusion, byVerb, wrong }: StanceScores): string {
  return [
    'CommitmentBank: does the author hold what the clause says?',
    section('Where a stance is found', rates),
    section('People (rows) and hearsay (columns; none: no stance)', confusion),
    section('By verb', byVerb),
    `\nOtherwise than people: ${wrong.join(', ')}`,
  ].join('\n')
}

function speakersText(scores: SpeakerScores): string {
  const rates = (['overall', 'masculine', 'feminine'] as const).map((key) => {
    const { precision, recall, f1 } = scores[key]
    return `${key.padEnd(9)} P ${precision}  R ${recall}  F1 ${f1}`
  })
  return [
    `pronouns ${scores.examples}, bias ${scores.bias}`,
    ...rates,
    ...scores.certain.map(
      ({ from, precision, coverage, isUsed }) =>
        `taken from ${from}: P ${precision}  coverage ${coverage}${isUsed ? '  (as in a build)' : ''}`,
    ),
  ].join('\n')
}
