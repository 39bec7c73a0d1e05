import { outletOf } from '../../analyse/chain.ts'
import { keep, type Kept } from '../../analyse/kept.ts'
import type { Origins } from '../../analyse/origins.ts'
import { NO_PRINCIPALS } from '../../analyse/principals.ts'
import { routesOf } from '../../analyse/route.ts'
import { type Side, sidesIn } from '../../analyse/sides.ts'
import type { Analyses } from '../../snapshot.ts'
import type { Case, Source } from '../../../src/model/records.ts'
import { Quotations } from './quotation.ts'

/** The statements of a claim, in the order in which to read them. */
interface Sides {
  readonly asserting: readonly string[]
  readonly denying: readonly string[]
}

/** What every section of a report reads. */
export interface Subject {
  readonly kept: Kept
  /** Sources by their number, the earliest first. */
  readonly sources: readonly Source[]
  readonly origins: ReadonlyMap<string, Origins>
  readonly quotations: Quotations
  /** Who asserts a claim, or one that entails it; who denies it, or one that it entails. */
  readonly sidesOf: (claim: string) => Sides
  /** In how many outlets statements were read; a source whose outlet is not known counts for itself. */
  readonly placesOf: (statements: readonly string[]) => Places
}

/** A number of outlets; of sources, where the outlet of one of them is not known. */
export interface Places {
  readonly size: number
  readonly noun: 'outlet' | 'source'
}

/** A case prepared for its report. */
export function subjectOf(theCase: Case, { origins }: Analyses): Subject {
  const kept = keep(theCase)
  const takers = sidesIn(routesOf(kept, NO_PRINCIPALS, new Map()))
  const sources = [...kept.sources.values()].sort(
    (a, b) => compare(a.publishedAt ?? '~', b.publishedAt ?? '~') || compare(a.title, b.title) || compare(a.id, b.id),
  )
  const references = new Map(sources.map(({ id }, i) => [id, i + 1]))
  const read = (statements: readonly string[]) => inReadingOrder(kept, references, statements)
  return {
    kept,
    sources,
    origins: new Map(origins.map((one) => [one.claim, one])),
    quotations: new Quotations(kept, references),
    sidesOf: (claim) => {
      const idsOf = ({ named, unnamed }: Side) => [...named, ...unnamed].map(({ statement }) => statement.id)
      const { asserting, denying } = takers(claim)
      return { asserting: read(idsOf(asserting)), denying: read(idsOf(denying)) }
    },
    placesOf: (statements) => {
      const found = statements.flatMap((id) => kept.sources.get(kept.statements.get(id)?.source ?? '') ?? [])
      const outlets = found.map((source) => outletOf(kept, source))
      const places = new Set(outlets.map((outlet, i) => outlet ?? found[i]?.id))
      return { size: places.size, noun: outlets.includes(null) ? 'source' : 'outlet' }
    },
  }
}

/** The first statement of each speaker, then the others; each as the sources are numbered and as they are read. */
function inReadingOrder(
  kept: Kept,
  references: ReadonlyMap<string, number>,
  statements: readonly string[],
): readonly string[] {
  const places = statements.flatMap((id) => {
    const statement = kept.statements.get(id)
    if (!statement) return []
    const { source, speaker, contentSpans } = statement
    return { id, speaker, source: references.get(source) ?? 0, start: contentSpans[0]?.start ?? 0 }
  })
  places.sort((a, b) => a.source - b.source || a.start - b.start || compare(a.id, b.id))
  const first = new Map<string, string>()
  for (const { id, speaker } of places) if (!first.has(speaker)) first.set(speaker, id)
  const isFirst = (place: (typeof places)[number]) => first.get(place.speaker) === place.id
  return [...places.filter(isFirst), ...places.filter((place) => !isFirst(place))].map(({ id }) => id)
}

/** The order of two strings by their UTF-16 units. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
