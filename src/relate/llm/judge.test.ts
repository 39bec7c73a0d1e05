import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AnswerCache } from '../../llm/cache.ts'
import { LlmClient } from '../../llm/client.ts'
import { endpointAt } from '../../llm/endpoint.ts'
import type { Plan } from '../../llm/plan.ts'
import { completion, replay, serveChat } from '../../llm/server.fixture.ts'
import { claimId } from '../../model/id.ts'
import type { Claim } from '../../model/records.ts'
import { ABSTAINED, type OrderedPair } from '../judge.ts'
import { relate } from '../relate.ts'
import { llmJudge } from './judge.ts'

const LATE = 'The ferry ran late'
const NEVER = 'The ferry never ran late'
const contradiction = (pair: number, words: readonly unknown[] = ['never']) => ({
  pair,
  label: 'contradiction',
  kind: 'contradictory',
  confidence: 0.9,
  reason: 'One says that it ran late, the other that it never did.',
  words,
})

let folder = ''
const clients: LlmClient[] = []
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hearsay-answers-'))
})
afterAll(async () => {
  for (const client of clients) await client.close()
  await rm(folder, { recursive: true, force: true })
})

function open(url: string, answers: string | null = null, refuses = false) {
  const client = new LlmClient(endpointAt(url, 'small', null), { wait: () => Promise.resolve(), tries: 1 })
  clients.push(client)
  const plans: Plan[] = []
  const confirm = (plan: Plan) => {
    plans.push(plan)
    return refuses ? Promise.reject(new Error('no')) : Promise.resolve()
  }
  const cache = new AnswerCache(answers && path.join(folder, answers))
  return { judge: llmJudge({ client, cache, confirm }), plans }
}

/** What the judge says of one pair where the model gives these judgements. */
async function judgeOne(...judgements: readonly unknown[]) {
  const { url } = await serveChat(replay([{ when: '', answer: { judgements } }]))
  const { judge } = open(url)
  return { judgement: await judge.judge(LATE, NEVER), tally: judge.tally }
}

describe('a pair', () => {
  it('gets label, score, kind, reason and the words that decided, those that stand there', async () => {
    const { judgement, tally } = await judgeOne(contradiction(1, ['never', 'ran late', 'always', '', 'never']))
    expect(judgement).toEqual({
      label: 'contradiction',
      score: 0.9,
      rule: 'llm:small',
      reason: 'One says that it ran late, the other that it never did.',
      kind: 'contradictory',
      deciding: ['never', 'ran late'],
    })
    expect(tally).toMatchObject({ judged: 1, inventedWords: 2, unusable: 0 })
  })

  it('is entailed or neutral with the kind that this makes', async () => {
    const entailed = await judgeOne({ ...contradiction(1, ['ran late']), label: 'entailment', kind: null })
    expect(entailed.judgement).toMatchObject({ label: 'entailment', kind: 'entails', deciding: ['ran late'] })
    const neutral = await judgeOne({ ...contradiction(1), label: 'neutral' })
    expect(neutral.judgement).toMatchObject({ label: 'neutral', kind: null, deciding: [] })
  })

  it('has its reason in one line, without what turns the line around', async () => {
    const { judgement } = await judgeOne({
      ...contradiction(1),
      reason: ' One\n\u202esays\u0007 no. ' + 'x'.repeat(999),
    })
    expect(judgement.reason).toMatch(/^One says no\. x+$/)
    expect(judgement.reason.length).toBeLessThanOrEqual(300)
  })

  it.each([
    ['is unsure', { ...contradiction(1), label: 'unsure' }],
    ['is not sure enough', { ...contradiction(1), confidence: 0.79 }],
    ['names no words', contradiction(1, [])],
    ['names words that nobody wrote', contradiction(1, ['no ferry', 'late again'])],
    ['gives a contradiction no kind', { ...contradiction(1), kind: null }],
  ])('is left open where the model %s', async (_, judgement) => {
    expect((await judgeOne(judgement)).judgement).toBe(ABSTAINED)
  })

  it.each([
    ['another label', { ...contradiction(1), label: 'refutes' }],
    ['another kind', { ...contradiction(1), kind: 'rival' }],
    ['a confidence of 95', { ...contradiction(1), confidence: 95 }],
    ['no reason', { ...contradiction(1), reason: ' ' }],
    ['words in one string', { ...contradiction(1), words: 'never' }],
    ['a number that was not asked', contradiction(7)],
    ['a number in words', { ...contradiction(1), pair: 'one' }],
    ['nothing', null],
  ])('is left open and counted where the answer has %s', async (_, judgement) => {
    const { judgement: made, tally } = await judgeOne(judgement)
    expect(made).toBe(ABSTAINED)
    expect(tally).toMatchObject({ unusable: 1, judged: 0 })
  })

  it('is left open where the answer judges it twice, however often', async () => {
    for (const times of [2, 3, 4]) {
      const { judgement, tally } = await judgeOne(...Array.from({ length: times }, () => contradiction(1)))
      expect([judgement, tally.unusable]).toEqual([ABSTAINED, 1])
    }
  })
})

/** A model that finds a contradiction in every pair it gets. */
const agreeable = ({ user }: { readonly user: string }) => {
  const pairs = JSON.parse(user) as { pair: number }[]
  return completion(JSON.stringify({ judgements: pairs.map(({ pair }) => contradiction(pair)) }))
}
const manyPairs = Array.from({ length: 45 }, (_, n): OrderedPair => [`Pump ${n} ran`, `Pump ${n} never ran`])

describe('many pairs', () => {
  it('go ten a request after one question, each with its own answer', async () => {
    const { url, requests } = await serveChat(agreeable)
    const { judge, plans } = open(url)
    const seen: number[] = []
    const judgements = await judge.judgeAll(manyPairs, (done) => seen.push(done))
    expect(judgements.every(({ label }) => label === 'contradiction')).toBe(true)
    expect(requests).toHaveLength(5)
    const characters = requests.reduce((sum, { system, user }) => sum + system.length + user.length, 0)
    expect(plans).toEqual([{ what: '45 ordered pairs of claims', requests: 5, characters }])
    expect(seen).toEqual(manyPairs.map((_, n) => n + 1))
  })

  it('never go with their own reverse in one request', async () => {
    const { url, requests } = await serveChat(agreeable)
    const some = manyPairs.slice(0, 6)
    await open(url).judge.judgeAll([...some, ...some.map(([a, b]): OrderedPair => [b, a])])
    const asked = requests.map(({ user }) => (JSON.parse(user) as { premise: string }[]).map(({ premise }) => premise))
    expect(asked.map(({ length }) => length)).toEqual([6, 6])
    expect(asked[0]?.filter((premise) => asked[1]?.includes(premise))).toEqual([])
  })

  it('are not sent at all where a person says no', async () => {
    const { url, requests } = await serveChat(agreeable)
    await expect(open(url, null, true).judge.judgeAll(manyPairs)).rejects.toThrow('no')
    expect(requests).toEqual([])
  })

  it('of many claims are the best 20 of each', async () => {
    const { url, requests } = await serveChat(replay([]))
    const { judge, plans } = open(url, null, true)
    const claims = Array.from({ length: 60 }, (_, i): Claim => {
      const text = `The ferry ran ${i} minutes late`
      return { id: claimId(text), text, about: [], method: judge.method, status: 'proposed' }
    })
    await expect(
      relate({ claims, stances: [], statements: [], utterances: [], texts: new Map<string, string>() }, judge),
    ).rejects.toThrow('no')
    const [asked = 0] = plans.map(({ what }) => Number(/^[\d,]+/.exec(what)?.[0].replaceAll(',', '')))
    // Two directions of at most 20 pairs a claim, where all would be 60 × 59.
    expect(asked).toBeGreaterThanOrEqual(60 * 20)
    expect(asked).toBeLessThanOrEqual(2 * 60 * 20)
    expect(requests).toEqual([])
  })

  it('cost nothing the second time, and a new one costs one', async () => {
    const { url, requests } = await serveChat(agreeable)
    const first = await open(url, 'again').judge.judgeAll(manyPairs)
    const { judge, plans } = open(url, 'again')
    expect(await judge.judgeAll(manyPairs)).toEqual(first)
    expect([requests.length, plans, judge.tally.fromCache]).toEqual([5, [], 45])
    await judge.judgeAll([['The pier was shut', 'The pier was never shut'], ...manyPairs])
    expect(requests).toHaveLength(6)
    expect(plans).toMatchObject([{ what: '1 ordered pair of claims' }])
  })

  it('are left open and counted where the endpoint fails; the next run asks for those alone', async () => {
    let isDown = true
    const { url, requests } = await serveChat((request) =>
      isDown && request.user.includes('Pump 12 ') ? { status: 500 } : agreeable(request),
    )
    const { judge } = open(url, 'down')
    const judgements = await judge.judgeAll(manyPairs)
    expect(judgements.filter((one) => one === ABSTAINED)).toHaveLength(10)
    expect(judge.tally).toMatchObject({ judged: 35, unanswered: 10 })
    expect(judge.fault()).toMatchObject({ code: 'llm-refused' })
    isDown = false
    const again = open(url, 'down').judge
    expect((await again.judgeAll(manyPairs)).every(({ label }) => label === 'contradiction')).toBe(true)
    expect([again.tally.fromCache, again.tally.judged, requests.length]).toEqual([35, 10, 6])
  })

  it('with a text that is no claim any more are not sent', async () => {
    const { url, requests } = await serveChat(agreeable)
    const { judge, plans } = open(url)
    expect(await judge.judge(LATE, 'late '.repeat(2000))).toBe(ABSTAINED)
    expect([requests.length, plans.length, judge.tally.tooLong]).toEqual([0, 0, 1])
  })
})
