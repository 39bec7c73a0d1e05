import { isUpright, layOut, layOutPart } from '../layout.ts'
import { NARROW, placeLabels } from '../label-places.ts'
import { placeInColumns } from './columns.ts'
import type { Wish } from '../label-places.ts'
import type { LayOutPart, Plan, Positions } from '../layout.ts'

/** A ground on the canvas, in the layout's coordinates: a side of the dispute, or the rest. */
interface Field {
  /** The main claim of a side; null for what stands on neither. */
  readonly claim: string | null
  /** The side is that the claim is denied. */
  readonly isDenial?: boolean
  /** Its head has room for a line of words. */
  readonly hasWords?: boolean
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Where claims and fields lie; `width` and `height` hold everything, from 0. */
export interface Sides {
  readonly positions: Positions
  readonly fields: readonly Field[]
  /** Those of the fields that hold one claim alone. */
  readonly heads: readonly Head[]
  readonly width: number
  readonly height: number
}

/** The head of a field, which names the only claim in it. */
type Head = Pick<Field, 'x' | 'y' | 'width'> & { readonly claim: string }

/** Room that a label takes beside and below its disc, shown a little smaller than natural size, and that a field keeps around it. */
const LABEL = { halfWidth: 84, height: 52 }
const PAD = 14
const GAP = 30
/** From one step of support to the next: beside each other, and below. */
const STEP = { x: 158, y: 104 }
/** A field is no narrower than this many CSS pixels, for its head is to be read; nor than this share of the canvas. */
const LEAST_WIDTH = { pixels: 190, share: 0.42 }
/** From this size of the canvas on a head has a line of words. */
const ROOMY = { width: 620, height: 560 }
/** Words in a field that is otherwise empty may make it this many CSS pixels higher. */
const FREE = 12
/** A picture that needs to be shown smaller than this does without the words in its heads. */
const LEAST_SCALE = 0.8
/** Labels get no more than so many times their height. */
const MOST_ROOM = 3
/**
 * Discs and labels shrink less than the distances between them: what they need more above and below at half the size, and what
 * a disc alone needs.
 */
const GROWTH = { above: 42, below: 42 }
const GROWTH_ALONE = { above: 10, below: 22 }
/** A label outside the dispute may stand above its disc as well. */
const ABOVE = 30
/** The camera shows nothing larger than this. */
const LARGEST_SCALE = 1.35
const LONGEST_STRETCH = 1.7
/** The scale depends on the room that heads and labels take, and that on the scale. */
const ROUNDS = 8

/** One side of a dispute: its main claim, and what stands with it. */
export interface Side {
  readonly claim: string
  readonly isDenial: boolean
  readonly claims: ReadonlySet<string>
}

/**
 * The two sides of a contradiction: each end with everything that supports it or is supported by it, over however many steps.
 * Null where the two can't be told apart, because a claim belongs to both. The denial of a claim has words and origins but no
 * claim of its own: whatever contradicts the claim says something else, and stands outside.
 */
export function sidesOf(plan: Plan): readonly [Side, Side] | null {
  const near = new Map<string, string[]>()
  for (const { from, to, isContradiction } of plan.lines) {
    if (isContradiction) continue
    near.set(from, [...(near.get(from) ?? []), to])
    near.set(to, [...(near.get(to) ?? []), from])
  }
  const reach = (start: string) => {
    const found = new Set([start])
    for (const id of found) for (const next of near.get(id) ?? []) found.add(next)
    return found
  }
  const side = (claim: string): Side => ({ claim, isDenial: false, claims: reach(claim) })
  const { denied } = plan
  if (denied) return [side(denied), { claim: denied, isDenial: true, claims: new Set() }]
  const [a, b] = plan.level ?? []
  if (a === undefined || b === undefined) return null
  const one = side(a)
  return one.claims.has(b) ? null : [one, side(b)]
}

interface Part {
  readonly positions: Positions
  readonly width: number
  readonly height: number
}

type Size = Pick<Part, 'width' | 'height'>

/**
 * Lays the sides of the largest dispute beside each other, and all else below. Null where there
 * are no two sides. `size` is the canvas in CSS pixels, which the fields fill; `headOf` is how high the head of a side is on it, by
 * the width of its field, with a line of words or without.
 */
export function layOutSides(
  plan: Plan,
  size: Size,
  headOf: (side: Side, width: number, hasWords: boolean) => number,
): Sides | null {
  const sides = sidesOf(plan)
  if (!sides) return null
  const [a, b] = sides
  const radii = new Map(plan.discs.map((disc) => [disc.id, disc.radius]))
  const rest = new Set(plan.discs.flatMap(({ id }) => (sides.some(({ claims }) => claims.has(id)) ? [] : [id])))
  const belowsOf = (tight: number) => (rest.size > 0 ? restOf(plan, rest, radii, size, tight) : [null])
  const waysOf = (side: Side, way: 1 | -1) =>
    // One claim lies the same along either axis.
    (side.claims.size > 1 ? (['x', 'y'] as const) : (['x'] as const)).map((axis) => ({
      ...side,
      part: fan(plan, side, axis, way, radii),
    }))
  const [ones, others] = [waysOf(a, 1), waysOf(b, -1)]
  const bestOf = (belows: readonly (Part | null)[], hasWords: boolean) => {
    const ways = ones.flatMap((one) => others.flatMap((other) => belows.map((below) => ({ one, other, below }))))
    const largestFirst = ways
      .map(({ one, other, below }) => arrange(one, other, below, size, hasWords, headOf))
      .sort((one, other) => other.scale - one.scale)
    let best: ((typeof largestFirst)[number] & { readonly worth: number }) | undefined
    for (const made of largestFirst) {
      // Nothing is worth more than its scale.
      if (best && made.scale < best.worth) break
      const worth = worthOf(plan, made, size)
      const isFlatter = worth === best?.worth && made.height < best.height
      if (!best || worth > best.worth || isFlatter) best = { ...made, worth }
    }
    return best
  }
  const isRoomy = size.width >= ROOMY.width && size.height >= ROOMY.height
  const belows = belowsOf(1)
  const best = isRoomy ? bestOf(belows, true) : undefined
  if (best && best.scale >= LEAST_SCALE) return best
  const plain = bestOf(belows, false)
  if (!plain || plain.scale >= LEAST_SCALE) return plain ?? null
  // Shown small, labels need more of the picture.
  const eased = bestOf(belowsOf(Math.min(MOST_ROOM, 1 / plain.scale)), false)
  return eased && eased.worth > plain.worth ? eased : plain
}

interface Drawn extends Side {
  readonly part: Part
}

/** The head of a side says what its only claim is, which then needs no label. */
const isAlone = ({ claims }: Side) => claims.size <= 1

/** Fields around two sides and the rest, as wide and high as the canvas's shape wants. */
function arrange(
  one: Drawn,
  other: Drawn,
  below: Part | null,
  size: Size,
  hasWords: boolean,
  headOf: (side: Side, width: number, hasWords: boolean) => number,
) {
  const shape = size.width / size.height
  const level = (one.part.positions[one.claim]?.y ?? 0) - (other.part.positions[other.claim]?.y ?? 0)
  // The line between the main claims lies level, unless that takes too much room.
  const isLevel = Math.abs(level) < Math.max(one.part.height, other.part.height) * 0.6
  const grown = isAlone(one) && isAlone(other) ? GROWTH_ALONE : GROWTH
  const lift = isLevel ? { one: Math.max(0, -level), other: Math.max(0, level) } : { one: 0, other: 0 }
  const bare = Math.max(one.part.height + lift.one, other.part.height + lift.other)
  let scale = 1
  let more = 0
  let inner = bare
  let [width, height] = [0, 0]
  let widths: readonly [number, number] = [0, 0]
  let heads: readonly [number, number] = [0, 0]
  let areWordsFree = false
  // A side without a claim to draw has its words there, where they take little more room than the other side.
  const headOn = (side: Side, width: number) =>
    headOf(side, width * scale, hasWords || (areWordsFree && side.claims.size === 0)) / scale
  const grounds = () =>
    Math.max(...[one, other].map(({ claims }, i) => (heads[i] ?? 0) + (claims.size > 0 ? inner : 0)))
  for (let round = 0; round < ROUNDS; round++) {
    const least = Math.min(LEAST_WIDTH.pixels, size.width * LEAST_WIDTH.share) / scale
    const own = [Math.max(least, one.part.width), Math.max(least, other.part.width)] as const
    width = Math.max(own[0] + GAP + own[1], below?.width ?? 0)
    if (round > 0) width = Math.max(width, Math.min(size.width / scale, height * shape))
    const spare = width - own[0] - GAP - own[1]
    const share = own[0] / (own[0] + own[1])
    widths = [own[0] + spare * share, own[1] + spare * (1 - share)]
    const sideOne = headOn(one, widths[0])
    areWordsFree = headOf(other, widths[1] * scale, true) <= (sideOne + inner) * scale + FREE
    heads = [sideOne, headOn(other, widths[1])]
    more = Math.max(0, 1 / scale - 1)
    inner = bare + (grown.above + grown.below) * more
    height = grounds() + (below ? GAP / 2 + below.height + (GROWTH.above + GROWTH.below) * more : 0)
    scale = Math.min(LARGEST_SCALE, size.width / width, size.height / height)
  }
  // What the canvas has more than the picture needs goes to the fields.
  const lack = scale < LARGEST_SCALE ? Math.max(0, size.width / scale - width) : 0
  const [first, second] = widths
  widths = [first + (lack * first) / (first + second), second + (lack * second) / (first + second)]
  width += lack
  const spare = Math.max(0, width / shape - height)
  height += spare
  const placed: Record<string, { x: number; y: number }> = {}
  /** In the middle of a field, drawn out to its width: what is shown small needs the room for its labels. */
  const put = (part: Part, x: number, y: number, room: number) => {
    const margin = LABEL.halfWidth + PAD
    const wide = Math.max(1, part.width - 2 * margin)
    const by = Math.max(1, Math.min(LONGEST_STRETCH, (room - 2 * margin) / wide))
    const left = x + (room - wide * by) / 2
    for (const [id, at] of Object.entries(part.positions)) placed[id] = { x: left + (at.x - margin) * by, y: at.y + y }
  }
  const fields: Field[] = []
  const head = Math.max(...[one, other].map(({ claims }, i) => (claims.size > 0 ? (heads[i] ?? 0) : 0)))
  const own = grounds() - head + (below ? (spare * inner) / (inner + below.height) : spare)
  const top = head + (own - inner) / 2 + grown.above * more
  const topOf = ({ part }: Drawn, above: number) =>
    isLevel ? top + above : head + (own - part.height + (grown.above - grown.below) * more) / 2
  put(one.part, 0, topOf(one, lift.one), widths[0])
  put(other.part, widths[0] + GAP, topOf(other, lift.other), widths[1])
  const sided = (side: Side, x: number, width: number) => ({
    claim: side.claim,
    isDenial: side.isDenial,
    hasWords: hasWords || (areWordsFree && side.claims.size === 0),
    x,
    y: 0,
    width,
    height: head + own,
  })
  fields.push(sided(one, 0, widths[0]), sided(other, widths[0] + GAP, widths[1]))
  const y = head + own + GAP / 2
  if (below) {
    put(below, 0, y + (height - y - below.height + (GROWTH.above - GROWTH.below) * more) / 2, width)
    fields.push({ claim: null, x: 0, y, width, height: height - y })
  }
  const named = [one, other].flatMap((side, i) =>
    isAlone(side) && !side.isDenial
      ? [{ claim: side.claim, x: i === 0 ? 0 : widths[0] + GAP, y: 0, width: widths[i] ?? 0 }]
      : [],
  )
  return { positions: placed, fields, heads: named, width, height, scale }
}

/** Lines of a label, in letters and in CSS pixels: words keep their size at any scale. */
const LINE = { letters: 22, narrow: 17, letter: 5.8, height: 15 }
/** A whole label has no more lines than this. */
const MOST_LINES = 3
/** A letter more in each line breaks no word. */
const EVEN = 2
/** A label that is cut, to two lines or to one, against one that is whole; and how much more words count than size. */
const CUT = [0.94, 0.88] as const
const WORDS_BEFORE_SIZE = 5

/** The label of a claim of so many letters in its usual forms, on two lines and on one, and in full. */
function formsOf(letters: number, isNarrow: boolean): Pick<Wish, 'forms' | 'wholes'> {
  const on = (lines: number, isCut: boolean, most: number) => ({
    lines,
    width: Math.min(most, Math.ceil(letters / lines) + EVEN) * LINE.letter,
    isCut,
  })
  const most = isNarrow ? LINE.narrow : LINE.letters
  const lines = (limit: number) => Math.ceil(letters / (limit - EVEN))
  if (letters <= most) return { forms: [on(1, false, most)], wholes: [] }
  return {
    forms: [on(2, lines(most) > 2, most), on(1, true, most)],
    wholes: [LINE.letters, LINE.narrow].flatMap((limit) =>
      lines(limit) <= MOST_LINES ? [on(lines(limit), false, limit)] : [],
    ),
  }
}

/** How large a picture is shown, less for claims whose labels have no room. */
function worthOf(
  { discs, lines }: Plan,
  { positions, heads, scale }: Pick<Sides, 'positions' | 'heads'> & { readonly scale: number },
  bounds: Size,
): number {
  const at = (id: string) => ({ x: (positions[id]?.x ?? 0) * scale, y: (positions[id]?.y ?? 0) * scale })
  const shrunk = Math.min(1, Math.sqrt(scale))
  const isNarrow = bounds.width < NARROW
  const shown = discs.map(({ id, radius, letters = 2 * LINE.letters }) => ({
    id,
    ...at(id),
    radius: radius * shrunk,
    ...formsOf(letters, isNarrow),
    lineHeight: LINE.height,
    isMain: false,
    ring: 0,
  }))
  const ends = lines.map(({ from, to }) => {
    const [a, b] = [at(from), at(to)]
    return [a.x, a.y, b.x, b.y] as const
  })
  const headed = new Set(heads.map(({ claim }) => claim))
  const wishes = shown.filter(({ id }) => !headed.has(id))
  const placed = placeLabels(wishes, shown, ends, bounds)
  const worth = wishes.reduce((sum, { id, forms, wholes }) => {
    const form = placed.get(id)?.form
    if (form === undefined) return sum
    const { isCut = false, lines: shownLines = 1 } = [...forms, ...wholes][form] ?? {}
    return sum + (isCut ? (CUT[shownLines === 2 ? 0 : 1] ?? 0) : 1)
  }, 0)
  const named = worth / Math.max(1, wishes.length)
  return scale * named ** WORDS_BEFORE_SIZE
}

/**
 * A side as layers of support: the main claim nearest to the other side, or on top; then what supports it, and so on, in the order
 * that crosses fewest lines. `way` is 1 where the other side lies to the right.
 */
function fan(
  plan: Plan,
  { claim: main, claims: ids }: Side,
  axis: 'x' | 'y',
  way: 1 | -1,
  radii: ReadonlyMap<string, number>,
): Part {
  if (ids.size === 0) return { positions: {}, width: 0, height: 0 }
  const links = plan.lines.filter((line) => !line.isContradiction && ids.has(line.from) && ids.has(line.to))
  const near = new Map<string, string[]>()
  for (const { from, to } of links) {
    near.set(from, [...(near.get(from) ?? []), to])
    near.set(to, [...(near.get(to) ?? []), from])
  }
  const depths = new Map([[main, 0]])
  for (const [id, depth] of depths)
    for (const next of near.get(id) ?? []) if (!depths.has(next)) depths.set(next, depth + 1)
  const reach = (id: string) => radii.get(id) ?? 10
  const room = (id: string) => (axis === 'x' ? reach(id) * 2 + LABEL.height + 8 : LABEL.halfWidth * 2 + 6)
  const slots = [...depths].map(([id, column]) => ({ id, column, height: room(id) }))
  const middles = placeInColumns(
    slots,
    links.map(({ from, to }) => ({ from, to, weight: 1 })),
    0,
    4,
  )
  const places = [...depths].map(([id, depth]): [string, { x: number; y: number }] => {
    const across = middles.get(id) ?? 0
    // A label hangs below its disc: the disc stands that much above the middle of its room.
    return [
      id,
      axis === 'x' ? { x: -way * depth * STEP.x, y: across - LABEL.height / 2 } : { x: across, y: depth * STEP.y },
    ]
  })
  // The label of a claim whose lines all come from below stands above it.
  const [above, below] = ids.size === 1 ? [0, 0] : [axis === 'y' ? LABEL.height : 0, LABEL.height]
  return framed(Object.fromEntries(places), radii, above, below)
}

/** Layouts of the claims outside the dispute, from high to flat. */
function restOf(
  plan: Plan,
  ids: ReadonlySet<string>,
  radii: ReadonlyMap<string, number>,
  size: Size,
  tight: number,
): readonly Part[] {
  const discs = plan.discs.filter(({ id }) => ids.has(id))
  const lines = plan.lines.filter(({ from, to }) => ids.has(from) && ids.has(to))
  const shape = size.width / size.height
  const joined = new Set(lines.flatMap(({ from, to }) => [from, to]))
  // A part looks the same however the parts stand to each other.
  const laidOut = new Map<string, ReturnType<LayOutPart>>()
  const layOutOnce: LayOutPart = (part, own, room, onProgress) => {
    const key = `${isUpright(own)} ${part.join()}`
    const known = laidOut.get(key) ?? layOutPart(part, own, room, onProgress)
    laidOut.set(key, known)
    return known
  }
  const singles = discs.length - discs.filter(({ id }) => joined.has(id)).length
  return (ids.size > 40 ? [2.4] : [1.4, 2.4, 3.2, 4, 5.2, 7]).flatMap((flat) =>
    [...new Set([1, 2, 3, 5].map((rows) => Math.ceil(singles / rows)))].map((columns) =>
      framed(
        layOut({ discs, lines, level: null, aspect: flat * shape, tight, columns }, () => {}, layOutOnce),
        radii,
        ABOVE,
      ),
    ),
  )
}

/** A layout moved to 0 with its labels and a margin. */
function framed(positions: Positions, radii: ReadonlyMap<string, number>, above: number, below = LABEL.height): Part {
  const places = Object.entries(positions)
  const reach = (id: string) => radii.get(id) ?? 10
  const left = Math.min(...places.map(([, p]) => p.x)) - LABEL.halfWidth - PAD
  const right = Math.max(...places.map(([, p]) => p.x)) + LABEL.halfWidth + PAD
  const top = Math.min(...places.map(([id, p]) => p.y - reach(id))) - PAD - above
  const bottom = Math.max(...places.map(([id, p]) => p.y + reach(id))) + below + PAD
  return {
    positions: Object.fromEntries(places.map(([id, p]) => [id, { x: p.x - left, y: p.y - top }])),
    width: right - left,
    height: bottom - top,
  }
}
