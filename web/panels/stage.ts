import { html, nothing } from 'lit-html'
import { START, SWITCHES } from '../state.ts'
import { count, showNumber } from '../words.ts'
import { icon } from './marks.ts'
import { emptyCase } from './notices.ts'
import { summary } from './summary.ts'
import { table } from './table.ts'
import type { View } from '../view.ts'

/** The middle: the case's question, what is disputed, and the canvas or the table. */
export function stage(view: View) {
  const { index, state, act, hasCanvas } = view
  const { manifest } = index.snapshot
  const isEmpty = index.snapshot.claims.length === 0
  const isTable = state.view === 'table' || !hasCanvas
  return html`<div class="stage" id="stage">
    <header class="q">
      <div>
        <h1 dir="auto">${manifest.question || manifest.title}</h1>
        ${summary(view)} ${filterChips(view)}
      </div>
      ${
        isTable || isEmpty
          ? nothing
          : html`<div class="tools" role="group" aria-label="Graph">
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
        : html`<div class="canvas ${isTable ? 'under' : ''}">
              ${
                index.relations.size === 0
                  ? html`<p class="note-card">
                      <b>No contradiction found.</b> No pair of these claims was judged to support or contradict each
                      other.
                    </p>`
                  : nothing
              }
              <div
                id="graph"
                class="graph"
                tabindex=${isTable ? '-1' : '0'}
                role="application"
                aria-label="Claims graph"
                aria-describedby="graph-help"
                @keydown=${act.canvasKey}
              ></div>
              <p id="graph-help" class="vh">
                ${count(index.ranking.length, 'claim')}. Arrow keys walk to the nearest claim, Enter opens it. The table
                has the same content.
              </p>
              <p class="vh" role="status" aria-live="polite">${view.spoken}</p>
              ${progressBar(view)}
            </div>
            ${isTable ? html`<div class="over">${hasCanvas ? nothing : noCanvas()}${table(view)}</div>` : nothing}`
    }
  </div>`
}

/** Each switch that is off its usual place is a chip with a way out. */
function filterChips({ index, state, act }: View) {
  const changed = SWITCHES.filter((row) => state.hidden.has(row) !== START.hidden.has(row))
  if (changed.length === 0) return nothing
  const size = (row: string) =>
    [...index.relations.values()].filter((r) => (r.type === row && r.status !== 'rejected') || r.status === row).length
  return html`<ul class="filters" aria-label="Filters">
    ${changed.map(
      (row) =>
        html`<li>
          <button class="filter" @click=${() => act.toggle(row)}>
            ${state.hidden.has(row) ? 'without' : 'with'} ${row}
            <em>${showNumber(size(row))}</em> ${icon('close')}
            <span class="vh">Undo this filter</span>
          </button>
        </li>`,
    )}
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

function noCanvas() {
  return html`<p class="note-card" role="status">
    <b>This browser draws no WebGL.</b> The table has everything that the graph would show. Turning on hardware
    acceleration brings the graph back.
  </p>`
}
