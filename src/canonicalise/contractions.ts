const RULES: readonly (readonly [RegExp, string])[] = [
  [/\bwon't\b/gi, 'will not'],
  [/\bshan't\b/gi, 'shall not'],
  [/\bcan(?:'t|not)\b/gi, 'can not'],
  [/n't\b/gi, ' not'],
  [/\b(I)'m\b/gi, '$1 am'],
  [/\b(we|you|they)'re\b/gi, '$1 are'],
  [/\b(I|we|you|they)'ve\b/gi, '$1 have'],
  [/\b(I|we|you|he|she|it|they|there)'ll\b/gi, '$1 will'],
  [/\b(he|she|it|there|that)'s (been|had|got)\b/gi, '$1 has $2'],
  [/\b(he|she|it|there|that)'s\b/gi, '$1 is'],
]

/** The text with contractions written out ("can't" as "can not"); "'s" of a noun and "'d" stay, they may be several things. */
export function writeOut(text: string): string {
  return RULES.reduce((written, [contraction, words]) => written.replace(contraction, words), text.replace(/’/g, "'"))
}
