import type { Source, Statement } from '../../src/model/records.ts'
import { addAttributed, hopsOf, mediaOf, outletOf, relaysOf, type Hop } from './chain.ts'
import type { Copy } from './find-copies.ts'
import { isOpen, type Kept, push } from './kept.ts'
import type { Principals } from './principals.ts'

/** A station on the way from the reader to a first speaker. `copied`: the text, or its outlet, that the one before repeats. */
export interface Station {
  readonly kind: Hop['kind'] | 'copied'
  readonly id: string
  readonly statement: string
}

/** Per later source, the copies in it of earlier texts, the latest of these first. */
export type Copies = ReadonlyMap<string, readonly Copy[]>

/** Copies by their later source. */
export function copiesBySource(kept: Kept, found: readonly Copy[]): Copies {
  const copies = new Map<string, Copy[]>()
  for (const copy of found) if (kept.sources.has(copy.earlier)) push(copies, copy.later, copy)
  const dayOf = ({ earlier }: Copy) => kept.sources.get(earlier)?.publishedAt ?? ''
  for (const list of copies.values())
    list.sort((a, b) => (dayOf(a) > dayOf(b) ? -1 : dayOf(a) < dayOf(b) ? 1 : a.earlier < b.earlier ? 1 : -1))
  return copies
}

/** One way from the reader to whoever first said it, as numbers: who counts as who, from the outlet inwards. */
export interface Route {
  readonly statement: Statement
  /** The ids of its source and its first speaker. */
  readonly source: string
  readonly speaker: string
  /**
   * A number for each station, the same for all who speak for one principal. A step has several only where the words went
   * through several at once.
   */
  readonly steps: readonly (readonly number[])[]
  /** The actors on it that stand for a principal, and the number that they go by. */
  readonly deputies: readonly Deputy[]
  /** Numbers that are one wherever this route has a part: somebody on it speaks for all of them. */
  readonly joint: readonly (readonly number[])[]
  /** True when the first speaker may be anybody. */
  readonly isUnnamed: boolean
  /** True when somebody between reader and first speaker may be anybody. */
  readonly isThroughUnnamed: boolean
}

/** An actor that stands for a principal, and the number that it goes by: one object an actor. */
interface Deputy {
  readonly actor: string
  readonly number: number
}

/** The stations of a route: for each of its steps, and before them the source, where its outlet is the first step. */
export interface Stations {
  readonly read: readonly Station[]
  readonly steps: readonly (readonly Station[])[]
}

/** The number of everybody unnamed. */
export const ANYBODY = 0

/** The routes behind the statements of a case. */
export interface Routes {
  readonly kept: Kept
  /** The route of a kept statement; made once. */
  readonly of: (statement: string) => Route | null
  readonly stationsOf: (route: Route) => Stations
  /** The principal, or the source, that a number stands for; nothing for `ANYBODY`. */
  readonly idOf: (number: number) => string
  /** How many numbers there are so far: all are below. */
  readonly numbers: () => number
}

/** Shared by all routes that have none: there are many. */
const NONE: readonly never[] = []

/** Reads the routes of a case. Who counts as who is up to `principals`; what stands in a text that repeats another, came from there. */
export function routesOf(kept: Kept, principals: Principals, copies: Copies): Routes {
  const ids = ['']
  // Of each number the list of only it, so that the steps of all routes share them.
  const single: (readonly number[])[] = [[ANYBODY]]
  const numbers = new Map<string, number>()
  const numberOf = (id: string): number => {
    const known = numbers.get(id)
    if (known !== undefined) return known
    const number = ids.push(id) - 1
    single.push([number])
    numbers.set(id, number)
    return number
  }
  const standings = new Map<string, Standing>()
  const standingOf = (id: string): Standing => {
    const known = standings.get(id)
    if (known) return known
    const actor = kept.actors.get(id)
    const several = actor && isOpen(actor) ? [ANYBODY] : actor ? principals.of(id).map(numberOf) : [numberOf(id)]
    const [number = ANYBODY] = several
    const found = {
      number,
      deputy: number !== ANYBODY && ids[number] !== id ? [{ actor: id, number }] : NONE,
      joint: several.length > 1 ? [several] : NONE,
    }
    standings.set(id, found)
    return found
  }
  const make = (statement: Statement): Route | null => {
    let deputies: Route['deputies'] = NONE
    let joint: Route['joint'] = NONE
    const numberAt = (id: string): number => {
      const standing = standingOf(id)
      deputies = together(deputies, standing.deputy)
      joint = together(joint, standing.joint)
      return standing.number
    }
    const found = stepsOf(kept, copies, statement, (_, [first = '', ...more]): readonly number[] => {
      const number = numberAt(first)
      return more.length > 0 ? [number, ...more.map(numberAt)] : (single[number] ?? [number])
    })
    if (!found) return null
    const { steps, source, isUnnamed } = found
    // One string for all routes of an actor or a source is faster to compare than as many as there are statements.
    const speaker = kept.actors.get(statement.speaker)?.id ?? statement.speaker
    const isThroughUnnamed = steps.some((step, i) => i < steps.length - 1 && step.includes(ANYBODY))
    return { statement, source: source.id, speaker, steps, deputies, joint, isUnnamed, isThroughUnnamed }
  }
  const routes = new Map<string, Route | null>()
  return {
    kept,
    of: (id) => {
      const known = routes.get(id)
      if (known !== undefined) return known
      const statement = kept.statements.get(id)
      const route = statement ? make(statement) : null
      routes.set(id, route)
      return route
    },
    stationsOf: ({ statement }) => {
      const found = stepsOf(kept, copies, statement, hopsOf<Station['kind']>)
      if (!found) return { read: [], steps: [] }
      const { steps, source, hasOutlet, outermost } = found
      return { read: hasOutlet ? hopsOf('source', [source.id], outermost.id) : [], steps }
    },
    idOf: (number) => ids[number] ?? '',
    numbers: () => ids.length,
  }
}

/** Who stands somewhere, as routes have it. */
interface Standing {
  readonly number: number
  readonly deputy: Route['deputies']
  readonly joint: Route['joint']
}

/** Both lists in one. Most often one of them is empty. */
const together = <T>(one: readonly T[], other: readonly T[]): readonly T[] =>
  other.length === 0 ? one : one.length === 0 ? other : [...one, ...other]

/** What a route is made of. */
interface Steps<Step> {
  readonly source: Source
  readonly hasOutlet: boolean
  readonly outermost: Statement
  /** The outlet or the source, the texts that this one repeats, and what is attributed. */
  readonly steps: readonly Step[]
  readonly isUnnamed: boolean
}

/** The steps of a statement, each as `make` makes it of who stands there. */
function stepsOf<Step>(
  kept: Kept,
  copies: Copies,
  statement: Statement,
  make: (kind: Station['kind'], ids: readonly string[], statement: string) => Step,
): Steps<Step> | null {
  const source = kept.sources.get(statement.source)
  if (!source) return null
  const statements = relaysOf(kept, statement)
  const outermost = statements[0] ?? statement
  const outlet = outletOf(kept, source)
  const hasOutlet = outlet !== null
  const steps = [make(hasOutlet ? 'outlet' : 'source', [outlet ?? source.id], outermost.id)]
  const speaker = kept.actors.get(statement.speaker)
  let isUnnamed = speaker !== undefined && isOpen(speaker)
  const copied = copiedBy(kept, copies, statement, outermost)
  for (const id of copied) steps.push(make('copied', [id], statement.id))
  const isOwnVoice = statement.form === 'narrated' && statements.length === 1 && mediaOf(kept, statement).length === 0
  // What a text repeats in its own voice, the text that it repeats said first.
  if (copied.length > 0 && isOwnVoice) isUnnamed ||= !kept.actors.has(copied.at(-1) ?? '')
  else addAttributed(kept, statements, steps, make)
  return { source, hasOutlet, outermost, steps, isUnnamed }
}

/** The texts, or their outlets, that a text repeats where the attribution of a statement stands in it. */
function copiedBy(kept: Kept, copies: Copies, { source }: Statement, outermost: Statement): readonly string[] {
  const found = copies.get(source)
  if (!found) return NONE
  return found
    .filter((copy) => touches(outermost, copy))
    .flatMap(({ earlier }) => {
      const text = kept.sources.get(earlier)
      return text ? (outletOf(kept, text) ?? earlier) : []
    })
}

/** True where any of the attribution stands in copied text: what is quoted is in none, but its cue is. */
const touches = ({ speakerSpans, cueSpans, contentSpans }: Statement, { spans }: Copy) =>
  [...speakerSpans, ...cueSpans, ...contentSpans].some((span) =>
    spans.some(({ later }) => later.start < span.end && span.start < later.end),
  )
