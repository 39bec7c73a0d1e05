import { expect, test } from 'vitest'
import { localJudge } from './judge.ts'

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
  ['the same words', 'The northern pier is closed', 'The northern pier is closed'],
  ['the same number', 'The storm killed 4,000 sailors', 'The storm killed 4000 sailors'],
  ['a hedged number', 'The storm killed at least 40 sailors', 'The storm killed at least 50 sailors'],
  ['a rough number', 'The storm killed about 40 sailors', 'The storm killed about 50 sailors'],
  ['two things told apart', 'The north pier is closed', 'The south pier is closed'],
  ['two peoples', 'Afghan soldiers are crossing the border', 'Pakistani soldiers are crossing the border'],
  ['what may have been done one after the other', 'The fleet sailed to France', 'The fleet sailed to Chile'],
  ['a sort and its kind', 'The flag on the ship is red', 'The flag on the ship is scarlet'],
  ['two people', 'The boat picked up the man', 'The boat picked up the woman'],
  ['a number in words', 'The storm killed 40 sailors', 'The storm killed forty sailors'],
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
