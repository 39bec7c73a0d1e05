import { html, nothing } from 'lit-html'
import { against as deniedBy, weightOf } from '../case-index.ts'
import { sayOrigins } from '../origins.ts'
import { ROWS } from '../state.ts'
import { count, showNumber } from '../words.ts'
import { relationMark, statusChip } from './marks.ts'
import type { View } from '../view.ts'

/** Everything that the canvas shows, as two tables, under the same switches. */
export function panel(view: View) {
  const { shown: index, state, act, picture } = view
  const discs = new Map(picture.discs.map((disc) => [disc.id, disc]))
  const claims = index.snapshot.claims
    .filter((claim) => !(discs.get(claim.id)?.isHidden ?? true))
    .sort((a, b) => weightOf(index, b.id) - weightOf(index, a.id) || (a.text < b.text ? -1 : 1))
  const lines = picture.lines.filter((line) => !line.isHidden)
  const tally = new Map<string, { against: number; by: number; to: number }>()
  const at = (id: string) => {
    const known = tally.get(id) ?? { against: 0, by: 0, to: 0 }
    tally.set(id, known)
    return known
  }
  for (const { from, to, mark } of lines) {
    if (mark === 'contradicts') {
      at(from).against++
      at(to).against++
    } else if (mark === 'supports') {
      at(from).to++
      at(to).by++
    }
  }
  const isOn = (id: string) => 'id' in state.selection && state.selection.id === id
  const left = claims.length - state.rows
  return html`<div class="tables" id="table">
    <table>
      <caption>
        ${count(claims.length, 'claim')}
      </caption>
      <thead>
        <tr>
          <th scope="col">Claim</th>
          <th scope="col" class="r">Statements</th>
          <th scope="col">Origins</th>
          <th scope="col" class="r">Denied by</th>
          <th scope="col" class="r">Contradicts</th>
          <th scope="col" class="r">Supported by</th>
          <th scope="col" class="r">Supports</th>
          <th scope="col">Status</th>
        </tr>
      </thead>
      <tbody>
        ${claims.slice(0, state.rows).map((claim) => {
          const { against, by, to } = at(claim.id)
          return html`<tr class=${isOn(claim.id) ? 'on' : ''}>
            <th scope="row">
              <button class="cell" dir="auto" @click=${() => act.select({ kind: 'claim', id: claim.id })}>
                ${claim.text}
              </button>
            </th>
            <td class="r">${weightOf(index, claim.id)}</td>
            <td class="nw">${sayOrigins(index.origins.get(claim.id)?.asserting).replace(/ origins?$/, '') || '–'}</td>
            <td class="r">${deniedBy(index, claim.id).length}</td>
            <td class="r">${against}</td>
            <td class="r">${by}</td>
            <td class="r">${to}</td>
            <td>${statusChip(claim.status)}</td>
          </tr>`
        })}
      </tbody>
    </table>
    ${
      left > 0
        ? html`<p class="more">
            <button class="btn" @click=${() => act.moreRows()}>Show ${showNumber(Math.min(left, ROWS))} more</button>
            <span class="meta">${showNumber(state.rows)} of ${count(claims.length, 'claim')}</span>
          </p>`
        : nothing
    }
    ${
      lines.length > 0
        ? html`<table>
            <caption>
              ${count(lines.length, 'relation')}
            </caption>
            <thead>
              <tr>
                <th scope="col">From</th>
                <th scope="col">Relation</th>
                <th scope="col">To</th>
                <th scope="col">Status</th>
              </tr>
            </thead>
            <tbody>
              ${lines.slice(0, state.rows).map((line) => {
                const relation = index.relations.get(line.id)
                return html`<tr class=${isOn(line.id) ? 'on' : ''}>
                  <td dir="auto">${index.claims.get(line.from)?.text}</td>
                  <td>
                    <button class="cell" @click=${() => act.select({ kind: 'relation', id: line.id })}>
                      ${relationMark(line.mark, line.isProposed)} ${relation?.type}
                    </button>
                  </td>
                  <td dir="auto">${index.claims.get(line.to)?.text}</td>
                  <td>${statusChip(relation?.status ?? 'proposed')}</td>
                </tr>`
              })}
            </tbody>
          </table>`
        : nothing
    }
  </div>`
}
