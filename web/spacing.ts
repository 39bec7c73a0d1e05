/** A place in CSS pixels at natural size, y downwards. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** Room that a disc and its label take around the disc's centre. */
export interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

type Room = (id: string) => Box
type Places = ReadonlyMap<string, Point>

/** Scales positions until the rectangle around them is `ease` times as large as all the boxes together. */
export function rescale(positions: Places, room: Room, ease: number): Map<string, Point> {
  const points = [...positions.values()]
  const wanted =
    [...positions.keys()].map(room).reduce((sum, b) => sum + (b.left + b.right) * (b.top + b.bottom), 0) * ease
  const across = most(points.map((p) => p.x)) - least(points.map((p) => p.x))
  const down = most(points.map((p) => p.y)) - least(points.map((p) => p.y))
  const side = Math.sqrt(wanted)
  // A part that lies on one line has no area: its length then counts.
  const factor = Math.min(
    Math.sqrt(wanted / Math.max(1e-6, across * down)),
    (2.2 * side) / Math.max(1e-6, across, down),
  )
  return new Map([...positions].map(([id, p]) => [id, { x: p.x * factor, y: p.y * factor }]))
}

/** Turns positions until the second of two claims lies at an angle from the first: 0 is to its right, π/2 below it. */
export function rotate(
  positions: Places,
  level: readonly [string, string] | null,
  towards: number,
): Map<string, Point> {
  const [a, b] = [positions.get(level?.[0] ?? ''), positions.get(level?.[1] ?? '')]
  if (!a || !b) return new Map(positions)
  const angle = towards - Math.atan2(b.y - a.y, b.x - a.x)
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  return new Map([...positions].map(([id, p]) => [id, { x: p.x * cos - p.y * sin, y: p.x * sin + p.y * cos }]))
}

/** Rounds of pushing apart; most pictures are free of overlap after a few dozen. */
const ROUNDS = 160

/** Pushes boxes apart until none overlaps, along the way that is shorter. Looks only at boxes near each other. */
export function separate(positions: Places, room: Room): Map<string, Point> {
  const places = [...positions].map(([id, p]) => ({ id, x: p.x, y: p.y, box: room(id) }))
  const cell = places.reduce((most, { box }) => Math.max(most, box.left + box.right, box.top + box.bottom), 1)
  const near = new Near(places.length)
  for (let round = 0; round < ROUNDS; round++) {
    near.fill(places, cell)
    let hasMoved = false
    for (const [i, a] of places.entries()) {
      const [cx, cy] = [Math.floor(a.x / cell), Math.floor(a.y / cell)]
      for (let dx = -1; dx <= 1; dx++)
        for (let dy = -1; dy <= 1; dy++)
          for (let j = near.first(cx + dx, cy + dy); j >= 0; j = near.next(j, cx + dx, cy + dy)) {
            const b = places[j]
            if (j > i && b) hasMoved = pushApart(a, b) || hasMoved
          }
    }
    if (!hasMoved) break
  }
  return new Map(places.map(({ id, x, y }) => [id, { x, y }]))
}

interface Placed {
  x: number
  y: number
  readonly box: Box
}

/** Moves two boxes that overlap, each half of the shorter way. */
function pushApart(a: Placed, b: Placed): boolean {
  const isRight = b.x >= a.x
  const isBelow = b.y >= a.y
  const overlapX = isRight ? a.x + a.box.right - (b.x - b.box.left) : b.x + b.box.right - (a.x - a.box.left)
  const overlapY = isBelow ? a.y + a.box.bottom - (b.y - b.box.top) : b.y + b.box.bottom - (a.y - a.box.top)
  if (overlapX <= 0.5 || overlapY <= 0.5) return false
  if (overlapX < overlapY) {
    const push = ((isRight ? 1 : -1) * overlapX) / 2
    a.x -= push
    b.x += push
  } else {
    const push = ((isBelow ? 1 : -1) * overlapY) / 2
    a.y -= push
    b.y += push
  }
  return true
}

/** Which places lie in a square of a grid: a hash table of lists (Teschner et al. 2003), each in the order of the places. */
class Near {
  readonly #heads: Int32Array
  readonly #nexts: Int32Array
  readonly #columns: Int32Array
  readonly #rows: Int32Array

  constructor(size: number) {
    this.#heads = new Int32Array(2 ** Math.ceil(Math.log2(2 * size + 1)))
    ;[this.#nexts, this.#columns, this.#rows] = [new Int32Array(size), new Int32Array(size), new Int32Array(size)]
  }

  fill(places: readonly Point[], cell: number): void {
    this.#heads.fill(-1)
    for (let i = places.length - 1; i >= 0; i--) {
      const { x = 0, y = 0 } = places[i] ?? {}
      const [column, row] = [Math.floor(x / cell), Math.floor(y / cell)]
      const bucket = this.#bucket(column, row)
      this.#columns[i] = column
      this.#rows[i] = row
      this.#nexts[i] = this.#heads[bucket] ?? -1
      this.#heads[bucket] = i
    }
  }

  /** The first place of a square; -1 where there is none. */
  first(column: number, row: number): number {
    return this.#from(this.#heads[this.#bucket(column, row)] ?? -1, column, row)
  }

  next(place: number, column: number, row: number): number {
    return this.#from(this.#nexts[place] ?? -1, column, row)
  }

  #from(start: number, column: number, row: number): number {
    let place = start
    while (place >= 0 && (this.#columns[place] !== column || this.#rows[place] !== row))
      place = this.#nexts[place] ?? -1
    return place
  }

  #bucket(column: number, row: number): number {
    return (Math.imul(column, 73_856_093) ^ Math.imul(row, 19_349_663)) & (this.#heads.length - 1)
  }
}

/** Space between parts that no relation joins. */
const GAP = 30

/** Sets parts beside and below each other in rows, in their order, in a shape near the canvas's. */
export function pack(parts: readonly Places[], room: Room, aspect: number): Record<string, Point> {
  const blocks = parts.map((places) => {
    const list = [...places]
    const left = least(list.map(([id, p]) => p.x - room(id).left))
    const top = least(list.map(([id, p]) => p.y - room(id).top))
    const right = most(list.map(([id, p]) => p.x + room(id).right))
    const bottom = most(list.map(([id, p]) => p.y + room(id).bottom))
    return { list, left, top, width: right - left, height: bottom - top }
  })
  const area = blocks.reduce((sum, b) => sum + (b.width + GAP) * (b.height + GAP), 0)
  const widest = blocks.reduce((width, b) => Math.max(width, b.width), 0)
  // How much a row wastes is known only once it is set: the width that comes nearest to the canvas's shape is kept.
  const tries = [1, 1.12, 1.25, 1.4, 1.6, 1.8].map((ease) =>
    setRows(blocks, Math.max(widest, Math.sqrt(area * aspect) * ease)),
  )
  const miss = (t: (typeof tries)[number]) => Math.abs(Math.log(t.width / t.height / aspect))
  return tries.reduce((best, next) => (miss(next) < miss(best) ? next : best)).placed
}

interface Block {
  readonly list: readonly (readonly [string, Point])[]
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Sets blocks in rows of at most a width. Each row is centred, so that a picture of few parts doesn't lean to the left. */
function setRows(blocks: readonly Block[], limit: number) {
  const placed: Record<string, Point> = {}
  let [x, y, rowHeight] = [0, 0, 0]
  let row: (readonly [string, Point])[] = []
  const finishRow = () => {
    const shift = (limit - (x - GAP)) / 2
    for (const [id, p] of row) placed[id] = { x: p.x + shift, y: p.y }
    y += rowHeight + GAP
    ;[x, rowHeight, row] = [0, 0, []]
  }
  for (const block of blocks) {
    if (x > 0 && x + block.width > limit) finishRow()
    for (const [id, p] of block.list) row.push([id, { x: p.x - block.left + x, y: p.y - block.top + y }])
    x += block.width + GAP
    rowHeight = Math.max(rowHeight, block.height)
  }
  finishRow()
  return { placed, width: limit, height: Math.max(1, y - GAP) }
}

/** Columns stand no further apart than this many times their width. */
const LOOSEST = 2

/**
 * Sets claims in even columns below what is placed already, in as many columns as bring the whole nearest to the canvas's
 * shape, but in no more than `mostColumns`, and than so many rows need. The last row begins at the left like the others, so that columns stay columns.
 */
export function appendGrid(
  placed: Readonly<Record<string, Point>>,
  ids: readonly string[],
  room: Room,
  aspect: number,
  mostColumns: number,
): Record<string, Point> {
  if (ids.length === 0) return { ...placed }
  const boxes = ids.map(room)
  const cell = {
    left: most(boxes.map((b) => b.left)),
    right: most(boxes.map((b) => b.right)),
    top: most(boxes.map((b) => b.top)),
    bottom: most(boxes.map((b) => b.bottom)),
  }
  const [across, down] = [cell.left + cell.right + GAP, cell.top + cell.bottom + GAP]
  const taken = Object.entries(placed).map(([id, p]) => ({ p, box: room(id) }))
  const isFirst = taken.length === 0
  const [left, right] = isFirst
    ? [0, 0]
    : [least(taken.map(({ p, box }) => p.x - box.left)), most(taken.map(({ p, box }) => p.x + box.right))]
  const [top, bottom] = isFirst
    ? [0, 0]
    : [least(taken.map(({ p, box }) => p.y - box.top)), most(taken.map(({ p, box }) => p.y + box.bottom)) + GAP]
  const miss = (columns: number) => {
    const width = Math.max(right - left, columns * across - GAP)
    const height = bottom - top + Math.ceil(ids.length / columns) * down - GAP
    return Math.abs(Math.log(width / height / aspect))
  }
  let columns = 1
  for (let next = 2; next <= Math.min(mostColumns, ids.length); next++) if (miss(next) < miss(columns)) columns = next
  const even = Math.ceil(ids.length / Math.ceil(ids.length / columns))
  // What fewer columns leave of the width is theirs.
  const width = Math.max(right - left, columns * across - GAP) - cell.left - cell.right
  const step = even > 1 ? Math.min(across * LOOSEST, width / (even - 1)) : across
  const start = (left + right) / 2 - (step * (even - 1) + cell.left + cell.right) / 2 + cell.left
  const grid = ids.map((id, i): [string, Point] => [
    id,
    { x: start + (i % even) * step, y: bottom + cell.top + Math.floor(i / even) * down },
  ])
  return { ...placed, ...Object.fromEntries(grid) }
}

/** No picture is drawn out further than this. */
const LONGEST_STRETCH = 1.7

/** Draws a picture out along its shorter side until it has the canvas's shape, so that a flat one leaves no empty bands. */
export function stretch(places: Readonly<Record<string, Point>>, aspect: number): Record<string, Point> {
  const points = Object.values(places)
  const [xs, ys] = [points.map((p) => p.x), points.map((p) => p.y)]
  const width = most(xs) - least(xs) + 150
  const height = most(ys) - least(ys) + 90
  const missing = width / height / aspect
  const across = Math.min(LONGEST_STRETCH, Math.max(1, 1 / missing))
  const down = Math.min(LONGEST_STRETCH, Math.max(1, missing))
  return Object.fromEntries(Object.entries(places).map(([id, p]) => [id, { x: p.x * across, y: p.y * down }]))
}

const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Infinity)
const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity)
