import { howSame, keyOf } from '../../src/canonicalise/sameness.ts'
import { normalise } from '../../src/model/id.ts'
import type { Judge, OrderedPair } from '../../src/relate/judge.ts'
import { adversarialPairs, type Change } from './adversarial.ts'
import { judgementsOn } from './judged.ts'
import { readSets } from './sets.ts'
import { perCent } from './spans.ts'

interface Pair {
  readonly set: string
  readonly a: string
  readonly b: string
  /** For people. */
  readonly isSame: boolean
  readonly isJoined: boolean
  /** One claim, or two of which each supports the other. */
  readonly isLinked: boolean
}

/** A way of taking pairs for the same: how many, how many of them right, and per cent with one decimal. */
interface Sameness {
  readonly said: number
  readonly right: number
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/** How many pairs of a set become one claim. */
interface Joins {
  readonly set: string
  readonly pairs: number
  /** Pairs that people call the same. */
  readonly same: number
  /** Of the joined, those that have the same words but for letter case and punctuation. */
  readonly literal: number
  readonly joined: Sameness
  readonly linked: Sameness
  /** F1 of calling every pair the same. */
  readonly allYes: number
}

/** Figures on pairs of sentences. */
export interface ClaimScores {
  /** By set, then all together. */
  readonly sets: readonly Joins[]
  /** Joins by what was needed to see that they are the same. */
  readonly byReason: readonly { readonly reason: string; readonly joined: number; readonly right: number }[]
  /** Pairs joined or linked that people call different. */
  readonly wrong: readonly {
    readonly set: string
    readonly as: 'one claim' | 'linked'
    readonly a: string
    readonly b: string
  }[]
  /** Sentences against themselves with one change by rule: none may be one claim. */
  readonly adversarial: readonly { readonly change: Change; readonly pairs: number; readonly joined: number }[]
}

/**
 * Asks which pairs of sentences that people call the same or not (sets.ts) become one claim, each sentence taken for a claim, and which
 * others the judge links by a `supports` either way. People call much the same that no rule should join, so recall is low by
 * intent; what counts is the precision.
 */
export async function evaluateClaims(data: string, judge: Judge, names: readonly string[] = []): Promise<ClaimScores> {
  const asked = readSets(data, ['sameness'], names).flatMap(({ set, pairs }) =>
    pairs.map(({ premise: a, hypothesis: b, label }) => {
      const isJoined = keyOf(a) === keyOf(b)
      return { set, a, b, isSame: label === 'paraphrase', isJoined }
    }),
  )
  const mutual = await mutualSupports(
    asked.filter(({ isJoined }) => !isJoined),
    judge,
  )
  const pairs = asked.map((pair): Pair => ({ ...pair, isLinked: pair.isJoined || mutual.has(pair) }))
  const reasons = grouped(
    pairs.filter(({ isJoined }) => isJoined),
    ({ a, b }) => howSame(a, b),
  )
  return {
    sets: [...grouped(pairs, ({ set }) => set), ['all', pairs] as const].map(([set, among]) => joinsOf(set, among)),
    byReason: [...reasons].map(([reason, list]) => ({
      reason,
      joined: list.length,
      right: list.filter(({ isSame }) => isSame).length,
    })),
    wrong: pairs
      .filter(({ isLinked, isSame }) => isLinked && !isSame)
      .map(({ set, isJoined, a, b }) => ({ set, as: isJoined ? 'one claim' : 'linked', a, b })),
    adversarial: changesOf(pairs.flatMap(({ a, b }) => [a, b])),
  }
}

/** The pairs in which each sentence entails the other. */
async function mutualSupports<T extends { readonly a: string; readonly b: string }>(
  pairs: readonly T[],
  judge: Judge,
): Promise<ReadonlySet<T>> {
  const entailing = async (among: readonly T[], order: (pair: T) => OrderedPair) => {
    const judgements = await judgementsOn(judge, among.map(order))
    return among.filter((_, index) => judgements[index]?.label === 'entailment')
  }
  const forward = await entailing(pairs, ({ a, b }) => [a, b])
  return new Set(await entailing(forward, ({ a, b }) => [b, a]))
}

function joinsOf(set: string, among: readonly Pair[]): Joins {
  const same = among.filter(({ isSame }) => isSame).length
  const samenessOf = (said: readonly Pair[]): Sameness => {
    const right = said.filter(({ isSame }) => isSame).length
    return {
      said: said.length,
      right,
      precision: perCent(right / (said.length || 1)),
      recall: perCent(right / (same || 1)),
      f1: perCent((2 * right) / (said.length + same || 1)),
    }
  }
  const joined = among.filter(({ isJoined }) => isJoined)
  return {
    set,
    pairs: among.length,
    same,
    literal: joined.filter(({ a, b }) => normalise(a) === normalise(b)).length,
    joined: samenessOf(joined),
    linked: samenessOf(among.filter(({ isLinked }) => isLinked)),
    allYes: samenessOf(among).f1,
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
