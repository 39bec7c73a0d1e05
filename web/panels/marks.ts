import { html, nothing, svg } from 'lit-html'
import { ringRadius } from '../encode.ts'
import type { TemplateResult } from 'lit-html'
import type { ringsOf } from '../encode.ts'
import type { Statement } from '../../src/model/records.ts'
import type { Run } from '../words.ts'

/** An icon of the sprite in index.html; decorative, so what it stands for is said beside it. */
export function icon(name: string, extra = ''): TemplateResult {
  return html`<svg class="ic ${extra}" aria-hidden="true"><use href="#i-${name}"></use></svg>`
}

/** A relation as it is drawn on the canvas: 34 px wide for the legend and for two things side by side. */
export function relationMark(type: 'supports' | 'contradicts' | 'rejected', isProposed = false): TemplateResult {
  const middle = 11
  const half = isProposed ? ' prop' : ''
  const form =
    type === 'supports'
      ? svg`<line x1="1" y1="${middle}" x2="${isProposed ? 25 : 28}" y2="${middle}" class="es${half}" /><path d="M25 ${middle - 4.2} 33 ${middle}l-8 4.200z" class="${isProposed ? 'mk-sp' : 'mk-s'}" />`
      : type === 'contradicts'
        ? svg`<path d="${isProposed ? 'M0 11h4M7 11h4M23 11h4M30 11h4' : 'M0 11h4.500M7.500 11h5M21.500 11h5M29.500 11h4.500'}" class="ex${half}" />${isProposed ? svg`<rect x="14.500" y="4" width="5" height="14" class="mk-cp" />` : svg`<path d="M17 3v16" class="mk-c" />`}`
        : svg`<path d="M3 11h28M13 7l8 8M21 7l-8 8" class="rej" />`
  return html`<svg class="rel-mark" width="34" height="22" viewBox="0 0 34 22" aria-hidden="true">${form}</svg>`
}

/** Certainty: three bars and its word. Unspecified is three empty bars, not the lowest step. */
export function certainty(level: Statement['certainty']): TemplateResult {
  const filled = { certain: 3, probable: 2, possible: 1, unspecified: 0 }[level]
  const bars = [0, 1, 2].map((i) => {
    const height = 3 + i * 2.6
    return svg`<rect x="${0.5 + i * 4.6}" y="${9.5 - height}" width="2.800" height="${height}" class="${i < filled ? 'on' : 'off'}" />`
  })
  return html`<span class="chip cert"><svg viewBox="0 0 13 10" aria-hidden="true">${bars}</svg>${level}</span>`
}

/** Proposed and accepted as a hollow and a filled dot with the word. */
export function statusChip(status: string): TemplateResult {
  return html`<span class="chip st ${status}"><i></i>${status}</span>`
}

/** Words with the deciding ones underlined. */
export function runs(list: readonly Run[]): unknown {
  return list.map((run) => (run.isDeciding ? html`<u>${run.text}</u>` : run.text))
}

/** A disc with its number and its rings, as on the canvas. */
export function disc(
  radius: number,
  number: string | typeof nothing = nothing,
  isHollow = false,
  { rings, isUnnamed }: Pick<ReturnType<typeof ringsOf>, 'rings' | 'isUnnamed'> = { rings: 0, isUnnamed: false },
): TemplateResult {
  const size = rings > 1 ? 40 : 34
  return html`<svg
    class="disc"
    width=${size}
    height=${size}
    viewBox="${-size / 2} ${-size / 2} ${size} ${size}"
    aria-hidden="true"
  >
    ${svg`<circle r="${isHollow ? radius - 0.75 : radius}" class="d ${isHollow ? 'hollow' : ''}" />`}
    ${isUnnamed ? svg`<circle r="${ringRadius(radius, 0)}" class="ring none" />` : nothing}
    ${Array.from({ length: rings }, (_, i) => svg`<circle r="${ringRadius(radius, i)}" class="ring" />`)}
    ${svg`<text class="n" y="3.800">${number}</text>`}
  </svg>`
}
