import { NodeProgram } from 'sigma/rendering'
import { floatColor } from 'sigma/utils'
import { BOX_FRAGMENT, BOX_VERTEX } from './box-shaders.ts'
import { COLOUR, FLOAT, QUAD, TRIANGLE_STRIP, UNIFORMS, setUniforms } from './look.ts'
import { Pass } from './pass.ts'
import type { NodeDisplayData, RenderParams } from 'sigma/types'
import type { Look, Uniforms } from './look.ts'

/** Draws sources and actors: one quad each. */
export function boxProgram(look: Look) {
  return class extends NodeProgram {
    readonly #pass = new Pass(this, look, 'discs', () => QUAD.strip)
    override process(id: number, item: number, data: NodeDisplayData) {
      super.process(id, item, data)
      this.#pass.touch(item)
    }
    override render(params: RenderParams) {
      this.#pass.order(params)
    }
    override kill() {
      this.#pass.close()
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
        ],
        CONSTANT_ATTRIBUTES: QUAD.CONSTANT_ATTRIBUTES,
        CONSTANT_DATA: QUAD.CONSTANT_DATA,
      }
    }
    override processVisibleItem(
      _: number,
      offset: number,
      data: NodeDisplayData & { fill?: string; flags?: number; half?: readonly [number, number] },
    ) {
      const [width, height] = data.half ?? [data.size, data.size]
      const fill = floatColor(data.fill ?? data.color)
      this.array.set([data.x, data.y, width, height, data.flags ?? 1, fill, floatColor(data.color)], offset)
    }
    override setUniforms(params: RenderParams, program: Uniforms) {
      setUniforms(look, params, program)
    }
  }
}
