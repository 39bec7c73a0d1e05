import { html, nothing } from 'lit-html'
import { once } from '../once.ts'
import { parametersOf } from '../filter.ts'
import { sayWeight } from '../origins.ts'
import { count, showNumber } from '../words.ts'
import { icon } from './marks.ts'
import type { CaseIndex } from '../case-index.ts'
import type { Hit } from '../search-index.ts'
import type { View } from '../view.ts'

const KINDS: Record<Hit['kind'], string> = { claim: 'Claims', words: 'Words', actor: 'Actors', source: 'Sources' }

/** The list under the search field: what was found, or that nothing was and what to do then. */
export function hits(view: View) {
  const { state, search, shown, act } = view
  const query = state.query.trim()
  const { found, unread, isOfAll } = search
  if (!found || (found.hits.length === 0 && (found.query !== query || !isOfAll)))
    return html`<div class="hits none" id="hits" role="status"><p>Searching</p></div>`
  if (found.hits.length === 0) return nothingFound(view, query)
  return html`<ul class="hits" id="hits" role="listbox" aria-label="Matches">
    ${found.hits.map((hit, i) => {
      const isFirst = found.hits[i - 1]?.kind !== hit.kind
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
          <span dir="auto">${marked(hit)}</span>
          ${hit.kind === 'words' ? nothing : html`<small>${hit.kind === 'claim' ? sayWeight(shown, hit.id) : count(sizeOf(shown, hit), 'statement')}</small>`}
        </li>`
    })}
    ${
      unread > 0
        ? html`<li class="k" role="presentation">${count(unread, 'text')} still to be read</li>`
        : found.outside > 0
          ? html`<li class="k" role="presentation">${count(found.outside, 'match', 'matches')} outside the filter</li>`
          : nothing
    }
  </ul>`
}

function nothingFound({ state, search, index, shown, act }: View, query: string) {
  const near = search.found?.near
  const outside = search.found?.outside ?? 0
  const within = shown === index ? '' : ` within ${count(parametersOf(state.filter).length, 'filter')}`
  return html`<div class="hits none" id="hits" role="status">
    <p><b>Nothing matches “<bdi>${query}</bdi>”</b></p>
    <p>
      Searched ${count(shown.ranking.length, 'claim')}, ${count(shown.statements.size, 'statement')},
      ${count(index.actors.size, 'actor')} and ${count(shown.sources.size, 'source')}${within}.
    </p>
    <p class="acts">
      ${
        near
          ? html`<button class="btn" @click=${inField(() => act.search(near.text))}>
              <span>Try “<bdi>${near.text}</bdi>”</span> <em>${showNumber(near.size)}</em>
            </button>`
          : nothing
      }
      ${
        outside > 0
          ? html`<button class="btn" @click=${inField(() => act.clearFilters())}>
              Clear the filters <em>${count(outside, 'match', 'matches')}</em>
            </button>`
          : html`<button class="btn" @click=${inField(() => act.search(''))}>Clear the search</button>`
      }
    </p>
  </div>`
}

/** Goes back to the field before the button goes: a focus that is lost while the list is drawn anew would close it. */
function inField(act: () => void) {
  return () => {
    document.querySelector<HTMLElement>('#find')?.focus()
    act()
  }
}

/** The text of a row with the words that matched marked. */
function marked({ text, marks }: Hit) {
  let at = 0
  const parts = marks.map(([start, end]) => {
    const before = text.slice(at, start)
    at = end
    return html`${before}<mark>${text.slice(start, end)}</mark>`
  })
  return html`${parts}${text.slice(at)}`
}

/** Statements behind an actor or a source. */
function sizeOf(shown: CaseIndex, { kind, id }: Hit): number {
  if (kind === 'source') return shown.statementsIn.get(id)?.length ?? 0
  return countSpoken(shown).get(id) ?? 0
}

const countSpoken = once(({ statements }: CaseIndex): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const { speaker } of statements.values()) counts.set(speaker, (counts.get(speaker) ?? 0) + 1)
  return counts
})
