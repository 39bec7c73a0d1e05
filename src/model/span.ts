import * as v from 'valibot'

/** Half-open range of UTF-16 code units with the words it covers: `text.slice(start, end) === exact`. */
export const SpanSchema = v.pipe(
  v.looseObject({
    start: v.pipe(v.number(), v.integer(), v.minValue(0)),
    end: v.pipe(v.number(), v.integer(), v.minValue(1)),
    exact: v.pipe(v.string(), v.nonEmpty()),
  }),
  v.check((span) => span.end > span.start, 'end must be after start.'),
  v.check((span) => span.exact.length === span.end - span.start, 'exact must be as long as end - start.'),
  v.readonly(),
)
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
