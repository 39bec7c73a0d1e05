import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { howSame, keyOf } from '../../src/canonicalise/sameness.ts'
import { normalise } from '../../src/model/id.ts'
import { HearsayError } from '../../src/model/error.ts'
import { adversarialPairs, type Change } from './adversarial.ts'
import { perCent } from './spans.ts'

interface Pair {
  readonly set: string
  readonly a: string
  readonly b: string
  readonly isSame: boolean
}

/** How many pairs of a set become one claim. Per cent with one decimal. */
interface Joins {
  readonly set: string
  readonly pairs: number
  /** Pairs that people call the same. */
  readonly same: number
  /** Pairs that become one claim, and how many of them have the same words but for letter case and punctuation. */
  readonly joined: number
  readonly literal: number
  readonly right: number
  readonly precision: number
  readonly recall: number
}

/** Figures on pairs of sentences. */
export interface ClaimScores {
  readonly sets: readonly Joins[]
  /** Joins by what was needed to see that they are the same. */
  readonly byReason: readonly { readonly reason: string; readonly joined: number; readonly right: number }[]
  /** Joins of pairs that people call different. */
  readonly wrong: readonly { readonly set: string; readonly a: string; readonly b: string }[]
  /** Sentences against themselves with one change by rule: none may be one claim. */
  readonly adversarial: readonly { readonly change: Change; readonly pairs: number; readonly joined: number }[]
}

/** Similarity (0 to 5) from which two headlines say the same. */
const SAME = 4.5

/**
 * Asks which pairs of sentences become one claim: of the Microsoft Research Paraphrase corpus (msrp/msr-para-train.tsv and -val.tsv)
 * and of STS headlines (sts-headlines/YEAR/headlines.*.tsv; the same from 4.5 of 5), each sentence taken for a claim. People call much the
 * same that no rule should join, so recall is low by intent; what counts is the precision.
 */
export function evaluateClaims(directory: string): ClaimScores {
  const pairs = [...paraphrases(directory), ...headlines(directory)]
  if (pairs.length === 0)
    throw new HearsayError(
      'no-pairs',
      `${directory}: no pairs there. Name the folder that has msrp/ or sts-headlines/.`,
      {
        isUsage: true,
      },
    )
  const joined = pairs.filter(({ a, b }) => keyOf(a) === keyOf(b))
  const reasons = grouped(joined, ({ a, b }) => howSame(a, b))
  return {
    sets: [...grouped(pairs, ({ set }) => set)].map(([set, among]) => joinsOf(set, among, joined)),
    byReason: [...reasons].map(([reason, list]) => ({
      reason,
      joined: list.length,
      right: list.filter(({ isSame }) => isSame).length,
    })),
    wrong: joined.filter(({ isSame }) => !isSame).map(({ set, a, b }) => ({ set, a, b })),
    adversarial: changesOf(pairs.flatMap(({ a, b }) => [a, b])),
  }
}

function joinsOf(set: string, among: readonly Pair[], joined: readonly Pair[]): Joins {
  const own = joined.filter((pair) => pair.set === set)
  const same = among.filter(({ isSame }) => isSame).length
  const right = own.filter(({ isSame }) => isSame).length
  return {
    set,
    pairs: among.length,
    same,
    joined: own.length,
    literal: own.filter(({ a, b }) => normalise(a) === normalise(b)).length,
    right,
    precision: perCent(right / (own.length || 1)),
    recall: perCent(right / (same || 1)),
  }
}

function changesOf(sentences: readonly string[]): ClaimScores['adversarial'] {
  const pairs = [...new Set(sentences)].flatMap((sentence) => adversarialPairs(sentence))
  return [...grouped(pairs, ({ change }) => change)].map(([change, list]) => ({
    change,
    pairs: list.length,
    joined: list.filter(({ sentence, changed }) => keyOf(sentence) === keyOf(changed)).length,
  }))
}

function grouped<T, K>(list: readonly T[], groupOf: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const one of list) {
    const group = groups.get(groupOf(one))
    if (group) group.push(one)
    else groups.set(groupOf(one), [one])
  }
  return groups
}

const rowsOf = (file: string) =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .map((line) => line.replace(/\r$/, '').split('\t'))
    : []

function paraphrases(directory: string): Pair[] {
  return ['train', 'val'].flatMap((split) =>
    rowsOf(path.join(directory, 'msrp', `msr-para-${split}.tsv`)).flatMap(([quality, , , a, b]) =>
      a && b && /^[01]$/.test(quality ?? '') ? { set: `msrp ${split}`, a, b, isSame: quality === '1' } : [],
    ),
  )
}

function headlines(directory: string): Pair[] {
  const folder = path.join(directory, 'sts-headlines')
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.tsv'))
    .toSorted()
    .flatMap((name) =>
      rowsOf(path.join(folder, name)).flatMap(([score, a, b]) =>
        // Some pairs were never rated.
        score && a && b ? { set: `headlines ${path.dirname(name)}`, a, b, isSame: Number(score) >= SAME } : [],
      ),
    )
}
