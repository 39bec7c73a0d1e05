import { isRightToLeft, showNumber } from './words.ts'
import type { Box, Disc, Flow } from './encode.ts'
import type { Palette } from './palette.ts'

/** A line of text on the canvas, in CSS pixels: `y` is its baseline, or its middle. */
export interface Words {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly align: 'left' | 'center' | 'right'
  readonly isMiddle: boolean
  readonly size: number
  readonly weight: number
  readonly isSerif: boolean
  readonly colour: string
  /** Paper around the letters, this wide; 0 for none. */
  readonly halo: number
  readonly alpha: number
}

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

/** Names in boxes, claims beside their discs, numbers on lines. */
export function wordsIn(frame: BoxFrame): readonly Words[] {
  if (12 * frame.scale < LEAST_TEXT) return []
  return [
    ...frame.flows.flatMap((flow) => countOn(flow, frame)),
    ...frame.boxes.flatMap((box) => namesIn(box, frame)),
    ...frame.discs.flatMap((claim) => claimBeside(claim, frame)),
  ]
}

/** Writes words, and the ring of the keyboard. */
export function paintBoxes(context: CanvasRenderingContext2D, frame: BoxFrame): void {
  context.lineJoin = 'round'
  context.strokeStyle = frame.palette.paper
  for (const words of wordsIn(frame)) {
    const { text, x, y, halo } = words
    context.globalAlpha = words.alpha
    context.font = `${words.weight} ${words.size}px ${words.isSerif ? SERIF : SANS}`
    context.textBaseline = words.isMiddle ? 'middle' : 'alphabetic'
    context.direction = isRightToLeft(text) ? 'rtl' : 'ltr'
    context.textAlign = words.align
    context.fillStyle = words.colour
    context.lineWidth = halo
    if (halo > 0) context.strokeText(text, x, y)
    context.fillText(text, x, y)
  }
  context.direction = 'ltr'
  const cursor = frame.boxes.find((box) => box.id === frame.cursor)
  if (!cursor) return
  const [w, h] = [cursor.width * frame.scale + 16, cursor.height * frame.scale + 16]
  context.globalAlpha = 1
  context.strokeStyle = frame.palette.ink
  context.lineWidth = 2
  context.strokeRect(cursor.x - w / 2, cursor.y - h / 2, w, h)
}

function namesIn(box: Box & Point, frame: BoxFrame): readonly Words[] {
  const { palette, scale } = frame
  const { x, y, form, lines, sub, isOpen, isCut } = box
  if (form === 'pass') return []
  const isFilled = isCut && !isOpen
  const size = (px: number) => px * scale
  const isSource = form === 'source'
  const line = LINE[form]
  const top = y - size((lines.length * line + (sub ? 12 : 0)) / 2)
  const write = (text: string, baseline: number, own: Pick<Words, 'size' | 'weight' | 'colour' | 'isSerif'>): Words => {
    const isRtl = isRightToLeft(text)
    return {
      ...own,
      text,
      x: isSource ? x + size(box.width / 2 - 9) * (isRtl ? 1 : -1) : x,
      y: baseline,
      align: isSource ? (isRtl ? 'right' : 'left') : 'center',
      isMiddle: false,
      halo: 0,
      alpha: frame.alphaOf(box.id),
    }
  }
  const name = isSource
    ? { size: size(13.5), weight: 400, isSerif: true }
    : { size: size(isOpen ? 11.5 : 12), weight: isFilled ? 650 : form === 'more' || isOpen ? 500 : 600, isSerif: false }
  const colour = isFilled ? palette.cutInk : isOpen || form === 'more' ? palette.label : palette.ink
  const below = { size: size(10.5), weight: 400, isSerif: false, colour: isFilled ? palette.cutInk : palette.faint }
  const cut = write('the cut', y - size(box.height / 2 + 14), {
    size: size(11),
    weight: 650,
    colour: palette.cut,
    isSerif: false,
  })
  return [
    ...lines.map((text, i) => write(text, top + size(line * (i + 0.78)), { ...name, colour })),
    ...(sub ? [write(sub, top + size(lines.length * line + 10), below)] : []),
    ...(box.isFirstCut ? [{ ...cut, x, align: 'center' as const }] : []),
  ]
}

function claimBeside({ disc, x, y }: BoxFrame['discs'][number], frame: BoxFrame): readonly Words[] {
  const { palette, scale } = frame
  const lines = disc.beside ?? []
  const isSelected = frame.selected.has(disc.id)
  return lines.map((text, i) => ({
    text,
    x: x + 26 * scale,
    y: y + (i + 0.5 - lines.length / 2) * 15 * scale,
    align: 'left',
    isMiddle: true,
    size: 12 * scale,
    weight: isSelected ? 650 : 450,
    isSerif: false,
    colour: isSelected ? palette.ink : palette.label,
    halo: 4,
    alpha: frame.alphaOf(disc.id),
  }))
}

function countOn(flow: BoxFrame['flows'][number], frame: BoxFrame): readonly Words[] {
  if (flow.count === null) return []
  return [
    {
      text: showNumber(flow.count),
      x: (flow.start.x + flow.end.x) / 2,
      y: (flow.start.y + flow.end.y) / 2 + 0.5,
      align: 'center',
      isMiddle: true,
      size: 11 * frame.scale,
      weight: 600,
      isSerif: false,
      colour: frame.palette.ink,
      halo: 5 * frame.scale,
      alpha: frame.alphaOf(flow.id),
    },
  ]
}
