import { expect, test } from 'vitest'
import { howSame, keyOf } from './sameness.ts'

test.each([
  ['The pier is closed', '“the pier is closed.”', 'the same words'],
  ['The mayor can’t close the pier', 'The mayor cannot close the pier', 'written out'],
  ['The US closed the pier', 'The United States closed the pier', 'written out'],
  ['The fee rose 5%', 'The fee rose 5 per cent', 'written out'],
  ['Forty sailors died', '40 sailors died', 'digits'],
  ['Two hundred and thirty sailors died', '230 sailors died', 'digits'],
  ['The pier cost 1.2 million crowns', 'The pier cost 1,200,000 crowns', 'digits'],
  ['A storm closed the pier', 'The storm closed the pier', 'articles'],
  ['Larn cannot break that agreement', 'Larn cannot break the agreement', 'articles'],
  ['On Monday the pier was closed', 'The pier was closed on Monday', 'another order'],
  ['In Larn, the pier was closed', 'The pier was closed in Larn', 'another order'],
  ['The pier was closed on Monday in Larn', 'The pier was closed in Larn on Monday', 'another order'],
  ['The pier was closed by the mayor', 'The mayor closed the pier', 'active for passive'],
  ['The pier was struck by a ship in May', 'In May, a ship struck the pier', 'active for passive'],
])('%j and %j are one claim: %s', (a, b, how) => {
  expect(keyOf(a)).toBe(keyOf(b))
  expect(howSame(a, b)).toContain(how)
})

test.each([
  ['The pier is closed', 'The pier is not closed'],
  ['Larn can close the pier', 'Larn can not close the pier'],
  ['Larn will close the pier', 'Larn may close the pier'],
  ['The storm killed 40 sailors', 'The storm killed 14 sailors'],
  ['One or two hundred ships left', '102 ships left'],
  ['The pier closed in May', 'The pier closed in June'],
  ['The pier closed on Monday', 'The pier closed on Tuesday'],
  ['The pier closed in Larn', 'The pier closed in Aby'],
  ['Larn attacked Aby', 'Aby attacked Larn'],
  ['Larn was attacked by Aby', 'Larn attacked Aby'],
  ['The mayor was seen by the river', 'The mayor saw the river'],
  ['The talks on Monday failed', 'The talks failed on Monday'],
  ['In 2000 cases the pier was closed', 'The pier was closed in 2000'],
  ['A few ships left', 'Few ships left'],
  ['Group A won', 'The group won'],
  ['US troops left', 'Us troops left'],
  ['The pier was closed', 'The pier is closed'],
])('%j and %j are two claims', (a, b) => {
  expect(keyOf(a)).not.toBe(keyOf(b))
})
