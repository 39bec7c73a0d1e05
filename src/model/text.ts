const LINE_END = /\r\n|[\r\f\v\u0085\u2028\u2029]/g

/**
 * The one form in which a source's text is kept, and which never changes afterwards: NFC, LF, no byte order mark, no
 * empty lines before it, one LF at the end ('' when there are no words). Every other space and empty line stays, so that positions are those of other tools
 * that read the same file. Lone surrogates, which UTF-8 cannot hold, become U+FFFD. Joiners and direction marks are part of the words.
 */
export function normaliseText(raw: string): string {
  const text = raw
    .replace(/^\uFEFF/, '')
    .replace(/\p{Cs}/gu, '\uFFFD')
    .normalize('NFC')
    .replace(LINE_END, '\n')
    .replace(/^\s*\n/, '')
    .trimEnd()
  return text === '' ? '' : `${text}\n`
}

const MAX_TITLE = 80

/** The first sentence or line of `text`, cut at a word boundary with an ellipsis where it is longer than 80 characters. */
export function firstWords(text: string): string {
  const [line = ''] = text.trimStart().split('\n', 1)
  const [{ segment: sentence } = { segment: line }] = new Intl.Segmenter('en', { granularity: 'sentence' }).segment(
    line,
  )
  const whole = sentence.trim()
  if (whole.length <= MAX_TITLE) return whole
  let cut = ''
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'word' }).segment(whole)) {
    if (cut.length + segment.length >= MAX_TITLE) break
    cut += segment
  }
  return `${cut.replace(/[\s\p{P}]+$/u, '')}…`
}
