import type * as v from 'valibot'
import type { SpanSchema } from './span-schema.ts'

/** A span as `SpanSchema` reads it; without the schema, for what runs in the browser. */
export type Span = v.InferOutput<typeof SpanSchema>

/** The span of `text` from `start` to `end`. Throws `RangeError` where there is none. */
export function spanOf(text: string, start: number, end: number): Span {
  if (!(start >= 0 && end > start && end <= text.length))
    throw new RangeError(`no span ${start}–${end} in a text of ${text.length} UTF-16 units`)
  return { start, end, exact: text.slice(start, end) }
}

/** True when every span covers its words in `text`, in order and without overlap. */
export function areAnchored(text: string, spans: readonly Span[]): boolean {
  return spans.every(
    (span, i) => text.slice(span.start, span.end) === span.exact && span.start >= (spans[i - 1]?.end ?? 0),
  )
}

/** The words of discontinuous spans, joined by " … " where something is left out between them. */
export function joinSpans(spans: readonly Span[]): string {
  return spans.map((span) => span.exact).join(' … ')
}

/** The words of a content as a reader wants them: one line, without "that" before and a comma after. */
export function readableContent(spans: readonly Span[]): string {
  const words = joinSpans(spans).replace(/\s+/g, ' ').trim()
  return words.replace(/^that\s+/i, '').replace(/[,;:]+(["”’']?)$/, '$1') || words
}
