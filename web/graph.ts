import { claimsIn, endsOf } from './case-index.ts'
import { SMALL } from './label-places.ts'
import { keepPlaces } from './load.ts'
import { Renderer, isCrowd, loadMany } from './renderer/renderer.ts'
import { actorsOfTie, listedIn } from './state.ts'
import type { CaseIndex } from './case-index.ts'
import type { Sides } from './modes/sides.ts'
import type { LayoutMessage, LayoutTask } from './layout-worker.ts'
import type { Place, Places, Plan, Positions } from './layout.ts'
import type { Overview } from './overview.ts'
import type { Picture } from './encode.ts'
import type { Kit } from './renderer/display.ts'
import type { CanvasEvents, Extent } from './renderer/renderer.ts'
import type { Direction } from './renderer/walk.ts'
import type { Scene } from './scene.ts'
import type { Point } from './spacing.ts'
import type { Camera, State } from './state.ts'

/** A progress bar shows only when the layout takes longer than this. */
const PATIENCE_MS = 1000
/** After this long without another move, places are sent to be kept. */
const KEEP_MS = 400

const loadOverview = () => import('./overview.ts')

/** Fetches early what a case with many claims and relations will need to be drawn. */
export function expectMany(): void {
  Promise.all([loadMany(), loadOverview()]).catch(() => {})
}

/** Needed where no places were kept: the layout, and a place for what is new. */
export const loadLayout = () => Promise.all([import('./layout.ts'), import('./layout-new.ts')])

/** The canvas has a size when it has had it for this long. */
const SETTLED_MS = 60

type Room = { readonly width: number; readonly height: number }
type Events = Omit<CanvasEvents, 'onMoved' | 'onGround'> & {
  readonly onGround: () => void
  /** Says how much of a large case is drawn; null where all of it is. */
  readonly onDrawn: (words: string | null) => void
  /** The grounds of the sides lie elsewhere. */
  readonly onSides: () => void
}

/** The canvas in step with the state: lays a case out once, then draws what the state asks for. */
export class Graph {
  readonly #renderer: Renderer
  readonly #container: HTMLElement
  /** Who hears what happens on the canvas; nobody before the records are here. */
  #events: Events | null = null
  /** The claim that was clicked before anybody heard it. */
  #clicked: string | null = null
  #drawnWords: string | null = null
  #isOwnCamera = false
  #roomTimer = 0
  /** The canvas's size that the grounds of the sides were made for. */
  #room = { width: 0, height: 0 }
  #index: CaseIndex
  #drawn: Picture | null = null
  /** The camera that the address asked for, until the picture that it is of is drawn. */
  #wish: Camera | null = null
  /** The grounds of the two sides of the largest dispute, where it has two. */
  sides: Sides | null = null
  #overview: Overview | null = null
  #places = new Map<string, Place>()
  /** Boxes that a person has moved in a view of columns, while it is open at this width. */
  #moved = { view: '', width: 0, places: new Map<string, Place>() }
  #keepTimer = 0

  private constructor(container: HTMLElement, index: CaseIndex) {
    this.#renderer = Renderer.open(container, {
      onNode: (id, isSecond) => {
        if (this.#events) this.#events.onNode(id, isSecond)
        else this.#clicked = id
      },
      onTwice: (id) => this.#events?.onTwice(id),
      onLine: (id) => this.#events?.onLine(id),
      onFrame: () => this.#events?.onFrame(),
      onMoved: (id, at) => this.#pin(id, at),
      onGround: (at) => {
        const group = this.#renderer.isFar ? this.#overview?.at(at) : null
        if (group) this.open(group)
        else this.#events?.onGround()
      },
      onCamera: (camera) => {
        this.#isOwnCamera = camera !== null
        this.#events?.onCamera(camera)
      },
    })
    this.#index = index
    this.#container = container
    new ResizeObserver(() => {
      clearTimeout(this.#roomTimer)
      // A canvas that had no room so far, as on a phone's other screens, is first seen as it will stay.
      if (this.#room.width === 0) void this.#followRoom()
      else this.#roomTimer = window.setTimeout(() => void this.#followRoom(), SETTLED_MS)
    }).observe(container)
  }

  /** Opens the canvas; null where the browser has no WebGL. */
  static open(container: HTMLElement, index: CaseIndex): Graph | null {
    try {
      const graph = new Graph(container, index)
      // Tests ask where a claim lies on the canvas and what the pointer leaves undimmed; nothing else reads this.
      Object.assign(container, { locate: (id: string) => graph.locate(id), kept: () => graph.kept() })
      return graph
    } catch {
      container.replaceChildren()
      return null
    }
  }

  /** How much of a large case is drawn; null where all of it is. */
  get drawnWords(): string | null {
    return this.#drawnWords
  }

  /** Tells from now on what happens on the canvas, and what was clicked there before. */
  listen(events: Events): void {
    this.#events = events
    events.onDrawn(this.#drawnWords)
    if (this.#clicked) events.onNode(this.#clicked, false)
  }

  /**
   * Draws claims where they were kept, as the camera had it; what has no place yet is laid out first. Large cases are laid out
   * beside the page; `onProgress` hears a share once that takes long. `pictureNow` gives what to draw by then.
   */
  async layOut(
    pictureNow: () => Picture,
    kept: Places,
    camera: Camera | null,
    onProgress: (share: number) => void,
  ): Promise<void> {
    ;[this.#places] = await Promise.all([
      this.#placesOf(pictureNow(), kept, onProgress),
      this.#renderer.prepare(pictureNow()),
    ])
    const hasGroups = hasGroupsIn(this.#places)
    if (isCrowd(pictureNow()) && hasGroups) await this.#standBack(pictureNow)
    const drawn = pictureNow()
    this.#renderer.draw(drawn, this.#places, this.sides)
    if (camera) this.#renderer.look(camera)
    this.#wish = camera
    this.#drawn = drawn
    performance.mark('graph-drawn')
    if (isCrowd(drawn) && !hasGroups) await this.#group(pictureNow)
  }

  /** Shows the groups from far out. */
  async #standBack(pictureNow: () => Picture): Promise<void> {
    const { Overview } = await loadOverview()
    this.#overview = new Overview(this.#container, (words) => {
      this.#drawnWords = words
      this.#events?.onDrawn(words)
    })
    this.#overview.learn(pictureNow(), this.#places)
    this.#renderer.showFar(this.#overview)
  }

  /** Finds the groups of claims whose places were kept without. */
  async #group(pictureNow: () => Picture): Promise<void> {
    const plan = planOf(this.#index, pictureNow(), 1)
    const { groupOf } = await askBeside({ plan, isGrouped: true, isPlaced: true })
    this.#places = new Map(withGroups(this.#places, groupOf))
    this.#keepSoon()
    await this.#standBack(pictureNow)
  }

  async #placesOf(picture: Picture, kept: Places, onProgress: (share: number) => void): Promise<Map<string, Place>> {
    const { discs } = picture
    const known = discs.filter(({ id }) => kept.has(id)).length
    const isSmall = discs.length <= SMALL
    if (!isSmall && known === discs.length) return new Map(kept)
    const { clientWidth: width, clientHeight: height } = this.#container
    const plan = planOf(this.#index, picture, (width || 4) / (height || 3))
    this.#room = { width, height }
    this.sides = isSmall && this.#index.disputes.length > 0 ? await sidesIn(this.#index, plan, this.#room) : null
    if (this.sides) {
      // The grounds follow the window; a claim stays where a person has put it.
      const pinned = [...kept].filter(([id, place]) => place.pinned && this.sides?.positions[id])
      return new Map<string, Place>([...Object.entries(this.sides.positions), ...pinned])
    }
    if (known === discs.length && known > 0) return new Map(kept)
    const [{ layOut }, { placeNew }] = await loadLayout()
    if (known * 2 > discs.length) {
      this.#keepSoon()
      const places = inPixels(placeNew(plan, kept))
      if (hasGroupsIn(places)) (await import('./groups.ts')).joinGroups(places, plan)
      return places
    }
    // A small case looks the same each time: nothing is written before a person moves something.
    if (isSmall) return inPixels(Object.entries(layOut(plan)))
    const task = { plan, isGrouped: isCrowd(picture), isPlaced: false }
    const { positions, groupOf } = await askBeside(task, onProgress)
    this.#keepSoon()
    return inPixels(withGroups(Object.entries(positions), groupOf))
  }

  /** Makes the grounds of the sides anew where the canvas has another size, unless a person looks at a part of them. */
  async #followRoom(): Promise<void> {
    const picture = this.#drawn
    const { clientWidth: width, clientHeight: height } = this.#container
    const isSame = Math.abs(width - this.#room.width) < 2 && Math.abs(height - this.#room.height) < 2
    const isCovered = width === 0 || this.#container.closest('.under') !== null
    if (!this.sides || !picture || picture.columns || picture.places || isSame || isCovered || this.#isOwnCamera) return
    const [sides, room] = [this.sides, this.#room]
    const places = await this.#placesOf(picture, this.#places, () => {})
    const now = this.#drawn
    if (!now || now.columns || now.places || this.#isOwnCamera) {
      // A person has gone on meanwhile: what is seen stays.
      ;[this.sides, this.#room] = [sides, room]
      return
    }
    this.#places = places
    this.#draw(now, places, this.sides)
    this.#events?.onSides()
  }

  /** A claim stays where a person puts it, an actor while the page is open. */
  #pin(id: string, { x, y }: Point): void {
    if (!this.#drawn) return
    if (this.#drawn.columns) return void this.#moved.places.set(id, { x, y })
    const { places = this.#places } = this.#drawn
    places.set(id, { ...places.get(id), x: Math.round(x), y: Math.round(y), pinned: true })
    if (places === this.#places) this.#keepSoon()
  }

  #keepSoon(): void {
    clearTimeout(this.#keepTimer)
    this.#keepTimer = window.setTimeout(() => void keepPlaces(this.#places), KEEP_MS)
  }

  /** Takes what was found in the case since. */
  learn(index: CaseIndex): void {
    this.#index = index
  }

  /** Shows what the state asks for; with the forms of a view that draws its own. */
  show(
    state: State,
    picture: Picture,
    cursor: string | null,
    kit: Kit | null = null,
    path: ReadonlySet<string> | null = null,
  ): void {
    if (!this.#drawn) {
      // So that the first frame is as it stays.
      const selected = new Set(selectedClaims(this.#index, state))
      return this.#renderer.emphasise({ selected, main: this.#main(state), cursor, path })
    }
    this.#renderer.equip(kit)
    const { columns: before, places: stood } = this.#drawn
    const { columns, places } = picture
    if (!columns) this.#moved.places.clear()
    if (this.#drawn !== picture) {
      if (!before && !columns && stood === places) this.#renderer.update(picture)
      else if (places) this.#draw(picture, places, places.size > 0 ? null : this.room)
      else if (columns) {
        const isSame = before?.width === columns.width && before.height === columns.height
        const moved = this.#movedIn(state.view, columns.width)
        this.#draw(picture, new Map([...Object.entries(columns.places), ...moved]), columns, isSame)
      } else this.#draw(picture, this.#places, this.sides)
    }
    this.#drawn = picture
    if (places?.size !== 0) {
      if (this.#wish && (columns || places)) this.#renderer.look(this.#wish)
      this.#wish = null
    }
    const selected = new Set(
      places ? selectedActors(this.#index, state) : [...selectedClaims(this.#index, state), ...(path ?? [])],
    )
    if (columns && 'id' in state.selection) selected.add(state.selection.id)
    const overview = columns || places ? null : this.#overview
    overview?.learn(picture, this.#places)
    const group = cursor !== null && overview?.find(cursor) ? cursor : null
    overview?.mark(group)
    const isOfTie = state.selection.kind === 'actor' || state.selection.kind === 'tie'
    const main = columns || (places && isOfTie) ? selected : places ? new Set<string>() : this.#main(state)
    this.#renderer.emphasise({ selected, main, cursor: group ? null : cursor, path })
  }

  #movedIn(view: string, width: number): Places {
    if (this.#moved.view !== view || this.#moved.width !== width) this.#moved = { view, width, places: new Map() }
    return this.#moved.places
  }

  #draw(picture: Picture, places: Places, ...how: How): void {
    this.#renderer.draw(picture, places, ...how)
    this.#drawn = picture
  }

  /** The canvas's room in CSS pixels. */
  get room(): { readonly width: number; readonly height: number } {
    return this.#renderer.room
  }

  /** A place of the picture on the canvas. */
  project(at: Point): { readonly x: number; readonly y: number } {
    return this.#renderer.project(at)
  }

  /** Brings what is selected into view. */
  centre(state: State): void {
    if (!this.#drawn || this.#drawn.columns) return
    this.#renderer.centre((this.#drawn.places ? selectedActors : selectedClaims)(this.#index, state))
  }

  /** The nearest claim or box that way, from far out the nearest group; the camera goes along. */
  walk(from: string | null, direction: Direction): string | null {
    if (!this.#drawn) return null
    if (this.#renderer.isFar) return this.#overview?.neighbour(from, direction) ?? null
    const next = (from && this.#overview?.find(from)?.main.id) ?? this.#renderer.neighbour(from, direction)
    if (next) this.#renderer.reveal(next)
    return next
  }

  /** Moves the camera to a group and gives the claim that names it; null for what is no group. */
  open(id: string): string | null {
    const group = this.#overview?.find(id)
    if (group) this.#renderer.open(group)
    return group?.main.id ?? null
  }

  /** The spoken line of a group; null for what is none. */
  speak(id: string): string | null {
    return this.#overview?.speak(id, (claim) => this.#index.claims.get(claim)?.text) ?? null
  }

  locate(id: string): { readonly x: number; readonly y: number } | null {
    return this.#renderer.locate(id)
  }

  /** What stays undimmed under the pointer or the keyboard; null when nothing is dimmed. */
  kept(): readonly string[] | null {
    return this.#renderer.kept()
  }

  zoom(factor: number): void {
    this.#renderer.zoom(factor)
  }

  fit(): void {
    this.#renderer.fit()
  }

  /** Puts the camera back where a person had it. */
  look(camera: Camera): void {
    if (this.#drawn) this.#renderer.look(camera)
  }

  /** What is in view now; null before the first drawing. */
  scene(): Scene | null {
    return this.#drawn ? this.#renderer.scene() : null
  }

  repaint(): void {
    this.#renderer.repaint()
  }

  /** Bold labels that never go: the selected claims and both sides of the largest dispute. */
  #main(state: State): ReadonlySet<string> {
    const first = this.#index.disputes[0]
    return new Set([...selectedClaims(this.#index, state), ...(first ? claimsIn(this.#index, first) : [])])
  }
}

/** Lays a plan out in a worker, beside the page; `onProgress` hears a share once that takes long. */
export async function layOutBeside(plan: Plan, onProgress: (share: number) => void): Promise<Positions> {
  return (await askBeside({ plan, isGrouped: false, isPlaced: false }, onProgress)).positions
}

/** Has a layout made beside the page. */
function askBeside(task: LayoutTask, onProgress: (share: number) => void = () => {}): Promise<Answer> {
  const started = performance.now()
  let shown = 0
  const worker = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' })
  return new Promise((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<LayoutMessage>) => {
      if ('positions' in data) {
        worker.terminate()
        resolve(data)
      } else if (performance.now() - started > PATIENCE_MS && data.share > shown + 0.02) {
        shown = data.share
        onProgress(shown)
      }
    })
    worker.addEventListener('error', (event) => reject(new Error(event.message)))
    worker.postMessage(task, [])
  })
}

type Answer = Extract<LayoutMessage, { positions: unknown }>

function hasGroupsIn(places: Places): boolean {
  for (const { group } of places.values()) if (group !== undefined) return true
  return false
}

function withGroups(
  places: Iterable<readonly [string, Place]>,
  groupOf: ReadonlyMap<string, number>,
): readonly (readonly [string, Place])[] {
  return Array.from(places, ([id, place]) => {
    const group = groupOf.get(id)
    return [id, group === undefined ? place : { ...place, group }]
  })
}

type How = [extent: Extent | null, isStaying?: boolean]

/** The sides of the largest dispute; null where it has none to tell apart, or their part can't be had. */
async function sidesIn(index: CaseIndex, plan: Plan, { width, height }: Room): Promise<Sides | null> {
  try {
    const { sidesOfCase } = await import('./modes/fields.ts')
    return sidesOfCase(index, plan, {
      // A phone shows the graph on a screen of its own: its size is not known before.
      width: width || window.innerWidth - 32,
      height: height || window.innerHeight * 0.72,
    })
  } catch {
    return null
  }
}

/** Places as they are kept, so that a second visit sees what the first one saw. */
function inPixels(places: Iterable<readonly [string, Place]>): Map<string, Place> {
  return new Map(Array.from(places, ([id, at]) => [id, { ...at, x: Math.round(at.x), y: Math.round(at.y) }]))
}

function selectedClaims(index: CaseIndex, { selection, found }: State): readonly string[] {
  if (found.length > 0) return found
  if (selection.kind === 'claim') return [selection.id]
  if (selection.kind === 'finding') return index.findings.get(selection.id)?.claims ?? []
  const relation = selection.kind === 'relation' ? index.relations.get(selection.id) : undefined
  return relation ? [relation.from, relation.to] : []
}

/** Who is selected, or who stands behind what is. */
function selectedActors(index: CaseIndex, state: State): readonly string[] {
  const { selection } = state
  if (selection.kind === 'actor') return [selection.id]
  if (selection.kind === 'tie') return actorsOfTie(selection.id)
  return listedIn(index, state).map(({ speaker }) => speaker)
}

function planOf(index: CaseIndex, { discs, lines }: Picture, aspect: number): Plan {
  const [largest] = index.contradictions
  const [dispute] = index.disputes
  // Claims that no relation joins stand in the order of the ranking.
  const places = new Map(index.ranking.map(({ id }, i) => [id, i]))
  const placeOf = ({ id }: { readonly id: string }) => places.get(id) ?? places.size
  const inOrder = [...discs].sort((a, b) => placeOf(a) - placeOf(b))
  return {
    discs: inOrder.map(({ id, reach }) => ({
      id,
      radius: reach,
      letters: index.claims.get(id)?.text.length ?? 0,
    })),
    lines: lines
      .filter((line) => line.mark !== 'rejected')
      .map(({ from, to, mark }) => ({ from, to, isContradiction: mark === 'contradicts' })),
    level: largest ? endsOf(index, largest) : null,
    denied: dispute?.kind === 'denial' ? dispute.claim.id : null,
    aspect,
  }
}
