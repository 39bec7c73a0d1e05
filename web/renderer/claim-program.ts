import { NodeProgram } from 'sigma/rendering'
import { floatColor } from 'sigma/utils'
import { DISC_FRAGMENT, DISC_VERTEX } from '../shaders.ts'
import { COLOUR, FLOAT, QUAD, TRIANGLE_STRIP, UNIFORMS, setUniforms } from './look.ts'
import { Pass } from './pass.ts'
import type { NodeDisplayData, RenderParams } from 'sigma/types'
import type { Look, Uniforms } from './look.ts'

/** Draws claims, or another form of disc: one quad each. */
export function claimProgram(look: Look, fragment = DISC_FRAGMENT) {
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
        VERTEX_SHADER_SOURCE: DISC_VERTEX,
        FRAGMENT_SHADER_SOURCE: fragment,
        METHOD: TRIANGLE_STRIP,
        UNIFORMS,
        ATTRIBUTES: [
          { name: 'a_position', size: 2, type: FLOAT },
          { name: 'a_radius', size: 1, type: FLOAT },
          { name: 'a_flags', size: 1, type: FLOAT },
          { name: 'a_rings', size: 1, type: FLOAT },
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
      data: NodeDisplayData & { fill?: string; flags?: number; rings?: number; disc?: number },
    ) {
      const fill = floatColor(data.fill ?? data.color)
      const radius = data.disc ?? data.size
      this.array.set([data.x, data.y, radius, data.flags ?? 0, data.rings ?? 0, fill, floatColor(data.color)], offset)
    }
    override setUniforms(params: RenderParams, program: Uniforms) {
      setUniforms(look, params, program)
    }
  }
}
