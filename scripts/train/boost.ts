import { scoreOf, type Tree } from '../../src/resolve/antecedent.ts'

/** Candidates of one choice; any of the gold ones is right. Rows have one value a feature. */
export interface Group {
  readonly rows: readonly (readonly number[])[]
  readonly isGold: readonly boolean[]
}

/** Forests whose mean is taken, trees in each, and how deep; chosen by cross-validation on gap-development. */
const FORESTS = 2
const ROUNDS = 200
const DEPTH = 4
const RATE = 0.06
/** L2 penalty of a leaf's score. */
const PENALTY = 10
const FEWEST_ROWS = 10
/** Share of groups and of features that each tree sees. */
const SHARE_OF_GROUPS = 0.7
const SHARE_OF_FEATURES = 0.3
const BINS = 32

/** Numbers in [0, 1), the same ones every time (linear congruential, Numerical Recipes). */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/**
 * Stochastic gradient boosting (Friedman 2002) with second-order leaves (Chen and Guestrin 2016); the loss of a group is minus
 * the log of the share that a softmax gives to its gold candidates.
 */
export function boost(groups: readonly Group[]): Tree[] {
  return Array.from({ length: FORESTS }, (_, forest) => growForest(groups, randomNumbers(forest + 1)))
    .flat()
    .map((tree) =>
      tree.map((value, at) => (at % 4 === 1 && (tree[at - 1] ?? 0) < 0 ? rounded(value / FORESTS) : value)),
    )
}

function growForest(groups: readonly Group[], random: () => number): Tree[] {
  const rows = groups.flatMap((group) => group.rows)
  const offsets: number[] = []
  groups.reduce((offset, group) => (offsets.push(offset), offset + group.rows.length), 0)
  const columns = binned(rows)
  const scores = new Float64Array(rows.length)
  const trees: Tree[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const gradient = gradientOf(groups, offsets, scores)
    const sample = groups.flatMap((group, index) =>
      random() < SHARE_OF_GROUPS ? group.rows.map((_, at) => (offsets[index] ?? 0) + at) : [],
    )
    const tree = growTree(
      columns.filter(() => random() < SHARE_OF_FEATURES),
      gradient,
      sample,
    )
    trees.push(tree)
    rows.forEach((row, at) => {
      scores[at] = (scores[at] ?? 0) + scoreOf(tree, row)
    })
  }
  return trees
}

interface Gradient {
  readonly first: Float64Array
  readonly second: Float64Array
}

function gradientOf(groups: readonly Group[], offsets: readonly number[], scores: Float64Array): Gradient {
  const first = new Float64Array(scores.length)
  const second = new Float64Array(scores.length)
  groups.forEach(({ isGold }, index) => {
    const offset = offsets[index] ?? 0
    const own = isGold.map((_, at) => scores[offset + at] ?? 0)
    const weights = own.map((score) => Math.exp(score - Math.max(...own)))
    const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)
    const [total, gold] = [sum(weights), sum(weights.filter((_, at) => isGold[at]))]
    weights.forEach((weight, at) => {
      const share = weight / total
      first[offset + at] = (isGold[at] ? weight / gold : 0) - share
      second[offset + at] = Math.max(share * (1 - share), 1e-3)
    })
  })
  return { first, second }
}

/** A feature with its values cut into bins: bin k is up to `cuts[k]`. */
interface Column {
  readonly feature: number
  readonly cuts: readonly number[]
  readonly bins: Uint8Array
}

function binned(rows: readonly (readonly number[])[]): Column[] {
  return (rows[0] ?? []).map((_, feature) => {
    const values = rows.map((row) => row[feature] ?? 0).sort((a, b) => a - b)
    const distinct = [...new Set(values)]
    const quantiles = Array.from(
      { length: BINS - 1 },
      (__, k) => values[Math.floor(((k + 1) * values.length) / BINS)] ?? 0,
    )
    const cuts = distinct.length <= BINS ? distinct.slice(0, -1) : [...new Set(quantiles)]
    const binOf = (value: number) => {
      const bin = cuts.findIndex((cut) => value <= cut)
      return bin < 0 ? cuts.length : bin
    }
    return { feature, cuts, bins: Uint8Array.from(rows, (row) => binOf(row[feature] ?? 0)) }
  })
}

const rounded = (value: number) => Math.round(value * 1e4) / 1e4

/** One tree of best splits, at most `DEPTH` deep. */
function growTree(columns: readonly Column[], { first, second }: Gradient, sample: readonly number[]): Tree {
  const nodes: [number, number, number, number][] = []
  const gain = (g: number, h: number) => (g * g) / (h + PENALTY)
  const grow = (rows: readonly number[], depth: number): number => {
    let [g, h] = [0, 0]
    for (const row of rows) {
      g += first[row] ?? 0
      h += second[row] ?? 0
    }
    const index = nodes.push([-1, rounded((RATE * g) / (h + PENALTY)), 0, 0]) - 1
    if (depth === DEPTH) return index
    let best: { readonly column: Column; readonly cut: number } | null = null
    let most = gain(g, h) + 1e-6
    for (const column of columns) {
      const size = column.cuts.length + 1
      const [sums, squares, counts] = [new Float64Array(size), new Float64Array(size), new Int32Array(size)]
      for (const row of rows) {
        const bin = column.bins[row] ?? 0
        sums[bin] = (sums[bin] ?? 0) + (first[row] ?? 0)
        squares[bin] = (squares[bin] ?? 0) + (second[row] ?? 0)
        counts[bin] = (counts[bin] ?? 0) + 1
      }
      let [left, leftSquares, leftCount] = [0, 0, 0]
      for (let cut = 0; cut < size - 1; cut++) {
        left += sums[cut] ?? 0
        leftSquares += squares[cut] ?? 0
        leftCount += counts[cut] ?? 0
        if (leftCount < FEWEST_ROWS || rows.length - leftCount < FEWEST_ROWS) continue
        const value = gain(left, leftSquares) + gain(g - left, h - leftSquares)
        if (value > most) {
          most = value
          best = { column, cut }
        }
      }
    }
    if (best === null) return index
    const { column, cut } = best
    const isBelow = (row: number) => (column.bins[row] ?? 0) <= cut
    const below = grow(rows.filter(isBelow), depth + 1)
    const above = grow(
      rows.filter((row) => !isBelow(row)),
      depth + 1,
    )
    nodes[index] = [column.feature, column.cuts[cut] ?? 0, below, above]
    return index
  }
  grow(sample, 0)
  return nodes.flat()
}
