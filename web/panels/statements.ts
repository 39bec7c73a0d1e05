import { html, nothing } from 'lit-html'
import { repeat } from 'lit-html/directives/repeat.js'
import { chainOf, isOpen, standsFor } from '../case-index.ts'
import { joinSpans } from '../../src/model/span.ts'
import { addressOf, isRightToLeft, sayingOf, showDate, wordsOf } from '../words.ts'
import { certainty, icon, runs, statusChip } from './marks.ts'
import type { Source, Stance, Statement } from '../../src/model/records.ts'
import type { View } from '../view.ts'

/** A row of a list of statements: the statement, and the stance that brought it there where one did. */
export interface Row {
  readonly statement: Statement
  readonly stance?: Stance
  /** The claim as a heading above the row, where the list holds several. */
  readonly heading?: string
  /** The part that it plays in a finding. */
  readonly role?: string
}

/** A list of statements, each with chain, words, and how they were said. A click opens the source at the words. */
export function statementList(view: View, rows: readonly Row[]) {
  return html`<ol class="rows">
    ${repeat(
      rows,
      ({ statement }) => statement.id,
      (row) => statementRow(view, row),
    )}
  </ol>`
}

function statementRow(view: View, { statement, stance, heading, role }: Row) {
  const { state, act } = view
  const isOn = state.statement === statement.id
  const saying = sayingOf(statement)
  return html`<li
    class="stmt ${isOn ? 'on' : ''}"
    dir=${isRightToLeft(saying) ? 'rtl' : 'ltr'}
    @click=${() => act.open(statement.id)}
  >
    ${heading ? html`<p class="k under" dir="auto">${heading}</p>` : nothing}
    ${role ? html`<p class="role" dir="auto">${role}</p>` : nothing} ${chain(view, statement, cutOf(view, stance))}
    <button
      class="said"
      dir="auto"
      lang=${languageOf(view, statement)}
      aria-current=${isOn ? 'true' : 'false'}
      data-statement=${statement.id}
    >
      ${runs(wordsOf(statement))}
    </button>
    ${chips(view, statement, stance)}
  </li>`
}

/** The language of the words, for whoever reads them aloud, and for the forms of their letters. */
export function languageOf({ index }: View, { source }: Statement): string {
  return index.sources.get(source)?.language ?? ''
}

/** The actors on whom everything that a claim, or its denial, is heard through rests. */
function cutOf({ index }: View, stance: Stance | undefined): readonly string[] {
  const origins = stance && index.origins.get(stance.claim)
  if (!origins || stance.stance === 'questions') return []
  return (stance.stance === 'denies' ? origins.denying : origins.asserting).cut
}

/** Who said it, through whom, and the words as a button. */
export function saidBy(view: View, statement: Statement, onClick: () => void) {
  const isOn = view.state.statement === statement.id
  return html`${chain(view, statement)}
    <button
      class="said ${isOn ? 'on' : ''}"
      dir="auto"
      lang=${languageOf(view, statement)}
      aria-current=${isOn ? 'true' : 'false'}
      @click=${onClick}
    >
      ${runs(wordsOf(statement))}
    </button>`
}

/**
 * Who passed the words on: speaker, relaying actors, outlet; the source's title where no outlet is named. Whoever may be
 * anybody has a dashed underline, whoever is in the cut two bars.
 */
export function chain({ index, act, state }: View, statement: Statement, cut: readonly string[] = []) {
  const actors = chainOf(index, statement)
  const source = index.sources.get(statement.source)
  const isSourceHere = state.selection.kind === 'source' && state.selection.id === source?.id
  return html`<p class="chain">
    ${actors.map((actor, i) => {
      const isHere = state.selection.kind === 'actor' && state.selection.id === actor.id
      const open = (event: Event) => {
        event.stopPropagation()
        act.select({ kind: 'actor', id: actor.id }, statement.id)
      }
      const name = html`<span class="name" dir="auto">${actor.name}</span>`
      const kind = `actor ${i === 0 ? 'sp' : ''} ${isOpen(actor) ? 'open' : ''} ${standsFor(index, actor, cut) ? 'cut' : ''}`
      return html`<span class="hop"
        >${i > 0 ? html`${icon('from', 'arr')}<span class="vh">, reported by</span>` : nothing}${
          !isHere
            ? html`<button class=${kind} title=${actor.name} @click=${open}>${name}</button>`
            : html`<span class=${kind} title=${actor.name}>${name}</span>`
        }</span
      >`
    })}${
      source && !source.outlet && !isSourceHere
        ? html`<span class="hop"
            >${icon('from', 'arr')}<span class="vh">, read in</span
            ><button
              class="actor title"
              title=${source.title}
              @click=${(event: Event) => {
                event.stopPropagation()
                act.select({ kind: 'source', id: source.id }, statement.id)
              }}
            >
              <span class="name" dir="auto">${source.title || source.path}</span>
            </button></span
          >`
        : nothing
    }
  </p>`
}

/** A way out to where the source was published; the source's own heading has the same one in words. */
function addressLink(source: Source | undefined) {
  const address = source && addressOf(source)
  if (!address) return nothing
  return html`<a
    class="out"
    href=${address}
    target="_blank"
    rel="noreferrer noopener"
    title="Open the address of ${source.title || source.path}"
    aria-label="Open the address of ${source.title || source.path}"
    @click=${(event: Event) => event.stopPropagation()}
    >${icon('out')}</a
  >`
}

function chips({ index, shown }: View, statement: Statement, stance: Stance | undefined) {
  const via = statement.via.flatMap((id) => index.actors.get(id) ?? [])
  const isProposed = (stance ?? statement).status === 'proposed'
  return html`<div class="chips" dir="ltr">
    <span class="chip">${statement.form}</span>
    ${certainty(statement.certainty)}
    ${statement.illocution === 'assertive' ? nothing : html`<span class="chip">${statement.illocution}</span>`}
    ${
      statement.cueSpans.length > 0
        ? html`<span class="chip">cue <q dir="auto">${joinSpans(statement.cueSpans)}</q></span>`
        : nothing
    }
    ${via.map(
      (actor) => html`<span class="chip">via <bdi class=${isOpen(actor) ? 'open' : ''}>${actor.name}</bdi></span>`,
    )}
    <span class="chip">${showDate(statement.saidAt, index.year)}</span>
    ${isProposed ? statusChip('proposed') : nothing}
    ${shown.statements.has(statement.id) ? nothing : html`<span class="chip">outside the filter</span>`}
    ${addressLink(index.sources.get(statement.source))}
  </div>`
}
