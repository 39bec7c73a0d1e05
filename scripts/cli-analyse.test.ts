import { describe, expect, test } from 'vitest'
import { ANALYSES } from '../graph/analyse/analyses.ts'
import { readCase } from '../src/case/read.ts'
import { hearsay } from './cli.fixture.ts'

const CASE = 'graph/cases/istanbul'

describe('hearsay analyse', () => {
  test('lists every analysis with its question', async () => {
    const { code, out } = await hearsay(['analyse', '--list'])
    expect(code).toBe(0)
    for (const { name, question } of ANALYSES) {
      expect(out).toContain(name)
      expect(out).toContain(question)
    }
  })

  test.each(ANALYSES.map(({ name }) => [name]))(
    '%s: every line of every answer opens words that stand in their source',
    async (name) => {
      const { code, out } = await hearsay(['analyse', CASE, name, '--format', 'csv'])
      expect(code).toBe(0)
      const { statements, texts } = await readCase(CASE)
      expect(out).toMatch(/^finding,note,role,who,words,source,at,statement/)
      const ids = out.match(/stm_[0-9a-f]{16}/g) ?? []
      const known = new Map(statements.map((statement) => [statement.id, statement]))
      for (const id of ids) {
        const statement = known.get(id)
        const text = texts.get(statement?.source ?? '') ?? ''
        for (const { start, end, exact } of statement?.contentSpans ?? []) expect(text.slice(start, end)).toBe(exact)
        expect(statement).toBeDefined()
      }
    },
  )

  test('origins as JSON: an array with the number, the cut and the paths of each claim', async () => {
    const { out } = await hearsay(['analyse', CASE, 'origins', '--format', 'json'])
    const found: unknown = JSON.parse(out)
    const { claims } = await readCase(CASE)
    expect(found).toHaveLength(claims.length)
    expect(found).toContainEqual(
      expect.objectContaining({
        text: 'Pakistan has a drone agreement with the United States',
        sources: 3,
        asserting: expect.objectContaining({ atMost: 1, cutNames: ['Pakistan'], unnamed: [] }),
        denying: expect.objectContaining({ atMost: 1, cutNames: ['Pakistan'] }),
      }),
    )
  })

  test('one claim by its words, an actor by a part of its name', async () => {
    const claim = await hearsay(['analyse', CASE, 'origins', 'drone agreement with', '--format', 'json'])
    expect(JSON.parse(claim.out)).toHaveLength(1)
    const actor = await hearsay(['analyse', CASE, 'knock-out', 'TOLO', '--format', 'json'])
    expect(JSON.parse(actor.out)).toMatchObject([{ kind: 'actor', name: 'TOLOnews' }])
  })

  test('without principals a minister is himself', async () => {
    const { out } = await hearsay(['analyse', CASE, 'origins', 'Delhi controls', '--no-principals', '--format', 'json'])
    expect(JSON.parse(out)).toMatchObject([{ asserting: { atMost: 1, cutNames: ['Khawaja Asif'] } }])
  })

  test('strength is named by its semantics and weighs the relations of one claim', async () => {
    const { out } = await hearsay([
      'analyse',
      CASE,
      'strength',
      'The Istanbul talks did not fail',
      '--semantics',
      'df-quad',
      '--format',
      'json',
    ])
    expect(JSON.parse(out)).toMatchObject([{ semantics: 'df-quad', attackers: 3 }])
  })

  test.each([
    [['analyse', CASE, 'orogins'], /no analysis named "orogins"\. There are: origins, /],
    [['analyse', CASE, 'origins', 'nothing like it'], /No claim in this case is called "nothing like it"/],
    [['analyse', CASE], /no case or no analysis named/],
    [['analyse', CASE, 'strength', '--semantics', 'truth'], /Allowed choices are quadratic-energy, df-quad/],
  ])('%j is wrong usage and says what would be right', async (command, message) => {
    const { code, err } = await hearsay(command)
    expect(code).toBe(2)
    expect(err).toMatch(message)
  })
})
