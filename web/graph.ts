import { claimsIn, endsOf } from './case-index.ts'
import { SMALL } from './label-places.ts'
import { keepPlaces } from './load.ts'
import { Renderer } from './renderer/renderer.ts'
import type { CaseIndex } from './case-index.ts'
import type { LayoutMessage } from './layout-worker.ts'
import type { Place, Places, Plan, Positions } from './layout.ts'
import type { Picture } from './encode.ts'
import type { CanvasEvents, Direction } from './renderer/renderer.ts'
import type { Scene } from './scene.ts'
import type { Point } from './spacing.ts'
import type { Camera, State } from './state.ts'

/** A progress bar shows only when the layout takes longer than this. */
const PATIENCE_MS = 1000
/** After this long without another move, places are sent to be kept. */
const KEEP_MS = 400

/** Needed where no places were kept: the layout, and a place for what is new. */
export const loadLayout = () => Promise.all([import('./layout.ts'), import('./layout-new.ts')])

type Events = Omit<CanvasEvents, 'onMoved'>

/** The canvas in step with the state: lays a case out once, then draws what the state asks for. */
export class Graph {
  readonly #renderer: Renderer
  #index: CaseIndex
  #drawn: Picture | null = null
  #worker: Worker | null = null
  #places = new Map<string, Place>()
  #keepTimer = 0

  private constructor(container: HTMLElement, index: CaseIndex, events: Events) {
    this.#renderer = Renderer.open(container, { ...events, onMoved: (id, at) => this.#pin(id, at) })
    this.#index = index
  }

  /** Opens the canvas; null where the browser has no WebGL. */
  static open(container: HTMLElement, index: CaseIndex, events: Events): Graph | null {
    try {
      if (!document.createElement('canvas').getContext('webgl2')) return null
      return new Graph(container, index, events)
    } catch {
      return null
    }
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
    const picture = pictureNow()
    const known = picture.discs.filter(({ id }) => kept.has(id)).length
    if (known === picture.discs.length && known > 0) this.#places = new Map(kept)
    else this.#places = await this.#layOutNew(picture, kept, known, onProgress)
    const drawn = pictureNow()
    this.#renderer.draw(drawn, this.#places)
    if (camera) this.#renderer.look(camera)
    this.#drawn = drawn
    performance.mark('graph-drawn')
  }

  async #layOutNew(picture: Picture, kept: Places, known: number, onProgress: (share: number) => void) {
    const container = document.querySelector('#graph')
    const plan = planOf(this.#index, picture, (container?.clientWidth || 4) / (container?.clientHeight || 3))
    const [{ layOut }, { placeNew }] = await loadLayout()
    if (known * 2 > picture.discs.length) {
      this.#keepSoon()
      return inPixels(placeNew(plan, kept))
    }
    const isSmall = plan.discs.length <= SMALL
    const laidOut = isSmall ? layOut(plan) : await this.#layOutBeside(plan, onProgress)
    // A small case looks the same each time: nothing is written before a person moves something.
    if (!isSmall) this.#keepSoon()
    return inPixels(Object.entries(laidOut))
  }

  /** A claim stays where a person puts it. */
  #pin(id: string, { x, y }: Point): void {
    this.#places.set(id, { x: Math.round(x), y: Math.round(y), pinned: true })
    this.#keepSoon()
  }

  #keepSoon(): void {
    clearTimeout(this.#keepTimer)
    this.#keepTimer = window.setTimeout(() => void keepPlaces(this.#places), KEEP_MS)
  }

  /** Takes what was found in the case since. */
  learn(index: CaseIndex): void {
    this.#index = index
  }

  /** Shows what the state asks for. */
  show(state: State, picture: Picture, cursor: string | null): void {
    if (!this.#drawn) return
    if (this.#drawn !== picture) this.#renderer.update(picture)
    this.#drawn = picture
    this.#renderer.emphasise({ selected: new Set(selectedClaims(this.#index, state)), main: this.#main(state), cursor })
  }

  /** Brings the selected claims into view. */
  centre(state: State): void {
    if (this.#drawn) this.#renderer.centre(selectedClaims(this.#index, state))
  }

  neighbour(from: string | null, direction: Direction): string | null {
    return this.#drawn ? this.#renderer.neighbour(from, direction) : null
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

  #layOutBeside(plan: Plan, onProgress: (share: number) => void): Promise<Positions> {
    const started = performance.now()
    let shown = 0
    this.#worker = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' })
    const worker = this.#worker
    return new Promise((resolve, reject) => {
      worker.addEventListener('message', ({ data }: MessageEvent<LayoutMessage>) => {
        if ('positions' in data) {
          worker.terminate()
          resolve(data.positions)
        } else if (performance.now() - started > PATIENCE_MS && data.share > shown + 0.02) {
          shown = data.share
          onProgress(shown)
        }
      })
      worker.addEventListener('error', (event) => reject(new Error(event.message)))
      worker.postMessage(plan, [])
    })
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

function planOf(index: CaseIndex, { discs, lines }: Picture, aspect: number): Plan {
  const [largest] = index.contradictions
  // Claims that no relation joins stand in the order of the ranking.
  const places = new Map(index.ranking.map(({ id }, i) => [id, i]))
  const placeOf = ({ id }: { readonly id: string }) => places.get(id) ?? places.size
  const inOrder = [...discs].sort((a, b) => placeOf(a) - placeOf(b))
  return {
    discs: inOrder.map(({ id, reach }) => ({ id, radius: reach })),
    lines: lines
      .filter((line) => line.mark !== 'rejected')
      .map(({ from, to, mark }) => ({ from, to, isContradiction: mark === 'contradicts' })),
    level: largest ? endsOf(index, largest) : null,
    aspect,
  }
}
