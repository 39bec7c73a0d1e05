import { html, nothing } from 'lit-html'
import { showNumber } from '../words.ts'
import type { Tab } from '../state.ts'
import type { View } from '../view.ts'

/** A row of tabs; arrow keys walk it, as the tab pattern wants. Long labels share the width, short ones keep theirs. */
export function tabList(
  { state, act }: View,
  tabs: readonly { tab: Tab; label: string; size: number }[],
  isLong = false,
) {
  if (tabs.length === 0) return nothing
  const onKey = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const next = tabs[(tabs.findIndex(({ tab }) => tab === state.tab) + by + tabs.length) % tabs.length]
    if (by === 0 || !next) return
    event.preventDefault()
    event.stopPropagation()
    act.tab(next.tab)
    const list = event.currentTarget
    if (list instanceof HTMLElement) list.querySelector<HTMLElement>('[aria-selected="true"]')?.focus()
  }
  return html`<div class="tabs ${isLong ? 'long' : ''}" role="tablist" aria-label="Statements" @keydown=${onKey}>
    ${tabs.map(
      ({ tab, label, size }) =>
        html`<button
          role="tab"
          aria-selected=${tab === state.tab ? 'true' : 'false'}
          tabindex=${tab === state.tab ? '0' : '-1'}
          title=${label}
          @click=${() => act.tab(tab)}
        >
          <bdi>${label}</bdi> <em>${showNumber(size)}</em>
        </button>`,
    )}
  </div>`
}
