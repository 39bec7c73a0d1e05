import { html, nothing, svg } from 'lit-html'
import { isSite } from '../load.ts'
import { START } from '../state.ts'
import { count, showNumber } from '../words.ts'
import type { CaseIndex } from '../case-index.ts'
import type { Loaded, Progress } from '../load.ts'
import type { View } from '../view.ts'

/** The page before the case is here. */
export function loadingPage(progress: Progress | null = null) {
  return html`<main class="page" aria-busy="true">
    <span class="mark">hearsay</span>
    <div class="sk"><i></i><i></i><i></i></div>
    <div role="status"><h1>Reading the case</h1></div>
    ${
      progress
        ? html`<progress max=${progress.of} .value=${progress.done} aria-label="Reading ${progress.list}"></progress>
            <p class="aside">${showNumber(progress.done)} of ${count(progress.of, progress.list.slice(0, -1))}</p>`
        : nothing
    }
  </main>`
}

/** What is there while no more than the outline of a case is. */
interface Beginning {
  readonly plane: HTMLElement
  readonly progress: Progress | null
  readonly drawn: string | null
}

/** The page with the graph of a case, and how far the rest of it is. */
export function outlinePage(index: CaseIndex, { plane, progress, drawn }: Beginning) {
  const { title, question } = index.snapshot.manifest
  const skeleton = html`<div class="sk"><i></i><i></i><i></i></div>`
  return html`<div class="app show-${START.screen}" aria-busy="true">
    <header class="bar">
      <div class="bar-l">
        <span class="mark">hearsay</span>
        <p class="case"><bdi title=${title}>${title}</bdi></p>
      </div>
    </header>
    <main class="columns">
      <div class="rail">${skeleton}</div>
      <div class="stage">
        <header class="q">
          <div>
            <h1 dir="auto">${question || title}</h1>
            <p><b>${count(index.disputes.length, 'dispute')}</b> among ${count(index.ranking.length, 'claim')}</p>
            <p role="status">
              Reading
              ${progress ? html`${showNumber(progress.done)} of ${count(progress.of, progress.list.slice(0, -1))}` : 'the statements'}
            </p>
          </div>
        </header>
        <div class="canvas">
          <div class="graph">${plane}</div>
          ${drawn === null ? nothing : html`<p class="drawn">${drawn}</p>`}
        </div>
      </div>
      <div class="panel">${skeleton}</div>
    </main>
  </div>`
}

/** The page when the case can't be shown: what happened, what to do. */
export function failedPage(loaded: Exclude<Loaded, { kind: 'here' }>, known: number, retry: () => void) {
  return html`<main class="page">
    <div role="alert">
      <span class="mark">hearsay</span>
      ${
        loaded.kind === 'gone'
          ? html`${art(svg`<path d="M8 32h36M76 32h36M50 22v20M70 22v20" />`)}
              <h1>${isSite() ? 'The case did not come' : 'The server has gone'}</h1>
              <p>
                ${
                  isSite()
                    ? 'The connection broke, or the files of the case are not beside this page.'
                    : html`The case is on the computer that runs hearsay. Start it there with <kbd>hearsay open</kbd>,
                        then try again.`
                }
              </p>
              <button class="btn primary" @click=${retry}>Try again</button>`
          : html`${art(svg`<rect x="34" y="8" width="52" height="48" rx="4" /><path d="M48 24h24M48 32h24M48 40h12" />`)}
              <h1>This case is in another format</h1>
              <p>
                It came as snapshot format ${loaded.format}; this viewer reads ${known}. Build and open it with one
                version of hearsay.
              </p>
              <button class="btn primary" @click=${retry}>Try again</button>`
      }
    </div>
  </main>`
}

/** Over the screen while the server does not answer. */
export function goneBanner({ state, act }: View) {
  if (state.retryIn === null) return nothing
  return html`<section class="banner" aria-label="Connection">
    <p role="alert">
      <b>${isSite() ? 'The site does not answer' : 'The server has gone'}</b> What is on screen still works, and so does
      the search. Texts come back when ${isSite() ? 'it answers' : 'hearsay runs'} again.
    </p>
    <button class="btn" @click=${act.retry}>Try again</button>
    <small>${state.retryIn > 0 ? `next try in ${state.retryIn} s` : 'trying again'}</small>
  </section>`
}

/** In place of the graph when no claim is there to draw. */
export function emptyCase(index: CaseIndex) {
  const { size } = index.sources
  return html`<div class="empty">
    ${art(svg`<rect x="34" y="8" width="52" height="48" rx="4" class="d1" /><path d="M60 22v20M50 32h20" />`)}
    <h2>${size === 0 ? 'No sources yet' : 'No claims yet'}</h2>
    ${wayOn(index)}
  </div>`
}

/** What is missing in a case without claims, and what to do. */
export function wayOn(index: CaseIndex) {
  const { size } = index.sources
  return size === 0
    ? html`<p>Text, HTML, PDF and Word are read; nothing leaves this computer.</p>
        <p>Add articles with <kbd>hearsay build CASE TEXT…</kbd>, then open the case again.</p>`
    : html`<p>
        ${count(size, 'source')} and ${count(index.statements.size, 'statement')} are here; no statement has been
        brought to a claim.
      </p>`
}

function art(form: unknown) {
  return html`<svg class="art" width="120" height="64" viewBox="0 0 120 64" aria-hidden="true">${form}</svg>`
}
