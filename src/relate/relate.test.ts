import { expect, test } from 'vitest'
import { claimId, relationId, sourceId, stanceId, statementId, utteranceId } from '../model/id.ts'
import type { Claim, Stance, Statement } from '../model/records.ts'
import { spanOf } from '../model/span.ts'
import { PLAIN } from '../model/statement.fixture.ts'
import { localJudge } from './local/judge.ts'
import { relate } from './relate.ts'

const METHOD = { name: 'local', version: '1' }
const claimOf = (text: string): Claim => ({ id: claimId(text), text, about: [], method: METHOD, status: 'proposed' })

/** A claim for each text with the statement behind it: "Ana said <text>." */
function claimsOf(texts: readonly string[]) {
  const claims = texts.map(claimOf)
  const statements = texts.map((text): Statement => {
    const whole = `Ana said ${text}.`
    const cueSpans = [spanOf(whole, 4, 8)]
    const contentSpans: Statement['contentSpans'] = [spanOf(whole, 9, 9 + text.length)]
    const source = sourceId(whole)
    return {
      ...PLAIN,
      id: statementId(source, cueSpans, contentSpans),
      source,
      speaker: 'act_0000000000000000',
      cueSpans,
      contentSpans,
      content: text,
    }
  })
  const stances = statements.map((statement, i): Stance => {
    const claim = claims[i]?.id ?? ''
    const id = stanceId(statement.id, claim)
    const rest = { score: 1, reason: '', method: METHOD, status: 'proposed' } as const
    return { id, statement: statement.id, claim, stance: 'asserts', ...rest }
  })
  return { claims, statements, stances, utterances: [], texts: new Map<string, string>() }
}

test('a contradiction is kept once, its ends in the order of ids, whichever claim comes first', async () => {
  const texts = ['The storm killed 40 sailors', 'The storm killed 50 sailors']
  const relations = await relate(claimsOf(texts), localJudge())
  const [from = '', to = ''] = texts.map(claimId).toSorted()
  expect(relations).toMatchObject([
    { id: relationId('contradicts', from, to), type: 'contradicts', kind: 'contrary', from, to, status: 'proposed' },
  ])
  expect(await relate(claimsOf(texts.toReversed()), localJudge())).toEqual(relations)
})

test('an entailment goes from the narrower claim to the wider', async () => {
  const [narrow, wide] = ['The harbour talks failed on Tuesday', 'The harbour talks failed']
  expect(await relate(claimsOf([wide, narrow]), localJudge())).toMatchObject([
    { type: 'supports', kind: 'entails', from: claimId(narrow), to: claimId(wide) },
  ])
})

test('deciding words have their places in the texts, as whole words', async () => {
  const input = claimsOf(['The 40s pier killed 40 sailors', 'The 40s pier killed 50 sailors'])
  const [relation] = await relate(input, localJudge())
  const found = relation?.spans.map(({ source, start, end, exact }) => {
    const statement = input.statements.find((one) => one.source === source)
    return [exact, `Ana said ${statement?.content}.`.slice(start, end), start]
  })
  expect(found?.toSorted()).toEqual([
    ['40', '40', 29],
    ['50', '50', 29],
  ])
})

test('“n’t” has its place inside its word', async () => {
  const [relation] = await relate(
    claimsOf(['The old valve leaked on Monday', 'The old valve didn’t leak on Monday']),
    localJudge(),
  )
  expect(relation?.spans.map(({ exact }) => exact)).toEqual(['n’t'])
})

test('claims that nothing ties, and a claim alone, have no relation', async () => {
  expect(await relate(claimsOf(['The pier is closed', 'Mayor Li likes tea']), localJudge())).toEqual([])
  expect(await relate(claimsOf(['The pier is closed']), localJudge())).toEqual([])
  expect(await relate(claimsOf([]), localJudge())).toEqual([])
})

test('says how many pairs it has judged', async () => {
  const seen: [number, number][] = []
  const texts = ['The storm killed 40 sailors', 'The storm killed 50 sailors', 'The storm killed 60 sailors']
  await relate(claimsOf(texts), localJudge(), (done, total) => seen.push([done, total]))
  expect(seen).toEqual([
    [1, 3],
    [2, 3],
    [3, 3],
  ])
})

test('two wordings of one utterance neither contradict nor support each other, until somebody else says one of them', async () => {
  const texts = ['The storm killed 40 sailors', 'The storm killed 50 sailors', 'The storm killed 50 sailors']
  const { claims, stances, statements } = claimsOf(texts)
  const [one = '', other = ''] = statements.map(({ id }) => id)
  const utterance = {
    id: utteranceId(one),
    statements: [one, other].toSorted(),
    score: 1,
    reason: '',
    method: METHOD,
    status: 'proposed',
  } as const
  const input = { claims: claims.slice(0, 2), statements, utterances: [utterance], texts: new Map<string, string>() }
  expect(await relate({ ...input, stances: stances.slice(0, 2) }, localJudge())).toEqual([])
  const [, , third] = stances
  const elsewhere = { ...third, statement: 'stm_0000000000000000' } as Stance
  expect(await relate({ ...input, stances: [...stances.slice(0, 2), elsewhere] }, localJudge())).toMatchObject([
    { type: 'contradicts' },
  ])
})
