import { html, nothing } from 'lit-html'
import { chainOf } from '../case-index.ts'
import { headHeight, nameOf, titleOf, wordsFor } from './heads.ts'
import { layOutSides } from './sides.ts'
import { cutChips } from '../panels/origins.ts'
import { sayOrigins } from '../origins.ts'
import { LEAST_HEAD, NARROW } from '../label-places.ts'
import { sayingOf } from '../words.ts'
import type { CaseIndex } from '../case-index.ts'
import type { Plan } from '../layout.ts'
import type { View } from '../view.ts'
import type { HeadOf } from './heads.ts'
import type { Sides } from './sides.ts'
import '../style/fields.css'

/** The sides of the largest dispute with room for their heads; null where there are no two. */
export function sidesOfCase(index: CaseIndex, plan: Plan, size: { readonly width: number; readonly height: number }) {
  return layOutSides(plan, size, (side, width, hasWords) =>
    headHeight(index, side, width, hasWords, size.width < NARROW),
  )
}

/** The white grounds below the canvas: who is on which side, on how many origins, in which words. */
export function fieldsBelow({ index }: View, { fields }: Sides) {
  return html`<div class="fields">
    ${fields.map(
      ({ claim, isDenial = false, hasWords = false }, i) =>
        html`<div class="field" data-field=${i}>
          ${claim === null ? nothing : head(index, { claim, isDenial }, 'AB'[i] ?? '', hasWords)}
        </div>`,
    )}
  </div>`
}

function head(index: CaseIndex, one: HeadOf, letter: string, hasWords: boolean) {
  const side = index.origins.get(one.claim)?.[nameOf(one)]
  const origins = sayOrigins(side)
  const statement = hasWords ? wordsFor(index, one) : undefined
  const [speaker, ...through] = statement ? chainOf(index, statement) : []
  return html`<div class="side">
    <p class="k">Side ${letter}</p>
    <h2 dir="auto">${titleOf(index, one)}</h2>
    ${
      side && origins
        ? html`<p class="on">${origins}${side.cut.length > 0 ? ':\u2002' : ''}${cutChips(index, side)}</p>`
        : nothing
    }
    ${
      statement
        ? html`<blockquote dir="auto">
            ${sayingOf(statement)}<cite
              ><bdi>${speaker?.name}</bdi>${
                through.length > 0 ? html`, in <bdi>${through.at(-1)?.name}</bdi>` : nothing
              }</cite
            >
          </blockquote>`
        : nothing
    }
  </div>`
}

type Project = (at: { readonly x: number; readonly y: number }) => { readonly x: number; readonly y: number }

/** Moves the fields with the camera. Words keep their size: where the camera is far away they go. */
export function followFields(canvas: Element, { fields }: Sides, project: Project): void {
  for (const [i, { x, y, width, height }] of fields.entries()) {
    const field = canvas.querySelector<HTMLElement>(`[data-field="${i}"]`)
    if (!field) continue
    const [from, to] = [project({ x, y }), project({ x: x + width, y: y + height })]
    const style = {
      left: from.x,
      top: from.y,
      width: to.x - from.x,
      height: to.y - from.y,
    }
    for (const [name, value] of Object.entries(style)) field.style.setProperty(name, `${value.toFixed(1)}px`)
    field.classList.toggle('small', style.width < LEAST_HEAD)
  }
}
