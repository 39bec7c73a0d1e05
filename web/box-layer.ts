import { isRightToLeft, showNumber } from './words.ts'
import type { Box, Disc, Flow } from './encode.ts'
import type { Palette } from './palette.ts'

interface Point {
  readonly x: number
  readonly y: number
}

/** What a frame of boxes needs: where they stand in CSS pixels, and how much of their natural size is shown. */
export interface BoxFrame {
  readonly palette: Palette
  readonly scale: number
  readonly selected: ReadonlySet<string>
  readonly cursor: string | null
  readonly alphaOf: (id: string) => number
  readonly boxes: readonly (Box & Point)[]
  readonly discs: readonly (Point & { readonly disc: Disc })[]
  readonly flows: readonly (Flow & { readonly start: Point; readonly end: Point })[]
}

const SANS = '"Public Sans", "Noto Sans", system-ui, sans-serif'
const SERIF = '"Source Serif 4", "Noto Serif", Georgia, serif'
/** Text smaller than this can't be read and is left out. */
const LEAST_TEXT = 5
const LINE = { source: 15, actor: 14, more: 14, pass: 0 }

/** Writes names into boxes, claims beside their discs, numbers on lines, and the ring of the keyboard. */
export function paintBoxes(context: CanvasRenderingContext2D, frame: BoxFrame): void {
  if (12 * frame.scale >= LEAST_TEXT) {
    for (const flow of frame.flows) paintCount(context, flow, frame)
    for (const box of frame.boxes) paintBox(context, box, frame)
    for (const claim of frame.discs) paintClaim(context, claim, frame)
  }
  const cursor = frame.boxes.find((box) => box.id === frame.cursor)
  if (!cursor) return
  const [w, h] = [cursor.width * frame.scale + 16, cursor.height * frame.scale + 16]
  context.globalAlpha = 1
  context.strokeStyle = frame.palette.ink
  context.lineWidth = 2
  context.strokeRect(cursor.x - w / 2, cursor.y - h / 2, w, h)
}

function paintBox(context: CanvasRenderingContext2D, box: Box & Point, frame: BoxFrame): void {
  const { palette, scale } = frame
  const { x, y, form, lines, sub, isOpen, isCut } = box
  if (form === 'pass') return
  const isFilled = isCut && !isOpen
  const size = (px: number) => px * scale
  context.globalAlpha = frame.alphaOf(box.id)
  context.textBaseline = 'alphabetic'
  const isSource = form === 'source'
  const left = x - size(box.width / 2 - 9)
  const right = x + size(box.width / 2 - 9)
  const write = (text: string, baseline: number) => {
    const isRtl = isRightToLeft(text)
    context.direction = isRtl ? 'rtl' : 'ltr'
    context.textAlign = isSource ? (isRtl ? 'right' : 'left') : 'center'
    context.fillText(text, isSource ? (isRtl ? right : left) : x, baseline)
  }
  const line = LINE[form]
  const block = lines.length * line + (sub ? 12 : 0)
  const top = y - size(block / 2)
  context.font = isSource
    ? `400 ${size(13.5)}px ${SERIF}`
    : `${isFilled ? 650 : form === 'more' || isOpen ? 500 : 600} ${size(isOpen ? 11.5 : 12)}px ${SANS}`
  context.fillStyle = isFilled ? palette.cutInk : isOpen || form === 'more' ? palette.label : palette.ink
  for (const [i, text] of lines.entries()) write(text, top + size(line * (i + 0.78)))
  if (sub) {
    context.font = `400 ${size(10.5)}px ${SANS}`
    context.fillStyle = isFilled ? palette.cutInk : palette.faint
    write(sub, top + size(lines.length * line + 10))
  }
  context.direction = 'ltr'
  if (!box.isFirstCut) return
  context.font = `650 ${size(11)}px ${SANS}`
  context.fillStyle = palette.cut
  context.textAlign = 'center'
  context.fillText('the cut', x, y - size(box.height / 2 + 14))
}

function paintClaim(context: CanvasRenderingContext2D, { disc, ...place }: BoxFrame['discs'][number], frame: BoxFrame) {
  const { palette, scale } = frame
  const lines = disc.beside ?? []
  const isSelected = frame.selected.has(disc.id)
  context.globalAlpha = frame.alphaOf(disc.id)
  context.font = `${isSelected ? 650 : 450} ${12 * scale}px ${SANS}`
  context.textBaseline = 'middle'
  context.lineJoin = 'round'
  context.lineWidth = 4
  context.strokeStyle = palette.paper
  context.fillStyle = isSelected ? palette.ink : palette.label
  const at = place.x + 26 * scale
  for (const [i, text] of lines.entries()) {
    const y = place.y + (i + 0.5 - lines.length / 2) * 15 * scale
    context.direction = isRightToLeft(text) ? 'rtl' : 'ltr'
    context.textAlign = 'left'
    context.strokeText(text, at, y)
    context.fillText(text, at, y)
  }
  context.direction = 'ltr'
}

function paintCount(context: CanvasRenderingContext2D, flow: BoxFrame['flows'][number], frame: BoxFrame): void {
  if (flow.count === null) return
  const { palette, scale } = frame
  const [x, y] = [(flow.start.x + flow.end.x) / 2, (flow.start.y + flow.end.y) / 2]
  context.globalAlpha = frame.alphaOf(flow.id)
  context.font = `600 ${11 * scale}px ${SANS}`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.lineJoin = 'round'
  context.lineWidth = 5 * scale
  context.strokeStyle = palette.paper
  context.fillStyle = palette.ink
  context.strokeText(showNumber(flow.count), x, y)
  context.fillText(showNumber(flow.count), x, y + 0.5)
}
