import type { NodeProgram } from 'sigma/rendering'
import type { RenderParams } from 'sigma/types'
import type { Palette } from '../palette.ts'
import type { Pass } from './pass.ts'

/** Relations and claims that there is time to draw in full. */
export const LARGE = 3000

/** True for more of them than that. */
export const isMany = (marks: number) => marks > LARGE

/** How the programs see the screen: colours, what is left of the dimmed, how much of each form there is time for. */
export interface Look {
  palette: Palette
  dim: number
  /** Forms without their marks: the camera moves over a picture of many, or all of them are too small to have any. */
  isPlain: boolean
  /** What is drawn now is not seen: another frame follows at once. */
  isPaused: boolean
  /** What draws, one of each program. */
  readonly passes: Set<Pass>
}

/** Constants of WebGL that a program's definition names. */
export const FLOAT = 0x1406
export const TRIANGLE_STRIP = 0x0005
const UNSIGNED_BYTE = 0x1401
/** A colour or an id, four bytes. */
export const COLOUR = { size: 4, type: UNSIGNED_BYTE, normalized: true }
/** The strip of a quad around a place, and its corners. */
export const QUAD = {
  strip: { first: 0, count: 4 },
  CONSTANT_ATTRIBUTES: [{ name: 'a_corner', size: 2, type: FLOAT }],
  CONSTANT_DATA: [
    [-1, -1],
    [1, -1],
    [-1, 1],
    [1, 1],
  ],
}
/** The uniforms that both programs share. */
export const UNIFORMS = ['u_matrix', 'u_px', 'u_scale', 'u_feather', 'u_dim', 'u_ground', 'u_isPlain']

export type Uniforms = Parameters<NodeProgram['setUniforms']>[1]

/** Sets the shared uniforms for a frame. */
export function setUniforms(look: Look, params: RenderParams, { gl, uniformLocations }: Uniforms): void {
  const at = (name: string) => uniformLocations[name] ?? null
  gl.uniformMatrix3fv(at('u_matrix'), false, params.matrix)
  gl.uniform1f(at('u_px'), params.correctionRatio * 2)
  gl.uniform1f(at('u_scale'), 1 / params.sizeRatio)
  gl.uniform1f(at('u_feather'), 1.2 / params.pixelRatio)
  gl.uniform1f(at('u_dim'), look.dim)
  gl.uniform1f(at('u_isPlain'), look.isPlain ? 1 : 0)
  gl.uniform4fv(at('u_ground'), look.palette.ground)
}
