/** A word of a text: its range in UTF-16 units and its form for the vocabulary (lower case, without accents). */
export interface Word {
  readonly start: number
  readonly end: number
  readonly form: string
}

const SPACE = /[\s\p{Zs}]/u
const CONTROL = /[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\ufffd]/u
/** All of ASCII that is neither letter, digit, space nor control counts as punctuation, `$` and `+` too. */
const PUNCTUATION = /[!-/:-@[-`{-~\p{P}]/u
const IDEOGRAPH = /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{2fa1f}]/u

const isControl = (char: string) => char !== '\t' && char !== '\n' && char !== '\r' && CONTROL.test(char)

/** True for a space between words. */
export const isSpace = (char: string) => SPACE.test(char)

/**
 * Words and punctuation marks of a text as BERT's basic tokeniser sees them (Devlin et al. 2019, `BasicTokenizer`), with
 * their ranges. Control characters inside a word stay in its range and leave its form.
 */
export function splitWords(text: string): Word[] {
  const words: Word[] = []
  let start = -1
  let end = 0
  let form = ''
  const flush = () => {
    if (start >= 0) words.push({ start, end, form })
    start = -1
    form = ''
  }
  let at = 0
  for (const char of text) {
    const next = at + char.length
    if (isControl(char)) {
      at = next
      continue
    }
    if (isSpace(char)) flush()
    else {
      const plain = char
        .toLowerCase()
        .normalize('NFD')
        .replace(/\p{Mn}/gu, '')
      if (PUNCTUATION.test(char) || IDEOGRAPH.test(char)) {
        flush()
        words.push({ start: at, end: next, form: plain || char })
      } else if (plain) {
        if (start < 0) start = at
        form += plain
        end = next
      } else if (start >= 0) end = next // a combining mark is part of its word
    }
    at = next
  }
  flush()
  return words
}
