import type { Camera } from '../state.ts'
import type { Point } from '../spacing.ts'
import type { Canvas } from './canvas.ts'

/** A picture that needs less is shown at natural size in the middle of the canvas, not blown up to fill it. */
const LARGEST_SCALE = 1.35
/** Columns of boxes are shown no smaller than this: their words must be read. */
const LEAST_SCALE = 0.8
/** What the keyboard is on has this much of the canvas around it, in CSS pixels. */
const SEEN = { x: 24, y: 56 }
/** What comes into view has this much of the canvas around it, in CSS pixels; its label stands below. */
const CENTRED = { x: 40, top: 40, bottom: 56 }
/** Below this scale the labels of a large picture are not read. */
const READ_SCALE = 0.42

/** Where the canvas is looked at from, and how the camera gets elsewhere. Scales are CSS pixels per unit of the layout. */
export class Viewpoint {
  readonly #canvas: () => Canvas
  /** The scale at which sigma has the whole picture in view. */
  #unit = 1
  /** True once a person has moved the camera, until the whole picture is in view again. */
  isOwn = false
  /** Boxes in columns, which begin at the left and top. */
  hasColumns = false

  constructor(canvas: () => Canvas) {
    this.#canvas = canvas
  }

  /** The scale under a camera's ratio; as the camera stands without one. */
  scaleAt(ratio?: number): number {
    return this.#unit / (ratio ?? this.#canvas().getCamera().ratio)
  }

  /** Learns the scale of a picture or a canvas that has changed. */
  measure(): void {
    const sigma = this.#canvas()
    this.#unit = sigma.getGraphToViewportRatio() * sigma.getCamera().ratio
  }

  /** Brings the whole picture into view, no larger than natural size; at once, or on a short way. */
  fit(isAtOnce: boolean): void {
    this.#move(this.#fitted(), isAtOnce ? 0 : duration(280))
  }

  /** True while the whole picture is in view as `fit` leaves it. */
  get isFitted(): boolean {
    const { x, ratio } = this.#canvas().getCamera()
    const fitted = this.#fitted()
    return Math.abs(ratio - fitted.ratio) < 0.01 && Math.abs(x - fitted.x) < 0.01
  }

  /** Puts the camera where a person had it before. */
  look({ x, y, ratio }: Camera): void {
    this.isOwn = true
    const camera = this.#canvas().getCamera()
    camera.setState({ x, y, angle: 0, ratio: camera.getBoundedRatio(ratio) })
  }

  /** Zooms in (a factor under 1) or out. */
  zoom(factor: number): void {
    this.isOwn = true
    const camera = this.#canvas().getCamera()
    this.#move({ ratio: camera.getBoundedRatio(camera.ratio * factor) }, duration(160))
  }

  /** Goes to a disc on the canvas, in CSS pixels, whose radius is one of the layout; when that is in view already, closer to its middle. */
  open(at: Point, radius: number): void {
    this.isOwn = true
    const sigma = this.#canvas()
    const { width, height } = sigma.getDimensions()
    const scale = Math.max(Math.min(width, height) / (2.2 * radius), Math.min(1.5 * this.scaleAt(), LARGEST_SCALE))
    const { x, y } = sigma.viewportToFramedGraph({ ...at })
    this.#move({ x, y, ratio: this.#unit / scale }, duration(280))
  }

  /** Goes to places on the canvas, unless they are in view already and large enough to read: words of a small picture are as large from far away. */
  centre(places: readonly Point[], isSmall: boolean): void {
    if (places.length === 0) return
    const sigma = this.#canvas()
    const camera = sigma.getCamera()
    const { width, height } = sigma.getDimensions()
    const isInView = places.every(
      ({ x, y }) => x > CENTRED.x && y > CENTRED.top && x < width - CENTRED.x && y < height - CENTRED.bottom,
    )
    if (isInView && (isSmall || this.scaleAt() > READ_SCALE)) return
    const shown = places.map((at) => sigma.viewportToFramedGraph({ ...at }))
    const [xs, ys] = [shown.map((d) => d.x), shown.map((d) => d.y)]
    const spread = Math.max(most(xs) - least(xs), most(ys) - least(ys))
    const perFrame = (sigma.getGraphToViewportRatio() * camera.ratio * this.#extent()) / Math.min(width, height)
    const ratio = Math.max(this.#unit, spread * perFrame * 1.7)
    this.#move(
      { x: (least(xs) + most(xs)) / 2, y: (least(ys) + most(ys)) / 2, ratio: Math.min(ratio, this.#fitRatio()) },
      duration(280),
    )
  }

  /** Goes no further than it takes to have a place of sigma's graph in view, `half` CSS pixels to both sides of it. */
  reveal(place: Point, half: number): void {
    const sigma = this.#canvas()
    // Where the camera stands now: keys may come faster than frames.
    const now = { cameraState: sigma.getCamera().getState() }
    const { x, y } = sigma.graphToViewport({ ...place }, now)
    const { width, height } = sigma.getDimensions()
    const by = { x: beyond(x, width, half + SEEN.x), y: beyond(y, height, SEEN.y) }
    if (by.x === 0 && by.y === 0) return
    const to = sigma.viewportToFramedGraph({ x: width / 2 + by.x, y: height / 2 + by.y }, now)
    this.#move({ x: to.x, y: to.y }, duration(160))
  }

  /** Moves the camera; at once where it takes no time, which sigma's animation would divide by. */
  #move(state: Partial<Camera>, ms: number): void {
    const camera = this.#canvas().getCamera()
    if (ms === 0) camera.setState(state)
    else void camera.animate(state, { duration: ms })
  }

  #fitRatio(): number {
    const [leastScale, largest] = this.hasColumns ? [LEAST_SCALE, 1] : [0, LARGEST_SCALE]
    return Math.min(Math.max(1, this.#unit / largest), leastScale ? this.#unit / leastScale : Infinity)
  }

  /** Camera that shows the whole picture; where it would be too small to read, its beginning. */
  #fitted(): Camera {
    const ratio = this.#fitRatio()
    if (ratio >= 1) return { x: 0.5, y: 0.5, ratio }
    const { width, height } = this.#canvas().getDimensions()
    const perPixel = ratio / this.#unit
    const extent = this.#extent()
    const { x, y } = this.#frame()
    // Framed coordinates have the middle of the picture at 0.5 and its longer side as their unit.
    const centre = (size: number, shown: number) => Math.max(0, (size - shown * perPixel) / 2) / extent
    return { x: 0.5 - centre(x[1] - x[0], width), y: 0.5 + centre(y[1] - y[0], height), ratio }
  }

  /** What the whole picture takes: headings and labels reach beyond the middles of its discs. */
  #frame() {
    return this.#canvas().getCustomBBox() ?? this.#canvas().getBBox()
  }

  #extent(): number {
    const { x, y } = this.#frame()
    return Math.max(x[1] - x[0], y[1] - y[0])
  }
}

/** How far a place lies beyond a margin within a length; 0 between the margins, and as far as to the middle where they meet. */
function beyond(at: number, length: number, margin: number): number {
  const within = Math.min(margin, length / 2)
  return at < within ? at - within : Math.max(0, at - (length - within))
}

/** Milliseconds of a movement; none where a person wants none. */
export function duration(ms: number): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : ms
}

export const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Infinity)
export const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity)
