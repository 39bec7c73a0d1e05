import { expect, test } from 'vitest'
import antonyms from '../relate/local/antonyms.json' with { type: 'json' }
import causes from '../relate/local/causes.json' with { type: 'json' }
import stopWords from '../relate/stop-words.json' with { type: 'json' }
import names from '../resolve/names.json' with { type: 'json' }
import roles from '../resolve/roles.json' with { type: 'json' }
import cues from './cues.json' with { type: 'json' }
import hedges from './hedges.json' with { type: 'json' }
import chains from './local/chains.json' with { type: 'json' }
import labels from './local/labels.json' with { type: 'json' }
import via from './local/via.json' with { type: 'json' }
import moods from './moods.json' with { type: 'json' }

interface Entry {
  readonly example: string
  readonly origin?: string
}
const LISTS: readonly (readonly [name: string, entries: readonly Entry[], keyOf: (entry: never) => unknown])[] = [
  ['cues', cues.cues, ({ cue }: { cue: string }) => cue],
  ['hedges', hedges.hedges, ({ words }: { words: string }) => words],
  ['moods', moods.moods, ({ words }: { words: string }) => words],
  ['nouns for what was said', chains.nouns, ({ lemma }: { lemma: string }) => lemma],
  ['quoting verbs', chains.quoting, ({ lemma }: { lemma: string }) => lemma],
  ['verbs of telling', chains.told, ({ lemma }: { lemma: string }) => lemma],
  ['verbs of hearing', chains.heard, ({ lemma }: { lemma: string }) => lemma],
  ['who can be cited', chains.cited, ({ lemma }: { lemma: string }) => lemma],
  ['labels', labels.labels, ({ word }: { word: string }) => word],
  ['via frames', via.frames, ({ before }: { before: string[] }) => before],
  ['via venues', via.venues, ({ lemma }: { lemma: string }) => lemma],
  ['roles', roles.roles, ({ title }: { title: string }) => title],
  ['name heads', names.heads, ({ word }: { word: string }) => word],
  ['descriptions', names.descriptions, ({ head }: { head: string }) => head],
  ['causal verbs', causes.verbs, ({ words }: { words: string[] }) => words],
  ['causal prepositions', causes.prepositions, ({ words }: { words: string[] }) => words],
  ['nouns for causes', causes.nouns, ({ lemma }: { lemma: string }) => lemma],
  ['words of blame', causes.blame, ({ words }: { words: string[] }) => words],
  ['words that leave room for another cause', causes.sharing, ({ word }: { word: string }) => word],
  ['sorts of events', causes.events, ({ lemmas }: { lemmas: string[] }) => lemmas],
  ['stop words', stopWords.words, ({ lemma }: { lemma: string }) => lemma],
  ['antonyms', antonyms.antonyms, ({ pair }: { pair: string[] }) => [...pair].sort()],
]

test.each(LISTS)('every entry of %s has an example, and none stands twice', (_, entries, keyOf) => {
  const keys = entries.map((entry) => JSON.stringify(keyOf(entry as never)))
  expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([])
  expect(keys.filter((key) => key === '""' || key === '[]')).toEqual([])
  expect(entries.filter(({ example }) => example.trim() === '')).toEqual([])
})

test.each(LISTS.filter(([name]) => name !== 'via venues'))('every entry of %s has an origin', (_, entries) => {
  expect(entries.filter(({ origin }) => !origin?.trim())).toEqual([])
})
