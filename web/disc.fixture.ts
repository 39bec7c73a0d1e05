import type { Disc } from './encode.ts'

/** A disc as the canvas draws it: of one statement, without a ring, labelled by its id. */
export function discOf(id: string, more: Partial<Disc> = {}): Disc {
  return {
    id,
    radius: 10,
    weight: 1,
    rings: 0,
    more: 0,
    isUnnamed: false,
    reach: 10,
    isHollow: false,
    lines: [id],
    narrowLines: [id],
    wholes: [[id]],
    isHidden: false,
    ...more,
  }
}
