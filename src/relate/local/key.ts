import type { Token } from '../../language/english.ts'

/** A word as it is compared: numbers as digits, every other word as its lemma. */
export function keyOf(token: Token): string {
  return token.pos === 'NUM' ? token.text.toLowerCase().replaceAll(',', '') : token.lemma.replace(/’/g, "'")
}
