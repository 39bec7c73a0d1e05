import { MultiDirectedGraph } from 'graphology'
import { LabelLayer } from '../label-layer.ts'
import { LEAST_HEAD, NARROW, SMALL } from '../label-places.ts'
import { latest } from '../once.ts'
import { readPalette } from '../palette.ts'
import { Canvas, NoLineProgram, NoProgram } from './canvas.ts'
import { claimProgram } from './claim-program.ts'
import { Dimming } from './dimming.ts'
import { isDrawnAs, looksLike, showDisc, showLine } from './display.ts'
import { boxesIn, discUnder, inView, lineUnder, linesIn } from './in-view.ts'
import { isMany } from './look.ts'
import { Pointer } from './pointer.ts'
import { relationProgram } from './relation-program.ts'
import { Viewpoint, least, most } from './viewpoint.ts'
import { nearestAhead } from './walk.ts'
import type { Settings } from 'sigma/settings'
import type { BoxFrame } from '../box-layer.ts'
import type { Line, Picture } from '../encode.ts'
import type { Places } from '../layout.ts'
import type { Point } from '../spacing.ts'
import type { LabelFrame } from '../label-layer.ts'
import type { FarFrame, Scene, Shape } from '../scene.ts'
import type { Camera } from '../state.ts'
import type { Kept } from './dimming.ts'
import type { Drawn, Kit } from './display.ts'
import type { InView } from './in-view.ts'
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

const PADDING = 8
/** How much of the height of a picture of many stays free below it. */
const NOTE_SHARE = 0.06

/** Size of discs against their natural size under which dots are too small for the pointer where there are groups. */
const SMALLEST_POINTED = 0.3
/** Size of discs against their natural size under which the marks of relations are no wider than their lines. */
const SMALLEST_MARKED = 0.3
/** After this long without a change of the camera, a picture of many is drawn in full. */
const SETTLED_MS = 110

/** What a picture takes from 0 where that is more than its discs; heads stand beside claims and say what these are. */
export interface Extent {
  readonly width: number
  readonly height: number
  readonly heads?: readonly { readonly claim: string; readonly x: number; readonly y: number; readonly width: number }[]
}

/** The canvas. This folder alone knows sigma; everything it draws comes in as a picture. */
export class Renderer {
  readonly #sigma: Canvas
  readonly #labels: LabelLayer
  readonly #look: Look = { palette: readPalette(), dim: 1, isPlain: false, isPaused: false, passes: new Set() }
  readonly #events: CanvasEvents
  readonly #observer: ResizeObserver
  #drawn: Drawn = drawnFrom({ discs: [], lines: [] }, new MultiDirectedGraph())
  readonly #inView = latest(inView)
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
  readonly #dimming = new Dimming(this.#look, {
    keptBeside: (target) => this.#keptBeside(target),
    draw: (discs, lines) => this.#refresh(discs, lines, false),
  })
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
      nodeReducer: (id, { x, y }) => showDisc(id, { x, y }, this.#drawn, this.#manner()),
      edgeReducer: (id) => showLine(id, this.#drawn, this.#manner()),
    }
    this.#sigma = new Canvas(this.#drawn.graph, container, settings, {
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
    const points = [...places.values()]
    const many = isCrowd(picture) ? this.#many : null
    if (many) many.take(picture, places)
    else this.#many?.leave()
    // A graph that sigma does not yet listen to: it would answer each claim and relation by itself.
    const graph = many?.nothing() ?? graphOf(picture, places)
    this.#remember(picture, graph)
    const [xs, ys] = [points.map((p) => p.x), points.map((p) => p.y)]
    const room = this.#isSmall ? 80 : 24
    // A picture of many is seen from far out, with a note over its foot.
    const below = Math.max(52, many ? NOTE_SHARE * (most(ys) - least(ys)) : 0)
    this.#sigma.setCustomBBox(
      extent
        ? { x: [0, extent.width], y: [-extent.height, 0] }
        : { x: [least(xs) - room, most(xs) + room], y: [-most(ys) - below, -least(ys) + 30] },
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
    const { discs, lines, graph } = this.#drawn
    this.#remember(picture, graph)
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
    if (!isStaying) this.#dimming.keep(null)
    this.#afterPaint(() => {
      this.#hold()
      const discs = [...new Set([...before.selected, ...emphasis.selected])]
      const { graph, lines } = this.#drawn
      const beside = discs.flatMap((id) => (graph.hasNode(id) ? graph.edges(id) : []))
      this.#refresh(
        discs,
        beside.filter((id) => lines.get(id)?.isFaint),
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
    if (!this.#drawn.graph.hasNode(id)) return
    const { x, y } = this.#drawn.graph.getNodeAttributes(id)
    const box = this.#drawn.boxes.get(id)
    const half = box ? (box.width / 2) * this.#sizeAt(this.#view.scaleAt()) : 0
    this.#view.reveal({ x: Number(x), y: Number(y) }, half)
  }

  /** The nearest claim that way: one that a line leads to, else any. Null at the edge. */
  neighbour(from: string | null, direction: Direction): string | null {
    const visible = [
      ...[...this.#drawn.discs.values()].filter((disc) => !disc.isHidden && this.#drawn.graph.hasNode(disc.id)),
      ...[...this.#drawn.boxes.values()].filter((box) => box.form !== 'pass').map(({ id }) => ({ id, weight: 0 })),
    ]
    if (!from || !this.#drawn.graph.hasNode(from)) return visible.sort((a, b) => b.weight - a.weight)[0]?.id ?? null
    const placeOf = (id: string): Point => {
      const { x, y } = this.#drawn.graph.getNodeAttributes(id)
      return { x, y }
    }
    const near = new Set(this.#nearby(from))
    const others = visible.flatMap(({ id }) => (id === from ? [] : [{ id, at: placeOf(id), isNear: near.has(id) }]))
    return nearestAhead(placeOf(from), others, direction)
  }

  /** Where a claim or the middle of a relation lies on the canvas, in CSS pixels; for tests and for what floats beside it. */
  locate(id: string): { readonly x: number; readonly y: number } | null {
    const at = (disc: string) => {
      const { x, y } = this.#drawn.graph.getNodeAttributes(disc)
      return this.#sigma.graphToViewport({ x, y })
    }
    if (this.#drawn.graph.hasNode(id)) return at(id)
    const place = this.#many?.placeOf(id)
    if (place) return this.project(place)
    if (!this.#drawn.graph.hasEdge(id)) return null
    const [a, b] = [at(this.#drawn.graph.source(id)), at(this.#drawn.graph.target(id))]
    return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
  }

  /** Claims and relations that stay undimmed; null when nothing is dimmed. */
  kept(): readonly string[] | null {
    const { kept } = this.#dimming
    if (!kept || this.#look.dim === 1) return null
    const lines = [...this.#drawn.lines.values()].filter(({ id, isHidden }) => !isHidden && kept.lines.has(id))
    return [...kept.discs, ...lines.map((line) => line.id)].sort()
  }

  close(): void {
    this.#observer.disconnect()
    clearTimeout(this.#moveTimer)
    window.removeEventListener('mouseup', this.#release)
    this.#dimming.close()
    this.#labels.close()
    this.#sigma.kill()
  }

  #remember(picture: Picture, graph: MultiDirectedGraph): void {
    this.#drawn = drawnFrom(this.#many && isCrowd(picture) ? { discs: [], lines: [] } : picture, graph)
    this.#view.hasColumns = picture.columns !== undefined
    this.#hasOwnPlaces = picture.places !== undefined
    this.#isSmall = picture.discs.length <= SMALL
    this.#labels.invalidate()
  }

  /** Draws the next frame, or one at once, with these claims and relations anew; all others stay as they were sent. */
  #refresh(discs: readonly string[], lines: readonly string[], isLater = true): void {
    this.#sigma.refresh({
      partialGraph: {
        nodes: discs.filter((id) => this.#drawn.graph.hasNode(id)),
        edges: lines.filter((id) => this.#drawn.graph.hasEdge(id)),
      },
      skipIndexation: true,
      schedule: isLater,
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
    this.#refresh([], [], false)
  }

  #isLarge(): boolean {
    return this.#many?.isOn ?? false
  }

  #manner() {
    const { palette } = this.#look
    return { palette, kit: this.#kit, selected: this.#emphasis.selected, kept: this.#dimming.kept }
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
        const { graph } = this.#drawn
        // Without a word to sigma, which would index the whole graph again.
        Object.assign(graph.getNodeAttributes(id), { x, y })
        // Another one: where all lies is asked anew.
        this.#drawn = { ...this.#drawn }
        this.#refresh([id], graph.edges(id))
      },
      onDrop: (id) => {
        const { x, y } = this.#drawn.graph.getNodeAttributes(id)
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
    if (!this.#pointer.dragged) this.#dimming.follow(target)
  }

  /** A disc with its neighbours, a line with its ends; without a target, those of what the keyboard is on, or the path. */
  #keptBeside(pointed: Target | null): Kept | null {
    const { cursor, path } = this.#emphasis
    const target = pointed ?? (cursor ? { disc: cursor } : null)
    if (!target) return path && { discs: path, lines: path }
    this.#hold()
    const id = 'disc' in target ? target.disc : target.line
    if (this.#drawn.columns) {
      const together = new Set(this.#drawn.columns.together(id))
      return { discs: together, lines: together }
    }
    if ('disc' in target) {
      const lines = this.#drawn.graph.hasNode(id) ? this.#drawn.graph.edges(id) : []
      return { discs: new Set([id, ...this.#nearby(id)]), lines: new Set(lines) }
    }
    const line = this.#drawn.lines.get(id)
    return { discs: new Set(line && [line.from, line.to]), lines: new Set([id]) }
  }

  #discUnder(at: Point): string | null {
    return this.#isHeld && this.#pointer.dragged ? this.#pointer.dragged : discUnder(at, this.#see())
  }

  #lineUnder(at: Point): string | null {
    const boxed = this.#boxFrame()
    return boxed ? (this.#kit?.flowUnder?.(at, boxed) ?? null) : lineUnder(at, this.#see())
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

  /** Where all that is drawn lies now. */
  #see(): InView {
    const scale = this.#sigma.getGraphToViewportRatio()
    const { x, y } = this.#sigma.graphToViewport({ x: 0, y: 0 })
    const { width, height } = this.#sigma.getDimensions()
    return this.#inView(this.#drawn, this.#sizeAt(scale), scale, x, y, width, height)
  }

  /** Gives sigma what is in view of a picture of many. */
  #hold(): void {
    const held = this.#many?.hold(this.#emphasis)
    if (!held) return
    this.#drawn = { ...this.#drawn, ...held }
    this.#labels.invalidate()
    this.#sigma.setGraph(held.graph)
  }

  #dotLook() {
    const { palette, dim } = this.#look
    return { size: this.#sizeAt(this.#sigma.getGraphToViewportRatio()), dim, palette }
  }

  #nearby(id: string): string[] {
    if (!this.#drawn.graph.hasNode(id)) return []
    return this.#drawn.graph
      .edges(id)
      .filter((edge) => !this.#drawn.lines.get(edge)?.isHidden)
      .map((edge) => this.#drawn.graph.opposite(id, edge))
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
      relations: [...this.#drawn.lines.values()],
      boxed: this.#boxFrame(),
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
    const seen = this.#see()
    const { size, width, height, origin, discs } = seen
    return {
      width,
      height,
      palette: this.#look.palette,
      dim: this.#look.dim,
      kept: this.#dimming.kept?.discs ?? null,
      emphasis: this.#emphasis,
      scale: size,
      paint: this.#painter(seen),
      isNarrow: width < NARROW,
      isMany: this.#isLarge(),
      headed: new Set(this.#heads.filter((head) => this.#isSeen(head)).map(({ claim }) => claim)),
      origin,
      discs,
      lines: () => linesIn(seen),
    }
  }

  /** A head is in view, and wide enough to be read. */
  #isSeen({ x, y, width }: NonNullable<Extent['heads']>[number]): boolean {
    const [from, to] = [this.project({ x, y }), this.project({ x: x + width, y })]
    return from.y >= 0 && from.x >= 0 && to.x <= this.#sigma.getDimensions().width && to.x - from.x >= LEAST_HEAD
  }

  /** Writes into boxes and beside them, or numbers on lines between actors, where the picture has some. */
  #painter({ width, height, size, discs, at }: InView): ((context: CanvasRenderingContext2D) => void) | null {
    const { paint, paintTies } = this.#kit ?? {}
    const boxed = this.#boxFrame()
    if (boxed) return (context) => paint?.(context, boxed)
    if (!paintTies) return null
    const { palette, dim } = this.#look
    const { kept } = this.#dimming
    const isKept = kept && (({ id }: Line) => kept.lines.has(id))
    const frame = { palette, dim, isKept, scale: size, width, height, discs, at }
    return (context) => paintTies(context, { ...frame, lines: this.#drawn.lines.values() })
  }

  #boxFrame(): BoxFrame | null {
    const { palette, dim } = this.#look
    const { selected, cursor } = this.#emphasis
    const { kept } = this.#dimming
    const alphaOf = (id: string) => (kept && !kept.discs.has(id) ? dim : 1)
    return boxesIn(this.#see(), this.#sigma, { palette, selected, cursor, alphaOf })
  }

  /** Size of discs and boxes at a scale of the picture. Where everything has its column, all grow together. */
  #sizeAt(scale: number): number {
    return this.#drawn.columns ? scale : sizeAt(scale, this.#isSmall ? 0.36 : this.#isLarge() ? 1 : 0.8)
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

function drawnFrom(
  { columns, discs, lines }: Pick<Picture, 'columns' | 'discs' | 'lines'>,
  graph: MultiDirectedGraph,
): Drawn {
  const byId = <T extends { readonly id: string }>(all: readonly T[] = []) => new Map(all.map((one) => [one.id, one]))
  const [boxes, flows] = [byId(columns?.boxes), byId(columns?.flows)]
  return { graph, discs: byId(discs), lines: byId(lines), boxes, flows, columns }
}

/** The graph of a picture. */
function graphOf({ columns, discs, lines }: Picture, places: Places): MultiDirectedGraph {
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
