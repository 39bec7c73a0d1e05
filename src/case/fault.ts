import { HearsayError, InvalidRecord, showPlace, showValue, type Place } from '../model/error.ts'

/** One thing that is wrong in a case folder or a spreadsheet, in one line that says where and what to do. */
export interface Fault {
  readonly place: Place
  /** Kebab-case kind, e.g. `dangling-id`; the code of the error where one is thrown for it. */
  readonly kind: string
  /** `file:line: kind: value. Way out.` */
  readonly message: string
}

/** The fault of a `kind` at `place`. `value` is shown as JSON, so that no text can break out of its line. */
export function fault(place: Place, kind: string, value: unknown, wayOut: string): Fault {
  return { place, kind, message: `${showPlace(place)}: ${kind.replaceAll('-', ' ')}: ${showValue(value)}. ${wayOut}` }
}

/** A thrown refusal as a fault at `place`; anything else is thrown on. */
export function faultOf(error: unknown, place: Place): Fault {
  if (error instanceof InvalidRecord) return { place: error.place, kind: error.code, message: error.message }
  if (!(error instanceof HearsayError)) throw error
  const where = showPlace(place)
  const message = error.message.startsWith(`${place.file}:`) ? error.message : `${where}: ${error.message}`
  return { place, kind: error.code, message }
}

/** The error that stands for `fault`. */
export function errorOf({ kind, message }: Fault): HearsayError {
  return new HearsayError(kind, message)
}
