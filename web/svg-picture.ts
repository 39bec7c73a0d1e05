import { ringRadius } from './encode.ts'
import { BOLD, LEAST_NUMBERED, PLAIN, linesAt } from './label-layer.ts'
import { boxedRuns, drawnBoxes } from './svg-boxes.ts'
import { numbersOf, widthOfTie } from './tie-layer.ts'
import { fitName, showNumber } from './words.ts'
import type { Line } from './encode.ts'
import type { Scene, Shape } from './scene.ts'

/** A run of text on one line, as the page has it: its left edge, or its right one where it is written right to left, and its middle. */
export interface Run {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly size: number
  readonly weight: string
  readonly family: string
  readonly colour: string
  readonly isRightToLeft: boolean
  /** Where `x` lies in it: its start unless it says otherwise. */
  readonly anchor?: 'start' | 'middle' | 'end'
  /** `y` is its baseline, not its middle. */
  readonly isOnBaseline?: boolean
  /** Paper around its letters, this wide. */
  readonly halo?: number
}

/** A filled rectangle of the page. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly radius: number
  readonly fill: string
  readonly line: string | null
}

/** What the page has around the canvas: fields below it, headings and notes above it, in CSS pixels of the canvas. */
export interface Surround {
  readonly ground: string
  readonly below: readonly Box[]
  readonly above: readonly Box[]
  readonly runs: readonly Run[]
}

/** The line below a picture: the case, the day, who made it. */
export interface Footer {
  readonly title: string
  readonly date: string
}

/** Height of the line below a picture, in CSS pixels. */
export const FOOTER = 40
/** Where Public Sans is not there, faces as wide as it is. */
const SANS = 'Public Sans, Helvetica Neue, Arial, Liberation Sans, sans-serif'
const SERIF = 'Source Serif 4, Georgia, serif'
/** CSS pixels that a letter of the footer takes on average. */
const LETTER = 7

/** The left part of the footer, no longer than a picture of this width has room for. */
export function captionOf({ title, date }: Footer, width: number): string {
  const room = Math.max(12, Math.floor((width - 120) / LETTER) - date.length)
  return `${fitName(title, room, 1).join('')} · ${date}`
}

/**
 * A vector picture of what the canvas shows: the same discs, rings, lines and labels, and the headings around them. It runs
 * nothing and needs nothing; every string is escaped.
 */
export function svgPicture(scene: Scene, surround: Surround, footer: Footer): string {
  const { width, height, palette } = scene
  const caption = captionOf(footer, width)
  const byId = new Map(scene.discs.map((shown) => [shown.disc.id, shown]))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${r(width)}" height="${r(height + FOOTER)}" viewBox="0 0 ${r(width)} ${r(height + FOOTER)}" role="img">`,
    `<title>${escape(`${footer.title} · ${footer.date} · hearsay`)}</title>`,
    `<clipPath id="view"><rect width="${r(width)}" height="${r(height)}"/></clipPath>`,
    `<rect width="100%" height="100%" fill="${escape(surround.ground)}"/>`,
    '<g clip-path="url(#view)">',
    ...surround.below.map(box),
    ...scene.relations.map((line) => lineOf(line, byId, scene)),
    ...(scene.boxed ? drawnBoxes(scene.boxed, { length: r, text: escape }) : []),
    ...scene.discs.map((shown) => discOf(shown, scene)),
    ...(scene.boxed ? boxedRuns(scene.boxed, SANS, SERIF).map((one) => run(one, palette.paper)) : []),
    ...numbersIn(scene),
    ...scene.discs.map((shown) => labelOf(shown, scene)),
    ...scene.far.map(shapeOf),
    ...surround.above.map(box),
    ...surround.runs.map((one) => run(one, palette.paper)),
    '</g>',
    `<g font-family="${SANS}" font-size="12" fill="${escape(palette.label)}">`,
    `<text x="16" y="${r(height + 25)}" ${ISOLATED}>${escape(caption)}</text>`,
    `<text x="${r(width - 16)}" y="${r(height + 26)}" text-anchor="end" font-family="${SERIF}" font-size="16">hearsay</text>`,
    '</g>',
    '</svg>',
    '',
  ]
    .filter(Boolean)
    .join('\n')
}

const ISOLATED = 'unicode-bidi="isolate"'

function box({ x, y, width, height, radius, fill, line }: Box): string {
  const edge = line ? ` stroke="${escape(line)}"` : ''
  return `<rect x="${r(x)}" y="${r(y)}" width="${r(width)}" height="${r(height)}" rx="${r(radius)}" fill="${escape(fill)}"${edge}/>`
}

function run({ text, x, y, size, weight, family, colour, ...more }: Run, paper: string): string {
  const way = [
    more.isRightToLeft ? ' direction="rtl"' : '',
    more.anchor && more.anchor !== 'start' ? ` text-anchor="${more.anchor}"` : '',
    more.isOnBaseline ? '' : ' dominant-baseline="central"',
    more.halo
      ? ` paint-order="stroke" stroke="${escape(paper)}" stroke-width="${r(more.halo)}" stroke-linejoin="round"`
      : '',
  ].join('')
  return `<text x="${r(x)}" y="${r(y)}" font-family="${escape(family.startsWith('Public Sans') ? SANS : family)}" font-size="${r(size)}" font-weight="${escape(weight)}" fill="${escape(colour)}" ${ISOLATED}${way}>${escape(text)}</text>`
}

type Shown = Scene['discs'][number]

/** The lengths are those of the shader in shaders.ts. */
function lineOf(relation: Line, byId: ReadonlyMap<string, Shown>, { scale, palette, at }: Scene): string {
  const { mark, isProposed } = relation
  const end = (id: string) => {
    const place = byId.get(id) ?? at(id)
    return place && { reach: 10, ...place }
  }
  const [from, to] = [end(relation.from), end(relation.to)]
  if (!from || !to || relation.isHidden) return ''
  const span = Math.hypot(to.x - from.x, to.y - from.y)
  const gap = Math.min(3.5, 3.5 * scale + 0.5)
  const length = span - from.reach - to.reach - 2 * gap
  if (!(length > 0)) return ''
  const turn = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI
  const start = from.reach + gap
  const { tie, isFaint } = relation
  const shift = (tie?.shift ?? 0) * Math.min(1, scale)
  const k = Math.max(0.4, Math.min(1, scale + 0.12))
  const colour = escape(
    mark === 'rejected' || mark === 'relays' ? palette.faint : isFaint ? palette.contradictsFaint : palette[mark],
  )
  const paper = escape(palette.paper)
  const half = length / 2
  const line = (x1: number, x2: number, width: number, more = '') =>
    `<path d="M${r(x1)} 0H${r(x2)}" stroke="${colour}" stroke-width="${r(width)}"${more}/>`
  const parts: string[] = []
  if (mark === 'supports' || mark === 'relays') {
    const own = tie && mark === 'relays' ? widthOfTie(tie.size) : isProposed ? 1.1 : 2
    const more = Math.max(0, own * Math.max(k, 0.55) - 2)
    const head = Math.min(11 * k + more * 1.4, length * 0.6)
    const high = 4.6 * k + more
    const hollow = isProposed ? `fill="${paper}" stroke="${colour}" stroke-width="1.3"` : `fill="${colour}"`
    parts.push(
      line(0, length - head * 0.8, own * Math.max(k, 0.55)),
      `<path d="M${r(length)} 0l${r(-head)} ${r(-high)}v${r(2 * high)}z" ${hollow}/>`,
    )
  } else if (mark === 'contradicts') {
    const [dash, space] = isProposed ? [4 * k, 4 * k] : [7 * k, 5 * k]
    const dashed = ` stroke-dasharray="${r(dash)} ${r(space)}"`
    const width = (isProposed ? 1.2 : 2.25) * Math.max(k, 0.55)
    const [w, h] = (isProposed ? [2.9, 7] : [1.5, 9]).map((n) => n * Math.max(k, 0.45)) as [number, number]
    const hollow = isProposed ? `fill="${paper}" stroke="${colour}" stroke-width="1.3"` : `fill="${colour}"`
    if (half > 5 * k) parts.push(line(half - 5 * k, 0, width, dashed), line(half + 5 * k, length, width, dashed))
    parts.push(`<path d="M${r(half - w)} ${r(-h)}h${r(2 * w)}v${r(2 * h)}h${r(-2 * w)}z" ${hollow}/>`)
  } else {
    parts.push(
      line(0, length, Math.max(k, 0.55)),
      `<path d="M${r(half - 4)} -4l8 8m0 -8l-8 8" fill="none" stroke="${colour}"/>`,
    )
  }
  return `<g transform="translate(${r(from.x)} ${r(from.y)}) rotate(${r(turn)}) translate(${r(start)} ${r(shift)})">${parts.join('')}</g>`
}

/** An actor: the square of the shader, with its dashes. */
function squareOf({ disc, x, y, radius }: Shown, { palette, emphasis }: Scene): string {
  const isSelected = emphasis.selected.has(disc.id)
  const edge = escape(isSelected ? palette.ink : palette.node)
  const dashed = disc.isUnnamed ? ` stroke-dasharray="${r(radius * 0.35)} ${r(radius * 0.25)}"` : ''
  const rect = (half: number, more: string) =>
    `<rect x="${r(-half)}" y="${r(-half)}" width="${r(2 * half)}" height="${r(2 * half)}" rx="${r(half - radius * 0.6)}" ${more}/>`
  return [
    `<g transform="translate(${r(x)} ${r(y)})" fill="none" stroke="${edge}">`,
    rect(
      radius + Math.min(2.5, radius * 0.4) + (isSelected ? 4.5 : 0),
      `fill="${escape(palette.paper)}" stroke="none"`,
    ),
    ...(isSelected ? [rect(radius + 4, `stroke-width="2"${dashed}`)] : []),
    rect(
      radius - Math.min(0.75, radius * 0.15),
      `fill="${disc.isHollow && !isSelected ? escape(palette.paper) : edge}" stroke-width="${r(Math.min(1.5, radius * 0.3))}"${dashed}`,
    ),
    '</g>',
  ].join('')
}

/** In how much two actors are tied, where the canvas writes it. */
function numbersIn(scene: Scene): string[] {
  const lines = scene.relations.filter(({ tie }) => tie)
  const at = (id: string) => scene.at(id) ?? { x: 0, y: 0 }
  const { palette } = scene
  const halo = `paint-order="stroke" stroke="${escape(palette.paper)}" stroke-width="5" stroke-linejoin="round"`
  return numbersOf({ ...scene, lines, at, isKept: null }).map(
    ({ line, at: { x, y } }) =>
      `<text x="${r(x)}" y="${r(y + 0.5)}" text-anchor="middle" dominant-baseline="central" font-family="${SANS}" font-size="11" font-weight="600" fill="${escape(palette.ink)}" ${halo}>${showNumber(line.tie?.size ?? 0)}</text>`,
  )
}

function discOf(shown: Shown, scene: Scene): string {
  if (shown.disc.form === 'actor') return squareOf(shown, scene)
  const { disc, x, y, radius, reach } = shown
  const { scale, palette, emphasis } = scene
  const isSelected = emphasis.selected.has(disc.id)
  const edge = escape(isSelected ? palette.ink : palette.node)
  const fill = disc.isHollow && !isSelected ? escape(palette.paper) : edge
  const gap = Math.min(1, scale)
  const circle = (at: number, more: string) => `<circle r="${r(at)}" ${more}/>`
  const halo = reach + Math.min(2.5, radius * 0.4) + (isSelected ? 4.5 : 0)
  const rings = radius < 4.5 ? [] : Array.from({ length: disc.isUnnamed ? 1 : disc.rings }, (_, i) => i)
  const width = 1.4 * Math.max(gap, 0.7)
  return [
    `<g transform="translate(${r(x)} ${r(y)})" fill="none" stroke="${edge}">`,
    circle(halo, `fill="${escape(palette.paper)}" stroke="none"`),
    ...(isSelected ? [circle(reach + 4, 'stroke-width="2"')] : []),
    ...rings.map((i) => {
      const at = radius + ringRadius(0, i) * gap
      const dots = Math.round((2 * Math.PI * at) / 4.4)
      const dot = (2 * Math.PI * at) / dots
      const dotted = disc.isUnnamed ? ` stroke-dasharray="${r(dot * 0.4)} ${r(dot * 0.6)}"` : ''
      return circle(at, `stroke-width="${r(width)}"${dotted}`)
    }),
    circle(radius - Math.min(0.75, radius * 0.15), `fill="${fill}" stroke-width="${r(Math.min(1.5, radius * 0.3))}"`),
    '</g>',
  ].join('')
}

function labelOf({ disc, x, y, radius, reach }: Shown, { scale, palette, emphasis, places, isNarrow }: Scene): string {
  const isSelected = emphasis.selected.has(disc.id)
  const isMain = emphasis.main.has(disc.id)
  const halo = `paint-order="stroke" stroke="${escape(palette.paper)}" stroke-width="4" stroke-linejoin="round"`
  const parts: string[] = []
  if (radius >= LEAST_NUMBERED) {
    const size = Math.max(9, Math.min(13, 11 * scale))
    const ink = isSelected ? palette.paper : disc.isHollow ? palette.ink : palette.nodeInk
    const base = y + size * 0.355
    parts.push(
      `<text x="${r(x)}" y="${r(base)}" text-anchor="middle" font-size="${r(size)}" font-weight="600" fill="${escape(ink)}">${escape(showNumber(disc.weight))}</text>`,
    )
    const at = (reach + (isSelected ? 5 : 0)) * 0.72
    if (disc.more !== 0)
      parts.push(
        `<text x="${r(x + at + 1)}" y="${r(y - at)}" font-size="${r(size)}" font-weight="600" fill="${escape(palette.label)}" ${halo}>${escape(`+${showNumber(disc.more)}`)}</text>`,
      )
  }
  const place = places.get(disc.id)
  if (place) {
    const { font, lineHeight } = isMain ? BOLD : PLAIN
    const [weight = '', size = ''] = font.split(' ')
    const anchor = { center: 'middle', left: 'start', right: 'end' }[place.align]
    const lines = linesAt(disc, isNarrow, place)
    const ink = isMain || isSelected ? palette.ink : palette.label
    const rows = lines.map(
      (text, i) =>
        `<tspan x="${r(x + place.dx)}" y="${r(y + place.dy + (i + 0.5) * lineHeight)}" ${ISOLATED}>${escape(text)}</tspan>`,
    )
    parts.push(
      `<text text-anchor="${anchor}" dominant-baseline="central" font-size="${size.replace('px', '')}" font-weight="${weight}" fill="${escape(ink)}" ${halo}>${rows.join('')}</text>`,
    )
  }
  return parts.length > 0 ? `<g font-family="${SANS}">${parts.join('')}</g>` : ''
}

function shapeOf(shape: Shape): string {
  const look = `opacity="${r(shape.alpha)}"`
  if (shape.kind === 'text') {
    const halo = `paint-order="stroke" stroke="${escape(shape.halo)}" stroke-width="4" stroke-linejoin="round"`
    return `<text x="${r(shape.x)}" y="${r(shape.y)}" text-anchor="middle" dominant-baseline="central" font-family="${SANS}" font-size="${r(shape.size)}" font-weight="${r(shape.weight)}" fill="${escape(shape.colour)}" ${halo} ${look} ${ISOLATED}>${escape(shape.text)}</text>`
  }
  const stroke = `stroke="${escape(shape.colour)}" stroke-width="${r(shape.width)}" ${look}`
  if (shape.kind === 'circle')
    return `<circle cx="${r(shape.x)}" cy="${r(shape.y)}" r="${r(shape.radius)}" fill="${shape.fill ? escape(shape.fill) : 'none'}" ${stroke}/>`
  const dash = shape.dash.length > 0 ? ` stroke-dasharray="${shape.dash.map(r).join(' ')}"` : ''
  return `<path d="M${r(shape.x1)} ${r(shape.y1)}L${r(shape.x2)} ${r(shape.y2)}" fill="none" ${stroke}${dash}/>`
}

/** A length with at most two decimals; nothing that is not a number reaches the picture. */
function r(n: number): string {
  return Number.isFinite(n) ? String(Math.round(n * 100) / 100) : '0'
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
/** What XML 1.0 does not allow: most control characters, halves of a surrogate pair, and two that are no characters. */
// oxlint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu

function escape(text: string): string {
  return text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"']/g, (c) => ENTITIES[c] ?? '')
}
