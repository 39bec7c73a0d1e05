import '../style/disputes.css'
import { html, nothing } from 'lit-html'
import { cellOf, matrixOf } from '../disputes.ts'
import { count, showNumber } from '../words.ts'
import { relationMark } from './marks.ts'
import { saidBy } from './statements.ts'
import type { CaseIndex } from '../case-index.ts'
import type { Matrix, Matter, Party } from '../disputes.ts'
import type { State } from '../state.ts'
import type { Statement } from '../../src/model/records.ts'
import type { View } from '../view.ts'

/** Parties of the matrix at first, and unfolded. */
const FEW = 24
const MANY = 96
/** Up to so many parties a cell has room for what is disputed. */
const ROOMY = 6
/** Marks of a cell, and matters and pairs of words of an open one. */
const TICKS = 6
const MATTERS = 50
const PAIRS = 3

let last: { shown: CaseIndex; hidden: State['hidden']; matrix: Matrix } | null = null

/** Who disputes whom: a table of parties by parties, and the words of the cell that is open. */
export function panel(view: View) {
  const { index, shown, state, act } = view
  if (last?.shown !== shown || last.hidden !== state.hidden)
    last = { shown, hidden: state.hidden, matrix: matrixOf(index, shown, state.hidden) }
  const { matrix } = last
  if (matrix.parties.length === 0)
    return html`<p class="note-card">
      <b>Nobody here disputes anybody.</b>
      ${
        shown === index
          ? 'No two claims by different parties contradict each other, and no claim is both asserted and denied.'
          : 'The filter leaves no dispute with both of its sides.'
      }
    </p>`
  const isWhole = state.unfolded.has('parties')
  const parties = matrix.parties.slice(0, isWhole ? MANY : FEW)
  const open = openCell(matrix, state.cell)
  const [tab] = parties.flatMap((row) =>
    parties.flatMap((column) => (matrix.cells.has(cellOf(row, column)) ? [cellOf(row, column)] : [])),
  )
  const stop = open ? state.cell : (tab ?? null)
  return html`<div class="disputes">
    <p class="how">Rows dispute columns. Hatched: a party’s own conflicts. A dashed name is unnamed or a group.</p>
    <div class="scrollx">
      <table class="matrix ${parties.length > ROOMY ? 'many' : ''}" aria-label="Who disputes whom" @keydown=${walk}>
        <thead>
          <tr>
            <td aria-hidden="true">disputes</td>
            ${parties.map((party) => html`<th scope="col">${nameOf(party)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${parties.map(
            (row) =>
              html`<tr>
                <th scope="row">${nameOf(row)}</th>
                ${parties.map((column) => cell(view, row, column, matrix.cells.get(cellOf(row, column)) ?? [], stop))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${
      matrix.parties.length > FEW
        ? html`<p class="more">
            <button class="link" @click=${() => act.unfold('parties')}>
              ${isWhole ? `Show the first ${FEW}` : `and ${count(Math.min(MANY, matrix.parties.length) - FEW, 'more party', 'more parties')}`}
            </button>
            <span class="meta"
              >${showNumber(parties.length)} of ${count(matrix.parties.length, 'party', 'parties')}, named ones
              first</span
            >
          </p>`
        : nothing
    }
    ${
      matrix.isBounded
        ? html`<p class="how">More parties speak on some claims than are compared: those with most statements are.</p>`
        : nothing
    }
    ${open ? words(view, open) : nothing}
    <p class="ticks-key">
      <span class="ticks" aria-hidden="true"><i></i></span>accepted
      <span class="ticks" aria-hidden="true"><i class="p"></i></span>proposed
    </p>
  </div>`
}

interface Open {
  readonly row: Party
  readonly column: Party
  readonly matters: readonly Matter[]
}

function openCell(matrix: Matrix, key: string | null): Open | null {
  const matters = key === null ? undefined : matrix.cells.get(key)
  const [row, column] = (key ?? '').split(' ').map((id) => matrix.parties.find((party) => party.id === id))
  return matters && row && column ? { row, column, matters } : null
}

function nameOf(party: Party) {
  return html`<bdi class="who ${party.isOpen ? 'open' : ''}" title=${party.name}>${party.name}</bdi>`
}

function cell({ state, act }: View, row: Party, column: Party, matters: readonly Matter[], stop: string | null) {
  const isSelf = row === column
  const [first] = matters
  if (!first)
    return html`<td class=${isSelf ? 'self' : 'zero'}>${isSelf ? html`<span class="vh">itself</span>` : '0'}</td>`
  const key = cellOf(row, column)
  const isOn = state.cell === key
  return html`<td class="${isSelf ? 'self' : ''} ${isOn ? 'on' : ''}">
    <button
      data-cell=${key}
      tabindex=${stop === key ? '0' : '-1'}
      aria-expanded=${isOn ? 'true' : 'false'}
      @click=${() => act.keep({ cell: isOn ? null : key })}
    >
      <span class="ticks"
        >${[...matters]
          .sort((a, b) => Number(a.isProposed) - Number(b.isProposed))
          .slice(0, TICKS)
          .map((matter) => html`<i class=${matter.isProposed ? 'p' : ''}></i>`)}</span
      ><b>${showNumber(matters.length)}</b>
      <small dir="auto" title=${first.against.text}>${first.against.text}</small>
      <span class="vh">${titleOf(row, column, matters)}</span>
    </button>
  </td>`
}

function titleOf(row: Party, column: Party, matters: readonly Matter[]): string {
  const proposed = matters.filter(({ isProposed }) => isProposed).length
  const whom = row === column ? 'itself' : column.name
  const all = matters.length === 1 ? ', proposed' : `, ${showNumber(proposed)} of them proposed`
  return `${row.name} disputes ${whom}: ${count(matters.length, 'matter')}${proposed > 0 ? all : ''}`
}

/** The words of a cell, pair by pair; each opens in its source. */
function words(view: View, { row, column, matters }: Open) {
  return html`<section class="duels" aria-label="The words">
    <h2>${titleOf(row, column, matters)}</h2>
    ${matters.slice(0, MATTERS).map((matter) => {
      const { ones, others } = matter
      const pairs = Math.min(PAIRS, Math.max(ones.length, others.length))
      return html`<div class="matter">
        ${Array.from({ length: pairs }, (_, i) => duel(view, matter, ones[i], others[i], i === 0))}
        ${
          Math.max(ones.length, others.length) > PAIRS
            ? html`<p class="how">
                ${showNumber(ones.length)} against ${count(others.length, 'statement')}:
                <button class="link" @click=${() => view.act.select(targetOf(matter))}>read them all</button>
              </p>`
            : nothing
        }
      </div>`
    })}
    ${
      matters.length > MATTERS
        ? html`<p class="how">The first ${MATTERS} of ${count(matters.length, 'matter')}; a filter brings others.</p>`
        : nothing
    }
  </section>`
}

function targetOf({ relation, claim }: Matter) {
  return relation ? ({ kind: 'relation', id: relation.id } as const) : ({ kind: 'claim', id: claim.id } as const)
}

function duel(view: View, matter: Matter, one: Statement | undefined, other: Statement | undefined, isFirst: boolean) {
  const { relation, isProposed } = matter
  const openable = (statement: Statement | undefined) =>
    statement ? saidBy(view, statement, () => view.act.select(targetOf(matter), statement.id)) : nothing
  return html`<div class="duel">
    <div>${openable(one)}</div>
    <div class="mid">
      ${
        !isFirst
          ? nothing
          : relation
            ? html`${relationMark('contradicts', isProposed)}<span class="vh">contradicts</span>`
            : html`<span class="den">denies${isProposed ? html`<small>proposed</small>` : nothing}</span>`
      }
    </div>
    <div>${openable(other)}</div>
  </div>`
}

/** Arrows walk to the next cell with something in it, in a row or a column; Home and End to the ends of a row. */
function walk(event: KeyboardEvent) {
  const { target, currentTarget } = event
  const here = target instanceof Element ? target.closest('td') : null
  if (!here || !(currentTarget instanceof HTMLTableElement) || !(here.parentElement instanceof HTMLTableRowElement))
    return
  const rows = [...currentTarget.tBodies].flatMap((body) => [...body.rows])
  const line =
    event.key === 'ArrowUp' || event.key === 'ArrowDown'
      ? rows.map((row) => row.cells[here.cellIndex])
      : [...here.parentElement.cells]
  const stops = line.filter((each) => each?.querySelector('button'))
  const at = stops.indexOf(here)
  const next = {
    ArrowUp: at - 1,
    ArrowDown: at + 1,
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    Home: 0,
    End: stops.length - 1,
  }[event.key]
  if (next === undefined) return
  event.preventDefault()
  event.stopPropagation()
  stops[next]?.querySelector('button')?.focus()
}
