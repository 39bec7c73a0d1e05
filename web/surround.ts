import type { Box, Run, Surround } from './svg-picture.ts'

/**
 * Reads what the page has around a canvas, as the browser laid it out: grounds and edges of elements, and each line of their
 * text. What stands before the canvas in the page lies below it, what stands after it above.
 */
export function surroundOf(frame: HTMLElement, canvas: HTMLElement): Surround {
  const origin = canvas.getBoundingClientRect()
  const below: Box[] = []
  const above: Box[] = []
  const runs: Run[] = []
  for (const element of frame.querySelectorAll<HTMLElement>('*')) {
    if (
      canvas.contains(element) ||
      element.closest('.vh, svg') ||
      !element.checkVisibility({ visibilityProperty: true })
    )
      continue
    const isAfter = canvas.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING
    const box = boxOf(element, origin)
    if (box) (isAfter ? above : below).push(box)
    runs.push(...runsOf(element, origin))
  }
  return { ground: groundOf(frame), below, above, runs }
}

/** The first ground that is not seen through, from an element outwards. */
function groundOf(element: HTMLElement): string {
  for (let at: HTMLElement | null = element; at; at = at.parentElement) {
    const { backgroundColor } = getComputedStyle(at)
    if (!isClear(backgroundColor)) return backgroundColor
  }
  return '#ffffff'
}

function isClear(colour: string): boolean {
  return colour === 'transparent' || /, 0\)$|\/ 0\)$/.test(colour)
}

function boxOf(element: HTMLElement, origin: DOMRect): Box | null {
  const style = getComputedStyle(element)
  const hasLine = Number.parseFloat(style.borderTopWidth) > 0 && Number.parseFloat(style.borderBottomWidth) > 0
  if (isClear(style.backgroundColor) && !hasLine) return null
  const { x, y, width, height } = element.getBoundingClientRect()
  return {
    x: x - origin.x,
    y: y - origin.y,
    width,
    height,
    radius: Number.parseFloat(style.borderTopLeftRadius) || 0,
    fill: isClear(style.backgroundColor) ? 'none' : style.backgroundColor,
    line: hasLine ? style.borderTopColor : null,
  }
}

/** The text that stands in an element itself, line by line as it was broken. */
function runsOf(element: HTMLElement, origin: DOMRect): Run[] {
  const style = getComputedStyle(element)
  const isRightToLeft = style.direction === 'rtl'
  const look = {
    size: Number.parseFloat(style.fontSize),
    weight: style.fontWeight,
    family: style.fontFamily.replaceAll('"', ''),
    colour: style.color,
    isRightToLeft,
  }
  return [...element.childNodes].flatMap((node) => {
    if (!(node instanceof Text) || node.data.trim() === '') return []
    const lines: { text: string; rect: DOMRect }[] = []
    for (const { 0: word, index } of node.data.matchAll(/\S+\s*/g)) {
      const range = new Range()
      range.setStart(node, index)
      range.setEnd(node, index + word.trimEnd().length)
      const rect = range.getBoundingClientRect()
      const last = lines.at(-1)
      if (last && Math.abs(last.rect.top - rect.top) < 2) {
        last.text += word
        last.rect = joined(last.rect, rect)
      } else lines.push({ text: word, rect })
    }
    return lines.map(({ text, rect }) => ({
      ...look,
      text: text.trimEnd(),
      x: (isRightToLeft ? rect.right : rect.left) - origin.x,
      y: rect.top + rect.height / 2 - origin.y,
    }))
  })
}

function joined(a: DOMRect, b: DOMRect): DOMRect {
  const [left, right] = [Math.min(a.left, b.left), Math.max(a.right, b.right)]
  return new DOMRect(left, a.top, right - left, a.height)
}
