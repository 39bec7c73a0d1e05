import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { openLocalExtractor } from '../../src/extract/local/extractor.ts'
import { HearsayError } from '../../src/model/error.ts'
import type { Span } from '../../src/model/span.ts'
import { showProgress } from '../progress.ts'

/** A half-open range of UTF-16 units. */
export type Range = readonly [start: number, end: number]

/** One attribution as ranges of UTF-16 units. */
interface Roles {
  readonly source: readonly Range[]
  readonly cue: readonly Range[]
  readonly content: readonly Range[]
}

interface Rates {
  /** Per cent, one decimal. */
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

const MEASURES = ['cue', 'source', 'content', 'usable', 'exact'] as const

/** Figures of an extractor on annotated articles. */
export type AttributionScores = Readonly<Record<(typeof MEASURES)[number], Rates>> & {
  readonly gold: number
  readonly predicted: number
}

/** Share of characters that two sets of ranges have in common (Dice) from which a span is usable, and above which exact. */
const USABLE = 0.5
const EXACT = 0.97

/**
 * Runs the local extractor over `text/*.txt` of a folder and scores it against the brat annotations in `attributions/`
 * (PolNeAR's layout; of several annotators the first). Relays are left out: PolNeAR annotates none. A gold attribution and a
 * prediction match when their cues overlap, the largest overlap first; usable: source and content each reach Dice 0.5 in
 * characters; exact: above 0.97.
 */
export async function evaluateAttribution(folder: string): Promise<AttributionScores> {
  const articles = readGold(folder)
  if (articles.length === 0) throw noAnnotations(folder, 'no x.txt in text/ has an x_0a1b.ann in attributions/')
  const extractor = await openLocalExtractor()
  const progress = showProgress()
  const counts = { gold: 0, predicted: 0, cue: 0, source: 0, content: 0, usable: 0, exact: 0 }
  try {
    for (const [index, { text, gold }] of articles.entries()) {
      const found = await extractor.extract(text)
      const ranges = (spans: readonly Span[]) => spans.map((span): Range => [span.start, span.end])
      const predicted = found
        .filter((one) => one.relayedBy === null)
        .map((one) => ({
          source: ranges(one.speakerSpans),
          cue: ranges(one.cueSpans),
          content: ranges(one.contentSpans),
        }))
      countMatches(gold, predicted, counts)
      progress('extract', index + 1, articles.length)
    }
  } finally {
    progress.stop()
    await extractor.close()
  }
  const perCent = (share: number) => Math.round(1000 * share) / 10
  const rates = (hits: number): Rates => {
    const precision = hits / (counts.predicted || 1)
    const recall = hits / (counts.gold || 1)
    const f1 = (2 * precision * recall) / (precision + recall || 1)
    return { precision: perCent(precision), recall: perCent(recall), f1: perCent(f1) }
  }
  return {
    cue: rates(counts.cue),
    source: rates(counts.source),
    content: rates(counts.content),
    usable: rates(counts.usable),
    exact: rates(counts.exact),
    gold: counts.gold,
    predicted: counts.predicted,
  }
}

/** How many units two sets of ranges share. */
export const overlap = (a: readonly Range[], b: readonly Range[]) =>
  a.flatMap(([s, e]) => b.map(([t, f]) => Math.max(0, Math.min(e, f) - Math.max(s, t)))).reduce((x, y) => x + y, 0)
const size = (ranges: readonly Range[]) => ranges.reduce((sum, [start, end]) => sum + end - start, 0)

/** Share of units that two sets of ranges have in common; 1 for two empty sets: a speaker left out is found by finding none. */
export function dice(a: readonly Range[], b: readonly Range[]): number {
  if (a.length === 0 && b.length === 0) return 1
  return a.length === 0 || b.length === 0 ? 0 : (2 * overlap(a, b)) / (size(a) + size(b))
}

function countMatches(
  gold: readonly Roles[],
  predicted: readonly Roles[],
  counts: Record<'gold' | 'predicted' | (typeof MEASURES)[number], number>,
): void {
  counts.gold += gold.length
  counts.predicted += predicted.length
  const free = new Set(predicted)
  for (const want of gold) {
    let best: Roles | null = null
    let most = 0
    for (const guess of free) {
      const shared = overlap(guess.cue, want.cue)
      const value = shared === 0 ? 0 : shared + 0.001 * overlap(guess.content, want.content)
      if (value > most) {
        most = value
        best = guess
      }
    }
    if (!best) continue
    free.delete(best)
    const source = dice(best.source, want.source)
    const content = dice(best.content, want.content)
    counts.cue++
    if (source >= USABLE) counts.source++
    if (content >= USABLE) counts.content++
    if (source >= USABLE && content >= USABLE) counts.usable++
    if (source > EXACT && content > EXACT) counts.exact++
  }
}

const noAnnotations = (folder: string, why: string, cause?: unknown) =>
  new HearsayError('no-annotations', `${folder}: no annotated articles: ${why}. Name the folder of one split.`, {
    isUsage: true,
    cause,
  })

/** A file's text as a source would have it; the length of a start of it is the position there. */
const textOf = (raw: string) => raw.normalize('NFC').replaceAll('\r\n', '\n')

/** Articles with their gold attributions; offsets turned from code points of the file into UTF-16 units of NFC, LF text. */
function readGold(folder: string): { readonly text: string; readonly gold: readonly Roles[] }[] {
  let texts: string[]
  let annotations: string[]
  try {
    texts = readdirSync(path.join(folder, 'text')).sort()
    annotations = readdirSync(path.join(folder, 'attributions')).sort()
  } catch (cause) {
    throw noAnnotations(folder, 'it has no text/ or attributions/', cause)
  }
  return texts.flatMap((file) => {
    const base = file.replace(/\.txt$/, '')
    const annotation = annotations.find(
      (one) => /^_[0-9a-f]{4}\.ann$/.test(one.slice(base.length)) && one.startsWith(base),
    )
    if (!annotation) return []
    const raw = readFileSync(path.join(folder, 'text', file), 'utf8')
    const points = Array.from(raw)
    const toUnit = (at: number) => textOf(points.slice(0, at).join('')).length
    const brat = readFileSync(path.join(folder, 'attributions', annotation), 'utf8')
    return [{ text: textOf(raw), gold: parseBrat(brat, toUnit) }]
  })
}

function parseBrat(brat: string, toUnit: (at: number) => number): Roles[] {
  const mentions = new Map<string, Range[]>()
  const found: Roles[] = []
  for (const line of brat.split('\n')) {
    const mention = /^(T\d+)\t\S+ ([\d ;]+)\t/.exec(line)
    if (mention) {
      const ranges = (mention[2] ?? '').split(';').map((part): Range => {
        const [start = 0, end = 0] = part.trim().split(' ').map(Number)
        return [toUnit(start), toUnit(end)]
      })
      mentions.set(mention[1] ?? '', ranges)
    }
    const event = /^E\d+\t(.*)$/.exec(line)
    if (!event) continue
    const roles: Record<string, Range[]> = { source: [], cue: [], content: [] }
    for (const argument of (event[1] ?? '').trim().split(/\s+/)) {
      const [role = '', id = ''] = argument.split(':')
      roles[role.replace(/\d+$/, '').toLowerCase()]?.push(...(mentions.get(id) ?? []))
    }
    const sorted = (key: string) => (roles[key] ?? []).toSorted((a, b) => a[0] - b[0])
    found.push({ source: sorted('source'), cue: sorted('cue'), content: sorted('content') })
  }
  return found
}
