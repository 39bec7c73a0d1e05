import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { ABSENT, candidatesOf, scoreOf, type Tree } from '../../src/resolve/antecedent.ts'
import { scoreDecisions } from '../eval/speakers.ts'
import { readGap, type GapExample } from '../eval/gap.ts'
import { boost, type Group } from './boost.ts'

/**
 * Trains the ranking of src/resolve/antecedent.ts on gap-development.tsv of a folder and writes it to
 * src/resolve/antecedent.json; prints what it reaches in five-fold cross-validation.
 */
const { values } = parseArgs({ options: { data: { type: 'string' } } })
const examples = readGap(path.join(values.data ?? '.', 'gap-development.tsv'))
const read = examples.map(({ tokens, mentions, position }) => candidatesOf(tokens, mentions, position))
const features = Object.keys(Object.assign({}, ...read.flatMap(({ rows }) => rows)) as Record<string, number>)
const groups = examples.map((example, index): Group => {
  const { people, rows } = read[index] ?? { people: [], rows: [] }
  const isAsked = (person: number | undefined) => person === example.a || person === example.b
  const isGold = (person: number | undefined) =>
    example.isA ? person === example.a : example.isB ? person === example.b : !isAsked(person)
  return {
    rows: rows.map((row) => features.map((name) => row[name] ?? ABSENT)),
    isGold: rows.map((_, at) => isGold(people[at])),
  }
})

const trees = boost(groups)
const used = features.filter((_, feature) =>
  trees.some((tree) => tree.some((value, at) => at % 4 === 0 && value === feature)),
)
const renumbered = trees.map((tree) =>
  tree.map((value, at) => (at % 4 === 0 && value >= 0 ? used.indexOf(features[value] ?? '') : value)),
)
const file = path.join(import.meta.dirname, '../../src/resolve/antecedent.json')
const about =
  'Trees that rank whom a pronoun stands for; how to read them is in antecedent.ts. Each node is four numbers: feature (-1 in a leaf), threshold or score, child up to it, child above.'
const origin = `Trained by scripts/train/antecedent.ts on ${examples.length} examples of gap-development.tsv (Webster et al. 2018, Mind the GAP; Apache-2.0)`
writeFileSync(file, `${JSON.stringify({ about, origin, features: used, trees: renumbered })}\n`)
console.log(`${trees.length} trees over ${used.length} features: ${file}`)

const FOLDS = 5
const probabilities: number[][] = []
for (let fold = 0; fold < FOLDS; fold++) {
  const trees = boost(groups.filter((_, index) => index % FOLDS !== fold))
  groups.forEach((group, index) => {
    if (index % FOLDS === fold) probabilities[index] = probabilitiesOf(group, trees)
  })
}
const decided = examples.map((example: GapExample, index) => {
  const of = (person: number) => probabilities[index]?.[read[index]?.people.indexOf(person) ?? -1] ?? 0
  return { ...example, probabilityOfA: of(example.a), probabilityOfB: of(example.b) }
})
console.log(JSON.stringify(scoreDecisions(decided), null, 2))

function probabilitiesOf({ rows }: Group, forest: readonly Tree[]): number[] {
  const scores = rows.map((row) => forest.reduce((sum, tree) => sum + scoreOf(tree, row), 0))
  const weights = scores.map((score) => Math.exp(score - Math.max(...scores)))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
}
