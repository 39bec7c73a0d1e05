import { expect, test } from 'vitest'
import { canonicalise } from '../canonicalise/canonicalise.ts'
import { sourceId, statementId } from '../model/id.ts'
import type { Statement } from '../model/records.ts'
import { spanOf } from '../model/span.ts'
import { PLAIN } from '../model/statement.fixture.ts'
import { evidenceIn } from './evidence.ts'

/** "Ana said <content>." and what canonicalise makes of it. */
function caseOf(content: string, cueClass: Statement['cueClass'] = 'report') {
  const text = `Ana said ${content}.`
  const cueSpans = [spanOf(text, 4, 8)]
  const contentSpans: Statement['contentSpans'] = [spanOf(text, 9, 9 + content.length)]
  const source = sourceId(text)
  const statement: Statement = {
    ...PLAIN,
    id: statementId(source, cueSpans, contentSpans),
    source,
    speaker: 'act_0000000000000000',
    cueSpans,
    contentSpans,
    content,
    cueClass,
  }
  return { text, statements: [statement], ...canonicalise([statement], []) }
}

test.each([
  ['the northern pier is unsafe because two piles broke', 'because'],
  ['two piles broke, so the northern pier is unsafe', 'so'],
  ['two piles broke, which proves that the northern pier is unsafe', 'which proves that'],
])('%j makes two claims, one the evidence for the other', (content, link) => {
  const { text, claims, stances, statements } = caseOf(content)
  expect(claims.map((claim) => claim.text).toSorted()).toEqual(['The northern pier is unsafe', 'Two piles broke'])
  const [relation, ...others] = evidenceIn(claims, stances, statements)
  expect(others).toEqual([])
  const textOf = (id = '') => claims.find((claim) => claim.id === id)?.text
  expect([textOf(relation?.from), textOf(relation?.to)]).toEqual(['Two piles broke', 'The northern pier is unsafe'])
  expect(relation).toMatchObject({ type: 'supports', kind: 'evidence', method: { name: 'text' } })
  expect(relation?.reason).toContain(link)
  expect(relation?.spans.map(({ start, end }) => text.slice(start, end))).toEqual([
    link,
    'the northern pier is unsafe',
    'two piles broke',
  ])
  expect(relation?.spans.map(({ exact }) => exact)).toEqual(
    relation?.spans.map(({ start, end }) => text.slice(start, end)),
  )
})

test.each([
  ['a noun phrase for a reason', 'the northern pier is unsafe because of the storm'],
  ['two claims that only stand together', 'the northern pier is unsafe and the bridge is closed'],
  ['a half that does not stand alone', 'the northern pier is unsafe because they broke'],
])('no evidence comes of %s', (_, content) => {
  const { claims, stances, statements } = caseOf(content)
  expect(claims.length).toBeGreaterThan(0)
  expect(evidenceIn(claims, stances, statements)).toEqual([])
})

test('who denies that one thing holds because of another asserts neither', () => {
  const { claims, stances, statements } = caseOf('the northern pier is unsafe because two piles broke', 'deny')
  expect(evidenceIn(claims, stances, statements)).toEqual([])
})
