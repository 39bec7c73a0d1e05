import { readEnglish, type PartOfSpeech, type Token } from '../language/english.ts'
import { isNameWord, kindOfName, nameRun, readMention } from './mention.ts'
import { outletNamed } from './outlets.ts'
import { officeOf } from './principals.ts'

/** A person or outlet that a text names, wherever it does: what "he" or "the outlet" can stand for later. */
export interface NameInText {
  readonly name: string
  readonly kind: 'person' | 'outlet'
  readonly start: number
  readonly end: number
  readonly sentence: number
  /** What the text calls the person beside the name, without whom it is a role of: "defence minister". */
  readonly titles: readonly string[]
  /** Offices of states, as `officeOf` writes them. */
  readonly offices: readonly string[]
}

/** Words before a name that can belong to it: "Defence Minister", "journalist". */
const WORDS_BEFORE = 3

/** A capital at the start of a sentence names nobody: "In", "The", "But". */
const NO_NAME_START: ReadonlySet<PartOfSpeech> = new Set([
  'ADP',
  'ADV',
  'AUX',
  'CCONJ',
  'DET',
  'INTJ',
  'PART',
  'PRON',
  'SCONJ',
])
/** Months and days of the week in English. */
const DATES: ReadonlySet<string> = new Set([
  ...Array.from({ length: 12 }, (_, month) => inEnglish(new Date(Date.UTC(2024, month)), { month: 'long' })),
  ...Array.from({ length: 7 }, (_, day) => inEnglish(new Date(Date.UTC(2024, 0, 1 + day)), { weekday: 'long' })),
])

function inEnglish(date: Date, format: Intl.DateTimeFormatOptions): string {
  return date.toLocaleDateString('en', { ...format, timeZone: 'UTC' })
}

/** False for a word that only looks like the start of a name: the first of a sentence, or "Monday" after "on". */
function canStartName(token: Token, before: Token | undefined): boolean {
  if (!isNameWord(token)) return false
  if (before?.pos === 'ADP' && DATES.has(token.text)) return false
  const isInside = before?.sentence === token.sentence && before.pos !== 'PUNCT'
  return isInside || !NO_NAME_START.has(token.pos)
}

/**
 * Outlets by the last word of their name, and people by a role before their name or by two or more name words that the
 * text uses as one. In order of the text.
 */
export function namesIn(text: string, tokens: readonly Token[] = readEnglish(text)): NameInText[] {
  const found: NameInText[] = []
  const headlines = headlinesAmong(tokens)
  for (let at = 0; at < tokens.length;) {
    const first = tokens[at]
    if (!first || !canStartName(first, tokens[at - 1]) || headlines.has(first.sentence)) {
      at++
      continue
    }
    const run = nameRun(
      tokens.slice(at, at + 8).filter((token) => token.sentence === first.sentence),
      0,
    )
    const last = run.at(-1) ?? first
    const words = text.slice(first.start, last.end)
    const before = tokens.slice(startBefore(tokens, at), at).filter((token) => token.sentence === first.sentence)
    const place = { start: first.start, end: last.end, sentence: first.sentence }
    if (outletNamed(words) || kindOfName(run.map((token) => token.text.toLowerCase())) === 'outlet')
      found.push({ ...place, name: outletNamed(words) ?? words, kind: 'outlet', titles: [], offices: [] })
    else {
      const person = personIn(text, before, run)
      if (person) found.push({ ...place, ...person, kind: 'person' })
    }
    at += Math.max(1, run.length)
  }
  return found
}

/** Where the words before a name begin that can belong to it: a whole "South Africa's", not its end. */
function startBefore(tokens: readonly Token[], at: number): number {
  let start = Math.max(0, at - WORDS_BEFORE)
  if (!/^['’]s?$/.test(tokens[start]?.text ?? '')) return start
  for (let back = 0; back < WORDS_BEFORE && isNameWord(tokens[start - 1]); back++) start--
  return start
}

/** The person that a run of name words names, read with what stands before it; null for anything else. */
function personIn(
  text: string,
  before: readonly Token[],
  run: readonly Token[],
): Pick<NameInText, 'name' | 'titles' | 'offices'> | null {
  const end = run.at(-1)?.end ?? 0
  for (const from of [...before, ...run.slice(0, 1)]) {
    const mention = readMention(text.slice(from.start, end))
    if (mention.type === 'named' && mention.kind === 'person' && mention.roles.length > 0)
      return {
        name: mention.name,
        titles: mention.roles.map(({ title }) => title.toLowerCase()),
        offices: mention.roles.map((role) => officeOf(role)).filter((office) => office !== null),
      }
  }
  const bare = run.length > 1 ? readMention(text.slice(run[0]?.start ?? 0, end)) : null
  return bare?.type === 'named' && bare.kind === 'person' ? { name: bare.name, titles: [], offices: [] } : null
}

/** Sentences that are written in title case: their capitals name nobody. */
function headlinesAmong(tokens: readonly Token[]): Set<number> {
  const counts = new Map<number, { words: number; capitals: number }>()
  for (const token of tokens) {
    if (!/^\p{L}{4,}/u.test(token.text)) continue
    const count = counts.get(token.sentence) ?? { words: 0, capitals: 0 }
    count.words++
    if (isNameWord(token)) count.capitals++
    counts.set(token.sentence, count)
  }
  return new Set([...counts].filter(([, { words, capitals }]) => words > 3 && capitals > words * 0.7).map(([id]) => id))
}
