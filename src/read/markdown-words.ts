/**
 * Inline markup and what is left of it, in one pass from left to right. Lengths are bounded so that a hostile line of
 * openers without closers costs a bounded search each.
 */
const INLINE = new RegExp(
  [
    String.raw`\\(?<escaped>[!-/:-@[-\x60{-~])`,
    String.raw`(?<ticks>\x60+) ?(?<code>.{1,500}?) ?\k<ticks>(?!\x60)`,
    String.raw`(?<image>!\[[^\[\]]{0,500}\]\((?:[^()]|\([^()]{0,200}\)){0,2000}\))`,
    String.raw`\[(?<link>[^\[\]]{0,500})\](?:\((?:[^()]|\([^()]{0,200}\)){0,2000}\)|\[[^\[\]]{0,200}\])`,
    String.raw`(?<note>\[\^[^\[\]\s]{1,50}\])`,
    String.raw`<(?<address>https?://[^<>\s]{1,2000})>`,
    String.raw`(?<tag></?[a-zA-Z][a-zA-Z0-9]{0,20}(?:\s[^<>]{0,1000})?/?>)`,
    String.raw`\*\*(?![\s*])(?<strong>.{1,500}?)(?<!\s)\*\*(?!\*)`,
    String.raw`\*(?![\s*])(?<emphasis>.{1,500}?)(?<![\s*])\*(?!\*)`,
    String.raw`(?<![\p{L}\p{N}_])__(?![\s_])(?<strong2>.{1,500}?)(?<!\s)__(?![\p{L}\p{N}_])`,
    String.raw`(?<![\p{L}\p{N}_])_(?![\s_])(?<emphasis2>.{1,500}?)(?<![\s_])_(?![\p{L}\p{N}_])`,
    String.raw`~~(?![\s~])(?<struck>.{1,500}?)(?<![\s~])~~`,
  ].join('|'),
  'gu',
)

type Groups = Readonly<Record<string, string | undefined>>

function inline(text: string, depth = 0): string {
  if (depth > 6) return text
  return text.replace(INLINE, (...parts: unknown[]) => {
    const groups = parts.at(-1) as Groups
    const verbatim = groups['escaped'] ?? groups['code'] ?? groups['address']
    if (verbatim !== undefined) return verbatim
    const { link, strong, emphasis, strong2, emphasis2, struck, tag } = groups
    if (tag !== undefined) return /^<br\b/i.test(tag) ? '\n' : ''
    return inline(link ?? strong ?? emphasis ?? strong2 ?? emphasis2 ?? struck ?? '', depth + 1)
  })
}

function withoutComments(text: string): string {
  let kept = ''
  let from = 0
  for (;;) {
    const start = text.indexOf('<!--', from)
    const end = start === -1 ? -1 : text.indexOf('-->', start)
    if (end === -1) return kept + text.slice(from)
    kept += text.slice(from, start)
    from = end + 3
  }
}

const FENCE = /^ {0,3}(`{3,}|~{3,})/
const HEADING = /^ {0,3}#{1,6}(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/
const UNDERLINE = /^ {0,3}(?:=+|-+)[ \t]*$/
const RULE = /^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/
const ITEM = /^\s*(?:[-*+]|(\d{1,2})[.)])\s+(?:\[[ xX]\]\s+)?(.*)$/
const DEFINITION = /^ {0,3}\[[^\]^]+\]:\s+\S/
const NOTE = /^ {0,3}\[\^[^\]]+\]:\s*(.*)$/
const TABLE_RULE = /^\s*\|?[ \t:|-]*-[ \t:|-]*\|[ \t:|-]*$/
const TABLE_ROW = /^\s*\|(.*)\|\s*$/

/**
 * The words of Markdown `text`: headings, emphasis, links, quotations and list items lose their marks, images, comments and
 * link targets go, and the lines of a paragraph are joined, so that each paragraph is one line of clean sentences. A small
 * part of CommonMark, enough for prose; what it does not know stays as it stands.
 */
export function plainWords(text: string): string {
  const paragraphs: string[] = []
  let open = ''
  let fence: string | null = null
  let wasQuoted = false
  const flush = () => {
    const words = inline(open.trim()).trim()
    if (words !== '') paragraphs.push(words)
    open = ''
  }
  const whole = (line: string) => {
    flush()
    open = line
    flush()
  }
  for (const raw of withoutComments(text).split('\n')) {
    if (fence !== null) {
      if (raw.trim().startsWith(fence)) fence = null
      else paragraphs.push(raw)
      continue
    }
    const line = raw.replace(/^ {0,3}(?:> ?)+/, '')
    const isQuoted = line.length < raw.length && raw.trimStart().startsWith('>')
    if (isQuoted !== wasQuoted && open !== '') flush()
    wasQuoted = isQuoted

    const opening = FENCE.exec(line)?.[1]
    const item = ITEM.exec(line)
    const heading = HEADING.exec(line)
    if (opening !== undefined) {
      flush()
      fence = opening
    } else if (line.trim() === '' || DEFINITION.test(line)) flush()
    else if (heading) whole(heading[1] ?? '')
    else if (RULE.test(line) || TABLE_RULE.test(line) || (open !== '' && UNDERLINE.test(line))) flush()
    else if (NOTE.test(line)) whole(NOTE.exec(line)?.[1] ?? '')
    else if (TABLE_ROW.test(line)) whole(TABLE_ROW.exec(line)?.[1] ?? '')
    // A number inside a paragraph came to the line's start by chance.
    else if (item && (item[1] === undefined || item[1] === '1' || open === '')) {
      flush()
      open = item[2] ?? ''
    } else {
      const isHardBreak = /(?: {2,}|\\)$/.test(line)
      open +=
        (open === '' || open.endsWith('\n') ? '' : ' ') + line.trim().replace(/\\$/, '') + (isHardBreak ? '\n' : '')
    }
  }
  flush()
  return paragraphs.join('\n\n')
}
