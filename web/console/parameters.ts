import type { NamedQuery } from './ask.ts'

/** A field of the form: a parameter of the query in the editor. */
export interface Field {
  readonly name: string
  readonly type: 'string' | 'number' | 'boolean' | 'any'
  readonly meaning: string
  /** What stands in it until a person writes something else. */
  readonly initial: string
  /** Whether it may stay empty. */
  readonly isOptional: boolean
}

/** The parameters that a query names, as far as known from the named query that it began as. `caseKey` the server fills in. */
export function fieldsOf(query: string, chosen: NamedQuery | null): readonly Field[] {
  const names = new Set(Array.from(query.matchAll(/\$(\w+)/g), ([, name = '']) => name))
  names.delete('caseKey')
  return [...names].map((name) => {
    const known = chosen?.parameters.find((one) => one.name === name)
    return {
      name,
      type: known?.type ?? 'any',
      meaning: known?.meaning ?? '',
      initial: known?.default === undefined ? '' : String(known.default),
      isOptional: known?.default !== undefined,
    }
  })
}

/** The values of the form as the query wants them. Without a type, what reads as a number, true, false or null is one. */
export function valuesOf(fields: readonly Field[], written: ReadonlyMap<string, string>): Record<string, unknown> {
  return Object.fromEntries(
    fields.map((field) => [field.name, valueOf(field, written.get(field.name) ?? field.initial)]),
  )
}

function valueOf({ type }: Field, text: string): unknown {
  if (type === 'string') return text
  const plain = text.trim()
  if (plain === 'true' || plain === 'false') return plain === 'true'
  if (type === 'boolean') return false
  if (type === 'any' && plain === 'null') return null
  return plain !== '' && Number.isFinite(Number(plain)) ? Number(plain) : text
}
