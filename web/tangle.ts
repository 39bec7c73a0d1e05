/** Two who both stand against this many others stand in a tangle. */
const LEAST_SHARED = 6

interface Pair {
  readonly id: string
  readonly from: string
  readonly to: string
}

/** Of contradictions or disputes those in a tangle, by their ids, where no line can be followed among the others. */
export function tangledIn(pairs: readonly Pair[]): ReadonlySet<string> {
  const against = new Map<string, Set<string>>()
  const note = (one: string, other: string) => against.set(one, (against.get(one) ?? new Set()).add(other))
  for (const { from, to } of pairs) {
    note(from, to)
    note(to, from)
  }
  const none: ReadonlySet<string> = new Set()
  const shared = ({ from, to }: Pair) => {
    let many = 0
    for (const other of against.get(from) ?? none) if (against.get(to)?.has(other)) many++
    return many
  }
  return new Set(pairs.filter((pair) => shared(pair) >= LEAST_SHARED).map(({ id }) => id))
}
