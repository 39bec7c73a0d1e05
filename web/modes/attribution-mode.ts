import { html } from 'lit-html'
import { speak } from '../encode.ts'
import { showNumber } from '../words.ts'
import { BOX_KIT } from '../renderer/box-kit.ts'
import { drawAttribution, speakBox } from './attribution.ts'
import { networkOf } from './network.ts'
import type { CaseIndex } from '../case-index.ts'
import type { Picture } from '../encode.ts'
import type { Mode } from '../modes.ts'
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

const networks = new WeakMap<CaseIndex, Network>()
const pictures = new WeakMap<CaseIndex, { readonly key: string; readonly picture: Attribution }>()

function networkIn(index: CaseIndex): Network {
  const network = networks.get(index) ?? networkOf(index)
  networks.set(index, network)
  return network
}

function isAttribution(picture: Picture): picture is Attribution {
  return 'headings' in picture
}

export const mode: Mode = {
  kit: BOX_KIT,
  help: 'From sources over outlets, relaying actors and first speakers to claims.',
  draw: (index, state, room) => {
    const { selection, tab, unfolded, hidden } = state
    const folds = [...unfolded].filter((fold) => fold.startsWith('column '))
    const key = JSON.stringify([selection, tab, folds, [...hidden], room])
    const known = pictures.get(index)
    if (known?.key === key) return known.picture
    const picture = drawAttribution(index, networkIn(index), state, room)
    pictures.set(index, { key, picture })
    return picture
  },
  speak: (index, picture, id) =>
    isAttribution(picture) && !index.claims.has(id)
      ? speakBox(index, networkIn(index), picture, id)
      : speak(index, picture, id),
  above: ({ scene }: View) =>
    scene && isAttribution(scene.picture)
      ? html`<ol class="columns-of" aria-label="Columns">
          ${scene.picture.headings.map(
            ({ column, size }) => html`<li data-column=${column}>${HEADINGS[column]} <em>${showNumber(size)}</em></li>`,
          )}
        </ol>`
      : '',
  follow: (canvas, picture, project) => {
    if (!isAttribution(picture)) return
    for (const { column, x, width } of picture.headings) {
      const heading = canvas.querySelector<HTMLElement>(`[data-column=${column}]`)
      const [left, right] = [project({ x, y: 0 }).x, project({ x: x + width, y: 0 }).x]
      heading?.style.setProperty('left', `${Math.round(left)}px`)
      heading?.style.setProperty('width', `${Math.round(right - left)}px`)
    }
  },
  legend: () => '',
}
