import { quotationsOf } from './quotations.ts'

/** Tags and pictures are no words of the text: the tagger would take them into a speaker. */
const TAG = /<\/?[a-z][^<>\n]{0,300}>/gi
const PICTURE = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|\ufe0f|\u20e3/gu
/** Characters that HTML names, where a page's source was pasted. */
const ENTITIES: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&ldquo;': '“',
  '&rdquo;': '”',
  '&lsquo;': '‘',
  '&rsquo;': '’',
  '&laquo;': '«',
  '&raquo;': '»',
  '&#39;': "'",
  '&apos;': "'",
  '&amp;': '&',
  '&nbsp;': ' ',
}
const ENTITY = new RegExp(Object.keys(ENTITIES).join('|'), 'g')
/** Marks that the tagger knows as they are. */
const KNOWN = '“”"'

const blank = (words: string) => ' '.repeat(words.length)

/**
 * `text` as a US newspaper would print it, as long as before, so that every position holds: quotations in single, angle or low
 * marks (‘…’, «…», „…“, and ``…'' of a typewriter) in curly double ones, pictures, tags and the space of entities blank. What
 * the tagger was trained on looks so; quotations inside quotations keep their marks.
 */
export function plainMarks(text: string): string {
  const words = text
    .replace(TAG, blank)
    .replace(PICTURE, blank)
    .replace(ENTITY, (name) => (ENTITIES[name] ?? '').padEnd(name.length))
    .replaceAll('``', ' “')
    .replace(/(?<=^|[\s(—–])''(?=\S)/gm, ' “')
    .replaceAll("''", '” ')
  const chars = words.split('')
  for (const [start, end] of quotationsOf(words)) {
    if (KNOWN.includes(words.charAt(start))) continue
    chars[start] = '“'
    // A quotation that is not closed goes on in the next line, which opens it again.
    if (!/[\p{L}\p{N}\s.,!?]/u.test(words.charAt(end - 1))) chars[end - 1] = '”'
  }
  return chars.join('')
}
