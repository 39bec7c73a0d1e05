import { countries, type TCountryCode } from 'countries-list'
import { normalise } from '../model/id.ts'
import data from './states.json' with { type: 'json' }

const nameOfCode = (code: string) => countries[code as TCountryCode].name

/** Names under which a text speaks of a state, normalised, with the state's usual English name. */
const stateOf = new Map<string, string>()
for (const { name, capital } of Object.values(countries)) {
  stateOf.set(normalise(name), name)
  // A capital that speaks is its government ("Kabul said"); one that is a state's own name changes nothing.
  for (const city of [capital].flat()) if (city) stateOf.set(normalise(city), stateOf.get(normalise(city)) ?? name)
}
for (const { name, code } of data.names) stateOf.set(normalise(name), nameOfCode(code))

/** Usual names of states by demonym, normalised: "afghan", "afghans". */
const stateOfDemonym = new Map(
  data.demonyms.flatMap(({ code, demonyms }) => demonyms.map((word) => [normalise(word), nameOfCode(code)] as const)),
)
const demonymOfState = new Map(data.demonyms.map(({ code, demonyms }) => [nameOfCode(code), demonyms[0] ?? code]))
const regions = new Set(data.regions.map(({ word }) => normalise(word)))

/** The state that a country's or capital's name stands for; null for every other name. */
export function stateNamed(name: string): string | null {
  return stateOf.get(normalise(name)) ?? null
}

/** The state whose people or government a word such as "Kenyan" is of; null for every other word. */
export function stateOfPeople(word: string): string | null {
  return stateOfDemonym.get(normalise(word)) ?? null
}

/** The adjective of a state by its usual name: "Kenyan" of "Kenya". The name itself where there is none. */
export function demonymOf(state: string): string {
  return demonymOfState.get(state) ?? state
}

/** True for the adjective of a state or region: "Kenyan", "European". */
export function isDemonym(word: string): boolean {
  return stateOfPeople(word) !== null || regions.has(normalise(word))
}
