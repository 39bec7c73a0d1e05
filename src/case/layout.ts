import { join } from 'node:path'
import * as v from 'valibot'
import { HearsayError } from '../model/error.ts'
import { decodeUtf8, readInside } from './inside.ts'
import { replaceFile } from './replace.ts'

/** Where the claims stand on the viewer's canvas: kept beside the case, no part of what it says. */
export const LAYOUT_FILE = 'layout.json'
/** Bytes of a layout: room for some 250,000 claims. */
export const MAX_LAYOUT = 2 ** 24

/** Further out is no canvas, and an infinite place would leave nothing to see. */
const FURTHEST = 1e7
const Coordinate = v.pipe(v.number(), v.minValue(-FURTHEST), v.maxValue(FURTHEST))
const LayoutSchema = v.strictObject({
  format: v.literal(1),
  places: v.record(
    v.pipe(v.string(), v.regex(/^clm_[0-9a-f]{16}$/)),
    v.strictObject({
      x: Coordinate,
      y: Coordinate,
      pinned: v.optional(v.literal(true)),
      group: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(FURTHEST))),
    }),
  ),
})

/**
 * A place for each claim, in CSS pixels at natural size, y downwards; whoever is pinned was put there by a person. Claims of a large
 * case have the number of the group that they stand in.
 */
export type Layout = v.InferOutput<typeof LayoutSchema>

/** No claim has a place. */
export const NO_LAYOUT: Layout = { format: 1, places: {} }

/** A layout from its text. Throws `invalid-layout`. */
export function parseLayout(text: string): Layout {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch (cause) {
    throw invalid('it is no JSON', cause)
  }
  const { success, output, issues } = v.safeParse(LayoutSchema, body)
  if (!success) throw invalid(v.getDotPath(issues[0]) ?? 'its form')
  return output
}

function invalid(what: string, cause?: unknown): HearsayError {
  const message = `${LAYOUT_FILE}: invalid layout: ${what}. Delete the file: the viewer lays the claims out again.`
  return new HearsayError('invalid-layout', message, { cause })
}

/** A layout as text: claims by id, one a line, whole pixels; equal layouts give equal bytes. */
export function formatLayout({ places }: Layout): string {
  const lines = Object.entries(places)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, { x, y, pinned, group }]) => {
      // Adding 0 makes 0 of a negative zero.
      const place = { x: Math.round(x) + 0, y: Math.round(y) + 0, pinned, group }
      return `\n    ${JSON.stringify(id)}: ${JSON.stringify(place)}`
    })
  return `{\n  "format": 1,\n  "places": {${lines.join(',')}${lines.length > 0 ? '\n  ' : ''}}\n}\n`
}

/** The layout of the case in a folder; none where the file is missing. Throws `invalid-layout` and as `readInside` does. */
export async function readLayout(dir: string): Promise<Layout> {
  try {
    const text = decodeUtf8(await readInside(dir, LAYOUT_FILE, MAX_LAYOUT))
    if (text === null) throw invalid('it is no UTF-8')
    return parseLayout(text)
  } catch (error) {
    if (error instanceof HearsayError && error.code === 'missing-file') return NO_LAYOUT
    throw error
  }
}

/** Keeps a layout in the folder of a case, all or nothing. Throws `write-failed`. */
export async function writeLayout(dir: string, layout: Layout): Promise<void> {
  await replaceFile(join(dir, LAYOUT_FILE), formatLayout(layout))
}
