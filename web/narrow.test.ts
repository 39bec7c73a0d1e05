import { describe, expect, it } from 'vitest'
import { snapshotOf } from '../graph/snapshot.ts'
import { addressOfState, isStep, readAddress } from './address.ts'
import { CaseBuilder, ferryCase, findingsOn, largeCase } from './case.fixture.ts'
import { indexCase, isOpen, weightOf } from './case-index.ts'
import { dayName, daysOf } from './dates.ts'
import { encode } from './encode.ts'
import { countsOf } from './facet-counts.ts'
import { NO_FILTER, flipPick, withPicks } from './filter.ts'
import { narrow } from './narrow.ts'
import { START, clearFilters, select } from './state.ts'
import type { Case, Relation, Statement } from '../src/model/records.ts'
import type { CaseIndex } from './case-index.ts'
import type { Facet, Filter } from './filter.ts'

const indexOf = (theCase: Case) =>
  indexCase(snapshotOf(theCase, { origins: [], findings: theCase.claims.length > 0 ? findingsOn(theCase) : [] }))
const ferry = indexOf(ferryCase())

/** The same question asked of every record by itself. */
function passes(index: CaseIndex, { picks, days, isUndated }: Filter, statement: Statement): boolean {
  const source = index.sources.get(statement.source)
  const speaker = index.actors.get(statement.speaker)
  const chain = [statement.speaker, ...statement.via]
  for (let id = statement.relayedBy, hops = 0; id && hops < 10; hops++) {
    chain.push(index.statements.get(id)?.speaker ?? '')
    id = index.statements.get(id)?.relayedBy ?? null
  }
  if (speaker) chain.push(isOpen(speaker) ? 'unnamed' : 'named')
  const has = (facet: Facet, values: readonly string[]) =>
    !picks[facet]?.length || picks[facet].some((pick) => values.includes(pick))
  const at = daysOf(statement.saidAt) ?? daysOf(source?.publishedAt ?? null)
  const isIn = at && days ? days[1] >= dayName(at.from) && days[0] <= dayName(at.to) : !at && isUndated
  return (
    has('actor', chain) &&
    has('outlet', [source?.outlet ?? 'none']) &&
    has('certainty', [statement.certainty]) &&
    has('form', [statement.form]) &&
    (isIn || (!days && !isUndated))
  )
}

function relates({ picks }: Filter, relation: Relation): boolean {
  const has = (facet: Facet, value: string) => !picks[facet]?.length || picks[facet].includes(value)
  return has('relation', relation.kind) && has('status', relation.status) && has('method', relation.method.name)
}

/** Filters drawn from the values of a case by a fixed sequence. */
function filtersOf(index: CaseIndex, many: number): Filter[] {
  let seed = 11
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((seed / 2_147_483_648) * below)
  }
  const values: readonly (readonly [Facet, readonly string[]])[] = [
    ['actor', ['named', 'unnamed', 'nobody', ...index.actors.keys()]],
    ['outlet', ['none', ...[...index.sources.values()].flatMap(({ outlet }) => outlet ?? [])]],
    ['certainty', ['certain', 'probable', 'possible', 'unspecified']],
    ['form', ['direct', 'indirect', 'mixed', 'narrated']],
    ['relation', ['contrary', 'contradictory', 'entails', 'evidence', 'qualifies']],
    ['status', ['accepted', 'proposed']],
    ['method', ['local', 'other']],
  ]
  return Array.from({ length: many }, () => {
    let filter = NO_FILTER
    for (const [facet, list] of values)
      if (random(3) === 0)
        filter = withPicks(
          filter,
          facet,
          list.filter(() => random(2) === 0),
        )
    if (random(3) > 0) return filter
    const from = 22_390 + random(20)
    return { ...filter, days: [dayName(from), dayName(from + random(9))], isUndated: random(2) === 0 }
  })
}

describe('a filter', () => {
  it.each([
    ['a small case', ferry],
    ['a larger one', indexOf(largeCase(300))],
  ])('leaves what each record by itself lets through: %s', (_, index) => {
    for (const filter of filtersOf(index, 80)) {
      const left = narrow(index, filter)
      const said = [...index.statements.values()].filter((statement) => passes(index, filter, statement))
      expect([...left.statements.values()]).toEqual(said)
      expect(left.statements.size).toBe(said.length)
      const ids = new Set(said.map(({ id }) => id))
      const isWhole = said.length === index.statements.size
      const claims = [...index.claims.keys()].filter(
        (id) => isWhole || index.voices.get(id)?.some(({ statement }) => ids.has(statement.id)),
      )
      expect(left.ranking.map(({ id }) => id).sort()).toEqual(
        index.ranking
          .map(({ id }) => id)
          .filter((id) => claims.includes(id))
          .sort(),
      )
      for (const id of claims) {
        const asserting = (index.voices.get(id) ?? []).filter(
          ({ statement, stance }) => ids.has(statement.id) && stance.stance === 'asserts',
        )
        expect(weightOf(left, id)).toBe(asserting.length)
      }
      expect([...left.relations.values()]).toEqual(
        [...index.relations.values()].filter(
          (relation) => relates(filter, relation) && claims.includes(relation.from) && claims.includes(relation.to),
        ),
      )
      const weights = left.ranking.map(({ id }) => weightOf(left, id))
      expect(weights).toEqual([...weights].sort((a, b) => b - a))
    }
  })

  it('counts for each value what choosing it alone would leave', () => {
    for (const filter of filtersOf(ferry, 60))
      for (const facet of ['actor', 'outlet', 'form'] as const)
        for (const [value, size] of countsOf(ferry, filter, facet))
          expect(narrow(ferry, withPicks(filter, facet, [value])).statements.size).toBe(size)
  })

  it('leaves the whole case as it is when nothing is chosen', () => {
    expect(narrow(ferry, NO_FILTER)).toBe(ferry)
    expect(narrow(ferry, flipPick(flipPick(NO_FILTER, 'form', 'direct'), 'form', 'direct'))).toBe(ferry)
  })

  it('keeps a dispute with both sides alone, and the canvas in step', () => {
    const left = narrow(ferry, withPicks(NO_FILTER, 'certainty', ['certain']))
    const picture = encode(ferry, START, left)
    expect(
      picture.discs
        .filter((disc) => !disc.isHidden)
        .map((disc) => disc.id)
        .sort(),
    ).toEqual(left.ranking.map(({ id }) => id).sort())
    for (const disc of picture.discs) expect(disc.isHidden || disc.weight === weightOf(left, disc.id)).toBe(true)
    for (const line of picture.lines) expect(line.isHidden || left.relations.has(line.id)).toBe(true)
    for (const dispute of left.disputes)
      expect(dispute.size).toBe(
        dispute.kind === 'contradiction'
          ? weightOf(left, dispute.relation.from) + weightOf(left, dispute.relation.to)
          : left.voices.get(dispute.claim.id)?.filter(({ stance }) => stance.stance !== 'questions').length,
      )
  })

  it('lets a range through where it may have been in the days, and what is undated only where it is asked for', () => {
    const b = new CaseBuilder()
    const ana = b.actor('Ana Okoro', 'person')
    const source = b.source('t', 'One. Two. Three. Four. Five.', null, null)
    const dated: readonly (readonly [string, string | null])[] = [
      ['One', '2025-10'],
      ['Two', '2025-10-25/2025-10-28'],
      ['Three', '2025-10-30'],
      ['Four', 'last week'],
      ['Five', null],
    ]
    for (const [content, saidAt] of dated) b.say(source, { by: ana, content, ...(saidAt ? { saidAt } : {}) })
    const index = indexOf(b.build())
    const left = (filter: Partial<Filter>) =>
      [...narrow(index, { ...NO_FILTER, ...filter }).statements.values()].map(({ content }) => content).sort()
    expect(left({ days: ['2025-10-28', '2025-10-29'] })).toEqual(['One', 'Two'])
    expect(left({ days: ['2025-10-28', '2025-10-29'], isUndated: true })).toEqual(['Five', 'Four', 'One', 'Two'])
    expect(left({ isUndated: true })).toEqual(['Five', 'Four'])
    expect(left({ days: ['2025-11-01', '2025-11-02'] })).toEqual([])
  })
})

describe('a filter in the address', () => {
  const dispute = ferry.disputes[0]
  const id = dispute?.kind === 'contradiction' ? dispute.relation.id : ''
  const start = select(START, ferry, { kind: 'relation', id })

  it('comes back as it went', () => {
    for (const filter of filtersOf(ferry, 60)) {
      const read = readAddress(addressOfState({ ...start, filter }), START, ferry)
      expect(addressOfState(read ?? START)).toBe(addressOfState({ ...start, filter }))
      expect(narrow(ferry, read?.filter ?? NO_FILTER).statements.size).toBe(narrow(ferry, filter).statements.size)
    }
  })

  it('stands alone, and passes over what is no date', () => {
    const read = readAddress('#only-form=direct&only-date=2025-1-1..x&only-date=undated', START, ferry)
    expect(read?.filter).toEqual({ picks: { form: ['direct'] }, days: null, isUndated: true })
    expect(read?.selection).toEqual(start.selection)
    expect(readAddress('#nothing', START, ferry)?.filter).toBe(NO_FILTER)
  })

  it('is a step back, except that a brush that goes on is the same step', () => {
    const brushed = { ...start, filter: { ...NO_FILTER, days: ['2031-05-01', '2031-05-02'] as const } }
    const further = { ...start, filter: { ...NO_FILTER, days: ['2031-05-01', '2031-05-04'] as const } }
    expect(isStep(start, brushed)).toBe(true)
    expect(isStep(brushed, further)).toBe(false)
    expect(isStep(further, { ...start, filter: flipPick(further.filter, 'form', 'direct') })).toBe(true)
    expect(isStep(further, clearFilters(further))).toBe(true)
  })
})

describe('a date', () => {
  it.each([
    ['2025-10-25', '2025-10-25', '2025-10-25'],
    ['2025-10', '2025-10-01', '2025-10-31'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2025-12', '2025-12-01', '2025-12-31'],
    ['2025', '2025-01-01', '2025-12-31'],
    ['0050', '0050-01-01', '0050-12-31'],
    ['2025-10-25/2025-10-28', '2025-10-25', '2025-10-28'],
    ['2025-10-25/2025-11', '2025-10-25', '2025-11-30'],
    ['2025-10-25T23:30:00+05:00', '2025-10-25', '2025-10-25'],
  ])('%s is from %s to %s', (date, from, to) => {
    const days = daysOf(date)
    expect(days && [dayName(days.from), dayName(days.to)]).toEqual([from, to])
  })

  it.each([
    null,
    '',
    'last week',
    '2025-13',
    '2025-02-31',
    '2025-00-10',
    '2025-10-28/2025-10-25',
    '2025-10-25/',
    '2025/2026/2027',
    '25 October',
    `2025-10-25${'/'.repeat(100_000)}`,
  ])('%s is undated', (date) => {
    expect(daysOf(date)).toBeNull()
  })
})
