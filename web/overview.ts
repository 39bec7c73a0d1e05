import { groupsIn } from './groups.ts'
import { latest, once } from './once.ts'
import { nearestAhead } from './renderer/walk.ts'
import { count, isRightToLeft, showNumber } from './words.ts'
import type { Picture } from './encode.ts'
import type { Bundle, Group, Grouping } from './groups.ts'
import type { Places } from './layout.ts'
import type { Palette } from './palette.ts'
import type { Direction } from './renderer/walk.ts'
import type { Circle, FarFrame, Shape } from './scene.ts'
import type { Point } from './spacing.ts'
import './style/overview.css'

const SANS = '"Public Sans", system-ui, sans-serif'
/** No more labels than these, and no more bundles: the largest. */
const LABELS = 8
const NARROW_LABELS = 5
const BUNDLES = 16
/** A group smaller than this on screen has no room for the pointer, CSS pixels. */
const LEAST_RADIUS = 6
const NAME = { size: 12, weight: 650, height: 15 }
const SIZE = { size: 11, weight: 500, height: 14 }
/** What is left of bundles that don't lead to the group at hand. */
const DIMMED = 0.16

/** What lies where from one place of the camera. */
interface Prospect {
  /** Names have its colours. */
  readonly palette: Palette
  readonly circles: ReadonlyMap<string, Circle>
  /** The largest bundles that have their middle in view. */
  readonly bundled: readonly Bundle[]
  /** Names by the group at hand. */
  readonly names: Map<string | null, readonly Name[]>
}

/** A large case from far out: groups by name, the contradictions between them as bundles; and how much of the case is in view. */
export class Overview {
  readonly #canvas = document.createElement('canvas')
  readonly #onDrawn: (words: string | null) => void
  #of: { readonly picture: Picture; readonly places: Places } | null = null
  #grouping: Grouping | null = null
  #prospectIn = latest(prospectIn)
  #frame: FarFrame | null = null
  #hovered: string | null = null
  #cursor: string | null = null

  /** Draws into a container; `onDrawn` hears how much is drawn each time that this changes. */
  constructor(container: HTMLElement, onDrawn: (words: string | null) => void) {
    this.#onDrawn = onDrawn
    this.#canvas.className = 'labels'
    container.append(this.#canvas)
    // Names that were measured before the fonts came are of another font.
    void document.fonts.ready.then(() => (this.#prospectIn = latest(prospectIn)))
    container.addEventListener('pointermove', (event) => {
      if (!this.#frame?.isFar || event.buttons > 0) return
      const { left, top } = container.getBoundingClientRect()
      const at = this.at({ x: event.clientX - left, y: event.clientY - top })
      container.style.cursor = at ? 'pointer' : ''
      this.#hover(at)
    })
    container.addEventListener('pointerleave', () => this.#hover(null))
  }

  /** Takes what is shown of the case now. */
  learn(picture: Picture, places: Places): void {
    if (this.#of?.picture === picture && this.#of.places === places) return
    this.#of = { picture, places }
    this.#grouping = null
  }

  /** Draws a frame. While the camera moves there are no words. */
  draw(frame: FarFrame): void {
    this.#frame = frame
    const context = this.#canvas.getContext('2d')
    if (!context) return
    const ratio = window.devicePixelRatio || 1
    const [width, height] = [Math.round(frame.width * ratio), Math.round(frame.height * ratio)]
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      Object.assign(this.#canvas, { width, height })
      this.#canvas.style.width = `${frame.width}px`
      this.#canvas.style.height = `${frame.height}px`
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    context.clearRect(0, 0, frame.width, frame.height)
    if (frame.isFar) for (const shape of this.shapes(frame)) paint(context, shape)
    if (!frame.isMoving) this.#onDrawn(this.#words(frame))
  }

  /** What stands in for lines and labels. */
  shapes(frame: FarFrame): readonly Shape[] {
    const hand = this.#hovered ?? this.#cursor
    const { palette, circles, bundled } = this.#prospectOf(frame)
    const names = frame.isMoving ? [] : this.#namesIn(frame, hand)
    const taken = names.map(({ box }) => box)
    const shapes: Shape[] = []
    // The largest last, on top.
    for (const bundle of [...bundled].reverse()) shapes.push(...bundleShapes(bundle, circles, frame, hand, taken))
    const at = hand ? circles.get(hand) : undefined
    if (at)
      shapes.push({
        kind: 'circle',
        x: at.x,
        y: at.y,
        radius: Math.max(LEAST_RADIUS, at.radius) + 4,
        fill: null,
        colour: palette.ink,
        width: 2,
        alpha: 1,
      })
    return [...shapes, ...names.flatMap((name) => name.shapes)]
  }

  /** The group at a place of the canvas. */
  at({ x, y }: Point): string | null {
    const frame = this.#frame
    if (!frame) return null
    const hit = this.#groups().groups.flatMap((group) => {
      const circle = circleOf(group, frame)
      const out = Math.hypot(x - circle.x, y - circle.y) / Math.max(LEAST_RADIUS, circle.radius)
      return out <= 1.1 ? [{ id: group.id, out }] : []
    })
    return hit.sort((a, b) => a.out - b.out)[0]?.id ?? null
  }

  find(id: string): Group | undefined {
    return this.#groups().groups.find((group) => group.id === id)
  }

  /** The group that an arrow key leads to: from a group, from that of a claim, or the largest. */
  neighbour(from: string | null, direction: Direction): string | null {
    const { groups, bundles } = this.#groups()
    const place = from ? this.#of?.places.get(from) : undefined
    const here = groups.find(({ id }) => id === from || (place?.group !== undefined && id === `group ${place.group}`))
    if (!here) return groups[0]?.id ?? null
    // The walk counts y upwards.
    const up = ({ x, y }: Point) => ({ x, y: -y })
    const near = new Set(bundles.flatMap(({ from: a, to: b }) => (a === here ? b.id : b === here ? a.id : [])))
    const others = groups.filter((group) => group !== here)
    const stops = others.map((group) => ({ id: group.id, at: up(group), isNear: near.has(group.id) }))
    return nearestAhead(up(here), stops, direction)
  }

  /** Marks the group that the keyboard is on. */
  mark(id: string | null): void {
    this.#cursor = id
  }

  /** The spoken line of a group. */
  speak(id: string, textOf: (claim: string) => string | undefined): string {
    const group = this.find(id)
    if (!group) return ''
    const out = this.#groups().bundles.filter(({ from, to }) => from === group || to === group)
    const between = out.reduce((sum, { size }) => sum + size, 0)
    return [
      `Group of ${count(group.size, 'claim')}`,
      ...(group.contradictions > 0 ? [`${count(group.contradictions, 'contradiction')} inside`] : []),
      ...(between > 0 ? [`${showNumber(between)} with ${count(out.length, 'other group')}`] : []),
    ]
      .join(', ')
      .concat(`. One of them: ${textOf(group.main.id) ?? ''}. Enter opens it.`)
  }

  readonly #measure = (text: string, { size, weight }: { readonly size: number; readonly weight: number }): number => {
    const context = this.#canvas.getContext('2d')
    if (!context) return text.length * size * 0.55
    context.font = `${weight} ${size}px ${SANS}`
    return context.measureText(text).width
  }

  /** What lies where; while the camera and the case stay the same, so does that. */
  #prospectOf({ width, height, origin, scale, palette }: FarFrame): Prospect {
    return this.#prospectIn(this.#groups(), width, height, origin.x, origin.y, scale, palette)
  }

  #namesIn(frame: FarFrame, hand: string | null): readonly Name[] {
    const { circles, bundled, names } = this.#prospectOf(frame)
    const known = names.get(hand)
    if (known) return known
    const placed = namesIn(this.#groups().groups, circles, barsOf(bundled, circles), frame, hand, this.#measure)
    names.set(hand, placed)
    return placed
  }

  #groups(): Grouping {
    this.#grouping ??= this.#of ? groupsIn(this.#of.picture, this.#of.places) : { groups: [], bundles: [], shown: 0 }
    return this.#grouping
  }

  #hover(id: string | null): void {
    if (this.#hovered === id) return
    this.#hovered = id
    if (this.#frame) this.draw(this.#frame)
  }

  #words(frame: FarFrame): string | null {
    if (frame.isOff || !this.#of) return null
    const of = countClaims(this.#of.picture)
    if (!frame.isFar) return frame.inView === null ? null : `${showNumber(frame.inView)} of ${of}`
    const { groups, bundles, shown } = this.#groups()
    const { bundled } = this.#prospectOf(frame)
    const named = this.#namesIn(frame, null).length
    return [
      `${showNumber(shown)} of ${of}`,
      ...(groups.length > 0 ? [`${showNumber(named)} of ${count(groups.length, 'group')} named`] : []),
      ...(bundles.length > 0
        ? [`${showNumber(bundled.length)} of ${count(bundles.length, 'bundle')} of contradictions`]
        : []),
      'no supports',
    ].join(', ')
  }
}

const countClaims = once(({ discs }: Picture) => count(discs.length, 'claim'))

function prospectIn(
  { groups, bundles }: Grouping,
  width: number,
  height: number,
  x: number,
  y: number,
  scale: number,
  palette: Palette,
): Prospect {
  const sight = { origin: { x, y }, scale }
  const circles = new Map(groups.map((group) => [group.id, circleOf(group, sight)]))
  const isIn = ({ from, to }: Bundle) => {
    const [a, b] = [circles.get(from.id), circles.get(to.id)]
    if (!a || !b) return false
    const [across, down] = [(a.x + b.x) / 2, (a.y + b.y) / 2]
    return across > 0 && down > 0 && across < width && down < height
  }
  return { palette, circles, bundled: bundles.filter(isIn).slice(0, BUNDLES), names: new Map() }
}

function circleOf({ x, y, radius }: Group, { origin, scale }: Pick<FarFrame, 'origin' | 'scale'>): Circle {
  return { x: origin.x + x * scale, y: origin.y + y * scale, radius: radius * scale }
}

interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

interface Name {
  readonly group: Group
  readonly box: Rect
  readonly shapes: readonly Shape[]
}

/** Where a name may stand by a group, in halves of the group's and the name's size together: below, above, beside, on it. */
const SPOTS = [
  [0, 1],
  [0, -1],
  [1, 0],
  [-1, 0],
  [0, 0],
] as const
const BAR_ROOM = 16
/** Room for the note at the bottom of the canvas, in CSS pixels. */
const NOTE = 36
/** How much of a name's ground hides what lies below: dots of claims would be read as letters. */
const GROUND = 0.84
/** Places in a name that are asked whether a disc lies there. */
const ASKED = { across: 8, down: 4 }

/**
 * Names of the largest groups in view, each by its disc, which is ringed, where it lies on fewest claims and bars of bundles
 * and on no other name; the one at hand always has its own.
 */
export function namesIn(
  groups: readonly Group[],
  circles: ReadonlyMap<string, Circle>,
  bars: readonly Circle[],
  frame: FarFrame,
  hand: string | null,
  measure: (text: string, font: { readonly size: number; readonly weight: number }) => number,
): readonly Name[] {
  const names: Name[] = []
  const all = [...circles.values(), ...bars]
  const first = groups.filter(({ id }) => id === hand)
  // A name on another ring would be taken for that group's.
  const ringed = groups.slice(0, frame.isNarrow ? NARROW_LABELS : LABELS).flatMap(({ id }) => circles.get(id) ?? [])
  for (const group of [...first, ...groups.filter(({ id }) => id !== hand)]) {
    if (names.length === (frame.isNarrow ? NARROW_LABELS : LABELS) + first.length) break
    const circle = circles.get(group.id)
    if (!circle) continue
    const lines = group.main.narrowLines
    const size = count(group.size, 'claim')
    const width = Math.max(...lines.map((line) => measure(line, NAME)), measure(size, SIZE)) + 8
    const height = lines.length * NAME.height + SIZE.height + 4
    let best: { readonly box: Rect; readonly covered: number } | null = null
    for (const [right, down] of SPOTS) {
      const [x, y] = [circle.x + right * (circle.radius + width / 2), circle.y + down * (circle.radius + height / 2)]
      const box = { x: x - width / 2, y: y - height / 2, width, height }
      const isIn = box.x > 4 && box.x + width < frame.width - 4 && box.y > 4 && box.y + height < frame.height - NOTE
      if (!isIn || names.some((other) => isTouching(box, other.box))) continue
      const covered = shareCovered(box, all) + shareCovered(box, ringed)
      if (!best || covered < best.covered) best = { box, covered }
    }
    if (best) names.push({ group, box: best.box, shapes: nameShapes(lines, size, best.box, circle, frame) })
  }
  return names
}

/** Room around the bars and numbers of bundles. */
function barsOf(bundles: readonly Bundle[], circles: ReadonlyMap<string, Circle>): readonly Circle[] {
  return bundles.flatMap(({ from, to }) => {
    const [a, b] = [circles.get(from.id), circles.get(to.id)]
    return a && b ? [{ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, radius: BAR_ROOM }] : []
  })
}

/** How much of a name lies on discs, from 0 to 1. */
function shareCovered({ x, y, width, height }: Rect, circles: readonly Circle[]): number {
  const near = circles.filter(
    (disc) =>
      disc.x + disc.radius > x &&
      disc.x - disc.radius < x + width &&
      disc.y + disc.radius > y &&
      disc.y - disc.radius < y + height,
  )
  let covered = 0
  for (let i = 0; i < ASKED.across; i++)
    for (let k = 0; k < ASKED.down; k++) {
      const [px, py] = [x + ((i + 0.5) / ASKED.across) * width, y + ((k + 0.5) / ASKED.down) * height]
      if (near.some((disc) => Math.hypot(disc.x - px, disc.y - py) < disc.radius)) covered++
    }
  return covered / (ASKED.across * ASKED.down)
}

function nameShapes(lines: readonly string[], size: string, box: Rect, circle: Circle, { palette }: FarFrame): Shape[] {
  const [x, top] = [box.x + box.width / 2, box.y + 2]
  const text = { kind: 'text' as const, x, halo: palette.paper, alpha: 1 }
  return [
    { kind: 'circle', ...circle, fill: null, colour: palette.faint, width: 1.25, alpha: 1 },
    // As thick as the name is high.
    {
      kind: 'line',
      x1: box.x,
      y1: box.y + box.height / 2,
      x2: box.x + box.width,
      y2: box.y + box.height / 2,
      dash: [],
      colour: palette.paper,
      width: box.height,
      alpha: GROUND,
    },
    ...lines.map((line, i) => ({
      ...text,
      text: line,
      size: NAME.size,
      weight: NAME.weight,
      colour: palette.ink,
      y: top + (i + 0.5) * NAME.height,
    })),
    {
      ...text,
      text: size,
      size: SIZE.size,
      weight: SIZE.weight,
      colour: palette.label,
      y: top + lines.length * NAME.height + SIZE.height / 2,
    },
  ]
}

/** A bundle: dashed, with a bar across its middle and its number beside that, as a contradiction has. */
function bundleShapes(
  { from, to, size }: Bundle,
  circles: ReadonlyMap<string, Circle>,
  frame: FarFrame,
  hand: string | null,
  taken: Rect[],
): Shape[] {
  const [a, b] = [circles.get(from.id), circles.get(to.id)]
  if (!a || !b) return []
  const length = Math.hypot(b.x - a.x, b.y - a.y)
  const [dx, dy] = [(b.x - a.x) / length, (b.y - a.y) / length]
  // From edge to edge; between groups that all but touch, from a little inside.
  const gap = length - a.radius - b.radius
  const deep = Math.max(0, (36 - gap) / 2)
  const [start, end] = [Math.max(0, a.radius - deep), length - Math.max(0, b.radius - deep)]
  if (!(end > start)) return []
  const alpha = hand && from.id !== hand && to.id !== hand ? DIMMED : 1
  const on = (far: number) => ({ x: a.x + far * dx, y: a.y + far * dy })
  const [p, q, m] = [on(start), on(end), on((start + end) / 2)]
  const stroke = { kind: 'line' as const, colour: frame.palette.contradicts, alpha }
  const shapes: Shape[] = [
    { ...stroke, x1: m.x, y1: m.y, x2: p.x, y2: p.y, width: 2.25, dash: [7, 5] },
    { ...stroke, x1: m.x, y1: m.y, x2: q.x, y2: q.y, width: 2.25, dash: [7, 5] },
    { ...stroke, x1: m.x - 9 * dy, y1: m.y + 9 * dx, x2: m.x + 9 * dy, y2: m.y - 9 * dx, width: 3, dash: [] },
  ]
  if (frame.isMoving) return shapes
  const text = showNumber(size)
  const width = text.length * 7.4 + 4
  for (const side of [1, -1]) {
    const at = { x: m.x - side * dy * (12 + width / 2), y: m.y + side * dx * 20 }
    const box = { x: at.x - width / 2, y: at.y - 8, width, height: 16 }
    if (taken.some((other) => isTouching(box, other))) continue
    taken.push(box)
    const look = { size: 12, weight: 650, colour: frame.palette.contradictsText, halo: frame.palette.paper, alpha }
    shapes.push({ kind: 'text', ...at, text, ...look })
    break
  }
  return shapes
}

function isTouching(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width + 4 && b.x < a.x + a.width + 4 && a.y < b.y + b.height + 2 && b.y < a.y + a.height + 2
}

function paint(context: CanvasRenderingContext2D, shape: Shape): void {
  context.globalAlpha = shape.alpha
  if (shape.kind === 'text') {
    context.font = `${shape.weight} ${shape.size}px ${SANS}`
    context.textAlign = 'center'
    context.textBaseline = 'middle'
    context.direction = isRightToLeft(shape.text) ? 'rtl' : 'ltr'
    context.lineJoin = 'round'
    context.lineWidth = 4
    context.strokeStyle = shape.halo
    context.fillStyle = shape.colour
    context.strokeText(shape.text, shape.x, shape.y)
    context.fillText(shape.text, shape.x, shape.y)
    return
  }
  context.beginPath()
  context.strokeStyle = shape.colour
  context.lineWidth = shape.width
  if (shape.kind === 'line') {
    context.setLineDash([...shape.dash])
    context.moveTo(shape.x1, shape.y1)
    context.lineTo(shape.x2, shape.y2)
    context.stroke()
    context.setLineDash([])
    return
  }
  context.arc(shape.x, shape.y, shape.radius, 0, 2 * Math.PI)
  if (shape.fill) {
    context.fillStyle = shape.fill
    context.fill()
  }
  if (shape.width > 0) context.stroke()
}
