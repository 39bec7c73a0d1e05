import { MultiDirectedGraph } from 'graphology'
import { Crowd } from './crowd.ts'
import { Dots } from './dots.ts'
import { LARGE } from './look.ts'
import type { Picture } from '../encode.ts'
import type { Places } from '../layout.ts'
import type { Palette } from '../palette.ts'
import type { Shape } from '../scene.ts'
import type { Point } from '../spacing.ts'
import type { Canvas } from './canvas.ts'
import type { Part } from './crowd.ts'
import type { Emphasis } from './renderer.ts'

/** What is drawn in full stays so until the view has this much more. */
const EASE = 1.3
/** What is drawn beyond the view on each side, as a share of it, so that a small move shows no edge. */
const BEYOND = 0.35
/** Claims whose relations are drawn from far out: those that are selected or looked at. */
const MOST_CENTRES = 60
/** From a dot to the pointer, in CSS pixels. */
const NEAR_DOT = 6
/** Radius of the smallest dot, in CSS pixels. */
const LEAST_DOT = 1.1
/** What is seen of a dot where dots are all that is drawn: many lie on each other. */
const DOT = 0.6

/** How dots are drawn: `size` is that of discs against their natural size. */
interface DotLook {
  readonly size: number
  readonly dim: number
  readonly palette: Palette
}

/** A picture of many on the canvas: what is in view is drawn in full, from far out only what stands out; all else are dots. */
export class Many {
  readonly #sigma: Canvas
  readonly #dots: Dots
  #crowd: Crowd | null = null
  #isFar = false
  /** What lies in view, and of which view that is. */
  #seen: { readonly view: string; readonly part: Part | null } | null = null
  #held: Part = { discs: new Map(), lines: new Map() }
  #key = ''
  /** What that was worked out from. */
  #asked: readonly unknown[] = []
  /** The dot under the pointer. */
  pointed: string | null = null

  constructor(sigma: Canvas) {
    this.#sigma = sigma
    this.#dots = new Dots(sigma.gl)
  }

  /** A picture of many is on the canvas. */
  get isOn(): boolean {
    return this.#crowd !== null
  }

  /** The view has more than there is time to draw. */
  get isFar(): boolean {
    return this.isOn && this.#isFar
  }

  /** Takes a picture; without places the claims are those of before, under other switches. */
  take(picture: Picture, places: Places | null): void {
    this.#crowd = new Crowd(picture, places ?? new Map(), places ? null : this.#crowd)
    this.#seen = null
    this.#key = ''
  }

  /** Another picture, of few, is on the canvas. */
  leave(): void {
    this.#crowd = null
    this.#dots.clear()
  }

  placeOf(id: string): Point | null {
    return this.#crowd?.placeOf(id) ?? null
  }

  move(id: string, at: Point): void {
    this.#crowd?.move(id, at)
    this.#seen = null
  }

  /** Sigma 3.0.3 keeps the scale and the camera of before while its graph is empty: this one has a claim that is not drawn. */
  nothing(): MultiDirectedGraph {
    const graph = new MultiDirectedGraph()
    const [first] = this.#crowd?.discs ?? []
    if (first) graph.addNode(first.id, { x: 0, y: 0 })
    return graph
  }

  /** What is to be drawn in full now, and sigma's graph of it; null where it is drawn already. */
  hold(emphasis: Emphasis): (Part & { readonly graph: MultiDirectedGraph }) | null {
    const crowd = this.#crowd
    if (!crowd) return null
    const { selected, main, cursor, path } = emphasis
    const inView = this.#inView(crowd)
    this.#isFar = inView === null
    if (!this.#isFar) this.pointed = null
    const asked = [crowd, inView, emphasis, this.pointed]
    if (asked.every((one, i) => one === this.#asked[i])) return null
    this.#asked = asked
    const centres = [this.pointed, cursor, ...(selected.size <= MOST_CENTRES ? selected : [])].filter(
      (id) => id !== null,
    )
    const standing = crowd.around([...main, ...selected, ...(path ?? [])], centres, LARGE)
    const discs = new Map([...(inView?.discs ?? []), ...standing.discs])
    const lines = new Map([...(inView?.lines ?? []), ...standing.lines])
    const key = [...discs.keys(), ...lines.keys()].join()
    if (key === this.#key) return null
    this.#key = key
    this.#held = { discs, lines }
    const graph = discs.size > 0 ? new MultiDirectedGraph() : this.nothing()
    for (const id of discs.keys()) {
      const { x, y } = crowd.placeOf(id) ?? { x: 0, y: 0 }
      graph.addNode(id, { x, y: -y })
    }
    for (const { id, from, to } of lines.values()) graph.addEdgeWithKey(id, from, to)
    this.#dots.take(crowd.discs, crowd.places, (id) => discs.has(id))
    return { discs, lines, graph }
  }

  /** What lies in view, if there is time to draw it. While the camera stands, that stays. */
  #inView(crowd: Crowd): Part | null {
    const sigma = this.#sigma
    const { width, height } = sigma.getDimensions()
    const { x, y, ratio } = sigma.getCamera()
    const view = [x, y, ratio, width, height].join()
    if (this.#seen?.view === view) return this.#seen.part
    const [from, to] = [sigma.viewportToGraph({ x: 0, y: 0 }), sigma.viewportToGraph({ x: width, y: height })]
    const within = (beyond: number) => {
      const [across, down] = [(to.x - from.x) * beyond, (from.y - to.y) * beyond]
      const area = { left: from.x - across, right: to.x + across, top: -from.y - down, bottom: -to.y + down }
      return crowd.within(area, this.#isFar ? LARGE : LARGE * EASE)
    }
    const part = within(BEYOND) ?? within(0)
    this.#seen = { view, part }
    return part
  }

  /** The claim whose dot is near a place of the canvas. */
  nearest(place: Point): string | null {
    const { x, y } = this.#sigma.viewportToGraph(place)
    return this.#crowd?.nearest({ x, y: -y }, NEAR_DOT / this.#sigma.getGraphToViewportRatio()) ?? null
  }

  draw({ size, dim, palette }: DotLook): void {
    const sigma = this.#sigma
    this.#dots.draw({
      origin: sigma.graphToViewport({ x: 0, y: 0 }),
      scale: sigma.getGraphToViewportRatio(),
      size,
      ...sigma.getDimensions(),
      least: LEAST_DOT,
      colour: palette.node,
      alpha: (this.#isFar ? DOT : 1) * dim,
    })
  }

  /** The dots in view, as forms of a file. */
  shapes({ size, palette }: DotLook): Shape[] {
    const { width, height } = this.#sigma.getDimensions()
    return (this.#crowd?.discs ?? []).flatMap((disc): Shape[] => {
      const place = disc.isHidden || this.#held.discs.has(disc.id) ? null : this.placeOf(disc.id)
      if (!place) return []
      const at = this.#sigma.graphToViewport({ x: place.x, y: -place.y })
      if (at.x < 0 || at.y < 0 || at.x > width || at.y > height) return []
      const radius = Math.max(LEAST_DOT, disc.radius * size)
      return [{ kind: 'circle', ...at, radius, fill: palette.node, colour: palette.node, width: 0, alpha: DOT }]
    })
  }
}
