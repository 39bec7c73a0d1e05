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

/** A place that costs as much as this is none: one on a disc, or over the edge. */
const NO_PLACE = 60
/** Labels that move on for one that has no room, one after the other. */
const STEPS = 3

/** A place that a label may take, or has taken. */
interface Spot {
  readonly place: Placed
  readonly rect: Rect
}
interface Standing extends Spot {
  readonly wish: Wish
}

/**
 * Finds a place for each label, in the order given: below, above, right or left of its disc, where it touches no disc, no
 * label placed before and as few lines as possible; then the same with one line; then where others can move on
 * for it; else none. Main claims go without only where another main label is in the way.
 */
export function placeLabels(
  wishes: readonly Wish[],
  discs: readonly { readonly id: string; readonly x: number; readonly y: number; readonly radius: number }[],
  lines: readonly (readonly [number, number, number, number])[],
  bounds: { readonly width: number; readonly height: number },
): ReadonlyMap<string, Placed> {
  const standing = new Map<string, Standing>()
  /** The spots of a label, with what each costs among labels that stand. */
  const spotsOf = (wish: Wish) => {
    // However many there are, few are near enough to touch any of the places.
    const reach = wish.width + wish.radius + wish.ring + wish.lineHeight * wish.lines.length + 2 * GAP
    const around = { x: wish.x - reach, y: wish.y - reach, w: 2 * reach, h: 2 * reach }
    const nearDiscs = discs.filter((disc) => disc.id !== wish.id && touchesDisc(around, disc))
    const nearLines = lines.filter((line) => crosses(around, line))
    const ways = wish.lines.length > 1 ? [wish.lines.length, 1] : [1]
    return ways.flatMap((shown) =>
      candidates(wish, shown, bounds.width).map(({ place, rect }, rank) => ({
        place,
        rect,
        costAmong: (others: readonly Pick<Spot, 'rect'>[]) => {
          const covered = others.filter((other) => touches(rect, other.rect)).length
          const hits = nearDiscs.filter((disc) => touchesDisc(rect, disc)).length + covered
          const crossing = hits > 0 ? [] : nearLines.filter((line) => crosses(rect, line))
          const onBars = crossing.filter((line) => coversMiddle(rect, line)).length
          const isOut =
            rect.x < EDGE ||
            rect.y < EDGE ||
            rect.x + rect.w > bounds.width - EDGE ||
            rect.y + rect.h > bounds.height - EDGE
          return (
            hits * 100 +
            covered * COVERED +
            crossing.length * 4 +
            onBars * 24 +
            (isOut ? 180 : 0) +
            rank * 0.5 +
            (wish.lines.length - shown) * 9
          )
        },
      })),
    )
  }
  /** The best spot that is good enough, or null. */
  const bestAmong = (wish: Wish, others: readonly Spot[]): Spot | null => {
    let best: Spot | null = null
    let least = wish.isMain ? COVERED : NO_PLACE
    for (const spot of spotsOf(wish)) {
      const cost = spot.costAmong(others)
      if (cost < least) [best, least] = [spot, cost]
    }
    return best
  }
  /** Finds a spot; where only one label is in the way, that one may look for another, and so on over some steps. */
  const settle = (wish: Wish, steps: number): boolean => {
    const free = bestAmong(wish, [...standing.values()])
    if (free) standing.set(wish.id, { wish, ...free })
    if (free || steps === 0) return free !== null
    for (const { place, rect, costAmong } of spotsOf(wish)) {
      if (costAmong([]) >= NO_PLACE) continue
      const inTheWay = [...standing.values()].filter((one) => touches(rect, one.rect))
      const [other] = inTheWay
      if (!other || inTheWay.length > 1 || other.wish.isMain) continue
      standing.delete(other.wish.id)
      standing.set(wish.id, { wish, place, rect })
      if (settle(other.wish, steps - 1)) return true
      standing.delete(wish.id)
      standing.set(other.wish.id, other)
    }
    return false
  }
  const left = wishes.filter((wish) => !settle(wish, 0))
  if (discs.length <= SMALL) for (const wish of left) settle(wish, STEPS)
  return new Map(Array.from(standing, ([id, { place }]) => [id, place]))
}

function candidates(wish: Wish, shown: number, room: number): Spot[] {
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

/** Where the bar of a contradiction stands. */
function coversMiddle(rect: Rect, [x1, y1, x2, y2]: readonly [number, number, number, number]): boolean {
  return touches(rect, { x: (x1 + x2) / 2 - 6, y: (y1 + y2) / 2 - 6, w: 12, h: 12 })
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
