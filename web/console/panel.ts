import { html, nothing, render, svg } from 'lit-html'
import '../style/cypher.css'
import { icon } from '../panels/marks.ts'
import { count } from '../words.ts'
import { answer } from './answer.ts'
import { Targets } from './cells.ts'
import { Console } from './console.ts'
import type { NamedQuery, Offer, Problem } from './ask.ts'
import type { CaseIndex } from '../case-index.ts'
import type { View } from '../view.ts'

/** A console on screen: it draws itself, because a query's answer comes when it comes. */
interface Shown {
  readonly element: HTMLElement
  readonly draw: (view: View) => void
}

const shown = new WeakMap<CaseIndex, Shown>()

/** The Cypher console of a case. */
export function panel(view: View) {
  const known = shown.get(view.index) ?? open(view)
  shown.set(view.index, known)
  known.draw(view)
  return known.element
}

function open(first: View): Shown {
  const element = document.createElement('div')
  element.className = 'cy'
  const targets = new Targets(first.index)
  let view = first
  const cypher: Console = new Console(() => draw())
  const draw = () => render(content(cypher, view, targets), element)
  void cypher.load()
  return {
    element,
    draw: (next) => {
      view = next
      draw()
    },
  }
}

function content(cypher: Console, view: View, targets: Targets) {
  const { offered } = cypher.state
  switch (offered.kind) {
    case 'loading':
      return html`<p class="note-card" role="status" aria-busy="true">Asking the server for the console</p>`
    case 'none':
      return notice(
        svg`<rect x="34" y="10" width="52" height="44" rx="4" class="d1" /><path d="m46 24 8 8-8 8M60 40h14" />`,
        'No console in this copy',
        html`Queries run where hearsay runs. Open the case there with <kbd>hearsay open</kbd>, or ask it with
          <kbd>hearsay query</kbd>. Everything else works here.`,
        nothing,
      )
    case 'gone':
      return gone(() => void cypher.load())
    case 'here':
      return html`${head(cypher, offered.offer)}${cypher.editor.element}${parameters(cypher)}
        <div class="cy-answer">${result(cypher, view, targets)}</div>`
  }
}

function head(cypher: Console, { limits, queries }: Offer) {
  const { sent, open, history } = cypher.state
  const isRunning = sent.kind === 'running'
  return html`<header>
      <h2 class="vh">Query</h2>
      <p class="lim">
        read-only copy of the case · ${limits.ms / 1000} s · ${count(limits.rows, 'row')}
        <span class="vh">Tab leaves the editor. While completions are listed, Escape closes them first.</span>
      </p>
      <span class="cy-acts">
        <button class="btn" aria-expanded=${open === 'queries'} @click=${() => cypher.toggle('queries')}>
          Queries
        </button>
        <button
          class="btn"
          aria-expanded=${open === 'history'}
          ?disabled=${history.length === 0}
          @click=${() => cypher.toggle('history')}
        >
          History
        </button>
        ${
          isRunning
            ? html`<button class="btn primary" @click=${() => cypher.cancel()}>Cancel</button>`
            : html`<button class="btn primary" @click=${() => void cypher.run()}>Run <kbd>Ctrl ↵</kbd></button>`
        }
      </span>
    </header>
    ${open === 'queries' ? namedQueries(cypher, queries) : open === 'history' ? pastQueries(cypher) : nothing}`
}

function namedQueries(cypher: Console, queries: readonly NamedQuery[]) {
  return html`<ul class="cy-list" aria-label="Named queries">
    ${queries.map(
      (query) =>
        html`<li>
          <button @click=${() => cypher.choose(query)}><b>${query.name}</b><small>${query.purpose}</small></button>
        </li>`,
    )}
  </ul>`
}

function pastQueries(cypher: Console) {
  const { history } = cypher.state
  return html`<ul class="cy-list past" aria-label="Earlier queries, the last one first">
      ${history.map(
        (query) =>
          html`<li>
            <button title=${query} @click=${() => cypher.recall(query)}><code>${query}</code></button>
          </li>`,
      )}
    </ul>
    <p class="cy-forget">
      <span class="meta">The last ${count(history.length, 'query', 'queries')}, kept on this computer only.</span>
      <button class="link" @click=${() => cypher.forget()}>Clear the history</button>
    </p>`
}

/** A field for each parameter that the query names. */
function parameters(cypher: Console) {
  const { fields, written, chosen } = cypher.state
  if (fields.length === 0) return nothing
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    void cypher.run()
  }
  return html`<fieldset class="cy-form">
    <legend class="k">Parameters${chosen ? html` of <bdi>${chosen.name}</bdi>` : nothing}</legend>
    ${fields.map(
      ({ name, meaning, initial, isOptional }) =>
        html`<label>
          <span><code>$${name}</code> ${meaning}${isOptional ? html` <em>optional</em>` : nothing}</span>
          <input
            type="text"
            dir="auto"
            autocomplete="off"
            spellcheck="false"
            .value=${written.get(name) ?? initial}
            @input=${(event: Event) => cypher.write(name, event.target instanceof HTMLInputElement ? event.target.value : '')}
            @keydown=${onKey}
          />
        </label>`,
    )}
  </fieldset>`
}

function result(cypher: Console, view: View, targets: Targets) {
  const { sent } = cypher.state
  switch (sent.kind) {
    case 'none':
      return html`<p class="vh" role="status"></p>`
    case 'running':
      return html`<div class="cy-line" role="status" aria-busy="true">
        <p><b>Running</b>${sent.seconds > 0 ? `, ${sent.seconds} s` : nothing}</p>
      </div>`
    case 'gone':
      return gone(() => void cypher.run())
    case 'problem':
      return problem(cypher, sent.problem, sent.query)
    case 'rows':
      return answer(cypher, view, targets, sent.table)
  }
}

/** What is wrong: where, in words, and what to write instead. */
function problem(cypher: Console, { message, ...rest }: Problem, query: string) {
  const whole = { message, ...rest }
  const stop = STOPS[rest.kind]
  if (stop)
    return notice(
      svg`<circle cx="60" cy="32" r="22" /><path d="M60 18v14h11" />`,
      stop,
      message,
      html`<button class="btn" @click=${() => cypher.editor.focus()}>Edit the query</button>
        <button class="btn" @click=${() => cypher.toggle('queries')}>Named queries</button>`,
    )
  const { line, column, hint } = rest
  const isAsSent = cypher.editor.query === query
  const replace = (name: string) => {
    cypher.editor.replace(whole, name)
    cypher.editor.mark(null)
  }
  return html`<div class="cy-error" role="alert">
    ${icon('close')}
    <p>
      ${
        line === null
          ? nothing
          : isAsSent
            ? html`<button class="cy-place" @click=${() => cypher.editor.focus(whole)}>
                Line ${line}, column ${column}.
              </button>`
            : html`<b>Line ${line}, column ${column}.</b>`
      }
      ${message}
      ${
        hint === null
          ? nothing
          : isAsSent && line !== null
            ? html`Did you mean <button class="link" @click=${() => replace(hint)}>${hint}</button>?`
            : html`Did you mean ${hint}?`
      }
    </p>
  </div>`
}

const STOPS: Readonly<Record<string, string>> = {
  time: 'The query ran past its limit',
  memory: 'The query needed too much memory',
  size: 'The answer is too large',
  busy: 'Too many queries run already',
}

function gone(retry: () => void) {
  return notice(
    svg`<path d="M8 32h36M76 32h36M50 22v20M70 22v20" />`,
    'The server has gone',
    html`The query is kept. Start the server with <kbd>hearsay open</kbd>, then try again.`,
    html`<button class="btn primary" @click=${retry}>Try again</button>`,
  )
}

function notice(form: unknown, title: string, words: unknown, buttons: unknown) {
  return html`<div class="cy-notice" role="alert">
    <svg class="art" width="120" height="64" viewBox="0 0 120 64" aria-hidden="true">${form}</svg>
    <h3>${title}</h3>
    <p>${words}</p>
    <div>${buttons}</div>
  </div>`
}
