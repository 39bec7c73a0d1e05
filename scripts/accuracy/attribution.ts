import path from 'node:path'
import { agreementOf, evaluateAttribution, MEASURES, type Rates, type Share } from '../eval/attribution.ts'
import { evaluateRelays } from '../eval/relays.ts'
import { evaluateSpeakers } from '../eval/speakers.ts'
import { table } from './table.ts'

const THRESHOLDS = [0.3, 0.5, 0.6, 0.7, 0.8, 0.9]

const shares = (of: string, rows: readonly Share[]) =>
  table(
    [of, 'annotated', 'found usable, %'],
    rows.map((row) => [row.of, row.gold, row.recall]),
  )
const cells = ({ precision, recall, f1 }: Rates) => [precision, recall, f1]

/** The part of docs/accuracy.md on attributions and speakers. `polnear` holds train/ and dev/, `gap` gap-validation.tsv. */
export async function attributionPart(polnear: string, gap: string): Promise<string> {
  const scores = await evaluateAttribution(path.join(polnear, 'dev'))
  const people = agreementOf(path.join(polnear, 'train'))
  const trade: (string | number)[][] = [
    [`**${scores.threshold}** (default)`, ...cells(scores.usable), scores.exact.f1, scores.cue.f1],
  ]
  for (const threshold of THRESHOLDS) {
    const { usable, exact, cue } = await evaluateAttribution(path.join(polnear, 'dev'), threshold)
    trade.push([threshold, ...cells(usable), exact.f1, cue.f1])
  }
  const [relays, ownHalf] = [
    await evaluateRelays(path.join(import.meta.dirname, '../eval/relays/blind.jsonl')),
    await evaluateRelays(path.join(import.meta.dirname, '../eval/relays/test.jsonl')),
  ]
  const speakers = evaluateSpeakers(gap)
  const used = speakers.certain.find(({ isUsed }) => isUsed)

  return `# Accuracy

Made by \`npm run accuracy\`; every figure was measured by that run. Per cent throughout. None of it says what hearsay does on other
kinds of text: the articles are US political news of 2015 and 2016, and on text of other countries and years nobody has measured yet.

## Who said what: PolNeAR dev

84 articles, ${scores.gold} annotated attributions. They were not trained on, but the threshold and the scores' calibration were
chosen on them. An attribution is found when its cue overlaps the annotated one; *usable* when speaker and content each share half of
their characters with the annotation (Dice ≥ 0.5), *exact* when nearly all (> 0.97).

${table(
  ['', 'precision', 'recall', 'F1', 'people among each other, F1'],
  MEASURES.map((key) => [key, ...cells(scores[key]), people[key].f1]),
)}

People: the further annotators of ${people.gold} attributions in train, scored against the first as if they were a program.

${shares('Form', scores.byForm)}

${shares('Length of content', scores.byLength)}

${shares('Outlet', scores.byOutlet)}

## What a score means

\`score\` is the probability that a statement is usable as above. Of the statements with a score in a band, this share was:

${table(
  ['score', 'statements', 'mean score', 'usable, %'],
  scores.reliability.bands.map(({ from, to, predicted, meanScore, usable }) => [
    `${from}–${to}`,
    predicted,
    meanScore,
    usable,
  ]),
)}

Expected calibration error: ${scores.reliability.error}. The seven numbers of the calibration were fitted on the same articles.

## Precision for recall

\`--threshold\` of \`hearsay build\` and \`hearsay extract\` leaves out statements whose score is lower.

${table(['threshold', 'precision', 'recall', 'usable F1', 'exact F1', 'cue F1'], trade)}

## Attributions inside attributions

PolNeAR annotates none. The first row are ${relays.passages} passages that somebody wrote and labelled (\`scripts/eval/relays\`) without having
seen hearsay or what it finds; of the second, whoever made the rules saw the score, though no sentence. All were written for this project, in
plain news English: on text of other people it will do worse.

${table(
  ['passages', 'relays', 'precision', 'recall', 'F1', 'chains of three', 'right in every link'],
  [relays, ownHalf].map((one) => [one.passages, one.gold, ...cells(one), one.chains, one.chainsRight]),
)}

## Pronouns

GAP validation (Webster et al. 2018): ${speakers.examples} pronouns of Wikipedia snippets, each with two names; the ranking was trained on
GAP development.

${table(
  ['', 'precision', 'recall', 'F1'],
  (['overall', 'masculine', 'feminine'] as const).map((key) => [key, ...cells(speakers[key])]),
)}

A build takes a name from probability ${used?.from} up: ${used?.precision} of 100 names taken are right, ${used?.coverage} of 100 right ones
are taken; else the pronoun stays an actor without a name.

## Other systems

No published figure is comparable: other corpora, other measures, and mostly direct quotations only.

- PARC 3 (Pareti, LREC 2016) and PolNeAR are the two large corpora of attribution in English news; systems trained on PARC 3
  (Pareti et al., EMNLP 2013; Scheible, Klinger and Padó, ACL 2016; Papay and Padó, RANLP 2019) tag contents, and give speakers
  in a second step or not at all.
- DirectQuote (Zhang and Liu, LREC 2022) and Quotebank (Vaucher et al., WSDM 2021) attribute direct quotations only.
- A BigBird model for informational sources in news (Spangher et al., EMNLP 2023, arXiv 2305.14904) finds who is the source of a
  sentence, without cue and content.

Next to people the tagger is close on what it finds usable and behind on exact boundaries; see the first table.
`
}
