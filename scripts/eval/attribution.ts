import { openLocalExtractor } from '../../src/extract/local/extractor.ts'
import { formOf, quotationsFor, quotationsOf } from '../../src/extract/local/quotations.ts'
import type { Span } from '../../src/model/span.ts'
import { showProgress } from '../progress.ts'
import { readArticles, type Article, type Roles } from './polnear.ts'
import { dice, overlap, perCent, type Range } from './spans.ts'

export interface Rates {
  /** Per cent, one decimal. */
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

export const MEASURES = ['cue', 'source', 'content', 'usable', 'exact'] as const
type Measure = (typeof MEASURES)[number]

/** Gold attributions of one kind, and per cent of them that were found usable. */
export interface Share {
  readonly of: string
  readonly gold: number
  readonly recall: number
}

/** Predictions whose score lies in one band, and per cent of them that are usable. */
interface Band {
  readonly from: number
  readonly to: number
  readonly predicted: number
  readonly meanScore: number
  readonly usable: number
}

/** A gold attribution that was not found, or not usably. */
interface Miss {
  readonly article: string
  readonly at: number
  readonly why: 'cue not seen' | 'speaker differs' | 'content differs'
  readonly speaker: string
  readonly cue: string
  readonly content: string
}

/** Figures of an extractor on annotated articles. */
export type AttributionScores = Readonly<Record<Measure, Rates>> & {
  /** Statements with a lower score were left out. */
  readonly threshold: number
  readonly gold: number
  readonly predicted: number
  readonly byForm: readonly Share[]
  readonly byOutlet: readonly Share[]
  readonly byLength: readonly Share[]
  /** What a score means. `error`: mean distance of score and share usable over all predictions (expected calibration error). */
  readonly reliability: { readonly bands: readonly Band[]; readonly error: number }
  /** Quotations first, then by length of the content: what a reader would miss most. */
  readonly worst: readonly Miss[]
}

/** Share of characters that two sets of ranges have in common (Dice) from which a span is usable, and above which exact. */
const USABLE = 0.5
const EXACT = 0.97
const WORST = 20
/** Upper ends of bands of content length, in words. */
const LENGTHS = [5, 10, 20, 40, Infinity]
const BANDS = 10

interface Guess extends Roles {
  readonly score: number
}

/** A gold attribution beside the guess that was matched to it. */
interface Match {
  readonly article: Article
  readonly want: Roles
  readonly guess: Guess | null
  readonly isSourceUsable: boolean
  readonly isContentUsable: boolean
  readonly isExact: boolean
}

/**
 * Runs the local extractor over annotated articles and scores it. Relays are left out: PolNeAR annotates none. A gold
 * attribution and a prediction match when their cues overlap, the largest overlap first; usable: source and content each reach
 * Dice 0.5 in characters; exact: above 0.97.
 */
export async function evaluateAttribution(folder: string, threshold?: number): Promise<AttributionScores> {
  const articles = readArticles(folder)
  const extractor = await openLocalExtractor(threshold)
  const progress = showProgress()
  const matches: Match[] = []
  const guesses: Guess[] = []
  try {
    for (const [index, article] of articles.entries()) {
      const ranges = (spans: readonly Span[]) => spans.map((span): Range => [span.start, span.end])
      const found = await extractor.extract(article.text)
      const predicted = found
        .filter((one) => one.relayedBy === null)
        .map((one) => ({
          source: ranges(one.speakerSpans),
          cue: ranges(one.cueSpans),
          content: ranges(one.contentSpans),
          score: one.score,
        }))
      guesses.push(...predicted)
      matches.push(...matchesOf(article, predicted))
      progress('extract', index + 1, articles.length)
    }
  } finally {
    progress.stop()
    await extractor.close()
  }
  return { threshold: extractor.threshold, ...scoresOf(matches, guesses) }
}

/** How far people agree: each further annotator scored against the first, over the articles that several people annotated. */
export function agreementOf(folder: string): Pick<AttributionScores, Measure | 'gold' | 'predicted'> {
  const pairs = readArticles(folder).flatMap((article) =>
    article.others.map((other) => ({ article, guesses: other.map((roles): Guess => ({ ...roles, score: 1 })) })),
  )
  return ratesOf(
    pairs.flatMap(({ article, guesses }) => matchesOf(article, guesses)),
    pairs.flatMap(({ guesses }) => guesses),
  )
}

function matchesOf(article: Article, predicted: readonly Guess[]): Match[] {
  const free = new Set(predicted)
  return article.gold.map((want) => {
    let guess: Guess | null = null
    let most = 0
    for (const one of free) {
      const shared = overlap(one.cue, want.cue)
      const value = shared === 0 ? 0 : shared + 0.001 * overlap(one.content, want.content)
      if (value <= most) continue
      most = value
      guess = one
    }
    if (guess) free.delete(guess)
    const source = guess ? dice(guess.source, want.source) : 0
    const content = guess ? dice(guess.content, want.content) : 0
    return {
      article,
      want,
      guess,
      isSourceUsable: guess !== null && source >= USABLE,
      isContentUsable: guess !== null && content >= USABLE,
      isExact: source > EXACT && content > EXACT,
    }
  })
}

const isUsable = (match: Match) => match.isSourceUsable && match.isContentUsable

function ratesOf(matches: readonly Match[], guesses: readonly Guess[]) {
  const rates = (isHit: (match: Match) => boolean): Rates => {
    const hits = matches.filter(isHit).length
    const precision = hits / (guesses.length || 1)
    const recall = hits / (matches.length || 1)
    const f1 = (2 * precision * recall) / (precision + recall || 1)
    return { precision: perCent(precision), recall: perCent(recall), f1: perCent(f1) }
  }
  return {
    gold: matches.length,
    predicted: guesses.length,
    cue: rates((match) => match.guess !== null),
    source: rates((match) => match.isSourceUsable),
    content: rates((match) => match.isContentUsable),
    usable: rates(isUsable),
    exact: rates((match) => match.isExact),
  }
}

function scoresOf(matches: readonly Match[], guesses: readonly Guess[]): Omit<AttributionScores, 'threshold'> {
  const lengths = LENGTHS.map((to, i) => {
    const from = (LENGTHS[i - 1] ?? 0) + 1
    return { to, name: to === Infinity ? `${from} and more words` : `${from}–${to} words` }
  })
  const lengthOf = (match: Match) => lengths.find(({ to }) => wordCount(match) <= to)?.name ?? ''
  return {
    ...ratesOf(matches, guesses),
    byForm: sharesOf(matches, formOfGold, ['direct', 'mixed', 'indirect']),
    byOutlet: sharesOf(matches, ({ article }) => article.name.split('_')[0] ?? ''),
    byLength: sharesOf(
      matches,
      lengthOf,
      lengths.map(({ name }) => name),
    ),
    reliability: reliabilityOf(matches, guesses),
    worst: worstOf(matches),
  }
}

const textOf = (article: Article, ranges: readonly Range[]) =>
  ranges
    .map((range) => article.text.slice(...range))
    .join(' … ')
    .replace(/\s+/g, ' ')
const wordCount = ({ article, want }: Match) => textOf(article, want.content).match(/[\p{L}\p{N}]+/gu)?.length ?? 0

function formOfGold({ article: { text }, want }: Match) {
  return formOf(text, want.content, quotationsFor(text, want.cue[0] ?? [0, 0], quotationsOf(text)))
}

function sharesOf(matches: readonly Match[], keyOf: (match: Match) => string, order?: readonly string[]): Share[] {
  const groups = new Map<string, Match[]>()
  for (const match of matches) {
    const key = keyOf(match)
    const group = groups.get(key)
    if (group) group.push(match)
    else groups.set(key, [match])
  }
  return (order ?? [...groups.keys()].sort()).map((of) => {
    const group = groups.get(of) ?? []
    return { of, gold: group.length, recall: perCent(group.filter(isUsable).length / (group.length || 1)) }
  })
}

function reliabilityOf(matches: readonly Match[], guesses: readonly Guess[]): AttributionScores['reliability'] {
  const right = new Set(matches.filter(isUsable).map(({ guess }) => guess))
  let distance = 0
  const bands = Array.from({ length: BANDS }, (_, i): Band => {
    const inside = guesses.filter(({ score }) => Math.min(BANDS - 1, Math.floor(score * BANDS)) === i)
    const meanScore = inside.reduce((sum, { score }) => sum + score, 0) / (inside.length || 1)
    const usable = inside.filter((guess) => right.has(guess)).length / (inside.length || 1)
    distance += inside.length * Math.abs(meanScore - usable)
    return {
      from: i / BANDS,
      to: (i + 1) / BANDS,
      predicted: inside.length,
      meanScore: Math.round(meanScore * 100) / 100,
      usable: perCent(usable),
    }
  })
  return {
    bands: bands.filter(({ predicted }) => predicted > 0),
    error: Math.round((1000 * distance) / (guesses.length || 1)) / 1000,
  }
}

function worstOf(matches: readonly Match[]): Miss[] {
  const missed = matches.filter((match) => !isUsable(match))
  const weight = (match: Match) => (formOfGold(match) === 'indirect' ? 0 : 1000) + Math.min(wordCount(match), 999)
  return missed
    .toSorted((a, b) => weight(b) - weight(a))
    .slice(0, WORST)
    .map(({ article, want, guess, isSourceUsable }) => ({
      article: article.name,
      at: want.cue[0]?.[0] ?? 0,
      why: guess === null ? 'cue not seen' : isSourceUsable ? 'content differs' : 'speaker differs',
      speaker: textOf(article, want.source),
      cue: textOf(article, want.cue),
      content: textOf(article, want.content),
    }))
}
