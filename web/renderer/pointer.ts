import type { Point } from '../spacing.ts'
import type { Canvas } from './canvas.ts'

/** CSS pixels that a hand may tremble during a click. */
const DRAG_TOLERANCE = 3

/** A disc or a line. */
export type Target = { readonly disc: string } | { readonly line: string }

/** What a person does with the pointer on the canvas. */
export interface Acts {
  readonly onNode: (id: string, isSecond: boolean) => void
  readonly onTwice: (id: string) => void
  readonly onLine: (id: string) => void
  /** Clicks where there is neither, in CSS pixels. */
  readonly onGround: (at: Point) => void
  /** The pointer is on something else; `null` where it has left all. */
  readonly onPoint: (target: Target | null) => void
  /** Moves a disc to a place of sigma's graph. */
  readonly onDrag: (id: string, to: Point) => void
  /** Lets go of a disc that was moved. */
  readonly onDrop: (id: string) => void
}

/** The pointer on a canvas: what is clicked, pointed to, dragged. */
export class Pointer {
  readonly #sigma: Canvas
  #dragged: string | null = null
  #hasMoved = false

  constructor(sigma: Canvas, acts: Acts) {
    this.#sigma = sigma
    this.#listenForClicks(acts)
    this.#listenForPointing(acts)
    this.#listenForDrags(acts)
  }

  /** The disc that is held. */
  get dragged(): string | null {
    return this.#dragged
  }

  #listenForClicks({ onNode, onTwice, onLine, onGround }: Acts): void {
    const sigma = this.#sigma
    // Sigma counts clicks by a clock that a first one that is slow to show outruns; the browser counts those of a mouse.
    let clicked: string | null = null
    const isFirst = ({ original }: { readonly original: Event }) =>
      !(original instanceof MouseEvent) || original.detail < 2
    sigma.getContainer().addEventListener('dblclick', () => {
      if (clicked) onTwice(clicked)
    })
    sigma.on('doubleClickNode', ({ node, event }) => {
      if (!(event.original instanceof MouseEvent)) onTwice(node)
    })
    sigma.on('clickNode', ({ node, event }) => {
      if (!isFirst(event)) return
      clicked = node
      // Letting go of a claim that was moved is no click.
      if (!this.#hasMoved) onNode(node, event.original.shiftKey)
    })
    sigma.on('clickEdge', ({ edge, event }) => {
      if (!isFirst(event)) return
      clicked = null
      onLine(edge)
    })
    sigma.on('clickStage', ({ event }) => {
      if (!isFirst(event)) return
      clicked = null
      onGround({ x: event.x, y: event.y })
    })
    for (const event of ['doubleClickNode', 'doubleClickEdge', 'doubleClickStage'] as const)
      sigma.on(event, ({ preventSigmaDefault }: { preventSigmaDefault: () => void }) => preventSigmaDefault())
  }

  #listenForPointing({ onPoint }: Acts): void {
    const sigma = this.#sigma
    sigma.on('enterNode', ({ node }) => onPoint({ disc: node }))
    sigma.on('enterEdge', ({ edge }) => onPoint({ line: edge }))
    // Sigma 3.0.3 goes on taking whoever the pointer left the canvas from for hovered, and would not notice when it comes back.
    sigma.on('leaveStage', () => {
      for (const name of ['hoveredNode', 'hoveredEdge']) Reflect.set(sigma, name, null)
    })
    for (const event of ['leaveNode', 'leaveEdge', 'leaveStage'] as const) sigma.on(event, () => onPoint(null))
  }

  #listenForDrags({ onDrag, onDrop }: Acts): void {
    const sigma = this.#sigma
    let start: Point = { x: 0, y: 0 }
    sigma.on('downNode', ({ node, event, preventSigmaDefault }) => {
      this.#dragged = node
      this.#hasMoved = false
      start = { x: event.x, y: event.y }
      preventSigmaDefault()
    })
    sigma.on('moveBody', ({ event, preventSigmaDefault }) => {
      if (!this.#dragged) return
      this.#hasMoved ||= Math.hypot(event.x - start.x, event.y - start.y) > DRAG_TOLERANCE
      preventSigmaDefault()
      if (!this.#hasMoved) return
      event.original.preventDefault()
      onDrag(this.#dragged, sigma.viewportToGraph(event))
    })
    const drop = () => {
      const id = this.#dragged
      this.#dragged = null
      if (id && this.#hasMoved) onDrop(id)
    }
    for (const event of ['upNode', 'upEdge', 'upStage', 'leaveStage'] as const) sigma.on(event, drop)
  }
}
