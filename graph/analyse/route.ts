import type { Statement } from '../../src/model/records.ts'
import { chainOf, outletOf, type Hop } from './chain.ts'
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
  /**
   * A number for each station, the same for all who speak for one principal. A step has several only where the words went
   * through several at once.
   */
  readonly steps: readonly (readonly number[])[]
  /** The actors on it that stand for a principal, and the number that they go by. */
  readonly deputies: readonly { readonly actor: string; readonly number: number }[]
  /** Numbers that are one wherever this route has a part: somebody on it speaks for all of them. */
  readonly joint: readonly (readonly number[])[]
  /** True when the first speaker may be anybody. */
  readonly isUnnamed: boolean
  /** True when somebody between reader and first speaker may be anybody. */
  readonly isThroughUnnamed: boolean
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
  const counted = new Map<string, readonly number[]>()
  const countsAs = ({ id }: Station): readonly number[] => {
    const known = counted.get(id)
    if (known) return known
    const actor = kept.actors.get(id)
    const found = actor && isOpen(actor) ? [ANYBODY] : actor ? principals.of(id).map(numberOf) : [numberOf(id)]
    counted.set(id, found)
    return found
  }
  const make = (statement: Statement): Route | null => {
    const stations = stationsOf(kept, copies, statement)
    if (!stations) return null
    const deputies: { actor: string; number: number }[] = []
    const joint: (readonly number[])[] = []
    const steps = stations.steps.map((step) => {
      const here = step.map((station) => {
        const several = countsAs(station)
        const [number = ANYBODY] = several
        if (several.length > 1) joint.push(several)
        if (number !== ANYBODY && ids[number] !== station.id) deputies.push({ actor: station.id, number })
        return number
      })
      return here.length === 1 ? (single[here[0] ?? ANYBODY] ?? here) : here
    })
    return {
      statement,
      steps,
      deputies: deputies.length > 0 ? deputies : NONE,
      joint: joint.length > 0 ? joint : NONE,
      isUnnamed: stations.isUnnamed,
      isThroughUnnamed: steps.some((step, i) => i < steps.length - 1 && step.includes(ANYBODY)),
    }
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
    stationsOf: ({ statement }) => stationsOf(kept, copies, statement) ?? { read: [], steps: [] },
    idOf: (number) => ids[number] ?? '',
  }
}

/** The stations of a statement: its attribution chain, and between the text and what it attributes the texts that it repeats. */
function stationsOf(kept: Kept, copies: Copies, statement: Statement): (Stations & Pick<Route, 'isUnnamed'>) | null {
  const chain = chainOf(kept, statement)
  if (!chain) return null
  const [source = [], ...rest] = chain.steps
  const hasOutlet = outletOf(kept, chain.source) !== null
  const read = hasOutlet ? source : []
  const [outlet = [], ...attributed] = hasOutlet ? rest : [source, ...rest]
  const speaker = kept.actors.get(statement.speaker)
  const isUnnamed = speaker !== undefined && isOpen(speaker)

  const outermost = chain.statements[0] ?? statement
  const copied = (copies.get(statement.source) ?? [])
    .filter((copy) => touches(outermost, copy))
    .flatMap(({ earlier }): Station[] => {
      const source = kept.sources.get(earlier)
      return source ? [{ kind: 'copied', id: outletOf(kept, source) ?? earlier, statement: statement.id }] : []
    })
  if (copied.length === 0) return { read, steps: [outlet, ...attributed], isUnnamed }
  const steps = [outlet, ...copied.map((station) => [station])]
  // What a text repeats in its own voice, the text that it repeats said first.
  if (statement.form === 'narrated' && attributed.length === 1)
    return { read, steps, isUnnamed: isUnnamed || !kept.actors.has(copied.at(-1)?.id ?? '') }
  return { read, steps: [...steps, ...attributed], isUnnamed }
}

/** True where any of the attribution stands in copied text: what is quoted is in none, but its cue is. */
const touches = ({ speakerSpans, cueSpans, contentSpans }: Statement, { spans }: Copy) =>
  [...speakerSpans, ...cueSpans, ...contentSpans].some((span) =>
    spans.some(({ later }) => later.start < span.end && span.start < later.end),
  )
