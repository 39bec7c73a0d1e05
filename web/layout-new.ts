import { roomIn } from './layout.ts'
import type { Place, Places, Plan } from './layout.ts'
import type { Box } from './spacing.ts'

/** Steps of the search for room around a point: a sunflower, so that no direction is missed. */
const STEPS = 400

/**
 * Places for all claims of a plan where most have one: those stay, each new one goes where there is room nearest to the middle of
 * those that it is related to, or below everything where it has none of them.
 */
export function placeNew(plan: Plan, places: Places): Map<string, Place> {
  const room = roomIn(plan)
  const placed = new Map<string, Place>()
  const boxes = new Occupied(room)
  for (const { id } of plan.discs) {
    const place = places.get(id)
    if (place) boxes.add(id, place, placed)
  }
  const neighbours = new Map<string, string[]>()
  for (const { from, to } of plan.lines)
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      const list = neighbours.get(one)
      if (list) list.push(other)
      else neighbours.set(one, [other])
    }
  const known = [...placed.values()]
  const below = known.reduce((most, { y }) => Math.max(most, y), 0) + 120
  const middle = known.reduce((sum, { x }) => sum + x, 0) / Math.max(1, known.length)
  // In turns: whoever is related only to a new claim goes beside that.
  let waiting = plan.discs.map(({ id }) => id).filter((id) => !placed.has(id))
  while (waiting.length > 0) {
    const near = waiting.filter((id) => neighbours.get(id)?.some((other) => placed.has(other)))
    for (const id of near.length > 0 ? near : waiting) {
      const around = (neighbours.get(id) ?? []).flatMap((other) => placed.get(other) ?? [])
      const at =
        around.length > 0
          ? {
              x: around.reduce((sum, { x }) => sum + x, 0) / around.length,
              y: around.reduce((sum, { y }) => sum + y, 0) / around.length,
            }
          : { x: middle, y: below }
      boxes.add(id, boxes.freeNear(id, at), placed)
    }
    waiting = waiting.filter((id) => !placed.has(id))
  }
  return placed
}

/** What is taken already, by squares. */
class Occupied {
  readonly #room: (id: string) => Box
  readonly #squares = new Map<string, { readonly id: string; readonly at: Place }[]>()

  constructor(room: (id: string) => Box) {
    this.#room = room
  }

  add(id: string, at: Place, placed: Map<string, Place>): void {
    placed.set(id, at)
    const key = squareOf(at.x, at.y)
    const list = this.#squares.get(key)
    if (list) list.push({ id, at })
    else this.#squares.set(key, [{ id, at }])
  }

  freeNear(id: string, { x, y }: Place): Place {
    const own = this.#room(id)
    const step = Math.max(own.left + own.right, own.top + own.bottom) / 2
    for (let i = 0; i < STEPS; i++) {
      const out = Math.sqrt(i) * step
      const at = { x: x + out * Math.cos(i * 2.39996), y: y + out * Math.sin(i * 2.39996) }
      if (this.#isFree(own, at)) return at
    }
    return { x, y }
  }

  #isFree(own: Box, { x, y }: Place): boolean {
    for (let dx = -1; dx <= 1; dx++)
      for (let dy = -1; dy <= 1; dy++)
        for (const { id, at } of this.#squares.get(squareOf(x + dx * SQUARE, y + dy * SQUARE)) ?? []) {
          const other = this.#room(id)
          const isApart =
            x + own.right <= at.x - other.left ||
            at.x + other.right <= x - own.left ||
            y + own.bottom <= at.y - other.top ||
            at.y + other.bottom <= y - own.top
          if (!isApart) return false
        }
    return true
  }
}

/** No box is wider or higher. */
const SQUARE = 160
const squareOf = (x: number, y: number) => `${Math.floor(x / SQUARE)},${Math.floor(y / SQUARE)}`
