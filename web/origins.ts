import { against, behind, placesOf, weightOf } from './case-index.ts'
import { count } from './words.ts'
import type { Statement } from '../src/model/records.ts'
import type { CaseIndex, Origins, Voice } from './case-index.ts'

/** One side of a claim: who asserts it, or who denies it. */
export type SideName = 'asserting' | 'denying'
type OriginSide = Origins[SideName]

/** `at most 2 origins`, `none named`, `not decidable`; empty where nothing was said on that side. The number is never bare. */
export function sayOrigins(side: OriginSide | undefined, noun = 'origin'): string {
  if (!side || isSilent(side)) return ''
  if (side.atMost === null) return 'not decidable'
  return side.atMost === 0 ? 'none named' : `at most ${count(side.atMost, noun)}`
}

/** True where no statement takes that side. */
export function isSilent({ atMost, unnamed }: OriginSide): boolean {
  return atMost === 0 && unnamed.length === 0
}

/** The statements that take a side of a claim itself, in reading order. */
export function voicesOn(index: CaseIndex, claim: string, side: SideName): readonly Voice[] {
  return side === 'asserting' ? behind(index, claim) : against(index, claim)
}

/**
 * Everything that counts for a side of a claim, its own statements first: whoever asserts a claim that entails it asserts it
 * too, and whoever denies a claim that it entails denies it.
 */
export function statementsOn(index: CaseIndex, claim: string, side: SideName): readonly Statement[] {
  const claims = new Set([claim])
  for (const here of claims)
    for (const { type, kind, from, to } of index.relationsOf.get(here) ?? []) {
      const [end, other] = side === 'asserting' ? [to, from] : [from, to]
      if (type !== 'supports' || kind !== 'entails' || end !== here) continue
      if (index.claims.get(other)?.status !== 'rejected') claims.add(other)
    }
  return [...new Set([...claims].flatMap((id) => voicesOn(index, id, side).map(({ statement }) => statement)))]
}

/** `2 outlets`: in how many places statements were read. */
export function sayPlaces(index: CaseIndex, statements: readonly Statement[]): string {
  const { size, noun } = placesOf(index, statements)
  return count(size, noun)
}

/**
 * On how much both sides of a dispute rest: `each on at most 1 origin`, `at most 2 origins against none named`. Empty where one
 * of them has no statement.
 */
export function sayBoth(first: OriginSide | undefined, second: OriginSide | undefined, noun = 'origin'): string {
  const [a, b] = [sayOrigins(first, noun), sayOrigins(second, noun)]
  if (!a || !b) return ''
  if (a !== b) return `${a} against ${b}`
  return first?.atMost ? `each on ${a}` : `${a} on either side`
}

/** `5 statements · at most 1 origin`: what a claim rests on, where it stands in a list. */
export function sayWeight(index: CaseIndex, claim: string): string {
  const said = count(weightOf(index, claim), 'statement')
  const origins = sayOrigins(index.origins.get(claim)?.asserting)
  return origins ? `${said} · ${origins}` : said
}
