import { html } from 'lit-html'
import { keep, kept } from '../keep.ts'
import { VIEWS } from '../views.ts'
import { sheet } from './sheet.ts'
import type { View } from '../view.ts'

/** Every key that does something, and what. The keys of one character are those that can be turned off. */
const ROWS: readonly (readonly [keys: readonly string[], does: string])[] = [
  [['/'], 'find'],
  [VIEWS.map((_, i) => String(i + 1)), `views: ${VIEWS.map(({ label }) => label.toLowerCase()).join(', ')}`],
  [['[', ']'], 'previous, next statement of the source'],
  [['{', '}'], 'previous, next claim'],
  [['S'], 'other side'],
  [['O'], 'open the source’s address'],
  [['+', '-', '0'], 'zoom in, zoom out, fit'],
  [['?'], 'this list'],
]
const ALWAYS: typeof ROWS = [
  [['Tab'], 'findings, legend, graph, evidence'],
  [['←', '↑', '↓', '→'], 'on the graph: walk to the nearest claim that way; on tabs and matches: the next one'],
  [['Enter'], 'open what is marked'],
  [['Escape'], 'back one step: search, words, selection, filters'],
]

/** The keys, their switch, and the way back to the first notes. */
export function panel(view: View) {
  const { act } = view
  const isOn = kept('keys') !== 'off'
  return sheet(
    view,
    'keys',
    'Keys and help',
    html`${list(ALWAYS)}
      <h3>Keys of one character</h3>
      ${list(ROWS)}
      <label class="switch">
        <input
          type="checkbox"
          .checked=${isOn}
          @change=${(event: Event) => {
            if (event.target instanceof HTMLInputElement) keep('keys', event.target.checked ? 'on' : 'off')
          }}
        />
        Keys of one character work outside text fields
      </label>
      <div class="acts">
        <button class="btn" @click=${() => act.openSheet('guide')}>Show the first notes again</button>
      </div>`,
  )
}

function list(rows: typeof ROWS) {
  return html`<dl class="keylist">
    ${rows.map(
      ([keys, does]) =>
        html`<div>
          <dt>${keys.map((key) => html`<kbd>${key}</kbd>`)}</dt>
          <dd>${does}</dd>
        </div>`,
    )}
  </dl>`
}
