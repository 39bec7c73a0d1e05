import { hedgesIn } from '../../src/extract/act.ts'
import type { Statement } from '../../src/model/records.ts'
import type { Answer } from './answer.ts'
import { outletOf } from './chain.ts'
import { push, type Kept } from './kept.ts'
import { count, list, nameOf, publisherOf } from './say.ts'
import { periodOf, type Period } from './when.ts'

/**
 * How surely a statement presents a claim, the least sure first. `distanced`: by a cue that takes no part in it ("reportedly").
 * `possible`, `probable`: with a hedge. `certain`: attributed, without a hedge. `flat`: in the outlet's own voice, without one.
 */
type Level = 'distanced' | 'possible' | 'probable' | 'certain' | 'flat'

const LEVELS: readonly Level[] = ['distanced', 'possible', 'probable', 'certain', 'flat']
const IN_WORDS: Readonly<Record<Level, string>> = {
  distanced: 'at a distance',
  possible: 'as possible',
  probable: 'as probable',
  certain: 'attributed, without a hedge',
  flat: 'in its own voice, without a hedge',
}

/** How one statement presents a claim. */
interface CertaintyStep {
  readonly statement: string
  readonly speaker: string
  readonly source: string
  readonly publishedAt: string | null
  readonly level: Level
  /** The words that attribute it; empty in the outlet's own voice. */
  readonly cue: string
  /** The hedges in cue and content, as the list of hedges has them. */
  readonly hedges: readonly string[]
}

/** A claim that is presented more or less surely from step to step. */
export interface CertaintyDrift {
  readonly claim: string
  readonly text: string
  /** `chain`: from the first speaker outwards to the source. `outlets`: between outlets that carry the claim. */
  readonly along: 'chain' | 'outlets'
  /** `differs` where it goes up and down, or, between outlets, where the dates give no order. */
  readonly change: 'hardens' | 'softens' | 'differs'
  /** Along a chain from the inside out; between outlets by date of publication, of each level the first 50. */
  readonly steps: readonly CertaintyStep[]
  /** How many steps there are in all. */
  readonly of: number
}

const MOST_STEPS = 50
/** Relays that are followed outwards. */
const MOST_RELAYS = 50
/** UTF-16 units of a content that are read for hedges, and outlets of one level that are named. */
const MOST_READ = 1000
const MOST_NAMED = 3

const rankOf = (level: Level) => LEVELS.indexOf(level)

/**
 * Certainty drift: claims that a chain, or several outlets, present at several levels. It looks at statements that assert the claim; where a certainty is
 * unspecified, it is no step. Along a
 * chain only hedges of the relaying words themselves count: what is hedged elsewhere in a relayed content may be another matter.
 * Between outlets a source is as sure as the least sure relay of it, and it hardens or softens only where every surer
 * report is of a later (earlier) day than every less sure one; else it differs.
 */
export function certainty(kept: Kept): readonly Answer<CertaintyDrift>[] {
  const reader = new Reader()
  return [...kept.stancesOn.keys()].sort().flatMap((claim) => {
    const chains = (kept.stancesOn.get(claim) ?? [])
      .flatMap(({ stance, statement }) => (stance === 'asserts' ? (kept.statements.get(statement) ?? []) : []))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map((statement) => levelsOutwards(kept, statement, reader))
    return [
      ...chains.flatMap((levels) => alongChain(kept, reader, claim, levels)),
      ...betweenOutlets(
        kept,
        reader,
        claim,
        chains.flatMap((levels) => leastSure(levels)),
      ),
    ]
  })
}

/** A statement of a chain, with its level. */
interface Taken {
  readonly statement: Statement
  readonly level: Level
}

/** The levels of a statement and of whoever relays it, from the inside out; nothing where its own is unspecified. */
function levelsOutwards(kept: Kept, statement: Statement, reader: Reader): readonly Taken[] {
  const own = levelOf(statement)
  if (own === null) return []
  const taken = [{ statement, level: own }]
  const seen = new Set([statement.id])
  for (let at = statement; at.relayedBy !== null && seen.size <= MOST_RELAYS && !seen.has(at.relayedBy);) {
    const outer = kept.statements.get(at.relayedBy)
    if (!outer) break
    seen.add(outer.id)
    const level = reader.levelOfRelay(outer)
    if (level !== null) taken.push({ statement: outer, level })
    at = outer
  }
  return taken
}

function levelOf({ certainty, cueClass, form }: Statement): Level | null {
  if (cueClass === 'distance') return 'distanced'
  if (certainty === 'unspecified') return null
  return certainty === 'certain' && form === 'narrated' ? 'flat' : certainty
}

/** Reads words for hedges and dates for periods, the same ones once: a statement may be a step of several answers. */
class Reader {
  readonly #levels = new Map<Statement, Level | null>()
  readonly #hedges = new Map<string, readonly string[]>()
  readonly #periods = new Map<string | null, Period | null>()

  /** A relay is as sure as its own words; null where only its content is hedged. */
  levelOfRelay(statement: Statement): Level | null {
    return once(this.#levels, statement, () => {
      const level = levelOf(statement)
      if (level !== 'possible' && level !== 'probable') return level
      if (this.hedgesIn(cueOf(statement)).length > 0) return level
      // Without any hedge a person or a model has set it.
      return this.hedgesIn(statement.content.slice(0, MOST_READ)).length > 0 ? null : level
    })
  }

  hedgesIn(words: string): readonly string[] {
    return once(this.#hedges, words, () => hedgesIn(words))
  }

  periodOf(date: string | null): Period | null {
    return once(this.#periods, date, () => periodOf(date))
  }
}

function once<Key, T>(known: Map<Key, T>, key: Key, make: () => T): T {
  const found = known.get(key)
  if (found !== undefined) return found
  const made = make()
  known.set(key, made)
  return made
}

const cueOf = ({ cueSpans }: Statement) => cueSpans.map(({ exact }) => exact).join(' … ')

/** The innermost statement, as sure as the least sure of its chain. */
function leastSure([first, ...outer]: readonly Taken[]): readonly Taken[] {
  if (!first) return []
  const least = outer.reduce((a, b) => (rankOf(b.level) < rankOf(a) ? b.level : a), first.level)
  return [{ statement: first.statement, level: least }]
}

function alongChain(
  kept: Kept,
  reader: Reader,
  claim: string,
  taken: readonly Taken[],
): readonly Answer<CertaintyDrift>[] {
  const ranks = taken.map(({ level }) => rankOf(level))
  if (new Set(ranks).size < 2) return []
  const change = isSorted(ranks) ? 'hardens' : isSorted(ranks.toReversed()) ? 'softens' : 'differs'
  return [answerOf(kept, reader, claim, 'chain', change, taken, taken.length)]
}

const isSorted = (ranks: readonly number[]) => ranks.every((rank, i) => i === 0 || (ranks[i - 1] ?? rank) <= rank)

function betweenOutlets(
  kept: Kept,
  reader: Reader,
  claim: string,
  taken: readonly Taken[],
): readonly Answer<CertaintyDrift>[] {
  const publishers = new Set(taken.map(({ statement }) => publisherIdOf(kept, statement)))
  if (publishers.size < 2 || new Set(taken.map(({ level }) => level)).size < 2) return []
  const dated = taken
    .map((one) => ({
      ...one,
      when: reader.periodOf(publishedAtOf(kept, one.statement)) ?? { from: -Infinity, to: Infinity },
    }))
    .sort((a, b) => a.when.to - b.when.to || (a.statement.id < b.statement.id ? -1 : 1))
  const change = isLater(dated, 1) ? 'hardens' : isLater(dated, -1) ? 'softens' : 'differs'
  const byLevel = new Map<Level, Taken[]>()
  for (const one of dated) if ((byLevel.get(one.level)?.length ?? 0) < MOST_STEPS) push(byLevel, one.level, one)
  const shown = new Set([...byLevel.values()].flat().map(({ statement }) => statement.id))
  return [
    answerOf(
      kept,
      reader,
      claim,
      'outlets',
      change,
      dated.filter(({ statement }) => shown.has(statement.id)),
      taken.length,
    ),
  ]
}

/** True where all of a higher rank (`sign` 1; of a lower one, `sign` -1) are surely later than all of a lower (higher) one. */
function isLater(dated: readonly (Taken & { readonly when: Period })[], sign: 1 | -1): boolean {
  const byRank = new Map<number, Period>()
  for (const { level, when } of dated) {
    const rank = sign * rankOf(level)
    const known = byRank.get(rank) ?? { from: Infinity, to: -Infinity }
    byRank.set(rank, { from: Math.min(known.from, when.from), to: Math.max(known.to, when.to) })
  }
  const ranks = [...byRank].sort(([a], [b]) => a - b)
  return ranks.every(([, period], i) => i === 0 || (ranks[i - 1]?.[1].to ?? Infinity) < period.from)
}

function publisherIdOf(kept: Kept, { source }: Statement): string {
  const found = kept.sources.get(source)
  return (found && outletOf(kept, found)) ?? source
}

const publishedAtOf = (kept: Kept, { source }: Statement) => kept.sources.get(source)?.publishedAt ?? null

function answerOf(
  kept: Kept,
  reader: Reader,
  claim: string,
  along: CertaintyDrift['along'],
  change: CertaintyDrift['change'],
  taken: readonly Taken[],
  of: number,
): Answer<CertaintyDrift> {
  const text = kept.claims.get(claim)?.text ?? ''
  const steps = taken.map(({ statement, level }) => ({
    statement: statement.id,
    speaker: statement.speaker,
    source: statement.source,
    publishedAt: publishedAtOf(kept, statement),
    level,
    cue: cueOf(statement),
    hedges: reader.hedgesIn(`${cueOf(statement)} ${statement.content.slice(0, MOST_READ)}`),
  }))
  return {
    answer: { claim, text, along, change, steps, of },
    finding: {
      analysis: 'certainty',
      headline: `${HEADS[along][change]}: ${inWords(kept, along, steps)}. The claim: ${text}`,
      note: noteOf(kept, reader, along, change, steps, of),
      claims: [claim],
      actors: [...new Set(taken.map(({ statement }) => statement.speaker))],
      words: steps.map(({ statement, level }) => ({ statement, role: IN_WORDS[level] })),
    },
  }
}

const HEADS: Readonly<Record<CertaintyDrift['along'], Readonly<Record<CertaintyDrift['change'], string>>>> = {
  chain: {
    hardens: 'Surer from relay to relay outwards',
    softens: 'Less sure from relay to relay outwards',
    differs: 'Surer and less sure from relay to relay outwards',
  },
  outlets: { hardens: 'Surer with time', softens: 'Less sure with time', differs: 'Differs between outlets' },
}

/** "as possible (Harbour Daily), attributed, without a hedge (Quay Radio)": each level once, in the order of the steps. */
function inWords(kept: Kept, along: CertaintyDrift['along'], steps: readonly CertaintyStep[]): string {
  const byLevel = new Map<Level, Set<string>>()
  for (const { level, speaker, source } of steps) {
    const where = kept.sources.get(source)
    const name = along === 'chain' || !where ? nameOf(kept, speaker) : publisherOf(kept, where)
    byLevel.set(level, (byLevel.get(level) ?? new Set()).add(name))
  }
  return [...byLevel]
    .map(([level, names]) => {
      const [named, more] = [[...names].slice(0, MOST_NAMED), names.size - MOST_NAMED]
      return `${IN_WORDS[level]} (${list(more > 0 ? [...named, count(more, 'other')] : named)})`
    })
    .join('; ')
}

function noteOf(
  kept: Kept,
  reader: Reader,
  along: CertaintyDrift['along'],
  change: CertaintyDrift['change'],
  steps: readonly CertaintyStep[],
  of: number,
): string {
  const speakers = new Set(steps.map(({ speaker }) => speaker)).size
  const undated = steps.filter(({ publishedAt }) => reader.periodOf(publishedAt) === null).length
  return [
    steps
      .slice(0, 2 * MOST_NAMED)
      .map(({ source, speaker, publishedAt, cue, level, hedges }) => {
        const where = kept.sources.get(source)
        const by = level === 'flat' ? 'in its own voice' : `${nameOf(kept, speaker)} (${cue || 'no cue'})`
        const withHedges = hedges.length > 0 ? `, hedged by ${list(hedges)}` : ''
        return `${where ? publisherOf(kept, where) : source}, ${publishedAt?.slice(0, 10) ?? 'no date known'}: ${by}${withHedges}.`
      })
      .join(' '),
    ...(along === 'outlets' && change === 'differs' && undated > 0
      ? [`${count(undated, 'report')} without a date: no order is concluded.`]
      : []),
    ...(along === 'outlets' && speakers > 1 ? ['The speakers differ: each may be as sure as it is presented.'] : []),
    ...(of > steps.length ? [`${count(of, 'report')} in all; of each level the first ${MOST_STEPS} are listed.`] : []),
    'Without a hedge is how the words stand, not how sure the speaker was.',
  ].join(' ')
}
