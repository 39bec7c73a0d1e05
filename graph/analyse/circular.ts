import type { Statement } from '../../src/model/records.ts'
import type { Answer } from './answer.ts'
import { outletOf } from './chain.ts'
import { componentsOf } from './components.ts'
import { isOpen, push, type Kept } from './kept.ts'
import type { Principals } from './principals.ts'
import { relayLoops } from './relay-loops.ts'
import { inOrder, orderInWords, orderOf, type Relay, type RelayOrder } from './relay-order.ts'
import { count, list, nameOf, publisherOf } from './say.ts'
import { periodOf } from './when.ts'

/** One step of a circle: `from` relays `to`, as the words of `statement` show. */
interface CircleHop {
  /** Actor ids; principals where the actor speaks for exactly one. Of statements that relay each other: statement ids. */
  readonly from: string
  readonly to: string
  readonly statement: string
  readonly source: string
  /** When the source was published, as the case has it. */
  readonly publishedAt: string | null
}

/** A circle of relays. */
export interface Circle {
  /** `actors`: who relay each other over a claim. `statements`: statements of the file that are relayed by themselves. */
  readonly kind: 'actors' | 'statements'
  /** The claim that goes round; null for statements that relay themselves. */
  readonly claim: string | null
  readonly text: string | null
  /** One shortest circle; each hop leads to the next, the last to the first. */
  readonly hops: readonly CircleHop[]
  /** How many actors (or statements) lead back to each other in all, those of the circle among them. */
  readonly members: number
  readonly order: RelayOrder
  /** From whom the words may have started, where the dates allow the circle; ids as in `hops`. */
  readonly mayBegin: readonly string[]
}

/** Actors of one component from which a shortest circle is looked for: the time grows with their number. */
const MOST_STARTS = 200
/** Hops that a headline names. */
const MOST_NAMED = 4

/**
 * Circular reporting: for each claim, who relays whom over all statements that assert it, and in each set of actors that lead
 * back to each other (a strongly connected component) one shortest circle. An actor counts as its principal where it has one;
 * a spokesman who relays his own principal makes no circle. Unnamed speakers and vague plurals never close one: each mention may
 * be somebody else. Statements that the file has relaying themselves come last, and make no circle of actors.
 */
export function circular(kept: Kept, principals: Principals): readonly Answer<Circle>[] {
  const loops = relayLoops(kept)
  const looped = new Set(loops.flat())
  return [
    ...[...kept.stancesOn.keys()].sort().flatMap((claim) => circlesOf(kept, principals, claim, looped)),
    ...loops.map((loop) => answerOfLoop(kept, loop)),
  ]
}

/** Who relays whom over one claim: by the one who relays, then by the one relayed. */
type Network = Map<string, Map<string, Relay[]>>

function circlesOf(
  kept: Kept,
  principals: Principals,
  claim: string,
  looped: ReadonlySet<string>,
): readonly Answer<Circle>[] {
  const network = networkOf(kept, principals, claim, looped)
  const nodes = [...new Set([...network].flatMap(([from, to]) => [from, ...to.keys()]))].sort()
  const numbers = new Map(nodes.map((node, i) => [node, i]))
  const next = nodes.map((node) => [...(network.get(node)?.keys() ?? [])].sort().map((to) => numbers.get(to) ?? 0))
  const members = new Map<number, number[]>()
  for (const [node, number] of componentsOf(nodes.length, (node) => next[node] ?? []).entries())
    push(members, number, node)
  return [...members.values()]
    .filter((component) => component.length > 1)
    .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))
    .map((component) => {
      const circle = shortestCircle(component, next).map((node) => nodes[node] ?? '')
      return answerOf(kept, claim, network, circle, component.length)
    })
}

function networkOf(kept: Kept, principals: Principals, claim: string, looped: ReadonlySet<string>): Network {
  const network: Network = new Map()
  const seen = new Set<string>(looped)
  for (const { statement, stance } of kept.stancesOn.get(claim) ?? [])
    for (
      let inner = stance === 'asserts' ? kept.statements.get(statement) : undefined;
      inner && !seen.has(inner.id);
      inner = inner.relayedBy === null ? undefined : kept.statements.get(inner.relayedBy)
    ) {
      seen.add(inner.id)
      addRelays(kept, principals, network, inner)
    }
  return network
}

/** The relays that one statement shows: whoever is next outside it (relayer or outlet), on or to whom it was said, its speaker. */
function addRelays(kept: Kept, principals: Principals, network: Network, statement: Statement): void {
  const source = kept.sources.get(statement.source)
  if (!source) return
  const outer = statement.relayedBy === null ? undefined : kept.statements.get(statement.relayedBy)
  const outside = outer ? outer.speaker : outletOf(kept, source)
  const published = periodOf(source.publishedAt)
  const said = outer ? periodOf(outer.saidAt) : published
  // Who is quoted in a source spoke before it was published.
  const relay: Relay = {
    statement: statement.id,
    source: source.id,
    publishedAt: source.publishedAt,
    when: said ?? { from: -Infinity, to: published?.to ?? Infinity },
  }
  // Whom somebody spoke to passes it on only where it is a medium.
  const via = statement.via.filter(
    (id) => id !== statement.speaker && isNamed(kept, id) && kept.actors.get(id)?.kind === 'outlet',
  )
  const add = (from: string, fromStatement: string, to: string) => {
    const [behindFrom, behindTo] = [principals.of(from), principals.of(to)]
    if (behindFrom.some((principal) => behindTo.includes(principal))) return
    const node = nodeOf(kept, principals, from, fromStatement)
    const others = network.get(node) ?? new Map<string, Relay[]>()
    network.set(node, others)
    push(others, nodeOf(kept, principals, to, statement.id), relay)
  }
  for (const medium of via) {
    if (outside !== null) add(outside, outer?.id ?? '', medium)
    add(medium, statement.id, statement.speaker)
  }
  if (via.length === 0 && outside !== null) add(outside, outer?.id ?? '', statement.speaker)
}

function isNamed(kept: Kept, id: string): boolean {
  const actor = kept.actors.get(id)
  return actor !== undefined && !isOpen(actor)
}

/** A named actor's one principal, else itself. Somebody unnamed is another one in each statement. */
function nodeOf(kept: Kept, principals: Principals, actor: string, statement: string): string {
  if (!isNamed(kept, actor)) return `${actor} ${statement}`
  const [principal, ...others] = principals.of(actor)
  return principal === undefined || others.length > 0 ? actor : principal
}

/** A shortest circle of a strongly connected component, from its first member that is on one. */
function shortestCircle(component: readonly number[], next: readonly (readonly number[])[]): readonly number[] {
  let best: readonly number[] = []
  for (const start of component.slice(0, MOST_STARTS)) {
    best = circleThrough(start, next, best.length || Infinity) ?? best
    if (best.length === 2) break
  }
  return best
}

/** A shortest circle through `start`, breadth first; null where none is shorter than `limit`. */
function circleThrough(start: number, next: readonly (readonly number[])[], limit: number): readonly number[] | null {
  const before = new Map<number, number>()
  let ring = [start]
  for (let length = 1; ring.length > 0; length++) {
    if (length >= limit) return null
    const after: number[] = []
    for (const node of ring)
      for (const to of next[node] ?? []) {
        if (to === start) return pathTo(node, start, before)
        if (before.has(to)) continue
        before.set(to, node)
        after.push(to)
      }
    ring = after
  }
  return null
}

function pathTo(end: number, start: number, before: ReadonlyMap<number, number>): readonly number[] {
  const path = [end]
  for (let node = end; node !== start; path.push(node)) node = before.get(node) ?? start
  return path.reverse()
}

/** The actor of a node. */
const actorIn = (node: string) => node.split(' ')[0] ?? node

function answerOf(
  kept: Kept,
  claim: string,
  network: Network,
  circle: readonly string[],
  members: number,
): Answer<Circle> {
  const text = kept.claims.get(claim)?.text ?? ''
  const pairs = circle.map((from, i) => ({ from, to: circle[(i + 1) % circle.length] ?? from }))
  const { order, mayBegin, relays } = orderOf(
    circle,
    pairs.map(({ from, to }) => (network.get(from)?.get(to) ?? []).toSorted(inOrder)),
  )
  const hops = pairs.flatMap(({ from, to }, i) => {
    const relay = relays[i]
    if (!relay) return []
    const { statement, source, publishedAt } = relay
    return [{ from: actorIn(from), to: actorIn(to), statement, source, publishedAt }]
  })
  const began = mayBegin.map(actorIn)
  const named = hops.slice(0, MOST_NAMED).map(({ from, to }) => `${nameOf(kept, from)} relays ${nameOf(kept, to)}`)
  const more = hops.length - named.length
  const words =
    more > 0 ? [...named, `${count(more, 'more relay')} back to ${nameOf(kept, hops[0]?.from ?? '')}`] : named
  return {
    answer: { kind: 'actors', claim, text, hops, members, order, mayBegin: began },
    finding: {
      analysis: 'circular',
      headline: `A circle of ${count(hops.length, 'actor')}: ${list(words)}. The claim: ${text}`,
      note: [
        ...hops.slice(0, MOST_NAMED).map((hop) => {
          const source = kept.sources.get(hop.source)
          const where = source ? publisherOf(kept, source) : hop.source
          return `${nameOf(kept, hop.from)} relays ${nameOf(kept, hop.to)} in ${where}, ${hop.publishedAt?.slice(0, 10) ?? 'no date known'}.`
        }),
        orderInWords(
          order,
          began.map((id) => nameOf(kept, id)),
          hops.length,
        ),
        ...(members > hops.length
          ? [
              `${count(members, 'actor')} lead back to each other in all; this is one of the shortest circles${members > MOST_STARTS ? ` through the first ${MOST_STARTS} of them` : ''}.`,
            ]
          : []),
        'Each relay is shown by its own words; that one was the source of the next is how they fit together, not what a text says.',
      ].join(' '),
      claims: [claim],
      actors: [...new Set(hops.map(({ from }) => from))],
      words: hops.map(({ statement, from, to }) => ({
        statement,
        role: `${nameOf(kept, from)} relays ${nameOf(kept, to)}`,
      })),
    },
  }
}

function answerOfLoop(kept: Kept, loop: readonly string[]): Answer<Circle> {
  const hops = loop.toReversed().map((statement, i, outwards) => ({
    from: statement,
    to: outwards[(i + 1) % outwards.length] ?? statement,
    statement,
    source: kept.statements.get(statement)?.source ?? '',
    publishedAt: kept.sources.get(kept.statements.get(statement)?.source ?? '')?.publishedAt ?? null,
  }))
  const claims = [...new Set(loop.flatMap((id) => (kept.stancesOf.get(id) ?? []).map(({ claim }) => claim)))].sort()
  return {
    answer: { kind: 'statements', claim: null, text: null, hops, members: loop.length, order: 'unknown', mayBegin: [] },
    finding: {
      analysis: 'circular',
      headline:
        loop.length === 1
          ? 'The file has a statement relaying itself'
          : `The file has ${count(loop.length, 'statement')} relaying each other in a circle`,
      note: 'This is a fault of the case, not circular reporting: correct relayedBy of one of them. hearsay check names the lines. Nothing is concluded from these relays.',
      claims,
      actors: [...new Set(loop.flatMap((id) => kept.statements.get(id)?.speaker ?? []))].sort(),
      words: loop.map((statement) => ({ statement, role: 'relays itself' })),
    },
  }
}
