import { EdgeProgram } from 'sigma/rendering'
import { floatColor } from 'sigma/utils'
import { LINE_FRAGMENT, LINE_VERTEX } from '../shaders.ts'
import { COLOUR, FLOAT, TRIANGLE_STRIP, UNIFORMS, setUniforms } from './look.ts'
import type { EdgeDisplayData, NodeDisplayData, RenderParams } from 'sigma/types'
import type { Look, Uniforms } from './look.ts'

/** Draws relations: one strip each, wide enough for its mark and for a finger. */
export function relationProgram(look: Look) {
  return class extends EdgeProgram {
    override getDefinition() {
      return {
        VERTICES: 4,
        VERTEX_SHADER_SOURCE: LINE_VERTEX,
        FRAGMENT_SHADER_SOURCE: LINE_FRAGMENT,
        METHOD: TRIANGLE_STRIP,
        UNIFORMS: [...UNIFORMS, 'u_detail'],
        ATTRIBUTES: [
          { name: 'a_start', size: 2, type: FLOAT },
          { name: 'a_end', size: 2, type: FLOAT },
          { name: 'a_radii', size: 2, type: FLOAT },
          { name: 'a_style', size: 1, type: FLOAT },
          { name: 'a_isKept', size: 1, type: FLOAT },
          { name: 'a_color', ...COLOUR },
          { name: 'a_id', ...COLOUR },
        ],
        CONSTANT_ATTRIBUTES: [{ name: 'a_corner', size: 2, type: FLOAT }],
        CONSTANT_DATA: [
          [0, -1],
          [1, -1],
          [0, 1],
          [1, 1],
        ],
      }
    }
    override processVisibleItem(
      id: number,
      offset: number,
      from: NodeDisplayData,
      to: NodeDisplayData,
      data: EdgeDisplayData & { style?: number; isKept?: number },
    ) {
      const ends = [from.x, from.y, to.x, to.y, from.size, to.size]
      this.array.set([...ends, data.style ?? 0, data.isKept ?? 1, floatColor(data.color), id], offset)
    }
    override setUniforms(params: RenderParams, program: Uniforms) {
      setUniforms(look, params, program)
      const detail = Math.max(0.4, Math.min(1, 1 / params.sizeRatio + 0.12))
      program.gl.uniform1f(program.uniformLocations['u_detail'] ?? null, detail)
    }
  }
}
