import { expect, test } from 'vitest'
import { firstAt, readEnglish, stemOf, tokensIn } from './english.ts'

const ODD = [
  'I can’t go, gonna don’t: U.S. officials paid $5m (3,000 or 50%) to a@b.example #pier.',
  '🚢 Zoë 𝒜𝓃𝒶 said 👩🏽‍🔧 “fine”… ½ ﬁn',
  'cafe\u0301 a\u0000b \u200fمرحبا\u200e 東京 İzmir',
  'one\u00a0two\u2003three\u2028four -- five',
  '—'.repeat(50),
]

test.each(ODD)('every token of %j stands in the text, in order, and nothing but space is left out', (text) => {
  let at = 0
  let between = ''
  for (const token of readEnglish(text)) {
    expect(text.slice(token.start, token.end)).toBe(token.text)
    expect(token.start).toBeGreaterThanOrEqual(at)
    between += text.slice(at, token.start)
    at = token.end
  }
  expect((between + text.slice(at)).trim()).toBe('')
})

test('lemmas are lower case, and of the whole word', () => {
  expect(readEnglish('SAID boats didn’t').map(({ lemma }) => lemma)).toEqual(['say', 'boat', 'do', 'not'])
})

test('a line break ends a sentence, and so does a full stop, but not that of a title', () => {
  const tokens = readEnglish('A headline\n\nMr. Li left. She stayed.\n')
  const sentenceOf = (word: string) => tokens.find(({ text }) => text === word)?.sentence
  expect(['headline', 'Li', 'left', 'stayed'].map(sentenceOf)).toEqual([0, 1, 1, 2])
})

test.each(['', ' \n\t\n'])('%j has no tokens', (text) => {
  expect(readEnglish(text)).toEqual([])
})

test.each([
  [0, 0],
  [2, 0],
  [3, 1],
  [4, 1],
  [99, 3],
])('the first token that ends after %i is number %i', (position, index) => {
  expect(firstAt(readEnglish('One two three'), position)).toBe(index)
})

test('finds the tokens that stand inside a range as a whole', () => {
  const tokens = readEnglish('One two three')
  expect(tokensIn(tokens, 2, 13).map(({ text }) => text)).toEqual(['two', 'three'])
  expect(tokensIn(tokens, 5, 6)).toEqual([])
})

test.each<[string, string]>([
  ['one word', 'x'.repeat(20_000)],
  ['one line', 'Ana Okoro said that the pier was closed. '.repeat(500)],
  ['one line without a full stop', 'the pier was closed and '.repeat(800)],
  ['astral characters without space', '🚢'.repeat(9_000)],
])('a long text of %s is read whole, every token at its place', (_, text) => {
  const tokens = readEnglish(text)
  expect(tokens.map((token) => token.text).join('')).toBe(text.replaceAll(' ', ''))
  expect(tokens.every(({ start, end, text: words }) => text.slice(start, end) === words)).toBe(true)
  expect(tokens.every(({ text: words }) => words.length <= 200)).toBe(true)
})

test.each([
  ['collapse', 'collapsed'],
  ['snowboarder', 'Snowboarding'],
  ['', ''],
  ['🚢', '🚢'],
])('%j and %j have one stem', (a, b) => {
  expect(stemOf(a)).toBe(stemOf(b))
})

test.each(["Okoro's, a list", 'Okoro’s “best” ship', 'Okoro’s.'])(
  'what was read before makes no difference: %j',
  (before) => {
    const words = (text: string) => readEnglish(text).map((token) => `${token.text}/${token.pos}`)
    const texts = ["The mayor likes Okoro's plan", 'The mayor likes Okoro’s plan']
    const alone = texts.map(words)
    readEnglish(before)
    expect(texts.map(words)).toEqual(alone)
    expect(alone.map((tokens) => tokens.slice(3, 5))).toEqual([
      ['Okoro/PROPN', "'s/PART"],
      ['Okoro/PROPN', '’s/PART'],
    ])
  },
)
