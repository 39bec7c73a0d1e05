import '../style/table.css'
import { html, nothing } from 'lit-html'
import { toCsv } from '../csv.ts'
import { saveFile } from '../save-file.ts'
import { ROWS } from '../state.ts'
import { sortOf, tableOf } from '../tables.ts'
import { count, showDate, showNumber } from '../words.ts'
import { certainty, icon, relationMark, statusChip } from './marks.ts'
import type { Statement } from '../../src/model/records.ts'
import type { CaseIndex } from '../case-index.ts'
import type { Picture } from '../encode.ts'
import type { Sort, TableName } from '../state.ts'
import type { Table, TableRow } from '../tables.ts'
import type { View } from '../view.ts'

const NOUNS: Readonly<Record<TableName, string>> = { claims: 'claim', relations: 'relation', statements: 'statement' }
const LABELS: Readonly<Record<TableName, string>> = {
  claims: 'Claims',
  relations: 'Relations',
  statements: 'Statements',
}
const TABLES = ['claims', 'relations', 'statements'] as const

let last: { name: TableName; sort: Sort | null; shown: CaseIndex; picture: Picture; table: Table } | null = null

/** Everything that the filter and the legend let through, as tables that can be sorted and downloaded. */
export function panel(view: View) {
  const { index, shown, state, act, picture } = view
  const name = state.table
  if (last?.name !== name || last.sort !== state.sort || last.shown !== shown || last.picture !== picture)
    last = { name, sort: state.sort, shown, picture, table: tableOf(name, index, shown, picture, state.sort) }
  const { table } = last
  const left = table.rows.length - state.rows
  const sizes: Readonly<Record<TableName, number>> = {
    claims: picture.discs.filter((disc) => !disc.isHidden).length,
    relations: picture.lines.filter((line) => !line.isHidden).length,
    statements: shown.statements.size,
  }
  return html`<div class="tables" id="table">
    <div class="table-bar">
      <div class="tabs" role="tablist" aria-label="Tables" @keydown=${walkTabs}>
        ${TABLES.map(
          (each) =>
            html`<button
              role="tab"
              id="table-${each}"
              aria-selected=${each === name ? 'true' : 'false'}
              aria-controls="table-panel"
              tabindex=${each === name ? '0' : '-1'}
              @click=${() => act.keep({ table: each, sort: null, rows: ROWS })}
            >
              ${LABELS[each]} <em>${showNumber(sizes[each])}</em>
            </button>`,
        )}
      </div>
      <button
        class="btn"
        aria-label="Download CSV"
        ?disabled=${table.rows.length === 0}
        @click=${() => download(table, name)}
      >
        <span>Download&nbsp;</span>CSV
      </button>
    </div>
    <div id="table-panel" role="tabpanel" aria-labelledby="table-${name}" class="of-${name}">
      ${
        table.rows.length === 0
          ? html`<p class="note-card">
              ${shown === index ? `No ${name} here.` : `No ${NOUNS[name]} passes the filter.`}
            </p>`
          : html`<table>
              <caption class="vh">
                ${count(table.rows.length, NOUNS[name])}
              </caption>
              <thead>
                <tr>
                  ${table.columns.map((column, i) => head(view, column, i))}
                </tr>
              </thead>
              <tbody>
                ${table.rows.slice(0, state.rows).map((row) => rowOf(view, table, row))}
              </tbody>
            </table>`
      }
      ${
        left > 0
          ? html`<p class="more">
              <button class="btn" @click=${() => act.moreRows()}>Show ${showNumber(Math.min(left, ROWS))} more</button>
              <span class="meta">${showNumber(state.rows)} of ${count(table.rows.length, NOUNS[name])}</span>
            </p>`
          : nothing
      }
    </div>
  </div>`
}

/** The head of a column sorts by it: numbers from the most, words from A; once more turns it round. */
function head({ state, act }: View, { name, head: short, isNumber = false }: Table['columns'][number], column: number) {
  const sort = sortOf(state.table, state.sort)
  const isSorted = sort?.column === column
  const isDown = isSorted ? !sort.isDown : isNumber
  return html`<th
    scope="col"
    class=${isNumber ? 'r' : ''}
    aria-sort=${isSorted ? (sort.isDown ? 'descending' : 'ascending') : 'none'}
  >
    <button class="sort" title="Sort by ${name.toLowerCase()}" @click=${() => act.keep({ sort: { column, isDown } })}>
      ${short ?? name}${isSorted ? icon('down', sort.isDown ? '' : 'up') : nothing}
    </button>
  </th>`
}

function rowOf(view: View, { columns }: Table, row: TableRow) {
  const { state, act } = view
  const isOn = row.statement
    ? state.statement === row.statement
    : 'id' in state.selection && state.selection.id === row.id
  const open = () => act.select(row.opens, row.statement)
  return html`<tr class=${isOn ? 'on' : ''}>
    ${row.values.map((value, i) => {
      const column = columns[i]?.name ?? ''
      if (i === 0 && column !== 'From')
        return html`<th scope="row"><button class="cell" dir="auto" @click=${open}>${value}</button></th>`
      return html`<td class=${columns[i]?.isNumber ? 'r' : ''} dir=${WORDS.has(column) ? 'auto' : nothing}>
        ${cell(view, column, value, row, open)}
      </td>`
    })}
  </tr>`
}

const WORDS = new Set(['From', 'To', 'Speaker', 'Relayed by', 'Outlet'])

function cell({ index }: View, column: string, value: string | number, row: TableRow, open: () => void) {
  switch (column) {
    case 'Relation': {
      const relation = index.relations.get(row.id)
      const mark = relation?.status === 'rejected' ? 'rejected' : relation?.type
      return html`<button class="cell" @click=${open}>
        ${mark ? relationMark(mark, relation?.status === 'proposed') : nothing} ${value}
      </button>`
    }
    case 'Status':
      return statusChip(String(value))
    case 'Certainty':
      return certainty(value as Statement['certainty'])
    case 'Date':
      return showDate(String(value) || null, index.year)
    default:
      return typeof value === 'number' ? showNumber(value) : value || '–'
  }
}

/** Arrows, Home and End walk the tabs. */
function walkTabs(event: KeyboardEvent) {
  const { target, currentTarget } = event
  if (!(currentTarget instanceof HTMLElement)) return
  const tabs = [...currentTarget.querySelectorAll<HTMLElement>('[role=tab]')]
  const at = tabs.findIndex((tab) => tab === target)
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1 + tabs.length, Home: 0, End: tabs.length - 1 }[event.key]
  if (to === undefined) return
  event.preventDefault()
  event.stopPropagation()
  const next = tabs[to % tabs.length]
  next?.click()
  next?.focus()
}

/** Hands the whole table to the person as a file, in the order that is on screen. */
function download({ columns, rows }: Table, name: TableName): void {
  const text = toCsv(
    ['id', ...columns.map((column) => column.name)],
    rows.map((row) => [row.id, ...row.values]),
  )
  saveFile(`${name}.csv`, new Blob(['\ufeff', text], { type: 'text/csv;charset=utf-8' }))
}
