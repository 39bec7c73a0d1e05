import type { Program } from 'sigma/rendering'
import type { RenderParams } from 'sigma/types'
import type { Look } from './look.ts'

type Pass = Program['normalProgram']

/** Vertices of the strip of one item: where they begin among the constant data, and how many there are. */
interface Strip {
  readonly first: number
  readonly count: number
}

/**
 * Draws the items of a program with less work than sigma's own way, which sends every item to the card twice a frame: items
 * are sent when they have changed, both passes read one buffer, and the pass that only the pointer needs waits for the pointer.
 */
export class Passes {
  readonly #program: Program
  readonly #look: Look
  readonly #stripOf: (isForPointer: boolean) => Strip
  readonly #arrays = new Map<Pass, WebGLVertexArrayObject>()
  #params: RenderParams | null = null
  /** The array that the card has, and what of it has changed since. */
  #sent: Float32Array | null = null
  #from = Infinity
  #to = 0

  /** `stripOf` says which strip of the constant data is drawn for the eye and for the pointer. */
  constructor(program: Program, look: Look, stripOf: (isForPointer: boolean) => Strip) {
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

  /** Draws what is seen. */
  show(params: RenderParams): void {
    this.#params = params
    if (!this.#look.isPaused) this.#draw(this.#program.normalProgram, params)
  }

  /** Draws what the pointer finds, as of the last frame. */
  pick(): void {
    const { pickProgram } = this.#program
    const params = this.#params
    if (!pickProgram || !params) return
    this.#draw(pickProgram, { ...params, pixelRatio: params.pixelRatio / params.downSizingRatio })
  }

  close(): void {
    this.#look.passes.delete(this)
  }

  #draw(pass: Pass, params: RenderParams): void {
    const { gl } = pass
    const { first, count } = this.#stripOf(pass.isPicking)
    const { pixelRatio } = params
    const program = this.#program
    if (!(gl instanceof WebGL2RenderingContext) || program.capacity === 0) return
    this.#send(gl)
    gl.bindVertexArray(this.#arrayOf(pass, gl))
    gl.bindFramebuffer(gl.FRAMEBUFFER, pass.frameBuffer)
    gl.viewport(0, 0, params.width * pixelRatio, params.height * pixelRatio)
    gl.enable(gl.BLEND)
    gl.useProgram(pass.program)
    program.setUniforms(params, pass)
    gl.drawArraysInstanced(program.METHOD, first, count, program.capacity)
    gl.bindVertexArray(null)
  }

  /** Sends what has changed to the one buffer of both passes. */
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

  /** Where a pass finds its attributes; made once. */
  #arrayOf(pass: Pass, gl: WebGL2RenderingContext): WebGLVertexArrayObject | null {
    const known = this.#arrays.get(pass)
    if (known) return known
    const { ATTRIBUTES, CONSTANT_ATTRIBUTES, constantArray, normalProgram } = this.#program
    const made = gl.createVertexArray()
    gl.bindVertexArray(made)
    const attach = (attributes: typeof ATTRIBUTES, divisor: number) => {
      const sizes = attributes.map(({ size, type }) => size * (type === gl.FLOAT ? 4 : 1))
      const stride = sizes.reduce((a, b) => a + b, 0)
      let offset = 0
      for (const [i, { name, size, type, normalized = false }] of attributes.entries()) {
        const location = pass.attributeLocations[name] ?? -1
        if (location >= 0) {
          gl.enableVertexAttribArray(location)
          gl.vertexAttribPointer(location, size, type, normalized, stride, offset)
          gl.vertexAttribDivisor(location, divisor)
        }
        offset += sizes[i] ?? 0
      }
    }
    gl.bindBuffer(gl.ARRAY_BUFFER, pass.constantBuffer)
    gl.bufferData(gl.ARRAY_BUFFER, constantArray, gl.STATIC_DRAW)
    attach(CONSTANT_ATTRIBUTES, 0)
    gl.bindBuffer(gl.ARRAY_BUFFER, normalProgram.buffer)
    attach(ATTRIBUTES, 1)
    gl.bindVertexArray(null)
    if (made) this.#arrays.set(pass, made)
    return made
  }
}
