import { html, nothing } from 'lit-html'
import { keep } from '../keep.ts'
import { onDraw } from './sheet.ts'
import type { View } from '../view.ts'

/** Distance of a note from what it explains, and from the edge of its column. */
const GAP = 12

interface Note {
  readonly title: string
  readonly text: unknown
  /** What it explains, and the column that it stays in; null where that is not on screen. */
  readonly at: () => { readonly what: DOMRect; readonly column: DOMRect } | null
}

/** Three notes over the screen, each beside what it explains. They are shown once by themselves. */
export function panel(view: View) {
  keep('guide', 'seen')
  const notes: readonly Note[] = [
    {
      title: 'Start with a finding',
      text: 'Each opens the part of the graph it speaks of.',
      at: () => placed('.rail .finding', '.rail') ?? placed('.only-m', '.app'),
    },
    {
      title: 'Rings count origins',
      text: 'One ring: however many outlets carry it, at most one independent origin.',
      at: () => ringed(view),
    },
    {
      title: 'Every answer opens its words',
      text: isPhone()
        ? 'Tap a claim to read them in their source.'
        : html`Press <kbd>Enter</kbd> on a claim to read them in their source.`,
      at: () => placed('.stmt.on .said', '.panel'),
    },
  ]
  return html`<section class="tips" aria-label="First visit: three short notes">
    ${notes.map(
      (note, i) =>
        html`<div class="tip" ${onDraw((element) => place(element, note))}>
          <b aria-hidden="true">${i + 1}</b>
          <div>
            <h3>${note.title}</h3>
            <p>${note.text}</p>
            ${
              i === notes.length - 1
                ? html`<button class="btn" @click=${() => view.act.openSheet(null)}>Start</button>`
                : nothing
            }
          </div>
        </div>`,
    )}
  </section>`
}

function placed(what: string, column: string) {
  const [element, around] = [document.querySelector(what), document.querySelector(column)]
  if (!element?.checkVisibility({ visibilityProperty: true }) || !around) return null
  return { what: element.getBoundingClientRect(), column: around.getBoundingClientRect() }
}

/** The claim in view that has rings and most statements. */
function ringed({ act }: View) {
  const scene = act.scene()
  const canvas = document.querySelector('#graph')
  if (!scene || !canvas?.checkVisibility({ visibilityProperty: true })) return null
  const box = canvas.getBoundingClientRect()
  const isIn = ({ x, y }: { x: number; y: number }) => x > 0 && y > 0 && x < scene.width && y < scene.height
  const [shown] = scene.discs
    .filter((at) => at.disc.rings > 0 && isIn(at))
    .sort((a, b) => b.disc.weight - a.disc.weight)
  if (!shown) return null
  const { x, y, reach } = shown
  return { what: new DOMRect(box.x + x - reach, box.y + y - reach, reach * 2, reach * 2), column: box }
}

/** Puts a note below what it explains, or above where there is no room; on a phone they stand in a row of their own. */
function place(element: HTMLElement, { at }: Note): void {
  const target = at()
  element.hidden = !target && !isPhone()
  if (!target) return
  const { what, column } = target
  const { width, height } = element.getBoundingClientRect()
  const middle = what.x + Math.min(what.width / 2, 40)
  const [least, most] = [column.left + GAP, Math.min(column.right, innerWidth) - width - GAP]
  const x = Math.max(GAP, least, Math.min(middle - 40, most))
  const isAbove = what.bottom + GAP + height > innerHeight
  const y = isAbove ? what.top - GAP - height : what.bottom + GAP
  element.classList.toggle('above', isAbove)
  element.style.setProperty('--x', `${x}px`)
  element.style.setProperty('--y', `${y}px`)
  element.style.setProperty('--tip', `${Math.max(14, Math.min(middle - x, width - 24))}px`)
}

function isPhone(): boolean {
  return matchMedia('(max-width: 720px)').matches
}
