import { EdgeProgram } from 'sigma/rendering'
import { floatColor } from 'sigma/utils'
import { FLOW_FRAGMENT, FLOW_VERTEX, STEPS } from './box-shaders.ts'
import { COLOUR, FLOAT, TRIANGLE_STRIP, UNIFORMS, setUniforms } from './look.ts'
import { Pass } from './pass.ts'
import type { EdgeDisplayData, NodeDisplayData, RenderParams } from 'sigma/types'
import type { Look, Uniforms } from './look.ts'

type End = NodeDisplayData & { isPass?: boolean }

const STRIP = { first: 0, count: (STEPS + 1) * 2 }

/** Draws the lines of the attribution view: one strip each, from the edge of one box to the edge of the next. */
export function flowProgram(look: Look) {
  return class extends EdgeProgram {
    readonly #pass = new Pass(this, look, 'lines', () => STRIP)
    override process(id: number, item: number, from: NodeDisplayData, to: NodeDisplayData, data: EdgeDisplayData) {
      super.process(id, item, from, to, data)
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
        VERTICES: (STEPS + 1) * 2,
        VERTEX_SHADER_SOURCE: FLOW_VERTEX,
        FRAGMENT_SHADER_SOURCE: FLOW_FRAGMENT,
        METHOD: TRIANGLE_STRIP,
        UNIFORMS,
        ATTRIBUTES: [
          { name: 'a_start', size: 2, type: FLOAT },
          { name: 'a_end', size: 2, type: FLOAT },
          { name: 'a_trim', size: 2, type: FLOAT },
          { name: 'a_level', size: 1, type: FLOAT },
          { name: 'a_way', size: 1, type: FLOAT },
          { name: 'a_width', size: 1, type: FLOAT },
          { name: 'a_style', size: 1, type: FLOAT },
          { name: 'a_color', ...COLOUR },
        ],
        CONSTANT_ATTRIBUTES: [{ name: 'a_corner', size: 2, type: FLOAT }],
        CONSTANT_DATA: Array.from({ length: STEPS + 1 }, (_, i) => [
          [i / STEPS, -1],
          [i / STEPS, 1],
        ]).flat(),
      }
    }
    override processVisibleItem(
      _: number,
      offset: number,
      from: End,
      to: End,
      data: EdgeDisplayData & { way?: number; flags?: number },
    ) {
      // A line goes on through a pass, level, to its other side.
      const ends = [from.x, from.y, to.x, to.y, from.size, to.isPass ? -to.size : to.size]
      const level = to.isPass ? to.size * 2 : 0
      const { way = 0, flags = 0, size, color } = data
      this.array.set([...ends, level, way, size, flags, floatColor(color)], offset)
    }
    override setUniforms(params: RenderParams, program: Uniforms) {
      setUniforms(look, params, program)
    }
  }
}
