import { expect, test } from 'vitest'
import { localJudge, localRules } from './judge.ts'
import { pairReader } from './pair-reader.ts'

const judge = localJudge()

test.each<[string, string, string, string[]]>([
  ['The northern pier is closed', 'The northern pier is not closed', 'contradictory', ['not']],
  ['The valve leaked on Monday', 'The valve did not leak on Monday', 'contradictory', ['not']],
  ['The valve leaked on Monday', 'The valve didn’t leak on Monday', 'contradictory', ['n’t']],
  ['The council will close the pier', 'The council will never close the pier', 'contradictory', ['never']],
  ['The pier in town is open', 'The pier in town is closed', 'contrary', ['open', 'closed']],
  [
    'The old minister supported the treaty',
    'The old minister opposed the treaty',
    'contrary',
    ['supported', 'opposed'],
  ],
  ['The flag on the ship is red', 'The flag on the ship is blue', 'contrary', ['red', 'blue']],
  ['The northern fleet is in France', 'The northern fleet is in Chile', 'contrary', ['France', 'Chile']],
  ['The storm killed two sailors', 'The storm killed 50 sailors', 'contrary', ['two', '50']],
  ['The storm killed 40 sailors', 'The storm killed 50 sailors', 'contrary', ['40', '50']],
])('%j contradicts %j, either way round', async (a, b, kind, deciding) => {
  const forward = await judge.judge(a, b)
  const backward = await judge.judge(b, a)
  expect(forward).toMatchObject({ label: 'contradiction', kind, deciding })
  expect(backward).toMatchObject({ label: 'contradiction', kind, deciding: deciding.toReversed() })
  expect(forward.score).toBeGreaterThan(0.5)
  for (const word of deciding) expect(forward.reason).toContain(word)
})

test.each<[string, string]>([
  ['The army closed the old port on Monday', 'The army did not close the port'],
  ['The army closed the old port on Monday', 'The army refused to close the port'],
  ['A ferry sank near the pier', 'No ferry sank'],
  ['The mayor was attacked in the harbour', 'Nobody attacked the mayor'],
  ['Two sailors are repairing the boat', 'There is no sailor repairing the boat'],
  ['The storm killed two sailors', 'The storm killed no sailors'],
])('%j and %j cannot both hold, and both may be wrong: what is denied is wider', async (yes, no) => {
  for (const judgement of [await judge.judge(yes, no), await judge.judge(no, yes)])
    expect(judgement).toMatchObject({ label: 'contradiction', kind: 'contrary', rule: 'denial' })
})

test.each<[rule: string, a: string, b: string]>([
  ['date', 'The harbour talks failed on 3 May', 'The harbour talks failed on 5 May 2019'],
  ['date', 'On Tuesday, the ferry sank near Larn', 'The ferry sank on Wednesday'],
  ['date', 'The blast in Larn happened in March', 'The blast in Larn occurred in June'],
  ['place', 'Ana Okoro died in Kenya', 'Ana Okoro died in Chile on Monday'],
  ['place', 'Ana Okoro was born in Nairobi', 'Ana Okoro was born in Chile'],
  ['number', 'At least 40 sailors died in the blast', '30 sailors died in the blast'],
  ['number', 'The storm killed two hundred sailors', '1,200 sailors were killed by the storm'],
  ['number', 'The fire killed 12 people on Monday', '14 people were killed in the fire'],
  ['number', 'The army killed 14 old sailors', 'The army killed 12 sailors'],
  ['opposite', 'The harbour talks succeeded', 'The harbour talks failed'],
])('by its %s, %j contradicts %j', async (rule, a, b) => {
  for (const judgement of [await judge.judge(a, b), await judge.judge(b, a)])
    expect(judgement).toMatchObject({ label: 'contradiction', kind: 'contrary', rule })
})

test.each<[string, string]>([
  ['The army closed the old port on Monday', 'The army closed the port'],
  ['The old port was closed by the army', 'The army closed the port'],
  ['The storm killed 50 sailors', 'The storm killed at least 40 sailors'],
  ['The ferry sank on Monday 3 May', 'The ferry sank on Monday'],
])('%j entails %j, and not the other way', async (narrow, wide) => {
  expect(await judge.judge(narrow, wide)).toMatchObject({ label: 'entailment', rule: 'specialisation' })
  expect((await judge.judge(wide, narrow)).label).toBe('neutral')
})

test.each<[string, string]>([
  ['The old ferry sank and burned', 'The ferry sank'],
  ['The ferry of the mayor sank, which killed ten sailors', 'The ferry sank'],
  ['The ferry suddenly sank near the pier, killing ten sailors', 'The ferry sank near the pier'],
])('%j entails %j, which leaves out whole parts of it', async (whole, part) => {
  expect(await judge.judge(whole, part)).toMatchObject({ label: 'entailment', rule: 'deletion' })
  expect((await judge.judge(part, whole)).label).toBe('neutral')
})

test.each([
  ['a privative word', 'The alleged ferry sank and burned', 'The ferry sank'],
  ['a condition', 'The ferry will sink if the storm comes', 'The ferry will sink'],
  ['a verb of saying', 'The mayor said the old ferry sank and burned', 'The ferry sank'],
  ['another subject', 'The owner of the ferry sank and drowned', 'The ferry sank'],
])('nothing is left out of a sentence with %s', async (_, whole, part) => {
  expect((await judge.judge(whole, part)).label).toBe('neutral')
})

test('the same in other words entails either way', async () => {
  const [a, b] = ['The storm killed 4,000 sailors', 'Four thousand sailors were killed by the storm']
  expect(await judge.judge(a, b)).toMatchObject({ label: 'entailment', kind: 'entails' })
  expect(await judge.judge(b, a)).toMatchObject({ label: 'entailment', kind: 'entails' })
})

test('a sentence with a closing phrase entails the one without, and not the other way', async () => {
  const [narrow, wide] = ['The harbour talks failed on Tuesday', 'The harbour talks failed']
  expect(await judge.judge(narrow, wide)).toMatchObject({
    label: 'entailment',
    kind: 'entails',
    deciding: ['on', 'Tuesday'],
  })
  expect((await judge.judge(wide, narrow)).label).toBe('neutral')
})

test.each([
  ['a rough number', 'The storm killed about 40 sailors', 'The storm killed about 50 sailors'],
  ['a time of another sort', 'The harbour talks failed on Tuesday', 'The harbour talks failed on 28 October'],
  ['what happens often', 'The minister visited the harbour on Monday', 'The minister visited the harbour on Tuesday'],
  ['a place inside another', 'Ana Okoro died in Nairobi', 'Ana Okoro died in Kenya'],
  ['places of which nothing is known', 'Ana Okoro died in Larn', 'Ana Okoro died in Derry'],
  ['a denial that is narrower', 'The army closed the port', 'The army did not close the old port'],
  ['what was only wanted', 'The army wanted to close the port', 'The army did not close the port'],
  ['an alleged deed', 'The army killed the alleged spy', 'The army did not kill the spy'],
  ['a new thing', 'A minister resigned on Monday', 'The minister resigned'],
  ['what is almost so', 'The harbour talks almost failed', 'The harbour talks failed'],
  ['some of a number', 'The army killed 12 old sailors', 'The army killed 14 sailors'],
  ['a number on one day', 'The army killed 12 sailors on Monday', 'The army killed 14 sailors'],
  ['open numbers', 'About 40 sailors died in the blast', 'Nearly 50 sailors died in the blast'],
  ['two things told apart', 'The north pier is closed', 'The south pier is closed'],
  ['what a pronoun stands for', 'It works in the northern harbour', 'So far it does not work in the northern harbour'],
  ['who I am', 'I know the mayor of Larn', 'I do not know the mayor of Larn'],
  ['what this is', 'This is the news for Wednesday', 'This is the news for Monday'],
  ['a call of any sort', 'The mayor called for peace', 'No one called'],
  ['numbers that are names', 'The storm report has number 5563214987', 'The storm report has number 5563219871'],
  ['two peoples', 'Afghan soldiers are crossing the border', 'Pakistani soldiers are crossing the border'],
  ['what may have been done one after the other', 'The fleet sailed to France', 'The fleet sailed to Chile'],
  ['a sort and its kind', 'The flag on the ship is red', 'The flag on the ship is scarlet'],
  ['two people', 'The boat picked up the man', 'The boat picked up the woman'],
  ['a modal', 'The northern pier may be closed', 'The northern pier may not be closed'],
  ['a quantifier', 'All the sailors left the ship', 'All the sailors did not leave the ship'],
  ['“some”', 'Some old piers in town are closed', 'Some old piers in town are not closed'],
  ['“only”', 'Only the northern pier is closed', 'Only the northern pier is not closed'],
  ['an indefinite subject', 'A ship in the north is burning', 'A ship in the south is burning'],
  ['a bare plural subject', 'Sailors in the north are on strike', 'Sailors in the south are on strike'],
  ['an indefinite object', 'The sailor from Chad bought a big boat', 'The sailor from Chad bought a small boat'],
  ['two differences', 'The north pier is closed now', 'The south pier is open now'],
  ['an opposite and a negation', 'The north pier is not closed', 'The south pier is closed'],
  ['two negations', 'The pier is not closed', 'The old pier does not close'],
  ['too few words', 'Talks failed', 'Talks did not fail'],
  ['other words', 'The northern pier is closed', 'The mayor likes the lighthouse'],
  ['a negation before a closing phrase', 'The harbour talks did not fail on Tuesday', 'The harbour talks did not fail'],
  ['a modal before a closing phrase', 'The harbour talks could fail on Tuesday', 'The harbour talks could fail'],
  ['nothing', '', ''],
])('it abstains on %s', async (_, a, b) => {
  const abstained = { label: 'neutral', score: 0, kind: null, deciding: [] }
  expect(await judge.judge(a, b)).toMatchObject(abstained)
  expect(await judge.judge(b, a)).toMatchObject(abstained)
})

test.each<[string, string, string, string]>([
  [
    'The army was behind the collapse of the harbour talks',
    'The harbour talks failed because of a secret treaty',
    'contrary',
    'rival cause',
  ],
  ['A leak caused the fire in the mill', 'The blaze in the mill was caused by an old cable', 'contrary', 'rival cause'],
  [
    'The secret treaty was the real reason for the deadlock',
    'The army was behind the failure of the talks',
    'contrary',
    'rival cause',
  ],
  [
    'The army was behind the collapse of the harbour talks',
    'The failure of the harbour talks was not due to the army',
    'contradictory',
    'denied cause',
  ],
  [
    'The army was behind the attack on the old mill',
    'The army had no part in the attack on the mill',
    'contrary',
    'denied accusation',
  ],
  [
    'The army carried out the raid in Larn',
    'The army was not involved in the raid in Larn',
    'contrary',
    'denied accusation',
  ],
  [
    'The army took part in the raid in Larn',
    'The army had nothing to do with the raid in Larn',
    'contradictory',
    'denied accusation',
  ],
])('%j and %j name causes that cannot both be it', async (a, b, kind, rule) => {
  for (const judgement of [await judge.judge(a, b), await judge.judge(b, a)])
    expect(judgement).toMatchObject({ label: 'contradiction', kind, rule })
})

test.each([
  ['one cause of several', 'Rain was one cause of the flood in Larn', 'A broken dam caused the flood in Larn'],
  ['“a cause”', 'Rain was a cause of the flood in Larn', 'A broken dam caused the flood in Larn'],
  ['a part in it', 'The army was involved in the raid in Larn', 'The army was not behind the raid in Larn'],
  ['two that took part', 'The army was involved in the raid in Larn', 'The police were involved in the raid in Larn'],
  ['another suspect', 'The army was behind the raid in Larn', 'The police had no part in the raid in Larn'],
  ['another event', 'Rain caused the flood in Larn', 'A broken dam caused the flood in Derry'],
  ['the beginning and the end', 'The talks began because of the minister', 'The talks failed because of the army'],
  [
    'a people and its country',
    'Chile was behind the failure of the talks',
    'Chilean envoys were behind the failure of the talks',
  ],
  ['a possibility', 'Rain may have caused the flood in Larn', 'A broken dam caused the flood in Larn'],
  [
    'a clause for a cause',
    'Critics call it a leak, causing the flood in Larn',
    'Managers no longer check the dams, causing the flood in Larn',
  ],
])('it abstains on causes with %s', async (_, a, b) => {
  expect((await judge.judge(a, b)).label).toBe('neutral')
  expect((await judge.judge(b, a)).label).toBe('neutral')
})

test.each<[rule: string, a: string, b: string]>([
  ['kind?', 'A French boat is on fire', 'A South African boat is on fire'],
  ['antonym?', 'A man is standing near the pier', 'A man is standing far from the pier'],
  ['kind?', 'The third boat reached the pier', 'The second boat reached the pier'],
  ['date?', 'The minister visited the harbour on Monday', 'The minister visited the harbour on Tuesday'],
])('%s only proposes that %j and %j exclude each other', async (rule, a, b) => {
  const rules = localRules()
  for (const verdict of [rules(a, b), rules(b, a)])
    expect(verdict).toMatchObject({ isCertain: false, judgement: { label: 'contradiction', rule } })
  expect((await localJudge(null, rules).judge(a, b)).label).toBe('neutral')
})

test('the judge answers where the rules are certain', async () => {
  const [a, b] = ['The northern pier is closed', 'The northern pier is not closed']
  const verdict = localRules()(a, b)
  expect(verdict?.isCertain).toBe(true)
  expect(await judge.judge(a, b)).toEqual(verdict?.judgement)
})

test('the shipped model confirms what a rule proposes of one known thing, in both directions; nothing else', async () => {
  const reader = pairReader()
  const confirming = localJudge(reader)
  const one = ['The ferry was carrying Syrian sailors', 'The ferry was carrying Sudanese sailors'] as const
  for (const [a, b] of [one, [one[1], one[0]] as const]) {
    const judgement = await confirming.judge(a, b)
    expect(judgement).toMatchObject({ label: 'contradiction', kind: 'contrary', rule: 'kind, confirmed' })
    expect(judgement.reason).toContain('A model trained on pairs of sentences reads them as contradicting')
    expect(judgement.score).toBeGreaterThanOrEqual(0.5)
    expect(judgement.deciding.toSorted()).toEqual(['Sudanese', 'Syrian'])
    expect((await judge.judge(a, b)).label).toBe('neutral')
  }
  for (const [a, b] of [
    ['Two Afghan soldiers were killed', 'Two Pakistani soldiers were killed'],
    ['A ferry was carrying Syrian sailors', 'A ferry was carrying Sudanese sailors'],
    ['The pier is closed', 'The mayor is tired'],
  ] as const)
    expect((await confirming.judge(a, b)).label).toBe('neutral')
  await reader.close()
})
