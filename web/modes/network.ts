import { stepsOf } from '../routes.ts'
import type { CaseIndex } from '../case-index.ts'

/** The columns of the attribution view, from what was read inwards. */
export const COLUMNS = ['source', 'outlet', 'relay', 'speaker', 'claim'] as const
export type Column = (typeof COLUMNS)[number]

/** A source, an actor or a claim, in the outermost column that it has anything to do in: everybody stands once. */
export interface Station {
  readonly id: string
  readonly column: Column
  /** Statements that pass through it. */
  readonly size: number
}

/** From one station to the next. */
interface Way {
  readonly from: string
  readonly to: string
  /** Statements that go it, and how many of them deny the claim that it leads to. */
  readonly size: number
  readonly denials: number
}

/** Where all statements of a case come from. */
export interface Network {
  readonly stations: ReadonlyMap<string, Station>
  /** Per column, those with most statements first. */
  readonly ranked: Readonly<Record<Column, readonly Station[]>>
  readonly ways: readonly Way[]
  /** Per statement, the ways that it goes, by their places in `ways`. */
  readonly waysOf: ReadonlyMap<string, readonly number[]>
}

/**
 * The chains of all statements laid on each other (graph/analyse/chain.ts says what a chain is): source, outlet, whoever relays,
 * first speaker, and the claims that the statement asserts or, if wanted, denies. What a statement only questions ends at its
 * speaker.
 */
export function networkOf(index: CaseIndex, hasDenials = true): Network {
  const stations = new Map<string, { id: string; column: number; size: number; last: string }>()
  const places = new Map<string, Map<string, number>>()
  const ways: { from: string; to: string; size: number; denials: number; last: string }[] = []
  const waysOf = new Map<string, number[]>()
  const stand = (id: string, column: number, statement: string) => {
    const known = stations.get(id)
    const station = known ?? { id, column, size: 0, last: '' }
    if (!known) stations.set(id, station)
    station.column = Math.min(station.column, column)
    // A statement goes through each station in one go.
    if (station.last !== statement) station.size++
    station.last = statement
  }
  const go = (from: string, to: string, statement: string, isDenial = false) => {
    if (from === to) return
    const known = places.get(from)
    const row = known ?? new Map<string, number>()
    if (!known) places.set(from, row)
    const place = row.get(to) ?? ways.length
    const way = ways[place] ?? { from, to, size: 0, denials: 0, last: '' }
    if (place === ways.length) {
      ways.push(way)
      row.set(to, place)
    }
    if (way.last === statement) return
    way.last = statement
    way.size++
    if (isDenial) way.denials++
    const list = waysOf.get(statement)
    if (list) list.push(place)
    else waysOf.set(statement, [place])
  }
  const ends = new Map<string, readonly string[]>()
  for (const statement of index.statements.values()) {
    stand(statement.source, 0, statement.id)
    let before: readonly string[] = [statement.source]
    const steps = stepsOf(index, statement)
    for (const [i, step] of steps.entries()) {
      const here = step.map(({ id }) => id)
      if (i === 0 && here[0] === statement.source) continue
      const column = i === 0 ? 1 : i === steps.length - 1 ? 3 : 2
      for (const to of here) {
        stand(to, column, statement.id)
        for (const from of before) go(from, to, statement.id)
      }
      before = here
    }
    ends.set(statement.id, before)
  }
  for (const [claim, voices] of index.voices) {
    if (index.claims.get(claim)?.status === 'rejected') continue
    for (const { statement, stance } of voices) {
      if (stance.stance === 'questions' || (stance.stance === 'denies' && !hasDenials)) continue
      stand(claim, 4, statement.id)
      for (const from of ends.get(statement.id) ?? []) go(from, claim, statement.id, stance.stance === 'denies')
    }
  }
  const all = [...stations.values()].map(({ id, column, size }): Station => ({
    id,
    column: COLUMNS[column] ?? 'claim',
    size,
  }))
  const ranked = (column: Column) => all.filter((one) => one.column === column).sort((a, b) => b.size - a.size)
  return {
    stations: new Map(all.map((station) => [station.id, station])),
    ranked: {
      source: ranked('source'),
      outlet: ranked('outlet'),
      relay: ranked('relay'),
      speaker: ranked('speaker'),
      claim: ranked('claim'),
    },
    ways: ways.map(({ from, to, size, denials }) => ({ from, to, size, denials })),
    waysOf,
  }
}
