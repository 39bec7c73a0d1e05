/** Something that takes room in a column, by its height, in CSS pixels. */
export interface Slot {
  readonly id: string
  readonly column: number
  readonly height: number
  /** It stands below all others of its column. */
  readonly isLast?: boolean
}

/** A line between two slots; its weight pulls. */
export interface Link {
  readonly from: string
  readonly to: string
  readonly weight: number
}

const SWEEPS = 12
/** Pulls of a neighbour that is as heavy as this count no more. */
const HEAVIEST = 12

/**
 * The middle of each slot, y downwards from 0 (Sugiyama, Tagawa and Toda 1981, its last two steps): columns are sorted by the
 * barycentre of their neighbours, sweep by sweep to the right and back, and stand as near to it as order and gaps allow. Links within a
 * column don't pull. Equal input gives equal places.
 */
export function placeInColumns(
  slots: readonly Slot[],
  links: readonly Link[],
  height: number,
  gap: number,
): ReadonlyMap<string, number> {
  const size = Math.max(0, ...slots.map(({ column }) => column + 1))
  const columns = Array.from({ length: size }, (_, i) =>
    slots.filter(({ column }) => column === i).sort((a, b) => Number(a.isLast ?? false) - Number(b.isLast ?? false)),
  )
  const columnOf = new Map(slots.map(({ id, column }) => [id, column]))
  const [before, after] = [new Map<string, Link[]>(), new Map<string, Link[]>()]
  for (const link of links) {
    const [from, to] = [columnOf.get(link.from), columnOf.get(link.to)]
    if (from === undefined || to === undefined || from === to) continue
    push(from < to ? after : before, link.from, link)
    push(from < to ? before : after, link.to, link)
  }
  const room = Math.max(height, ...columns.map((column) => stackOf(column, gap)))
  const middles = new Map<string, number>()
  for (const column of columns) {
    let y = (room - stackOf(column, gap)) / 2
    for (const { id, height: own } of column) {
      middles.set(id, y + own / 2)
      y += own + gap
    }
  }
  const wish = ({ id }: Slot, sides: readonly ReadonlyMap<string, readonly Link[]>[]): number => {
    let [sum, weights] = [0, 0]
    for (const side of sides)
      for (const { from, to, weight } of side.get(id) ?? []) {
        const pull = Math.min(HEAVIEST, weight)
        sum += pull * (middles.get(from === id ? to : from) ?? 0)
        weights += pull
      }
    return weights === 0 ? (middles.get(id) ?? 0) : sum / weights
  }
  const settle = (column: Slot[], sides: readonly ReadonlyMap<string, readonly Link[]>[], isOrdering: boolean) => {
    const wishes = new Map(column.map((slot) => [slot.id, wish(slot, sides)]))
    const at = ({ id }: Slot) => wishes.get(id) ?? 0
    if (isOrdering) column.sort((a, b) => Number(a.isLast ?? false) - Number(b.isLast ?? false) || at(a) - at(b))
    const tops = spread(
      column.map((slot) => ({ wish: at(slot) - slot.height / 2, height: slot.height + gap })),
      room + gap,
    )
    for (const [i, slot] of column.entries()) middles.set(slot.id, (tops[i] ?? 0) + slot.height / 2)
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const column of columns.slice(1)) settle(column, [before], true)
    for (const column of columns.slice(0, -1).reverse()) settle(column, [after], true)
  }
  for (const column of [...columns, ...columns]) settle(column, [before, after], false)
  return middles
}

/**
 * Tops as near to the wished ones as an order and no overlap allow: neighbours that would overlap become one block at the mean of
 * their wishes (pool adjacent violators, the least-squares answer).
 */
function spread(rows: readonly { readonly wish: number; readonly height: number }[], room: number): readonly number[] {
  const blocks: { sum: number; size: number; height: number; rows: number }[] = []
  const topOf = ({ sum, size }: { sum: number; size: number }) => sum / size
  for (const { wish, height } of rows) {
    let block = { sum: wish, size: 1, height, rows: 1 }
    let last = blocks.at(-1)
    while (last && topOf(last) + last.height > topOf(block)) {
      blocks.pop()
      block = {
        sum: last.sum + block.sum - block.size * last.height,
        size: last.size + block.size,
        height: last.height + block.height,
        rows: last.rows + block.rows,
      }
      last = blocks.at(-1)
    }
    blocks.push(block)
  }
  // Both edges: what stands beyond one is moved in, and pushes the rest.
  const tops = blocks.map(topOf)
  let low = room
  for (let i = blocks.length - 1; i >= 0; i--) {
    tops[i] = Math.min(tops[i] ?? 0, low - (blocks[i]?.height ?? 0))
    low = tops[i] ?? 0
  }
  let top = 0
  for (const [i, block] of blocks.entries()) {
    tops[i] = Math.max(tops[i] ?? 0, top)
    top = (tops[i] ?? 0) + block.height
  }
  const all: number[] = []
  let row = 0
  for (const [i, block] of blocks.entries()) {
    let y = tops[i] ?? 0
    for (let k = 0; k < block.rows; k++) {
      all.push(y)
      y += rows[row++]?.height ?? 0
    }
  }
  return all
}

function stackOf(column: readonly Slot[], gap: number): number {
  return column.reduce((sum, slot) => sum + slot.height + gap, -gap)
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
