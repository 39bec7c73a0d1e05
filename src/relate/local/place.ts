import { countries } from 'countries-list'

interface Place {
  readonly country: string
  readonly isCapital: boolean
}

const PLACES = new Map<string, Place>()
for (const { name, capital } of Object.values(countries)) {
  PLACES.set(name.toLowerCase(), { country: name, isCapital: false })
  for (const city of [capital].flat())
    if (city && !PLACES.has(city.toLowerCase())) PLACES.set(city.toLowerCase(), { country: name, isCapital: true })
}

/** True for two countries, two capitals, or a capital and a country that it is not in; of all other places it is not known. */
export function areOtherPlaces(a: string, b: string): boolean {
  const [first, second] = [PLACES.get(a.toLowerCase()), PLACES.get(b.toLowerCase())]
  return first !== undefined && second !== undefined && first.country !== second.country
}
