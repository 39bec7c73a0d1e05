import { expect, test } from 'vitest'
import { readEnglish } from '../language/english.ts'
import type { CueClass } from '../model/records.ts'
import cues from './stance-cues.json' with { type: 'json' }
import frames from './stance-frames.json' with { type: 'json' }
import irregular from './irregular-verbs.json' with { type: 'json' }
import spellings from './spellings.json' with { type: 'json' }
import { combined, framed, stanceOfCue, type Attitude } from './stance.ts'
import comments from './comments.json' with { type: 'json' }
import threats from './threats.json' with { type: 'json' }

test.each<[string, CueClass, Attitude]>([
  ['said', 'report', 'asserts'],
  ['did not say', 'withhold', null],
  ['denied', 'deny', 'denies'],
  ['did not deny', 'withhold', null],
  ['could not rule out', 'withhold', null],
  ['ruled out', 'deny', 'denies'],
  ['downplayed', 'deny', null],
  ['doubted', 'question', 'questions'],
  ['does not doubt', 'withhold', 'asserts'],
  ['does not believe', 'withhold', 'denies'],
  ['left little doubt', 'question', 'asserts'],
  ['did not know', 'withhold', null],
  ['might say', 'report', null],
  ['not only said', 'report', 'asserts'],
  ['demanded', 'demand', null],
])('who %j takes the clause so: %s, %s', (cue, cueClass, stance) => {
  expect(stanceOfCue(readEnglish(cue), cueClass, false)).toBe(stance)
})

test.each<[string, string, Attitude]>([
  ['It is not true that the pier is closed', 'the pier is closed', 'denies'],
  ['it’s a lie that the pier is closed', 'the pier is closed', 'denies'],
  ['The claim that the pier is closed is completely false', 'the pier is closed', 'denies'],
  ['There is no truth to reports that the pier is closed', 'the pier is closed', 'denies'],
  ['It is unclear whether the pier is closed', 'the pier is closed', 'questions'],
  ['There is no doubt that the pier is closed', 'the pier is closed', 'asserts'],
  ['I don’t think the pier is closed', 'the pier is closed', 'denies'],
  ['I did not forget that the pier was closed', 'the pier was closed', 'asserts'],
  ['I did not realise that the pier was closed', 'the pier was closed', null],
  ['I do not know that the pier is closed', 'the pier is closed', null],
  ['I thought the pier was closed', 'the pier was closed', null],
  ['We are not sure whether the pier is closed', 'the pier is closed', 'questions'],
])('%j frames %j: %s', (content, clause, stance) => {
  expect(framed(content, ['i', 'we'], false)).toMatchObject({ clause, stance })
})

test.each(['The pier is closed', 'She thinks the pier is closed', 'The report is false'])(
  'nothing of the speaker frames %j',
  (content) => {
    expect(framed(content, ['i', 'we'], false)).toBeNull()
  },
)

test.each<[Attitude, Attitude, Attitude]>([
  ['asserts', 'denies', 'denies'],
  ['denies', 'asserts', 'denies'],
  ['denies', 'denies', null],
  ['questions', 'asserts', 'questions'],
  ['asserts', null, null],
])('%s over %s is %s', (outer, inner, stance) => {
  expect(combined(outer, inner)).toBe(stance)
})

test.each<[string, readonly { readonly example: string; readonly origin: string }[]]>([
  ['cues', cues.cues],
  ['frames', frames.frames],
  ['nouns', frames.nouns],
  ['verdicts', frames.verdicts],
  ['irregular verbs', irregular.verbs],
  ['spellings', spellings.spellings],
  ['verbs of threats', threats.verbs],
  ['nouns of threats', threats.nouns],
  ['harm of threats', threats.harm],
  ['nouns of comments', comments.nouns],
])('every entry of %s has an example and an origin, and none stands twice', (_, entries) => {
  expect(entries.filter(({ example, origin }) => example.trim() === '' || origin.trim() === '')).toEqual([])
  const keys = entries.map((entry) => JSON.stringify(Object.values(entry)[0]))
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([])
})
