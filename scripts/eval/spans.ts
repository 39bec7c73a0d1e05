/** A half-open range of UTF-16 units. */
export type Range = readonly [start: number, end: number]

/** How many units two sets of ranges share. */
export const overlap = (a: readonly Range[], b: readonly Range[]) =>
  a.flatMap(([s, e]) => b.map(([t, f]) => Math.max(0, Math.min(e, f) - Math.max(s, t)))).reduce((x, y) => x + y, 0)
const size = (ranges: readonly Range[]) => ranges.reduce((sum, [start, end]) => sum + end - start, 0)

/** Share of units that two sets of ranges have in common; 1 for two empty sets: a speaker left out is found by finding none. */
export function dice(a: readonly Range[], b: readonly Range[]): number {
  if (a.length === 0 && b.length === 0) return 1
  return a.length === 0 || b.length === 0 ? 0 : (2 * overlap(a, b)) / (size(a) + size(b))
}

/** Per cent with one decimal. */
export const perCent = (share: number) => Math.round(1000 * share) / 10
