import { describe, expect, test } from 'vitest'
import { disputes, opponentsOf } from './disputes.ts'
import { keep } from './kept.ts'
import { NO_PRINCIPALS } from './principals.ts'
import { Talk } from './talk.builder.ts'

const SHUT = 'The bridge was shut.'
const OPEN = 'The bridge was open.'
const pairs = (talk: Talk) => {
  const { kept, principals } = talk.kept()
  return disputes(kept, principals).map(({ answer }) => [[answer.one.name, answer.other.name].sort(), answer.count])
}

function harbour() {
  const talk = new Talk()
  const velden = talk.actor('Velden', { kind: 'state' })
  const ana = talk.actor('Ana Okoro', { speaksFor: [velden] })
  const ben = talk.actor('Ben Li')
  return { talk, velden, ana, ben }
}

describe('who disputes whom', () => {
  test('counts a denied claim and a contradicting pair once each, by principal', () => {
    const { talk, velden, ana, ben } = harbour()
    for (const speaker of [ana, ana, velden]) talk.says(speaker, 'asserts', SHUT)
    talk.says(ben, 'denies', SHUT)
    talk.says(ben, 'asserts', OPEN)
    talk.relation('contradictory', SHUT, OPEN)
    const { kept, principals } = talk.kept()
    const [cell, ...rest] = disputes(kept, principals)
    expect(rest).toEqual([])
    expect(cell?.answer).toMatchObject({ count: 2 })
    expect(cell?.answer.disputes.map(({ how, pairs }) => [how, pairs])).toEqual([
      ['denies', 3],
      ['contradictory', 3],
    ])
    expect(cell?.finding.headline).toMatch(
      /dispute 2 matters: The bridge was shut \(.*asserted by Velden.*\), and 1 more$/,
    )
    expect(cell?.finding.note).toContain('Counted for Velden: Ana Okoro.')
    expect(cell?.finding.words.length).toBeGreaterThan(0)
    expect(disputes(kept, NO_PRINCIPALS)).toHaveLength(2)
  })

  test('a qualifying claim, a question, one side and an actor with itself are no dispute', () => {
    const { talk, velden, ana, ben } = harbour()
    talk.says(ana, 'asserts', SHUT)
    talk.says(velden, 'denies', SHUT)
    talk.says(ana, 'denies', SHUT)
    talk.says(ben, 'questions', SHUT)
    talk.says(ben, 'asserts', OPEN)
    talk.relation('qualifies', SHUT, OPEN)
    expect(pairs(talk)).toEqual([])
  })

  test('unnamed speakers stand under their own words, unmerged and last, and never against their own side', () => {
    const { talk, velden, ana, ben } = harbour()
    const one = talk.b.actor('officials', 'unnamed', { plural: true, speaksFor: [velden] }, 'src_1')
    const other = talk.b.actor('officials', 'unnamed', { plural: true }, 'src_2')
    for (const speaker of [one, other]) talk.says(speaker, 'asserts', SHUT)
    talk.says(ana, 'denies', SHUT)
    talk.says(ben, 'denies', SHUT)
    talk.says(ben, 'asserts', OPEN)
    talk.says(ana, 'asserts', OPEN)
    const { kept, principals } = talk.kept()
    const found = disputes(kept, principals).map(({ finding }) => finding.headline)
    expect(found).toHaveLength(3)
    expect(found.filter((headline) => headline.includes('officials (unnamed, for Velden)'))).toHaveLength(1)
    expect(found.filter((headline) => headline.includes('officials (unnamed)'))).toHaveLength(2)
    expect(opponentsOf(kept, principals).size).toBe(0)
  })

  test('who speaks for two states stands against neither of them', () => {
    const { talk, velden, ben } = harbour()
    const osten = talk.actor('Osten', { kind: 'state' })
    const envoy = talk.actor('Joint envoy', { speaksFor: [velden, osten] })
    talk.says(envoy, 'asserts', SHUT)
    talk.says(velden, 'denies', SHUT)
    talk.says(ben, 'denies', SHUT)
    const { kept, principals } = talk.kept()
    expect(disputes(kept, principals).map(({ answer }) => answer.count)).toEqual([1])
    expect([...(opponentsOf(kept, principals).get(ben)?.values() ?? [])]).toEqual([1, 1])
  })

  test('says where a side is heard only through another', () => {
    const { talk, ana, ben } = harbour()
    const daily = talk.actor('Harbour Daily', { kind: 'outlet' })
    const outer = talk.says(daily, 'asserts', 'Ana Okoro spoke.')
    talk.says(ana, 'asserts', SHUT, { relayedBy: outer })
    talk.says(ben, 'denies', SHUT)
    const { kept, principals } = talk.kept()
    const [cell] = disputes(kept, principals)
    expect(cell?.finding.note).toContain('In 1 of 1, Velden is heard only through Harbour Daily.')
    expect(cell?.finding.words.map(({ role }) => role).sort()).toEqual(['asserts, relayed by Harbour Daily', 'denies'])
  })

  test('the order of records changes nothing, nor do rejected ones', () => {
    const { talk, velden, ben } = harbour()
    talk.says(velden, 'asserts', SHUT)
    talk.says(ben, 'denies', SHUT)
    talk.says(ben, 'asserts', OPEN)
    talk.relation('contrary', SHUT, OPEN, { status: 'rejected' })
    const { kept, principals } = talk.kept()
    const turned = {
      ...kept.case,
      stances: kept.case.stances.toReversed(),
      relations: kept.case.relations.toReversed(),
    }
    expect(disputes(keep(turned), principals)).toEqual(disputes(kept, principals))
    expect(disputes(kept, principals)[0]?.answer.count).toBe(1)
  })

  test('other names change nothing but names', () => {
    const { talk, velden, ana, ben } = harbour()
    for (const speaker of [ana, velden]) talk.says(speaker, 'asserts', SHUT)
    talk.says(ben, 'denies', SHUT)
    const { kept, principals } = talk.kept()
    const renamed = keep({
      ...kept.case,
      actors: kept.case.actors.map((actor) => ({ ...actor, name: `${actor.name} X` })),
    })
    const told = JSON.stringify(disputes(kept, principals)).replaceAll(/Velden|Ben Li|Ana Okoro/g, '$& X')
    expect(JSON.stringify(disputes(renamed, principals))).toBe(told)
  })

  test('5,000 statements on one claim make a bounded answer that says so', () => {
    const { talk, velden, ben } = harbour()
    for (let i = 0; i < 2500; i++) {
      talk.says(i % 5 === 0 ? velden : talk.actor(`For ${i}`), 'asserts', SHUT)
      talk.says(i % 5 === 0 ? ben : talk.actor(`Against ${i}`), 'denies', SHUT)
    }
    const { kept, principals } = talk.kept()
    const found = disputes(kept, principals)
    expect(found.length).toBeLessThanOrEqual(1000)
    expect(found[0]?.answer.cells).toBeGreaterThan(2000)
    const cell = found.find(({ answer }) => [answer.one.id, answer.other.id].every((id) => [velden, ben].includes(id)))
    expect(cell?.answer.disputes[0]).toMatchObject({ pairs: 250_000, isBounded: true })
    expect(cell?.finding.note).toContain('3 of 250000 pairs of statements are shown.')
    expect(cell?.finding.note).toContain('More parties speak on this than are compared')
  })
})
