import { readEnglish, type Token } from '../../src/language/english.ts'

/** What a change by rule does to a claim, so that it is another one. */
export type Change = 'polarity' | 'number' | 'date' | 'role' | 'modality'

/** A sentence and the same with one change by rule that makes it another claim. */
export interface AdversarialPair {
  readonly change: Change
  readonly sentence: string
  readonly changed: string
}

const DAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ')
const MONTHS = 'January February March April June July August September October November December'.split(' ')
const MODALS: Readonly<Record<string, string>> = {
  will: 'may',
  would: 'might',
  may: 'must',
  can: 'will',
  could: 'should',
}
const isNoun = ({ pos }: Token) => pos === 'NOUN' || pos === 'PROPN'

/** Every change by rule that a sentence allows, at the first place for each. */
export function adversarialPairs(sentence: string): AdversarialPair[] {
  const tokens = readEnglish(sentence)
  const put = (token: Token, words: string) => `${sentence.slice(0, token.start)}${words}${sentence.slice(token.end)}`
  const pairs: AdversarialPair[] = []
  const add = (change: Change, changed: string | null) => {
    if (changed !== null && changed !== sentence) pairs.push({ change, sentence, changed })
  }
  const aux = tokens.findIndex(({ pos }) => pos === 'AUX')
  const verb = tokens[aux]
  const isNegated = tokens[aux + 1]?.lemma === 'not'
  if (verb && !isNegated && !/['’]/.test(verb.text)) add('polarity', put(verb, `${verb.text} not`))
  const number = tokens.find(({ text }) => /^\d{1,6}$/.test(text))
  if (number) add('number', put(number, String(Number(number.text) + 1)))
  const date = tokens.find(({ text }) => DAYS.includes(text) || MONTHS.includes(text))
  if (date) {
    const names = DAYS.includes(date.text) ? DAYS : MONTHS
    add('date', put(date, names[(names.indexOf(date.text) + 1) % names.length] ?? ''))
  }
  const modal = tokens.find(({ text }) => Object.hasOwn(MODALS, text))
  if (modal) add('modality', put(modal, MODALS[modal.text] ?? ''))
  add('role', swapped(sentence, tokens))
  return pairs
}

/** The noun before the first verb and the first noun after it in each other's place. */
function swapped(sentence: string, tokens: readonly Token[]): string | null {
  const verb = tokens.findIndex(({ pos }) => pos === 'VERB')
  const before = tokens.slice(0, Math.max(verb, 0)).findLast(isNoun)
  const after = tokens.slice(verb + 1).find(isNoun)
  if (verb < 0 || !before || !after || before.text.toLowerCase() === after.text.toLowerCase()) return null
  const between = sentence.slice(before.end, after.start)
  return `${sentence.slice(0, before.start)}${after.text}${between}${before.text}${sentence.slice(after.end)}`
}
