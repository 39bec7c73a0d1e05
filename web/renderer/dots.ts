import { colorToArray } from 'sigma/utils'
import type { Disc } from '../encode.ts'
import type { Point } from '../spacing.ts'

const VERTEX = /* glsl */ `
attribute vec2 a_place;
attribute float a_radius;
uniform vec2 u_origin;
uniform vec2 u_room;
uniform float u_scale;
uniform float u_size;
uniform float u_least;
uniform float u_ratio;
varying float v_radius;
void main() {
  v_radius = max(a_radius * u_size, u_least) * u_ratio;
  vec2 at = (u_origin + a_place * u_scale) / u_room;
  // Hidden claims, and those that are drawn as discs, have no radius.
  gl_Position = a_radius > 0.0 ? vec4(at.x * 2.0 - 1.0, 1.0 - at.y * 2.0, 0.0, 1.0) : vec4(2.0, 2.0, 0.0, 1.0);
  gl_PointSize = 2.0 * v_radius + 2.0;
}
`
const FRAGMENT = /* glsl */ `
precision highp float;
varying float v_radius;
uniform vec4 u_colour;
void main() {
  float d = length(gl_PointCoord - 0.5) * (2.0 * v_radius + 2.0);
  gl_FragColor = u_colour * clamp(v_radius + 0.5 - d, 0.0, 1.0);
}
`

/** Where the camera is: layout coordinates, y downwards, become CSS pixels. */
export interface Sight {
  readonly origin: Point
  readonly scale: number
  /** Size of discs against their natural size. */
  readonly size: number
  readonly width: number
  readonly height: number
  /** Radius of the smallest dot, in CSS pixels. */
  readonly least: number
  /** Hexadecimal. */
  readonly colour: string
  /** What is seen of a dot, 0 to 1. */
  readonly alpha: number
}

/** Claims as plain points below all else: what is drawn of those that there is no time to draw in full. */
export class Dots {
  readonly #gl: WebGL2RenderingContext
  readonly #program: WebGLProgram
  readonly #places: WebGLBuffer
  readonly #radii: WebGLBuffer
  #count = 0

  constructor(gl: WebGL2RenderingContext) {
    this.#gl = gl
    this.#program = gl.createProgram()
    for (const [type, source] of [
      [gl.VERTEX_SHADER, VERTEX],
      [gl.FRAGMENT_SHADER, FRAGMENT],
    ] as const) {
      const shader = gl.createShader(type)
      if (!shader) throw new Error('WebGL makes no shader')
      gl.shaderSource(shader, source)
      gl.compileShader(shader)
      gl.attachShader(this.#program, shader)
    }
    gl.linkProgram(this.#program)
    ;[this.#places, this.#radii] = [gl.createBuffer(), gl.createBuffer()]
    for (const [name, buffer, size] of [
      ['a_place', this.#places, 2],
      ['a_radius', this.#radii, 1],
    ] as const) {
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer)
      const at = gl.getAttribLocation(this.#program, name)
      gl.enableVertexAttribArray(at)
      gl.vertexAttribPointer(at, size, gl.FLOAT, false, 0, 0)
    }
  }

  /** Takes where the claims lie, two coordinates each, and leaves out those that are drawn in full. */
  take(discs: readonly Disc[], places: Float32Array, isDrawn: (id: string) => boolean): void {
    const gl = this.#gl
    const radii = new Float32Array(discs.length)
    for (const [i, disc] of discs.entries()) radii[i] = disc.isHidden || isDrawn(disc.id) ? 0 : disc.radius
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#places)
    gl.bufferData(gl.ARRAY_BUFFER, places, gl.DYNAMIC_DRAW)
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#radii)
    gl.bufferData(gl.ARRAY_BUFFER, radii, gl.DYNAMIC_DRAW)
    this.#count = discs.length
  }

  /** Leaves nothing. */
  clear(): void {
    this.#count = 0
  }

  draw({ origin, scale, size, least, width, height, colour, alpha }: Sight): void {
    const gl = this.#gl
    const at = (name: string) => gl.getUniformLocation(this.#program, name)
    if (this.#count === 0) return
    gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight)
    gl.useProgram(this.#program)
    gl.enable(gl.BLEND)
    gl.uniform2f(at('u_origin'), origin.x, origin.y)
    gl.uniform2f(at('u_room'), width, height)
    gl.uniform1f(at('u_scale'), scale)
    gl.uniform1f(at('u_size'), size)
    gl.uniform1f(at('u_least'), least)
    gl.uniform1f(at('u_ratio'), gl.drawingBufferWidth / Math.max(1, width))
    const [red, green, blue] = colorToArray(colour).map((channel) => (channel / 255) * alpha)
    gl.uniform4f(at('u_colour'), red ?? 0, green ?? 0, blue ?? 0, alpha)
    gl.drawArrays(gl.POINTS, 0, this.#count)
  }
}
