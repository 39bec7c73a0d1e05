import { describe, expect, test } from 'vitest'
import type { Case } from '../../src/model/records.ts'
import { CaseBuilder } from '../case.builder.ts'
import { confirmations } from './confirmations.ts'
import { keep } from './kept.ts'
import { NO_PRINCIPALS, principalsOf } from './principals.ts'

/** Everybody who speaks first, by principal: for the networks here, which have no relays, a smallest cut. */
function ask(theCase: Case, isByPrincipal = true) {
  const kept = keep(theCase)
  const principals = isByPrincipal ? principalsOf(kept.actors) : NO_PRINCIPALS
  const cutOf = (claim: string, without: ReadonlySet<string>) => [
    ...new Set(
      (kept.stancesOn.get(claim) ?? [])
        .filter(({ stance, statement }) => stance === 'asserts' && !without.has(statement))
        .flatMap(({ statement }) => principals.of(kept.statements.get(statement)?.speaker ?? '')),
    ),
  ]
  return confirmations(kept, principals, cutOf)
}

const CLAIM = 'The bridge is closed'
/** Who says and who confirms it, in a source each. */
function said(saying: readonly string[], confirming: readonly string[], stance: 'asserts' | 'denies' = 'asserts') {
  const builder = new CaseBuilder()
  const claim = builder.claim(CLAIM)
  const kenya = builder.actor('Kenya', 'state')
  const actors: Record<string, string> = {
    Kenya: kenya,
    Okoro: builder.actor('Ana Okoro', 'person', { speaksFor: [kenya] }),
    Li: builder.actor('Ben Li', 'person'),
    officials: builder.actor('officials', 'unnamed', { plural: true }, 'x'),
  }
  const add = (name: string, cue: 'said' | 'confirmed', i: number) => {
    const source = builder.source(name, `${name} ${cue} in source ${i} that the bridge is closed.`)
    const words = { speaker: name, cue, content: 'the bridge is closed' }
    const cueClass = cue === 'said' ? 'report' : 'confirm'
    builder.stance(builder.statement(source, actors[name] ?? '', words, { cueClass }), stance, claim)
  }
  for (const [i, name] of saying.entries()) add(name, 'said', i)
  for (const [i, name] of confirming.entries()) add(name, 'confirmed', i)
  return builder.build()
}

describe('confirmations', () => {
  test('finds who confirms what rests on himself, through his principal', () => {
    const theCase = said(['Okoro'], ['Kenya'])
    const [found, ...more] = ask(theCase)
    expect(more).toEqual([])
    expect(found?.finding.headline).toBe('Kenya confirms what rests on Kenya alone. The claim: The bridge is closed')
    expect(found?.answer.restsOn).toHaveLength(1)
    expect(found?.finding.words.map(({ role }) => role)).toEqual(['confirms', 'rests on'])
    expect(ask(theCase, false)).toEqual([])
  })

  test.each<[string, readonly string[], readonly string[], number]>([
    ['himself, in two papers', ['Okoro', 'Okoro'], ['Okoro'], 1],
    ['one of two on whom it rests', ['Okoro', 'Li'], ['Kenya'], 1],
    ['both of two on whom it rests', ['Okoro', 'Li'], ['Kenya', 'Li'], 2],
    ['two confirmations of one side are one answer', ['Okoro'], ['Kenya', 'Okoro'], 1],
    ['somebody else', ['Li'], ['Okoro'], 0],
    ['what nobody else says', [], ['Okoro', 'Kenya'], 0],
    ['somebody unnamed', ['Okoro'], ['officials'], 0],
    ['nobody', ['Okoro'], [], 0],
  ])('%s', (_, saying, confirming, count) => {
    expect(ask(said(saying, confirming))).toHaveLength(count)
  })

  test('a confirmed denial confirms no claim', () => {
    expect(ask(said(['Okoro'], ['Okoro'], 'denies'))).toEqual([])
  })

  test('is the same whatever the order of the records, and names change only names', () => {
    const theCase = said(['Okoro', 'Li'], ['Kenya', 'Li', 'Okoro'])
    const turned = { ...theCase, statements: theCase.statements.toReversed(), stances: theCase.stances.toReversed() }
    const renamed = { ...theCase, actors: theCase.actors.map((actor) => ({ ...actor, name: `Z${actor.name}` })) }
    const withoutCut = (found: ReturnType<typeof ask>) =>
      found.map(({ answer }) => ({ ...answer, cut: answer.cut.toSorted() }))
    expect(withoutCut(ask(turned))).toEqual(withoutCut(ask(theCase)))
    expect(ask(renamed).map(({ answer }) => answer)).toEqual(ask(theCase).map(({ answer }) => answer))
  })

  test('10,000 statements on one claim, and a relay that goes round', () => {
    const theCase = said(['Okoro'], ['Okoro'])
    const [first] = theCase.statements
    const [stance] = theCase.stances
    if (!first || !stance) throw new Error('nothing there')
    const ids = Array.from({ length: 10_000 }, (_, i) => i.toString(16).padStart(16, '0'))
    const statements = ids.map((id, i) => ({
      ...first,
      id: `stm_${id}`,
      cueClass: i % 2 === 0 ? ('confirm' as const) : ('report' as const),
      relayedBy: `stm_${ids[i === 0 ? 9999 : i - 1] ?? ''}`,
    }))
    const stances = ids.map((id) => ({ ...stance, id: `stc_${id}`, statement: `stm_${id}` }))
    const [found] = ask({ ...theCase, statements, stances })
    expect(found?.answer).toMatchObject({ restsOn: { length: 10 }, confirmations: { length: 5000 } })
  })
})
