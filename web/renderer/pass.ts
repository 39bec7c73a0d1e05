import type { Program } from 'sigma/rendering'
import type { RenderParams } from 'sigma/types'
import type { Look } from './look.ts'

/** Lines lie below discs and boxes. */
export type Layer = 'lines' | 'discs'

/** Vertices of the strip of one item: where they begin among the constant data, and how many there are. */
interface Strip {
  readonly first: number
  readonly count: number
}

/**
 * Draws the items of a program with less work than sigma's own way, which sends every item to the card in each frame: items are
 * sent when they have changed. All programs draw on one canvas, lines below discs, so what sigma orders is drawn once it has
 * ordered all.
 */
export class Pass {
  readonly layer: Layer
  readonly #program: Program
  readonly #look: Look
  readonly #stripOf: () => Strip
  #places: WebGLVertexArrayObject | null = null
  #params: RenderParams | null = null
  /** The array that the card has, and what of it has changed since. */
  #sent: Float32Array | null = null
  #from = Infinity
  #to = 0

  /** `stripOf` says which strip of the constant data is drawn. */
  constructor(program: Program, look: Look, layer: Layer, stripOf: () => Strip) {
    this.layer = layer
    this.#program = program
    this.#look = look
    this.#stripOf = stripOf
    look.passes.add(this)
  }

  /** Notes that an item has changed. */
  touch(item: number): void {
    const { STRIDE } = this.#program
    this.#from = Math.min(this.#from, item * STRIDE)
    this.#to = Math.max(this.#to, (item + 1) * STRIDE)
  }

  /** Takes the order of a frame. */
  order(params: RenderParams): void {
    this.#params = params
  }

  close(): void {
    this.#look.passes.delete(this)
  }

  /** Draws what was ordered, once. */
  draw(): void {
    const params = this.#params
    this.#params = null
    const program = this.#program
    const { gl } = program.normalProgram
    if (!params || !(gl instanceof WebGL2RenderingContext) || program.capacity === 0) return
    const { first, count } = this.#stripOf()
    const { pixelRatio } = params
    this.#send(gl)
    gl.bindVertexArray((this.#places ??= this.#placesIn(gl)))
    gl.viewport(0, 0, params.width * pixelRatio, params.height * pixelRatio)
    gl.enable(gl.BLEND)
    gl.useProgram(program.normalProgram.program)
    program.setUniforms(params, program.normalProgram)
    gl.drawArraysInstanced(program.METHOD, first, count, program.capacity)
    gl.bindVertexArray(null)
  }

  /** Sends what has changed. */
  #send(gl: WebGL2RenderingContext): void {
    const { array, normalProgram } = this.#program
    gl.bindBuffer(gl.ARRAY_BUFFER, normalProgram.buffer)
    if (this.#sent !== array) gl.bufferData(gl.ARRAY_BUFFER, array, gl.DYNAMIC_DRAW)
    else if (this.#from < this.#to)
      gl.bufferSubData(gl.ARRAY_BUFFER, this.#from * array.BYTES_PER_ELEMENT, array.subarray(this.#from, this.#to))
    this.#sent = array
    this.#from = Infinity
    this.#to = 0
  }

  /** Where the program finds its attributes. */
  #placesIn(gl: WebGL2RenderingContext): WebGLVertexArrayObject | null {
    const { ATTRIBUTES, CONSTANT_ATTRIBUTES, constantArray, normalProgram } = this.#program
    const made = gl.createVertexArray()
    gl.bindVertexArray(made)
    const attach = (attributes: typeof ATTRIBUTES, divisor: number) => {
      const sizes = attributes.map(({ size, type }) => size * (type === gl.FLOAT ? 4 : 1))
      const stride = sizes.reduce((a, b) => a + b, 0)
      let offset = 0
      for (const [i, { name, size, type, normalized = false }] of attributes.entries()) {
        const location = normalProgram.attributeLocations[name] ?? -1
        if (location >= 0) {
          gl.enableVertexAttribArray(location)
          gl.vertexAttribPointer(location, size, type, normalized, stride, offset)
          gl.vertexAttribDivisor(location, divisor)
        }
        offset += sizes[i] ?? 0
      }
    }
    gl.bindBuffer(gl.ARRAY_BUFFER, normalProgram.constantBuffer)
    gl.bufferData(gl.ARRAY_BUFFER, constantArray, gl.STATIC_DRAW)
    attach(CONSTANT_ATTRIBUTES, 0)
    gl.bindBuffer(gl.ARRAY_BUFFER, normalProgram.buffer)
    attach(ATTRIBUTES, 1)
    gl.bindVertexArray(null)
    return made
  }
}
