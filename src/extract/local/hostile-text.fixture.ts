/** What hostile texts are made of: quotation marks of every style, cues, names, marks that nobody sees, and rubbish. */
const PARTS = {
  quotationMarks: ['"', '“', '”', '„', '‟', '‘', '’', '‚', '«', '»', '‹', '›', "'", '「', '」', '``', '&quot;'],
  speakers: ['Ana Okoro', 'Ben Li', 'the minister', 'she', 'Harbour Daily', 'ANA OKORO', 'Zoë Ng\u0303', 'يوسف'],
  cues: ['said', 'denied that', 'told reporters', 'according to', 'reportedly', 'SAID THAT', 'was accused of', 'Q:'],
  contents: [
    'the pier was closed',
    'it would sail on Friday',
    'nobody asked',
    '40 per cent',
    'that',
    'I think',
    '$1,000.50',
  ],
  punctuation: ['.', ',', '?', '!', '…', '—', ' - ', ';', ':', '...', '(', ')', '[', ']', '/', '\\', '*', '|', '。'],
  spaces: [' ', '\n', '\n\n', '\t', '\u00a0', '\u2003', '\u3000', '\u2028', '\r'],
  unseen: [
    '\u200b',
    '\u200e',
    '\u200f',
    '\u202b',
    '\u202c',
    '\u202e',
    '\u2066',
    '\ufeff',
    '\u00ad',
    '\u0000',
    '\ufffd',
  ],
  astral: ['🚢', '👩🏽‍🔧', '🇪🇺', '𝒜', '\ud83d', '\ude00', 'e\u0301\u0323', '\u0301', 'ﬁ', 'ǅ', 'ß', 'İ', '字', '안녕'],
  markup: [
    '<p>',
    '</p>',
    '<b class="x">',
    '<script>run()</script>',
    '&amp;',
    '&#8220;',
    '<!--',
    ']]>',
    '@ana',
    '#pier',
  ],
  noise: ['rn', 'tlie', 'sa1d', 'w0rd', 'l1ne-\nbreak', 'x'.repeat(120), '0'.repeat(40), 'http://example.org/a?b=c&d'],
} as const
const NEWS = [PARTS.speakers, PARTS.cues, PARTS.contents]
const ANYTHING = Object.values(PARTS)

/** A text of about `length` UTF-16 units: half of it as in the news, half anything; some are loud, some without spaces or lines. */
export function hostileText(random: () => number, length: number): string {
  const one = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)]
  const [isLoud, isClosed, isOneLine] = [random() < 0.1, random() < 0.1, random() < 0.1]
  const pieces: string[] = []
  for (let size = 0; size < length;) {
    const piece =
      (one(one<readonly string[]>(random() < 0.5 ? NEWS : ANYTHING) ?? []) ?? '') +
      (isClosed || random() < 0.3 ? '' : ' ')
    pieces.push(piece)
    size += piece.length
  }
  const text = isOneLine ? pieces.join('').replace(/\s/g, ' ') : pieces.join('')
  return isLoud ? text.toUpperCase() : text
}
