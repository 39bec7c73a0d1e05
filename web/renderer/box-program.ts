import { NodeProgram } from 'sigma/rendering'
import { floatColor } from 'sigma/utils'
import { BOX_FRAGMENT, BOX_VERTEX } from './box-shaders.ts'
import { COLOUR, FLOAT, QUAD, TRIANGLE_STRIP, UNIFORMS, setUniforms } from './look.ts'
import { Passes } from './passes.ts'
import type { NodeDisplayData, RenderParams } from 'sigma/types'
import type { Look, Uniforms } from './look.ts'

/** Draws sources and actors: one quad each. */
export function boxProgram(look: Look) {
  return class extends NodeProgram {
    readonly #passes = new Passes(this, look, () => QUAD.strip)
    override process(id: number, item: number, data: NodeDisplayData) {
      super.process(id, item, data)
      this.#passes.touch(item)
    }
    override render(params: RenderParams) {
      this.#passes.show(params)
    }
    override kill() {
      this.#passes.close()
      super.kill()
    }
    override getDefinition() {
      return {
        VERTICES: QUAD.strip.count,
        VERTEX_SHADER_SOURCE: BOX_VERTEX,
        FRAGMENT_SHADER_SOURCE: BOX_FRAGMENT,
        METHOD: TRIANGLE_STRIP,
        UNIFORMS,
        ATTRIBUTES: [
          { name: 'a_position', size: 2, type: FLOAT },
          { name: 'a_half', size: 2, type: FLOAT },
          { name: 'a_flags', size: 1, type: FLOAT },
          { name: 'a_fill', ...COLOUR },
          { name: 'a_edge', ...COLOUR },
          { name: 'a_id', ...COLOUR },
        ],
        CONSTANT_ATTRIBUTES: QUAD.CONSTANT_ATTRIBUTES,
        CONSTANT_DATA: QUAD.CONSTANT_DATA,
      }
    }
    override processVisibleItem(
      id: number,
      offset: number,
      data: NodeDisplayData & { fill?: string; flags?: number; half?: readonly [number, number] },
    ) {
      const [width, height] = data.half ?? [data.size, data.size]
      const fill = floatColor(data.fill ?? data.color)
      this.array.set([data.x, data.y, width, height, data.flags ?? 1, fill, floatColor(data.color), id], offset)
    }
    override setUniforms(params: RenderParams, program: Uniforms) {
      setUniforms(look, params, program)
    }
  }
}
