import { html, nothing } from 'lit-html'
import { flipFocus } from '../state.ts'
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
        ? html`${neighbours(view, selectedId(view))}<button
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

/** Shows the neighbours of a claim on the canvas alone, adds them to those that are shown, or takes them away. */
function neighbours({ act, state, index }: View, id: string) {
  if (!index.relationsOf.has(id)) return nothing
  const { focus } = state
  const [name, does] = !focus
    ? ['focus', 'Only this claim and its neighbours']
    : focus.ids.includes(id)
      ? ['minus', 'Collapse its neighbours']
      : ['plus', 'Expand its neighbours']
  return html`<button
    class="icon s"
    aria-label=${does}
    title=${does}
    @click=${() => {
      act.focus(flipFocus(state, id).focus)
      act.showView('claims')
    }}
  >
    ${icon(name)}
  </button>`
}

function selectedId({ state }: View): string {
  return 'id' in state.selection ? state.selection.id : ''
}
