import { html, noChange } from 'lit-html'
import { Directive, directive } from 'lit-html/directive.js'
import '../style/sheet.css'
import { icon } from './marks.ts'
import type { ElementPart } from 'lit-html/directive.js'
import type { Sheet } from '../state.ts'
import type { View } from '../view.ts'

/** Who had the focus before the first of several sheets opened. */
let opener: HTMLElement | null = null

/**
 * A sheet over the screen, from its head down. Escape, a click beside it and its button close it; the focus then goes back to
 * whoever opened it.
 */
export function sheet({ act }: View, name: Sheet, title: string, content: unknown) {
  return html`<dialog
    class="sheet of-${name}"
    aria-labelledby="sheet-title"
    ${onDraw(show)}
    @close=${() => {
      act.openSheet(null)
      opener?.focus()
    }}
    @click=${(event: Event) => {
      const { target, currentTarget } = event
      if (target === currentTarget && currentTarget instanceof HTMLDialogElement) currentTarget.close()
    }}
  >
    <div class="sheet-in">
      <header>
        <h2 id="sheet-title">${title}</h2>
        <button class="icon s" aria-label="Close" @click=${close}>${icon('close')}</button>
      </header>
      ${content}
    </div>
  </dialog>`
}

/** Closes the sheet that an event comes from. */
export function close(event: Event): void {
  const { target } = event
  if (target instanceof Element) target.closest('dialog')?.close()
}

function show(element: HTMLElement): void {
  if (!(element instanceof HTMLDialogElement) || element.open) return
  const { activeElement } = document
  if (activeElement instanceof HTMLElement && !activeElement.closest('dialog')) opener = activeElement
  element.showModal()
}

/** Hands an element to a function each time that it is drawn. */
export const onDraw = directive(
  class extends Directive {
    override render(_draw: (element: HTMLElement) => void) {
      return noChange
    }
    override update({ element }: ElementPart, [draw]: [(element: HTMLElement) => void]) {
      // The element may not be in the page yet.
      queueMicrotask(() => {
        if (element instanceof HTMLElement && element.isConnected) draw(element)
      })
      return noChange
    }
  },
)
