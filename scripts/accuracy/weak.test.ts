import { expect, test } from 'vitest'
import type { NotionScores } from '../eval/relations.ts'
import { plotOf } from './plot.ts'
import { weaknessesOf } from './weak.ts'

const none = { label: 'entailment', wanted: 0, said: 0, right: 0, precision: 0, recall: 0, f1: 0 } as const
const empty: NotionScores = { sets: [], rules: [], bands: [], error: 0, curve: [], confusion: [], confusions: [] }
const said = (count: number, right: number, f1: number) => ({ said: count, right, precision: 0, recall: 0, f1 })

const INFERENCE: NotionScores = {
  ...empty,
  sets: [
    {
      set: 'piers',
      pairs: 100,
      answered: 30,
      accuracy: 50,
      silent: 10,
      labels: [{ ...none, label: 'contradiction', wanted: 90, said: 30, right: 27, precision: 90, recall: 30 }, none],
    },
    {
      set: 'boats',
      pairs: 40,
      answered: 2.5,
      accuracy: 75,
      silent: 75,
      labels: [
        { ...none, label: 'contradiction', wanted: 10 },
        { ...none, wanted: 4, said: 1, right: 1, recall: 25 },
      ],
    },
  ],
  rules: [
    { rule: 'number', said: 30, right: 27, precision: 90 },
    { rule: 'narrowing', said: 1, right: 1, precision: 100 },
  ],
  bands: [
    { from: 0.8, said: 1, mean: 0.85, right: 0 },
    { from: 0.9, said: 30, mean: 0.95, right: 0.9 },
  ],
}

test('says with its figures where it is silent, wrong, or not to be judged', () => {
  const sentences = weaknessesOf({
    relations: { inference: INFERENCE, argument: { ...INFERENCE, rules: [], bands: [] } },
    claims: {
      sets: [
        { set: 'all', pairs: 9, same: 6, literal: 1, joined: said(1, 1, 28.6), linked: said(2, 2, 50), allYes: 80 },
      ],
      byReason: [],
      wrong: [],
      adversarial: [],
    },
    candidates: [
      { set: 'piers', sentences: 9, related: 5, recall: 79.9, proposed: 1, pairsASentence: 1 },
      { set: 'boats', sentences: 9, related: 5, recall: 80, proposed: 1, pairsASentence: 1 },
    ],
    stance: {
      rates: [
        { set: 'all', items: 50, answered: 30, right: 24, accuracy: 80 },
        { set: 'modal', items: 20, answered: 20, right: 15, accuracy: 75 },
        { set: 'question', items: 5, answered: 2, right: 0, accuracy: 0 },
      ],
      confusion: [
        { people: 'committed', committed: 9, open: 1, opposite: 2, none: 3 },
        { people: 'opposite', committed: 1, open: 1, opposite: 9, none: 3 },
      ],
      byVerb: [],
      wrong: [],
    },
  })
  expect(sentences).toEqual([
    'On 1 of 2 sets of inference it answers fewer than 5 of 100 pairs: boats (2.5). Its silence there is no judgement.',
    'Of the contradictions that people see it misses 73 of 100; found by set: piers 30, boats 0. Two claims without a line between them may well contradict each other.',
    'Of the entailments that people see it misses 75 of 100; found by set: boats 25. That no other claim supports a claim says little.',
    'The precision on piers says little: 90 of 100 of its pairs are labelled contradiction. Among the claims of a case most pairs are neither.',
    'The rule most often wrong is “number”: 3 of its 30 answers.',
    'Too rare to be measured (fewer than 20 answers on all sets): “narrowing” (1).',
    'Scores from 0.9 promise too much: their mean is 0.95, and 0.9 of the answers are right.',
    'Of 104 links of support and attack between arguments it finds 28; wrong answers: 3. What argues for a claim need not entail it.',
    'Of 6 pairs that people call the same 1 become one claim, and 2 become one or are linked both ways (F1 50; calling every pair the same has 80). Who counts the statements behind one claim may count too few.',
    'In 1 of 2 pools fewer than 80 of 100 related pairs are proposed, and what is not proposed is never judged: piers (79.9).',
    'Under a negation, a modal, an if or a question 20 of 50 clauses get no stance. Of the 30 stances 6 are not what readers say, 3 of them the very opposite; worst with 20 and more: modal, 75 of 100 right.',
  ])
})

test('says nothing without figures', () => {
  const claims = { sets: [], byReason: [], wrong: [], adversarial: [] }
  const stance = { rates: [], confusion: [], byVerb: [], wrong: [] }
  expect(weaknessesOf({ relations: { inference: empty, argument: empty }, claims, candidates: [], stance })).toEqual([])
})

test('draws a point for each band with its number of answers, and an axis that holds every recall', () => {
  const svg = plotOf({
    bands: [{ from: 0.9, said: 12_345, mean: 0.95, right: 1 }],
    curve: [{ label: 'entailment', from: 0.9, precision: 50, recall: 4 }],
  })
  expect(svg).toContain('<circle cx="368" cy="64" r="4.5" class="answer"/>')
  expect(svg).toContain('>12k</text>')
  expect(svg).toContain('<rect x="732" y="220" width="8" height="8" class="mark entailment"/>')
  expect(svg).toMatch(/>5<\/text>/)
})
