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

/** The names that the style sheet colours by `::highlight()`, those that lie above the others last. */
const ROLES = ['other', 'content', 'speaker', 'cue'] as const
type Role = (typeof ROLES)[number]
type Spans = Statement['contentSpans']

/** A text on screen, and where its paragraphs stand in it. */
interface Page {
  readonly paragraphs: readonly Paragraph[]
  readonly nodes: readonly (Text | undefined)[]
}

/**
 * Marks the words of a statement in the text on screen without touching its elements (CSS Custom Highlight API), those of the
 * source's other statements faintly, and scrolls to the content. A browser without the API gets the content as its selection.
 */
export function highlight(
  container: HTMLElement,
  text: string,
  statement: Statement,
  others: readonly Statement[],
): void {
  const page = pageOf(container, text)
  const content = rangesIn(page, statement.contentSpans)
  const first = content[0]
  if (typeof Highlight === 'undefined') {
    if (first)
      getSelection()?.setBaseAndExtent(first.startContainer, first.startOffset, first.endContainer, first.endOffset)
  } else {
    const ranges: Record<Role, readonly Range[]> = {
      other: rangesIn(
        page,
        others.filter(({ id }) => id !== statement.id).flatMap(({ contentSpans }) => contentSpans),
      ),
      content,
      speaker: rangesIn(page, statement.speakerSpans),
      cue: rangesIn(page, statement.cueSpans),
    }
    ROLES.forEach((role, priority) => {
      const marks = new Highlight(...ranges[role])
      marks.priority = priority
      CSS.highlights.set(role, marks)
    })
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

/**
 * The statement whose words lie at a point of the page, in CSS pixels; of several the one with the fewest words, which stands
 * inside the others. Null between statements, and while words are selected.
 */
export function statementAt(
  container: HTMLElement,
  text: string,
  statements: readonly Statement[],
  at: { readonly x: number; readonly y: number },
): string | null {
  if (getSelection()?.isCollapsed === false || typeof document.caretPositionFromPoint !== 'function') return null
  const caret = document.caretPositionFromPoint(at.x, at.y)
  if (!caret) return null
  const { paragraphs, nodes } = pageOf(container, text)
  const paragraph = paragraphs[nodes.findIndex((node) => node === caret.offsetNode)]
  if (!paragraph) return null
  const place = paragraph.start + caret.offset
  const holding = statements.filter(({ contentSpans }) =>
    contentSpans.some((span) => span.start <= place && place < span.end),
  )
  const size = ({ contentSpans }: Statement) => contentSpans.reduce((sum, span) => sum + span.end - span.start, 0)
  return holding.sort((a, b) => size(a) - size(b))[0]?.id ?? null
}

function pageOf(container: HTMLElement, text: string): Page {
  const nodes = [...container.querySelectorAll('p')].map((p) =>
    [...p.childNodes].find((node): node is Text => node instanceof Text),
  )
  return { paragraphs: paragraphsOf(text), nodes }
}

/** The ranges of spans, one for each paragraph that a span touches. */
function rangesIn({ paragraphs, nodes }: Page, spans: Spans): readonly Range[] {
  return spans.flatMap((span) => {
    const ranges: Range[] = []
    for (let i = paragraphAt(paragraphs, span.start); i < paragraphs.length; i++) {
      const { start, exact } = paragraphs[i] ?? { start: Infinity, exact: '' }
      if (start >= span.end) break
      const node = nodes[i]
      const [from, to] = [Math.max(span.start - start, 0), Math.min(span.end - start, exact.length)]
      if (!node || from >= to) continue
      const range = new Range()
      range.setStart(node, from)
      range.setEnd(node, to)
      ranges.push(range)
    }
    return ranges
  })
}

/** The last paragraph that starts at a place or before it. */
function paragraphAt(paragraphs: readonly Paragraph[], place: number): number {
  let [low, high] = [0, paragraphs.length]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((paragraphs[middle]?.start ?? 0) <= place) low = middle
    else high = middle
  }
  return low
}
