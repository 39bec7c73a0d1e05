import { html, nothing } from 'lit-html'
import { loadFacets } from './rail.ts'
import { isFiltering } from '../filter.ts'
import { START, SWITCHES } from '../state.ts'
import { isOnCanvas } from '../views.ts'
import { count, showNumber } from '../words.ts'
import { icon } from './marks.ts'
import { emptyCase } from './notices.ts'
import { summary } from './summary.ts'
import type { View } from '../view.ts'
import type { ViewName } from '../views.ts'

export const loadTimeline = () => import('./timeline.ts')

export const loadFocus = () => import('../modes/focus.ts')
export const loadFields = () => import('../modes/fields.ts')

/** What lies over the canvas, by its view; each is loaded when it is first shown. */
const PANELS: Partial<Record<ViewName, () => Promise<{ readonly panel: (view: View) => unknown }>>> = {
  disputes: () => import('./disputes.ts'),
  timeline: loadTimeline,
  table: () => import('./table.ts'),
  cypher: () => import('../console/panel.ts'),
}

/** The middle: the case's question, what is disputed, and the canvas or the table. */
export function stage(view: View) {
  const { index, state, act, hasCanvas } = view
  const { manifest } = index.snapshot
  const isEmpty = index.snapshot.claims.length === 0
  const over = hasCanvas || !isOnCanvas(state.view) ? PANELS[state.view] : PANELS.table
  const focusing = state.focus !== null || state.path !== null
  const fieldsPart = view.sides ? view.parts(loadFields) : null
  const fields = view.sides && fieldsPart?.kind === 'here' ? fieldsPart.part.fieldsBelow(view, view.sides) : nothing
  return html`<div class="stage" id="stage">
    <header class="q">
      <div>
        <h1 dir="auto">${manifest.question || manifest.title}</h1>
        ${summary(view)} ${filterChips(view)}
      </div>
      ${
        over || isEmpty
          ? nothing
          : html`<div class="tools" role="group" aria-label="Graph">
              ${view.drawing ? nothing : claimTools(view)}
              <button class="icon" aria-label="Zoom out" title="Zoom out" @click=${() => act.zoom(1.5)}>
                ${icon('minus')}
              </button>
              <button class="icon" aria-label="Zoom in" title="Zoom in" @click=${() => act.zoom(1 / 1.5)}>
                ${icon('plus')}
              </button>
              <button class="icon" aria-label="Fit to window" title="Fit to window" @click=${() => act.fit()}>
                ${icon('fit')}
              </button>
            </div>`
      }
    </header>
    ${
      isEmpty
        ? emptyCase(index)
        : html`<div class="canvas ${over ? 'under' : ''} ${fields === nothing ? '' : 'sided'}">
              ${fields} ${view.shown.ranking.length === 0 && index.ranking.length > 0 ? nothingLeft(view) : nothing}
              ${
                index.relations.size === 0 && !view.sides && !view.drawing
                  ? html`<p class="note-card">
                      <b>No contradiction found.</b> No pair of these claims was judged to support or contradict each
                      other.
                    </p>`
                  : nothing
              }
              <div
                id="graph"
                class="graph"
                tabindex=${over ? '-1' : '0'}
                role="application"
                aria-label=${view.drawing?.mode.name ?? 'Claims graph'}
                aria-describedby="graph-help"
                @keydown=${act.canvasKey}
              >
                ${view.plane}
              </div>
              ${view.drawn === null ? nothing : html`<p class="drawn">${view.drawn}</p>`}
              ${view.drawing?.mode.above(view)} ${view.drawing || !focusing ? nothing : focusBarOf(view)}
              <p id="graph-help" class="vh">
                ${view.drawing?.mode.help ?? `${count(index.ranking.length, 'claim')}. Arrow keys walk to the nearest ${view.drawn ? 'group or claim' : 'claim'}, Enter opens it. The table has the same content.`}
              </p>
              <p class="vh" role="status" aria-live="polite">${view.spoken}</p>
              ${progressBar(view)}
            </div>
            ${over ? nothing : strip(view)}
            ${over ? html`<div class="over">${hasCanvas ? nothing : noCanvas()}${panelOf(view, over)}</div>` : nothing}`
    }
  </div>`
}

/** Focus on the claim that is selected, and a path from it. */
function claimTools({ state, act }: View) {
  const { selection, focus, path } = state
  const id = selection.kind === 'claim' ? selection.id : null
  return html`<button
      class="icon"
      aria-label="Path between two claims"
      title="Path between two claims: choose the second (p)"
      aria-pressed=${path ? 'true' : 'false'}
      ?disabled=${!id && !path}
      @click=${() => act.path(path || !id ? null : [id, null])}
    >
      ${icon('path')}</button
    ><button
      class="icon"
      aria-label="Only its neighbours"
      title="Only this claim and its neighbours (f)"
      aria-pressed=${focus ? 'true' : 'false'}
      ?disabled=${!id && !focus}
      @click=${() => act.focus(focus || !id ? null : { ids: [id], depth: 1 })}
    >
      ${icon('focus')}</button
    ><span class="sep"></span>`
}

function focusBarOf(view: View) {
  const part = view.parts(loadFocus)
  return part.kind === 'here' ? part.part.focusBar(view) : nothing
}

/** The strip below the canvas; it comes when its part has. */
function strip(view: View) {
  const part = view.parts(loadTimeline)
  return part.kind === 'here' ? part.part.strip(view) : nothing
}

function panelOf(view: View, load: NonNullable<(typeof PANELS)[ViewName]>) {
  const part = view.parts(load)
  if (part.kind === 'here') return part.part.panel(view)
  return part.kind === 'loading'
    ? html`<p class="note-card" role="status" aria-busy="true">Loading this view</p>`
    : html`<p class="note-card" role="alert">
        <b>This view could not be loaded.</b> The server has gone or the page is out of date. The rest still works.
        <button class="link" @click=${() => view.act.showView(view.state.view)}>Try again</button>
      </p>`
}

/** Each switch that is off its usual place is a chip with a way out. */
function filterChips(view: View) {
  const { index, state, act } = view
  const changed = SWITCHES.filter((row) => state.hidden.has(row) !== START.hidden.has(row))
  const isNarrow = isFiltering(state.filter)
  const found = state.found.length
  if (changed.length === 0 && !isNarrow && found === 0) return nothing
  const facets = isNarrow ? view.parts(loadFacets) : null
  const size = (row: string) =>
    [...index.relations.values()].filter((r) => (r.type === row && r.status !== 'rejected') || r.status === row).length
  return html`<ul class="filters" aria-label="Filters">
    ${
      found > 0
        ? html`<li>
            <button class="filter" @click=${() => act.select({ kind: 'none' })}>
              found by a query <em>${count(found, 'claim')}</em> ${icon('close')}
              <span class="vh">Take the mark away</span>
            </button>
          </li>`
        : nothing
    }
    ${changed.map(
      (row) =>
        html`<li>
          <button class="filter" @click=${() => act.toggle(row)}>
            ${state.hidden.has(row) ? 'without' : 'with'} ${row}
            ${size(row) > 0 ? html`<em>${showNumber(size(row))}</em>` : nothing} ${icon('close')}
            <span class="vh">Undo this filter</span>
          </button>
        </li>`,
    )}
    ${
      facets?.kind === 'here'
        ? facets.part.chips(view)
        : facets?.kind === 'gone'
          ? html`<li role="alert">The filter could not be loaded: everything is shown.</li>`
          : nothing
    }
  </ul>`
}

function progressBar({ progress, index }: View) {
  if (progress === null) return nothing
  const done = Math.round(progress * 100)
  return html`<div class="laying">
    <p>Laying out ${count(index.snapshot.claims.length, 'claim')}. The search and the findings work already.</p>
    <progress max="100" .value=${done} aria-label="Laying out the graph"></progress>
  </div>`
}

function nothingLeft({ act }: View) {
  return html`<p class="note-card" role="status">
    <b>No claim passes these filters.</b> One of them has to go before something is left.
    <button class="btn" @click=${() => act.clearFilters()}>Clear the filters</button>
  </p>`
}

function noCanvas() {
  return html`<p class="note-card" role="status">
    <b>This browser draws no WebGL.</b> The table has everything that the graph would show. Turning on hardware
    acceleration brings the graph back.
  </p>`
}
