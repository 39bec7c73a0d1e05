import { expect, test } from 'vitest'
import { readEnglish } from '../language/english.ts'
import { actOf, cueClassOf, hedgesIn, isNegated } from './act.ts'

test.each([
  ['said', 'that the pier was closed', 'report', 'assertive', 'certain'],
  ['SAID', 'the pier was closed', 'report', 'assertive', 'certain'],
  ['said', 'the pier may be closed', 'report', 'assertive', 'possible'],
  ['said', 'the pier was probably closed', 'report', 'assertive', 'probable'],
  ['said', 'the pier was probably closed and might break', 'report', 'assertive', 'possible'],
  ['said', 'that in May the pier was closed', 'report', 'assertive', 'certain'],
  ['said', '“Is the pier closed?”', 'report', 'question', 'unspecified'],
  ['told', 'to leave the pier', 'report', 'directive', 'unspecified'],
  ['reportedly', 'closed', 'distance', 'assertive', 'unspecified'],
  ['denied', 'that the pier was closed', 'deny', 'assertive', 'certain'],
  ['ruled out', 'a closed pier', 'deny', 'assertive', 'certain'],
  ['admitted', 'closing the pier', 'concede', 'assertive', 'certain'],
  ['accused', 'Ben Li of closing the pier', 'accuse', 'assertive', 'certain'],
  ['insisted', 'that the pier was open', 'assert', 'assertive', 'certain'],
  ['insisted on', 'a vote', 'demand', 'directive', 'unspecified'],
  ['called for', 'a vote', 'demand', 'directive', 'unspecified'],
  ['threatened', 'to close the pier', 'threaten', 'commissive', 'unspecified'],
  ['promised', 'to open the pier', 'offer', 'commissive', 'unspecified'],
  ['asked', 'whether the pier was closed', 'ask', 'question', 'unspecified'],
  ['hoped', 'that the pier would open', 'express', 'expressive', 'unspecified'],
  ['refused to say', 'who closed the pier', 'withhold', 'expressive', 'unspecified'],
  ['did not mention', 'that the pier was closed', 'withhold', 'expressive', 'unspecified'],
  ['never confirmed', 'that the pier was closed', 'withhold', 'expressive', 'unspecified'],
  ['neither confirmed nor denied', 'that the pier was closed', 'withhold', 'expressive', 'unspecified'],
  ['could not confirm', 'that the pier was closed', 'withhold', 'expressive', 'unspecified'],
  ['sang', 'a song', 'other', 'expressive', 'unspecified'],
  ['sang', 'that song', 'other', 'expressive', 'unspecified'],
  ['sang', 'that the pier was closed', 'other', 'assertive', 'certain'],
  ['', 'the pier', 'other', 'expressive', 'unspecified'],
  ['said', 'that the crew could not close the valve', 'report', 'assertive', 'certain'],
  ['said', 'that the valve could leak', 'report', 'assertive', 'possible'],
])('“%s” with “%s” is %s, %s, %s', (cue, content, cueClass, illocution, certainty) => {
  expect(actOf(cue, content)).toEqual({ cueClass, illocution, certainty })
})

test('words that are no cue have no class', () => {
  expect(cueClassOf(readEnglish('the northern pier'))).toBeNull()
  expect(cueClassOf([])).toBeNull()
})

test.each([
  ['did not mention', true],
  ['didn’t say', true],
  ['said', false],
])('“%s” negated: %s', (cue, isSo) => {
  expect(isNegated(readEnglish(cue))).toBe(isSo)
})

test('names the hedges among words, but no name that looks like one', () => {
  expect(hedgesIn('reportedly said that it seems closed')).toEqual(['seem', 'reportedly'])
  expect(hedgesIn('said that in May the pier was closed')).toEqual([])
})
