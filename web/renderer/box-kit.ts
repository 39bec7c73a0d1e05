import { boxProgram } from './box-program.ts'
import { flowProgram } from './flow-program.ts'
import { paintBoxes } from '../box-layer.ts'
import { BARS, curvesIn, pointsOf } from '../flow-curves.ts'
import { strokeUnder } from './under.ts'
import type { BoxFrame } from '../box-layer.ts'
import type { Box, Flow } from '../encode.ts'
import type { Palette } from '../palette.ts'
import type { Point } from '../spacing.ts'
import type { Kit } from './display.ts'

/** Draws boxes and the lines between them. */
export const BOX_KIT: Kit = {
  nodes: (look) => ({ box: boxProgram(look) }),
  edges: (look) => ({ flow: flowProgram(look) }),
  showBox,
  showFlow,
  paint: paintBoxes,
  flowUnder,
}

function showBox({ form, width, height, isOpen, isCut }: Box, isSelected: boolean, isKept: boolean, palette: Palette) {
  const isPass = form === 'pass'
  const edge = isCut ? palette.cut : isSelected ? palette.ink : form === 'more' ? palette.sunken : palette.control
  return {
    type: 'box',
    size: width / 2 + (isCut ? BARS : 0),
    half: [isPass ? 0 : width / 2, isPass ? 0 : height / 2] as const,
    isPass,
    color: edge,
    fill: isCut && !isOpen ? palette.cut : form === 'more' ? palette.sunken : palette.paper,
    flags: (isKept ? 1 : 0) + (isOpen ? 2 : 0) + (isCut ? 4 : 0) + (isSelected ? 8 : 0),
  }
}

const WAYS = { on: 0, arc: 1, back: 2 }

function showFlow({ width, way, isOn, isDashed, isDenial }: Flow, isKept: boolean, palette: Palette) {
  return {
    type: 'flow',
    size: width,
    color: isOn ? palette.ink : palette.control,
    way: WAYS[way],
    flags: (isDashed ? 1 : 0) + (isDenial ? 2 : 0) + (isKept ? 4 : 0) + (isOn ? 0 : 8),
  }
}

function flowUnder(at: Point, frame: BoxFrame): string | null {
  const strokes = curvesIn(frame).map((curve) => {
    return { id: curve.flow.id, points: pointsOf(curve), half: (curve.flow.width / 2) * frame.scale }
  })
  return strokeUnder(at, strokes)
}
