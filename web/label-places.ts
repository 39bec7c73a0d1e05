/** Up to so many claims every disc keeps room for its label, and a layout takes less time than a worker to start. */
export const SMALL = 120

/** A label that wants a place: its disc in CSS pixels, its lines with their width, and who goes first. */
export interface Wish {
  readonly id: string
  readonly x: number
  readonly y: number
  readonly radius: number
  readonly lines: readonly string[]
  readonly width: number
  /** Width of the first line alone, with its ellipsis. */
  readonly shortWidth: number
  readonly lineHeight: number
  /** Main claims never go without a label. */
  readonly isMain: boolean
  /** Room that a ring takes around the disc. */
  readonly ring: number
}

/** Where a label stands, relative to its disc's centre, and how many of its lines are shown. */
export interface Placed {
  readonly dx: number
  readonly dy: number
  readonly align: 'center' | 'left' | 'right'
  readonly lines: number
}

interface Rect {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

/** The canvas reaches 8 CSS pixels under what stands beside it; a label keeps a little more from there. */
const EDGE = 16

/** Two labels on each other can't be read at all: this is worse than anything else together. */
const COVERED = 1e6
/** Distance from a disc to its label. */
const GAP = 5

/**
 * Finds a place for each label, in the order given: below, above, right or left of its disc, where it touches no disc, no
 * label placed before and as few lines as possible; then the same with one line; else none. Main claims go without only where
 * another main label is in the way.
 */
export function placeLabels(
  wishes: readonly Wish[],
  discs: readonly { readonly id: string; readonly x: number; readonly y: number; readonly radius: number }[],
  lines: readonly (readonly [number, number, number, number])[],
  bounds: { readonly width: number; readonly height: number },
): ReadonlyMap<string, Placed> {
  const taken: Rect[] = []
  const placed = new Map<string, Placed>()
  for (const wish of wishes) {
    // However many there are, few are near enough to touch any of the places.
    const reach = wish.width + wish.radius + wish.ring + wish.lineHeight * wish.lines.length + 2 * GAP
    const around = { x: wish.x - reach, y: wish.y - reach, w: 2 * reach, h: 2 * reach }
    const nearDiscs = discs.filter((disc) => disc.id !== wish.id && touchesDisc(around, disc))
    const nearLines = lines.filter((line) => crosses(around, line))
    let best: { readonly cost: number; readonly place: Placed; readonly rect: Rect } | null = null
    for (const shown of wish.lines.length > 1 ? [wish.lines.length, 1] : [1]) {
      for (const [rank, { place, rect }] of candidates(wish, shown, bounds.width).entries()) {
        const isOut =
          rect.x < EDGE ||
          rect.y < EDGE ||
          rect.x + rect.w > bounds.width - EDGE ||
          rect.y + rect.h > bounds.height - EDGE
        const covered = taken.filter((other) => touches(rect, other)).length
        const hits = nearDiscs.filter((disc) => touchesDisc(rect, disc)).length + covered
        const crossed = hits > 0 ? 0 : nearLines.filter((line) => crosses(rect, line)).length
        const cost =
          hits * 100 +
          covered * COVERED +
          crossed * 4 +
          (isOut ? 180 : 0) +
          rank * 0.5 +
          (wish.lines.length - shown) * 9
        if (!best || cost < best.cost) best = { cost, place, rect }
      }
    }
    if (!best || best.cost >= (wish.isMain ? COVERED : 60)) continue
    placed.set(wish.id, best.place)
    taken.push(best.rect)
  }
  return placed
}

function candidates(wish: Wish, shown: number, room: number): { readonly place: Placed; readonly rect: Rect }[] {
  const { x, y, radius, lineHeight } = wish
  const w = shown < wish.lines.length ? wish.shortWidth : wish.width
  const h = shown * lineHeight
  const at = (dx: number, dy: number, align: Placed['align']) => ({
    place: { dx, dy, align, lines: shown },
    rect: { x: x + dx - (align === 'center' ? w / 2 : align === 'right' ? w : 0), y: y + dy, w, h },
  })
  const out = radius + wish.ring + GAP
  // Above or below, a label moves aside rather than over the edge, as long as it stays over its disc.
  const middle = Math.max(EDGE + w / 2, Math.min(room - EDGE - w / 2, x))
  const aside = Math.max(-w / 2, Math.min(w / 2, middle - x))
  return [
    at(aside, out, 'center'),
    at(aside, -out - h, 'center'),
    at(out, -h / 2, 'left'),
    at(-out, -h / 2, 'right'),
    at(out * 0.6, out * 0.75, 'left'),
    at(-out * 0.6, out * 0.75, 'right'),
    at(out * 0.6, -out * 0.75 - h, 'left'),
    at(-out * 0.6, -out * 0.75 - h, 'right'),
  ]
}

function touches(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.w + 4 && b.x < a.x + a.w + 4 && a.y < b.y + b.h + 2 && b.y < a.y + a.h + 2
}

function touchesDisc(rect: Rect, disc: { readonly x: number; readonly y: number; readonly radius: number }): boolean {
  const dx = disc.x - Math.max(rect.x, Math.min(disc.x, rect.x + rect.w))
  const dy = disc.y - Math.max(rect.y, Math.min(disc.y, rect.y + rect.h))
  return Math.hypot(dx, dy) < disc.radius + 3
}

/** Liang and Barsky's clipping (1984): a line crosses a rectangle when something is left of it. */
function crosses(rect: Rect, [x1, y1, x2, y2]: readonly [number, number, number, number]): boolean {
  let [from, to] = [0, 1]
  for (const [step, low, high] of [
    [x2 - x1, rect.x - x1, rect.x + rect.w - x1],
    [y2 - y1, rect.y - y1, rect.y + rect.h - y1],
  ] as const) {
    if (step === 0) {
      if (low > 0 || high < 0) return false
      continue
    }
    from = Math.max(from, Math.min(low / step, high / step))
    to = Math.min(to, Math.max(low / step, high / step))
  }
  return from < to
}
