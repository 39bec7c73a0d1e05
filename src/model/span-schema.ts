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
