/** What can be chosen among. The first four narrow statements, the last three relations. */
export const FACETS = ['actor', 'outlet', 'certainty', 'form', 'relation', 'status', 'method'] as const
export type Facet = (typeof FACETS)[number]

/** What is shown, as plain data: of each facet the values that are let through, any of them; all where none is chosen. */
export interface Filter {
  readonly picks: Readonly<Partial<Record<Facet, readonly string[]>>>
  /** First and last day, as `2025-10-25`. */
  readonly days: readonly [string, string] | null
  /** Lets through what has no date: with `days` as well, alone as the only thing. */
  readonly isUndated: boolean
}

/** Everything is shown. */
export const NO_FILTER: Filter = { picks: {}, days: null, isUndated: false }

/** True when a filter may leave something out. */
export function isFiltering(filter: Filter): boolean {
  return filter !== NO_FILTER && parametersOf(filter).length > 0
}

/** Chooses a value of a facet, or takes it back. */
export function flipPick(filter: Filter, facet: Facet, value: string): Filter {
  const picks = filter.picks[facet] ?? []
  return withPicks(filter, facet, picks.includes(value) ? picks.filter((pick) => pick !== value) : [...picks, value])
}

/** The filter with these values of a facet. */
export function withPicks(filter: Filter, facet: Facet, values: readonly string[]): Filter {
  return { ...filter, picks: { ...filter.picks, [facet]: values } }
}

/** The parameters that an address carries for a filter, in one order: `only-actor`, `only-date` and so on. */
export function parametersOf({ picks, days, isUndated }: Filter): [string, string][] {
  const dates = [...(days ? [days.join('..')] : []), ...(isUndated ? ['undated'] : [])]
  return [
    ...FACETS.flatMap((facet) => (picks[facet] ?? []).map((pick): [string, string] => [`only-${facet}`, pick])),
    ...dates.map((date): [string, string] => ['only-date', date]),
  ]
}

const RANGE = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/

/** The filter that an address asks for. What is no range of days is passed over. */
export function readFilter(query: URLSearchParams): Filter {
  const picks = FACETS.map((facet) => [facet, [...new Set(query.getAll(`only-${facet}`))]] as const)
  const dates = query.getAll('only-date')
  const [, from, to] = dates.map((date) => RANGE.exec(date)).find(Boolean) ?? []
  const filter: Filter = {
    picks: Object.fromEntries(picks.filter(([, values]) => values.length > 0)),
    days: from && to ? (from <= to ? [from, to] : [to, from]) : null,
    isUndated: dates.includes('undated'),
  }
  return isFiltering(filter) ? filter : NO_FILTER
}
