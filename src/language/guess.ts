import { francAll } from 'franc-min'

/** Characters that are looked at in one place, as many as franc reads. */
const WINDOW = 2048
/** Fewer letters tell no language. */
const LEAST_LETTERS = 150
/** Below this share of the likeliest language's score the others are out of question; English news texts are never below 0.98. */
const IN_QUESTION = 0.9

/**
 * The language that a text is surely in when it is in none of `expected` (primary BCP 47 subtags), by its English name; null
 * for a text that may be in one of them, is too short, or gives different answers at its beginning, middle and end (trigrams:
 * Cavnar and Trenkle 1994, as franc has them).
 */
export function otherLanguage(text: string, expected: readonly string[]): string | null {
  const middle = Math.max(0, Math.floor((text.length - WINDOW) / 2))
  const windows = new Set([0, middle, Math.max(0, text.length - WINDOW)])
  let found: string | null = null
  for (const from of windows) {
    const part = text.slice(from, from + WINDOW)
    if ((part.match(/\p{L}/gu)?.length ?? 0) < LEAST_LETTERS) return null
    const guesses = francAll(part)
    const likeliest = guesses[0]?.[0] ?? 'und'
    if (likeliest === 'und' || guesses.some(([code, score]) => expected.includes(tagOf(code)) && score >= IN_QUESTION))
      return null
    found ??= likeliest
  }
  return found && (new Intl.DisplayNames(['en'], { type: 'language' }).of(found) ?? found)
}

/** The primary subtag for an ISO 639-3 code: `en` for `eng`. */
const tagOf = (code: string) => new Intl.Locale(code).language
