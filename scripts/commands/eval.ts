import { evaluateAttribution, MEASURES, type AttributionScores } from '../eval/attribution.ts'
import { evaluateBlocking } from '../eval/block.ts'
import { evaluateClaims, type ClaimScores } from '../eval/claims.ts'
import { evaluateRelations, type NotionScores, type RelationScores } from '../eval/relations.ts'
import { evaluateRelays, type RelayScores } from '../eval/relays.ts'
import { evaluateSpeakers, type SpeakerScores } from '../eval/speakers.ts'
import { evaluateStance, type StanceScores } from '../eval/stance.ts'
import { HearsayError, showValue } from '../../src/model/error.ts'
import type { Judge } from '../../src/relate/judge.ts'
import { openJudge, whereOf } from '../judges.ts'
import { showProgress } from '../progress.ts'
import { formatRows } from '../table.ts'

/** Figures as data, and as text. */
interface Measured {
  readonly figures: object
  readonly text: string
}

/** What can be measured; those with `hasSets` can measure sets that are named, those with `hasJudge` another judge. */
const STAGES: Readonly<
  Record<
    string,
    {
      readonly measure: (data: string, options: { sets: readonly string[]; judge?: string }) => Promise<Measured>
      readonly hasSets?: true
      readonly hasJudge?: true
    }
  >
> = {
  attribution: {
    measure: async (data) => {
      const figures = await evaluateAttribution(data)
      return { figures, text: attributionText(figures) }
    },
  },
  speakers: {
    measure: (data) => {
      const figures = evaluateSpeakers(data)
      return Promise.resolve({ figures, text: speakersText(figures) })
    },
  },
  relations: {
    measure: (data, { sets, judge }) =>
      withJudge(judge, async (opened, onProgress) => {
        const figures = await evaluateRelations(data, opened, sets, onProgress)
        return { figures, text: relationsText(figures) }
      }),
    hasSets: true,
    hasJudge: true,
  },
  relays: {
    measure: async (data) => {
      const figures = await evaluateRelays(data)
      return { figures, text: relaysText(figures) }
    },
  },
  candidates: {
    measure: (data, { sets }) => {
      const figures = evaluateBlocking(data, sets)
      return Promise.resolve({ figures, text: section('Pairs of claims proposed', figures).trimStart() })
    },
    hasSets: true,
  },
  claims: {
    measure: (data, { sets, judge }) =>
      withJudge(judge, async (opened) => {
        const figures = await evaluateClaims(data, opened, sets)
        return { figures, text: claimsText(figures) }
      }),
    hasSets: true,
    hasJudge: true,
  },
  stance: {
    measure: (data) => {
      const figures = evaluateStance(data)
      return Promise.resolve({ figures, text: stanceText(figures) })
    },
  },
}

/** Opens the judge that `--judge` names, measures with it, says what it left out, and closes it. */
async function withJudge(
  option: string | undefined,
  measure: (judge: Judge, onProgress: (done: number, total: number) => void) => Promise<Measured>,
): Promise<Measured> {
  const progress = showProgress()
  const { judge, report, close } = await openJudge(option, progress)
  try {
    return await measure(judge, (done, total) => progress('judge', done, total))
  } finally {
    progress.stop()
    report()
    await close()
  }
}

/** Measures a stage on annotated data. */
export async function run(
  what: string,
  data: string,
  options: { json?: boolean; judge?: string; set: readonly string[] },
): Promise<0> {
  const stage = Object.hasOwn(STAGES, what) ? STAGES[what] : undefined
  if (!stage)
    throw new HearsayError(
      'unknown-measure',
      `nothing to measure named ${showValue(what)}. There is: ${Object.keys(STAGES).join(', ')}.`,
      { isUsage: true },
    )
  const sets = options.set.flatMap((names) => names.split(','))
  if (sets.length > 0 && !stage.hasSets)
    throw new HearsayError('no-sets', `"${what}" has no sets to choose from. Leave out --set.`, { isUsage: true })
  const { judge } = options
  if (judge !== undefined && (!stage.hasJudge || (judge !== 'local' && whereOf(judge) === null)))
    throw new HearsayError(
      'unknown-adapter',
      `--judge ${showValue(judge)}: "relations" and "claims" have one, local or model:WHERE. To measure llm:NAME, give hearsay judge the pairs.`,
      { isUsage: true },
    )
  const { figures, text } = await stage.measure(data, judge === undefined ? { sets } : { sets, judge })
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

function relationsText({ inference, argument }: RelationScores): string {
  const parts = [
    ['Inference', inference],
    ['Argument (support and attack, another notion)', argument],
  ] as const
  return parts
    .flatMap(([name, scores]) => (scores.sets.length > 0 ? [`${name}\n${notionText(scores)}`] : []))
    .join('\n\n')
}

function notionText({ sets, rules, bands, error, confusion, confusions }: NotionScores): string {
  const rows = sets.map(({ labels, ...set }) => ({
    ...set,
    ...Object.fromEntries(
      labels.flatMap(({ label, said, precision, recall, f1 }) => {
        const name = label.slice(0, 3)
        return [
          [`${label}s`, said],
          [`${name} P`, said > 0 ? precision : '–'],
          [`${name} R`, recall],
          [`${name} F1`, f1],
        ]
      }),
    ),
  }))
  return [
    section('By set (no answer counts as neutral; silent: accuracy of never answering)', rows),
    section('By rule', rules),
    section(`What a score means (expected calibration error ${error})`, bands),
    section('People (rows) and hearsay (columns)', confusion),
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
  const rows = (as: 'joined' | 'linked') =>
    sets.map(({ set, pairs, same, allYes, ...ways }) => ({ set, pairs, same, ...ways[as], 'F1 of all yes': allYes }))
  const shown = wrong.slice(0, MOST_CONFUSIONS)
  return [
    'Which pairs of sentences become one claim',
    section('One claim', rows('joined')),
    section('One claim, or each supports the other', rows('linked')),
    section('What one claim had in common', byReason),
    section('One change by rule: pairs, and how many became one claim', adversarial),
    `\nTaken for the same and different for people, ${shown.length} of ${wrong.length}`,
    ...shown.map(({ set, as, a, b }) => `  ${set}, ${as}\n    ${a}\n    ${b}`),
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
