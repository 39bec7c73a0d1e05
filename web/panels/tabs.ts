import { html, nothing } from 'lit-html'
import { showNumber } from '../words.ts'
import type { Tab } from '../state.ts'
import type { View } from '../view.ts'

/** A tab: the list that it opens, its name and how many rows the list has. */
interface TabLabel {
  readonly tab: Tab
  readonly label: string
  readonly size: number
}

/** More tabs than this don't fit beside each other on a phone unless their numbers go below. */
const FEW = 3

/**
 * A row of tabs over the list that is open. Arrow keys, Home and End walk the tabs, as the tab pattern wants. Long labels
 * share the width, short ones keep theirs. Without tabs the list stands alone.
 */
export function tabbed({ state, act }: View, tabs: readonly TabLabel[], list: unknown, isLong = false) {
  if (tabs.length === 0) return list
  const here = tabs.findIndex(({ tab }) => tab === state.tab)
  const onKey = (event: KeyboardEvent) => {
    const next = tabs[targetOf(event.key, here, tabs.length)]
    if (!next) return
    event.preventDefault()
    event.stopPropagation()
    act.tab(next.tab)
    document.getElementById(idOf(next.tab))?.focus()
  }
  return html`<div
      class="tabs ${isLong ? 'long' : tabs.length > FEW ? 'many' : ''}"
      role="tablist"
      aria-label="Statements"
      @keydown=${onKey}
    >
      ${tabs.map(
        ({ tab, label, size }) =>
          html`<button
            role="tab"
            id=${idOf(tab)}
            aria-selected=${tab === state.tab ? 'true' : 'false'}
            aria-controls="tab-panel"
            tabindex=${tab === state.tab ? '0' : '-1'}
            title=${isLong ? label : nothing}
            @click=${() => act.tab(tab)}
          >
            <bdi>${label}</bdi> <em>${showNumber(size)}</em>
          </button>`,
      )}
    </div>
    <div role="tabpanel" id="tab-panel" aria-labelledby=${state.tab ? idOf(state.tab) : nothing}>${list}</div>`
}

function idOf(tab: Tab): string {
  return `tab-${tab}`
}

function targetOf(key: string, here: number, size: number): number {
  switch (key) {
    case 'ArrowRight':
      return (here + 1) % size
    case 'ArrowLeft':
      return (here - 1 + size) % size
    case 'Home':
      return 0
    case 'End':
      return size - 1
    default:
      return -1
  }
}
