import type { NodeProgram } from 'sigma/rendering'
import type { RenderParams } from 'sigma/types'
import type { Palette } from '../palette.ts'

/** How the two programs see the screen: colours, and what is left of the dimmed. */
export interface Look {
  palette: Palette
  dim: number
}

/** Constants of WebGL that a program's definition names. */
export const FLOAT = 0x1406
export const TRIANGLE_STRIP = 0x0005
const UNSIGNED_BYTE = 0x1401
/** A colour or an id, four bytes. */
export const COLOUR = { size: 4, type: UNSIGNED_BYTE, normalized: true }
/** The uniforms that both programs share. */
export const UNIFORMS = ['u_matrix', 'u_px', 'u_scale', 'u_feather', 'u_dim', 'u_ground']

export type Uniforms = Parameters<NodeProgram['setUniforms']>[1]

/** Sets the shared uniforms for a frame. */
export function setUniforms(look: Look, params: RenderParams, { gl, uniformLocations }: Uniforms): void {
  const at = (name: string) => uniformLocations[name] ?? null
  gl.uniformMatrix3fv(at('u_matrix'), false, params.matrix)
  gl.uniform1f(at('u_px'), params.correctionRatio * 2)
  gl.uniform1f(at('u_scale'), 1 / params.sizeRatio)
  gl.uniform1f(at('u_feather'), 1.2 / params.pixelRatio)
  gl.uniform1f(at('u_dim'), look.dim)
  gl.uniform4fv(at('u_ground'), look.palette.ground)
}
