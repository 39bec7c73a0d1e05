import { html, nothing } from 'lit-html'
import { isSilent, sayPlaces, statementsOn, voicesOn } from '../origins.ts'
import { count, showNumber } from '../words.ts'
import type { CaseIndex, Origins } from '../case-index.ts'
import type { SideName } from '../origins.ts'

/** Names of a cut beside the number. */
export const CUT_NAMES = 3

/** What a side of a claim rests on: the number, whose names it stands for, and how many statements in how many places. */
export function standing(index: CaseIndex, claim: string, sideName: SideName) {
  const side = index.origins.get(claim)?.[sideName]
  const meta = html`<span class="meta">${saySize(index, claim, sideName)}</span>`
  return !side || isSilent(side) ? meta : html`${number(side)}${cutChips(index, side)}${meta}`
}

/** `5 statements, 2 outlets`; those that count because one claim entails another are told apart. */
export function saySize(index: CaseIndex, claim: string, sideName: SideName): string {
  const own = voicesOn(index, claim, sideName).length
  const all = statementsOn(index, claim, sideName)
  const more = all.length - own
  const places = all.length > 0 ? `, ${sayPlaces(index, all)}` : ''
  return more > 0
    ? `${count(own, 'statement')} and ${count(more, 'that entails it', 'that entail it')}${places}`
    : `${count(own, 'statement')}${places}`
}

function number({ atMost }: Origins[SideName]) {
  if (atMost === null) return html`<span class="num said-so"><b>not decidable</b></span>`
  if (atMost === 0) return html`<span class="num said-so"><b>none</b> named</span>`
  return html`<span class="num">at most <b>${showNumber(atMost)}</b> ${atMost === 1 ? 'origin' : 'origins'}</span>`
}

/** The names of the cut between two bars each; whoever alone was counted as a principal stands beside its name. */
export function cutChips(index: CaseIndex, side: Origins[SideName]) {
  if (side.cut.length === 0) return nothing
  const rest = side.cut.length - CUT_NAMES
  return html`<span class="cuts"
    >${side.cutNames.slice(0, CUT_NAMES).map((name, i) => {
      const id = side.cut[i]
      const spoke = side.principals.find((one) => one.id === id)?.actors.filter((actor) => actor !== id) ?? []
      const only = spoke.length === 1 ? index.actors.get(spoke[0] ?? '')?.name : undefined
      return html`<span class="cutchip" title=${name}><bdi>${name}</bdi></span>
        ${only ? html`<span class="meta">(<bdi>${only}</bdi>)</span>` : nothing}`
    })}${
      rest > 0
        ? html`<span class="meta" title=${side.cutNames.slice(CUT_NAMES).join(', ')}
            >and ${showNumber(rest)} more</span
          >`
        : nothing
    }</span
  >`
}
