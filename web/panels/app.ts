import { html, nothing } from 'lit-html'
import { evidence } from './evidence.ts'
import { VIEWS, isOnCanvas } from '../views.ts'
import { icon } from './marks.ts'
import { rail } from './rail.ts'
import { searchField } from './search.ts'
import { stage } from './stage.ts'
import type { Sheet } from '../state.ts'
import type { View } from '../view.ts'

/** What lies over the screen; each is loaded when it is first asked for. */
const SHEETS: Readonly<Record<Sheet, () => Promise<{ readonly panel: (view: View) => unknown }>>> = {
  share: () => import('./share.ts'),
  keys: () => import('./keys.ts'),
  more: () => import('./more.ts'),
  guide: () => import('./guide.ts'),
}
const SCREENS = { findings: 'Findings', graph: 'Graph', evidence: 'Evidence' } as const

/** The whole screen: bar, left rail, stage, evidence; on a phone one of the three at a time. */
export function app(view: View) {
  const { state, act } = view
  return html`<a class="skip" href="#evidence" @click=${focusEvidence}>Skip to the evidence</a>
    <div class="app show-${state.screen} ${state.isRailOpen ? 'rail-open' : ''}">
      ${bar(view)}
      <main class="columns">${rail(view)} ${stage(view)} ${evidence(view)}</main>
      <button class="scrim" tabindex="-1" aria-label="Close the findings" @click=${() => act.openRail(false)}></button>
      <nav class="screens" aria-label="Screen">
        ${entries(SCREENS).map(
          ([screen, name]) =>
            html`<button
              aria-current=${state.screen === screen ? 'page' : 'false'}
              @click=${() => act.showScreen(screen)}
            >
              ${name}
            </button>`,
        )}
        <button aria-haspopup="dialog" @click=${() => act.openSheet('more')}>More</button>
      </nav>
      ${over(view)}
    </div>`
}

function over(view: View) {
  const { sheet } = view.state
  const part = sheet ? view.parts(SHEETS[sheet]) : null
  return part?.kind === 'here' ? part.part.panel(view) : nothing
}

function bar(view: View) {
  const { state, act, index, hasCanvas } = view
  const shown = hasCanvas || !isOnCanvas(state.view) ? state.view : 'table'
  return html`<header class="bar">
    <div class="bar-l">
      <button
        class="icon only-m"
        aria-label="Findings and legend"
        aria-expanded=${state.isRailOpen ? 'true' : 'false'}
        @click=${() => act.openRail(!state.isRailOpen)}
      >
        ${icon('menu')}</button
      ><span class="mark">hearsay</span>
      <p class="case"><bdi title=${index.snapshot.manifest.title}>${index.snapshot.manifest.title}</bdi></p>
    </div>
    <nav class="views" aria-label="View">
      ${VIEWS.filter(({ name }) => hasCanvas || !isOnCanvas(name)).map(
        ({ name, label }) =>
          html`<button aria-current=${shown === name ? 'page' : 'false'} @click=${() => act.showView(name)}>
            ${label}
          </button>`,
      )}
    </nav>
    <div class="bar-r">
      ${searchField(view)}
      <button class="icon" aria-label="Light or dark" title="Light or dark" @click=${() => act.theme()}>
        ${icon('theme')}
      </button>
      <button class="icon" aria-label="Keys and help" title="Keys and help" @click=${() => act.openSheet('keys')}>
        ${icon('help')}
      </button>
      <button class="btn share" aria-label="Share this view" @click=${() => act.openSheet('share')}>
        ${icon('share')}<span>Share</span>
      </button>
    </div>
  </header>`
}

/** The hash is the state's: the skip link moves the focus and leaves the address alone. */
function focusEvidence(event: Event) {
  event.preventDefault()
  document.querySelector<HTMLElement>('#evidence')?.focus()
}

function entries<K extends string, V>(record: Readonly<Record<K, V>>): [K, V][] {
  return Object.entries(record) as [K, V][]
}
