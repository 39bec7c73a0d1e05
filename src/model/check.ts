import * as v from 'valibot'
import { InvalidRecord, type Place } from './error.ts'

/** A schema of one kind of record. */
export type RecordSchema<T> = v.GenericSchema<unknown, T>

/**
 * `value` as a record of `schema`: whatever this returns is valid.
 * Throws `InvalidRecord`, naming place, field and value of the first fault.
 */
export function check<T>(schema: RecordSchema<T>, value: unknown, place: Place): T {
  const result = v.safeParse(schema, value, { abortEarly: true })
  if (result.success) return result.output
  const [issue] = result.issues
  const sentence = /[.!?]$/.test(issue.message) ? issue.message : `${issue.message}.`
  throw new InvalidRecord(place, v.getDotPath(issue) ?? '', issue.input, sentence)
}
