import type { Settings } from 'sigma/settings'
import type { EdgeDisplayData, NodeDisplayData } from 'sigma/types'
import type { MultiDirectedGraph } from 'graphology'
import type { BoxFrame } from '../box-layer.ts'
import type { TieFrame } from '../tie-layer.ts'
import type { Box, Disc, Flow, Line, Picture } from '../encode.ts'
import type { Palette } from '../palette.ts'
import type { Point } from '../spacing.ts'
import type { Kept } from './dimming.ts'
import type { Look } from './look.ts'

/** Forms that only some views draw: they are loaded with them. */
export interface Kit {
  readonly nodes: (look: Look) => Settings['nodeProgramClasses']
  readonly edges: (look: Look) => Settings['edgeProgramClasses']
  readonly showBox?: (box: Box, isSelected: boolean, isKept: boolean, palette: Palette) => Partial<NodeDisplayData>
  readonly showFlow?: (flow: Flow, isKept: boolean, palette: Palette) => Partial<EdgeDisplayData>
  readonly paint?: (context: CanvasRenderingContext2D, frame: BoxFrame) => void
  /** The line between boxes at a place of the canvas. */
  readonly flowUnder?: (at: Point, frame: BoxFrame) => string | null
  /** Shows a line between two actors. */
  readonly showTie?: (line: Line) => Partial<EdgeDisplayData>
  readonly paintTies?: (context: CanvasRenderingContext2D, frame: TieFrame) => void
}

/** What is on the canvas: discs and lines, or boxes in columns and what flows between them. */
export interface Drawn {
  readonly graph: MultiDirectedGraph
  readonly discs: ReadonlyMap<string, Disc>
  readonly lines: ReadonlyMap<string, Line>
  readonly boxes: ReadonlyMap<string, Box>
  readonly flows: ReadonlyMap<string, Flow>
  readonly columns: Picture['columns']
}

/** How it is shown. */
interface Manner {
  readonly palette: Palette
  readonly kit: Kit | null
  readonly selected: ReadonlySet<string>
  /** Null while nothing is dimmed. */
  readonly kept: Kept | null
}

const STYLES = { supports: 0, contradicts: 1, rejected: 2, relays: 0 }

/** What the programs draw a disc or a box from. */
export function showDisc(id: string, at: Point, { discs, boxes }: Drawn, manner: Manner): Partial<NodeDisplayData> {
  const { palette, kit, selected, kept } = manner
  const { x, y } = at
  const isSelected = selected.has(id)
  const isKept = kept?.discs.has(id) ?? false
  const box = boxes.get(id)
  if (box) return { x, y, ...kit?.showBox?.(box, isSelected, isKept, palette) }
  const disc = discs.get(id)
  const edge = isSelected ? palette.ink : palette.node
  const shown = {
    x,
    y,
    type: disc?.form ?? 'disc',
    // Lines end outside the rings.
    size: disc?.reach ?? 10,
    disc: disc?.radius ?? 10,
    rings: disc?.isUnnamed ? -1 : (disc?.rings ?? 0),
    hidden: disc?.isHidden ?? true,
    color: edge,
    fill: disc?.isHollow && !isSelected ? palette.paper : edge,
    flags: (isSelected ? 1 : 0) + (isKept ? 2 : 0),
  }
  return shown
}

/** What the programs draw a line from. */
export function showLine(id: string, { lines, flows }: Drawn, manner: Manner): Partial<EdgeDisplayData> {
  const { palette, kit, selected, kept } = manner
  const isKept = kept?.lines.has(id) ?? false
  const flow = flows.get(id)
  if (flow) return kit?.showFlow?.(flow, isKept, palette) ?? {}
  const line = lines.get(id)
  const mark = line?.mark ?? 'supports'
  const isFaint = line?.isFaint && !isKept && !(selected.has(line.from) && selected.has(line.to))
  const shown = {
    type: 'line',
    size: 2,
    hidden: line?.isHidden ?? true,
    color:
      mark === 'rejected' || mark === 'relays' ? palette.faint : isFaint ? palette.contradictsFaint : palette[mark],
    style: STYLES[mark] + (line?.isProposed ? 4 : 0),
    isKept: isKept ? 1 : 0,
    ...(line?.tie ? kit?.showTie?.(line) : null),
  }
  return shown
}

/** True when nothing of a disc has changed that its program draws. */
export function looksLike(disc: Disc, before: Disc | undefined): boolean {
  const keys = ['isHidden', 'radius', 'rings', 'isUnnamed', 'reach', 'isHollow'] as const
  return before !== undefined && keys.every((key) => disc[key] === before[key])
}

/** True when nothing of a line has changed that its program draws. */
export function isDrawnAs(line: Line, before: Line | undefined): boolean {
  return (
    before?.isHidden === line.isHidden &&
    before.isProposed === line.isProposed &&
    before.isFaint === line.isFaint &&
    before.tie?.size === line.tie?.size
  )
}
