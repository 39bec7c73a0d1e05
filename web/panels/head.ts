import { html, nothing } from 'lit-html'
import { icon, statusChip } from './marks.ts'
import type { View } from '../view.ts'

/** The buttons that every panel has at its right: to the next claim, and out. */
export function panelHead(view: View, kind: string, status: string | null) {
  const { act, state, index } = view
  const at = state.selection.kind === 'claim' ? index.ranking.findIndex((c) => c.id === selectedId(view)) : -1
  return html`<p class="k">
    ${kind} ${status ? statusChip(status) : nothing}<span class="gap"></span>
    ${
      at >= 0
        ? html`<button
              class="icon s"
              aria-label="Previous claim"
              ?disabled=${at === 0}
              @click=${() => act.stepClaim(-1)}
            >
              ${icon('left')}</button
            ><button
              class="icon s"
              aria-label="Next claim"
              ?disabled=${at === index.ranking.length - 1}
              @click=${() => act.stepClaim(1)}
            >
              ${icon('right')}
            </button>`
        : nothing
    }
    <button class="icon s" aria-label="Close" @click=${() => act.select({ kind: 'none' })}>${icon('close')}</button>
  </p>`
}

function selectedId({ state }: View): string {
  return 'id' in state.selection ? state.selection.id : ''
}
