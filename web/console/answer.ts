import { html, nothing } from 'lit-html'
import { icon } from '../panels/marks.ts'
import { ROWS } from '../state.ts'
import { count, showNumber } from '../words.ts'
import { cellOf } from '../../src/model/spreadsheet.ts'
import { saveFile } from '../save-file.ts'
import { csvOf, sortRows } from './cells.ts'
import type { Rows } from './ask.ts'
import type { Piece, Targets } from './cells.ts'
import type { Console } from './console.ts'
import type { View } from '../view.ts'

/** Text longer than this is folded to a few lines; its title has all of it. */
const LONG = 160

/** The answer to a query: how much came, what can be done with it, and the rows. */
export function answer(cypher: Console, view: View, targets: Targets, table: Rows) {
  const { rows, columns, truncated, ms, warnings } = table
  const claims = targets.claimsIn(table)
  const name = cypher.state.chosen?.name ?? 'rows'
  return html`<header class="cy-line">
      <p role="status">
        <b>${truncated ? `The first ${count(rows.length, 'row')}` : count(rows.length, 'row')}</b> in
        ${ms < 10 ? ms : Math.round(ms)} ms${truncated ? '; the rest was cut' : ''}
      </p>
      ${
        rows.length === 0
          ? nothing
          : html`<span>
              ${
                claims.length > 0 && view.hasCanvas
                  ? html`<button
                      class="link"
                      title=${`Marks ${count(claims.length, 'claim')}`}
                      @click=${() => view.act.showFound(claims)}
                    >
                      Show in graph
                    </button>`
                  : nothing
              }
              <button class="link" @click=${() => save(`${name}.csv`, 'text/csv', csvOf(table))}>CSV</button>
              <button
                class="link"
                @click=${() => save(`${name}.json`, 'application/json', `${JSON.stringify({ columns, rows }, null, 2)}\n`)}
              >
                JSON
              </button>
            </span>`
      }
    </header>
    ${warnings.map(
      (warning) =>
        html`<p class="cy-warning" role="status">
          <button class="cy-place" @click=${() => cypher.editor.focus(warning)}>
            Line ${warning.line}, column ${warning.column}.
          </button>
          ${warning.message} ${warning.hint === null ? nothing : html`Did you mean ${warning.hint}?`}
        </p>`,
    )}
    ${
      rows.length === 0
        ? html`<div class="cy-notice">
            <h3>No rows</h3>
            <p>Nothing in this case matches the query.</p>
          </div>`
        : html`<div class="cy-rows" tabindex="0" role="region" aria-label="Rows">
              ${rowsTable(cypher, view, targets, table)}
            </div>
            ${more(cypher, rows.length)}`
    }`
}

function rowsTable(cypher: Console, { act, state }: View, targets: Targets, { columns, rows }: Rows) {
  const { sort } = cypher.state
  const sorted = sort ? sortRows(rows, sort.column, sort.isDown) : rows
  const numeric = new Set(
    columns.filter((column) => rows.every((row) => row[column] === null || typeof row[column] === 'number')),
  )
  const selected = 'id' in state.selection ? state.selection.id : null
  const shown = sorted.slice(0, cypher.state.rows).map((row) => columns.map((column) => targets.pieces(row[column])))
  const isOn = (cells: readonly (readonly Piece[])[]) =>
    cells.some((pieces) => {
      const target = pieces[0]?.target
      return (
        target &&
        (target.statement
          ? target.statement === state.statement
          : 'id' in target.selection && target.selection.id === selected)
      )
    })
  return html`<table>
    <caption class="vh">
      Rows of the query
    </caption>
    <thead>
      <tr>
        ${columns.map((column) => {
          const order = sort?.column === column ? (sort.isDown ? 'descending' : 'ascending') : 'none'
          return html`<th scope="col" class=${numeric.has(column) ? 'r' : ''} aria-sort=${order}>
            <button @click=${() => cypher.sort(column)}>
              <bdi>${column}</bdi>${order === 'none' ? nothing : icon('right', order)}
            </button>
          </th>`
        })}
      </tr>
    </thead>
    <tbody>
      ${shown.map(
        (cells, at) =>
          html`<tr class=${isOn(cells) ? 'on' : ''}>
            ${cells.map((pieces, i) => {
              const column = columns[i] ?? ''
              return html`<td class=${numeric.has(column) ? 'r' : pieces.length > 1 ? 'many' : ''} dir="auto">
                ${pieces.map((piece) => shownPiece(piece, sorted[at]?.[column], act))}
              </td>`
            })}
          </tr>`,
      )}
    </tbody>
  </table>`
}

function shownPiece({ text, target, kind }: Piece, value: unknown, act: View['act']) {
  const isLong = text.length > LONG
  const title = isLong ? cellOf(value) : nothing
  const words = html`${kind ? html`<small>${kind}</small> ` : nothing}<bdi>${text}</bdi>`
  return target
    ? html`<button
        class="cell ${isLong ? 'folded' : ''}"
        title=${title}
        @click=${() => act.select(target.selection, target.statement)}
      >
        <span>${words}</span>
      </button>`
    : html`<span class="piece ${isLong ? 'folded' : ''}" title=${title}>${words}</span>`
}

function more(cypher: Console, size: number) {
  const left = size - cypher.state.rows
  return left > 0
    ? html`<p class="more">
        <button class="btn" @click=${() => cypher.showMore()}>Show ${showNumber(Math.min(left, ROWS))} more</button>
        <span class="meta">${showNumber(cypher.state.rows)} of ${count(size, 'row')}</span>
      </p>`
    : nothing
}

function save(name: string, type: string, text: string): void {
  saveFile(name, new Blob([text], { type: `${type};charset=utf-8` }))
}
