/**
 * What an analysis found, said in words: the same for the command line, the report and the viewer. Ids are those of the case;
 * `headline` and `note` are plain text, in which names and words of a source may stand.
 */
export interface Finding {
  /** The analysis that found it, as on the command line; `bottleneck` and `unnamed` are of `origins`. */
  readonly analysis: string
  /** One sentence: what was found. It says what is on the page, never what is true. */
  readonly headline: string
  /** On what it rests and what is not known; may be empty. */
  readonly note: string
  /** Claims it is about, the one to open first. */
  readonly claims: readonly string[]
  /** Actors it is about. */
  readonly actors: readonly string[]
  /** The statements whose words prove it, in the order in which to read them. Never empty, but for a copy in which no statement stands. */
  readonly words: readonly Evidence[]
}

/** A statement as proof: what it does there, in a word or two ("relays", "denies", "later"). */
export interface Evidence {
  readonly statement: string
  readonly role: string
}

/** One answer of an analysis: what `--format json` prints, and how it is said. */
export interface Answer<T> {
  readonly answer: T
  readonly finding: Finding
}

/** An answer that is put into words when somebody asks for its finding: most are only counted, or printed without it. */
export function saidLater<T>(answer: T, say: (answer: T) => Finding): Answer<T> {
  let said: Finding | undefined
  return {
    answer,
    get finding() {
      return (said ??= say(answer))
    },
  }
}
