import '../style/facets.css'
import { html, nothing } from 'lit-html'
import { once } from '../once.ts'
import { isOpen } from '../case-index.ts'
import { dayName, daysOf } from '../dates.ts'
import { countsOf, isOfRelations } from '../facet-counts.ts'
import { NAMED, NONE, UNNAMED, factsOf } from '../facts.ts'
import { FACETS, NO_FILTER, flipPick, isFiltering, withPicks } from '../filter.ts'
import { passingStatements } from '../narrow.ts'
import { count, showDate, showNumber } from '../words.ts'
import { icon } from './marks.ts'
import type { CaseIndex } from '../case-index.ts'
import type { Facet, Filter } from '../filter.ts'
import type { View } from '../view.ts'

const NAMES: Record<Facet | 'date', string> = {
  actor: 'Actor',
  outlet: 'Outlet',
  date: 'Date',
  certainty: 'Certainty',
  form: 'Form',
  relation: 'Relation',
  status: 'Status',
  method: 'Method',
}
/** The rows in their order: dates stand where outlets end. */
const ROWS: readonly (Facet | 'date')[] = ['actor', 'outlet', 'date', ...FACETS.slice(2)]

/** A list with more values than this has a field to look for one. */
const SHORT = 12
/** Values of a list that are on screen at most. */
const MOST = 100

/** The section of the rail where one chooses what is shown. A facet that all share one value of is left out. */
export function facets(view: View) {
  const { index, state } = view
  const rows = ROWS.filter((facet) =>
    facet === 'date'
      ? spanOf(index).size > 1
      : valuesOf(index, facet).length > 1 || (state.filter.picks[facet]?.length ?? 0) > 0,
  )
  if (rows.length === 0) return nothing
  return html`<section>
    <h2>Filter</h2>
    <ul class="facets">
      ${rows.map((facet) => row(view, facet))}
    </ul>
  </section>`
}

function row(view: View, facet: Facet | 'date') {
  const { index, state, act } = view
  const isWide = state.facet?.name === facet
  const flip = () => act.keep({ facet: isWide ? null : { name: facet, query: '' } })
  const { text, isSet } = facet === 'date' ? dateSummary(view) : summaryOf(index, state.filter, facet)
  return html`<li>
    <button
      class="facet ${isSet ? 'set' : ''}"
      id="facet-${facet}"
      aria-expanded=${isWide ? 'true' : 'false'}
      aria-controls=${isWide ? `facet-list-${facet}` : nothing}
      @click=${flip}
    >
      ${NAMES[facet]} <span>${text}</span> ${icon('down')}
    </button>
    ${isWide ? (facet === 'date' ? dates(view) : list(view, facet)) : nothing}
  </li>`
}

/** Values of a facet in the whole case, without those that stand for many actors. */
function valuesOf(index: CaseIndex, facet: Facet): readonly string[] {
  return factsOf(index)[facet].values.filter((value) => value !== NAMED && value !== UNNAMED)
}

function summaryOf(index: CaseIndex, filter: Filter, facet: Facet) {
  const values = valuesOf(index, facet)
  const picked = filter.picks[facet]?.length ?? 0
  if (picked > 0)
    return {
      text: picked === 1 ? labelOf(index, facet, filter.picks[facet]?.[0] ?? '') : `${picked} chosen`,
      isSet: true,
    }
  if (facet === 'actor') {
    const unnamed = values.filter((id) => isOpenId(index, id)).length
    const text = [
      ...(values.length > unnamed ? [`${showNumber(values.length - unnamed)} named`] : []),
      ...(unnamed > 0 ? [`${showNumber(unnamed)} unnamed`] : []),
    ].join(', ')
    return { text, isSet: false }
  }
  const noun = { certainty: 'level', relation: 'kind' }[facet as string]
  return { text: noun ? count(values.length, noun) : showNumber(values.length), isSet: false }
}

function isOpenId(index: CaseIndex, id: string): boolean {
  const actor = index.actors.get(id)
  return actor !== undefined && isOpen(actor)
}

/** A value in words; ids that the case does not have say so. */
function labelOf(index: CaseIndex, facet: Facet, value: string): string {
  if (value === NONE && facet === 'outlet') return 'no outlet named'
  if (facet === 'actor' && value === NAMED) return 'whoever is named'
  if (facet === 'actor' && value === UNNAMED) return 'whoever is unnamed'
  if (facet === 'actor' || facet === 'outlet') return index.actors.get(value)?.name ?? 'not in this case'
  return value
}

function list(view: View, facet: Facet) {
  const { index, state, act } = view
  const counts = countsOf(index, state.filter, facet)
  const query = fold(state.facet?.query ?? '')
  const picks = state.filter.picks[facet] ?? []
  const found = counts.filter(([value]) => fold(labelOf(index, facet, value)).includes(query))
  const shown = [
    ...found.filter(([value]) => picks.includes(value)),
    ...found.filter(([value]) => !picks.includes(value)),
  ].slice(0, MOST)
  return html`<div class="choices" id="facet-list-${facet}" role="group" aria-labelledby="facet-${facet}">
    ${
      counts.length > SHORT
        ? html`<input
            class="look"
            type="search"
            placeholder="Look among ${showNumber(counts.length)}"
            aria-label="Look among the values of ${NAMES[facet]}"
            .value=${state.facet?.query ?? ''}
            @input=${(event: Event) =>
              event.target instanceof HTMLInputElement &&
              act.keep({ facet: { name: facet, query: event.target.value } })}
            @keydown=${walk}
          />`
        : nothing
    }
    <p class="unit">
      ${picks.length > 0 ? html`<button class="link" @click=${() => act.filter(withPicks(state.filter, facet, []))}>all</button>` : nothing}
      <span>${isOfRelations(facet) ? 'relations' : 'statements'}</span>
    </p>
    <ul @keydown=${walk}>
      ${shown.map(
        ([value, size]) =>
          html`<li>
            <label class="choice ${size === 0 ? 'none' : ''}">
              <input
                type="checkbox"
                .checked=${picks.includes(value)}
                @change=${() => act.filter(flipPick(state.filter, facet, value))}
              />
              <bdi
                class=${(facet === 'actor' || facet === 'outlet') && isOpenId(index, value) ? 'open' : ''}
                title=${labelOf(index, facet, value)}
                >${labelOf(index, facet, value)}</bdi
              >
              <em>${showNumber(size)}</em>
            </label>
          </li>`,
      )}
    </ul>
    ${
      shown.length < found.length
        ? html`<p class="unit">${showNumber(found.length - shown.length)} more: look for them above</p>`
        : found.length === 0
          ? html`<p class="unit">Nothing here is called that.</p>`
          : nothing
    }
  </div>`
}

/** Up and down walk the choices. */
function walk(event: KeyboardEvent) {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  const { target } = event
  const list = target instanceof Element ? target.closest('.choices') : null
  if (by === 0 || !list) return
  const stops = [...list.querySelectorAll<HTMLElement>('input')]
  const next = stops[stops.findIndex((stop) => stop === target) + by]
  event.preventDefault()
  next?.focus()
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

interface Span {
  readonly from: number
  readonly to: number
  readonly undated: number
  /** Different days, counting undated as one more. */
  readonly size: number
}
const spanOf = once(readSpan)

function readSpan(index: CaseIndex): Span {
  const facts = factsOf(index)
  const days = new Set<number>()
  let [from, to, undated] = [Infinity, -Infinity, 0]
  for (let i = 0; i < facts.from.length; i++) {
    const first = facts.from[i] ?? NaN
    if (Number.isNaN(first)) undated++
    else {
      from = Math.min(from, first)
      to = Math.max(to, facts.to[i] ?? first)
      days.add(first).add(facts.to[i] ?? first)
    }
  }
  return { from, to, undated, size: days.size + (undated > 0 ? 1 : 0) }
}

function dateSummary({ index, state }: View) {
  const { from, to, undated } = spanOf(index)
  const { days, isUndated } = state.filter
  if (days || isUndated) return { text: sayDays(index, state.filter), isSet: true }
  const dated = from <= to ? [showDays(index, dayName(from), dayName(to))] : []
  return { text: [...dated, ...(undated > 0 ? [`${showNumber(undated)} undated`] : [])].join(', '), isSet: false }
}

function showDays(index: CaseIndex, from: string, to: string): string {
  return showDate(from === to ? from : `${from}/${to}`, index.year)
}

function sayDays(index: CaseIndex, { days, isUndated }: Filter): string {
  return [...(days ? [showDays(index, ...days)] : []), ...(isUndated ? ['undated'] : [])].join(' or ')
}

function dates({ index, state, act }: View) {
  const { from, to, undated } = spanOf(index)
  const { filter } = state
  const isDated = from <= to
  const ends = filter.days ?? (isDated ? ([dayName(from), dayName(to)] as const) : null)
  const set = (end: 0 | 1) => (event: Event) => {
    if (!(event.target instanceof HTMLInputElement) || !ends || !daysOf(event.target.value)) return
    const [first, last] = end === 0 ? [event.target.value, ends[1]] : [ends[0], event.target.value]
    act.filter({ ...filter, days: first <= last ? [first, last] : [last, first] })
  }
  return html`<div class="choices" id="facet-list-date" role="group" aria-labelledby="facet-date">
    ${
      filter.days || filter.isUndated
        ? html`<p class="unit">
            <button class="link" @click=${() => act.filter({ ...filter, days: null, isUndated: false })}>all</button>
          </p>`
        : nothing
    }
    ${
      ends
        ? html`<label class="day"
              ><span>from</span>
              <input type="date" min=${dayName(from)} max=${dayName(to)} .value=${ends[0]} @change=${set(0)} /></label
            ><label class="day"
              ><span>to</span>
              <input type="date" min=${dayName(from)} max=${dayName(to)} .value=${ends[1]} @change=${set(1)}
            /></label>`
        : nothing
    }
    ${
      undated > 0
        ? html`<label class="choice">
            <input
              type="checkbox"
              .checked=${filter.isUndated}
              @change=${() => act.filter({ ...filter, isUndated: !filter.isUndated })}
            />
            <span>undated</span> <em>${showNumber(undated)}</em>
          </label>`
        : nothing
    }
  </div>`
}

/** Values that a chip names before it counts the rest. */
const NAMED_IN_CHIP = 2

/** Each facet that narrows is a chip with how much it lets through by itself and a way out; then how much is left in all. */
export function chips({ index, shown, state, act }: View) {
  const { filter } = state
  const facts = factsOf(index)
  const statementsUnder = (own: Filter) => sum(passingStatements(facts, own))
  const each = FACETS.flatMap((facet) => {
    const picks = filter.picks[facet] ?? []
    if (picks.length === 0) return []
    const named = picks.slice(0, NAMED_IN_CHIP).map((pick) => labelOf(index, facet, pick))
    const rest = picks.length - named.length
    const size = isOfRelations(facet)
      ? countsOf(index, NO_FILTER, facet).reduce((all, [value, n]) => all + (picks.includes(value) ? n : 0), 0)
      : statementsUnder(withPicks(NO_FILTER, facet, picks))
    return [
      {
        label: NAMES[facet],
        text: rest > 0 ? `${named.join(', ')} and ${showNumber(rest)} more` : named.join(' or '),
        size: count(size, isOfRelations(facet) ? 'relation' : 'statement'),
        out: withPicks(filter, facet, []),
      },
    ]
  })
  const { days, isUndated } = filter
  if (days || isUndated)
    each.push({
      label: NAMES.date,
      text: sayDays(index, filter),
      size: count(statementsUnder({ ...NO_FILTER, days, isUndated }), 'statement'),
      out: { ...filter, days: null, isUndated: false },
    })
  return html`${each.map(
    ({ label, text, size, out }) =>
      html`<li>
        <button class="filter" title="${label}: ${text}" @click=${() => act.filter(out)}>
          <span>${label}</span> <b dir="auto">${text}</b> <em>${size}</em> ${icon('close')}
          <span class="vh">Undo this filter</span>
        </button>
      </li>`,
  )}
  ${
    isFiltering(filter)
      ? html`<li class="left">
          <span role="status"
            >${showNumber(shown.statements.size)} of ${count(index.statements.size, 'statement')},
            ${showNumber(shown.ranking.length)} of ${count(index.ranking.length, 'claim')}</span
          >
          <button class="link" @click=${() => act.clearFilters()}>Clear the filters</button>
        </li>`
      : nothing
  }`
}

function sum(passing: Uint8Array | null): number {
  let n = 0
  for (const one of passing ?? []) n += one
  return n
}
