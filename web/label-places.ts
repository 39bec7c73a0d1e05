/** Up to so many claims every disc keeps room for its label, and a layout takes less time than a worker to start. */
export const SMALL = 120

/** A canvas below this many CSS pixels has shorter lines in its labels, and smaller heads on its grounds. */
export const NARROW = 480
/** Heads on grounds narrower than this many CSS pixels can't be read, and go. */
export const LEAST_HEAD = 110

/** A way to write a label: in how many lines, how wide in CSS pixels, and whether these cut it. */
interface Form {
  readonly lines: number
  readonly width: number
  readonly isCut: boolean
}

/** A label that wants a place: its disc in CSS pixels, its lines with their width, and who goes first. */
export interface Wish {
  readonly id: string
  readonly x: number
  readonly y: number
  readonly radius: number
  /** The usual way to write it, then a shorter one. */
  readonly forms: readonly Form[]
  /** Ways to write all of it. */
  readonly wholes: readonly Form[]
  readonly lineHeight: number
  /** Main claims never go without a label. */
  readonly isMain: boolean
  /** Room that a ring takes around the disc. */
  readonly ring: number
}

/** Where a label stands, relative to its disc's centre, and in which of its forms; those that are whole count on. */
export interface Placed {
  readonly dx: number
  readonly dy: number
  readonly align: 'center' | 'left' | 'right'
  readonly form: number
}

interface Rect {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

/** The canvas reaches 8 CSS pixels under what stands beside it; a label keeps a little more from there. */
const EDGE = 16

/** Distance from a disc to its label. */
const GAP = 5

/** A place that costs as much as this is none: one on a disc, or over the edge. */
const NO_PLACE = 60
/** What it costs to lie on a line, and on its bar; and on however many. */
const CROSSED = 10
const ON_BAR = 24
const MOST_CROSSED = 50
/** What a line less costs, and what a label may cost more to be whole. */
const LINE_LESS = 9
const WHOLE = 9
/** Labels that move on for one that has no room, one after the other. */
const STEPS = 3

/** A place that a label may take. */
interface Place {
  readonly place: Placed
  readonly rect: Rect
}
/** The same with what it costs where no other label stands. */
interface Spot extends Place {
  readonly cost: number
}
interface Standing extends Spot {
  readonly wish: Wish
}

/**
 * Finds a place for each label, in the order given: below, above, right or left of its disc, where it touches no disc, no
 * label placed before and as few lines as possible; then the same with one line; then where others can move on
 * for it; else none. Main claims go without only where another main label is in the way. What was cut or covers
 * a line then looks for something better.
 */
export function placeLabels(
  wishes: readonly Wish[],
  discs: readonly { readonly id: string; readonly x: number; readonly y: number; readonly radius: number }[],
  lines: readonly (readonly [number, number, number, number])[],
  bounds: { readonly width: number; readonly height: number },
): ReadonlyMap<string, Placed> {
  const standing = new Map<string, Standing>()
  const known = { forms: new Map<Wish, readonly Spot[]>(), wholes: new Map<Wish, readonly Spot[]>() }
  /** The spots of a label in some of its forms that are good enough by themselves. */
  const spotsOf = (wish: Wish, of: 'forms' | 'wholes' = 'forms'): readonly Spot[] => {
    const before = known[of].get(wish)
    if (before) return before
    const forms = wish[of]
    const first = of === 'forms' ? 0 : wish.forms.length
    const usual = wish.forms[0]?.lines ?? 0
    // However many there are, few are near enough to touch any of the places.
    const reach =
      Math.max(...forms.map(({ lines: shown, width }) => width + shown * wish.lineHeight), 0) +
      wish.radius +
      wish.ring +
      2 * GAP
    const around = { x: wish.x - reach, y: wish.y - reach, w: 2 * reach, h: 2 * reach }
    const nearDiscs = discs.filter((disc) => disc.id !== wish.id && touchesDisc(around, disc))
    const nearLines = lines.filter((line) => crosses(around, line))
    const spots = forms.flatMap(({ lines: shown, width }, i) =>
      candidates(wish, first + i, width, shown * wish.lineHeight, bounds.width).map(({ place, rect }, rank): Spot => {
        const hits = nearDiscs.filter((disc) => touchesDisc(rect, disc)).length
        const crossing = hits > 0 ? [] : nearLines.filter((line) => crosses(rect, line))
        const onBars = crossing.filter((line) => coversMiddle(rect, line)).length
        const isOut =
          rect.x < EDGE ||
          rect.y < EDGE ||
          rect.x + rect.w > bounds.width - EDGE ||
          rect.y + rect.h > bounds.height - EDGE
        const cost =
          hits * 100 +
          Math.min(MOST_CROSSED, crossing.length * CROSSED + onBars * ON_BAR) +
          (isOut ? 180 : 0) +
          rank * 0.5 +
          Math.max(0, usual - shown) * LINE_LESS
        return { place, rect, cost }
      }),
    )
    const good = wish.isMain && of === 'forms' ? spots : spots.filter(({ cost }) => cost < NO_PLACE)
    known[of].set(wish, good)
    return good
  }
  /** The cheapest spot where no label stands, or null. */
  const freeFor = (wish: Wish, of: 'forms' | 'wholes' = 'forms'): Spot | null => {
    let best: Spot | null = null
    for (const spot of spotsOf(wish, of)) if (spot.cost < (best?.cost ?? Infinity) && isFree(spot.rect)) best = spot
    return best
  }
  const isFree = (rect: Rect): boolean => {
    for (const other of standing.values()) if (touches(rect, other.rect)) return false
    return true
  }
  /** Finds a spot; where only one label is in the way, that one may look for another, and so on over some steps. */
  const settle = (wish: Wish, steps: number): boolean => {
    const free = freeFor(wish)
    if (free) standing.set(wish.id, { wish, ...free })
    if (free || steps === 0) return free !== null
    for (const spot of spotsOf(wish)) {
      if (spot.cost >= NO_PLACE) continue
      const inTheWay = [...standing.values()].filter((one) => touches(spot.rect, one.rect))
      const [other] = inTheWay
      if (!other || inTheWay.length > 1 || other.wish.isMain) continue
      standing.delete(other.wish.id)
      standing.set(wish.id, { wish, ...spot })
      if (settle(other.wish, steps - 1)) return true
      standing.delete(wish.id)
      standing.set(other.wish.id, other)
    }
    return false
  }
  const priceOf = ({ forms, wholes }: Wish, { place, cost }: Spot): number =>
    cost + ([...forms, ...wholes][place.form]?.isCut ? WHOLE : 0)
  /** Moves a label to a better spot, in another form if need be, also where one other label then moves to a spot that is as good. */
  const improve = (wish: Wish): void => {
    const now = standing.get(wish.id)
    let price = now ? priceOf(wish, now) : 0
    if (!now || price < WHOLE) return
    standing.delete(wish.id)
    let best: readonly Standing[] = [now]
    for (const spot of [...spotsOf(wish), ...spotsOf(wish, 'wholes')]) {
      const own = priceOf(wish, spot)
      if (own >= price) continue
      const [other, ...more] = [...standing.values()].filter((one) => touches(spot.rect, one.rect))
      if (more.length > 0 || other?.wish.isMain) continue
      const moved = { wish, ...spot }
      if (!other) [best, price] = [[moved], own]
      else {
        standing.delete(other.wish.id)
        standing.set(wish.id, moved)
        const free = freeFor(other.wish) ?? freeFor(other.wish, 'wholes')
        const both = free ? own + priceOf(other.wish, free) - priceOf(other.wish, other) : Infinity
        if (free && both < price) [best, price] = [[moved, { wish: other.wish, ...free }], both]
        standing.delete(wish.id)
        standing.set(other.wish.id, other)
      }
    }
    for (const one of best) standing.set(one.wish.id, one)
  }
  const left = wishes.filter((wish) => !settle(wish, 0))
  if (discs.length <= SMALL) {
    for (const wish of left) settle(wish, STEPS)
    for (const wish of wishes) improve(wish)
  }
  return new Map(Array.from(standing, ([id, { place }]) => [id, place]))
}

function candidates(wish: Wish, form: number, w: number, h: number, room: number): Place[] {
  const { x, y, radius } = wish
  const at = (dx: number, dy: number, align: Placed['align']) => ({
    place: { dx, dy, align, form },
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
  const reach = disc.radius + 3
  return dx * dx + dy * dy < reach * reach
}

/** Where the bar of a contradiction stands. */
function coversMiddle(rect: Rect, [x1, y1, x2, y2]: readonly [number, number, number, number]): boolean {
  return touches(rect, { x: (x1 + x2) / 2 - 6, y: (y1 + y2) / 2 - 6, w: 12, h: 12 })
}

/** Liang and Barsky's clipping (1984): a line crosses a rectangle when something is left of it. */
function crosses(rect: Rect, [x1, y1, x2, y2]: readonly [number, number, number, number]): boolean {
  const [right, bottom] = [rect.x + rect.w, rect.y + rect.h]
  if ((x1 < rect.x && x2 < rect.x) || (x1 > right && x2 > right)) return false
  if ((y1 < rect.y && y2 < rect.y) || (y1 > bottom && y2 > bottom)) return false
  let [from, to] = [0, 1]
  if (x1 !== x2) {
    const [a, b] = [(rect.x - x1) / (x2 - x1), (right - x1) / (x2 - x1)]
    from = Math.max(from, Math.min(a, b))
    to = Math.min(to, Math.max(a, b))
  }
  if (y1 !== y2) {
    const [a, b] = [(rect.y - y1) / (y2 - y1), (bottom - y1) / (y2 - y1)]
    from = Math.max(from, Math.min(a, b))
    to = Math.min(to, Math.max(a, b))
  }
  return from < to
}
