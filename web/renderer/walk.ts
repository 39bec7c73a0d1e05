import type { Point } from '../spacing.ts'

export type Direction = 'up' | 'down' | 'left' | 'right'

/** Where an arrow key may lead; `isNear` where a line leads there. */
interface Stop {
  readonly id: string
  readonly at: Point
  readonly isNear: boolean
}

/** One step up is one to more y, as the graph has it. */
const WAYS: Readonly<Record<Direction, readonly [number, number]>> = {
  up: [0, 1],
  down: [0, -1],
  left: [-1, 0],
  right: [1, 0],
}

/** The nearest stop that way, one straight ahead or at the end of a line before others. Null at the edge. */
export function nearestAhead(here: Point, stops: readonly Stop[], direction: Direction): string | null {
  const [sx, sy] = WAYS[direction]
  const ahead = stops.flatMap(({ id, at, isNear }) => {
    const along = (at.x - here.x) * sx + (at.y - here.y) * sy
    const beside = Math.abs((at.x - here.x) * sy) + Math.abs((at.y - here.y) * sx)
    const isAhead = along > 0 && beside <= along * 1.2
    return isAhead ? [{ id, cost: (along + beside * 3) * (isNear ? 0.5 : 1) }] : []
  })
  return ahead.sort((a, b) => a.cost - b.cost)[0]?.id ?? null
}
