import { expect, test } from 'vitest'
import { orderOf, saidWhen } from './said.ts'
import { Talk } from './talk.builder.ts'

const DAY = 86_400_000
const iso = (day: number) => (Number.isFinite(day) ? new Date(day * DAY).toISOString().slice(0, 10) : null)

test.each([
  ['2025-10-25', null, '2025-10-25', '2025-10-25'],
  ['2025-10-25/2025-10-28', null, '2025-10-25', '2025-10-28'],
  ['2025-10-25T23:10:00+05:00', null, '2025-10-25', '2025-10-25'],
  ['2025-02', null, '2025-02-01', '2025-02-28'],
  ['2024', null, '2024-01-01', '2024-12-31'],
  ['2025-10', '2025-10-20', '2025-10-01', '2025-10-21'],
  [undefined, '2025-10-20', null, '2025-10-21'],
  ['last week', '2025-10-20', null, '2025-10-21'],
  ['2025-02-31', '2025-10-20', null, '2025-10-21'],
  ['2025-13-01', null, null, null],
  ['2025-10-28/2025-10-25', '2025-10-30', null, null],
  ['2025-11-05', '2025-10-30', null, null],
  ['/', null, null, null],
  ['2025-10-25/2025-10-26/2025-10-27', null, null, null],
])('said %s in what was published %s lies between %s and %s', (saidAt, publishedAt, from, to) => {
  const talk = new Talk()
  const id = talk.says(talk.actor('Ben Li'), 'asserts', 'It rained.', {
    ...(saidAt === undefined ? {} : { saidAt }),
    ...(publishedAt === null ? {} : { publishedAt }),
  })
  const { kept } = talk.kept()
  const statement = kept.statements.get(id)
  if (!statement) throw new Error('no statement')
  const said = saidWhen(kept, statement)
  expect([iso(said.from), iso(said.to)]).toEqual([from, to])
})

const on = (from: number, to = from) => ({ from, to })
test.each([
  [[on(1)], [on(2)], { first: 'one', turns: 1, ordered: 1 }],
  [[on(3)], [on(2)], { first: 'other', turns: 1, ordered: 1 }],
  [[on(1), on(5)], [on(3)], { first: 'one', turns: 2, ordered: 2 }],
  [[on(1, 4)], [on(3)], { first: null, turns: 0, ordered: 0 }],
  [[on(1), on(3)], [on(3)], { first: null, turns: 0, ordered: 1 }],
  [[on(-Infinity, 3)], [on(4)], { first: 'one', turns: 1, ordered: 1 }],
  [[on(-Infinity, 3)], [on(-Infinity, 9)], { first: null, turns: 0, ordered: 0 }],
  [[on(-Infinity, Infinity)], [on(4)], { first: null, turns: 0, ordered: 0 }],
])('%j against %j', (ones, others, order) => {
  expect(orderOf(ones, others)).toEqual(order)
})
