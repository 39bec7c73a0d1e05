import { chainOf } from '../../graph/analyse/chain.ts'
import { isOpen, type Kept } from '../../graph/analyse/kept.ts'
import type { Source } from '../../src/model/records.ts'
import type { Span } from '../../src/model/span.ts'
import type { Quotation, SourceWords } from './shapes.ts'

/** UTF-16 units of one span that an answer shows. */
const LONGEST = 2_000

/** A statement as a quotation: its words where they stand, who said it, through whom. Null for one that nobody kept. */
function quote(kept: Kept, id: string, role: string, reason?: string): Quotation | null {
  const statement = kept.statements.get(id)
  const source = kept.sources.get(statement?.source ?? '')
  const speaker = kept.actors.get(statement?.speaker ?? '')
  if (!statement || !source || !speaker) return null
  const hops = chainOf(kept, statement)?.steps.flat() ?? []
  return {
    statement: id,
    role,
    speaker: { id: speaker.id, name: speaker.name, isNamed: !isOpen(speaker) },
    through: hops.flatMap(({ kind, id: hop }) =>
      kind === 'source' || (kind === 'speaker' && hop === speaker.id)
        ? []
        : [{ kind, id: hop, name: kept.actors.get(hop)?.name ?? hop }],
    ),
    speakerWords: statement.speakerSpans.map((span) => clip(span)),
    cue: statement.cueSpans.map((span) => clip(span)),
    content: statement.contentSpans.map((span) => clip(span)),
    certainty: statement.certainty,
    ...(reason === undefined || reason === '' ? {} : { reason }),
    source: aboutSource(source),
  }
}

/** The first `most` quotations that there are, and how many there would be. */
export function quoteFirst(
  kept: Kept,
  evidence: readonly { readonly statement: string; readonly role: string; readonly reason?: string }[],
  most: number,
): { readonly quotations: Quotation[]; readonly quotationsInAll: number } {
  const quotations = evidence
    .slice(0, most)
    .flatMap(({ statement, role, reason }) => quote(kept, statement, role, reason) ?? [])
  return { quotations, quotationsInAll: evidence.length }
}

export function aboutSource({ id, title, path, url, publishedAt }: Source) {
  return { id, name: title, path, url, publishedAt }
}

/** Words of at most `most` units that are still exactly those from `start` to `end`. */
export function clip({ start, end, exact }: Span, most = LONGEST): SourceWords {
  if (exact.length <= most) return { start, end, exact }
  const shown = exact.slice(0, most).replace(/[\ud800-\udbff]$/, '')
  return { start, end: start + shown.length, exact: shown, goesOnTo: end }
}
