/** Everything hearsay refuses on purpose. The message names the kind, the value, where it stands and the way out. */
export class HearsayError extends Error {
  /** Kebab-case kind that callers switch on, e.g. `dangling-id`. */
  readonly code: string
  /** Usage errors end the command line with 2, everything else with 1. */
  readonly isUsage: boolean

  constructor(code: string, message: string, options: ErrorOptions & { isUsage?: boolean } = {}) {
    super(message, options)
    this.name = 'HearsayError'
    this.code = code
    this.isUsage = options.isUsage ?? false
  }
}

/** Where a record stands: a file of the case folder and its line, counted from 1. */
export interface Place {
  readonly file: string
  readonly line?: number
}

/** `actors.jsonl:14`, or the file alone. */
export function showPlace(place: Place): string {
  return place.line === undefined ? place.file : `${place.file}:${place.line}`
}

/** A record whose field breaks the format. */
export class InvalidRecord extends HearsayError {
  readonly place: Place
  /** Dotted path of the field, e.g. `contentSpans.0.start`; empty for the record itself. */
  readonly field: string
  readonly value: unknown

  constructor(place: Place, field: string, value: unknown, expected: string) {
    super(
      'invalid-record',
      `${showPlace(place)}: invalid ${field || 'record'}: ${showValue(value)}. ${expected} Correct the line, or delete it and build again.`,
    )
    this.name = 'InvalidRecord'
    this.place = place
    this.field = field
    this.value = value
  }
}

/** A value as it can stand in one line of a message: JSON, at most 80 characters. */
export function showValue(value: unknown): string {
  const json = JSON.stringify(value) ?? 'nothing'
  return json.length > 80 ? `${json.slice(0, 77)}…` : json
}
