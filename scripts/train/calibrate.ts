/**
 * Fits what a score means: `npm run train:calibrate -- --data DIR` runs the tagger over annotated articles, learns from its
 * evidence how likely an attribution is usable (logistic regression, Newton's method), chooses the threshold of the best
 * usable F1 and writes both to the weights' config.json. Seven numbers are learnt from some two thousand candidates.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Command } from 'commander'
import { readText } from '../../src/extract/local/reading.ts'
import { Tagger, type CandidateAttribution } from '../../src/extract/local/tagger.ts'
import { readArticles } from '../eval/polnear.ts'
import { dice, overlap, perCent } from '../eval/spans.ts'

const WEIGHTS = path.join(import.meta.dirname, '../../src/extract/local/weights')
const CONFIG = path.join(WEIGHTS, 'config.json')
const USABLE = 0.5
/** Penalty on the squared factors. */
const RIDGE = 1
const STEPS = 30
const FOLDS = 5
/** The lowest threshold that is tried. */
const LOWEST = 0.2

interface Example {
  readonly article: number
  /** The evidence, then 1 for the intercept. */
  readonly x: readonly number[]
  readonly isUsable: boolean
}

const { data } = new Command('train:calibrate')
  .requiredOption('--data <dir>', 'one split: text/ and attributions/')
  .parse()
  .opts<{ data: string }>()

const round = (value: number) => Math.round(value * 1e4) / 1e4
const configured = JSON.parse(readFileSync(CONFIG, 'utf8')) as Record<string, unknown>
const write = (threshold: number, calibration: readonly number[]) =>
  writeFileSync(
    CONFIG,
    `${JSON.stringify({ ...configured, threshold, calibration: calibration.map(round) }, null, 2)}\n`,
  )

// A tagger opens only with a calibration; candidates do not depend on it.
if (configured['calibration'] === undefined) write(0.5, [1, 0, 0, 0, 0, 0, 0])
const tagger = await Tagger.open(WEIGHTS, LOWEST)
const articles = readArticles(data)
const gold = articles.reduce((sum, article) => sum + article.gold.length, 0)
const examples: Example[] = []
for (const [article, { text, gold: wanted }] of articles.entries()) {
  const candidates = await tagger.candidates(readText(text).plain)
  const right = usableAmong(candidates, wanted)
  for (const one of candidates) examples.push({ article, x: [...one.evidence, 1], isUsable: right.has(one) })
}
await tagger.close()

/** Candidates that a wanted attribution is matched with, speaker and content near enough. */
function usableAmong(candidates: readonly CandidateAttribution[], wanted: (typeof articles)[number]['gold']) {
  const free = new Set(candidates)
  const right = new Set<CandidateAttribution>()
  for (const want of wanted) {
    const shared = [...free]
      .map((one) => ({ one, units: overlap([one.cue], want.cue) }))
      .filter(({ units }) => units > 0)
    const best = shared.toSorted(
      (a, b) =>
        b.units - a.units + 0.001 * (overlap(b.one.content, want.content) - overlap(a.one.content, want.content)),
    )[0]?.one
    if (!best) continue
    free.delete(best)
    if (dice(best.speaker, want.source) >= USABLE && dice(best.content, want.content) >= USABLE) right.add(best)
  }
  return right
}

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)
const probability = (x: readonly number[], factors: readonly number[]) => 1 / (1 + Math.exp(-dot(x, factors)))

function fit(list: readonly Example[]): number[] {
  const size = list[0]?.x.length ?? 0
  let factors = Array.from({ length: size }, () => 0)
  for (let step = 0; step < STEPS; step++) {
    const gradient = factors.map((factor, i) => (i === size - 1 ? 0 : RIDGE * factor))
    const hessian = factors.map((_, i) => factors.map((__, j): number => (i === j ? RIDGE : 0)))
    for (const { x, isUsable } of list) {
      const p = probability(x, factors)
      x.forEach((value, i) => {
        gradient[i] = (gradient[i] ?? 0) + (p - Number(isUsable)) * value
        const row = hessian[i] ?? []
        x.forEach((other, j) => {
          row[j] = (row[j] ?? 0) + p * (1 - p) * value * other
        })
      })
    }
    const change = solve(hessian, gradient)
    factors = factors.map((factor, i) => factor - (change[i] ?? 0))
  }
  return factors
}

/** Solves a system of linear equations by elimination with pivots. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0])
  for (let at = 0; at < rows.length; at++) {
    const pivot = rows.slice(at).toSorted((a, b) => Math.abs(b[at] ?? 0) - Math.abs(a[at] ?? 0))[0] ?? []
    rows.splice(rows.indexOf(pivot), 1)
    rows.splice(at, 0, pivot)
    rows.forEach((row, i) => {
      if (i === at) return
      const share = (row[at] ?? 0) / (pivot[at] ?? 1)
      row.forEach((value, j) => {
        row[j] = value - share * (pivot[j] ?? 0)
      })
    })
  }
  return rows.map((row, i) => (row[rows.length] ?? 0) / (row[i] ?? 1))
}

/** Precision, recall and F1 of the usable, in per cent, where scores from `threshold` up count. */
function ratesAt(scored: readonly { readonly score: number; readonly isUsable: boolean }[], threshold: number) {
  const kept = scored.filter(({ score }) => score >= threshold)
  const hits = kept.filter(({ isUsable }) => isUsable).length
  return {
    threshold,
    precision: perCent(hits / (kept.length || 1)),
    recall: perCent(hits / gold),
    f1: perCent((2 * hits) / (kept.length + gold)),
  }
}

// Every article is scored by factors learnt without it, so that the threshold is not chosen on what was learnt from it.
const scored = Array.from({ length: FOLDS }, (_, fold) => {
  const factors = fit(examples.filter(({ article }) => article % FOLDS !== fold))
  return examples
    .filter(({ article }) => article % FOLDS === fold)
    .map(({ x, isUsable }) => ({ score: probability(x, factors), isUsable }))
}).flat()
const curve = Array.from({ length: 13 }, (_, i) => ratesAt(scored, LOWEST + i * 0.05))
for (const { threshold, precision, recall, f1 } of curve)
  console.log(`threshold ${threshold.toFixed(2)}: usable P ${precision}  R ${recall}  F1 ${f1}`)
const best = curve.toSorted((a, b) => b.f1 - a.f1)[0]?.threshold ?? 0.5
write(round(best), fit(examples))
console.log(`threshold ${round(best)} written to ${path.relative(process.cwd(), CONFIG)}`)
