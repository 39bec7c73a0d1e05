const SMALL = new Map(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
    .split(' ')
    .map((word, value) => [word, value]),
)
const TENS = new Map(
  'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ').map((word, i) => [word, (i + 2) * 10]),
)
const SCALES = new Map([
  ['hundred', 100],
  ['thousand', 1000],
  ['million', 1e6],
  ['billion', 1e9],
  ['trillion', 1e12],
])
const DIGITS = /^([\p{Sc}+−-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?$/u

/** Words with every cardinal number in digits: "two hundred and thirty" is "230", "1.2 million" is "1200000", "1,200" is "1200". */
export function withDigits(words: readonly string[]): string[] {
  const result: string[] = []
  for (let at = 0; at < words.length;) {
    const number = numberAt(words, at)
    result.push(number ? number.digits : (words[at] ?? ''))
    at += number ? number.length : 1
  }
  return result
}

function numberAt(words: readonly string[], at: number): { readonly digits: string; readonly length: number } | null {
  const [, sign = '', whole, part = ''] = DIGITS.exec(words[at] ?? '') ?? []
  let next = at
  let group: number | null = null
  let total = 0
  if (whole !== undefined) {
    group = Number(`${whole.replaceAll(',', '')}${part}`)
    next++
  }
  let lastScale = Infinity
  for (; next < words.length; next++) {
    const word = words[next] ?? ''
    const small = SMALL.get(word)
    const tens = TENS.get(word)
    const scale = SCALES.get(word)
    if (small !== undefined && small > 0 && whole === undefined && fits(group, small)) group = (group ?? 0) + small
    else if (small === 0 && group === null && total === 0) group = 0
    else if (tens !== undefined && whole === undefined && (group === null || (group >= 100 && group % 100 === 0)))
      group = (group ?? 0) + tens
    else if (scale === 100 && group !== null && group < 100 && whole === undefined) group *= 100
    else if (scale !== undefined && scale > 100 && group !== null && scale < lastScale) {
      total += group * scale
      lastScale = scale
      group = null
      // "1.2 million 300": the next digits are another number.
      if (whole !== undefined) {
        next++
        break
      }
    } else if (word === 'and' && group !== null && group >= 100 && group % 100 === 0 && isSmaller(words[next + 1]))
      continue
    else break
  }
  if (next === at) return null
  const value = Math.round((total + (group ?? 0)) * 1e6) / 1e6
  return Number.isSafeInteger(Math.trunc(value)) ? { digits: `${sign}${value}`, length: next - at } : null
}

/** "twenty" and "hundred" take a smaller number after them. */
const fits = (group: number | null, small: number) =>
  group === null ||
  (group >= 20 && group < 100 && group % 10 === 0 && small < 10) ||
  (group >= 100 && group % 100 === 0)
const isSmaller = (word = '') => SMALL.has(word) || TENS.has(word)
