import { describe, expect, test } from 'vitest'
import { changes } from './changes.ts'
import { NO_PRINCIPALS } from './principals.ts'
import { Talk } from './talk.builder.ts'

const SHUT = 'The bridge was shut.'
const OPEN = 'The bridge was open.'

function answers(talk: Talk) {
  const { kept, principals } = talk.kept()
  return changes(kept, principals)
}
const brief = (talk: Talk) => answers(talk).map(({ answer }) => [answer.by, answer.kind, answer.name, answer.turns])
const headline = (talk: Talk) => answers(talk)[0]?.finding.headline

describe('one actor', () => {
  test('changed where days of speaking decide, the earlier side first', () => {
    const talk = new Talk()
    const ben = talk.actor('Ben Li')
    talk.says(ben, 'denies', SHUT, { saidAt: '2025-03-01' })
    talk.says(ben, 'asserts', SHUT, { saidAt: '2025-03-04/2025-03-05' })
    const [found] = answers(talk)
    expect(found?.answer).toMatchObject({ kind: 'changed', one: { stance: 'denies' }, other: { stance: 'asserts' } })
    expect(found?.finding.headline).toBe('Ben Li changed: first denies, later asserts: The bridge was shut')
    expect(found?.finding.words.map(({ role }) => role)).toEqual([
      'denies, said 2025-03-01',
      'asserts, said 2025-03-04/2025-03-05',
    ])
  })

  test('publication proves that something was said no later, never that it was said then', () => {
    const talk = new Talk()
    const ben = talk.actor('Ben Li')
    talk.says(ben, 'asserts', SHUT, { publishedAt: '2025-03-01' })
    talk.says(ben, 'denies', SHUT, { publishedAt: '2025-03-20' })
    expect(brief(talk)).toEqual([['one actor', 'conflicting', 'Ben Li', 0]])
    expect(answers(talk)[0]?.finding.note).toContain('The dates order 0 of 1 pair of statements')
    const dated = new Talk()
    const ana = dated.actor('Ana Okoro')
    dated.says(ana, 'asserts', SHUT, { publishedAt: '2025-03-01' })
    dated.says(ana, 'denies', SHUT, { saidAt: '2025-03-10', publishedAt: '2025-03-20' })
    expect(brief(dated)).toEqual([['one actor', 'changed', 'Ana Okoro', 1]])
  })

  test('one statement that the dates do not place leaves it a conflict', () => {
    const talk = new Talk()
    const ben = talk.actor('Ben Li')
    talk.says(ben, 'asserts', SHUT, { saidAt: '2025-03-01' })
    talk.says(ben, 'denies', SHUT, { saidAt: '2025-03-05' })
    talk.says(ben, 'asserts', SHUT)
    expect(answers(talk)[0]?.answer).toMatchObject({ kind: 'conflicting', pairs: 2, ordered: 1 })
    expect(headline(talk)).toBe('Ben Li both asserts and denies: The bridge was shut')
  })

  test('back and forth, and two claims that contradict', () => {
    const talk = new Talk()
    const ben = talk.actor('Ben Li')
    talk.relation('contrary', SHUT, OPEN)
    talk.says(ben, 'asserts', SHUT, { saidAt: '2025-03-01' })
    talk.says(ben, 'asserts', OPEN, { saidAt: '2025-03-05' })
    talk.says(ben, 'asserts', SHUT, { saidAt: '2025-03-09' })
    expect(brief(talk)).toEqual([['one actor', 'changed', 'Ben Li', 2]])
    expect(headline(talk)).toContain('went 2 times between two claims that contradict each other')
  })

  test('reports of one utterance, over several records, and one statement never conflict', () => {
    const talk = new Talk()
    const ben = talk.actor('Ben Li')
    const one = talk.says(ben, 'asserts', SHUT)
    const two = talk.says(ben, 'questions', SHUT)
    const three = talk.says(ben, 'denies', SHUT)
    talk.b.utterance([one, two])
    talk.b.utterance([two, three])
    talk.relation('contradictory', 'Both.', 'Neither.')
    talk.says(ben, 'asserts', ['Both.', 'Neither.'])
    expect(brief(talk)).toEqual([])
  })

  test('unnamed and vague actors do not contradict themselves', () => {
    const talk = new Talk()
    const aides = talk.b.actor('an aide', 'unnamed', {}, 'src_1')
    talk.says(aides, 'asserts', SHUT)
    talk.says(aides, 'denies', SHUT)
    expect(brief(talk)).toEqual([])
  })

  test('says where one side is only what others relay', () => {
    const talk = new Talk()
    const ben = talk.actor('Ben Li')
    const daily = talk.actor('Harbour Daily', { kind: 'outlet' })
    const outer = talk.says(daily, 'asserts', 'Ben Li spoke.')
    talk.says(ben, 'asserts', SHUT, { relayedBy: outer })
    talk.says(ben, 'denies', SHUT)
    expect(headline(talk)).toBe('Ben Li both asserts (as relayed by Harbour Daily) and denies: The bridge was shut')
    expect(answers(talk)[0]?.finding.note).toContain('may be their version')
  })
})

describe('one side', () => {
  test('a minister and his ministry are told apart from one person, and need principals', () => {
    const talk = new Talk()
    const ministry = talk.actor('Ministry of Ports', { kind: 'organisation' })
    const ana = talk.actor('Ana Okoro', { speaksFor: [ministry] })
    talk.says(ana, 'asserts', SHUT, { saidAt: '2025-03-01' })
    talk.says(ministry, 'denies', SHUT, { saidAt: '2025-03-02' })
    expect(brief(talk)).toEqual([['one side', 'changed', 'Ministry of Ports', 1]])
    expect(headline(talk)).toBe(
      'Different speakers for Ministry of Ports differ: The bridge was shut (first asserted by Ana Okoro; later denied by Ministry of Ports)',
    )
    expect(changes(talk.kept().kept, NO_PRINCIPALS)).toEqual([])
    talk.says(ana, 'denies', SHUT)
    expect(brief(talk).map(([by]) => by)).toEqual(['one actor', 'one side'])
  })
})

test('a thousand sayings on both sides take linear time and show few', () => {
  const talk = new Talk()
  const ben = talk.actor('Ben Li')
  for (let i = 0; i < 5000; i++)
    talk.says(ben, i % 2 === 0 ? 'asserts' : 'denies', SHUT, { saidAt: `20${10 + (i % 80)}` })
  const [found] = answers(talk)
  expect(found?.answer).toMatchObject({ kind: 'changed', pairs: 6_250_000, ordered: 6_250_000, turns: 79 })
  expect(found?.finding.words).toHaveLength(10)
  expect(found?.finding.note).toContain('10 of 5000 statements are shown.')
})
