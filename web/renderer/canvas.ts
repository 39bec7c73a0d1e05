import { Sigma } from 'sigma'
import { AbstractEdgeProgram, AbstractNodeProgram } from 'sigma/rendering'
import type { Settings } from 'sigma/settings'
import type { MultiDirectedGraph } from 'graphology'
import type { Point } from '../spacing.ts'

/** What lies at a place of the canvas, in CSS pixels. */
interface Finder {
  readonly disc: (at: Point) => string | null
  readonly line: (at: Point) => string | null
}

/** Draws nothing: sigma makes programs for its own forms, and others for what is hovered, which is drawn with all else. */
export class NoProgram extends AbstractNodeProgram {
  override drawLabel = undefined
  override drawHover = undefined
  override process() {}
  override reallocate() {}
  override render() {}
  override kill() {}
}

/** The same for sigma's own forms of lines. */
export class NoLineProgram extends AbstractEdgeProgram {
  override drawLabel = undefined
  override process() {}
  override reallocate() {}
  override render() {}
  override kill() {}
}

/**
 * Sigma 3.0.3 on one WebGL context instead of three, of which each takes time to open and is put together with the others in
 * each frame. What lies under the pointer is found by geometry: pixels can be read only when all that was ordered before has
 * been drawn.
 */
export class Canvas extends Sigma {
  constructor(graph: MultiDirectedGraph, container: HTMLElement, settings: Partial<Settings>, find: Finder) {
    super(graph, container, settings)
    Object.assign(this, {
      getNodeAtPosition: (at: Point) => find.disc(at),
      getEdgeAtPoint: (x: number, y: number) => find.line({ x, y }),
      // Whatever is hovered would be drawn once more, on a layer of its own.
      renderHighlightedNodes: () => {},
      scheduleHighlightedNodesRender: () => {},
    })
  }

  /** The one context; sigma asks for the layer of the lines first. */
  override createWebGLContext(id: string): WebGLRenderingContext {
    const elements: Record<string, HTMLCanvasElement> = Reflect.get(this, 'elements')
    const contexts: Record<string, WebGLRenderingContext> = Reflect.get(this, 'webGLContexts')
    const gl = contexts['edges'] ?? super.createWebGLContext(id)
    const canvas = elements['edges']
    if (canvas) elements[id] = canvas
    contexts[id] = gl
    return gl
  }

  get gl(): WebGL2RenderingContext {
    const gl = this.createWebGLContext('edges')
    if (gl instanceof WebGL2RenderingContext) return gl
    throw new Error('no WebGL 2')
  }
}
