import type { Judge } from '../../src/relate/judge.ts'
import { evaluateBlocking, type BlockingScores } from '../eval/block.ts'
import { evaluateClaims, type ClaimScores } from '../eval/claims.ts'
import { evaluateRelations, type NotionScores, type RelationScores } from '../eval/relations.ts'
import { readSets } from '../eval/sets.ts'
import { evaluateStance, type StanceScores } from '../eval/stance.ts'
import { table } from './table.ts'
import { weaknessesOf } from './weak.ts'

/** All that is measured about claims, stances, candidates and relations. */
export interface RelationFigures {
  /** Name and version of the judge. */
  readonly judge: string
  readonly claims: ClaimScores
  readonly stance: StanceScores
  readonly candidates: readonly BlockingScores[]
  readonly relations: RelationScores
}

/** Measures with a judge. Throws `no-pairs` at once where sets of a notion are missing. */
export async function measureRelations(pairs: string, commitmentbank: string, judge: Judge): Promise<RelationFigures> {
  for (const notion of ['inference', 'argument', 'sameness'] as const) readSets(pairs, [notion])
  return {
    judge: `${judge.method.name} ${judge.method.version}`,
    stance: evaluateStance(commitmentbank),
    claims: await evaluateClaims(pairs, judge),
    relations: await evaluateRelations(pairs, judge),
    candidates: evaluateBlocking(pairs),
  }
}

/** The part of docs/accuracy.md on what is done with statements once they are found. `plot` is the picture beside it. */
export function relationsPart(figures: RelationFigures, plot: string): string {
  const { judge, claims, stance, candidates, relations } = figures
  return `## Claims, stances and relations

Measured on public pairs of sentences and on clauses, each taken for a claim. Whoever made the rules had
these sets in sight, and few of them are news: expect less elsewhere. The judge is \`${judge}\`.

${claimsText(claims)}

${stanceText(stance)}

${candidatesText(candidates)}

${relationsText(relations, plot)}

## Where hearsay is weak

Every sentence here follows from the tables.

${weaknessesOf(figures)
  .map((sentence) => `- ${sentence}`)
  .join('\n')}

## Sets of pairs

SICK (Marelli et al. 2014), SNLI (Bowman et al. 2015), RTE-3 with three labels (Giampiccolo et al. 2007), FEVER-symmetric (Schuster et al. 2019),
HealthVer (Sarrouti et al. 2021), Climate-FEVER (Diggelmann et al. 2020), Breaking-NLI (Glockner et al. 2018), Perspectrum (Chen et al.
2019), arg-microtexts (Peldszus and Stede 2015), the Microsoft Research Paraphrase corpus (Dolan and Brockett 2005), headlines of
STS (Agirre et al. 2013 to 2015), CommitmentBank (de Marneffe, Simons and Tonhauser 2019): train and development parts only.
\`hearsay eval relations DIR\` prints examples of wrong answers; \`--set NAME\` takes one set.
`
}

/** A rate; a dash where nothing was said that it could be a rate of. */
const rate = (value: number, of: number) => (of > 0 ? value : '–')

function claimsText({ sets, byReason, adversarial }: ClaimScores): string {
  const joins = table(
    [
      'set',
      'pairs',
      'same',
      'one claim',
      'right',
      'F1',
      'or linked',
      'right',
      'precision',
      'recall',
      'F1',
      'F1, all yes',
    ],
    sets.map(({ set, pairs, same, joined, linked, allYes }) => [
      set,
      pairs,
      same,
      joined.said,
      joined.right,
      joined.f1,
      linked.said,
      linked.right,
      rate(linked.precision, linked.said),
      linked.recall,
      linked.f1,
      allYes,
    ]),
  )
  const changes = adversarial.reduce((sum, { pairs }) => sum + pairs, 0)
  const wrong = adversarial.reduce((sum, { joined }) => sum + joined, 0)
  return `### What becomes one claim

Pairs of news sentences that people call the same or not (headlines: from similarity 4.5 of 5). *One claim*: the two have one key;
*or linked*: one claim, or two of which each supports the other. Calling every pair the same would have the F1 of the last
column: these corpora measure likeness in the large, and a claim is joined only where nothing but form differs, so that its F1 is low by
intent.

${joins}

${table(
  ['what one claim had in common', 'pairs', 'right'],
  byReason.map(({ reason, joined, right }) => [reason, joined, right]),
)}

A sentence and itself with one change by rule are never the same; of ${changes} such pairs ${wrong} became one claim:

${table(
  ['change', 'pairs', 'one claim'],
  adversarial.map(({ change, pairs, joined }) => [change, pairs, joined]),
)}`
}

function stanceText({ rates, confusion }: StanceScores): string {
  return `### Stances

CommitmentBank: does the author hold what a clause says, under a negation, a modal, an if or a question? The clause and its verb are given; finding
them is not measured. The lists of cues and frames were made with these items in sight.

${table(
  ['', 'items', 'with a stance', 'as readers say', '%'],
  rates.map(({ set, items, answered, right, accuracy }) => [set, items, answered, right, rate(accuracy, answered)]),
)}

${table(
  ['readers', 'committed', 'open', 'opposite', 'no stance'],
  confusion.map(({ people, committed, open, opposite, none }) => [people, committed, open, opposite, none]),
)}`
}

function candidatesText(candidates: readonly BlockingScores[]): string {
  return `### Candidates

Only pairs that are proposed are judged. All sentences of a set are one pool; of its related pairs (any label but neutral, unrelated,
different) this share is proposed, and of all pairs in the pool:

${table(
  ['pool', 'sentences', 'related pairs', 'proposed, %', 'of all pairs, %', 'pairs a sentence'],
  candidates.map(({ set, sentences, related, recall, proposed, pairsASentence }) => [
    set,
    sentences,
    related,
    recall,
    proposed,
    pairsASentence,
  ]),
)}`
}

function relationsText({ inference, argument }: RelationScores, plot: string): string {
  return `### Supports and contradicts

A contradiction counts where the judge gives it in both directions, an entailment in the direction asked. No answer counts as neutral.

${notionText(inference, 'never answering')}

What a score means: of the answers with a score in a band, this share is right.

${table(
  ['score from', 'answers', 'mean score', 'right'],
  inference.bands.map(({ from, said, mean, right }) => [from, said, mean, right]),
)}

Expected calibration error: ${inference.error}.

![Left: share of right answers by score, with the number of answers. Right: precision against recall of contradicts and supports.](${plot})

### Support and attack between arguments

Another notion: an argument for a demand does not entail it, and one against it does not contradict it. A judge of inference is only
compared with what people call support (as *supports*) and attack (as *contradicts*). Of arg-microtexts the source of a link is the premise and
its target the hypothesis; an undercut counts as an attack on the source of the link; other pairs of one text are unrelated. All
pairs of Perspectrum are support or attack.

${notionText(argument, 'never answering')}`
}

function notionText({ sets, rules, confusion }: NotionScores, silent: string): string {
  const labelTable = (label: 'contradiction' | 'entailment') =>
    table(
      [
        'set',
        label === 'contradiction' ? 'contradict' : 'support',
        'answered so',
        'right',
        'precision',
        'recall',
        'F1',
      ],
      sets.flatMap(({ set, labels }) =>
        labels
          .filter((scores) => scores.label === label)
          .map(({ wanted, said, right, precision, recall, f1 }) => [
            set,
            wanted,
            said,
            right,
            rate(precision, said),
            rate(recall, wanted),
            rate(f1, said + wanted),
          ]),
      ),
    )
  return [
    table(
      ['set', 'pairs', 'answered, %', 'accuracy', `accuracy of ${silent}`],
      sets.map(({ set, pairs, answered, accuracy, silent: without }) => [set, pairs, answered, accuracy, without]),
    ),
    '*Contradicts*, by set:',
    labelTable('contradiction'),
    '*Supports*, by set:',
    labelTable('entailment'),
    'By rule, over all sets:',
    table(
      ['rule', 'answers', 'right', 'precision'],
      rules.map(({ rule, said, right, precision }) => [rule, said, right, precision]),
    ),
    'What people call a pair, and what hearsay answers:',
    table(
      ['people', 'contradicts', 'supports', 'no answer'],
      confusion.map(({ people, contradiction, entailment, neutral }) => [people, contradiction, entailment, neutral]),
    ),
  ].join('\n\n')
}
