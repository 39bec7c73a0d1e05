import { html, nothing } from 'lit-html'
import { icon } from './marks.ts'
import type { View } from '../view.ts'

const loadHits = () => import('./hits.ts')

/** The search field with its list: a combobox that opens what is chosen. */
export function searchField(view: View) {
  const { state, act } = view
  const hits = view.search.found?.hits ?? []
  const isOpen = state.isSearching && state.query.trim() !== ''
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') act.moveHit(event.key === 'ArrowDown' ? 1 : -1)
    else if (event.key === 'Enter' && isOpen) act.enterSearch()
    else return
    event.preventDefault()
  }
  return html`<search
    class="find"
    @focusout=${(event: FocusEvent) => {
      const { currentTarget, relatedTarget } = event
      const isInside =
        relatedTarget instanceof Node && currentTarget instanceof Node && currentTarget.contains(relatedTarget)
      if (!isInside) act.leaveSearch()
    }}
  >
    <label class="search">
      ${icon('search')}
      <input
        id="find"
        type="search"
        role="combobox"
        placeholder="Find a claim, actor or words"
        aria-label="Find"
        aria-expanded=${isOpen ? 'true' : 'false'}
        aria-controls="hits"
        aria-autocomplete="list"
        aria-activedescendant=${isOpen && hits.length > 0 ? `hit-${state.hit}` : nothing}
        autocomplete="off"
        spellcheck="false"
        .value=${state.query}
        @input=${(event: Event) => event.target instanceof HTMLInputElement && act.search(event.target.value)}
        @focus=${() => act.search(state.query)}
        @keydown=${onKey}
      /><kbd aria-hidden="true">/</kbd>
    </label>
    ${isOpen ? list(view) : nothing}
  </search>`
}

function list(view: View) {
  const part = view.parts(loadHits)
  if (part.kind === 'here' && !view.search.isGone) return part.part.hits(view)
  return part.kind === 'loading'
    ? html`<div class="hits none" id="hits" role="status"><p>Searching</p></div>`
    : html`<div class="hits none" id="hits" role="alert">
        <p><b>The search could not be loaded.</b> The server has gone or the page is out of date.</p>
      </div>`
}
