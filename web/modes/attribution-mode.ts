import { html, nothing, svg } from 'lit-html'
import { isOpen } from '../case-index.ts'
import { speak } from '../encode.ts'
import { UNNAMED, NAMED } from '../facts.ts'
import { flipPick } from '../filter.ts'
import { legendRow } from '../panels/legend.ts'
import { BOX_KIT } from '../renderer/box-kit.ts'
import { showNumber } from '../words.ts'
import { drawAttribution, speakBox } from './attribution.ts'
import { networkOf } from './network.ts'
import type { CaseIndex } from '../case-index.ts'
import type { Picture } from '../encode.ts'
import type { Mode } from '../modes.ts'
import type { State } from '../state.ts'
import type { View } from '../view.ts'
import type { Attribution } from './attribution.ts'
import type { Column, Network } from './network.ts'
import '../style/modes.css'

const HEADINGS: Record<Column, string> = {
  source: 'Sources',
  outlet: 'Outlets',
  relay: 'Relaying actors',
  speaker: 'First speakers',
  claim: 'Claims',
}

const networks = new WeakMap<CaseIndex, Map<boolean, Network>>()
const pictures = new WeakMap<CaseIndex, { readonly key: string; readonly picture: Attribution }>()

function networkIn(index: CaseIndex, hidden: State['hidden']): Network {
  const known = networks.get(index) ?? new Map<boolean, Network>()
  networks.set(index, known)
  const hasDenials = !hidden.has('denials')
  const network = known.get(hasDenials) ?? networkOf(index, hasDenials)
  known.set(hasDenials, network)
  return network
}

function isAttribution(picture: Picture): picture is Attribution {
  return 'headings' in picture
}

/** From sources over outlets, relays and first speakers to claims, layered from left to right. */
export const mode: Mode = {
  name: 'Attribution graph',
  help: 'From sources over outlets, relaying actors and first speakers to claims. Arrow keys walk to the nearest box, Enter opens it. The table has the same content.',
  kit: BOX_KIT,
  draw: (index, state, room) => {
    const { selection, tab, unfolded, hidden } = state
    const folds = [...unfolded].filter((fold) => fold.startsWith('column '))
    const key = JSON.stringify([selection, tab, folds, [...hidden], room])
    const known = pictures.get(index)
    if (known?.key === key) return known.picture
    const picture = drawAttribution(index, networkIn(index, hidden), state, room)
    pictures.set(index, { key, picture })
    return picture
  },
  speak: (index, picture, id) =>
    isAttribution(picture) && !index.claims.has(id)
      ? speakBox(index, networkIn(index, picture.hidden), picture, id)
      : speak(index, picture, id),
  above: ({ drawing }: View) =>
    drawing && isAttribution(drawing.picture) && drawing.picture.headings.length > 0
      ? html`<ol class="columns-of" aria-label="Columns">
          ${drawing.picture.headings.map(
            ({ column, size }) =>
              html`<li data-column=${column}><span>${HEADINGS[column]}</span> <em>${showNumber(size)}</em></li>`,
          )}
        </ol>`
      : nothing,
  follow: (canvas, picture, project) => {
    if (!isAttribution(picture)) return
    for (const { column, x, width } of picture.headings) {
      const heading = canvas.querySelector<HTMLElement>(`[data-column=${column}]`)
      const [left, right] = [project({ x, y: 0 }).x, project({ x: x + width, y: 0 }).x]
      heading?.style.setProperty('left', `${Math.round(left)}px`)
      heading?.style.setProperty('width', `${Math.round(right - left)}px`)
    }
  },
  legend,
}

function legend({ index, state, act }: View) {
  let [unnamed, denials] = [0, 0]
  for (const { speaker } of index.statements.values()) {
    const actor = index.actors.get(speaker)
    if (actor && isOpen(actor)) unnamed++
  }
  for (const voices of index.voices.values()) for (const { stance } of voices) if (stance.stance === 'denies') denials++
  const picks = state.filter.picks.actor ?? []
  const isWithout = picks.includes(NAMED) && !picks.includes(UNNAMED)
  return html`<h2>Legend <small>click to filter</small></h2>
    <div class="keys">
      ${key(svg`<path d="M2 11h30" class="way w1" /><path d="M44 11h30" class="way w5" />`, 'thickness: statements')}
      ${key(svg`<path d="M2 11h30" class="way on" /><path d="M44 11h30" class="way" />`, 'ink: what is selected')}
      ${key(
        svg`<rect x="22" y="4" width="30" height="14" rx="3" class="cut-box" /><path d="M16 1v20M58 1v20" class="cut-bar" />`,
        html`the cut: every named<br />path passes through it`,
      )}
    </div>
    <ul class="legend">
      ${
        unnamed > 0
          ? legendRow(
              mark(svg`<rect x="2" y="4" width="30" height="14" rx="3" class="open-box" />`),
              'unnamed, or any of many',
              unnamed,
              !isWithout,
              () => act.filter(flipPick(state.filter, 'actor', NAMED)),
            )
          : nothing
      }
      ${
        denials > 0
          ? legendRow(
              mark(svg`<path d="M1 11h29M30 4v14" class="way on" />`),
              'denies the claim',
              denials,
              !state.hidden.has('denials'),
              () => act.toggle('denials'),
            )
          : nothing
      }
    </ul>`
}

function key(form: unknown, words: unknown) {
  return html`<div>
    <svg class="way-mark" width="76" height="22" viewBox="0 0 76 22" aria-hidden="true">${form}</svg>
    <span>${words}</span>
  </div>`
}

function mark(form: unknown) {
  return html`<svg class="rel-mark" width="34" height="22" viewBox="0 0 34 22" aria-hidden="true">${form}</svg>`
}
