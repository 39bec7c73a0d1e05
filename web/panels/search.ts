import { html, nothing } from 'lit-html'
import { sayWeight } from '../origins.ts'
import { count } from '../words.ts'
import { icon } from './marks.ts'
import type { Hit } from '../search.ts'
import type { View } from '../view.ts'

const KINDS: Record<Hit['kind'], string> = { claim: 'Claims', words: 'Words', actor: 'Actors', source: 'Sources' }

/** The search field with its list: a combobox that opens what is chosen. */
export function searchField(view: View) {
  const { state, hits, act } = view
  const isOpen = state.isSearching && state.query.trim() !== ''
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') act.moveHit(event.key === 'ArrowDown' ? 1 : -1)
    else if (event.key === 'Enter') {
      const hit = hits[state.hit]
      if (isOpen && hit) act.openHit(hit)
    } else return
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
        @focus=${() => state.query && act.search(state.query)}
        @keydown=${onKey}
      /><kbd aria-hidden="true">/</kbd>
    </label>
    ${isOpen ? results(view) : nothing}
  </search>`
}

function results({ state, hits, index, act }: View) {
  const query = state.query.trim()
  if (hits.length === 0)
    return html`<div class="hits none" id="hits" role="status">
      <p><b>Nothing matches “<bdi>${query}</bdi>”</b></p>
      <p>
        Searched ${count(index.ranking.length, 'claim')}, ${count(index.statements.size, 'statement')},
        ${count(index.actors.size, 'actor')} and ${count(index.sources.size, 'source')}.
      </p>
      <button class="btn" @click=${() => act.search('')}>Clear the search</button>
    </div>`
  return html`<ul class="hits" id="hits" role="listbox" aria-label="Matches">
    ${hits.map((hit, i) => {
      const isFirst = hits[i - 1]?.kind !== hit.kind
      return html`${isFirst ? html`<li class="k" role="presentation">${KINDS[hit.kind]}</li>` : nothing}
        <li
          id="hit-${i}"
          class="hit of-${hit.kind}"
          role="option"
          aria-selected=${i === state.hit ? 'true' : 'false'}
          @mousedown=${(event: Event) => event.preventDefault()}
          @click=${() => act.openHit(hit)}
        >
          ${icon(hit.kind, hit.kind === 'claim' ? 'n-claim' : '')}
          <span dir="auto">${hit.text}</span>
          ${hit.kind === 'words' ? nothing : html`<small>${hit.kind === 'claim' ? sayWeight(index, hit.id) : count(hit.size, 'statement')}</small>`}
        </li>`
    })}
  </ul>`
}
