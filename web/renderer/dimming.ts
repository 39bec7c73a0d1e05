import { duration } from './viewpoint.ts'
import type { Look } from './look.ts'
import type { Target } from './pointer.ts'

/** What is left of the dimmed, and how long it takes to go. */
const DIMMED = 0.16
const FADE_MS = 90
/** The pointer has come to something, or left all, when it has been there for this long. */
const COME_MS = 40
const LEFT_MS = 60

/** What isn't dimmed: discs or boxes, and lines. */
export interface Kept {
  readonly discs: ReadonlySet<string>
  readonly lines: ReadonlySet<string>
}

/** What dimming asks of the canvas. */
interface Canvas {
  /** What belongs to a target, or stands out where there is none; null where nothing is to be dimmed. */
  readonly keptBeside: (target: Target | null) => Kept | null
  /** Draws at once: these anew, and all with what is left of the dimmed. */
  readonly draw: (discs: readonly string[], lines: readonly string[]) => void
}

/** Fades everything but what belongs to what is under the pointer or the keyboard. */
export class Dimming {
  readonly #look: Look
  readonly #canvas: Canvas
  #kept: Kept | null = null
  #timer = 0
  #frame = 0

  constructor(look: Look, canvas: Canvas) {
    this.#look = look
    this.#canvas = canvas
  }

  /** Null when nothing is dimmed. */
  get kept(): Kept | null {
    return this.#kept
  }

  /** Follows the pointer to something, or to nothing, once it stays there. */
  follow(target: Target | null): void {
    clearTimeout(this.#timer)
    this.#timer = window.setTimeout(() => this.keep(target), target ? COME_MS : LEFT_MS)
  }

  /** Fades everything but what belongs to a target, or to what stands out where there is none. */
  keep(target: Target | null): void {
    cancelAnimationFrame(this.#frame)
    const kept = this.#canvas.keptBeside(target)
    if (!kept && !this.#kept) return
    const [from, to] = [this.#look.dim, kept ? DIMMED : 1]
    const start = performance.now()
    const ms = duration(FADE_MS)
    const step = (now: number) => {
      const share = ms === 0 ? 1 : Math.min(1, Math.max(0, now - start) / ms)
      this.#look.dim = from + (to - from) * share
      if (share < 1) this.#frame = requestAnimationFrame(step)
      // What was kept stands out until all else is back.
      this.#draw(kept ?? (share < 1 ? this.#kept : null))
    }
    this.#frame = requestAnimationFrame(step)
  }

  close(): void {
    clearTimeout(this.#timer)
    cancelAnimationFrame(this.#frame)
  }

  #draw(kept: Kept | null): void {
    const before = this.#kept
    this.#kept = kept
    this.#canvas.draw(changed(before?.discs, kept?.discs), changed(before?.lines, kept?.lines))
  }
}

const NONE: ReadonlySet<string> = new Set()

/** What is in one of two sets only. */
function changed(a = NONE, b = NONE): readonly string[] {
  return a === b ? [] : [...[...a].filter((id) => !b.has(id)), ...[...b].filter((id) => !a.has(id))]
}
