import { html, nothing } from 'lit-html'
import { once } from '../once.ts'
import { radiusOf, ringsOf } from '../encode.ts'
import { RELATION_SWITCHES } from '../state.ts'
import { showNumber } from '../words.ts'
import { disc, relationMark } from './marks.ts'
import type { CaseIndex } from '../case-index.ts'
import type { RelationSwitch } from '../state.ts'
import type { View } from '../view.ts'

const NAMES: Record<RelationSwitch, string> = {
  supports: 'supports',
  contradicts: 'contradicts',
  proposed: 'proposed, not yet reviewed',
  rejected: 'rejected',
}

/** What the marks of the claims' canvas mean; rows of relations are switches. */
export function legend({ index, shown, state, act, picture }: View) {
  const counts = countSwitches(shown)
  const all = countSwitches(index)
  const rows = RELATION_SWITCHES.filter((row) => all[row] > 0)
  const hasHollow = picture.discs.some((d) => d.isHollow)
  return html`<h2>Legend ${rows.length > 0 ? html`<small>click to filter</small>` : nothing}</h2>
    <div class="keys">
      <div>
        <span class="discs">${disc(radiusOf(1), '1')}${disc(radiusOf(3), '3')}${disc(radiusOf(5), '5')}</span>
        <span>size and number:<br />statements</span>
      </div>
      <div>
        <span class="discs">${ring(0, true)}${ring(1)}${ring(2)}</span>
        <span>rings: origins,<br />none named, 1, 2</span>
      </div>
      ${
        hasHollow
          ? html`<div>
              <span class="discs">${disc(radiusOf(2), '2')}${disc(radiusOf(2), '2', true)}</span>
              <span>hollow: proposed,<br />not yet reviewed</span>
            </div>`
          : nothing
      }
    </div>
    <ul class="legend">
      ${rows.map((row) =>
        legendRow(
          relationMark(row === 'proposed' ? 'supports' : row, row === 'proposed'),
          NAMES[row],
          counts[row],
          !state.hidden.has(row),
          () => act.toggle(row),
        ),
      )}
    </ul> `
}

/** How many relations each row of the legend switches, counted once. */
const countSwitches = once((index: CaseIndex): Record<RelationSwitch, number> => {
  const counts = { supports: 0, contradicts: 0, proposed: 0, rejected: 0 }
  for (const { type, status } of index.relations.values()) {
    if (status !== 'rejected') counts[type]++
    if (status !== 'accepted') counts[status]++
  }
  return counts
})

/** A disc with its rings, without a number. */
function ring(atMost: number, isUnnamed = false) {
  return disc(radiusOf(1), nothing, false, ringsOf(radiusOf(1), atMost, isUnnamed))
}

/** A row of the legend that is a switch. */
export function legendRow(mark: unknown, name: string, size: number, isOn: boolean, onClick: () => void) {
  return html`<li>
    <button class="leg" aria-pressed=${isOn ? 'true' : 'false'} @click=${onClick}>
      ${mark} <span>${name}</span><em>${showNumber(size)}</em>
    </button>
  </li>`
}
