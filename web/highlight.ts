import type { Statement } from '../src/model/records.ts'

/** A paragraph of a source: where it starts in the text, in UTF-16 units, and its words. */
export interface Paragraph {
  readonly start: number
  readonly exact: string
}

/** The paragraphs of a text, line by line; empty lines are left out, positions are kept. */
export function paragraphsOf(text: string): readonly Paragraph[] {
  return [...text.matchAll(/[^\n]+/g)].map((match) => ({ start: match.index, exact: match[0] }))
}

/** The names that the style sheet colours by `::highlight()`. */
const ROLES = ['speaker', 'cue', 'content'] as const

/**
 * Marks the words of a statement in the text on screen without touching its elements (CSS Custom Highlight API), and scrolls
 * to the content. A browser without the API gets the content as its selection.
 */
export function highlight(container: HTMLElement, text: string, statement: Statement): void {
  const nodes = [...container.querySelectorAll('p')].flatMap(
    (p) => [...p.childNodes].find((n) => n instanceof Text) ?? [],
  )
  const paragraphs = paragraphsOf(text)
  const rangesOf = (spans: Statement['contentSpans']) =>
    spans.flatMap((span) =>
      paragraphs.flatMap(({ start, exact }, i) => {
        const node = nodes[i]
        const [from, to] = [Math.max(span.start - start, 0), Math.min(span.end - start, exact.length)]
        if (!node || from >= to) return []
        const range = new Range()
        range.setStart(node, from)
        range.setEnd(node, to)
        return [range]
      }),
    )
  const content = rangesOf(statement.contentSpans)
  const first = content[0]
  if (typeof Highlight === 'undefined') {
    if (first)
      getSelection()?.setBaseAndExtent(first.startContainer, first.startOffset, first.endContainer, first.endOffset)
  } else {
    const ranges = { speaker: rangesOf(statement.speakerSpans), cue: rangesOf(statement.cueSpans), content }
    for (const role of ROLES) CSS.highlights.set(role, new Highlight(...ranges[role]))
  }
  if (!first) return
  const [box, words] = [container.getBoundingClientRect(), first.getBoundingClientRect()]
  const above = Math.min(box.height * 0.3, 56)
  container.scrollTo({ top: container.scrollTop + words.top - box.top - above })
}

/** Takes the marks away. */
export function clearHighlight(): void {
  if (typeof Highlight !== 'undefined') for (const role of ROLES) CSS.highlights.delete(role)
}
