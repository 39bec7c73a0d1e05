import type { Route, Station } from './routes.ts'

/** A box of the diagram, in its units: a station, or everybody who counts as the same principal. */
export interface Box {
  readonly key: string
  /** Who stands in it, the first shown first. */
  readonly stations: readonly Station[]
  /** Every statement whose words show it. */
  readonly statements: ReadonlySet<string>
  /** The column, from 1; the reader stands in column 0. */
  readonly column: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** True where a way ends here. */
  readonly isFirst: boolean
}

/** A line between two boxes, as the data of an SVG path. Dashed where whoever it leads to may be anybody. */
interface Way {
  readonly path: string
  readonly isDashed: boolean
  readonly hasHead: boolean
}

/** Everything that the diagram draws, from left (the reader) to right (first speakers). */
export interface Diagram {
  readonly width: number
  readonly height: number
  readonly reader: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  readonly boxes: readonly Box[]
  readonly ways: readonly Way[]
  /** Columns of boxes: their number and the middle of each. */
  readonly columns: readonly { readonly column: number; readonly x: number }[]
}

/** The panel's width less its margins, in CSS pixels: text keeps its size there. */
const WIDTH = 416
const READER = { width: 38, height: 26 }
/** Most columns of boxes that stay readable; relays in the middle go first. */
const MOST_COLUMNS = 4
const WIDTHS: readonly number[] = [0, 150, 136, 104, 74]
const LARGEST_GAP = 64
const ROW_GAP = 13
/** A way that passes a column by takes this much of it. */
const PASS = 8
/** Room of the bars around a cut, and of its heading. */
const BAR = 6
const HEADING = 16

interface Slot {
  readonly key: string
  readonly column: number
  readonly height: number
  readonly isBox: boolean
  /** Room above it, for the heading of the cut. */
  readonly above: number
  y: number
}

/**
 * Lays routes out in columns (Sugiyama, Tagawa and Toda 1981, in small: longest-path layers, a slot for each line that passes a
 * column, order by barycentre). Boxes that report each other stand beside each other, their lines bent to the right.
 */
export function layOutPaths(
  all: readonly Route[],
  heightOf: (stations: readonly Station[], width: number, isFirst: boolean) => number,
): Diagram {
  const routes = all.map(({ steps }) => shorten(steps))
  const stations = new Map<string, Station[]>()
  const statements = new Map<string, Set<string>>()
  const next = new Map<string, Set<string>>()
  const read = new Set<string>()
  const firsts = new Set<string>()
  for (const steps of routes) {
    steps.forEach((step, i) => {
      for (const station of step) {
        const known = stations.get(station.key) ?? []
        if (!known.some(({ id }) => id === station.id)) stations.set(station.key, [...known, station])
        statements.set(station.key, (statements.get(station.key) ?? new Set()).add(station.statement))
        if (i === 0) read.add(station.key)
        if (i === steps.length - 1) firsts.add(station.key)
        for (const inner of steps[i + 1] ?? [])
          if (inner.key !== station.key) next.set(station.key, (next.get(station.key) ?? new Set()).add(inner.key))
      }
    })
  }
  const keys = [...stations.keys()]
  const columnOf = columnsOf(keys, next, read)
  const size = Math.max(1, ...columnOf.values())
  const width = WIDTHS[size] ?? 64
  const gap = Math.max(22, Math.min(LARGEST_GAP, (WIDTH - READER.width - size * width) / size))
  const leftOf = (column: number) => (column === 0 ? 0 : READER.width + gap + (column - 1) * (width + gap))

  const slots: Slot[] = keys.map((key) => {
    const own = stations.get(key) ?? []
    const column = columnOf.get(key) ?? 1
    const height = heightOf(own, width, firsts.has(key))
    const isFirstCut =
      own.some(({ isCut }) => isCut) &&
      keys.find((k) => columnOf.get(k) === column && stations.get(k)?.some(({ isCut }) => isCut)) === key
    return { key, column, height, isBox: true, above: isFirstCut ? HEADING : 0, y: 0 }
  })
  const links: [string, string][] = []
  /** The slots that a line goes through, both ends included. */
  const lines = [
    ...[...read].map((to) => ({ from: READER_KEY, to })),
    ...[...next].flatMap(([from, tos]) => [...tos].map((to) => ({ from, to }))),
  ].map(({ from, to }) => {
    const [start, end] = [columnOf.get(from) ?? 0, columnOf.get(to) ?? 1]
    const through = [from]
    for (let column = start + 1; column < end; column++) {
      const key = `${from}\n${to}\n${column}`
      slots.push({ key, column, height: PASS, isBox: false, above: 0, y: 0 })
      through.push(key)
    }
    through.push(to)
    if (start < end) for (const [i, key] of through.slice(1).entries()) links.push([through[i] ?? from, key])
    return { from, to, start, end, through }
  })
  const bottom = place(slots, links, size)
  const at = new Map(slots.map((slot) => [slot.key, slot]))
  const centre = (key: string): number => {
    const slot = at.get(key)
    return slot ? slot.y + slot.height / 2 : 0
  }
  const seen = [...read].map(centre)
  const readerY = (Math.min(...seen) + Math.max(...seen)) / 2
  const middle = (key: string) => (key === READER_KEY ? readerY : centre(key))
  const isCut = (key: string) => stations.get(key)?.some((station) => station.isCut) ?? false
  const isOpen = (key: string) => stations.get(key)?.every((station) => station.isOpen) ?? false
  const right = (key: string, column: number) =>
    key === READER_KEY ? READER.width : leftOf(column) + width + (isCut(key) ? BAR : 0)
  const left = (key: string, column: number) => leftOf(column) - (isCut(key) ? BAR + 1 : 0)

  return {
    width: Math.max(WIDTH, leftOf(size) + width + BAR),
    height: bottom,
    reader: { x: 0, y: readerY - READER.height / 2, ...READER },
    boxes: keys.map((key) => {
      const column = columnOf.get(key) ?? 1
      const slot = at.get(key)
      return {
        key,
        stations: stations.get(key) ?? [],
        statements: statements.get(key) ?? new Set(),
        column,
        x: leftOf(column),
        y: slot?.y ?? 0,
        width,
        height: slot?.height ?? 0,
        isFirst: firsts.has(key),
      }
    }),
    ways: lines.map(({ from, to, start, end, through }) => ({
      isDashed: isOpen(to) || isOpen(from),
      hasHead: from !== READER_KEY,
      path:
        start < end
          ? forward(
              through.map((key, i) => ({
                x: i === 0 ? right(from, start) : i === through.length - 1 ? left(to, end) : leftOf(start + i),
                y: middle(key),
                across: i > 0 && i < through.length - 1 ? width : 0,
              })),
            )
          : aside({ x: right(from, start), y: middle(from) }, { x: right(to, end) + 1, y: middle(to) }, gap),
    })),
    columns: Array.from({ length: size }, (_, i) => ({ column: i + 1, x: leftOf(i + 1) + width / 2 })),
  }
}

const READER_KEY = 'reader'

/** At most as many steps as there are columns: what was read, the cut, and whoever spoke stay; relays in the middle go. */
function shorten(steps: Route['steps']): Route['steps'] {
  const kept = [...steps]
  while (kept.length > MOST_COLUMNS) {
    const inner = kept.slice(1, -1).map((step, i) => ({ at: i + 1, isCut: step.some(({ isCut }) => isCut) }))
    const middle = (kept.length - 1) / 2
    const [out] = inner.sort(
      (a, b) => Number(a.isCut) - Number(b.isCut) || Math.abs(a.at - middle) - Math.abs(b.at - middle),
    )
    kept.splice(out?.at ?? 1, 1)
  }
  return kept
}

/** True where relays were left out of the drawing. */
export function isShortened({ steps }: Route): boolean {
  return steps.length > MOST_COLUMNS
}

/** The column of each box: the longest way to it; first speakers, who pass nothing on, stand in the last. */
function columnsOf(
  keys: readonly string[],
  next: ReadonlyMap<string, ReadonlySet<string>>,
  read: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const reaches = new Map(
    keys.map((key) => {
      const found = new Set<string>(next.get(key))
      for (const one of found) for (const inner of next.get(one) ?? []) found.add(inner)
      return [key, found]
    }),
  )
  const isCircle = (a: string, b: string) => (reaches.get(a)?.has(b) ?? false) && (reaches.get(b)?.has(a) ?? false)
  const columns = new Map<string, number>()
  const depth = (key: string): number => {
    const known = columns.get(key)
    if (known !== undefined) return known
    const before = keys.filter((other) => next.get(other)?.has(key) && !isCircle(other, key))
    const own = Math.max(read.has(key) ? 1 : 0, ...before.map((other) => depth(other) + 1), 1)
    columns.set(key, own)
    return own
  }
  for (const key of keys) depth(key)
  // Who report each other stand in one column.
  for (const a of keys)
    for (const b of keys)
      if (a !== b && isCircle(a, b)) columns.set(a, Math.max(columns.get(a) ?? 1, columns.get(b) ?? 1))
  const last = Math.max(1, ...columns.values())
  for (const key of keys) {
    const isEnd = !next.get(key)?.size
    const isOnlyRead = read.has(key) && columns.get(key) === 1
    if (isEnd && !isOnlyRead) columns.set(key, last)
  }
  return columns
}

/** Sets the heights of slots, column by column, and answers with the lowest edge. */
function place(slots: readonly Slot[], links: readonly (readonly [string, string])[], size: number): number {
  const at = new Map(slots.map((slot) => [slot.key, slot]))
  const columns = Array.from({ length: size }, (_, i) => slots.filter((slot) => slot.column === i + 1))
  const stack = (column: readonly Slot[]) => {
    let y = 0
    for (const [i, slot] of column.entries()) {
      slot.y = y + (i > 0 ? slot.above : 0)
      y = slot.y + slot.height + ROW_GAP
    }
    return y - ROW_GAP
  }
  const heights = columns.map(stack)
  const height = Math.max(...heights)
  const neighbours = (key: string, isBefore: boolean) =>
    links.flatMap(([from, to]) => (isBefore && to === key ? [from] : !isBefore && from === key ? [to] : []))
  const wish = (slot: Slot, isBefore: boolean): number => {
    const near = neighbours(slot.key, isBefore).flatMap((key) => at.get(key) ?? [])
    if (near.length === 0) return slot.y + slot.height / 2
    return near.reduce((sum, other) => sum + other.y + other.height / 2, 0) / near.length
  }
  /** As near to its wishes as order and gaps allow. */
  const settle = (column: Slot[], isBefore: boolean) => {
    const wishes = new Map(column.map((slot) => [slot, wish(slot, isBefore)]))
    column.sort((a, b) => (wishes.get(a) ?? 0) - (wishes.get(b) ?? 0))
    let top = 0
    for (const [i, slot] of column.entries()) {
      slot.y = Math.max(top + (i > 0 ? slot.above : 0), (wishes.get(slot) ?? 0) - slot.height / 2)
      top = slot.y + slot.height + ROW_GAP
    }
    let low = height
    for (const slot of [...column].reverse()) {
      slot.y = Math.min(slot.y, low - slot.height)
      low = slot.y - slot.above - ROW_GAP
    }
  }
  for (const [i, column] of columns.entries()) {
    const spare = (height - (heights[i] ?? 0)) / 2
    for (const slot of column) slot.y += spare
  }
  for (let sweep = 0; sweep < 3; sweep++) {
    for (const column of columns.slice(1)) settle(column, true)
    for (const column of [...columns].reverse().slice(1)) settle(column, false)
  }
  // The heading of a cut at the top moves everything, so that boxes of one row stay level.
  const room = Math.max(0, ...slots.map((slot) => slot.above - slot.y))
  for (const slot of slots) slot.y += room
  return height + room
}

interface Point {
  readonly x: number
  readonly y: number
  /** How far the line runs level from here. */
  readonly across?: number
}

function forward(points: readonly Point[]): string {
  const [first = { x: 0, y: 0 }, ...rest] = points
  let [x, y] = [first.x, first.y]
  let path = `M${round(x)} ${round(y)}`
  for (const point of rest) {
    const bend = (point.x - x) / 2
    path += `C${round(x + bend)} ${round(y)} ${round(point.x - bend)} ${round(point.y)} ${round(point.x)} ${round(point.y)}`
    x = point.x + (point.across ?? 0)
    y = point.y
    if (point.across) path += `H${round(x)}`
  }
  return path
}

/** A line between two boxes of one column, or back: out to the right and in again. */
function aside(from: Point, to: Point, gap: number): string {
  const isDown = to.y > from.y
  const [a, b] = [from.y + (isDown ? 4 : -4), to.y + (isDown ? -4 : 4)]
  const reach = Math.max(from.x, to.x) + Math.min(40, gap * 0.6) + (isDown ? 0 : 12)
  return `M${round(from.x)} ${round(a)}C${round(reach)} ${round(a)} ${round(reach)} ${round(b)} ${round(to.x)} ${round(b)}`
}

const round = (n: number) => Math.round(n * 10) / 10
