import { saidLater, type Answer, type Finding } from './answer.ts'
import { smallestCut } from './flow.ts'
import { push, type Kept } from './kept.ts'
import { count, list, nameOf, namesOf } from './say.ts'
import { type Side, sidesIn } from './sides.ts'
import { networkOf, type Network } from './network.ts'
import { ANYBODY, type Route, type Routes, type Station } from './route.ts'

/** On how many independent origins a claim rests, and its denial. At most so many, on what is loaded. */
export interface Origins {
  readonly claim: string
  readonly text: string
  /** How many sources carry a statement that asserts the claim, or one that entails it. */
  readonly sources: number
  readonly asserting: OriginSide
  readonly denying: OriginSide
}

/** What stands behind one side of a claim. */
interface OriginSide {
  /**
   * The size of a smallest set of actors through whom every named path passes; 0 where nobody is named; null where it cannot be
   * decided, `undecided` says why.
   */
  readonly atMost: number | null
  readonly undecided: string | null
  /** That set, nearest to the first speakers: ids of actors, taken by principal, and of sources whose outlet is not known. */
  readonly cut: readonly string[]
  readonly cutNames: readonly string[]
  /** The distinct first speakers that are named, by themselves. It is a count of names, not of origins. */
  readonly speakers: readonly string[]
  /** Those of them who have it from somebody named in other words on what is loaded: they count as relays. */
  readonly relaying: readonly string[]
  /** Statements whose first speaker is unnamed or a vague plural: beside the number, never in it. */
  readonly unnamed: readonly string[]
  /** Where nobody is named: the fewest actors and sources through whom all unnamed statements came. */
  readonly unnamedThrough: readonly string[]
  /** As many paths as `atMost` that share no actor, from the source inwards. */
  readonly paths: readonly (readonly OriginHop[])[]
  /** Who counted as whom: a principal, and the actors of this network that speak for it or belong to it. */
  readonly principals: readonly { readonly id: string; readonly actors: readonly string[] }[]
}

/** A station of a path: a source or an actor, and the statement whose words show it. `copied`: the text it repeats. */
interface OriginHop {
  readonly kind: Station['kind']
  readonly id: string
  readonly name: string
  readonly statement: string
}

/** The origins of the claims asked for, or of every claim, in the order of the case. */
export function originsOf(routes: Routes, claims: Iterable<string> = routes.kept.claims.keys()): readonly Origins[] {
  const { kept } = routes
  const sidesOf = sidesIn(routes)
  return [...claims].flatMap((id) => {
    const claim = kept.claims.get(id)
    if (!claim) return []
    const { asserting, denying } = sidesOf(id)
    return {
      claim: id,
      text: claim.text,
      sources: new Set([...asserting.named, ...asserting.unnamed].map(({ source }) => source)).size,
      asserting: sideOf(routes, asserting),
      denying: sideOf(routes, denying),
    }
  })
}

function sideOf(routes: Routes, { named, unnamed }: Side): OriginSide {
  const unnamedIds = unnamed.map(({ statement }) => statement.id)
  if (named.length === 0)
    return { ...NOBODY, unnamed: unnamedIds, unnamedThrough: unnamed.length === 0 ? [] : throughWhom(routes, unnamed) }
  const { kept } = routes
  const network = namedNetwork(routes, named)
  const { size, cut, paths } = smallestCut(network.ids.length, network.edges, network.starts, network.ends)
  const isCircle = network.ends.length === 0
  const cutIds = idsOf(network, cut)
  return {
    atMost: isCircle ? null : size,
    undecided: isCircle ? sayCircle(kept, idsOf(network, network.circle)) : null,
    cut: cutIds,
    cutNames: cutIds.map((id) => nameOf(kept, id)),
    speakers: speakersOf(named),
    relaying: speakersOf(named.filter(({ steps }) => network.isRelay(steps.at(-1)?.[0] ?? ANYBODY))),
    unnamed: unnamedIds,
    unnamedThrough: [],
    paths: network
      .stationsOf(paths)
      .map((path) => path.map(({ kind, id, statement }) => ({ kind, id, name: nameOf(kept, id), statement }))),
    principals: [...network.deputies()].map(([number, actors]) => ({
      id: network.ids[number] ?? '',
      actors: actors.sort(),
    })),
  }
}

/** A side for which nobody is named. */
const NOBODY: OriginSide = {
  atMost: 0,
  undecided: null,
  cut: [],
  cutNames: [],
  speakers: [],
  relaying: [],
  unnamed: [],
  unnamedThrough: [],
  paths: [],
  principals: [],
}

const speakersOf = (routes: readonly Route[]) => [...new Set(routes.map(({ speaker }) => speaker))].sort()

const idsOf = ({ ids }: Network, numbers: readonly number[]) => numbers.map((number) => ids[number] ?? '').sort()

/**
 * The network that is counted. Whoever is unnamed may be anybody named elsewhere, so no path through an unnamed relay
 * adds to the others; where there is no other, all unnamed relays are one.
 *
 * The number is then the least over all ways in which the unnamed could be named actors: let every unnamed relay be a member
 * of a smallest cut of the other paths, and the cut holds; where there are no other paths, let them all be one.
 */
export function namedNetwork(routes: Routes, named: readonly Route[]): Network {
  const clear = named.filter((route) => !route.isThroughUnnamed)
  return clear.length > 0 ? networkOf(routes, clear) : networkOf(routes, named, { anybody: true })
}

/** The fewest through whom everything of the unnamed came: relays, outlets, or sources that stand for themselves. */
function throughWhom(routes: Routes, unnamed: readonly Route[]): readonly string[] {
  const network = networkOf(routes, unnamed)
  return idsOf(network, smallestCut(network.ids.length, network.edges, network.starts, network.ends).cut)
}

function sayCircle(kept: Kept, ids: readonly string[]): string {
  const names = ids.map((id) => nameOf(kept, id))
  return `not decidable on what is loaded, because ${list(names)} have it from each other, in a circle`
}

/** The origins of claims with the sentence that says each. */
export function sayOrigins(kept: Kept, found: readonly Origins[]): readonly Answer<Origins>[] {
  return found.map((one) => saidLater(one, (answer) => sayOne(kept, answer)))
}

function sayOne(kept: Kept, { claim, text, sources, asserting, denying }: Origins): Finding {
  const sides = [asserting, denying]
  const words = sides.flatMap((side, i) => wordsOf(side, i === 0 ? 'asserts' : 'denies'))
  const denied = denying.atMost === 0 && denying.unnamed.length === 0 ? '' : `Denied: ${sayNumber(denying)}.`
  return {
    analysis: 'origins',
    headline: `${text}: ${sayNumber(asserting)}`,
    note: [`${count(sources, 'source')} ${sources === 1 ? 'carries' : 'carry'} it.`, beside(kept, asserting), denied]
      .filter(Boolean)
      .join(' '),
    claims: [claim],
    actors: [...new Set(sides.flatMap(({ cut }) => cut).filter((id) => kept.actors.has(id)))],
    words,
  }
}

/** The statements of the paths hop by hop, then those of unnamed speakers. */
function wordsOf({ paths, unnamed }: OriginSide, verb: string): Finding['words'] {
  const roles = new Map(
    paths.flatMap((path) =>
      path.map(({ kind, statement }) => [statement, kind === 'speaker' ? verb : 'relays'] as const),
    ),
  )
  for (const path of paths) roles.set(path.at(-1)?.statement ?? '', verb)
  for (const statement of unnamed) roles.set(statement, `${verb}, unnamed`)
  return [...roles].map(([statement, role]) => ({ statement, role }))
}

/** The number as it may be printed: never bare. */
function sayNumber({ atMost, undecided, cutNames, unnamed }: OriginSide): string {
  if (atMost === null) return undecided ?? 'not decidable on what is loaded'
  if (atMost > 0) return `at most ${count(atMost, 'independent origin')} on what is loaded: ${list(cutNames)}`
  return unnamed.length > 0 ? 'no origin named on what is loaded' : 'nobody says so on what is loaded'
}

/** What stands beside the number. */
function beside(kept: Kept, { speakers, relaying, unnamed, unnamedThrough, principals }: OriginSide): string {
  const through = unnamedThrough.map((id) => nameOf(kept, id))
  return [
    speakers.length > 1 && `${count(speakers.length, 'first speaker is', 'first speakers are')} named.`,
    relaying.length > 0 &&
      `${namesOf(kept, relaying)} ${relaying.length === 1 ? 'has' : 'have'} it from somebody else, as other words here show.`,
    unnamed.length > 0 &&
      `${count(unnamed.length, 'statement')} by unnamed speakers ${unnamed.length === 1 ? 'is' : 'are'} not counted.`,
    through.length > 0 && `All of it came through ${list(through)}.`,
    ...principals.map(({ id, actors }) => {
      const names = actors.map((actor) => nameOf(kept, actor))
      return `${list(names)} ${names.length === 1 ? 'counts' : 'count'} as ${nameOf(kept, id)}.`
    }),
  ]
    .filter((sentence) => sentence !== false)
    .join(' ')
}

/**
 * What the origins of all claims show together: claims that several sources carry on one origin, by that origin, and claims for
 * which nobody is named.
 */
export function originFindings(kept: Kept, found: readonly Origins[]): readonly Finding[] {
  const narrow = new Map<string, Origins[]>()
  for (const one of found)
    if (one.sources > 1 && one.asserting.atMost === 1) push(narrow, one.asserting.cut[0] ?? '', one)
  const findings = [...narrow].map(([id, all]): Finding => {
    const claims = all.toSorted((a, b) => b.sources - a.sources)
    const [most] = claims
    return {
      analysis: 'bottleneck',
      headline: `${count(most?.sources ?? 0, 'source')}, 1 origin: ${nameOf(kept, id)}`,
      note: `${count(claims.length, 'claim')} that several sources carry ${claims.length === 1 ? 'has' : 'have'} no other named route.`,
      claims: claims.map(({ claim }) => claim),
      actors: kept.actors.has(id) ? [id] : [],
      words: proofs(claims.flatMap(({ claim }) => statementsOn(kept, claim))),
    }
  })
  const open = found.filter(({ asserting }) => asserting.atMost === 0 && asserting.unnamed.length > 0)
  const unnamed: Finding = {
    analysis: 'unnamed',
    headline: `${count(open.length, 'claim rests', 'claims rest')} on nobody named`,
    note: 'Unnamed speakers and vague plurals may be anybody, so they count for no origin.',
    claims: open.map(({ claim }) => claim),
    actors: [],
    words: proofs(open.flatMap(({ asserting }) => asserting.unnamed)),
  }
  return [
    ...findings.sort((a, b) => b.claims.length - a.claims.length || (a.headline < b.headline ? -1 : 1)),
    ...(open.length > 0 ? [unnamed] : []),
  ]
}

/** Statements that a finding quotes at most; the claims have all. */
const MOST_WORDS = 40

const proofs = (statements: readonly string[]) =>
  [...new Set(statements)].slice(0, MOST_WORDS).map((statement) => ({ statement, role: 'asserts' }))

const statementsOn = (kept: Kept, claim: string) =>
  (kept.stancesOn.get(claim) ?? []).flatMap((stance) => (stance.stance === 'asserts' ? stance.statement : []))
