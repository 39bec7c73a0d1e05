import { html } from 'lit-html'
import { VIEWS, isOnCanvas } from '../views.ts'
import { icon } from './marks.ts'
import { sheet } from './sheet.ts'
import type { View } from '../view.ts'

/** What has no room in the bar of a phone: the views, and the buttons of the bar. */
export function panel(view: View) {
  const { state, act, hasCanvas } = view
  return sheet(
    view,
    'more',
    'More',
    html`<nav class="menu" aria-label="View">
        ${VIEWS.filter(({ name }) => hasCanvas || !isOnCanvas(name)).map(
          ({ name, label }) =>
            html`<button aria-current=${state.view === name ? 'page' : 'false'} @click=${() => act.showView(name)}>
              ${label}
            </button>`,
        )}
      </nav>
      <div class="menu">
        <button @click=${() => act.openSheet('share')}>${icon('share')} Share this view</button>
        <button @click=${() => act.theme()}>${icon('theme')} Light or dark</button>
        <button @click=${() => act.openSheet('keys')}>${icon('help')} Keys and help</button>
      </div>`,
  )
}
