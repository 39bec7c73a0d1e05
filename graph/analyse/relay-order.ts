import type { Period } from './when.ts'

/** A relay as one statement shows it, and when it was made. */
export interface Relay {
  readonly statement: string
  readonly source: string
  readonly publishedAt: string | null
  readonly when: Period
}

/**
 * What the dates of the hops of a circle say. `allowed`: words can have gone round in this order. `excluded`: wherever they
 * began, some hop relays what was not yet published. `unknown`: the dates that are known exclude nothing, but some hop has none.
 */
export type RelayOrder = 'allowed' | 'excluded' | 'unknown'

/** Hops of a circle whose order is worked out: the time grows with their square. */
const MOST_HOPS = 100

interface Ordered {
  readonly order: RelayOrder
  readonly mayBegin: readonly string[]
  /** Per hop, the relay that shows it: of an allowed order the one that fits. */
  readonly relays: readonly Relay[]
}

/**
 * Words travel from the one relayed to the one who relays, so against the hops. Wherever they began, each hop must be made no
 * earlier than the one before; each takes the earliest relay that allows it.
 */
export function orderOf(circle: readonly string[], hops: readonly (readonly Relay[])[]): Ordered {
  const first = hops.map((relays) => relays[0]).filter((relay) => relay !== undefined)
  if (hops.length > MOST_HOPS) return { order: 'unknown', mayBegin: [], relays: first }
  const fitting = circle.flatMap((begin, at) => {
    const found = first.slice()
    let now = -Infinity
    for (let step = 1; step <= hops.length; step++) {
      const hop = (at - step + hops.length) % hops.length
      let best: Relay | null = null
      for (const relay of hops[hop] ?? [])
        if (relay.when.to >= now && (!best || Math.max(relay.when.from, now) < Math.max(best.when.from, now)))
          best = relay
      if (!best) return []
      found[hop] = best
      now = Math.max(now, best.when.from)
    }
    return [{ begin, found }]
  })
  const [one] = fitting
  if (!one) return { order: 'excluded', mayBegin: [], relays: first }
  const isDated = hops.every((relays) => relays.some(({ when }) => when.to < Infinity))
  return isDated
    ? { order: 'allowed', mayBegin: fitting.map(({ begin }) => begin), relays: one.found }
    : { order: 'unknown', mayBegin: [], relays: one.found }
}

const compare = <T>(a: T, b: T) => (a < b ? -1 : a > b ? 1 : 0)

/** Order of relays that show the same hop: the earliest first. */
export const inOrder = (a: Relay, b: Relay) => compare(a.when.to, b.when.to) || compare(a.statement, b.statement)

/** What the dates say, in a sentence. `began` are the names of those with whom it may have begun. */
export function orderInWords(order: RelayOrder, began: readonly string[], hops: number): string {
  switch (order) {
    case 'allowed':
      return began.length === hops
        ? 'The dates allow the circle, wherever it began.'
        : `The dates allow the circle if it began with ${new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(began)}.`
    case 'excluded':
      return 'The dates do not allow it to have gone round: wherever it began, some step goes back in time.'
    case 'unknown':
      return hops > MOST_HOPS
        ? `Whether the dates allow it is not worked out over ${MOST_HOPS} relays.`
        : 'Not all relays are dated, so the dates do not decide whether it went round.'
  }
}
