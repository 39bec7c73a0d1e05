import { EdgeProgram } from 'sigma/rendering'
import { floatColor } from 'sigma/utils'
import { LINE_FRAGMENT, LINE_VERTEX } from '../shaders.ts'
import { COLOUR, FLOAT, TRIANGLE_STRIP, UNIFORMS, setUniforms } from './look.ts'
import { Pass } from './pass.ts'
import type { EdgeDisplayData, NodeDisplayData, RenderParams } from 'sigma/types'
import type { Look, Uniforms } from './look.ts'

/** Corners of a strip: which of the four places along the line, above or below it, as high as the mark or as the line. */
type Corner = readonly [place: number, side: number, isMark: number]
const across = (place: number, isMark = 0): readonly Corner[] => [
  [place, -1, isMark],
  [place, 1, isMark],
]
const PLAIN = [...across(0), ...across(3)]
const MARKED = [...across(0), ...across(1), ...across(1, 1), ...across(2, 1), ...across(2), ...across(3)]
const STRIPS = {
  plain: { first: 0, count: PLAIN.length },
  marked: { first: PLAIN.length, count: MARKED.length },
}

/** Draws relations: one strip each, as wide as its mark where that is. */
export function relationProgram(look: Look) {
  return class extends EdgeProgram {
    readonly #pass = new Pass(this, look, 'lines', () => (look.isPlain ? STRIPS.plain : STRIPS.marked))
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
        VERTICES: PLAIN.length + MARKED.length,
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
        ],
        CONSTANT_ATTRIBUTES: [{ name: 'a_corner', size: 3, type: FLOAT }],
        CONSTANT_DATA: [...PLAIN, ...MARKED].map((corner) => [...corner]),
      }
    }
    override processVisibleItem(
      _: number,
      offset: number,
      from: NodeDisplayData,
      to: NodeDisplayData,
      data: EdgeDisplayData & { style?: number; isKept?: number },
    ) {
      const ends = [from.x, from.y, to.x, to.y, from.size, to.size]
      this.array.set([...ends, data.style ?? 0, data.isKept ?? 0, floatColor(data.color)], offset)
    }
    override setUniforms(params: RenderParams, program: Uniforms) {
      setUniforms(look, params, program)
      const detail = Math.max(0.4, Math.min(1, 1 / params.sizeRatio + 0.12))
      program.gl.uniform1f(program.uniformLocations['u_detail'] ?? null, detail)
    }
  }
}
