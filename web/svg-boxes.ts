import { wordsIn } from './box-layer.ts'
import { curvesIn } from './flow-curves.ts'
import { isRightToLeft } from './words.ts'
import type { BoxFrame } from './box-layer.ts'
import type { Curve } from './flow-curves.ts'
import type { Run } from './svg-picture.ts'

type Box = BoxFrame['boxes'][number]

/** Writes an attribute: a length, or a string that is escaped. */
export interface Pen {
  readonly length: (n: number) => string
  readonly text: (text: string) => string
}

/** Boxes and the lines between them as parts of a vector picture; the lengths are those of box-shaders.ts. */
export function drawnBoxes(frame: BoxFrame, pen: Pen): readonly string[] {
  return [
    ...curvesIn(frame).map((curve) => flowOf(curve, frame, pen)),
    ...frame.boxes.map((box) => (box.form === 'pass' ? '' : boxOf(box, frame, pen))),
  ]
}

/** The words in boxes and beside them. */
export function boxedRuns(frame: BoxFrame, sans: string, serif: string): readonly (Run & { readonly halo: number })[] {
  return wordsIn(frame).map((words) => {
    const isRtl = isRightToLeft(words.text)
    // A line that is written right to left begins at its right edge.
    const anchor = words.align === 'center' ? 'middle' : (words.align === 'right') === isRtl ? 'start' : 'end'
    return {
      ...words,
      weight: String(words.weight),
      family: words.isSerif ? serif : sans,
      isRightToLeft: isRtl,
      anchor,
      isOnBaseline: !words.isMiddle,
    }
  })
}

function flowOf({ flow, start, controls, bend, end, arrive }: Curve, { scale, palette }: BoxFrame, pen: Pen): string {
  const { length } = pen
  const curve = [...controls, bend].flatMap(({ x, y }) => [length(x), length(y)]).join(' ')
  const through = end.x === bend.x ? '' : `H${length(end.x)}`
  const colour = pen.text(flow.isOn ? palette.ink : palette.control)
  const dashes = flow.isDashed ? ` stroke-dasharray="${length(4.2 * scale)} ${length(2.8 * scale)}"` : ''
  const bar = flow.isDenial
    ? `<path d="M${length(bend.x + arrive * 2 * scale)} ${length(bend.y - 7 * scale)}v${length(14 * scale)}" stroke-width="${length(2.4 * scale)}"/>`
    : ''
  return [
    `<g fill="none" stroke="${colour}"${flow.isOn ? '' : ' opacity="0.5"'}>`,
    `<path d="M${length(start.x)} ${length(start.y)}C${curve}${through}" stroke-width="${length(Math.max(flow.width * scale, 0.8))}"${dashes}/>`,
    `${bar}</g>`,
  ].join('')
}

function boxOf(box: Box, { scale, palette, selected }: BoxFrame, pen: Pen): string {
  const { form, isOpen, isCut } = box
  const isSelected = selected.has(box.id)
  const edge = isCut ? palette.cut : isSelected ? palette.ink : form === 'more' ? palette.sunken : palette.control
  const fill = isCut && !isOpen ? palette.cut : form === 'more' ? palette.sunken : palette.paper
  const { length } = pen
  const [w, h] = [box.width * scale, box.height * scale]
  const rect = (out: number, round: number, more: string) =>
    `<rect x="${length(box.x - w / 2 - out)}" y="${length(box.y - h / 2 - out)}" width="${length(w + 2 * out)}" height="${length(h + 2 * out)}" rx="${length(round)}" ${more}/>`
  const line = Math.max(1.1 * scale, 0.9)
  const dashes = isOpen ? ` stroke-dasharray="${length(3.2 * scale)} ${length(2.8 * scale)}"` : ''
  const bars = [-1, 1].map((side) => {
    const at = box.x + side * (w / 2 + 6 * scale)
    return `M${length(at)} ${length(box.y - h / 2 - 9 * scale)}v${length(h + 18 * scale)}`
  })
  return [
    `<g stroke="${pen.text(edge)}" fill="none">`,
    rect(-line / 2, 4 * scale, `fill="${pen.text(fill)}" stroke-width="${length(line)}"${dashes}`),
    ...(isSelected ? [rect(4 * scale, 8 * scale, `stroke-width="${length(2 * scale)}"`)] : []),
    ...(isCut ? [`<path d="${bars.join('')}" stroke-width="${length(2.6 * scale)}"/>`] : []),
    '</g>',
  ].join('')
}
