import { countries } from 'countries-list'
import { normalise } from '../model/id.ts'

/** Names under which a text speaks of a state, normalised, with the state's usual English name. */
const stateOf = new Map<string, string>()
for (const { name, capital } of Object.values(countries)) {
  stateOf.set(normalise(name), name)
  // A capital that speaks is its government ("Kabul said"); one that is a state's own name changes nothing.
  for (const city of [capital].flat()) if (city) stateOf.set(normalise(city), stateOf.get(normalise(city)) ?? name)
}
for (const [short, code] of [
  ['US', 'US'],
  ['U.S.', 'US'],
  ['USA', 'US'],
  ['America', 'US'],
  ['Washington', 'US'],
  ['UK', 'GB'],
  ['Britain', 'GB'],
  ['UAE', 'AE'],
  ['Delhi', 'IN'],
] as const)
  stateOf.set(normalise(short), countries[code].name)

/** The state that a country's or capital's name stands for; null for every other name. */
export function stateNamed(name: string): string | null {
  return stateOf.get(normalise(name)) ?? null
}
