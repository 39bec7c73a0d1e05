import type { Certainty, CueClass, Form, Illocution } from './records.ts'
import type { Span } from './span.ts'

/**
 * One attribution as it stands in a text, before anybody knows who the speaker is, or a narrated sentence: it has neither
 * speaker nor cue. All spans are of that text.
 */
export interface Attribution {
  /** Empty where the text names no speaker ("reportedly"). */
  readonly speakerSpans: readonly Span[]
  readonly cueSpans: readonly Span[]
  /** At least one. */
  readonly contentSpans: readonly Span[]
  readonly form: Form
  /** On or to whom it was said: "on Geo News", "told local media"; the words for the actor alone. */
  readonly viaSpans: readonly Span[]
  /** Position in the same list of the attribution inside whose content this one stands; it comes earlier. */
  readonly relayedBy: number | null
  readonly cueClass: CueClass
  readonly illocution: Illocution
  readonly certainty: Certainty
  /** 0..1, what it means is documented with the method. */
  readonly score: number
}
