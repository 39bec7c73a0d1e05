import { normalise } from '../model/id.ts'
import data from './outlets.json' with { type: 'json' }

const keyOf = (name: string) => normalise(name.replace(/^the\s+/i, '')).replaceAll(' ', '')
const outlets = new Map<string, string>()
const acronyms = new Map<string, string>()
for (const { name, aliases } of data.outlets)
  for (const wording of [name, ...aliases])
    // "WHO", "AP": letters are a name in capitals only.
    if (/^\p{Lu}{2,4}$/u.test(wording)) acronyms.set(wording, name)
    else outlets.set(keyOf(wording), name)

/** The usual name of a well-known outlet ("Agence France-Presse" for "AFP"); null for every other name. */
export function outletNamed(name: string): string | null {
  return acronyms.get(name.replace(/^the\s+/i, '')) ?? outlets.get(keyOf(name)) ?? null
}
