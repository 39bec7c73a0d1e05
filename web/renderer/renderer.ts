import { MultiDirectedGraph } from 'graphology'
import { LabelLayer } from '../label-layer.ts'
import { LEAST_HEAD, NARROW, SMALL } from '../label-places.ts'
import { readPalette } from '../palette.ts'
import { Canvas, NoLineProgram, NoProgram } from './canvas.ts'
import { claimProgram } from './claim-program.ts'
import { isMany } from './look.ts'
import { Pointer } from './pointer.ts'
import { relationProgram } from './relation-program.ts'
import { markUnder, strokeUnder, strokesOf } from './under.ts'
import { Viewpoint, duration, least, most } from './viewpoint.ts'
import { nearestAhead } from './walk.ts'
import type { Settings } from 'sigma/settings'
import type { EdgeDisplayData, NodeDisplayData } from 'sigma/types'
import type { BoxFrame } from '../box-layer.ts'
import type { TieFrame } from '../tie-layer.ts'
import type { Box, Disc, Flow, Line, Picture } from '../encode.ts'
import type { Palette } from '../palette.ts'
import type { Places } from '../layout.ts'
import type { Point } from '../spacing.ts'
import type { LabelFrame } from '../label-layer.ts'
import type { FarFrame, Scene, Shape } from '../scene.ts'
import type { Camera } from '../state.ts'
import type { Look } from './look.ts'
import type { Many } from './many.ts'
import type { Acts, Target } from './pointer.ts'
import type { Direction } from './walk.ts'

/** What a person does on the canvas: on a disc or a box, on a line, on neither. `onFrame` comes after each frame. */
export interface CanvasEvents {
  readonly onNode: (id: string, isSecond: boolean) => void
  readonly onTwice: (id: string) => void
  readonly onLine: (id: string) => void
  readonly onGround: (at: { readonly x: number; readonly y: number }) => void
  /** A person moved the camera, or put the whole picture back in view (null). */
  readonly onCamera: (camera: Camera | null) => void
  /** A claim was moved to a place of the layout. */
  readonly onMoved: (id: string, at: { readonly x: number; readonly y: number }) => void
  readonly onFrame: () => void
}

/** Forms that only some views draw: they are loaded with them. */
export interface Kit {
  readonly nodes: (look: Look) => Settings['nodeProgramClasses']
  readonly edges: (look: Look) => Settings['edgeProgramClasses']
  readonly showBox?: (box: Box, isSelected: boolean, isKept: boolean, palette: Palette) => Partial<NodeDisplayData>
  readonly showFlow?: (flow: Flow, isKept: boolean, palette: Palette) => Partial<EdgeDisplayData>
  readonly paint?: (context: CanvasRenderingContext2D, frame: BoxFrame) => void
  /** The line between boxes at a place of the canvas. */
  readonly flowUnder?: (at: Point, frame: BoxFrame) => string | null
  /** Shows a line between two actors. */
  readonly showTie?: (line: Line) => Partial<EdgeDisplayData>
  readonly paintTies?: (context: CanvasRenderingContext2D, frame: TieFrame) => void
}

/** What a picture of many shows from far out beside its dots, loaded with it. */
export interface Far {
  /** Hears of each frame. */
  readonly draw: (frame: FarFrame) => void
  readonly shapes: (frame: FarFrame) => readonly Shape[]
  /** What lies at a place of the canvas. */
  readonly at: (place: Point) => string | null
}

/** What stands out: the claims in ink, those with a bold label that never goes, and the claim under the keyboard. */
export interface Emphasis {
  readonly selected: ReadonlySet<string>
  readonly main: ReadonlySet<string>
  readonly cursor: string | null
  /** Claims and relations beside which all else is dimmed while nothing is under the pointer. */
  readonly path: ReadonlySet<string> | null
}

/** What is left of a disc or a line that isn't near the one under the pointer, and how long it takes to go. */
const DIMMED = 0.16
const FADE_MS = 90
const PADDING = 8
const STYLES = { supports: 0, contradicts: 1, rejected: 2, relays: 0 }

/** Size of discs against their natural size under which dots are too small for the pointer where there are groups. */
const SMALLEST_POINTED = 0.3
/** Size of discs against their natural size under which the marks of relations are no wider than their lines. */
const SMALLEST_MARKED = 0.3
/** After this long without a change of the camera, a picture of many is drawn in full. */
const SETTLED_MS = 110

type Graph = MultiDirectedGraph

/** What isn't dimmed, and by which claim or relation. */
interface Kept {
  readonly discs: ReadonlySet<string>
  readonly line: string | null
  readonly disc: string | null
  /** Its lines are named as well. */
  readonly isPath?: boolean
}

/** What a picture takes from 0 where that is more than its discs; heads stand beside claims and say what these are. */
export interface Extent {
  readonly width: number
  readonly height: number
  readonly heads?: readonly { readonly claim: string; readonly x: number; readonly y: number; readonly width: number }[]
}

/** The canvas. This folder alone knows sigma; everything it draws comes in as a picture. */
export class Renderer {
  readonly #sigma: Canvas
  #graph: Graph
  readonly #labels: LabelLayer
  readonly #look: Look = { palette: readPalette(), dim: 1, isPlain: false, isPaused: false, passes: new Set() }
  readonly #events: CanvasEvents
  readonly #observer: ResizeObserver
  #discs: ReadonlyMap<string, Disc> = new Map()
  #lines: ReadonlyMap<string, Line> = new Map()
  #boxes: ReadonlyMap<string, Box> = new Map()
  #flows: ReadonlyMap<string, Flow> = new Map()
  #columns: Picture['columns']
  /** For a picture of many, loaded with it. */
  #many: Many | null = null
  #far: Far | null = null
  /** Not claims are drawn, but what another view places. */
  #hasOwnPlaces = false
  #isSmall = true
  /** Heads on the grounds below the picture, at places of the layout. */
  #heads: NonNullable<Extent['heads']> = []
  #kit: Kit | null = null
  readonly #equipped = new Set<Kit>()
  #emphasis: Emphasis = { selected: new Set(), main: new Set(), cursor: null, path: null }
  #kept: Kept | null = null
  #hoverTimer = 0
  #fadeFrame = 0
  /** What waits for the page to be painted. */
  readonly #tasks: (() => void)[] = []
  /** Claims that the camera goes to next. */
  #centred: readonly string[] = []
  /** The camera moves over a picture of many: no labels, no marks. */
  #isMoving = false
  #isHeld = false
  #moveTimer = 0
  readonly #pointer: Pointer
  readonly #view: Viewpoint

  /** Opens a canvas in a container. Throws where there is no WebGL. */
  static open(container: HTMLElement, events: CanvasEvents): Renderer {
    return new Renderer(container, events)
  }

  private constructor(container: HTMLElement, events: CanvasEvents) {
    this.#events = events
    this.#graph = new MultiDirectedGraph()
    const look = this.#look
    this.#view = new Viewpoint(() => this.#sigma)
    const settings: Partial<Settings> = {
      renderLabels: false,
      enableEdgeEvents: true,
      enableCameraRotation: false,
      allowInvalidContainer: true,
      stagePadding: PADDING,
      minCameraRatio: 0.01,
      maxCameraRatio: 6,
      defaultNodeType: 'disc',
      defaultEdgeType: 'line',
      nodeProgramClasses: { disc: claimProgram(look), circle: NoProgram },
      nodeHoverProgramClasses: { disc: NoProgram, circle: NoProgram },
      edgeProgramClasses: { line: relationProgram(look), arrow: NoLineProgram },
      zoomToSizeRatioFunction: (ratio) => 1 / this.#sizeAt(this.#view.scaleAt(ratio)),
      nodeReducer: (id, { x, y }) => this.#showDisc(id, x, y),
      edgeReducer: (id) => this.#showLine(id),
    }
    this.#sigma = new Canvas(this.#graph, container, settings, {
      disc: (at) => this.#discUnder(at),
      line: (at) => this.#lineUnder(at),
    })
    this.#labels = new LabelLayer(container)
    this.#listen()
    this.#pointer = new Pointer(this.#sigma, this.#acts())
    this.#observer = new ResizeObserver(() => this.#resize())
    this.#observer.observe(container)
  }

  /** Teaches the canvas the forms of a view; the claims' own with none. */
  equip(kit: Kit | null): void {
    this.#kit = kit
    if (!kit || this.#equipped.has(kit)) return
    this.#equipped.add(kit)
    const { nodeProgramClasses, nodeHoverProgramClasses, edgeProgramClasses } = this.#sigma.getSettings()
    const nodes = kit.nodes(this.#look)
    const hovered = Object.fromEntries(Object.keys(nodes).map((form) => [form, NoProgram]))
    this.#sigma.setSettings({
      nodeProgramClasses: { ...nodeProgramClasses, ...nodes },
      nodeHoverProgramClasses: { ...nodeHoverProgramClasses, ...hovered },
      edgeProgramClasses: { ...edgeProgramClasses, ...kit.edges(this.#look) },
    })
  }

  /** Loads what a picture of many needs; waited for before it is drawn. */
  async prepare(picture: Picture): Promise<void> {
    if (!isCrowd(picture) || this.#many) return
    const { Many } = await loadMany()
    this.#many = new Many(this.#sigma)
  }

  /** Takes what is shown from far out. */
  showFar(far: Far): void {
    this.#far = far
    this.#sigma.scheduleRender()
  }

  /** True while groups stand for claims. */
  get isFar(): boolean {
    return this.#far !== null && this.#many !== null && this.#many.isFar && !this.#hasOwnPlaces
  }

  /** Moves the camera to a disc of the layout; when that is in view already, closer to its middle. */
  open({ x, y, radius }: Point & { readonly radius: number }): void {
    this.#view.open(this.project({ x, y }), radius)
  }

  /**
   * Draws a picture at the given positions, with everything in view unless the camera is to stay.
   */
  draw(picture: Picture, places: Places, extent: Extent | null, isStaying = false): void {
    this.#heads = extent?.heads ?? []
    this.#remember(picture)
    const points = [...places.values()]
    const many = isCrowd(picture) ? this.#many : null
    if (many) many.take(picture, places)
    else this.#many?.leave()
    // A graph that sigma does not yet listen to: it would answer each claim and relation by itself.
    const graph = many?.nothing() ?? graphOf(picture, places)
    this.#graph = graph
    const [xs, ys] = [points.map((p) => p.x), points.map((p) => p.y)]
    const room = this.#isSmall ? 80 : 24
    this.#sigma.setCustomBBox(
      extent
        ? { x: [0, extent.width], y: [-extent.height, 0] }
        : { x: [least(xs) - room, most(xs) + room], y: [-most(ys) - 52, -least(ys) + 30] },
    )
    // Sigma draws a new graph at once, with the camera of the one before.
    this.#look.isPaused = !isStaying
    this.#sigma.setGraph(graph)
    this.#look.isPaused = false
    if (!isStaying) {
      this.#view.measure()
      this.#disownCamera()
      this.#fit(true)
    }
    if (many) this.#hold()
    else if (!isStaying) this.#drawNow()
  }

  /** What a picture that fills the canvas has at natural size, in CSS pixels. */
  get room(): { readonly width: number; readonly height: number } {
    const { width, height } = this.#sigma.getDimensions()
    return { width: width - 2 * PADDING, height: height - 2 * PADDING }
  }

  /** A place of the layout on the canvas, in CSS pixels. */
  project({ x, y }: Point): { readonly x: number; readonly y: number } {
    return this.#sigma.graphToViewport({ x, y: -y })
  }

  /** Shows the same claims and relations under other switches, or with other rings. */
  update(picture: Picture): void {
    if (this.#many?.isOn) {
      this.#many.take(picture, null)
      return this.#hold()
    }
    const [discs, lines] = [this.#discs, this.#lines]
    this.#remember(picture)
    this.#refresh(
      picture.discs.flatMap((disc) => (looksLike(disc, discs.get(disc.id)) ? [] : disc.id)),
      picture.lines.flatMap((line) => (isDrawnAs(line, lines.get(line.id)) ? [] : line.id)),
    )
  }

  /** Changes what stands out. */
  emphasise(emphasis: Emphasis): void {
    const before = this.#emphasis
    this.#emphasis = emphasis
    const isSame = (a: ReadonlySet<string> | null, b: ReadonlySet<string> | null) =>
      [...(a ?? [])].join() === [...(b ?? [])].join()
    const isStaying = emphasis.cursor === before.cursor && isSame(emphasis.path, before.path)
    if (isStaying && isSame(emphasis.selected, before.selected) && isSame(emphasis.main, before.main)) return
    if (!isStaying) this.#keep(emphasis.cursor ? { disc: emphasis.cursor } : null)
    this.#afterPaint(() => {
      this.#hold()
      const discs = [...new Set([...before.selected, ...emphasis.selected])]
      const faint = discs.flatMap((id) => (this.#graph.hasNode(id) ? this.#graph.edges(id) : []))
      this.#refresh(
        discs,
        faint.filter((id) => this.#lines.get(id)?.isFaint),
      )
    })
  }

  /**
   * Does something two frames later. What was selected is read in its words: those are painted first, where a frame of the canvas
   * takes long.
   */
  #afterPaint(task: () => void): void {
    this.#tasks.push(task)
    if (this.#tasks.length > 1) return
    requestAnimationFrame(() => {
      requestAnimationFrame(() => {
        for (const one of this.#tasks.splice(0)) one()
      })
    })
  }

  /** Reads the colours again, after a change of theme. */
  repaint(): void {
    this.#look.palette = readPalette()
    this.#sigma.refresh()
  }

  /** Zooms in (a factor under 1) or out. */
  zoom(factor: number): void {
    this.#view.zoom(factor)
  }

  /** Brings the whole picture into view, no larger than natural size. */
  fit(): void {
    this.#centred = []
    this.#disownCamera()
    this.#fit(false)
  }

  /** Puts the camera where a person had it before. */
  look(camera: Camera): void {
    this.#centred = []
    this.#view.look(camera)
  }

  #disownCamera(): void {
    this.#view.isOwn = false
    this.#events.onCamera(null)
  }

  #fit(isAtOnce: boolean): void {
    this.#view.fit(isAtOnce)
    this.#labels.invalidate()
    this.#sigma.scheduleRender()
  }

  /** Moves the camera to claims, unless they are in view already and large enough to read. */
  centre(ids: readonly string[]): void {
    this.#centred = ids
    this.#afterPaint(() => {
      if (this.#centred !== ids) return
      this.#view.centre(
        ids.flatMap((id) => this.locate(id) ?? []),
        this.#isSmall,
      )
    })
  }

  /** Moves the camera no further than a claim or a box takes to come into view. */
  reveal(id: string): void {
    if (!this.#graph.hasNode(id)) return
    const { x, y } = this.#graph.getNodeAttributes(id)
    const box = this.#boxes.get(id)
    const half = box ? (box.width / 2) * this.#sizeAt(this.#view.scaleAt()) : 0
    this.#view.reveal({ x: Number(x), y: Number(y) }, half)
  }

  /** The nearest claim that way: one that a line leads to, else any. Null at the edge. */
  neighbour(from: string | null, direction: Direction): string | null {
    const visible = [
      ...[...this.#discs.values()].filter((disc) => !disc.isHidden && this.#graph.hasNode(disc.id)),
      ...[...this.#boxes.values()].filter((box) => box.form !== 'pass').map(({ id }) => ({ id, weight: 0 })),
    ]
    if (!from || !this.#graph.hasNode(from)) return visible.sort((a, b) => b.weight - a.weight)[0]?.id ?? null
    const placeOf = (id: string): Point => {
      const { x, y } = this.#graph.getNodeAttributes(id)
      return { x, y }
    }
    const near = new Set(this.#nearby(from))
    const others = visible.flatMap(({ id }) => (id === from ? [] : [{ id, at: placeOf(id), isNear: near.has(id) }]))
    return nearestAhead(placeOf(from), others, direction)
  }

  /** Where a claim or the middle of a relation lies on the canvas, in CSS pixels; for tests and for what floats beside it. */
  locate(id: string): { readonly x: number; readonly y: number } | null {
    const at = (disc: string) => {
      const { x, y } = this.#graph.getNodeAttributes(disc)
      return this.#sigma.graphToViewport({ x, y })
    }
    if (this.#graph.hasNode(id)) return at(id)
    const place = this.#many?.placeOf(id)
    if (place) return this.project(place)
    if (!this.#graph.hasEdge(id)) return null
    const [a, b] = [at(this.#graph.source(id)), at(this.#graph.target(id))]
    return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
  }

  /** Claims and relations that stay undimmed; null when nothing is dimmed. */
  kept(): readonly string[] | null {
    if (!this.#kept || this.#look.dim === 1) return null
    const lines = [...this.#lines.values()].filter((line) => !line.isHidden && this.#keeps(line))
    return [...this.#kept.discs, ...lines.map((line) => line.id)].sort()
  }

  close(): void {
    this.#observer.disconnect()
    clearTimeout(this.#moveTimer)
    window.removeEventListener('mouseup', this.#release)
    cancelAnimationFrame(this.#fadeFrame)
    clearTimeout(this.#hoverTimer)
    this.#labels.close()
    this.#sigma.kill()
  }

  #remember(picture: Picture): void {
    const { columns } = picture
    this.#columns = columns
    this.#view.hasColumns = columns !== undefined
    this.#hasOwnPlaces = picture.places !== undefined
    this.#isSmall = picture.discs.length <= SMALL
    this.#boxes = new Map(columns?.boxes.map((box) => [box.id, box]))
    this.#flows = new Map(columns?.flows.map((flow) => [flow.id, flow]))
    const isWhole = !this.#many || !isCrowd(picture)
    this.#discs = new Map(isWhole ? picture.discs.map((disc) => [disc.id, disc]) : [])
    this.#lines = new Map(isWhole ? picture.lines.map((line) => [line.id, line]) : [])
    this.#labels.invalidate()
  }

  /** Draws the next frame with these claims and relations anew; all others stay as they were sent. */
  #refresh(discs: readonly string[], lines: readonly string[]): void {
    this.#sigma.refresh({
      partialGraph: {
        nodes: discs.filter((id) => this.#graph.hasNode(id)),
        edges: lines.filter((id) => this.#graph.hasEdge(id)),
      },
      skipIndexation: true,
      schedule: true,
    })
  }

  readonly #release = () => {
    this.#isHeld = false
    if (this.#isMoving) this.#settle()
  }

  /** Draws in full once nothing has moved for a while and no button is held. */
  #settle(): void {
    clearTimeout(this.#moveTimer)
    if (this.#isHeld) return
    this.#moveTimer = window.setTimeout(() => {
      this.#isMoving = false
      this.#hold()
      this.#labels.invalidate()
      this.#sigma.scheduleRender()
    }, SETTLED_MS)
  }

  /** Draws without waiting for the next frame: sigma says where things lie as of the last one. */
  #drawNow(): void {
    this.#sigma.refresh({ partialGraph: {}, skipIndexation: true })
  }

  #isLarge(): boolean {
    return this.#many?.isOn ?? false
  }

  #showDisc(id: string, x: number, y: number): Partial<NodeDisplayData> {
    const disc = this.#discs.get(id)
    const { palette } = this.#look
    const isSelected = this.#emphasis.selected.has(id)
    const isKept = this.#kept?.discs.has(id) ?? false
    const box = this.#boxes.get(id)
    if (box) return { x, y, ...this.#kit?.showBox?.(box, isSelected, isKept, palette) }
    const edge = isSelected ? palette.ink : palette.node
    const shown = {
      x,
      y,
      type: disc?.form ?? 'disc',
      // Lines end outside the rings.
      size: disc?.reach ?? 10,
      disc: disc?.radius ?? 10,
      rings: disc?.isUnnamed ? -1 : (disc?.rings ?? 0),
      hidden: disc?.isHidden ?? true,
      color: edge,
      fill: disc?.isHollow && !isSelected ? palette.paper : edge,
      flags: (isSelected ? 1 : 0) + (isKept ? 2 : 0),
    }
    return shown
  }

  #showLine(id: string): Partial<EdgeDisplayData> {
    const flow = this.#flows.get(id)
    if (flow) return this.#kit?.showFlow?.(flow, this.#keeps(flow), this.#look.palette) ?? {}
    const line = this.#lines.get(id)
    const { palette } = this.#look
    const mark = line?.mark ?? 'supports'
    const isKept = line !== undefined && this.#keeps(line)
    const shown = {
      type: 'line',
      size: 2,
      hidden: line?.isHidden ?? true,
      color:
        mark === 'rejected' || mark === 'relays'
          ? palette.faint
          : line?.isFaint && !isKept && !this.#isSelected(line)
            ? palette.contradictsFaint
            : palette[mark],
      style: STYLES[mark] + (line?.isProposed ? 4 : 0),
      isKept: isKept ? 1 : 0,
      ...(line?.tie ? this.#kit?.showTie?.(line) : null),
    }
    return shown
  }

  /** Both ends are selected. */
  #isSelected({ from, to }: Line): boolean {
    return this.#emphasis.selected.has(from) && this.#emphasis.selected.has(to)
  }

  #keeps({ id, from, to }: { readonly id: string; readonly from: string; readonly to: string }): boolean {
    if (!this.#kept) return false
    if (this.#columns || this.#kept.isPath) return this.#kept.discs.has(id)
    return this.#kept.line === id || from === this.#kept.disc || to === this.#kept.disc
  }

  #listen(): void {
    const sigma = this.#sigma
    const container = sigma.getContainer()
    for (const event of ['wheel', 'pointermove'] as const)
      container.addEventListener(
        event,
        ({ type, buttons }) => {
          if (type === 'wheel' || buttons > 0) this.#view.isOwn = true
        },
        { passive: true },
      )
    sigma.on('beforeRender', () => {
      const size = this.#sizeAt(this.#view.scaleAt())
      this.#look.isPlain = this.#isLarge() && (this.#isMoving || size < SMALLEST_MARKED)
    })
    sigma.on('afterRender', () => {
      this.#drawMarks()
      this.#drawLabels()
      this.#events.onFrame()
      if (this.#isMoving) this.#settle()
    })
    sigma.getCamera().on('updated', ({ x, y, ratio }) => {
      if (this.#view.isOwn) this.#events.onCamera({ x, y, ratio })
      this.#isMoving ||= this.#isLarge()
    })
    container.addEventListener('mousedown', () => (this.#isHeld = true), { capture: true })
    window.addEventListener('mouseup', this.#release)
    // Before sigma asks what lies under the pointer.
    for (const type of ['mousemove', 'mousedown', 'click'])
      container.addEventListener(type, (event) => this.#point(event), { capture: true, passive: true })
    sigma.on('leaveStage', () => {
      if (this.#many) this.#many.pointed = null
    })
  }

  #acts(): Acts {
    return {
      ...this.#events,
      onPoint: (target) => this.#pointTo(target),
      onDrag: (id, { x, y }) => {
        // Without a word to sigma, which would index the whole graph again.
        Object.assign(this.#graph.getNodeAttributes(id), { x, y })
        this.#refresh([id], this.#graph.edges(id))
      },
      onDrop: (id) => {
        const { x, y } = this.#graph.getNodeAttributes(id)
        // On the way its label goes along; only now all look for new places.
        this.#labels.invalidate()
        this.#sigma.scheduleRender()
        this.#many?.move(id, { x: Number(x), y: -Number(y) })
        this.#events.onMoved(id, { x: Number(x), y: -Number(y) })
      },
    }
  }

  /** Follows the pointer to a disc or a line; the dots of a picture of many are asked by themselves. */
  #pointTo(target: Target | null): void {
    const pointed = this.#many?.pointed
    this.#sigma.getContainer().style.cursor = target || pointed ? 'pointer' : ''
    if (target && 'disc' in target && this.#many?.isFar) return
    this.#hover(target ?? (pointed ? { disc: pointed } : null))
  }

  #hover(target: Target | null): void {
    if (this.#pointer.dragged) return
    clearTimeout(this.#hoverTimer)
    this.#hoverTimer = window.setTimeout(
      () => {
        const { cursor } = this.#emphasis
        this.#keep(target ?? (cursor ? { disc: cursor } : null))
      },
      target ? 40 : 60,
    )
  }

  /** Fades everything but a disc and its neighbours, or a line and its ends. */
  #keep(target: Target | null): void {
    const { path } = this.#emphasis
    if (!target && !this.#kept && !path) return
    if (!target && path) {
      const before = this.#kept
      this.#kept = { discs: path, line: null, disc: null, isPath: true }
      this.#refreshKept(before)
      this.#refreshKept(this.#kept)
    } else if (target) {
      const before = this.#kept
      this.#hold()
      const line = 'line' in target ? this.#lines.get(target.line) : undefined
      const discs = this.#columns
        ? this.#columns.together('disc' in target ? target.disc : target.line)
        : 'disc' in target
          ? [target.disc, ...this.#nearby(target.disc)]
          : line
            ? [line.from, line.to]
            : []
      this.#kept = { discs: new Set(discs), line: line?.id ?? null, disc: 'disc' in target ? target.disc : null }
      this.#refreshKept(before)
      this.#refreshKept(this.#kept)
    }
    cancelAnimationFrame(this.#fadeFrame)
    const [from, to] = [this.#look.dim, target || path ? DIMMED : 1]
    const start = performance.now()
    const step = (now: number) => {
      const share = duration(FADE_MS) === 0 ? 1 : Math.min(1, Math.max(0, now - start) / FADE_MS)
      this.#look.dim = from + (to - from) * share
      if (share < 1) this.#fadeFrame = requestAnimationFrame(step)
      else if (!target && !path && this.#kept) {
        const before = this.#kept
        this.#kept = null
        this.#refreshKept(before)
      }
      this.#sigma.scheduleRender()
    }
    this.#fadeFrame = requestAnimationFrame(step)
  }

  #refreshKept(kept: Kept | null): void {
    if (!kept) return
    if (this.#columns || kept.isPath) {
      const ids = [...kept.discs]
      return this.#refresh(
        ids.filter((id) => this.#graph.hasNode(id)),
        ids.filter((id) => this.#graph.hasEdge(id)),
      )
    }
    const lines = kept.line
      ? [kept.line]
      : kept.disc && this.#graph.hasNode(kept.disc)
        ? this.#graph.edges(kept.disc)
        : []
    this.#refresh([...kept.discs], lines)
  }

  /** The disc or box at a place of the canvas. */
  #discUnder(at: Point): string | null {
    if (this.#isHeld && this.#pointer.dragged) return this.#pointer.dragged
    const scale = this.#sigma.getGraphToViewportRatio()
    const size = this.#sizeAt(scale)
    const boxed = this.#boxFrame(size)
    const boxes = (boxed?.boxes ?? []).map(({ id, x, y, width, height }) => {
      return { id, x, y, halfWidth: (width / 2) * size, halfHeight: (height / 2) * size, isRound: false }
    })
    const discs = this.#discsInView(scale, size).map(({ disc: { id, form }, x, y, reach }) => {
      return { id, x, y, halfWidth: reach, halfHeight: reach, isRound: form === undefined }
    })
    return markUnder(at, [...boxes, ...discs])
  }

  /** The line at a place of the canvas. */
  #lineUnder(at: Point): string | null {
    const scale = this.#sigma.getGraphToViewportRatio()
    const size = this.#sizeAt(scale)
    const boxed = this.#boxFrame(size)
    if (boxed) return this.#kit?.flowUnder?.(at, boxed) ?? null
    const drawn = [...this.#lines.values()].filter(({ id, isHidden }) => !isHidden && this.#graph.hasEdge(id))
    const reachOf = (id: string) => this.#discs.get(id)?.reach ?? 10
    return strokeUnder(at, strokesOf(drawn, this.#placer(scale), reachOf, size))
  }

  /** From far out, the dot under the pointer becomes a claim that can be looked at, opened and moved. */
  #point(event: Event): void {
    const many = this.#many
    if (!many?.isFar || !(event instanceof MouseEvent)) return
    const { type, clientX, clientY, buttons } = event
    if (type === 'mousemove' && buttons !== 0) return
    const container = this.#sigma.getContainer()
    const box = container.getBoundingClientRect()
    const place = { x: clientX - box.x, y: clientY - box.y }
    const isOfGroup = this.isFar && this.#dotLook().size < SMALLEST_POINTED && this.#far?.at(place)
    const found = isOfGroup ? null : many.nearest(place)
    if (found !== many.pointed) {
      many.pointed = found
      container.style.cursor = found ? 'pointer' : ''
      this.#hover(found ? { disc: found } : null)
    }
    if (found && type !== 'mousemove') this.#hold()
  }

  /** Draws dots, then lines, then discs. */
  #drawMarks(): void {
    if (this.#look.isPaused) return
    this.#many?.draw(this.#dotLook())
    for (const layer of ['lines', 'discs'] as const)
      for (const pass of this.#look.passes) if (pass.layer === layer) pass.draw()
  }

  /** Where claims and actors lie now, in CSS pixels, at a scale of the layout. */
  #placer(scale: number): (id: string) => { x: number; y: number } {
    const origin = this.#sigma.graphToViewport({ x: 0, y: 0 })
    return (id) => {
      const { x, y } = this.#graph.getNodeAttributes(id)
      return { x: origin.x + x * scale, y: origin.y - y * scale }
    }
  }

  /** Discs and squares in view, with how far they reach in CSS pixels. */
  #discsInView(scale: number, size: number) {
    const { width, height } = this.#sigma.getDimensions()
    const place = this.#placer(scale)
    const discs: LabelFrame['discs'][number][] = []
    for (const disc of this.#discs.values()) {
      if (disc.isHidden || !this.#graph.hasNode(disc.id)) continue
      const { x, y } = place(disc.id)
      if (x < -40 || y < -40 || x > width + 40 || y > height + 40) continue
      const radius = Math.max(1.6, disc.radius * size)
      const reach = Math.max(radius, radius + (disc.reach - disc.radius) * Math.min(1, size))
      discs.push({ disc, x, y, radius, reach })
    }
    return discs
  }

  /** Gives sigma what is in view of a picture of many. */
  #hold(): void {
    const held = this.#many?.hold(this.#emphasis)
    if (!held) return
    ;[this.#discs, this.#lines, this.#graph] = [held.discs, held.lines, held.graph]
    this.#labels.invalidate()
    this.#sigma.setGraph(held.graph)
  }

  #dotLook() {
    const { palette, dim } = this.#look
    return { size: this.#sizeAt(this.#sigma.getGraphToViewportRatio()), dim, palette }
  }

  #nearby(id: string): string[] {
    if (!this.#graph.hasNode(id)) return []
    return this.#graph
      .edges(id)
      .filter((edge) => !this.#lines.get(edge)?.isHidden)
      .map((edge) => this.#graph.opposite(id, edge))
  }

  /** What is in view now, in CSS pixels. */
  scene(): Scene {
    const redraw = () => {
      this.#sigma.resize(true)
      this.#sigma.refresh()
    }
    const frame = this.#frame()
    const scene = {
      ...frame,
      relations: [...this.#lines.values()],
      boxed: this.#boxFrame(frame.scale),
      at: (id: string) => this.locate(id),
      redraw,
    }
    if (!this.isFar) return { ...scene, places: this.#labels.places, far: [] }
    return {
      ...scene,
      places: new Map(),
      far: [...(this.#many?.shapes(this.#dotLook()) ?? []), ...(this.#far?.shapes(this.#farFrame(null)) ?? [])],
    }
  }

  #drawLabels(): void {
    const frame = this.#isMoving || this.isFar ? null : this.#frame()
    this.#far?.draw(this.#farFrame(frame))
    if (frame) this.#labels.draw(frame)
    else this.#labels.clear()
  }

  #farFrame(near: LabelFrame | null): FarFrame {
    const { width, height } = this.#sigma.getDimensions()
    const isIn = ({ x, y }: Point) => x >= 0 && y >= 0 && x <= width && y <= height
    return {
      width,
      height,
      palette: this.#look.palette,
      isNarrow: width < NARROW,
      isMoving: this.#isMoving,
      isFar: this.isFar,
      isOff: !this.#isLarge() || this.#hasOwnPlaces,
      origin: this.#sigma.graphToViewport({ x: 0, y: 0 }),
      scale: this.#sigma.getGraphToViewportRatio(),
      inView: near ? near.discs.filter(isIn).length : null,
    }
  }

  #frame(): LabelFrame {
    const sigma = this.#sigma
    const origin = sigma.graphToViewport({ x: 0, y: 0 })
    const scale = sigma.getGraphToViewportRatio()
    const size = this.#sizeAt(scale)
    const { width, height } = sigma.getDimensions()
    const at = this.#placer(scale)
    const discs = this.#discsInView(scale, size)
    return {
      width,
      height,
      palette: this.#look.palette,
      dim: this.#look.dim,
      kept: this.#kept?.discs ?? null,
      emphasis: this.#emphasis,
      scale: size,
      paint: this.#painter(at, size, discs),
      isNarrow: width < NARROW,
      isMany: this.#isLarge(),
      headed: new Set(this.#heads.filter((head) => this.#isSeen(head)).map(({ claim }) => claim)),
      origin,
      discs,
      lines: () => {
        const lines: (readonly [number, number, number, number])[] = []
        for (const line of this.#lines.values()) {
          if (line.isHidden) continue
          const [a, b] = [at(line.from), at(line.to)]
          if (
            Math.max(a.x, b.x) < 0 ||
            Math.max(a.y, b.y) < 0 ||
            Math.min(a.x, b.x) > width ||
            Math.min(a.y, b.y) > height
          )
            continue
          lines.push([a.x, a.y, b.x, b.y])
        }
        return lines
      },
    }
  }

  /** A head is in view, and wide enough to be read. */
  #isSeen({ x, y, width }: NonNullable<Extent['heads']>[number]): boolean {
    const [from, to] = [this.project({ x, y }), this.project({ x: x + width, y })]
    return from.y >= 0 && from.x >= 0 && to.x <= this.#sigma.getDimensions().width && to.x - from.x >= LEAST_HEAD
  }

  /** Writes into boxes and beside them, where the picture has some. */
  #painter(
    at: (id: string) => { x: number; y: number },
    size: number,
    discs: LabelFrame['discs'],
  ): ((context: CanvasRenderingContext2D) => void) | null {
    const kit = this.#kit
    const frame = this.#boxFrame(size)
    return frame ? (context) => kit?.paint?.(context, frame) : this.#tiePainter(at, size, discs)
  }

  #boxFrame(size: number): BoxFrame | null {
    if (!this.#columns) return null
    const { boxes, flows } = this.#columns
    const at = (id: string) => {
      const { x, y } = this.#graph.getNodeAttributes(id)
      return this.#sigma.graphToViewport({ x, y })
    }
    const reach = (id: string) => (this.#sigma.getNodeDisplayData(id)?.size ?? 0) * size
    return {
      palette: this.#look.palette,
      scale: size,
      selected: this.#emphasis.selected,
      cursor: this.#emphasis.cursor,
      alphaOf: (id) => (this.#kept && !this.#kept.discs.has(id) ? this.#look.dim : 1),
      boxes: boxes.map((box) => ({ ...box, ...at(box.id) })),
      discs: [...this.#discs.values()].map((disc) => ({ disc, ...at(disc.id) })),
      flows: flows.map((flow) => {
        const [start, end] = [at(flow.from), at(flow.to)]
        return {
          ...flow,
          start: { x: start.x + reach(flow.from), y: start.y },
          end: { x: end.x - reach(flow.to), y: end.y },
        }
      }),
    }
  }

  /** Writes numbers on lines between actors. */
  #tiePainter(
    at: (id: string) => { x: number; y: number },
    scale: number,
    discs: LabelFrame['discs'],
  ): ((context: CanvasRenderingContext2D) => void) | null {
    const { paintTies } = this.#kit ?? {}
    if (!paintTies) return null
    const { palette, dim } = this.#look
    const isKept = this.#kept && ((line: Line) => this.#keeps(line))
    const { width, height } = this.#sigma.getDimensions()
    return (context) =>
      paintTies(context, { palette, dim, isKept, scale, width, height, discs, at, lines: this.#lines.values() })
  }

  /** Size of discs and boxes at a scale of the picture. Where everything has its column, all grow together. */
  #sizeAt(scale: number): number {
    return this.#columns ? scale : sizeAt(scale, this.#isSmall ? 0.36 : this.#isLarge() ? 1 : 0.8)
  }

  #resize(): void {
    // What had no room so far, as on a phone's other screens, has shown nothing that could stay.
    const hadRoom = this.room.width > 0 && this.room.height > 0
    const { isFitted } = this.#view
    this.#sigma.resize()
    this.#drawNow()
    this.#view.measure()
    this.#labels.invalidate()
    if (isFitted || (!hadRoom && !this.#view.isOwn)) this.#fit(true)
    this.#hold()
    this.#drawNow()
  }
}

/**
 * Size of discs against their natural size, at a scale of the picture: they shrink slower than the distances where the exponent
 * is under 1, and grow slower too.
 */
function sizeAt(scale: number, exponent: number): number {
  return scale < 1 ? Math.max(0.12, scale ** exponent) : Math.min(1.5, scale ** 0.4)
}

/** The graph of a picture. */
function graphOf({ columns, discs, lines }: Picture, places: Places): Graph {
  const graph = new MultiDirectedGraph()
  for (const { id } of [...(columns?.boxes ?? []), ...discs]) {
    const { x, y } = places.get(id) ?? { x: 0, y: 0 }
    graph.addNode(id, { x, y: -y })
  }
  for (const { id, from, to } of columns?.flows ?? lines) graph.addEdgeWithKey(id, from, to)
  return graph
}

/** The part for pictures of many. */
export const loadMany = () => import('./many.ts')

/** True for a picture of which only what is in view is drawn, and groups from far out. */
export function isCrowd({ discs, lines, columns }: Picture): boolean {
  return !columns && isMany(discs.length + lines.length)
}

/** True when nothing of a disc has changed that its program draws. */
function looksLike(disc: Disc, before: Disc | undefined): boolean {
  const keys = ['isHidden', 'radius', 'rings', 'isUnnamed', 'reach', 'isHollow'] as const
  return before !== undefined && keys.every((key) => disc[key] === before[key])
}

/** True when nothing of a line has changed that its program draws. */
function isDrawnAs(line: Line, before: Line | undefined): boolean {
  return (
    before?.isHidden === line.isHidden && before.isProposed === line.isProposed && before.tie?.size === line.tie?.size
  )
}
